"""A date axis that stays true to scale, and says where it leaves out days on which nothing is recorded."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices import language

#: A gap is left out where it is longer than this many days, and this many times as long as the usual one.
_LONG_GAP: Final = 10
_TIMES_USUAL: Final = 4

#: The axis is broken at most so often, at the longest gaps.
_MOST_BREAKS: Final = 6

_BREAK: Final = 34.0
_PAD: Final = 16.0
_TICK_ROOM: Final = 62.0

#: Half the width of a character; a label of more than so many needs more room at the ends.
_HALF: Final = 3.4
_SHORT: Final = 6


@dataclass(frozen=True)
class Stretch:
    """A run of days drawn to scale, from the place of its first day to that of its last."""

    first: dt.date
    last: dt.date
    start: float
    end: float


@dataclass(frozen=True)
class DateAxis:
    """Places for days, in stretches with breaks between them."""

    stretches: tuple[Stretch, ...]
    day_width: float

    def __call__(self, day: dt.date) -> float:
        """Return the place of a day; one that is left out stands at the nearest end."""
        for stretch in self.stretches:
            if day <= stretch.last:
                return stretch.start + max(0, (day - stretch.first).days) * self.day_width
        return self.stretches[-1].end

    @property
    def breaks(self) -> list[tuple[float, int]]:
        """Where the axis is broken, and how many days are left out there."""
        pairs = zip(self.stretches, self.stretches[1:], strict=False)
        return [((a.end + b.start) / 2, (b.first - a.last).days - 1) for a, b in pairs]

    @property
    def ticks(self) -> list[tuple[float, str, str]]:
        """Places to write a day at, the day, and the year where it is new."""
        every = max(1, round(_TICK_ROOM / self.day_width + 0.499)) if self.day_width else 1
        ticks: list[tuple[float, str, str]] = []
        year = None
        for stretch in self.stretches:
            day = stretch.first
            while day <= stretch.last:
                ticks.append(
                    (self(day), language.short_day(day), language.year(day) if day.year != year else "")
                )
                year = day.year
                day += dt.timedelta(days=every)
        return ticks


def date_axis(days: Iterable[dt.date], start: float, end: float) -> DateAxis:
    """Make an axis on which all these days stand.

    Raises:
        ValueError: no days are given.
    """
    order = sorted(set(days))
    if not order:
        raise ValueError("a date axis needs at least one day")
    longest = max(len(language.short_day(day)) for day in order)
    beyond = max(0.0, _HALF * longest - _PAD) if longest > _SHORT else 0.0
    start, end = start + beyond, end - beyond
    shortest = _shortest_break(order)
    runs = [[order[0], order[0]]]
    for day in order[1:]:
        if (day - runs[-1][1]).days >= shortest:
            runs.append([day, day])
        else:
            runs[-1][1] = day
    room = end - start - _BREAK * (len(runs) - 1) - 2 * _PAD * len(runs)
    days_drawn = sum((last - first).days for first, last in runs)
    width = room / days_drawn if days_drawn else 0.0
    stretches = []
    edge = start
    for first, last in runs:
        at = edge + _PAD
        stretches.append(Stretch(first, last, at, at + (last - first).days * width))
        edge = stretches[-1].end + _PAD + _BREAK
    return DateAxis(tuple(stretches), width)


def _shortest_break(order: Sequence[dt.date]) -> int:
    """Return the number of days from which on a gap is left out."""
    gaps = sorted(((b - a).days for a, b in itertools.pairwise(order)), reverse=True)
    if len(gaps) <= 1:
        return order[-1].toordinal() + 1
    usual = gaps[len(gaps) // 2]
    shortest = max(_LONG_GAP, _TIMES_USUAL * usual) + 1
    return max(shortest, gaps[_MOST_BREAKS] + 1) if len(gaps) > _MOST_BREAKS else shortest
