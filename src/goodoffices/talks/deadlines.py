"""What closes by itself, and which channels an act may close it in."""

from __future__ import annotations

import datetime as dt

from goodoffices.talks.actions import GROUPS, Command
from goodoffices.talks.actions.mediators import OpenBidding, Relay, Sound
from goodoffices.talks.events import Event
from goodoffices.talks.events.home import QuestionPut
from goodoffices.talks.events.mediation import BiddingMade, FinalMade
from goodoffices.talks.standing import CLOCK

_SHARED = frozenset(GROUPS["lead"]) - {"admit_mediator", "change_share", "admit_audience"} | {
    "withdraw_party",
    "return_party",
}


def deadline_of(event: Event) -> tuple[dt.datetime, str] | None:
    """Return when something closes by itself, and its name; None for what does not."""
    match event:
        case FinalMade(name=name, deadline=deadline) | BiddingMade(name=name, deadline=deadline):
            return deadline, name
        case QuestionPut(question=name, deadline=deadline) if deadline is not None:
            return deadline, name
        case _:
            return None


def touched(command: Command, parties: frozenset[str]) -> frozenset[str]:
    """Return the parties who learn from an act itself that its time has come.

    Where no clock ticks, as in a script, deadlines close when an act comes later than they. But what closes in a
    party's channel must not depend on what another did in private: so an act closes only what those see who see the
    act. All do where it is shared by design; else its own party, or those a mediator turns to.
    """
    action = command.action
    if command.by == CLOCK or action.__struct_config__.tag in _SHARED:
        return parties
    named: set[str] = {command.by.partition(":")[0], command.entered_for}
    if isinstance(action, OpenBidding):
        named |= {action.more, action.less}
    elif isinstance(action, Sound):
        named.add(action.to)
    else:
        named |= set(getattr(action, "to", ()))
    if isinstance(action, Relay):
        named.add(action.party)
    return parties & named
