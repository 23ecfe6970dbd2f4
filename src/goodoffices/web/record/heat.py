"""The picture of the matrix: a cell for each party and issue, the firmer the darker, and under it how it came so."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import labelled
from goodoffices.reports.charts.text import wrap
from goodoffices.reports.names import Names
from goodoffices.web.record.matrix import Cell, Matrix, Stand

_WIDTH: Final = 980
_TITLE: Final = 200.0
_GAP: Final = 10.0
_TOP: Final = 46.0
_CELL: Final = 58.0
_STRIP: Final = 12.0
_ROW: Final = 88.0
_LETTER: Final = 6.7
#: A strip has so many steps at most; where there are more days, several share a step.
_STEPS: Final = 24
_SIGNS: Final = 3

#: How firm a stand is, from 1 to 4: the darkness of its cell. Its sign says which it is.
FIRM: Final = {
    "rejects": 4, "demands": 4, "reverses": 4, "conditions": 3, "offers": 2, "accepts": 1, "flexible": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Block:
    """A stretch of time in which a stand held."""

    x: float
    width: float
    firm: int
    sign: str


@dataclass(frozen=True)
class Box:
    """A cell."""

    x: float
    y: float
    width: float
    firm: int
    head: str
    lines: tuple[str, ...]
    moved: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Line:
    """An issue, and its cells."""

    y: float
    title: tuple[str, ...]
    differs: bool
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Column:
    """A party above its cells."""

    x: float
    width: float
    name: str
    colour: str


@dataclass(frozen=True)
class Heat:
    """The picture, laid out; `description` says in words what it shows."""

    width: int
    height: float
    top: float
    cell: float
    strip: float
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    description: str


def heat(found: Matrix, names: Names) -> Heat | None:
    """Lay the picture out; None where there is nothing to draw."""
    if not found.rows:
        return None
    width = (_WIDTH - _TITLE) / len(found.parties) - _GAP
    places = [_TITLE + _GAP + number * (width + _GAP) for number in range(len(found.parties))]
    columns = tuple(
        Column(x, width, _cut(names.party(party), width, 8.0), names.colour(party))
        for x, party in zip(places, found.parties, strict=True)
    )
    lines = []
    for number, row in enumerate(found.rows):
        y = _TOP + number * _ROW
        boxes = tuple(_box(cell, x, y, width, found.days) for x, cell in zip(places, row.cells, strict=True))
        lines.append(Line(y, tuple(wrap(row.issue.name, int(_TITLE / 7.6), 3)), row.differs, boxes))
    return Heat(
        _WIDTH,
        _TOP + len(lines) * _ROW,
        _TOP,
        _CELL,
        _STRIP,
        columns,
        tuple(lines),
        _description(found, names),
    )


def _box(cell: Cell, x: float, y: float, width: float, days: Sequence[dt.date]) -> Box:
    if not cell.latest:
        return Box(x, y, width, 0, "", (), cell.moved, ())
    stands = list(dict.fromkeys((one.sign, one.position.stand) for one in cell.latest))[:_SIGNS]
    head = _(", ").join(f"{sign} {_(stand)}" for sign, stand in stands)
    options = list(dict.fromkeys(option for one in cell.latest for option in one.options))
    said = options or [one.position.summary for one in cell.latest if one.position.summary][:1]
    text = _(" or ").join(said)
    room = int((width - 20) / _LETTER)
    return Box(
        x, y, width, _firm(cell.latest), _cut(head, width - (70 if cell.moved else 14), 7.2),
        tuple(wrap(text, room, 2)) if text else (), cell.moved, tuple(_blocks(cell, x, width, days)),
    )  # fmt: skip


def _blocks(cell: Cell, x: float, width: float, days: Sequence[dt.date]) -> list[Block]:
    """Return the stretches of a strip, from the first day of all to the day that is shown."""
    steps = max(1, min(len(days), _STEPS))
    one = width / steps

    def place(day: dt.date) -> float:
        return x + one * (bisect_left(days, day) * steps // max(1, len(days)))

    starts = [place(day) for day, _stands in cell.history]
    ends = [*starts[1:], x + width]
    return [
        Block(start, end - start, _firm(stands), stands[0].sign if end - start >= 13 else "")  # noqa: PLR2004 - room for a sign
        for start, end, (_day, stands) in zip(starts, ends, cell.history, strict=True)
        if end > start
    ]


def _firm(stands: Sequence[Stand]) -> int:
    return max(FIRM[one.position.stand] for one in stands)


def _cut(text: str, width: float, letter: float) -> str:
    most = max(4, int(width / letter))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _description(found: Matrix, names: Names) -> str:
    """Say in words what the picture shows."""
    parts = []
    for row in found.rows:
        for cell in row.cells:
            if cell.latest:
                stands = _(", ").join(dict.fromkeys(_(one.position.stand) for one in cell.latest))
                options = _(" or ").join(dict.fromkeys(o for one in cell.latest for o in one.options))
                where = _(", ").join((row.issue.name, names.party(cell.party)))
                parts.append(f"{labelled(where, f'{stands} {options}'.rstrip())}.")
    return " ".join(parts)
