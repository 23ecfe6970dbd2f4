"""A second engine that shares no code with the first: it looks at every package and every set of limits.

It works from the definitions in the contracts, with the model's own judgement of conditions, and is as slow as it looks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.model import Additive, Case, Condition, HyperRectangles, Interdependent, Issue, holds
from goodoffices.model.base import Value
from goodoffices.model.preferences import Linear, Preferences, Table, Triangular

TOLERANCE = 1e-9

_EXACT = (Additive, Interdependent, HyperRectangles)

Utilities = tuple[float, ...]


def near(a: float, b: float) -> bool:
    """Whether two utilities count as the same."""
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))


def contributions(preferences: Additive, issue: Issue) -> list[float]:
    """What each value of an issue adds to a utility, straight from the definition."""
    if issue.id not in preferences.values:
        return [0.0] * issue.size
    function = preferences.values[issue.id]
    worth = []
    for value in issue.values:
        if isinstance(function, Table):
            one = function.evaluations[value if isinstance(value, str) else repr(value)]
            if preferences.convention == "genius":
                largest = max(function.evaluations.values())
                one = one / largest if largest >= 0.00001 else 0.0
        elif isinstance(function, Linear):
            one = function.offset + function.slope * (float(value) - function.origin)
            if function.clip is not None:
                one = max(function.clip[0], min(function.clip[1], one))
        else:
            assert isinstance(function, Triangular)
            raise NotImplementedError
        worth.append(preferences.weights[issue.id] * one)
    return worth


def utilities(preferences: Additive, issues: Sequence[Issue]) -> Iterator[float]:
    """All packages' utilities, packages in issue order."""
    for parts in itertools.product(*(contributions(preferences, issue) for issue in issues)):
        total = preferences.bias
        for part in parts:
            total += part
        yield min(1.0, total) if preferences.convention == "genius" else total


def worth(preferences: Preferences | None, case: Case, package: Mapping[str, Value]) -> float:
    """What a package is worth to a party, straight from the definition of preferences that are not additive."""
    if isinstance(preferences, Interdependent):
        total = preferences.bias + sum(
            contributions(preferences.alone, issue)[list(issue.values).index(package[issue.id])]
            for issue in case.issues
        )
        return total + sum(
            one.adds for one in preferences.dependent if holds(one.when, package, case.issues_by_id)
        )
    assert isinstance(preferences, HyperRectangles)
    total = 0.0
    for box in preferences.boxes:
        inside = all(low <= float(package[name]) <= high for name, (low, high) in box.within.items())
        excluded = all(low <= float(package[name]) <= high for name, (low, high) in box.outside.items())
        if inside and not (box.outside and excluded):
            total += box.utility * box.weight
    return min(1.0, total / preferences.largest)


@dataclass(frozen=True)
class Row:
    """A package and what it is worth to each party."""

    package: dict[str, Value]
    utilities: Utilities


def feasible_rows(case: Case) -> list[Row]:
    """All packages that satisfy the constraints, in issue order."""
    preferences = [party.preferences for party in case.parties]
    issues = case.issues_by_id
    packages = [
        dict(zip(issues, values, strict=True))
        for values in itertools.product(*(i.values for i in case.issues))
    ]
    every = zip(
        *(
            utilities(p, case.issues)
            if isinstance(p, Additive)
            else [worth(p, case, one) for one in packages]
            for p in preferences
        ),
        strict=True,
    )
    rows = []
    for package, known in zip(packages, every, strict=True):
        if all(holds(constraint.requires, package, issues) for constraint in case.constraints):
            rows.append(Row(package, known))
    return rows


def lowest(case: Case, rows: Sequence[Row]) -> list[float]:
    """Each party's lowest feasible utility."""
    return [min(row.utilities[n] for row in rows) for n in range(len(case.parties))]


def reservations(case: Case, rows: Sequence[Row]) -> list[float]:
    """The stated reservation values, or the lowest feasible utility."""
    stated = [p.preferences.reservation for p in case.parties if isinstance(p.preferences, _EXACT)]
    low = lowest(case, rows)
    return [low[n] if value is None else value for n, value in enumerate(stated)]


def limits(case: Case) -> dict[str, Condition | tuple[int, float]]:
    """All limits by name: a condition, or a party's number and its reservation value."""
    named: dict[str, Condition | tuple[int, float]] = {}
    for line in case.red_lines:
        named[f"{line.party}: {line.name}"] = line.requires
    for mandate in case.mandates:
        if mandate.requires is not None:
            named[f"{mandate.party}: {mandate.name}"] = mandate.requires
    for number, party in enumerate(case.parties):
        if isinstance(party.preferences, _EXACT) and party.preferences.reservation is not None:
            named[f"{party.id}: reservation value"] = (number, party.preferences.reservation)
    return named


def keeps(case: Case, row: Row, limit: Condition | tuple[int, float]) -> bool:
    """Whether a package keeps one limit."""
    if isinstance(limit, Condition):
        return bool(holds(limit, row.package, case.issues_by_id))
    number, value = limit
    return row.utilities[number] >= value - TOLERANCE * max(1.0, abs(value))


def zone_rows(case: Case, rows: Sequence[Row], without: Iterable[str] = ()) -> list[Row]:
    """The packages within all limits but those left out."""
    left_out = set(without)
    standing = [limit for name, limit in limits(case).items() if name not in left_out]
    return [row for row in rows if all(keeps(case, row, limit) for limit in standing)]


def frontier(rows: Sequence[Row]) -> list[Utilities]:
    """The distinct non-dominated utility vectors, sorted."""
    vectors: list[Utilities] = []
    for row in rows:
        if not any(all(near(a, b) for a, b in zip(row.utilities, other, strict=True)) for other in vectors):
            vectors.append(row.utilities)
    return sorted(v for v in vectors if not any(_dominates(other, v) for other in vectors))


def _dominates(one: Utilities, other: Utilities) -> bool:
    at_least = all(a >= b or near(a, b) for a, b in zip(one, other, strict=True))
    return at_least and any(a > b and not near(a, b) for a, b in zip(one, other, strict=True))


def solutions(
    case: Case, rows: Sequence[Row], zone: Sequence[Row], at: Sequence[float]
) -> dict[str, dict[str, Value] | None]:
    """The package of each solution, by its definition; None where there is none."""

    def gains(row: Row) -> list[float]:
        return [0.0 if near(u, r) else max(0.0, u - r) for u, r in zip(row.utilities, at, strict=True)]

    best = {
        "utilitarian": _best(rows, [sum(r.utilities) for r in rows], [[u - r for u, r in zip(x.utilities, at, strict=True)] for x in rows]),
        "nash": None, "egalitarian": None, "kalai_smorodinsky": None,
    }  # fmt: skip
    if zone:
        gained = [gains(row) for row in zone]
        best["nash"] = _best(zone, [math.prod(g) for g in gained], gained)
        best["egalitarian"] = _best(zone, [min(g) for g in gained], gained)
        largest = [max(g[n] for g in gained) for n in range(len(case.parties))]
        if all(value > TOLERANCE for value in largest):
            shares = [min(a / b for a, b in zip(g, largest, strict=True)) for g in gained]
            best["kalai_smorodinsky"] = _best(zone, shares, gained)
    return best


def _best(rows: Sequence[Row], scores: list[float], gained: list[list[float]]) -> dict[str, Value]:
    left = list(range(len(rows)))
    top = max(scores)
    left = [n for n in left if scores[n] >= top - TOLERANCE * max(abs(top), 1e-300)]
    for rank in range(len(gained[0])):
        ranked = {n: sorted(gained[n])[rank] for n in left}
        top = max(ranked.values())
        left = [n for n in left if ranked[n] >= top - TOLERANCE * max(1.0, abs(top))]
    return rows[left[0]].package


def blocking_sets(case: Case, rows: Sequence[Row]) -> set[frozenset[str]]:
    """The minimal sets of limits that no feasible package keeps together."""
    named = limits(case)
    kept = [frozenset(name for name, limit in named.items() if keeps(case, row, limit)) for row in rows]
    bad = [s for s in _subsets(named) if not any(s <= k for k in kept)]
    return {s for s in bad if not any(other < s for other in bad)}


def ways_out(case: Case, rows: Sequence[Row]) -> set[frozenset[str]]:
    """The minimal sets of limits whose removal leaves a package."""
    named = limits(case)
    broken = {frozenset(name for name, limit in named.items() if not keeps(case, row, limit)) for row in rows}
    return {s for s in broken if not any(other < s for other in broken)}


def _subsets(names: Iterable[str]) -> list[frozenset[str]]:
    names = list(names)
    return [frozenset(c) for size in range(len(names) + 1) for c in itertools.combinations(names, size)]
