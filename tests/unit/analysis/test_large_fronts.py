"""Fronts that are too large to be held: the answer is coarser, says so, keeps its promise, and stays within its room."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.analysis.diagram import Diagram, chain
from goodoffices.analysis.folding import many, pair
from goodoffices.analysis.space import Values


def shared_out(parties: int, issues: int, options: int) -> Values:
    """Every option divides the same worth among the parties, so that no package dominates another."""
    drawn = np.random.default_rng(5).dirichlet(np.ones(parties), size=(issues, options)) / issues
    tables = tuple(
        tuple(drawn[issue, :, party].tolist() for issue in range(issues)) for party in range(parties)
    )
    return Values(tables, (0.0,) * parties, (float("inf"),) * parties)


def packages(values: Values, number: int) -> np.ndarray:
    """Utilities of some packages, drawn at random."""
    rng = np.random.default_rng(6)
    tables = np.array(values.tables)
    places = rng.integers(tables.shape[2], size=(number, tables.shape[1]))
    utilities: np.ndarray = tables[:, np.arange(tables.shape[1]), places].sum(axis=2).T
    return utilities


@pytest.mark.parametrize("parties", [2, 3, 6])
def test_a_front_too_large_is_coarser_and_says_by_how_much(parties: int) -> None:
    values = shared_out(parties, issues=12, options=6)
    front = (
        pair.fold_pair(chain([6] * 12), values, most=2_000)
        if parties == 2
        else many.fold_many(chain([6] * 12), values, most=2_000)
    )
    assert 0 < front.loss < 1
    assert len(front.utilities) <= 2_000
    for utilities in packages(values, 300):
        assert (utilities - front.utilities).max(axis=1).min() <= front.loss + 1e-12


def test_a_wide_diagram_keeps_within_the_room_of_all_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    width, issues = 40, 12
    nodes = tuple(tuple((node + place) % width for place in range(6)) for node in range(width))
    wide = Diagram((((0, 1, 2, 3, 4, 5),), *[nodes] * (issues - 2), ((0,) * 6,) * width), free=False)
    values = shared_out(2, issues, options=6)
    monkeypatch.setattr(pair, "_TOTAL", 20_000)
    monkeypatch.setattr(pair, "_COARSE_TOTAL", 20_000)
    front = pair.fold_pair(wide, values)
    assert front.loss > 0
    assert len(front.utilities) <= 60
    monkeypatch.setattr(many, "_TOTAL", 20_000)
    monkeypatch.setattr(many, "_COARSE_TOTAL", 20_000)
    front = many.fold_many(wide, shared_out(3, issues, options=6))
    assert front.loss > 0
    assert len(front.utilities) <= 60
