"""What a rehearsal has to assume of the parties where a case cannot say it: ranges, which whoever asks may change."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Final, Literal

from msgspec import Struct, field

from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.rehearsing.inputs import Origin, Range

#: `aspiration`: which share of what it could gain at most, without another's loss, a party holds out for now.
#: `firm`: the chance that a stated red line holds. `approval`: the chance that somebody at home of whose vote nothing
#: is known is for it; where the case has no decision body, that those at home approve.
Kind = Literal["aspiration", "firm", "approval"]

#: A range for all parties, or one each for some of them.
Ranges = Range | Mapping[str, Range]

#: Of an even split nobody gets more than half, and in experiments with take-it-or-leave-it offers hardly anybody holds
#: out for more (Oosterbeek, Sloof and van de Kuilen, *Cultural Differences in Ultimatum Game Experiments*, Experimental
#: Economics 7(2), 2004). A line that was stated holds for certain or, at worst, as likely as not. Of those at home
#: nothing is known.
USUAL: Final[Mapping[Kind, Range]] = {"aspiration": (0.0, 0.5), "firm": (0.5, 1.0), "approval": (0.0, 1.0)}


class Assumed(Struct, frozen=True):
    """What is assumed of the parties.

    Attributes:
        asked: by kind and party, ranges that were asked for; the party "" stands for all others.
    """

    asked: Mapping[Kind, Mapping[str, Range]] = field(default_factory=dict)

    def of(self, kind: Kind, party: str) -> tuple[Range, Origin]:
        """Return a range, and whether it was asked for."""
        asked = self.asked.get(kind, {})
        found = asked.get(party, asked.get(""))
        return (USUAL[kind], "assumed") if found is None else (found, "asked")


def assumed_of(parties: Collection[str], given: Mapping[Kind, Ranges | None]) -> Assumed:
    """Return what is assumed.

    Args:
        parties: the parties' ids.
        given: what was asked for, by kind; None where nothing was.

    Raises:
        SimulationError: a range is none between 0 and 1, or there is no such party.
    """
    asked: dict[Kind, dict[str, Range]] = {}
    for kind, ranges in given.items():
        if ranges is None:
            continue
        named: Mapping[str, Range] = ranges if isinstance(ranges, Mapping) else {"": ranges}
        for party, within in named.items():
            if party and party not in parties:
                raise SimulationError(f"{kind}: the case has no party '{party}'; it has {', '.join(parties)}")
            low, high = within
            if not (math.isfinite(low) and math.isfinite(high) and 0.0 <= low <= high <= 1.0):
                raise SimulationError(
                    f"{kind}: {low:g} to {high:g} is no range of shares; give the lowest and the highest, from 0 to 1"
                )
        asked[kind] = dict(named)
    return Assumed(asked)
