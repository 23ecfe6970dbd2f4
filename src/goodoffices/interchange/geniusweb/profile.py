"""GeniusWeb profiles: linear additive utility spaces.

As in GeniusWeb's `LinearAdditiveUtilitySpace`, `DiscreteValueSetUtilities` and `NumberValueSetUtilities`: a value that
is not set is worth 0, numbers run linearly between the two ends given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from goodoffices.interchange.tree import Node
from goodoffices.model import Additive, Issue, Linear, Table
from goodoffices.model.base import Value
from goodoffices.model.issues import key_of
from goodoffices.model.packages import Package
from goodoffices.model.preferences import ValueFunction, evaluate

_SPACES: Final = ("LinearAdditiveUtilitySpace", "LinearAdditive")
_DISCRETE: Final = ("DiscreteValueSetUtilities", "discreteutils")
_NUMBERS: Final = ("NumberValueSetUtilities", "numberutils")


def space_of(node: Node) -> Node | None:
    """Return the utility space inside a document, or None where there is none."""
    return next((node.get(name) for name in _SPACES if node.has(name)), None)


def read_profile(space: Node, issues: Sequence[Issue]) -> Additive:
    """Read a linear additive utility space over a domain's issues.

    Raises:
        CaseFileError: what is wrong, with line and field.
    """
    weights, functions = space.get("issueWeights"), space.get("issueUtilities")
    values = {issue.id: _function(functions.get(issue.id), issue) for issue in issues}
    given = {issue.id: weights.get(issue.id).number() for issue in issues}
    preferences = Additive(weights=given, values=values)
    if not space.has("reservationBid"):
        return preferences
    bid = space.get("reservationBid").get("issuevalues")
    package: dict[str, Value] = {}
    for issue in issues:
        if bid.has(issue.id):
            one = bid.get(issue.id)
            place = issue.index_of(one.text() if issue.options else one.number())
            if place is None:
                raise one.error(f"the issue '{issue.id}' has no option '{one.text()}'")
            package[issue.id] = issue.values[place]
    return Additive(weights=given, values=values, reservation=_utility(preferences, package))


def _utility(preferences: Additive, package: Package) -> float:
    """Return the utility of a complete or partial package; an open issue is worth 0."""
    return sum(
        preferences.weights[name] * evaluate(preferences.values[name], package[name]) for name in package
    )


def _function(node: Node, issue: Issue) -> ValueFunction:
    for name in _DISCRETE:
        if node.has(name):
            return _table(node.get(name).get("valueUtilities"), issue)
    for name in _NUMBERS:
        if node.has(name):
            return _linear(node.get(name), issue)
    raise node.error(f"value utilities of another kind than {_DISCRETE[0]} and {_NUMBERS[0]} are not read")


def _table(node: Node, issue: Issue) -> Table:
    known = {key_of(value) for value in issue.values}
    evaluations = dict.fromkeys(known, 0.0)
    for value, worth in node.fields():
        if value not in known:
            raise worth.error(f"the issue '{issue.id}' has no value '{value}'")
        evaluations[value] = worth.number()
    return Table(evaluations={key_of(value): evaluations[key_of(value)] for value in issue.values})


def _linear(node: Node, issue: Issue) -> Linear:
    if issue.options:
        raise node.error(f"the values of '{issue.id}' are no numbers")
    low, high = node.get("lowValue").number(), node.get("highValue").number()
    worth_low, worth_high = node.get("lowUtility").number(), node.get("highUtility").number()
    if low == high:
        return Linear(slope=0.0, offset=worth_low)
    return Linear(slope=(worth_high - worth_low) / (high - low), offset=worth_low, origin=low)
