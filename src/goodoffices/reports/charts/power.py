"""How much each vote counts by a body's rule: a bar for each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.decision.results import Power
from goodoffices.language import figures
from goodoffices.reports.charts.text import wrap

_WIDTH: Final = 900
_NAMES: Final = 260
_ROW: Final = 30
_TOP: Final = 12

#: More persons than this are in the table only.
_MOST: Final = 40


@dataclass(frozen=True)
class Bar:
    """One person's bar."""

    y: float
    name: str
    width: float
    text: str


@dataclass(frozen=True)
class PowerBars:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: float
    x: int
    bars: tuple[Bar, ...]


def power_bars(power: Sequence[Power], people: Mapping[str, str]) -> PowerBars | None:
    """Lay out a bar for each person, by the Shapley–Shubik index; None where there are none or too many."""
    if not power or len(power) > _MOST:
        return None
    room = _WIDTH - _NAMES - 70
    bars = tuple(
        Bar(
            y=_TOP + _ROW * place, name=wrap(people[one.member], 32, 1)[0], width=max(room * one.shapley_shubik, 1.5),
            text=figures(f"{one.shapley_shubik:.3g}"),
        )
        for place, one in enumerate(sorted(power, key=lambda one: -one.shapley_shubik))
    )  # fmt: skip
    return PowerBars(_WIDTH, _TOP + _ROW * len(bars) + 6.0, _NAMES, bars)
