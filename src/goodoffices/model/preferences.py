"""What a party prefers: exactly known, known in part, or not additive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import field

from goodoffices.model.base import Id, Part, Text, Value, When
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue, key_of
from goodoffices.model.packages import Package


class Table(Part, frozen=True, kw_only=True, tag_field="kind", tag="table"):
    """An evaluation for each value of an issue, by option id or number as text."""

    evaluations: Mapping[str, float]


class Linear(Part, frozen=True, kw_only=True, tag_field="kind", tag="linear"):
    """`offset + slope × (value − origin)`, cut to `clip` where that is given."""

    slope: float
    offset: float = 0.0
    origin: float = 0.0
    clip: tuple[float, float] | None = None


class Triangular(Part, frozen=True, kw_only=True, tag_field="kind", tag="triangular"):
    """0 outside `low` to `high`, rising to 1 at `top`, linear between."""

    low: float
    top: float
    high: float


#: Below this largest evaluation GENIUS counts every value of the issue as 0 (`EvaluatorDiscrete.normalize`).
SMALLEST_GENIUS_MAXIMUM = 0.00001

ValueFunction = Table | Linear | Triangular


def evaluate(function: ValueFunction, value: Value) -> float:
    """Evaluate one value of an issue, before weighting.

    Raises:
        KeyError: a table has no entry for the value.
        ValueError: a linear or triangular function is given an option that is not a number.
    """
    if isinstance(function, Table):
        return float(function.evaluations[key_of(value)])
    number = float(value)
    if isinstance(function, Linear):
        result = function.offset + function.slope * (number - function.origin)
        return result if function.clip is None else min(max(result, function.clip[0]), function.clip[1])
    if number < function.low or number > function.high:
        return 0.0
    if number == function.top:
        return 1.0
    edge = function.low if number < function.top else function.high
    return (number - edge) / (function.top - edge)


#: Stands in a comparison for having no agreement at all.
NO_AGREEMENT: Final = "no agreement"

NoAgreement = Literal["no agreement"]


class Comparison(Part, frozen=True, kw_only=True):
    """Two packages, of which the first is liked better; either may be having no agreement at all.

    Partial packages settle the same issues, and the others are the same in both.
    """

    better: Package | NoAgreement
    worse: Package | NoAgreement
    statements: tuple[Id, ...] = ()
    note: str = ""


class Additive(Part, frozen=True, kw_only=True, tag_field="kind", tag="additive"):
    """Exactly known additive preferences: utility = bias + Σ weight × evaluation, summed in the issues' order.

    Under the `genius` convention a table's evaluations are divided by their largest and the sum is cut at 1, as
    GENIUS 10.4 computes utilities (`EvaluatorDiscrete.normalize`, `AdditiveUtilitySpace.getUtility`).

    `reservation` is the utility at which the party is indifferent to walking away; without it the party's lowest
    feasible utility is taken. `assumption` says why the numbers are assumed and not sourced; `ranges` gives, by
    issue, the range in which the assumed weight is thought to lie, which `comparisons` narrow. `discount` is kept from
    the file and ignored.
    """

    weights: Mapping[str, float]
    values: Mapping[str, ValueFunction]
    bias: float = 0.0
    convention: Literal["plain", "genius"] = "plain"
    reservation: float | None = None
    discount: float | None = None
    assumption: str = ""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()

    @property
    def ceiling(self) -> float:
        """The utility at which sums are cut."""
        return 1.0 if self.convention == "genius" else float("inf")

    def contributions(self, issue: Issue) -> list[float]:
        """Return what each value of the issue adds to the utility, in the order of the issue's values.

        Raises:
            KeyError: a table lacks one of the issue's values.
        """
        weight = self.weights.get(issue.id, 0.0)
        function = self.values.get(issue.id)
        if function is None:
            return [0.0] * issue.size
        if not isinstance(function, Table):
            return [weight * evaluate(function, value) for value in issue.values]
        table = function.evaluations
        keys = issue.keys
        if self.convention == "plain":
            return [weight * table[key] for key in keys]
        largest = max(table.values())
        if largest < SMALLEST_GENIUS_MAXIMUM:
            return [0.0] * issue.size
        return [weight * (table[key] / largest) for key in keys]


class Interval(Part, frozen=True, kw_only=True, tag_field="kind", tag="interval"):
    """Additive preferences known up to intervals: each weight and evaluation lies between two numbers.

    The weights sum to `weights_sum`. A value that `values` leaves out lies between 0 and 1. `priorities`, `orders` and
    `comparisons` are as in `Ordinal`.
    """

    weights: Mapping[str, tuple[float, float]]
    values: Mapping[str, Mapping[str, tuple[float, float]]]
    weights_sum: float = 1.0
    priorities: tuple[Id, ...] = ()
    orders: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    reservation: tuple[float, float] | None = None
    assumption: str = ""


class Ordinal(Part, frozen=True, kw_only=True, tag_field="kind", tag="ordinal"):
    """Additive preferences known by order only.

    `priorities` lists issues from the most to the least important; `orders` lists, by issue, values from the best to
    the worst; `comparisons` are pairs of packages of which the first is liked better. Utilities run from 0
    to 1, the weights sum to 1.
    """

    priorities: tuple[Id, ...] = ()
    orders: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    reservation: tuple[float, float] | None = None
    assumption: str = ""


class Box(Part, frozen=True, kw_only=True):
    """A hyper-rectangle, worth `utility` × `weight` where all bounds in `within` hold and not all of `outside` do.

    Bounds are the lowest and the highest value, both included, by issue; either may be left out.
    """

    utility: float
    within: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    outside: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    weight: float = 1.0


class HyperRectangles(Part, frozen=True, kw_only=True, tag_field="kind", tag="hyper-rectangles"):
    """Non-additive preferences of the ANAC 2014 kind: the boxes' utilities, divided by `largest`, cut at 1."""

    boxes: tuple[Box, ...]
    largest: float
    reservation: float | None = None
    discount: float | None = None


def utility_of_boxes(preferences: HyperRectangles, package: Package) -> float:
    """Return the utility of a complete package, as GENIUS 10.4 computes it (`NonlinearUtilitySpace.getUtility`).

    `InclusiveHyperRectangle` counts where every bound holds, `ExclusiveHyperRectangle` unless every bound holds.
    """

    def holds(bounds: Mapping[str, tuple[float, float]]) -> bool:
        return all(low <= float(package[name]) <= high for name, (low, high) in bounds.items())

    worth = sum(
        box.utility * box.weight
        for box in preferences.boxes
        if holds(box.within) and not (box.outside and holds(box.outside))
    )
    return min(1.0, worth / preferences.largest)


class Dependent(Part, frozen=True, kw_only=True):
    """What a condition on several issues at once adds to a utility, where it holds; below 0 it takes away."""

    when: Condition
    adds: float
    note: str = ""


class Interdependent(Part, frozen=True, kw_only=True, tag_field="kind", tag="interdependent"):
    """Exactly known preferences of which some depend on several issues: “if the truce holds, withdrawal is worth…”.

    Utility = bias + Σ weight × evaluation + Σ `adds` of the conditions that hold. `weights`, `values` and `reservation`
    are as in `Additive`; `assumption` says why the numbers are assumed and not sourced.
    """

    dependent: tuple[Dependent, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, ValueFunction] = field(default_factory=dict)
    bias: float = 0.0
    reservation: float | None = None
    assumption: str = ""

    @property
    def alone(self) -> Additive:
        """What each issue adds by itself."""
        return Additive(weights=self.weights, values=self.values, bias=self.bias)


#: Preferences by which what one issue is worth depends on another.
NonAdditive = HyperRectangles | Interdependent

Preferences = Additive | Interval | Ordinal | HyperRectangles | Interdependent


def idle(preferences: Interval | Ordinal | NonAdditive) -> bool:
    """Say whether a reservation value limits nothing, because no utility can be lower."""
    if isinstance(preferences, Ordinal):
        return preferences.reservation is not None and preferences.reservation[1] <= 0
    if isinstance(preferences, Interval | Interdependent):
        return False
    never_below_0 = all(box.utility * box.weight >= 0 for box in preferences.boxes)
    return never_below_0 and (preferences.reservation or 0.0) <= 0


class Driver(Part, frozen=True, kw_only=True):
    """Something that makes an alternative better or worse for the party: pressure, time, a third side.

    `by` is the range of how much it adds to what the alternative is worth, below 0 where it makes it worse; None where
    nobody can say. Where it goes on, `by` is for each day, week or month (`per`).
    """

    title: Text
    effect: Literal["better", "worse"]
    by: tuple[float, float] | None = None
    per: Literal["day", "week", "month"] | None = None
    since: When | None = None
    assumption: str = ""
    statements: tuple[Id, ...] = ()


class Alternative(Part, frozen=True, kw_only=True):
    """What a party does without an agreement, and what that is worth to it (BATNA, or WATNA where `worst`).

    `utility` is the range in which that lies, on the scale of the party's preferences; `drivers` are what moves it.
    """

    id: Id
    party: Id
    title: Text
    description: str = ""
    worst: bool = False
    utility: tuple[float, float] | None = None
    drivers: tuple[Driver, ...] = ()
    assumption: str = ""
    statements: tuple[Id, ...] = ()
