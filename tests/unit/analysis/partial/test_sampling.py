"""Draws are even over what fits: where the means are known in closed form, they have them."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.analysis.partial.room import room_of
from goodoffices.analysis.partial.sampling import draw
from goodoffices.model import Case, Issue, Option, Party
from goodoffices.model.preferences import Ordinal


def known_in_part(options: list[int], *, ordered: bool) -> Case:
    """Return a case of one party of which the options of every issue are known, and their order where said."""
    issues = tuple(
        Issue(id=f"i{n}", options=tuple(Option(id=f"o{place}") for place in range(many)))
        for n, many in enumerate(options)
    )
    orders = {issue.id: tuple(issue.values) for issue in issues} if ordered else {}
    return Case(
        issues=issues, parties=(Party(id="a", preferences=Ordinal(orders=orders, reservation=(0.0, 1.0))),)
    )


@pytest.mark.parametrize("ordered", [False, True], ids=["nothing known", "orders known"])
@pytest.mark.parametrize("options", [[2, 3], [5] * 6, [6, 4, 4, 5, 3], [3] * 14], ids=str)
def test_what_is_worth_how_much_has_the_mean_and_the_spread_that_it_must(
    options: list[int], *, ordered: bool
) -> None:
    (polytope,) = room_of(known_in_part(options, ordered=ordered)).polytopes
    draws = draw(polytope)
    # In an order the best is worth all of the issue and the last nothing; those between are order statistics.
    free = np.array(options) - (2 if ordered else 0)
    evaluations = [
        np.arange(many + 1, -1, -1) / (many + 1.0) if ordered else np.full(many, 0.5) for many in free
    ]
    # Weights that sum to 1, under each as many evaluations as are free: Dirichlet.
    alpha = free + 1.0
    weights = alpha / alpha.sum()
    spreads = np.sqrt(weights * (1.0 - weights) / (alpha.sum() + 1.0))
    means = np.concatenate(
        [weights, *(weight * one for weight, one in zip(weights, evaluations, strict=True)), [0.5]]
    )
    chains = draws.mean(axis=1)
    errors = chains.std(axis=0, ddof=1) / np.sqrt(len(chains))
    assert (abs(chains.mean(axis=0) - means) <= 5.0 * errors + 1e-9).all()
    assert errors.max() < 0.02
    spread = draws[:, :, : len(options)].std(axis=(0, 1))
    assert (abs(spread / spreads - 1.0) < 0.1).all()
