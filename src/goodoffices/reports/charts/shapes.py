"""Marks told apart by shape as well as colour."""

from __future__ import annotations

import math
from typing import Final

#: Corners of each mark within the unit circle; a circle is drawn from two arcs.
_CORNERS: Final[dict[str, list[tuple[float, float]]]] = {
    "diamond": [(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)],
    "square": [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
    "triangle": [(0, -1.15), (1.1, 0.8), (-1.1, 0.8)],
    "down": [(0, 1.15), (1.1, -0.8), (-1.1, -0.8)],
    "star": [
        (radius * math.sin(step * math.pi / 5), -radius * math.cos(step * math.pi / 5))
        for step in range(10)
        for radius in ((1.3, 0.6)[step % 2],)
    ],
    "cross": [
        (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
        (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
    ],
}  # fmt: skip

#: The mark of each party in turn.
PARTY_SHAPES: Final = ("circle", "square", "triangle", "diamond", "down", "cross")


def shape(kind: str, x: float, y: float, size: float) -> str:
    """Return the SVG path of a mark around a point."""
    if kind not in _CORNERS:
        arc = f"a{size:.1f} {size:.1f} 0 1 0"
        return f"M{x - size:.1f} {y:.1f}{arc} {2 * size:.1f} 0{arc} {-2 * size:.1f} 0z"
    corners = (f"{x + size * dx:.1f} {y + size * dy:.1f}" for dx, dy in _CORNERS[kind])
    return f"M{'L'.join(corners)}z"
