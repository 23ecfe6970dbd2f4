"""Packages: one value for every issue; partial packages: for some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue

#: One value for every issue, by issue id; a partial package leaves some issues open.
Package = Mapping[str, Value]


def package_at(places: Sequence[int], issues: Sequence[Issue]) -> dict[str, Value]:
    """Return the package that takes, of each issue in turn, the value at the given place."""
    return {issue.id: issue.values[place] for issue, place in zip(issues, places, strict=True)}


def is_complete(package: Package, issues: Sequence[Issue]) -> bool:
    """Say whether the package settles every issue."""
    return all(issue.id in package for issue in issues)


def space_size(issues: Sequence[Issue]) -> int:
    """Count all packages, constraints aside: the product of the issues' sizes, exact."""
    size = 1
    for issue in issues:
        size *= issue.size
    return size
