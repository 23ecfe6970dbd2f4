"""Who sees what: the only judge of it.

Every page, answer, count, search, export and live update asks `sees`. What is not shown here is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, assert_never

from goodoffices.model.case import Case
from goodoffices.model.parties import Party
from goodoffices.talks.events.teaching import MEDIATING
from goodoffices.talks.standing import CONSTITUENCY, VOICE, Standing
from goodoffices.talks.streams import Kind, Stream, seat_of, table_of

#: What nobody looks at: the clock counts it when its time has come.
UNSEEN: Final[tuple[Kind, ...]] = ("ballots", "answers")


def sees(who: Standing, stream: Stream) -> bool:  # noqa: C901, PLR0911, PLR0912 - one answer for each kind of stream
    """Say whether an actor sees a stream."""
    if who.side in ("clock", "engine"):
        return True
    mediates = who.side == "mediator" and stream.of in who.share
    own = who.side == "party" and who.party == stream.of
    delegate = who.side == "party" and who.role is not None
    match stream.kind:
        case "case":
            return who.side in ("mediator", "party", "instructor", "learner")
        case "channel":
            return mediates or (own and delegate)
        case "mandate":
            return mediates or (own and who.decides)
        case "home" | "entered":
            entered = stream.kind == "entered"
            sits = bool(who.bodies or (entered and who.entered_bodies))
            return (mediates and entered) or (own and (who.decides or sits))
        case "room":
            return own and delegate
        case "sealed":
            return own and who.decides
        case "ballots" | "answers":
            return False
        case "audit":
            return own and who.decides if stream.of != "mediators" else who.lead
        case "desk":
            return who.lead
        case "joint" | "dossier":
            return who.side == "mediator" and set(stream.of.split("+")) <= who.share
        case "notes":
            return who.actor == stream.of
        case "audience":
            return who.actor == stream.of or who.lead
        case "ledger":
            return delegate or who.side in ("mediator", "monitor")
        case "briefing" if "+" in stream.of:
            return who.side == "mediator" and set(stream.of.split("+")) <= who.share
        case "briefing":
            return own and delegate
        case "constituency":
            party, _, _name = stream.of.partition("+")
            return who.actor == f"{CONSTITUENCY}:{stream.of}" or (delegate and who.party == party)
        case "voice":
            return who.actor == f"{VOICE}:{stream.of}" or who.side == "listener"
        case "class":
            return who.side == "instructor"
        case "table":
            return who.side == "instructor" or (who.table > 0 and stream == table_of(who.table))
        case "seat":
            return who.side == "instructor" or (who.table > 0 and stream == seat_of(who.table, who.place))
        case _:
            assert_never(stream.kind)


def visible(who: Standing, streams: Iterable[Stream]) -> list[Stream]:
    """Return the streams that an actor sees, in the order of their names."""
    return sorted((stream for stream in streams if sees(who, stream)), key=str)


def record_of(who: Standing, parties: Iterable[str]) -> str | None:
    """Return whose record somebody reads and writes; None for nobody's.

    The mediators' record rests on all channels: it is for those who share them all. A delegation keeps its own.
    """
    if who.side == "mediator" and who.share >= set(parties):
        return "mediators"
    if who.side == "party" and who.role is not None:
        return f"party/{who.party}"
    return None


def case_for(case: Case, seat: str, told: str = "nothing") -> Case:
    """Return a case as those know it who rehearse it in a seat.

    For a party that is what all know, and what their own party wants. Who mediates knows what all know; all of it only
    where the exercise says that the mediator is told everything.
    """
    level = told.strip().partition("+")[0]
    if (seat, level) == (MEDIATING, "everything") and all(one.id != seat for one in case.parties):
        return case
    return Case(
        title=case.title, summary=case.summary, issues=case.issues, constraints=case.constraints,
        parties=tuple(
            one if one.id == seat else Party(id=one.id, name=one.name, description=one.description)
            for one in case.parties
        ),
        red_lines=tuple(one for one in case.red_lines if one.party == seat),
        mandates=tuple(one for one in case.mandates if one.party == seat),
        alternatives=tuple(one for one in case.alternatives if one.party == seat),
        decision_bodies=tuple(one for one in case.decision_bodies if one.party == seat),
    )  # fmt: skip
