"""Conditional values as hyper-rectangles, where GENIUS has some that are worth the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goodoffices.model.conditions import Condition, allowed
from goodoffices.model.issues import Issue
from goodoffices.model.preferences import Box, HyperRectangles, Interdependent

Bounds = dict[str, tuple[float, float]]


def as_boxes(preferences: Interdependent, issues: Mapping[str, Issue]) -> HyperRectangles | None:
    """Return hyper-rectangles of the same utilities.

    None where there are none: something else counts than conditions, a condition is not of bounds on whole numbers, or
    the sum could pass 1, at which GENIUS cuts.
    """
    if preferences.bias or any(preferences.weights.values()):
        return None
    if sum(max(one.adds, 0.0) for one in preferences.dependent) > 1:
        return None
    boxes = []
    for one in preferences.dependent:
        box = _box(one.when, one.adds, issues)
        if box is None:
            return None
        boxes.append(box)
    return HyperRectangles(boxes=tuple(boxes), largest=1.0, reservation=preferences.reservation)


def _box(condition: Condition, adds: float, issues: Mapping[str, Issue]) -> Box | None:
    if condition.not_ is not None:
        outside = _bounds(condition.not_, issues)
        return Box(utility=adds, outside=outside) if outside else None
    within = _bounds(condition, issues)
    return Box(utility=adds, within=within) if within else None


def _bounds(condition: Condition, issues: Mapping[str, Issue]) -> Bounds | None:
    """Return the bounds that a condition sets together; None where it is no box."""
    found: Bounds = {}
    for part in _parts(condition):
        issue = issues.get(part.issue or "")
        if issue is None or issue.integers is None:
            return None
        places = sorted(allowed(part, issue))
        if not places or places != list(range(places[0], places[-1] + 1)):
            return None
        low, high = float(issue.values[places[0]]), float(issue.values[places[-1]])
        before = found.get(issue.id, (low, high))
        found[issue.id] = (max(low, before[0]), min(high, before[1]))
    return found if all(low <= high for low, high in found.values()) else None


def _parts(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that have all to hold."""
    if condition.all is None:
        yield condition
    else:
        for one in condition.all:
            yield from _parts(one)
