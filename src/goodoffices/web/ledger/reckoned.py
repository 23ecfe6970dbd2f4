"""Tallies as they stand: few lines are reckoned at once, many beside the pages, so that no request waits for long."""

from __future__ import annotations

from typing import Final

from goodoffices.analysis.errors import AnalysisError
from goodoffices.model.agreement import Tally
from goodoffices.services.answers import Answer, Failed, Ready
from goodoffices.services.performed import counted_in, reckon
from goodoffices.talks.standing import Standing
from goodoffices.talks.states.ledger import LedgerState
from goodoffices.web.project import House, Room

#: So many lines are reckoned in a fraction of a second, whatever they say.
_SOON: Final = 12

#: A page waits so many seconds for what is reckoned beside it.
_PATIENCE: Final = 1.0


def reckoned(room: Room, who: Standing, state: LedgerState, tally: Tally, *, latest: bool = False) -> Answer:
    """Return how a tally stands, or that it is being reckoned; a `Ready` holds a `TallyLedger`.

    Args:
        room: where the ledger is.
        who: who asks: that somebody else has looked, nobody can tell by what is there already.
        state: the ledger, which all who see it see alike.
        tally: one of its tallies.
        latest: on the last day alone.
    """
    case = counted_in(state, tally)
    if len(case.entries) > _SOON:
        audience = f"{room.id}\n{who.actor}"
        return House.answers.wait("tally", case, patience=_PATIENCE, audience=audience, latest=latest)
    try:
        return Ready(reckon(case, latest=latest), 0.0)
    except AnalysisError as error:
        return Failed(str(error))
