"""GeniusWeb domains: `issuesValues`, a set of values or a range by issue."""

from __future__ import annotations

from goodoffices.interchange.table import problems_of
from goodoffices.interchange.tree import Node
from goodoffices.model import IntegerRange, Issue, Option, RealRange
from goodoffices.model.casefile.check_terms import MAX_VALUES

_RANGE = 3


def read_domain(node: Node) -> tuple[Issue, ...]:
    """Read the issues of a domain.

    Raises:
        CaseFileError: what is wrong, with line and field.
    """
    issues = tuple(_issue(name, one) for name, one in node.get("issuesValues").fields())
    if not issues:
        raise node.error("the domain has no issues")
    return issues


def _issue(name: str, node: Node) -> Issue:
    if node.has("range"):
        issue = _range(name, node.get("range"))
    else:
        options = dict.fromkeys(one.text() for one in node.get("values").items())
        issue = Issue(id=name, options=tuple(Option(id=option) for option in options))
    for _, problem in problems_of(issue):
        raise node.error(problem)
    return issue


def _range(name: str, node: Node) -> Issue:
    members = list(node.items())
    if len(members) != _RANGE:
        raise node.error("a range is a list of the lowest value, the highest and the step")
    low, high, step = (member.number() for member in members)
    if step <= 0 or low > high:
        raise node.error("a range runs from its lowest to its highest value by a step above 0")
    if not (high - low) / step < MAX_VALUES:
        raise node.error(f"the range has more than {MAX_VALUES:,} values, too many to look at")
    if all(number.is_integer() for number in (low, high, step)):
        return Issue(id=name, integers=IntegerRange(low=int(low), high=int(high), step=int(step)))
    steps = int((high - low) / step + 1e-9)
    return Issue(id=name, reals=RealRange(low=low, high=low + steps * step, steps=steps + 1))
