"""What is due in some days, and what is late."""

from __future__ import annotations

import datetime as dt

from goodoffices.agreement.schedule.days import ObligationDays, Schedule

_WEEK = 7


def due_between(schedule: Schedule, first: dt.date, last: dt.date) -> tuple[ObligationDays, ...]:
    """Return what is not done and is due, or may be due, on a day from the first to the last, soonest first."""
    found = [
        one
        for one in schedule.obligations
        if one.done is None
        and one.due.last_on is not None
        and one.due.last_on >= first
        and (one.due.first_on or one.due.last_on) <= last
    ]
    return _soonest(found)


def due_this_week(schedule: Schedule, day: dt.date) -> tuple[ObligationDays, ...]:
    """Return what is due, or may be due, on this day and the six that follow."""
    last = dt.date.fromordinal(min(day.toordinal() + _WEEK - 1, dt.date.max.toordinal()))
    return due_between(schedule, day, last)


def overdue(schedule: Schedule, day: dt.date) -> tuple[ObligationDays, ...]:
    """Return what is not done although its day is over, whenever its phase began, longest ago first."""
    found = [
        one for one in schedule.obligations if one.done is None and (one.due.last_on or dt.date.max) < day
    ]
    return _soonest(found)


def _soonest(found: list[ObligationDays]) -> tuple[ObligationDays, ...]:
    return tuple(sorted(found, key=lambda one: (one.due.last_on or dt.date.max, one.phase, one.id)))
