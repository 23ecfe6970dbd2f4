"""What a party says of the values of one issue: an order of options, or of numbers more, less, or best about one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.preferences import Additive, Comparison, Interdependent, Interval, Ordinal, Preferences

#: What is said of numbers.
Shape = Literal["", "more", "less", "best"]
#: Of more numbers than this, so many are set in order, at even steps.
_ALL: Final = 120
_SOME: Final = 41


def numbers_of(issue: Issue) -> list[Value]:
    """Return the numbers of an issue that are set in order, from the lowest to the highest."""
    if issue.size <= _ALL:
        return list(issue.values)
    places = {round(step * (issue.size - 1) / (_SOME - 1)) for step in range(_SOME)}
    return [issue.values[place] for place in sorted(places)]


def nearest(issue: Issue, number: float) -> Value:
    """Return the number among those set in order that is nearest."""
    return min(numbers_of(issue), key=lambda value: abs(float(value) - number))


def order_of(issue: Issue, shape: Shape, best: float | None) -> tuple[Value, ...]:
    """Return the order that a shape means, from the best; where the best lies between, there is none."""
    numbers = numbers_of(issue)
    if shape == "best" and best is not None:
        top = nearest(issue, best)
        shape = "less" if top == numbers[0] else "more" if top == numbers[-1] else "best"
    if shape == "more":
        return tuple(reversed(numbers))
    return tuple(numbers) if shape == "less" else ()


def falling(issue: Issue, best: float) -> Iterator[Comparison]:
    """Yield that numbers are the worse the further they lie from the best, on each side of it."""
    numbers, top = numbers_of(issue), nearest(issue, best)
    at = numbers.index(top)
    if at in (0, len(numbers) - 1):
        return
    for better in range(at, len(numbers) - 1):
        yield Comparison(better={issue.id: numbers[better]}, worse={issue.id: numbers[better + 1]})
    for better in range(at, 0, -1):
        yield Comparison(better={issue.id: numbers[better]}, worse={issue.id: numbers[better - 1]})


def _about(comparison: Comparison) -> str:
    """Return the issue that a comparison is about alone, or nothing."""
    if isinstance(comparison.better, str) or isinstance(comparison.worse, str):
        return ""
    return next(iter(comparison.better)) if len(comparison.better) == 1 else ""


def shape_of(issue: Issue, preferences: Preferences | None) -> tuple[Shape, Value | None]:
    """Return what preferences say of the numbers of an issue, and the best where it lies between the ends."""
    order = orders_of(issue, preferences)
    if len(order) > 1:
        return ("more" if float(order[0]) > float(order[-1]) else "less"), None
    own = [one for one in _comparisons(preferences) if _about(one) == issue.id]
    better = {one.better[issue.id] for one in own if not isinstance(one.better, str)}
    worse = {one.worse[issue.id] for one in own if not isinstance(one.worse, str)}
    tops = better - worse
    return ("best", next(iter(tops))) if len(tops) == 1 else ("", None)


def _comparisons(preferences: Preferences | None) -> tuple[Comparison, ...]:
    return preferences.comparisons if isinstance(preferences, Additive | Interval | Ordinal) else ()


def kept_comparisons(preferences: Preferences | None, issues: Sequence[Issue]) -> list[Comparison]:
    """Return the comparisons that are no part of what is said of an issue's numbers."""
    peaks = {issue.id for issue in issues if not issue.options and shape_of(issue, preferences)[0] == "best"}
    return [one for one in _comparisons(preferences) if _about(one) not in peaks]


def orders_of(issue: Issue, preferences: Preferences | None) -> list[Value]:
    """Return the order of an issue's values, from the best; of exact preferences, by what each value adds by itself."""
    match preferences:
        case Interval() | Ordinal():
            return [one for one in preferences.orders.get(issue.id, ()) if issue.index_of(one) is not None]
        case Interdependent():
            return orders_of(issue, preferences.alone)
        case Additive() if issue.id in preferences.values:
            try:
                worths = preferences.contributions(issue)
            except (KeyError, ValueError):
                return []
            if len(set(worths)) == 1:
                return []
            return [issue.values[place] for place in sorted(range(issue.size), key=lambda at: -worths[at])]
        case _:
            return []


def priorities_of(issues: Sequence[Issue], preferences: Preferences | None) -> list[str]:
    """Return the issues from the most to the least important, as far as preferences say."""
    known = {issue.id for issue in issues}
    match preferences:
        case Interval() | Ordinal():
            return [one for one in preferences.priorities if one in known]
        case Additive() | Interdependent():
            weights = preferences.weights
            return sorted((one for one in weights if one in known), key=lambda one: -weights[one])
        case _:
            return []


def floor_of(preferences: Preferences | None) -> tuple[float, float] | None:
    """Return the range in which having no agreement lies, on the scale from 0 to 1."""
    match preferences:
        case Interval() | Ordinal():
            return preferences.reservation
        case _:
            return None
