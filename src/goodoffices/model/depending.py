"""Conditional values: give them to preferences, take them away, and count with them."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.model.conditions import holds
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.model.preferences import (
    SMALLEST_GENIUS_MAXIMUM,
    Additive,
    Dependent,
    Interdependent,
    Table,
    ValueFunction,
    evaluate,
)


def utility_of(
    preferences: Additive | Interdependent, package: Package, issues: Mapping[str, Issue]
) -> float:
    """Return the utility of a complete package: bias, what each value adds, the conditions that hold; in this order.

    Raises:
        KeyError: the package leaves an issue open, or a table has no entry for its value.
    """
    total = preferences.bias
    for issue in issues.values():
        if issue.id in preferences.values:
            worth = evaluate(_plain(preferences, issue.id), package[issue.id])
            total += preferences.weights.get(issue.id, 0.0) * worth
    if isinstance(preferences, Interdependent):
        return total + sum(one.adds for one in preferences.dependent if holds(one.when, package, issues))
    return min(total, preferences.ceiling)


def depending(
    preferences: Additive | Interdependent, dependent: tuple[Dependent, ...]
) -> Additive | Interdependent:
    """Return preferences with these conditional values in place of those they had; additive where there is none.

    What is known beside exact numbers, ranges of weights and comparisons, does not go with conditional values and is
    left out, as is GENIUS's cut at 1.
    """
    had = preferences.dependent if isinstance(preferences, Interdependent) else ()
    if dependent == had:
        return preferences
    values = {name: _plain(preferences, name) for name in preferences.values}
    if not dependent:
        return Additive(
            weights=preferences.weights, values=values, bias=preferences.bias,
            reservation=preferences.reservation, assumption=preferences.assumption,
        )  # fmt: skip
    return Interdependent(
        dependent=dependent, weights=preferences.weights, values=values, bias=preferences.bias,
        reservation=preferences.reservation, assumption=preferences.assumption,
    )  # fmt: skip


def _plain(preferences: Additive | Interdependent, issue: str) -> ValueFunction:
    """Return the value function of an issue by which a plain weighted sum gives the utility."""
    function = preferences.values[issue]
    if isinstance(preferences, Interdependent) or preferences.convention == "plain":
        return function
    if not isinstance(function, Table):
        return function
    largest = max(function.evaluations.values())
    scale = 0.0 if largest < SMALLEST_GENIUS_MAXIMUM else largest
    return Table(
        evaluations={key: one / scale if scale else 0.0 for key, one in function.evaluations.items()}
    )
