"""Whether any package at all can satisfy a condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition, allowed, holds
from goodoffices.model.issues import Issue

#: After so many partial packages the search is given up: the condition may hold, as far as it was looked at.
_MOST: Final = 2_000


def can_hold(condition: Condition, issues: Mapping[str, Issue]) -> bool:
    """Say whether some package satisfies a condition.

    The issues that it speaks of are settled one after the other, until the condition is decided; values between
    which it makes no difference are looked at once.

    Args:
        condition: a sound condition (exactly one form, known issues).
        issues: the case's issues by id.

    Returns:
        False where there is surely no such package; True where there is one, or where none was found before the search
        grew too long.
    """
    choices = {name: [*_telling(condition, issues[name])] for name in condition.issues}
    open_: list[dict[str, Value]] = [{}]
    for _ in range(_MOST):
        if not open_:
            return False
        package = open_.pop()
        found = holds(condition, package, issues)
        if found:
            return True
        if found is None:
            name = next(one for one in choices if one not in package)
            open_ += [{**package, name: value} for value in choices[name]]
    return True


def _telling(condition: Condition, issue: Issue) -> Iterator[Value]:
    """Yield one of each kind of an issue's values; all, where the condition counts with them in a sum."""
    parts = [*condition.walk()]
    if any(issue.id in (part.sum or {}) for part in parts):
        yield from issue.values
        return
    allowing = [allowed(part, issue) for part in parts if part.issue == issue.id]
    seen: set[tuple[bool, ...]] = set()
    for place, value in enumerate(issue.values):
        kind = tuple(place in one for one in allowing)
        if kind not in seen:
            seen.add(kind)
            yield value
