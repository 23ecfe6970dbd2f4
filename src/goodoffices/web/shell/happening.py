"""What has happened, told line by line: for overviews and time lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from goodoffices.language import gettext as _
from goodoffices.model.base import When
from goodoffices.services.viewing import Seen
from goodoffices.talks.events import Happened
from goodoffices.talks.standing import CONSTITUENCY, VOICE
from goodoffices.talks.streams import Stream
from goodoffices.web.shell.visits import Visit


class Link(NamedTuple):
    """Where more of it stands."""

    address: str
    text: str


@dataclass(frozen=True)
class Line:
    """Something that happened.

    Attributes:
        on: the moment, where it is known; else the day, or the first and the last of the days.
        place: where.
        party: whose side it concerns, where it is one alone.
        by: by whom.
        text: what, in a sentence.
        note: how it came to be known: for whom it was entered, that nobody has reviewed it yet.
        sources: which reports tell it.
        links: what it rests on.
    """

    on: dt.datetime | When
    place: str
    party: str
    by: str
    text: str
    note: str = ""
    sources: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def moment(self) -> dt.datetime | None:
        """The moment; None where only the day is known."""
        return self.on if isinstance(self.on, dt.datetime) else None

    def days(self, visit: Visit) -> tuple[dt.date, dt.date]:
        """Return the first and the last day on which it happened, on the visitor's calendar."""
        if isinstance(self.on, tuple):
            return self.on
        day = visit.local(self.on).date() if isinstance(self.on, dt.datetime) else self.on
        return day, day


def lines(visit: Visit, events: Iterable[Seen]) -> list[Line]:
    """Tell events to whoever visits, in the order given."""
    return [line(visit, seen.stream, seen.entry.happened) for seen in events]


def line(visit: Visit, stream: Stream, happened: Happened) -> Line:
    """Tell an event of a stream to whoever visits."""
    entered = ""
    if happened.entered_for:
        values = {"party": visit.names.party(happened.entered_for), "meeting": happened.meeting}
        entered = (
            _("entered for %(party)s, at the meeting: %(meeting)s") % values
            if happened.meeting
            else _("entered for %(party)s") % values
        )
    party = stream.of if stream.of in visit.case.parties else ""
    return Line(
        happened.at,
        place_name(visit, stream.kind, stream.of),
        party,
        visit.names.person(happened.by),
        visit.tell(happened.event),
        entered,
    )


def place_name(visit: Visit, kind: str, of: str) -> str:  # noqa: C901, PLR0911, PLR0912 - one name a kind
    """Return what a stream is called on pages."""
    name = visit.names.party(of)
    own = of == visit.who.party
    match kind:
        case "case":
            return _("All sides")
        case "channel":
            return _("Your channel") if own else _("Channel with %(party)s") % {"party": name}
        case "mandate" | "home" | "entered":
            return _("At home") if own else _("At home, %(party)s") % {"party": name}
        case "room":
            return _("Your delegation")
        case "sealed":
            return _("Sealed preferences")
        case "audit":
            return _("Refused")
        case "desk":
            return _("The mediators' desk")
        case "joint":
            return _("Among mediators")
        case "dossier":
            return _("The working case")
        case "notes":
            return _("Your notes")
        case "audience":
            return _("Told to %(who)s") % {"who": visit.names.called(of)}
        case "ledger":
            return _("The ledger")
        case "briefing":
            return _("Your delegation's briefings") if own else _("Briefings")
        case "constituency":
            return _("Told to %(who)s") % {"who": visit.names.called(f"{CONSTITUENCY}:{of}")}
        case "voice":
            return _("Said by %(who)s") % {"who": visit.names.called(f"{VOICE}:{of}")}
        case "class":
            return _("The class")
        case "table":
            return _("Table %(number)s") % {"number": of}
        case "seat":
            return (
                _("Your seat")
                if visit.who.side == "learner"
                else _("Seat %(name)s") % {"name": of.replace("+", ": ")}
            )
        case _:
            return kind
