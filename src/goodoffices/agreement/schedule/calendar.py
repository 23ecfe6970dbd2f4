"""The schedule as an iCalendar file (RFC 5545) that calendar programs read: phases and due days, each all day long."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from goodoffices._version import __version__
from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.schedule.days import Days, ObligationDays, PhaseDays, Schedule
from goodoffices.language import gettext as _

if TYPE_CHECKING:
    from icalendar import Event

#: What stands in an identifier as it is; all else is written as its code.
_PLAIN: Final = re.compile(r"[^A-Za-z0-9-]")


def calendar_of(schedule: Schedule, *, name: str, stamp: dt.datetime) -> bytes:
    """Return an iCalendar file; the same schedule, name and stamp give the same bytes.

    A phase is an event from its latest first day to its latest last day, an obligation an event on the latest day on
    which it is due. What has no day is left out.

    Args:
        schedule: a schedule with dates.
        name: what the calendar is called; identifiers are made from it and the ids.
        stamp: when this was last changed (DTSTAMP), in UTC.

    Raises:
        AgreementError: no day is known, or one cannot be written.
    """
    from icalendar import Calendar  # noqa: PLC0415 - heavy

    calendar = Calendar()
    calendar.add("prodid", f"-//Good Offices//goodoffices {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    events = list(_events(schedule, _code(name), stamp.astimezone(dt.UTC).replace(microsecond=0)))
    if not events:
        raise AgreementError(_("no day of the schedule is known, so a calendar would be empty; say on which day it starts"))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(schedule: Schedule, name: str, stamp: dt.datetime) -> Iterator[Event]:
    for phase in schedule.phases:
        if phase.begins.last_on is not None:
            last = phase.ends.last_on or phase.begins.last_on
            yield _event(f"phase-{_code(phase.id)}@{name}", phase.begins.last_on, last, phase.name, _days(phase), stamp)
    for one in schedule.obligations:
        if one.due.last_on is not None:
            about = _("{actor}: {action}").format(actor=one.actor, action=one.action)
            yield _event(
                f"due-{_code(one.id)}@{name}", one.due.last_on, one.due.last_on, about, _due(one), stamp
            )


def _event(uid: str, first: dt.date, last: dt.date, summary: str, description: str, stamp: dt.datetime) -> Event:  # noqa: PLR0913, PLR0917 - what an event has
    from icalendar import Event  # noqa: PLC0415 - heavy

    if last == dt.date.max:
        raise AgreementError(
            _("“{what}” ends on the last day of the calendar, and a file must name the day after").format(what=summary)
        )
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    if description:
        event.add("description", description)
    return event


def _days(phase: PhaseDays) -> str:
    return _("at the latest; perhaps from {day} on").format(day=phase.begins.first_on) if _open(phase.begins) else ""


def _due(one: ObligationDays) -> str:
    """Say what a calendar has no field for."""
    said = []
    if _open(one.due):
        said.append(_("at the latest; perhaps on {day} already").format(day=one.due.first_on))
    if one.done is not None:
        said.append(_("done on {day}").format(day=one.done))
    return "\n".join(said)


def _open(days: Days) -> bool:
    return days.first_on is not None and days.first_on != days.last_on


def _code(text: str) -> str:
    """Write a text with letters, digits and hyphens alone, each text in its own way."""
    return _PLAIN.sub(lambda found: f"_{ord(found[0]):x}_", text)
