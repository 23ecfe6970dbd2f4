"""Spaces whose zones are counted in several tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.diagram import Diagram, chain
from goodoffices.analysis.space import extremes


def bound(diagram: Diagram, tables: Sequence[Sequence[Sequence[float]]], share: float) -> list[Binding]:
    """Parties with a floor so far between the least and the most they can have."""
    found = []
    for table in tables:
        lows, highs = extremes(diagram, table)
        found.append(Binding(table, lows[0][0] + share * (highs[0][0] - lows[0][0]) - 1e-9, lows, highs))
    return found


def real(parties: int, issues: int, options: int, share: float) -> tuple[Diagram, list[Binding]]:
    """A space without conditions, its values drawn at random."""
    drawn = np.random.default_rng([parties, issues, options]).random((parties, issues, options))
    diagram = chain([options] * issues)
    return diagram, bound(diagram, drawn.tolist(), share)


def whole(parties: int, issues: int, options: int, share: float) -> tuple[Diagram, list[Binding]]:
    """A space without conditions, its values whole numbers."""
    drawn = np.random.default_rng([parties, issues, options]).integers(0, 8, (parties, issues, options))
    diagram = chain([options] * issues)
    return diagram, bound(diagram, drawn.astype(float).tolist(), share)


def striped(issues: int, options: int) -> Diagram:
    """Packages in which the places of neighbouring values differ by one at most."""
    follow = tuple(
        tuple(after if abs(after - before) <= 1 else -1 for after in range(options))
        for before in range(options)
    )
    return Diagram(
        (
            (tuple(range(options)),),
            *[follow] * (issues - 2),
            tuple(
                tuple(0 if abs(after - before) <= 1 else -1 for after in range(options))
                for before in range(options)
            ),
        ),
        free=False,
    )
