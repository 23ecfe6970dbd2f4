"""How the zone shrinks as one side's alternative gets better: a curve for each party, its range shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.alternatives.results import PartyAlternatives
from goodoffices.language import whole
from goodoffices.reports.charts.scale import Scale, domain
from goodoffices.reports.charts.text import wrap
from goodoffices.reports.names import Names

_WIDTH: Final = 900
_NAMES: Final = 210
_HEIGHT: Final = 150
_GAP: Final = 46


@dataclass(frozen=True)
class Panel:
    """One party's curve."""

    top: float
    bottom: float
    lines: tuple[str, ...]
    colour: str
    path: str
    shade: tuple[float, float] | None
    now: float
    now_y: float
    most: str
    ticks: tuple[tuple[float, str], ...]
    empty: float | None


@dataclass(frozen=True)
class Steps:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: float
    left: int
    right: float
    panels: tuple[Panel, ...]


def steps(parties: Sequence[PartyAlternatives], names: Names) -> Steps | None:
    """Lay out a panel for each party; None where no zone was counted."""
    drawn = [one for one in parties if one.now is not None]
    if not drawn:
        return None
    panels = []
    for number, one in enumerate(drawn):
        top = 14.0 + number * (_HEIGHT + _GAP)
        bottom = top + _HEIGHT
        assert one.now is not None
        marked = (one.now.reservation, *(one.derived or ()))
        x = Scale(*domain((*(step.reservation for step in one.curve), *marked)), float(_NAMES), _WIDTH - 20.0)
        most = max([one.now.packages, *(step.packages for step in one.curve)])
        y = Scale(0.0, 1.0, bottom, top + 8)
        panels.append(
            Panel(
                top=top, bottom=bottom, lines=tuple(wrap(names.party(one.party), 24, 2)),
                colour=names.colour(one.party),
                path=_path(one, most, x, y),
                shade=None if one.derived is None else (x(one.derived[0]), x(one.derived[1])),
                now=x(one.now.reservation), now_y=y(one.now.packages / (most or 1)), most=whole(most),
                ticks=tuple(x.ticks()), empty=None if one.empty_above is None else x(one.empty_above),
            )
        )  # fmt: skip
    return Steps(_WIDTH, 14.0 + len(panels) * (_HEIGHT + _GAP), _NAMES, _WIDTH - 20.0, tuple(panels))


def _path(one: PartyAlternatives, most: int, x: Scale, y: Scale) -> str:
    """Draw the curve: stairs where every step of the zone was counted, else straight between the places looked at."""
    places = [(x(level.reservation), y(level.packages / (most or 1))) for level in one.curve]
    if one.breakpoints is None:
        return "M" + "L".join(f"{across:.1f} {up:.1f}" for across, up in places)
    path = [f"M{x.start:.1f} {places[0][1] if places else y(0.0):.1f}"]
    path += [f"V{up:.1f}H{across:.1f}" for across, up in places]
    return "".join([*path, f"V{y(0.0):.1f}H{x.end:.1f}"])
