"""NegMAS domain files: an outcome space as a list of issues."""

from __future__ import annotations

from typing import Final

from goodoffices.interchange.table import problems_of
from goodoffices.interchange.tree import Node
from goodoffices.model import IntegerRange, Issue, Option, RealRange

_CATEGORICAL: Final = ("CategoricalIssue", "OrdinalIssue", "CardinalIssue", "DiscreteIssue")
_INTEGER: Final = ("ContiguousIssue", "DiscreteIntegerIssue", "IntegerIssue", "DiscreteCardinalIssue")
_REAL: Final = ("ContinuousIssue", "RealIssue")

_ENDS: Final = 2


def kind_of(node: Node) -> str:
    """Return the type that a document names, without the module before it."""
    return node.get("type").text().rsplit(".", 1)[-1] if node.has("type") else ""


def is_domain(node: Node) -> bool:
    """Say whether a document is an outcome space."""
    return node.has("issues") and isinstance(node.data["issues"], list)


def read_domain(node: Node) -> tuple[Issue, ...]:
    """Read the issues of a domain.

    Raises:
        CaseFileError: what is wrong, with line and field.
    """
    issues = tuple(_issue(one) for one in node.get("issues").items())
    if not issues:
        raise node.error("the domain has no issues")
    seen: set[str] = set()
    for one, issue in zip(node.get("issues").items(), issues, strict=True):
        if issue.id in seen:
            raise one.error(f"the issue '{issue.id}' is given twice")
        seen.add(issue.id)
    return issues


def _issue(node: Node) -> Issue:
    name = node.get("name").text()
    kind = kind_of(node) or "CategoricalIssue"
    values = node.get("values")
    if isinstance(values.data, int) and not isinstance(values.data, bool):
        issue = Issue(id=name, integers=IntegerRange(low=0, high=values.data - 1))
    elif kind in _REAL:
        low, high = _ends(values)
        issue = Issue(id=name, reals=RealRange(low=low, high=high))
    elif kind == "ContiguousIssue":
        low, high = (_whole(end) for end in _two(values))
        issue = Issue(id=name, integers=IntegerRange(low=low, high=high))
    elif kind in _INTEGER and _is_run(values):
        numbers = [_whole(one) for one in values.items()]
        issue = Issue(id=name, integers=IntegerRange(low=numbers[0], high=numbers[-1]))
    elif kind in (*_CATEGORICAL, *_INTEGER):
        options = tuple(Option(id=one.text()) for one in values.items())
        issue = Issue(id=name, options=options, ordered=kind not in ("CategoricalIssue", "DiscreteIssue"))
    else:
        known = ", ".join((*_CATEGORICAL, *_INTEGER, *_REAL))
        raise node.error(f"issues of type '{kind}' are not read; there are {known}")
    for _, problem in problems_of(issue):
        raise node.error(problem)
    return issue


def _two(values: Node) -> list[Node]:
    ends = list(values.items())
    if len(ends) != _ENDS:
        raise values.error("the lowest and the highest value are expected here")
    return ends


def _ends(values: Node) -> tuple[float, float]:
    low, high = _two(values)
    return low.number(), high.number()


def _whole(node: Node) -> int:
    number = node.number()
    if not number.is_integer():
        raise node.error(f"a whole number is expected here, not {node.data!r:.40}")
    return int(number)


def _is_run(values: Node) -> bool:
    """Say whether a list is whole numbers, each one more than the last."""
    data = values.data
    return (
        isinstance(data, list)
        and bool(data)
        and all(isinstance(one, int) and not isinstance(one, bool) for one in data)
        and data == list(range(data[0], data[0] + len(data)))
    )
