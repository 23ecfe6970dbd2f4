"""Text in a picture: broken into lines, and spread so that labels do not overlap."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from goodoffices.language import in_a_line


def wrap(text: str, width: int, lines: int = 3) -> list[str]:
    """Break text into at most so many lines of about so many characters; what is left out shows as an ellipsis."""
    return textwrap.wrap(in_a_line(text), width, max_lines=lines, placeholder=" …") or [""]


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move labels apart.

    Args:
        wanted: where each label's middle would best stand.
        sizes: the room each needs.
        low: where the first may begin.
        high: where the last should end, if there is room.

    Returns:
        The middles, in the order given, without overlap and in the same order along the line.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    middles = list(wanted)
    edge = low
    for i in order:
        middles[i] = max(wanted[i], edge + sizes[i] / 2)
        edge = middles[i] + sizes[i] / 2
    edge = max(high, low + sum(sizes))
    for i in reversed(order):
        middles[i] = min(middles[i], edge - sizes[i] / 2)
        edge = middles[i] - sizes[i] / 2
    return middles
