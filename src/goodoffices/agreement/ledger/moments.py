"""A tally over time as sums: how many are in each state at the end of each day that an entry names.

A state begins empty where some came into it before the day on which it was first counted (or were added to the tally on
that day), and not after some left it; otherwise it is not known how many were in it before. After that nobody comes,
goes or leaves but as the entries say. What went within a range of days went bit by bit: on a day inside, anything from
nothing to all of it. What was counted on some day of a range was counted at some moment of it. Entries without a day
lie within all days that others name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from goodoffices.agreement.ledger.gaps import carried
from goodoffices.agreement.ranges import Range, meant
from goodoffices.analysis.wholes import Terms, Wholes
from goodoffices.model.agreement import Entry, Tally
from goodoffices.model.base import When, first_day, last_day


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
    """The sums of one tally. `times` are the ends of days; one without a date where no entry has one.

    Unknowns: how many are in each state, and in all, before the first time and at each; how many go by each figure; how
    many of these go in each step, from the time before to this one, and have gone by then.
    """

    tally: Tally
    times: tuple[dt.date | None, ...]
    figures: tuple[Figure, ...]
    sums: Wholes = field(default_factory=Wholes)
    _amount: dict[int, int] = field(default_factory=dict)
    _gone: dict[tuple[int, int], int] = field(default_factory=dict)
    _steps: dict[tuple[int, int], int] = field(default_factory=dict)
    _number: dict[tuple[str, int], int] = field(default_factory=dict)
    _total: dict[int, int] = field(default_factory=dict)

    def build(self) -> None:
        """Write all sums, each figure under its own number as label."""
        for number, figure in enumerate(self.figures):
            if not figure.counted:
                self._move(number, figure)
        for time in range(-1, len(self.times)):
            for state in self.tally.states:
                empty = time < 0 and _begins_empty(state, self.figures)
                self._number[state, time] = self.sums.unknown(0, 0 if empty else None)
            self._total[time] = self.sums.unknown()
            whole = {self._number[state, time]: -1 for state in self.tally.states}
            self.sums.row({self._total[time]: 1, **whole}, 0, 0)
        for time in range(len(self.times)):
            self._pass(
                time - 1, time, {n: unknown for (n, step), unknown in self._steps.items() if step == time}
            )
            if time:  # the same from the very first: what follows is found sooner with both
                self._pass(
                    -1, time, {n: gone for n in self._amount if (gone := self._by(n, time)) is not None}
                )
        for number, figure in enumerate(self.figures):
            if figure.counted:
                self.sums.row(self._counted(figure), figure.range.low, figure.range.high, label=number)

    def number(self, state: str, time: int) -> Terms:
        """Return how many are in a state at the end of a day, as a sum."""
        return {self._number[state, time]: 1}

    def total(self, time: int) -> Terms:
        """Return how many there are in all states, as a sum."""
        return {self._total[time]: 1}

    def amount(self, number: int) -> Terms:
        """Return how many go by a figure, as a sum."""
        return {self._amount[number]: 1}

    def _at(self, day: dt.date | None) -> int:
        return self.times.index(day)

    def _move(self, number: int, figure: Figure) -> None:
        """Write how many go by a figure, how many of them in each step, and by its end."""
        amount = self._amount[number] = self.sums.unknown()
        self.sums.row({amount: 1}, figure.range.low, figure.range.high, label=number)
        first, last = self._at(figure.first), self._at(figure.last)
        for time in range(first, last):
            self._gone[number, time] = self.sums.unknown()
        for time in range(first, last + 1):
            before, by = self._gone.get((number, time - 1)), self._gone.get((number, time), amount)
            if before is None:
                self._steps[number, time] = by
            else:
                step = self._steps[number, time] = self.sums.unknown()
                self.sums.row({by: 1, before: -1, step: -1}, 0, 0)

    def _by(self, number: int, time: int) -> int | None:
        """Return the unknown that says how many have gone by a figure by a time; None: nobody yet."""
        done = time >= self._at(self.figures[number].last)
        return self._amount[number] if done else self._gone.get((number, time))

    def _pass(self, before: int, after: int, gone: Mapping[int, int]) -> None:
        """Let each state, and all of them, change from one time to another by what goes, and by nothing else."""
        for state in self.tally.states:
            ends = {self._number[state, after]: 1, self._number[state, before]: -1}
            self.sums.row({**ends, **self._less(state, gone)}, 0, 0)
        within = [number for number in gone if self.figures[number].from_state and self.figures[number].to]
        change = {
            unknown: -1 if self.figures[number].to else 1
            for number, unknown in gone.items()
            if number not in within
        }
        self.sums.row({self._total[after]: 1, self._total[before]: -1, **change}, 0, 0)

    def _less(self, state: str, gone: Mapping[int, int]) -> dict[int, int]:
        """Return by how much less a state holds as so many go by each figure, as a sum."""
        terms: dict[int, int] = {}
        for number, unknown in gone.items():
            figure = self.figures[number]
            if state in (figure.from_state, figure.to):
                terms[unknown] = -1 if figure.to == state else 1
        return terms

    def _counted(self, figure: Figure) -> Terms:
        """Return how many there were when they were counted: at some moment between the ends of two days."""
        first, last = self._at(figure.first), self._at(figure.last)
        if first == last:
            return self.number(figure.to, first)
        gone: dict[int, int] = {}
        for number in self._amount:
            start, end = self._by(number, first), self._by(number, last)
            if end is not None and start != end:
                gone[number] = self._between(start, end)
        numbers = {}
        for state in self.tally.states:
            numbers[state] = self.sums.unknown()
            ends = {numbers[state]: 1, self._number[state, first]: -1}
            self.sums.row({**ends, **self._less(state, gone)}, 0, 0)
        return {numbers[figure.to]: 1}

    def _between(self, start: int | None, end: int) -> int:
        """Add how many go between one time and a moment before another."""
        part = self.sums.unknown()
        whole = {end: 1, part: -1} if start is None else {end: 1, start: -1, part: -1}
        self.sums.row(whole, 0, None)
        return part


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
    return first_day(when), last_day(when)


def _begins_empty(state: str, figures: Sequence[Figure]) -> bool:
    """Say whether the first that is known of a state is that some came into it."""
    came = [one for one in figures if not one.counted and one.to == state]
    counted = _earliest(one for one in figures if one.counted and one.to == state)
    left = _earliest(one for one in figures if not one.counted and one.from_state == state)
    return any(
        _ordinal(one.first) <= left and _ordinal(one.last) < counted + (0 if one.from_state else 1)
        for one in came
    )


def _earliest(figures: Iterable[Figure]) -> int:
    """Return the earliest day, after all others where there is none."""
    return min((_ordinal(one.first) for one in figures), default=dt.date.max.toordinal() + 1)


def _ordinal(day: dt.date | None) -> int:
    return 0 if day is None else day.toordinal()
