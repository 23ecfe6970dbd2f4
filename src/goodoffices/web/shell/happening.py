"""What has happened, told line by line: for overviews and time lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.language import gettext as _
from goodoffices.services.viewing import Seen
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Line:
    """Something that happened: when, where, by whom, in a sentence; for whom it was entered, at which meeting."""

    at: dt.datetime
    place: str
    party: str
    by: str
    text: str
    entered: str


def lines(visit: Visit, events: Iterable[Seen]) -> list[Line]:
    """Tell events to whoever visits, in the order given."""
    return [_line(visit, seen) for seen in events]


def _line(visit: Visit, seen: Seen) -> Line:
    happened, stream = seen.entry.happened, seen.stream
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


def place_name(visit: Visit, kind: str, of: str) -> str:  # noqa: PLR0911 - one name a kind
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
        case _:
            return kind
