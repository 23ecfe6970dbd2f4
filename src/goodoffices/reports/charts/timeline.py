"""The timeline: a row for each event on a true date axis, and the statements of each party as dots below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.language import gettext
from goodoffices.model import Case
from goodoffices.model.base import When, first_day, last_day
from goodoffices.model.parties import TimelineEvent
from goodoffices.model.record import Statement
from goodoffices.reports.charts.dates import DateAxis, date_axis
from goodoffices.reports.names import Names

_WIDTH: Final = 980
_ROW: Final = 25
_TOP: Final = 44
_DOT: Final = 9.5
_CHARACTER: Final = 6.9

#: Events that are drawn; the table lists all.
MOST_EVENTS: Final = 60


@dataclass(frozen=True)
class Event:
    """An event's bar or mark, and the text beside it."""

    number: int
    start: float
    end: float
    y: float
    text: str
    to_left: bool
    announced: bool
    kind: str


@dataclass(frozen=True)
class Dot:
    """A statement: a dot on its day, or a bar over the days in which it was made."""

    start: float
    end: float
    y: float
    named: bool


@dataclass(frozen=True)
class Lane:
    """The statements of one party."""

    name: str
    colour: str
    base: float
    count: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Timeline:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: float
    top: int
    bottom: float
    axis: DateAxis
    as_of: float | None
    events: tuple[Event, ...]
    lanes: tuple[Lane, ...]
    events_left_out: int
    undated: int


def _end(event: TimelineEvent) -> dt.date:
    """Return the last day of an event."""
    return last_day(event.on) if event.ends_on is None else event.ends_on


def is_announced(event: TimelineEvent, as_of: dt.date | None) -> bool:
    """Say whether an event was still to come."""
    return event.kind == "announced" or (as_of is not None and first_day(event.on) > as_of)


def ordered(case: Case) -> list[TimelineEvent]:
    """Return the events by date."""
    return sorted(case.timeline, key=lambda event: (first_day(event.on), _end(event)))


def timeline(case: Case, names: Names) -> Timeline | None:
    """Lay out the timeline; None where nothing has a date."""
    events = ordered(case)
    dated = [s for s in case.statements if s.said_on is not None]
    days = [first_day(e.on) for e in events] + [_end(e) for e in events]
    days += [edge for s in dated for edge in _ends(s.said_on)]
    if not days:
        return None
    if case.as_of is not None:
        days.append(case.as_of)
    axis = date_axis(days, 0.0, float(_WIDTH))
    drawn = events[-MOST_EVENTS:]
    rows = tuple(_event(event, row, axis, case) for row, event in enumerate(drawn))
    lanes: list[Lane] = []
    bottom = _TOP + 14.0 + _ROW * len(rows)
    for party in [*(p.id for p in case.parties), None]:
        own = [s for s in dated if s.speaker_party == party]
        if own:
            lane = _lane(own, party, bottom, axis, names)
            lanes.append(lane)
            bottom = lane.base + 10
    return Timeline(
        width=_WIDTH, height=bottom + 12, top=_TOP, bottom=bottom, axis=axis,
        as_of=axis(case.as_of) if case.as_of is not None else None,
        events=rows, lanes=tuple(lanes), events_left_out=len(events) - len(drawn),
        undated=len(case.statements) - len(dated),
    )  # fmt: skip


def _ends(when: When | None) -> tuple[dt.date, ...]:
    if when is None:
        return ()
    return when if isinstance(when, tuple) else (when,)


def _event(event: TimelineEvent, row: int, axis: DateAxis, case: Case) -> Event:
    start, end = axis(first_day(event.on)), axis(_end(event))
    to_left = end > _WIDTH / 2
    room = int(((start if to_left else _WIDTH - end) - 22) / _CHARACTER)
    text = event.title if len(event.title) <= room else f"{event.title[: max(8, room - 2)].rstrip()} …"
    return Event(
        number=row + 1, start=start, end=end, y=_TOP + 22.0 + _ROW * row, text=text, to_left=to_left,
        announced=is_announced(event, case.as_of), kind=event.kind,
    )  # fmt: skip


def _lane(own: Sequence[Statement], party: str | None, top: float, axis: DateAxis, names: Names) -> Lane:
    spans = sorted(
        ((axis(ends[0]), axis(ends[-1]), s.speaker_named) for s in own if (ends := _ends(s.said_on))),
        key=lambda span: (span[0], span[0] - span[1], not span[2]),
    )
    free: list[float] = []
    levels = []
    for start, end, _ in spans:
        level = next((i for i, edge in enumerate(free) if edge <= start), len(free))
        free[level : level + 1] = [end + _DOT]
        levels.append(level)
    step = min(_DOT, 110.0 / len(free))
    base = top + 34.0 + step * len(free)
    placed = zip(spans, levels, strict=True)
    dots = tuple(Dot(start, end, base - 8 - step * level, named) for (start, end, named), level in placed)
    name = names.party(party) or gettext("Others")
    return Lane(name, names.colour(party), base, len(own), dots)
