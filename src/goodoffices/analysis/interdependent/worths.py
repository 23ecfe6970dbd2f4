"""What a package is worth to each party, where what one issue is worth depends on another.

A utility is the sum of what each value adds by itself and of *terms*: numbers that count where a condition holds. Boxes
are terms whose conditions are bounds on several issues.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

from msgspec import Struct

from goodoffices.analysis.errors import AnalysisError, check_size
from goodoffices.analysis.expressions import Expression, Expressions, join
from goodoffices.model.issues import Issue
from goodoffices.model.parties import Party
from goodoffices.model.preferences import Additive, Box, HyperRectangles, Interdependent

#: Utilities of at most so many units are whole numbers to the solver; where there is no unit, they get so many.
MOST_UNITS: Final = 2**50
_ROUNDED: Final = 2**40

#: Numbers are taken for fractions with denominators up to this.
_DENOMINATOR: Final = 10**6

#: Terms count as one size more than this relative to the largest.
_EXACT: Final = 1e-13


class Term(Struct, frozen=True):
    """What counts where an expression holds; `expression` may be True."""

    expression: Expression
    adds: float


class Worth(Struct, frozen=True, dict=True, eq=False):
    """One party's utility: (`bias` + what each value adds + the terms that hold) / `divisor`, cut at `ceiling`.

    Attributes:
        table: what each value adds by itself, by issue and place, before the division.
        terms: what counts where an expression holds, before the division.
        bias: the start of the sum.
        divisor: above 0.
        ceiling: the utility at which sums are cut.
    """

    table: tuple[list[float], ...]
    terms: tuple[Term, ...]
    bias: float
    divisor: float
    ceiling: float

    @cached_property
    def size(self) -> float:
        """The largest size the sum can have before the division, at least a tiny number."""
        values = sum(max(map(abs, issue), default=0.0) for issue in self.table)
        return max(abs(self.bias) + values + sum(abs(term.adds) for term in self.terms), 1e-300)

    @property
    def least(self) -> float:
        """A utility that no package is worth less than."""
        values = sum(min(issue, default=0.0) for issue in self.table)
        total = self.bias + values + sum(min(term.adds, 0.0) for term in self.terms)
        return min(total / self.divisor, self.ceiling)

    @cached_property
    def unit(self) -> float:
        """The size of which all that counts is a whole multiple; otherwise so fine that rounding does not show."""
        numbers = [self.bias, *(one for issue in self.table for one in issue), *(t.adds for t in self.terms)]
        whole = 1
        for number in dict.fromkeys(numbers):
            near = Fraction(number).limit_denominator(_DENOMINATOR)
            whole = whole * near.denominator // _common(whole, near.denominator)
            if abs(float(near) - number) > _EXACT * self.size or whole * self.size > MOST_UNITS:
                return self._finest
        return 1.0 / whole

    @cached_property
    def whole(self) -> bool:
        """Whether all that counts is a whole multiple of the unit."""
        return self.unit != self._finest

    @property
    def _finest(self) -> float:
        """The unit where there is no common one: what is far smaller than 1 counts for nothing in a utility."""
        return max(self.size, self.divisor) / _ROUNDED


def _common(one: int, other: int) -> int:
    while other:
        one, other = other, one % other
    return one


class Worths(Struct, frozen=True, dict=True, eq=False):
    """The utilities of all parties at the table.

    Attributes:
        parties: one for each party.
        expressions: what the terms were compiled by.
    """

    parties: tuple[Worth, ...]
    expressions: Expressions

    def utilities(self, places: Sequence[int]) -> tuple[float, ...]:
        """Return each party's utility for a package, given as places among the issues' values."""
        known: dict[Expression, bool] = {}
        result = []
        for worth in self.parties:
            total = worth.bias
            for issue, place in zip(worth.table, places, strict=True):
                total += issue[place]
            for term in worth.terms:
                if term.expression not in known:
                    known[term.expression] = self.holds(term.expression, places)
                if known[term.expression]:
                    total += term.adds
            result.append(min(total / worth.divisor, worth.ceiling))
        return tuple(result)

    def holds(self, expression: Expression, places: Sequence[int]) -> bool:
        """Say whether an expression holds for a package."""
        if isinstance(expression, bool):
            return expression
        match expression[0]:
            case "in":
                return bool(expression[2] >> places[expression[1]] & 1)
            case "all":
                return all(self.holds(part, places) for part in expression[1])
            case "any":
                return any(self.holds(part, places) for part in expression[1])
            case _:
                one = self.expressions.sum_of(expression)
                total = sum(term[places[issue]] for issue, term in one.terms.items())
                return bool((one.low <= total <= one.high) == expression[3])

    @property
    def scales(self) -> tuple[float, ...]:
        """The largest size each party's utility can have."""
        return tuple(min(one.size / one.divisor, max(one.ceiling, 1e-300)) for one in self.parties)


def worths_of(parties: Sequence[Party], issues: Sequence[Issue], expressions: Expressions) -> Worths:
    """Return the utilities of parties whose preferences are exactly known, additive or not.

    Raises:
        AnalysisError: a party's preferences are known in part only, or not at all, or run too far.
    """
    found = tuple(_worth(party, issues, expressions) for party in parties)
    for party, worth in zip(parties, found, strict=True):
        check_size(party.id, worth.size / min(worth.divisor, 1.0))
    return Worths(found, expressions)


def _worth(party: Party, issues: Sequence[Issue], expressions: Expressions) -> Worth:
    match party.preferences:
        case Additive() as known:
            table = tuple(known.contributions(issue) for issue in issues)
            return Worth(table, (), known.bias, 1.0, known.ceiling)
        case Interdependent() as known:
            table = tuple(known.alone.contributions(issue) for issue in issues)
            terms = [Term(expressions.compile(one.when), one.adds) for one in known.dependent]
            return Worth(table, _counting(terms), known.bias, 1.0, float("inf"))
        case HyperRectangles() as known:
            at = {issue.id: place for place, issue in enumerate(issues)}
            terms = [Term(_box(box, issues, at), box.utility * box.weight) for box in known.boxes]
            none = tuple([0.0] * issue.size for issue in issues)
            return Worth(none, _counting(terms), 0.0, known.largest, 1.0)
        case _:
            raise AnalysisError(f"the utilities of the party '{party.id}' are not exactly known")


def _counting(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Join terms with one condition, and leave out what never counts."""
    sums: dict[Expression, float] = {}
    for term in terms:
        if term.expression is not False:
            sums[term.expression] = sums.get(term.expression, 0.0) + term.adds
    return tuple(Term(expression, adds) for expression, adds in sums.items() if adds)


def _box(box: Box, issues: Sequence[Issue], at: Mapping[str, int]) -> Expression:
    """Return when a box counts: within all its bounds, and not outside all that exclude it (GENIUS 10.4)."""
    inside = join("all", [_within(issues, at[name], bounds) for name, bounds in box.within.items()])
    if not box.outside:
        return inside
    beyond = [_within(issues, at[name], bounds, wanted=False) for name, bounds in box.outside.items()]
    return join("all", [inside, join("any", beyond)])


def _within(
    issues: Sequence[Issue], place: int, bounds: tuple[float, float], *, wanted: bool = True
) -> Expression:
    issue = issues[place]
    mask = sum(
        1 << number
        for number, value in enumerate(issue.values)
        if (bounds[0] <= float(value) <= bounds[1]) is wanted
    )
    if mask == 0:
        return False
    return True if mask == (1 << issue.size) - 1 else ("in", place, mask)
