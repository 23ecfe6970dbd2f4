"""Large cases of a seed: issues with ordered options, many limits of all kinds, some parties with preferences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.model import Additive, Case, Condition, IntegerRange, Issue, Option, Party, RedLine, Table
from goodoffices.model.limits import Mandate

#: How many options an issue has; every fourth issue is whole numbers instead.
SIZE = 5
_NUMBERS = 4
#: How far a party's limits lie from its own end of an issue at most, in options.
_NEAR = 3
#: The share of mandates among the limits.
_MANDATES = 0.25


def large_case(  # noqa: PLR0913 - each by its name
    seed: int,
    *,
    issues: int = 60,
    limits: int = 200,
    parties: int = 3,
    known: int = 2,
    reserved: float = 0.55,
) -> Case:
    """Return a case of that seed.

    Every party wants one end of each issue; its limits ask for no more than a few options from that end, over one to
    three issues, mandates and sums among them, so that some of them clash.

    Args:
        seed: the same seed gives the same case.
        issues: how many issues.
        limits: how many red lines, mandates and reservation values in all.
        parties: how many parties.
        known: how many of them have preferences, additive and exact, with a reservation value.
        reserved: the reservation value of each of these, as a share of its largest utility.
    """
    rng = np.random.default_rng(seed)
    over = tuple(_issue(number) for number in range(issues))
    ends = rng.integers(0, 2, (parties, issues))
    people = tuple(
        _party(rng, number, over, ends[number], reserved if number < known else None)
        for number in range(parties)
    )
    lines: list[RedLine] = []
    mandates: list[Mandate] = []
    for number in range(limits - known):
        party = int(rng.integers(parties))
        condition = _limit(rng, over, ends[party])
        cost = float(rng.integers(1, 6))
        name = f"limit {number:03}"
        if rng.random() < _MANDATES:
            mandates.append(Mandate(party=f"p{party}", name=name, requires=condition, cost=cost))
        else:
            lines.append(
                RedLine(party=f"p{party}", name=name, requires=condition, cost=cost, entered_by="the seed")
            )
    return Case(parties=people, issues=over, red_lines=tuple(lines), mandates=tuple(mandates))


def _issue(number: int) -> Issue:
    if number % _NUMBERS == 0:
        return Issue(id=f"i{number:02}", integers=IntegerRange(low=0, high=SIZE - 1))
    return Issue(
        id=f"i{number:02}", options=tuple(Option(id=f"o{place}") for place in range(SIZE)), ordered=True
    )


def _party(
    rng: np.random.Generator,
    number: int,
    over: tuple[Issue, ...],
    ends: NDArray[np.int64],
    reserved: float | None,
) -> Party:
    """Return a party, with preferences where it has a reservation value."""
    if reserved is None:
        return Party(id=f"p{number}")
    weights = rng.dirichlet(np.ones(len(over)))
    values = {}
    for issue, end in zip(over, ends, strict=True):
        rising = np.sort(rng.random(issue.size - 2)).tolist()
        worth = [0.0, *rising, 1.0]
        values[issue.id] = Table(
            evaluations=dict(zip(issue.keys, worth if end else worth[::-1], strict=True))
        )
    return Party(
        id=f"p{number}",
        preferences=Additive(
            weights=dict(zip([issue.id for issue in over], weights.tolist(), strict=True)),
            values=values,
            reservation=reserved,
        ),
    )


def _limit(rng: np.random.Generator, over: tuple[Issue, ...], ends: NDArray[np.int64]) -> Condition:
    """Return a bound on one issue, an either-or or an if-then over two or three, or a sum of numbers."""
    chosen = rng.permutation(len(over))[:3].tolist()
    bounds = [_bound(rng, over[place], int(ends[place])) for place in chosen]
    match int(rng.integers(6)):
        case 0 | 1:
            return bounds[0]
        case 2:
            return Condition(any=tuple(bounds[:2]))
        case 3:
            return Condition(if_=_turned(rng, over[chosen[0]], int(ends[chosen[0]])), then=bounds[1])
        case 4:
            return Condition(any=tuple(bounds))
        case _:
            numbers = list(range(0, len(over), _NUMBERS))
            picked = rng.choice(numbers, size=min(3, len(numbers)), replace=False).tolist()
            factors = {over[place].id: 1.0 if ends[place] else -1.0 for place in picked}
            most = sum((SIZE - 1) if ends[place] else 0 for place in picked)
            return Condition(sum=factors, at_least=most - int(rng.integers(4, 7)))


def _bound(rng: np.random.Generator, issue: Issue, end: int) -> Condition:
    """Ask for at most a few options from a party's own end."""
    far = int(rng.integers(1, _NEAR + 1))
    place = issue.size - 1 - far if end else far
    value = issue.values[place]
    return Condition(issue=issue.id, at_least=value) if end else Condition(issue=issue.id, at_most=value)


def _turned(rng: np.random.Generator, issue: Issue, end: int) -> Condition:
    """Say that an issue ends at the other side."""
    far = int(rng.integers(0, _NEAR))
    value = issue.values[far if end else issue.size - 1 - far]
    return Condition(issue=issue.id, at_most=value) if end else Condition(issue=issue.id, at_least=value)
