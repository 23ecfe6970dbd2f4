"""The menu: which pages there are for whom, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from goodoffices.language import gettext_lazy as _
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import CaseState
from goodoffices.talks.streams import LEDGER, Stream
from goodoffices.talks.visibility import record_of, sees


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    address: str
    title: object
    here: bool


@dataclass(frozen=True)
class Menu:
    """The menu, in groups with their headings."""

    groups: tuple[tuple[object, tuple[Entry, ...]], ...]


def anybody(who: Standing) -> bool:  # noqa: ARG001 - one of several answers to one question
    """Whoever has a seat in the case."""
    return True


def is_mediator(who: Standing) -> bool:
    """Whether somebody mediates, with whatever share."""
    return who.side == "mediator"


def is_lead(who: Standing) -> bool:
    """Whether somebody leads the mediation."""
    return who.lead


def is_delegate(who: Standing) -> bool:
    """Whether somebody is of a delegation: whoever sees its channel."""
    return who.side == "party" and sees(who, Stream("channel", who.party))


def decides_at_home(who: Standing) -> bool:
    """Whether somebody sees what their party decides at home, or what mediators entered of that."""
    return who.side == "party" and sees(who, Stream("entered", who.party))


def sees_mandate(who: Standing) -> bool:
    """Whether somebody sees their own party's mandate."""
    return who.side == "party" and sees(who, Stream("mandate", who.party))


def shares_all(who: Standing, parties: Iterable[str]) -> bool:
    """Whether somebody mediates in all channels, and so sees the mediators' record and what rests on it."""
    return who.side == "mediator" and record_of(who, parties) is not None


def in_talks(who: Standing) -> bool:
    """Whether somebody sees what all sides to talks share; those in a class are in no talks."""
    return sees(who, Stream("case")) and not in_class(who)


def in_class(who: Standing) -> bool:
    """Whether somebody is in a class that rehearses talks, as instructor or as learner."""
    return is_instructor(who) or is_learner(who)


def is_instructor(who: Standing) -> bool:
    """Whether somebody instructs a class."""
    return who.side == "instructor"


def is_learner(who: Standing) -> bool:
    """Whether somebody learns in a class."""
    return who.side == "learner"


def sees_ledger(who: Standing) -> bool:
    """Whether somebody sees what is done of an agreement."""
    return sees(who, LEDGER)


Allowed = Callable[[Standing], bool]
#: Marks pages that rest on all channels: they are there for those who share them all.
_WHOLE: Final = object()

_GROUPS: Final[tuple[tuple[object, tuple[tuple[str, object, Allowed | object], ...]], ...]] = (
    ("", (
        ("overview:overview", _("Overview"), lambda who: not in_class(who)),
        ("channels:channels", _("Channels"), is_mediator),
        ("channels:own", _("Your channel"), is_delegate),
        ("proposals:proposals", _("Proposals"), is_mediator),
        ("proposals:own", _("Proposals to you"), is_delegate),
        ("documents:documents", _("Documents"), _WHOLE),
        ("documents:documents", _("Documents"), is_delegate),
        ("agenda:agenda", _("Agenda"), in_talks),
        ("rounds:rounds", _("Rounds and delegations"), lambda who: is_mediator(who) or is_delegate(who)),
        ("timeline:timeline", _("Timeline"), in_talks),
        ("briefings:briefings", _("Briefings"), _WHOLE),
        ("briefings:briefings", _("Briefings"), is_delegate),
        ("voices:own", _("What you say"), lambda who: who.side == "voice"),
        ("voices:listening", _("What people say"), lambda who: who.side == "listener"),
        ("classroom:class", _("The class"), is_instructor),
        ("classroom:table", _("Your table"), is_learner),
        ("classroom:debrief", _("Debriefing"), in_class),
    )),
    (_("The agreement"), (
        ("terms:terms", _("Terms"), _WHOLE),
        ("agreement:agreement", _("Agreement and signatures"), in_talks),
        ("agreement:lists", _("Lists of names"), lambda who: is_mediator(who) or is_delegate(who)),
        ("schedule:schedule", _("Schedule"), sees_ledger),
        ("ledger:ledger", _("Ledger"), sees_ledger),
    )),
    (_("At home"), (
        ("home:mandate", _("Mandate"), sees_mandate),
        ("home:preferences", _("Preferences"), sees_mandate),
        ("home:questions", _("Questions and votes"), decides_at_home),
        ("home:room", _("Delegation's notes"), is_delegate),
    )),
    (_("The record"), (
        ("record:positions", _("Positions"), _WHOLE),
        ("record:record", _("Record and review"), _WHOLE),
        ("record:conflicts", _("Conflicts"), _WHOLE),
        ("precedents:precedents", _("Precedents"), _WHOLE),
    )),
    (_("Analysis"), (
        ("analysis:deadlock", _("Deadlock"), _WHOLE),
        ("analysis:frontier", _("Frontier"), _WHOLE),
        ("analysis:trades", _("Trades"), _WHOLE),
        ("analysis:rehearsal", _("Rehearsal"), _WHOLE),
        ("analysis:questions", _("Next question"), _WHOLE),
        ("analysis:bodies", _("Decision bodies"), _WHOLE),
        ("analysis:counts", _("Exchange and counts"), _WHOLE),
        ("analysis:alternatives", _("Without a deal"), _WHOLE),
        ("analysis:grounds", _("What figures rest on"), _WHOLE),
    )),
    (_("The case"), (
        ("desk:people", _("People and shares"), lambda who: is_mediator(who) or is_delegate(who)),
        ("desk:case", _("Issues and limits"), _WHOLE),
        ("audience:audience", _("Those who follow"), is_lead),
        ("desk:exports", _("Export"), anybody),
    )),
)  # fmt: skip


def menu(who: Standing, room: str, path: str, case: CaseState) -> Menu:
    """Return the menu of somebody in a case."""
    whole = shares_all(who, case.parties)
    groups = []
    for title, lines in _GROUPS:
        entries = []
        for name, text, allowed in lines:
            if not (whole if allowed is _WHOLE else callable(allowed) and allowed(who)):
                continue
            address = reverse(name, args=[room])
            entries.append(Entry(address, text, path == address))
        if entries:
            groups.append((title, tuple(entries)))
    return Menu(tuple(groups))
