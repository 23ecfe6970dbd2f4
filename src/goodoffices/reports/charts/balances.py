"""Counts that must add up: a bar for the total over a bar of its parts, with what is missing dashed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goodoffices.model.agreement import Balance, Count
from goodoffices.reports.charts.scale import Scale

_WIDTH: Final = 900
_BAR: Final = 34


@dataclass(frozen=True)
class Piece:
    """A part of the lower bar."""

    x: float
    width: float
    number: int
    colour: str
    inside: bool


@dataclass(frozen=True)
class BalanceChart:
    """Everything to draw, in the coordinates of the picture; `gap` is the total less the sum of the parts."""

    width: int
    height: int
    bar: int
    total_width: float
    pieces: tuple[Piece, ...]
    gap: int
    gap_x: float
    gap_width: float


def balance_chart(balance: Balance, counts: Mapping[str, Count]) -> BalanceChart | None:
    """Lay out a balance; None where the total or a part is not known."""
    total = counts[balance.total].value if balance.total in counts else None
    values = [counts[part].value if part in counts else None for part in balance.parts]
    known = [value for value in values if value is not None]
    if total is None or len(known) < len(values) or max(total, sum(known)) == 0:
        return None
    scale = Scale(0.0, float(max(total, sum(known))), 0.0, float(_WIDTH))
    pieces = []
    edge = 0
    for number, value in enumerate(known, start=1):
        width = scale(edge + value) - scale(edge)
        pieces.append(Piece(scale(edge), width, number, f"piece-{(number - 1) % 6 + 1}", width > 26))
        edge += value
    gap = total - sum(known)
    low, high = sorted((scale(edge), scale(total)))
    return BalanceChart(_WIDTH, 2 * _BAR + 52, _BAR, scale(total), tuple(pieces), gap, low, high - low)
