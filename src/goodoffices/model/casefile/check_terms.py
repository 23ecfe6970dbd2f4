"""Checks of the terms of a dispute: issues, packages, conditions and preferences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, assert_never

from goodoffices.model.base import Value
from goodoffices.model.casefile.plain import FieldPath
from goodoffices.model.conditions import SLACK, Condition
from goodoffices.model.issues import Issue, key_of
from goodoffices.model.possible import can_hold
from goodoffices.model.preferences import (
    Additive,
    Comparison,
    HyperRectangles,
    Interdependent,
    Interval,
    Linear,
    Ordinal,
    Preferences,
    Table,
    Triangular,
)

#: More values than this for one issue are refused: nobody negotiates over them, and tables would fill memory.
MAX_VALUES: Final = 100_000

#: Conditions nest so deep at most: what nests deeper nobody has written, and few could read.
DEEPEST: Final = 50

Finding = tuple[FieldPath, str]


def check_issue(issue: Issue, path: FieldPath) -> Iterator[Finding]:
    """Yield the problems of one issue."""
    given = [bool(issue.options), issue.integers is not None, issue.reals is not None]
    if sum(given) != 1:
        yield path, f"the issue '{issue.id}' needs exactly one of options, integers and reals"
        return
    if issue.integers is not None:
        low, high, step = issue.integers.low, issue.integers.high, issue.integers.step
        if step < 1 or low > high:
            yield (*path, "integers"), "the range must run from low to high with a step of at least 1"
            return
    elif issue.reals is not None:
        reals = issue.reals
        if not (
            math.isfinite(reals.low)
            and math.isfinite(reals.high)
            and reals.low <= reals.high
            and reals.steps >= 1
        ):
            yield (*path, "reals"), "the range must run from low to high, both finite, in at least 1 step"
            return
    if issue.size > MAX_VALUES:
        yield (
            path,
            f"the issue '{issue.id}' has {issue.size:,} values; at most {MAX_VALUES:,} can be looked at",
        )
    seen: set[str] = set()
    for place, option in enumerate(issue.options):
        if option.id in seen:
            yield (*path, "options", place), f"the option '{option.id}' is given twice; give each its own id"
        seen.add(option.id)


def check_package(
    package: Mapping[str, Value], issues: Mapping[str, Issue], path: FieldPath
) -> Iterator[Finding]:
    """Yield the problems of a complete or partial package."""
    for name, value in package.items():
        if name not in issues:
            yield (*path, name), f"there is no issue '{name}' in this case"
        elif issues[name].index_of(value) is None:
            yield (*path, name), f"the issue '{name}' has no option '{value}'"


def check_condition(
    condition: Condition, issues: Mapping[str, Issue], path: FieldPath, depth: int = 1
) -> Iterator[Finding]:
    """Yield the problems of a condition, which sits so deep within others, and of the conditions inside it."""
    if depth > DEEPEST:
        yield path[:4], f"conditions nest {DEEPEST} deep at most; write this one flatter"
        return
    forms = condition.forms
    if len(forms) != 1:
        found = f"this one has {' and '.join(forms)}" if forms else "this one is empty"
        yield (
            path,
            f"a condition has one form (is, in, not_in, at_least/at_most, sum, all, any, not, if/then); {found}",
        )
        return
    match forms[0]:
        case "is" | "in" | "not_in" | "bounds":
            yield from _check_issue_condition(condition, issues, path)
        case "sum":
            yield from _check_sum(condition, issues, path)
        case "if" if condition.if_ is None or condition.then is None:
            yield path, "'if' and 'then' go together; give both"
        case "all" | "any" | "not" | "if":
            if condition.issue is not None:
                yield (
                    (*path, "issue"),
                    "an issue goes with is, in, not_in, at_least or at_most, not with this form",
                )
            for name, inner in (("all", condition.all), ("any", condition.any)):
                for place, part in enumerate(inner or ()):
                    yield from check_condition(part, issues, (*path, name, place), depth + 1)
            for name, one in (("not", condition.not_), ("if", condition.if_), ("then", condition.then)):
                if one is not None:
                    yield from check_condition(one, issues, (*path, name), depth + 1)


def _check_issue_condition(
    condition: Condition, issues: Mapping[str, Issue], path: FieldPath
) -> Iterator[Finding]:
    if condition.issue is None:
        yield path, "the condition does not say of which issue; add 'issue'"
        return
    issue = issues.get(condition.issue)
    if issue is None:
        yield (*path, "issue"), f"there is no issue '{condition.issue}' in this case"
        return
    for name, value in (
        ("is", condition.is_),
        ("at_least", condition.at_least),
        ("at_most", condition.at_most),
    ):
        if value is None:
            continue
        if name != "is" and not issue.is_ordered:
            yield (
                (*path, name),
                f"the options of '{issue.id}' have no order; use 'in', or mark the issue as ordered",
            )
        elif (issue.options or name == "is") and issue.index_of(value) is None:
            yield (*path, name), f"the issue '{issue.id}' has no option '{value}'"
        elif not issue.options and isinstance(value, str):
            yield (*path, name), f"the issue '{issue.id}' is a range of numbers; '{value}' is none"
    for name, values in (("in", condition.in_), ("not_in", condition.not_in)):
        for place, value in enumerate(values or ()):
            if issue.index_of(value) is None:
                yield (*path, name, place), f"the issue '{issue.id}' has no option '{value}'"


def _check_sum(condition: Condition, issues: Mapping[str, Issue], path: FieldPath) -> Iterator[Finding]:
    bounds = (condition.at_least, condition.at_most)
    if bounds == (None, None):
        yield path, "a sum needs at_least or at_most"
    if any(isinstance(bound, str) or (bound is not None and not math.isfinite(bound)) for bound in bounds):
        yield path, "the bounds of a sum must be finite numbers"
    for name, factor in (condition.sum or {}).items():
        issue = issues.get(name)
        if issue is None:
            yield (*path, "sum", name), f"there is no issue '{name}' in this case"
        elif not math.isfinite(factor):
            yield (*path, "sum", name), "a factor must be a finite number"
        elif not all(_is_number(option.id) for option in issue.options):
            yield (*path, "sum", name), f"the options of '{name}' are no numbers, so they cannot be summed"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def check_preferences(
    preferences: Preferences, issues: Mapping[str, Issue], path: FieldPath
) -> Iterator[Finding]:
    """Yield the problems of a party's preferences."""
    match preferences:
        case Additive():
            yield from _check_additive(preferences, issues, path)
        case Interval():
            for name, (low, high) in preferences.weights.items():
                yield from _check_issue_name(name, issues, (*path, "weights", name))
                yield from _check_interval(low, high, (*path, "weights", name))
            for name, table in preferences.values.items():
                yield from _check_issue_name(name, issues, (*path, "values", name))
                for key, (low, high) in table.items():
                    yield from _check_interval(low, high, (*path, "values", name, key))
                    if name in issues and key not in issues[name].keys:
                        yield (*path, "values", name, key), f"the issue '{name}' has no option '{key}'"
            yield from _check_total(preferences, path)
            yield from _check_orders(preferences, issues, path)
        case Ordinal():
            yield from _check_orders(preferences, issues, path)
            if preferences.reservation is not None and preferences.reservation[1] > 1:
                yield (
                    (*path, "reservation"),
                    "utilities known by order run from 0 to 1, so no package could reach this",
                )
        case HyperRectangles():
            yield from _check_boxes(preferences, issues, path)
        case Interdependent():
            yield from _check_additive(preferences.alone, issues, path)
            if preferences.reservation is not None and not math.isfinite(preferences.reservation):
                yield (*path, "reservation"), "the reservation must be a finite number"
            yield from _check_dependent(preferences, issues, path)
        case _:
            assert_never(preferences)


def _check_total(preferences: Interval, path: FieldPath) -> Iterator[Finding]:
    """Find weights that cannot be what they are said to be."""
    for name, (low, _) in preferences.weights.items():
        if low < 0:
            yield (*path, "weights", name), "a weight cannot be below 0"
    if not (math.isfinite(preferences.weights_sum) and preferences.weights_sum > 0):
        yield (*path, "weights_sum"), "the weights must sum to a finite number above 0"
        return
    least, most = (sum(span[side] for span in preferences.weights.values()) for side in (0, 1))
    if not least - SLACK <= preferences.weights_sum <= most + SLACK:
        yield (
            (*path, "weights"),
            (
                f"the weights sum to between {least:g} and {most:g} and never to {preferences.weights_sum:g}; "
                "mend `weights_sum` or the ranges"
            ),
        )


def _check_orders(
    preferences: Interval | Ordinal, issues: Mapping[str, Issue], path: FieldPath
) -> Iterator[Finding]:
    for place, name in enumerate(preferences.priorities):
        yield from _check_issue_name(name, issues, (*path, "priorities", place))
        if name in preferences.priorities[:place]:
            yield (*path, "priorities", place), f"the issue '{name}' stands in the order twice"
    for name, order in preferences.orders.items():
        for place, value in enumerate(order):
            yield from check_package({name: value}, issues, (*path, "orders"))
            if value in order[:place]:
                yield (*path, "orders", name, place), f"'{value}' stands in the order twice"
    if preferences.reservation is not None:
        yield from _check_interval(*preferences.reservation, (*path, "reservation"))
    yield from _check_comparisons(preferences.comparisons, issues, path)


def _check_comparisons(
    comparisons: Iterable[Comparison], issues: Mapping[str, Issue], path: FieldPath
) -> Iterator[Finding]:
    for place, comparison in enumerate(comparisons):
        settled = []
        for side, package in (("better", comparison.better), ("worse", comparison.worse)):
            if isinstance(package, str):
                settled.append(set(issues))
                continue
            yield from check_package(package, issues, (*path, "comparisons", place, side))
            settled.append(set(package))
        if settled[0] != settled[1]:
            yield (
                (*path, "comparisons", place),
                "the two packages do not settle the same issues; settle the same in both (all, beside 'no agreement')",
            )
        elif comparison.better == comparison.worse or not settled[0]:
            yield (*path, "comparisons", place), "this compares nothing; name two packages that differ"


def _check_issue_name(name: str, issues: Mapping[str, Issue], path: FieldPath) -> Iterator[Finding]:
    if name not in issues:
        yield path, f"there is no issue '{name}' in this case"


def _check_interval(low: float, high: float, path: FieldPath) -> Iterator[Finding]:
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        yield path, "an interval must run from the lower to the higher number, both finite"


def _check_additive(preferences: Additive, issues: Mapping[str, Issue], path: FieldPath) -> Iterator[Finding]:
    for name, weight in preferences.weights.items():
        yield from _check_issue_name(name, issues, (*path, "weights", name))
        if not math.isfinite(weight):
            yield (*path, "weights", name), "a weight must be a finite number"
    for name, interval in preferences.ranges.items():
        yield from _check_issue_name(name, issues, (*path, "ranges", name))
        yield from _check_interval(*interval, (*path, "ranges", name))
    yield from _check_comparisons(preferences.comparisons, issues, path)
    for name, function in preferences.values.items():
        yield from _check_issue_name(name, issues, (*path, "values", name))
        if name in issues:
            yield from _check_function(function, issues[name], (*path, "values", name))
    for name in issues:
        if (name in preferences.weights) != (name in preferences.values):
            lacks = "values" if name in preferences.weights else "weights"
            yield (*path, lacks), f"the issue '{name}' has a weight or values, but not both"
    for name in ("bias", "reservation"):
        number = getattr(preferences, name)
        if number is not None and not math.isfinite(number):
            yield (*path, name), f"the {name} must be a finite number"


def _check_function(
    function: Table | Linear | Triangular, issue: Issue, path: FieldPath
) -> Iterator[Finding]:
    if isinstance(function, Table):
        missing = [key for value in issue.values if (key := key_of(value)) not in function.evaluations]
        if missing:
            yield (*path, "evaluations"), f"'{missing[0]}' of the issue '{issue.id}' has no evaluation"
        known = {key_of(value) for value in issue.values} if len(function.evaluations) > issue.size else None
        for key, number in function.evaluations.items():
            if known is not None and key not in known:
                yield (*path, "evaluations", key), f"the issue '{issue.id}' has no option '{key}'"
            if not math.isfinite(number):
                yield (*path, "evaluations", key), "an evaluation must be a finite number"
        return
    if issue.options and not all(_is_number(option.id) for option in issue.options):
        yield path, f"the options of '{issue.id}' are no numbers; give a table of evaluations"
    numbers = (function.slope, function.offset, function.origin) if isinstance(function, Linear) else (
        function.low, function.top, function.high)  # fmt: skip
    if not all(map(math.isfinite, numbers)):
        yield path, "the numbers of a value function must be finite"
    elif isinstance(function, Triangular) and not function.low <= function.top <= function.high:
        yield path, "a triangular function needs low ≤ top ≤ high"
    elif (
        isinstance(function, Linear)
        and function.clip is not None
        and not function.clip[0] <= function.clip[1]
    ):
        yield (*path, "clip"), "the cut must run from the lower to the higher number"


def _check_dependent(
    preferences: Interdependent, issues: Mapping[str, Issue], path: FieldPath
) -> Iterator[Finding]:
    if not preferences.dependent:
        yield (
            (*path, "dependent"),
            "nothing in it depends on several issues; add a condition, or write `kind: additive`",
        )
    for place, one in enumerate(preferences.dependent):
        where: FieldPath = (*path, "dependent", place, "when")
        found = [*check_condition(one.when, issues, where)]
        yield from found
        if not found and not one.when.issues:
            yield where, "the condition speaks of no issue; say in which packages this is added"
        elif not found and not can_hold(one.when, issues):
            yield (
                where,
                "no package can satisfy this condition: its parts contradict each other; mend or drop it",
            )
        if not math.isfinite(one.adds):
            yield (*path, "dependent", place, "adds"), "what a condition adds must be a finite number"


def _check_boxes(
    preferences: HyperRectangles, issues: Mapping[str, Issue], path: FieldPath
) -> Iterator[Finding]:
    if not (math.isfinite(preferences.largest) and preferences.largest > 0):
        yield (*path, "largest"), "the largest utility must be a finite number above 0"
    if preferences.reservation is not None and not math.isfinite(preferences.reservation):
        yield (*path, "reservation"), "the reservation must be a finite number"
    for place, box in enumerate(preferences.boxes):
        for name in ("utility", "weight"):
            if not math.isfinite(getattr(box, name)):
                yield (*path, "boxes", place, name), f"the {name} of a box must be a finite number"
        for side, bounds in (("within", box.within), ("outside", box.outside)):
            for name, (low, high) in bounds.items():
                yield from _check_issue_name(name, issues, (*path, "boxes", place, side, name))
                if not low <= high:
                    yield (
                        (*path, "boxes", place, side, name),
                        "the bounds must run from the lower to the higher number",
                    )
                elif name in issues:
                    yield from _check_box_range(low, high, issues[name], (*path, "boxes", place, side, name))


def _check_box_range(low: float, high: float, issue: Issue, path: FieldPath) -> Iterator[Finding]:
    if issue.options:
        yield path, f"bounds are for numbers, and '{issue.id}' has named options"
        return
    least, most = float(issue.values[0]), float(issue.values[-1])
    if low < least or high > most:
        yield path, f"the bounds {low:g} to {high:g} lie outside the issue's range, {least:g} to {most:g}"
    elif not any(low <= float(value) <= high for value in issue.values):
        yield path, f"no value of '{issue.id}' lies between {low:g} and {high:g}"
