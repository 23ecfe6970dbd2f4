"""What is known of a party's utilities, statement by statement, each with where it comes from.

Utilities are additive. The unknowns are the weights, what each value of each issue contributes (weight × evaluation)
and the reservation value; everything known is linear in them (Salo and Hämäläinen, *Preference Ratios in Multiattribute
Evaluation*, IEEE Transactions on SMC-A 31(6), 2001; Greco, Mousseau and Słowiński, *Ordinal regression revisited*,
EJOR 191(2), 2008).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec import structs

from goodoffices.analysis.partial.record import Said, said_by
from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.model.parties import Party
from goodoffices.model.preferences import (
    NO_AGREEMENT,
    Additive,
    Comparison,
    HyperRectangles,
    Interdependent,
    Interval,
    Ordinal,
)

#: Where a statement comes from: the preferences as entered, the record, or a convention of scale.
Origin = Literal["entered", "record", "scale"]


@dataclass(frozen=True)
class Layout:
    """Where each unknown stands: weights first, then contributions issue by issue, then the reservation value."""

    issues: tuple[Issue, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, case: Case) -> Layout:
        """Return the layout for a case's issues."""
        starts, at = [], len(case.issues)
        for issue in case.issues:
            starts.append(at)
            at += issue.size
        return cls(case.issues, tuple(starts))

    @property
    def reservation(self) -> int:
        """The column of the reservation value."""
        return self.starts[-1] + self.issues[-1].size

    @property
    def size(self) -> int:
        """How many unknowns there are."""
        return self.reservation + 1

    def at(self, issue: int, place: int) -> int:
        """Return the column of what a value contributes."""
        return self.starts[issue] + place


@dataclass(frozen=True)
class Fact:
    """`low` ≤ Σ factor × unknown ≤ `high`, in words, with its origin and sources.

    `strict`: at `low` itself it is as good as untrue, which matters where nothing but that is left.
    """

    terms: Mapping[int, float]
    low: float
    high: float
    text: str
    origin: Origin
    sources: tuple[str, ...] = ()
    strict: bool = False


@dataclass(frozen=True)
class Knowledge:
    """All that is known of one party's utilities.

    Attributes:
        party: whose they are.
        kind: how they are known: `exact`, `ranges` (exact with ranges of weights), `interval`, `ordinal`, `record`.
        facts: the statements.
        bias: a constant added to every utility.
        limited: whether there is a reservation value at all.
        notes: what was assumed.
    """

    party: str
    kind: Literal["exact", "ranges", "interval", "ordinal", "record"]
    facts: tuple[Fact, ...]
    bias: float = 0.0
    limited: bool = False
    notes: tuple[str, ...] = field(default=())


def knowledge_of(case: Case, party: Party, layout: Layout) -> Knowledge | None:
    """Return what is known of a party's utilities; None for preferences that are not additive."""
    preferences = party.preferences
    said = said_by(case, party.id)
    match preferences:
        case HyperRectangles() | Interdependent():
            return None
        case Additive():
            return _exact(party, preferences, layout)
        case Interval():
            facts = [*_intervals(preferences, layout), *_orders(preferences, layout)]
            kind: Literal["interval", "ordinal", "record"] = "interval"
        case Ordinal():
            facts = [*_unit_scale(layout, dict.fromkeys(case.issues_by_id, (0.0, 1.0)), 1.0)]
            facts += [
                *_orders(preferences, layout),
                *_ends([*_ranked(preferences.orders, layout), *said], layout),
            ]
            kind = "ordinal"
        case _:
            facts = [*_unit_scale(layout, dict.fromkeys(case.issues_by_id, (0.0, 1.0)), 1.0)]
            facts += _ends(said, layout)
            kind = "record"
    facts += [_no_worse(layout, one, "record") for one in said]
    stated = preferences.reservation if isinstance(preferences, Interval | Ordinal) else None
    judged = isinstance(preferences, Interval | Ordinal) and any(
        NO_AGREEMENT in (one.better, one.worse) for one in preferences.comparisons
    )
    low, high = stated or (0.0, 1.0)
    facts.append(
        Fact({layout.reservation: 1.0}, low, high, "the reservation value", "entered" if stated else "scale")
    )
    return Knowledge(party.id, kind, tuple(facts), limited=stated is not None or judged)


def _exact(party: Party, preferences: Additive, layout: Layout) -> Knowledge:
    """Return exact utilities; weights with ranges move within them and keep their sum."""
    ranges = {
        name: span for name, span in preferences.ranges.items()
        if span[0] < span[1] and name in preferences.weights and name in layout_names(layout)
    }  # fmt: skip
    facts = []
    for number, issue in enumerate(layout.issues):
        weight = preferences.weights.get(issue.id, 0.0)
        low, high = ranges.get(issue.id, (weight, weight))
        text = f"the weight of “{issue.name}” lies between {low:g} and {high:g}"
        facts.append(Fact({number: 1.0}, low, high, text, "entered"))
        if issue.id in ranges:
            one = structs.replace(preferences, weights={**preferences.weights, issue.id: 1.0}).contributions(
                issue
            )
            facts += [
                Fact(
                    {layout.at(number, place): 1.0, number: -worth},
                    0.0,
                    0.0,
                    _evaluation(issue, place),
                    "scale",
                )
                for place, worth in enumerate(one)
            ]
        else:
            facts += [
                Fact({layout.at(number, place): 1.0}, worth, worth, _evaluation(issue, place), "entered")
                for place, worth in enumerate(preferences.contributions(issue))
            ]
    if ranges:
        total = sum(preferences.weights.get(issue.id, 0.0) for issue in layout.issues)
        weights = dict.fromkeys(range(len(layout.issues)), 1.0)
        facts.append(Fact(weights, total, total, f"the weights sum to {total:g}", "scale"))
    facts += _comparisons(preferences.comparisons, layout)
    stated = preferences.reservation
    facts.append(
        Fact({layout.reservation: 1.0}, stated or 0.0, stated or 0.0, "the reservation value", "entered")
    )
    return Knowledge(
        party.id, "ranges" if ranges else "exact", tuple(facts), preferences.bias, limited=stated is not None
    )


def layout_names(layout: Layout) -> set[str]:
    """Return the ids of the issues."""
    return {issue.id for issue in layout.issues}


def _evaluation(issue: Issue, place: int) -> str:
    return f"the evaluation of “{issue.label_of(issue.values[place])}” on “{issue.name}”"


def _unit_scale(layout: Layout, weights: Mapping[str, tuple[float, float]], total: float) -> Iterator[Fact]:
    """Yield that weights lie in their ranges and sum to `total`, and evaluations lie between 0 and 1."""
    for number, issue in enumerate(layout.issues):
        low, high = weights.get(issue.id, (0.0, 0.0))
        yield Fact(
            {number: 1.0},
            low,
            high,
            f"the weight of “{issue.name}”",
            "entered" if (low, high) != (0, 1) else "scale",
        )
        for place in range(issue.size):
            column = layout.at(number, place)
            yield Fact({column: 1.0}, 0.0, float("inf"), _evaluation(issue, place), "scale")
            yield Fact({column: 1.0, number: -1.0}, -float("inf"), 0.0, _evaluation(issue, place), "scale")
    yield Fact(
        dict.fromkeys(range(len(layout.issues)), 1.0), total, total, f"the weights sum to {total:g}", "scale"
    )


def _intervals(preferences: Interval, layout: Layout) -> Iterator[Fact]:
    for number, issue in enumerate(layout.issues):
        low, high = preferences.weights.get(issue.id, (0.0, 0.0))
        yield Fact(
            {number: 1.0},
            low,
            high,
            f"the weight of “{issue.name}” lies between {low:g} and {high:g}",
            "entered",
        )
        table = preferences.values.get(issue.id, {})
        for place, key in enumerate(issue.keys):
            least, most = table.get(key, (0.0, 1.0))
            column = layout.at(number, place)
            lies = f"is {least:g}" if least == most else f"lies between {least:g} and {most:g}"
            text = f"{_evaluation(issue, place)} {lies}"
            yield Fact({column: 1.0, number: -least}, 0.0, float("inf"), text, "entered")
            yield Fact({column: 1.0, number: -most}, -float("inf"), 0.0, text, "entered")
    total = preferences.weights_sum
    yield Fact(
        dict.fromkeys(range(len(layout.issues)), 1.0), total, total, f"the weights sum to {total:g}", "scale"
    )


def _ranked(orders: Mapping[str, tuple[Value, ...]], layout: Layout) -> Iterator[Said]:
    """Yield what orders of values say, pair by pair."""
    for number, issue in enumerate(layout.issues):
        places = [issue.index_of(value) for value in orders.get(issue.id, ())]
        for better, worse in itertools.pairwise(places):
            assert better is not None
            assert worse is not None
            first, second = (issue.label_of(issue.values[place]) for place in (better, worse))
            text = f"on “{issue.name}”, “{first}” is at least as good as “{second}”"
            yield Said(number, better, worse, text, ())


def _orders(preferences: Interval | Ordinal, layout: Layout) -> Iterator[Fact]:
    numbers = {issue.id: number for number, issue in enumerate(layout.issues)}
    for first, second in zip(preferences.priorities, preferences.priorities[1:], strict=False):
        more, less = layout.issues[numbers[first]].name, layout.issues[numbers[second]].name
        text = f"“{more}” weighs at least as much as “{less}”"
        yield Fact({numbers[first]: 1.0, numbers[second]: -1.0}, 0.0, float("inf"), text, "entered")
    for one in _ranked(preferences.orders, layout):
        yield _no_worse(layout, one, "entered")
    yield from _comparisons(preferences.comparisons, layout)


def _comparisons(comparisons: Iterable[Comparison], layout: Layout) -> Iterator[Fact]:
    numbers = {issue.id: number for number, issue in enumerate(layout.issues)}
    for number, comparison in enumerate(comparisons, 1):
        terms: dict[int, float] = {}
        for package, sign in ((comparison.better, 1.0), (comparison.worse, -1.0)):
            if isinstance(package, str):
                terms[layout.reservation] = sign
                continue
            for column in _columns(package, layout, numbers):
                terms[column] = terms.get(column, 0.0) + sign
        sources = tuple(f"statement {one}" for one in comparison.statements)
        yield Fact(
            terms,
            0.0,
            float("inf"),
            f"comparison {number}: {_compared(comparison.better, comparison.worse, layout)}",
            "entered",
            sources,
            strict=True,
        )


def _compared(better: Package | str, worse: Package | str, layout: Layout) -> str:
    names = {issue.id: issue for issue in layout.issues}

    def words(package: Package | str) -> str:
        if isinstance(package, str):
            return "no agreement"
        return "; ".join(f"{names[key].name}: {names[key].label_of(value)}" for key, value in package.items())

    return f"({words(better)}) is better than ({words(worse)})"


def _columns(package: Package, layout: Layout, numbers: Mapping[str, int]) -> Iterator[int]:
    for name, value in package.items():
        place = layout.issues[numbers[name]].index_of(value)
        assert place is not None
        yield layout.at(numbers[name], place)


def _no_worse(layout: Layout, said: Said, origin: Origin) -> Fact:
    terms = {layout.at(said.issue, said.better): 1.0, layout.at(said.issue, said.worse): -1.0}
    return Fact(terms, 0.0, float("inf"), said.text, origin, said.sources)


def _ends(said: Sequence[Said], layout: Layout) -> Iterator[Fact]:
    """Yield that a value known to be best of its issue has evaluation 1, and one known to be worst 0."""
    for number, issue in enumerate(layout.issues):
        above = {(one.better, one.worse) for one in said if one.issue == number}
        closed = _closure(above, issue.size)
        for place in range(issue.size if issue.size > 1 else 0):
            others = [other for other in range(issue.size) if other != place]
            if all((place, other) in closed for other in others):
                terms = {layout.at(number, place): 1.0, number: -1.0}
                yield Fact(terms, 0.0, 0.0, f"{_evaluation(issue, place)} is 1, as it is the best", "scale")
            elif all((other, place) in closed for other in others):
                yield Fact(
                    {layout.at(number, place): 1.0},
                    0.0,
                    0.0,
                    f"{_evaluation(issue, place)} is 0, as it is the worst",
                    "scale",
                )


def _closure(pairs: set[tuple[int, int]], size: int) -> set[tuple[int, int]]:
    reach = {place: {worse for better, worse in pairs if better == place} for place in range(size)}
    for middle in range(size):
        for place in range(size):
            if middle in reach[place]:
                reach[place] |= reach[middle]
    return {(place, other) for place, others in reach.items() for other in others}


__all__ = ["Fact", "Knowledge", "Layout", "knowledge_of"]
