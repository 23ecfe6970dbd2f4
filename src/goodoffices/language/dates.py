"""Days and moments as they are written in the language that is spoken."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from goodoffices.language.known import SOURCE, current, language
from goodoffices.language.messages import pgettext
from goodoffices.language.numbers import figures, leftward

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: dt.date) -> str:
    """Write a day: 30 March 2024."""
    return pgettext("date", "{day} {month} {year}").format(
        day=_numbered(date), month=month(date), year=figures(str(date.year))
    )


def day_of_year(date: dt.date) -> str:
    """Write a day without its year: 30 March."""
    return pgettext("date", "{day} {month}").format(day=_numbered(date), month=month(date))


def short_day(date: dt.date) -> str:
    """Write a day for an axis: 30 Mar."""
    return pgettext("date", "{day} {month}").format(day=_numbered(date), month=_short(date))


def year(date: dt.date) -> str:
    """Write the year of a day."""
    return figures(str(date.year))


def month(date: dt.date) -> str:
    """Write the month of a day."""
    return _months(current(), "wide")[date.month - 1]


def days(first: dt.date, last: dt.date) -> str:
    """Write a run of days: 3–5 March 2024, 30 March – 2 April 2024."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return pgettext("date", "{first}–{last}").format(first=_numbered(first), last=day(last))
    begins = day_of_year(first) if first.year == last.year else day(first)
    return pgettext("date", "{first} – {last}").format(first=begins, last=day(last))


def time(moment: dt.datetime | dt.time) -> str:
    """Write a time of day: 14:05."""
    return figures(f"{moment:%H:%M}")


def moment(when: dt.datetime, zone: str) -> str:
    """Write a moment as the clocks of a zone show it, with the zone: 30 March 2024, 14:05 (Africa/Cairo).

    Args:
        when: the moment; one without a zone is taken to be UTC.
        zone: a name of the zone database.

    Raises:
        ZoneInfoNotFoundError: there is no such zone.
    """
    there = (when if when.tzinfo else when.replace(tzinfo=dt.UTC)).astimezone(ZoneInfo(zone))
    return pgettext("date", "{day}, {time} ({zone})").format(
        day=day(there), time=time(there), zone=leftward(zone)
    )


def _numbered(date: dt.date) -> str:
    """Write which day of its month a day is."""
    return language().first if date.day == 1 and language().first else figures(str(date.day))


def _short(date: dt.date) -> str:
    if current() == SOURCE:
        return _MONTHS[date.month - 1][:3]
    return _months(current(), "abbreviated")[date.month - 1]


@cache
def _months(code: str, width: str) -> tuple[str, ...]:
    """Return the names of the months in a language."""
    if code == SOURCE:
        return _MONTHS
    from babel import Locale  # noqa: PLC0415 - heavy, and not needed for English

    names = Locale.parse(code).months["format"][width]
    return tuple(names[number] for number in range(1, 13))
