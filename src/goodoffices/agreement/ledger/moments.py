"""A tally over time as sums: how many are in each state at the end of each day that an entry names.

A state begins empty where the first that is known of it is that some came into it; otherwise it is not known how
many were in it before. After that nobody comes, goes or leaves but as the entries say. What went within a range of
days went bit by bit: on a day inside, anything from nothing to all of it. What was counted on some day of a range
was counted at some moment of it. Entries without a day lie within all days that others name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goodoffices.agreement.ledger.gaps import carried
from goodoffices.agreement.ranges import Range, meant
from goodoffices.analysis.wholes import Terms, Wholes
from goodoffices.model.agreement import Entry, Tally
from goodoffices.model.base import When, first_day
from goodoffices.model.standing import last_day


@dataclass(frozen=True)
class Figure:
    """What entries say of one thing: so many in a state, or so many that went."""

    entries: tuple[str, ...]
    from_state: str
    to: str
    counted: bool
    first: dt.date | None
    last: dt.date | None
    range: Range
    differ: bool


@dataclass
class Moments:
    """The sums of one tally. `times` are the ends of days; one without a date where no entry has one."""

    tally: Tally
    times: tuple[dt.date | None, ...]
    figures: tuple[Figure, ...]
    sums: Wholes = field(default_factory=Wholes)
    _opening: dict[str, int] = field(default_factory=dict)
    _whole: dict[int, int] = field(default_factory=dict)
    _part: dict[tuple[int, int], int] = field(default_factory=dict)

    def build(self) -> None:
        """Write all sums, each figure under its own number as label."""
        for state in self.tally.states:
            if not _begins_empty(state, self.figures):
                self._opening[state] = self.sums.unknown()
        for number, figure in enumerate(self.figures):
            if not figure.counted:
                self._move(number, figure)
        for time in range(len(self.times)):
            for state in self.tally.states:
                self.sums.row(self.number(state, time), 0, None)
        for number, figure in enumerate(self.figures):
            if figure.counted:
                terms = self._counted(figure)
                self.sums.row(terms, figure.range.low, figure.range.high, label=number)

    def number(self, state: str, time: int) -> Terms:
        """Return how many are in a state at the end of a day, as a sum."""
        return self._in(state, {number: self.gone(number, time) for number in self._whole})

    def total(self, time: int) -> Terms:
        """Return how many there are in all states, as a sum."""
        terms: dict[int, int] = {}
        for state in self.tally.states:
            for number, factor in self.number(state, time).items():
                terms[number] = terms.get(number, 0) + factor
        return {number: factor for number, factor in terms.items() if factor}

    def gone(self, number: int, time: int) -> int | None:
        """Return the unknown that says how much of what goes by a figure has gone by a time; None: nothing."""
        figure = self.figures[number]
        if time >= self._at(figure.last):
            return self._whole[number]
        return self._part.get((number, time))

    def amount(self, number: int) -> Terms:
        """Return how many go by a figure, as a sum."""
        return {self._whole[number]: 1}

    def _at(self, day: dt.date | None) -> int:
        return self.times.index(day)

    def _move(self, number: int, figure: Figure) -> None:
        amount = self._whole[number] = self.sums.unknown()
        self.sums.row({amount: 1}, figure.range.low, figure.range.high, label=number)
        before = None
        for time in range(self._at(figure.first), self._at(figure.last)):
            part = self._part[number, time] = self.sums.unknown()
            self.sums.row({amount: 1, part: -1}, 0, None)
            if before is not None:
                self.sums.row({part: 1, before: -1}, 0, None)
            before = part

    def _counted(self, figure: Figure) -> Terms:
        """Return how many there were when they were counted: at some moment between the ends of two days."""
        first, last = self._at(figure.first), self._at(figure.last)
        gone: dict[int, int | None] = {}
        for number in self._whole:
            start, end = self.gone(number, first), self.gone(number, last)
            gone[number] = end if start == end else self._between(start, end)
        if first != last:
            for state in self.tally.states:
                self.sums.row(self._in(state, gone), 0, None)
        return self._in(figure.to, gone)

    def _between(self, start: int | None, end: int | None) -> int:
        assert end is not None
        part = self.sums.unknown()
        self.sums.row({end: 1, part: -1}, 0, None)
        if start is not None:
            self.sums.row({part: 1, start: -1}, 0, None)
        return part

    def _in(self, state: str, gone: dict[int, int | None]) -> Terms:
        terms = {self._opening[state]: 1} if state in self._opening else {}
        for number, unknown in gone.items():
            figure = self.figures[number]
            if unknown is not None and state in (figure.from_state, figure.to):
                terms[unknown] = 1 if figure.to == state else -1
        return terms


def moments_of(tally: Tally, entries: Sequence[Entry]) -> Moments:
    """Write the sums of a tally.

    Raises:
        AnalysisError: a figure is too large to be reckoned with.
    """
    own = [entry for entry in entries if entry.tally == tally.id]
    days = [day for entry in own for day in _ends(entry.on) if day is not None]
    span = (min(days), max(days)) if days else None
    figures = tuple(_figures(own, span))
    times = sorted({day for one in figures for day in (one.first, one.last) if day is not None})
    moments = Moments(tally, tuple(times) or (None,), figures)
    moments.build()
    return moments


def _figures(entries: Sequence[Entry], span: When | None) -> Iterator[Figure]:
    """Put together what speaks of one thing: the same state on the same day, or the same that went."""
    groups: dict[object, list[Entry]] = {}
    for entry in entries:
        same = (entry.to, _ends(entry.on)) if _is_count(entry) else entry.same_as or entry.id
        groups.setdefault(same, []).append(entry)
    for group in groups.values():
        found, differ = carried([meant(one.value, one.bound, one.high) for one in group])
        days = [day for one in group for day in _ends(one.on or span) if day is not None]
        yield Figure(
            tuple(one.id for one in group), group[0].from_state, group[0].to, _is_count(group[0]),
            min(days, default=None), max(days, default=None), found, differ,
        )  # fmt: skip


def _is_count(entry: Entry) -> bool:
    return not entry.from_state and not entry.added


def _ends(when: When | None) -> tuple[dt.date | None, dt.date | None]:
    return (None, None) if when is None else (first_day(when), last_day(when))


def _begins_empty(state: str, figures: Sequence[Figure]) -> bool:
    """Say whether the first that is known of a state is that some came into it."""
    came = [one.first or dt.date.min for one in figures if not one.counted and one.to == state]
    other = [
        one.first or dt.date.min
        for one in figures
        if (one.counted and one.to == state) or (not one.counted and one.from_state == state)
    ]
    return bool(came) and min(came) <= min(other, default=dt.date.max)
