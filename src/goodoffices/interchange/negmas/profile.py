"""NegMAS utility functions: one party's preferences over a domain's issues."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from goodoffices.interchange.negmas.domain import kind_of
from goodoffices.interchange.tree import Node, finite, written_as
from goodoffices.model import Additive, Issue, Linear, Table
from goodoffices.model.casefile.plain import meaning_of
from goodoffices.model.issues import key_of
from goodoffices.model.preferences import ValueFunction

_ADDITIVE: Final = (
    "LinearAdditiveUtilityFunction",
    "LinearUtilityAggregationFunction",
    "UtilityAggregationFunction",
)
_AFFINE: Final = ("AffineUtilityFunction", "LinearUtilityFunction")
_DISCOUNTED: Final = ("ExpDiscountedUFun", "LinDiscountedUFun", "LinearDiscountedUFun")


def is_profile(node: Node) -> bool:
    """Say whether a document is a utility function."""
    return isinstance(node.data, dict) and any(name in node.data for name in ("weights", "ufun", "values"))


def read_profile(node: Node, issues: Sequence[Issue]) -> Additive:
    """Read a utility function over a domain's issues.

    Raises:
        CaseFileError: what is wrong, with line and field; a type of function that is not additive.
    """
    discount = None
    reservation = _reservation(node)
    inner = node
    while kind_of(inner) in _DISCOUNTED:
        if inner.has("discount"):
            discount = inner.get("discount").number()
        inner = inner.get("ufun")
        reservation = _reservation(inner) if reservation is None else reservation
    kind = kind_of(inner)
    if kind in _AFFINE:
        functions: list[ValueFunction] = [_line(inner, issue, 1.0) for issue in issues]
    elif kind in _ADDITIVE:
        functions = _functions(inner.get("values"), issues)
    else:
        known = ", ".join((*_ADDITIVE[:1], *_AFFINE, *_DISCOUNTED[:2]))
        raise inner.error(f"utility functions of type '{kind or 'unknown'}' are not read; there are {known}")
    weights = _weights(inner, issues)
    return Additive(
        weights={issue.id: weight for issue, weight in zip(issues, weights, strict=True)},
        values={issue.id: function for issue, function in zip(issues, functions, strict=True)},
        bias=inner.get("bias").number() if inner.has("bias") else 0.0,
        reservation=reservation,
        discount=discount,
    )


def _reservation(node: Node) -> float | None:
    """Return the reserved value, None where there is none or it is minus infinity."""
    if not node.has("reserved_value"):
        return None
    value = node.get("reserved_value")
    return None if value.data in (-math.inf, "-inf") else value.number()


def _line(node: Node, issue: Issue, slope: float, bias: float = 0.0) -> ValueFunction:
    """Return a straight line over an issue of numbers; over a list of numbers, as a table."""
    if not issue.options:
        return Linear(slope=slope, offset=bias)
    evaluations = {}
    for option in issue.options:
        number = finite(option.id)
        if number is None:
            problem = f"'{kind_of(node)}' needs numbers, and '{option.id}' of the issue '{issue.id}' is none"
            raise node.error(problem)
        evaluations[option.id] = slope * number + bias
    return Table(evaluations=evaluations)


def _ordered(node: Node, issues: Sequence[Issue], what: str) -> list[Node]:
    """Return one member for each issue, of a list in the issues' order or a mapping by their names."""
    if isinstance(node.data, dict):
        return [node.get(issue.id) for issue in issues]
    members = list(node.items())
    if len(members) != len(issues):
        raise node.error(f"there are {len(members)} {what} for {len(issues)} issues; give one for each")
    return members


def _weights(node: Node, issues: Sequence[Issue]) -> list[float]:
    if not node.has("weights"):
        return [1.0] * len(issues)
    return [one.number() for one in _ordered(node.get("weights"), issues, "weights")]


def _functions(node: Node, issues: Sequence[Issue]) -> list[ValueFunction]:
    members = _ordered(node, issues, "value functions")
    return [_function(one, issue) for one, issue in zip(members, issues, strict=True)]


def _function(node: Node, issue: Issue) -> ValueFunction:
    kind = kind_of(node)
    if not kind and isinstance(node.data, dict) and "mapping" not in node.data:
        return _table(node, issue)
    match kind or "TableFun":
        case "TableFun":
            return _table(node.get("mapping"), issue)
        case "ConstFun":
            return _constant(node, issue)
        case "AffineFun" | "LinearFun":
            bias = node.get("bias").number() if node.has("bias") else 0.0
            return _line(node, issue, node.get("slope").number(), bias)
        case "IdentityFun":
            return _line(node, issue, 1.0)
        case _:
            known = "TableFun, AffineFun, LinearFun, ConstFun and IdentityFun"
            raise node.error(f"value functions of type '{kind}' are not read; there are {known}")


def _constant(node: Node, issue: Issue) -> ValueFunction:
    worth = node.get("bias").number()
    if not issue.options:
        return Linear(slope=0.0, offset=worth)
    return Table(evaluations={key_of(value): worth for value in issue.values})


def _table(node: Node, issue: Issue) -> Table:
    given = {written_as(meaning_of(key)): worth for key, worth in node.fields()} | dict(node.fields())
    evaluations = {}
    for value in issue.values:
        key = key_of(value)
        if key not in given:
            raise node.error(f"'{key}' of the issue '{issue.id}' has no value")
        evaluations[key] = given[key].number()
    return Table(evaluations=evaluations)
