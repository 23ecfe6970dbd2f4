"""Conditions as expressions over the places of values, which shrink as issues are settled one after another.

An expression is `True`, `False` or a tuple, so that equal remainders are equal values:

- `("in", issue, mask)`: the value's place is a bit of the mask,
- `("all", parts)`, `("any", parts)`: frozen sets of expressions,
- `("sum", number, total, wanted)`: whether the weighted sum `number`, so far at `total`, ends within its bounds is
  `wanted`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from goodoffices.model.conditions import Condition, allowed, sum_bounds
from goodoffices.model.issues import Issue

Expression = Any  # a recursive union of bool and tuples, which the type checker cannot follow usefully

#: Partial sums closer than this are one state.
_DIGITS: Final = 9


class WeightedSum:
    """A weighted sum over issues, its bounds, and what is still to come after each issue."""

    def __init__(
        self, terms: Mapping[int, Sequence[float]], bounds: tuple[float, float], issues: int
    ) -> None:
        self.terms = terms
        self.low, self.high = bounds
        self.rest_low = [0.0] * (issues + 1)
        self.rest_high = [0.0] * (issues + 1)
        for issue in range(issues - 1, -1, -1):
            term = terms.get(issue, (0.0,))
            self.rest_low[issue] = self.rest_low[issue + 1] + min(term)
            self.rest_high[issue] = self.rest_high[issue + 1] + max(term)

    def judge(self, total: float, settled: int) -> bool | None:
        """Judge the bounds when the first `settled` issues add up to `total`; None where both are possible."""
        low, high = total + self.rest_low[settled], total + self.rest_high[settled]
        if low >= self.low and high <= self.high:
            return True
        if high < self.low or low > self.high:
            return False
        return None


class Expressions:
    """Compiles conditions over a list of issues, and restricts them issue by issue."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._issues = issues
        self._place = {issue.id: place for place, issue in enumerate(issues)}
        self._sums: list[WeightedSum] = []
        self._restricted: dict[tuple[Expression, int, int], Expression] = {}
        self._mentions: dict[Expression, frozenset[int]] = {}

    def compile(self, condition: Condition, *, wanted: bool = True) -> Expression:
        """Return the expression of a condition, or of its negation where `wanted` is False."""
        match condition.forms[0]:
            case "all" | "any" as form:
                inner = (condition.all if form == "all" else condition.any) or ()
                word = form if wanted else ("any" if form == "all" else "all")
                return join(word, [self.compile(part, wanted=wanted) for part in inner])
            case "not":
                assert condition.not_ is not None
                return self.compile(condition.not_, wanted=not wanted)
            case "if":
                assert condition.if_ is not None
                assert condition.then is not None
                parts = [
                    self.compile(condition.if_, wanted=not wanted),
                    self.compile(condition.then, wanted=wanted),
                ]
                return join("any" if wanted else "all", parts)
            case "sum":
                return self._compile_sum(condition, wanted=wanted)
            case _:
                place = self._place[condition.issue or ""]
                issue = self._issues[place]
                mask = sum(1 << bit for bit in allowed(condition, issue))
                return _literal(place, mask if wanted else ~mask & ((1 << issue.size) - 1), issue.size)

    def _compile_sum(self, condition: Condition, *, wanted: bool) -> Expression:
        terms = {}
        for name, factor in (condition.sum or {}).items():
            issue = self._issues[self._place[name]]
            terms[self._place[name]] = [factor * float(value) for value in issue.values]
        self._sums.append(WeightedSum(terms, sum_bounds(condition), len(self._issues)))
        judged = self._sums[-1].judge(0.0, 0)
        return ("sum", len(self._sums) - 1, 0.0, wanted) if judged is None else judged == wanted

    def negation(self, expression: Expression) -> Expression:
        """Return the expression that holds where this one does not."""
        if isinstance(expression, bool):
            return not expression
        match expression[0]:
            case "in":
                issue = expression[1]
                full = (1 << self._issues[issue].size) - 1
                return _literal(issue, ~expression[2] & full, self._issues[issue].size)
            case "sum":
                return (*expression[:3], not expression[3])
            case word:
                parts = [self.negation(part) for part in expression[1]]
                return join("any" if word == "all" else "all", parts)

    def sum_of(self, expression: Expression) -> WeightedSum:
        """Return the weighted sum of a `sum` expression."""
        number: int = expression[1]
        return self._sums[number]

    def mentions(self, expression: Expression) -> frozenset[int]:
        """Return the places of the issues that an expression still speaks of."""
        if isinstance(expression, bool):
            return frozenset()
        known = self._mentions.get(expression)
        if known is None:
            match expression[0]:
                case "in":
                    known = frozenset((expression[1],))
                case "sum":
                    known = frozenset(self._sums[expression[1]].terms)
                case _:
                    known = frozenset().union(*(self.mentions(part) for part in expression[1]))
            self._mentions[expression] = known
        return known

    def restrict(self, expression: Expression, issue: int, place: int) -> Expression:
        """Return what remains of an expression when an issue, the next in order, takes the value at `place`."""
        if isinstance(expression, bool) or issue not in self.mentions(expression):
            return expression
        key = (expression, issue, place)
        rest = self._restricted.get(key)
        if rest is None:
            match expression[0]:
                case "in":
                    rest = bool(expression[2] >> place & 1)
                case "sum":
                    _, number, total, wanted = expression
                    added = round(total + self._sums[number].terms[issue][place], _DIGITS)
                    judged = self._sums[number].judge(added, issue + 1)
                    rest = ("sum", number, added, wanted) if judged is None else judged == wanted
                case word:
                    rest = join(word, [self.restrict(part, issue, place) for part in expression[1]])
            self._restricted[key] = rest
        return rest


def _literal(issue: int, mask: int, size: int) -> Expression:
    if mask == 0:
        return False
    return True if mask == (1 << size) - 1 else ("in", issue, mask)


def join(word: str, parts: Sequence[Expression]) -> Expression:
    """Return the conjunction (`all`) or disjunction (`any`) of expressions, simplified."""
    decisive = word == "any"
    kept: set[Expression] = set()
    for part in parts:
        if part is decisive:
            return decisive
        if isinstance(part, bool):
            continue
        if part[0] == word:
            kept |= part[1]
        else:
            kept.add(part)
    if not kept:
        return not decisive
    return next(iter(kept)) if len(kept) == 1 else (word, frozenset(kept))
