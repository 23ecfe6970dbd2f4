"""The schedule as an iCalendar file (RFC 5545) that calendar programs read: phases and due days, each all day long."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from goodoffices._version import __version__
from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.schedule.days import ObligationDays, PhaseDays, Schedule
from goodoffices.language import day as day_in_words
from goodoffices.language import gettext as _
from goodoffices.language import in_a_line, labelled

if TYPE_CHECKING:
    from icalendar import Event

#: What stands in an identifier as it is; all else is written as its code.
_PLAIN: Final = re.compile(r"[^A-Za-z0-9-]")
#: What RFC 5545 lets stand in no text, whatever a case has there: control characters, but for tabs and line ends.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calendar_of(
    schedule: Schedule, *, name: str, stamp: dt.datetime, actors: Mapping[str, str] | None = None
) -> bytes:
    """Return an iCalendar file; the same schedule, name and stamp give the same bytes.

    A phase is an event from its latest first day to its latest last day, an obligation an event on the latest day on
    which it is due. What has no day is left out.

    Args:
        schedule: a schedule with dates.
        name: what the calendar is called; identifiers are made from it and the ids.
        stamp: when this was last changed (DTSTAMP), in UTC.
        actors: what those who are obliged are called, by id.

    Raises:
        AgreementError: no day is known, or one cannot be written.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 - heavy

    calendar = Calendar()
    calendar.add("prodid", f"-//Good Offices//goodoffices {__version__}//EN")
    calendar.add("version", "2.0")
    # A text like others, in which commas are escaped: `add` would write it as it is.
    calendar["x-wr-calname"] = vText(_line(name))
    stamp = stamp.astimezone(dt.UTC).replace(microsecond=0)
    events = [_event(day, _code(name), stamp) for day in _happening(schedule, actors or {})]
    if not events:
        sentence = _(
            "no day of the schedule is known, so a calendar would be empty; say on which day it starts"
        )
        raise AgreementError(sentence)
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


class _Day(NamedTuple):
    """What an event is made from; `uid` is its kind and id."""

    uid: str
    first: dt.date
    last: dt.date
    summary: str
    description: str


def _happening(schedule: Schedule, actors: Mapping[str, str]) -> Iterator[_Day]:
    for phase in schedule.phases:
        if phase.begins.last_on is not None:
            last = phase.ends.last_on or phase.begins.last_on
            yield _Day(f"phase-{_code(phase.id)}", phase.begins.last_on, last, phase.name, _days(phase))
    for one in schedule.obligations:
        day = one.due.last_on
        if day is not None:
            about = labelled(actors.get(one.actor, one.actor), one.action)
            yield _Day(f"due-{_code(one.id)}", day, day, about, _due(one))


def _event(day: _Day, name: str, stamp: dt.datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - heavy

    if day.last == dt.date.max:
        sentence = _("“{what}” ends on the last day of the calendar, and a file must name the day after")
        raise AgreementError(sentence.format(what=day.summary))
    event = Event()
    event.add("uid", f"{day.uid}@{name}")
    event.add("dtstamp", stamp)
    event.add("dtstart", day.first)
    event.add("dtend", day.last + dt.timedelta(days=1))
    event.add("summary", _line(day.summary))
    event.add("transp", "TRANSPARENT")
    if day.description:
        event.add("description", day.description)
    return event


def _days(phase: PhaseDays) -> str:
    first = phase.begins.first_on
    if first is None or first == phase.begins.last_on:
        return ""
    return _("at the latest; perhaps from {day} on").format(day=day_in_words(first))


def _due(one: ObligationDays) -> str:
    """Say what a calendar has no field for."""
    said, first = [], one.due.first_on
    if first is not None and first != one.due.last_on:
        said.append(_("at the latest; perhaps on {day} already").format(day=day_in_words(first)))
    if one.done is not None:
        said.append(_("done on {day}").format(day=day_in_words(one.done)))
    return "\n".join(said)


def _line(text: str) -> str:
    """Write a text on one line, without what no calendar may hold."""
    return in_a_line(_CONTROL.sub("\ufffd", text))


def _code(text: str) -> str:
    """Write a text with letters, digits and hyphens alone, each text in its own way."""
    return _PLAIN.sub(lambda found: f"_{ord(found[0]):x}_", text)
