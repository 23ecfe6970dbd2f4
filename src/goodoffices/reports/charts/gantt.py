"""Phases and obligations on days: a band for each phase, below it a bar for each obligation up to the day it is due.

Where the first day is not known, days are counted from it, and it is day 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from goodoffices.agreement.schedule import Days, ObligationDays, PhaseDays, Schedule
from goodoffices.language import gettext as _
from goodoffices.language import labelled, whole
from goodoffices.reports.charts.dates import DateAxis, date_axis
from goodoffices.reports.charts.scale import round_step
from goodoffices.reports.charts.text import wrap

_WIDTH: Final = 980
_NAMES: Final = 310.0
_TOP: Final = 48.0
_ROW: Final = 27.0
_EDGE: Final = 34.0
#: A bar of a day is still to be seen.
_LEAST: Final = 7.0
#: About so much room for the name of a day.
_TICK: Final = 70.0


@dataclass(frozen=True)
class Ends:
    """The ends of an axis of counted days."""

    start: float
    end: float


@dataclass(frozen=True)
class NumberAxis:
    """Days counted from the first: what `dates` in the templates draws, as it draws dates."""

    ticks: list[tuple[float, str, str]]
    stretches: tuple[Ends, ...]
    breaks: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True)
class Row:
    """A phase or an obligation. `pale` is where its start still moves; no `start`: its days are not known.

    `status` is how it stands: done, late, due, blocked, or nothing of these; of a phase, as the ledger has it.
    """

    y: float
    text: str
    is_phase: bool
    status: str
    note: str
    start: float | None = None
    sure: float = 0.0
    end: float = 0.0
    goes_on: bool = False
    due: float | None = None
    done: float | None = None


@dataclass(frozen=True)
class Gantt:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: float
    top: float
    left: float
    axis: DateAxis | NumberAxis
    rows: tuple[Row, ...]
    today: float | None
    dated: bool


def gantt(
    schedule: Schedule,
    *,
    actor: Callable[[str], str],
    status: Mapping[str, str],
    today: dt.date | None = None,
) -> Gantt | None:
    """Lay out a schedule; None where no day is known at all.

    Args:
        schedule: the days.
        actor: what those who are obliged are called.
        status: how phases and obligations stand, by id.
        today: drawn as a line, where days are dates and the first of them has come.
    """
    every = [days for one in schedule.phases for days in (one.begins, one.ends)]
    every += [days for one in schedule.obligations for days in (one.opens, one.due)]
    dated = any(days.last_on or days.first_on for days in every)
    numbers = [end for days in every for end in _ends(days, dated=dated) if end is not None]
    numbers += [one.done.toordinal() for one in schedule.obligations if one.done is not None and dated]
    if not numbers:
        return None
    line = today.toordinal() if dated and today is not None else None
    if line is not None and line < min(numbers):
        line = None
    if line is not None:
        numbers.append(line)
    place = _Places(numbers, dated=dated)
    rows = tuple(_rows(schedule, place, actor, status))
    return Gantt(
        width=_WIDTH, height=_TOP + _ROW * len(rows) + 10, top=_TOP - 8, left=_NAMES, axis=place.axis, rows=rows,
        today=None if line is None else place(line), dated=dated,
    )  # fmt: skip


class _Places:
    """Where days stand. The end of a day is the beginning of the next."""

    def __init__(self, days: Sequence[int], *, dated: bool) -> None:
        self.dated, self._first = dated, min(days)
        self.axis: DateAxis | NumberAxis
        if dated:
            ends = {dt.date.fromordinal(day) for day in days}
            self.axis = self._dates = date_axis(ends, _NAMES, _WIDTH - _EDGE)
            self._width = self._dates.day_width or _LEAST
        else:
            self._width = (_WIDTH - _EDGE - _NAMES) / (max(days) - self._first + 1)
            step = max(1, int(round_step(max(1.0, _TICK / self._width))))
            named = [
                day for day in range(self._first, max(days) + 1) if day == self._first or day % step == 0
            ]
            ticks = [(self(day), _("day %(number)s") % {"number": whole(day)}, "") for day in named]
            self.axis = NumberAxis(ticks, (Ends(_NAMES, self(max(days))),))

    def __call__(self, day: int) -> float:
        if self.dated:
            return self._dates(dt.date.fromordinal(day))
        return _NAMES + (day - self._first) * self._width

    def after(self, day: int) -> float:
        """Return the place of the end of a day."""
        return self(day) + self._width


def _ends(days: Days, *, dated: bool) -> tuple[int | None, int | None]:
    if not dated:
        return days.first, days.last
    return tuple(None if end is None else end.toordinal() for end in (days.first_on, days.last_on))  # type: ignore[return-value]  # two


def _rows(
    schedule: Schedule, place: _Places, actor: Callable[[str], str], status: Mapping[str, str]
) -> Iterator[Row]:
    y = _TOP + _ROW / 2
    for phase in schedule.phases:
        yield _phase(phase, place, y, status.get(phase.id, ""))
        y += _ROW
        begins = _ends(phase.begins, dated=place.dated)[0]
        for one in schedule.obligations:
            if one.phase == phase.id:
                text = wrap(labelled(actor(one.actor), one.action), 44, 1)[0]
                bare = Row(y, text, is_phase=False, status=status.get(one.id, ""), note="")
                yield _obligation(bare, one, place, begins)
                y += _ROW


def _phase(one: PhaseDays, place: _Places, y: float, status: str) -> Row:
    text = wrap(one.name, 40, 1)[0]
    begins, ends = _ends(one.begins, dated=place.dated), _ends(one.ends, dated=place.dated)
    first = begins[0] if begins[0] is not None else begins[1]
    if first is None:
        return Row(y, text, is_phase=True, status=status, note=_note(never=one.never))
    last = ends[1] if ends[1] is not None else ends[0]
    sure = begins[1] if begins[1] is not None else first
    end = _WIDTH - _EDGE if last is None else place.after(last)
    return Row(
        y, text, is_phase=True, status=status, note="", start=place(first), sure=place(sure),
        end=max(end, place(first) + _LEAST), goes_on=last is None,
    )  # fmt: skip


def _obligation(bare: Row, one: ObligationDays, place: _Places, begins: int | None) -> Row:
    """Return a bare row with its bar; `begins` is the first day of its phase."""
    opens, due = _ends(one.opens, dated=place.dated), _ends(one.due, dated=place.dated)
    done = one.done.toordinal() if one.done is not None and place.dated else None
    first = opens[0] if opens[0] is not None else due[0]
    first = done if first is None else first
    if first is None:
        return replace(bare, note=_note(never=one.never))
    last = due[1] if due[1] is not None else done
    if last is not None and (done is not None or first > last):
        # What is done, or should be, can be done no more: its bar is the time that there was for it.
        first = min(first, last, first if begins is None else begins)
    end = _WIDTH - _EDGE if last is None else place.after(last)
    return replace(
        bare, start=place(first), sure=place(first), end=max(end, place(first) + _LEAST), goes_on=last is None,
        due=None if due[1] is None else place.after(due[1]),
        done=None if done is None else (place(done) + place.after(done)) / 2,
    )  # fmt: skip


def _note(*, never: bool) -> str:
    return _("never, as it stands") if never else _("not known on which day")
