"""The course of talks in a picture of utilities: what was put on the table, by whom, in which order.

It is drawn over the plane of two parties, or over the axes of more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.language import whole
from goodoffices.reports.charts.parallel import Parallel
from goodoffices.reports.charts.plane import Plane

Place = tuple[float, float]
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]

#: Of so many offers of one side a line leads from each to its next; with more nobody could follow it.
MOST_LINED: Final = 60

#: How high a number is, how wide a digit, and how much room a mark of an offer and one of a solution take.
_HIGH: Final = 11.0
_DIGIT: Final = 7.2
_OFFER: Final = 4.0
_SOLUTION: Final = 9.0

#: Where a number can stand beside a mark: to its right or not, how far aside, and how far down its base line.
_BESIDE: Final = (
    (True, 6.0, -4.0), (False, 6.0, -4.0), (True, 6.0, 13.0), (False, 6.0, 13.0),
    (True, 9.0, 4.0), (False, 9.0, 4.0), (True, 16.0, -8.0), (False, 16.0, -8.0),
)  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """Something put on the table: its number, whose it is (the number of a party, or -1), and what it is worth."""

    number: int
    by: int
    utilities: tuple[float, ...]


@dataclass(frozen=True)
class Step:
    """A mark in the coordinates of the picture, with its number where there is room for it."""

    x: float
    y: float
    number: str = ""
    text_x: float = 0.0
    text_y: float = 0.0
    anchor: str = ""


@dataclass(frozen=True)
class Way:
    """What one side put on the table: its lines and its marks."""

    by: int
    lines: tuple[str, ...]
    steps: tuple[Step, ...]


def over_plane(c: Plane, stops: Sequence[Stop]) -> tuple[Way, ...]:
    """Draw the course of talks over the plane of two parties: for each side a line from one offer to its next."""
    sides = dict(_sides(stops))
    places = {by: [(c.x(s.utilities[0]), c.y(s.utilities[1])) for s in own] for by, own in sides.items()}
    lines = {by: (_line(some),) if 1 < len(some) <= MOST_LINED else () for by, some in places.items()}
    taken = [_around(label.x, label.y, _SOLUTION) for label in c.labels]
    return _ways(sides, places, lines, taken, (c.x.start, c.y.end, c.x.end + 22, c.y.start))


def over_axes(c: Parallel, stops: Sequence[Stop]) -> tuple[Way, ...]:
    """Draw the course of talks over the axes of several parties: each offer a line, marked on the axis of its side.

    What the mediator put there is marked half way between the first two axes.
    """
    xs = [axis.x for axis in c.axes]
    between = (xs[0] + xs[1]) / 2

    def at(stop: Stop) -> Place:
        if stop.by >= 0:
            return xs[stop.by], c.y(stop.utilities[stop.by])
        return between, (c.y(stop.utilities[0]) + c.y(stop.utilities[1])) / 2

    sides = dict(_sides(stops))
    places = {by: [at(stop) for stop in own] for by, own in sides.items()}
    lines = {
        by: tuple(_line([(x, c.y(u)) for x, u in zip(xs, stop.utilities, strict=True)]) for stop in own)
        for by, own in sides.items()
    }
    taken = [_around(x, y, _SOLUTION) for line in c.marked for x, y in line.places]
    # what is written beside reservation values
    taken += [
        (axis.x - 60.0, axis.reservation, axis.x + 60.0, axis.reservation + 17.0)
        for axis in c.axes
        if axis.reservation is not None
    ]
    return _ways(sides, places, lines, taken, (xs[0], c.y.end - 14, xs[-1] + 30, c.y.start + 14))


def _sides(stops: Sequence[Stop]) -> Iterator[tuple[int, list[Stop]]]:
    """Yield each side and what it put on the table that it had not put there just before; the mediator last."""
    for by in sorted({stop.by for stop in stops}, key=lambda by: (by < 0, by)):
        own: list[Stop] = []
        for stop in stops:
            if stop.by == by and (not own or own[-1].utilities != stop.utilities):
                own.append(stop)
        yield by, own


def _line(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _ways(
    sides: Mapping[int, Sequence[Stop]],
    places: Mapping[int, Sequence[Place]],
    lines: Mapping[int, tuple[str, ...]],
    taken: list[Box],
    limits: Box,
) -> tuple[Way, ...]:
    """Mark the offers, and number those beside which there is room: each side's first and last before the others."""
    taken += [_around(x, y, _OFFER) for some in places.values() for x, y in dict.fromkeys(some)]
    steps: dict[tuple[int, Place], Step] = {}
    first_and_last = [(by, row) for by, own in sides.items() for row in dict.fromkeys((0, len(own) - 1))]
    others = [(by, row) for by, own in sides.items() for row in range(1, len(own) - 1)]
    for by, row in (*first_and_last, *others):
        # a place to which a side comes back has one mark and one number; the table has them all
        if (by, places[by][row]) not in steps:
            step, box = _step(places[by][row], whole(sides[by][row].number), taken, limits)
            steps[by, places[by][row]] = step
            taken += [] if box is None else [box]
    return tuple(
        Way(by, lines[by], tuple(steps[by, place] for place in dict.fromkeys(places[by]))) for by in sides
    )


def _step(place: Place, number: str, taken: Sequence[Box], limits: Box) -> tuple[Step, Box | None]:
    """Return a mark, and the room that its number takes; None where the number would cover something."""
    x, y = place
    width = _DIGIT * len(number)
    for right, aside, down in _BESIDE:
        start = x + aside if right else x - aside - width
        box = (start, y + down - _HIGH + 1.0, start + width, y + down + 1.0)
        within = box[0] >= limits[0] and box[1] >= limits[1] and box[2] <= limits[2] and box[3] <= limits[3]
        if within and not any(_cross(box, other) for other in taken):
            text_x, anchor = (start, "") if right else (start + width, "end")
            return Step(x, y, number, text_x, y + down, anchor), box
    return Step(x, y), None


def _around(x: float, y: float, reach: float) -> Box:
    return x - reach, y - reach, x + reach, y + reach


def _cross(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
