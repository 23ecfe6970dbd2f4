"""A dispute made ready for play: its packages by number, what each is worth to whom, and what would be best.

Where there are more packages than can be listed, a sample is played with: packages drawn at random, each party's best,
and points of the frontier. What is best is then best among these.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.dominance import non_dominated
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.expressions import Expressions
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.interdependent.worths import Worths
from goodoffices.analysis.limits import limits_of
from goodoffices.analysis.space import Space, space_of
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.conditions import describe
from goodoffices.model.issues import Issue
from goodoffices.model.packages import package_at
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.packages import (
    DRAWN,
    MOST,
    Floats,
    Listing,
    Places,
    all_of,
    drawn_from,
    holding,
    utilities_of,
    worths_of,
)
from goodoffices.simulation.sheet import Sheet

#: How long the frontier of a space that is sampled is looked for, and how many of its points are taken.
_SECONDS: Final = 5.0
_POINTS: Final = 2_000

_SEED: Final = 20_240_330


class Best(Struct, frozen=True):
    """What the best agreements come to; 0 means that there is nothing to gain.

    `nash` is a product of gains. `egalitarian` is the smallest gain and `utilitarian` the sum of gains, in shares of
    the most that each party could gain.
    """

    nash: float
    egalitarian: float
    utilitarian: float


class Scenario(Struct, frozen=True, dict=True, eq=False):
    """A dispute made ready for play.

    Attributes:
        name: what it is called in results.
        case: the case.
        listing: the packages.
        worth: what each is worth to each party, parties × packages.
        within: whether each is within a party's own red lines and mandates, parties × packages.
        reservations: by party; the lowest utility of any package where none is stated.
        whole: whether all feasible packages are listed.
    """

    name: str
    case: Case
    listing: Listing
    worth: Floats
    within: NDArray[np.bool_]
    reservations: tuple[float, ...]
    whole: bool = True

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties' ids, in order."""
        return tuple(party.id for party in self.case.parties)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues, in order."""
        return self.case.issues

    @property
    def places(self) -> Places:
        """The packages, packages × issues, as places among the issues' values."""
        return self.listing.places

    @property
    def packages(self) -> int:
        """How many packages are listed."""
        return len(self.listing)

    def package(self, number: int) -> dict[str, Value]:
        """Return a package by its number."""
        return package_at(self.places[number].tolist(), self.issues)

    def number(self, package: Mapping[str, Value]) -> int:
        """Return the number of a package.

        Raises:
            SimulationError: it is not complete, or none of those listed.
        """
        chosen = []
        for issue in self.issues:
            place = issue.index_of(package[issue.id]) if issue.id in package else None
            if place is None:
                raise SimulationError(
                    f"the issue '{issue.id}' has no option '{package.get(issue.id, '')}'; name one for every issue"
                )
            chosen.append(place)
        number = int(self.listing.numbers(np.array([chosen], np.int16))[0])
        if number < 0:
            raise SimulationError("the package is not among those that can be agreed here")
        return number

    @cached_property
    def gains(self) -> Floats:
        """What each package gives each party above its reservation value; below 0 where it would rather have none."""
        gains: Floats = self.worth - np.array(self.reservations)[:, None]
        slack = RELATIVE * np.maximum(1.0, np.abs(self.reservations))[:, None]
        gains[np.abs(gains) <= slack] = 0.0
        return gains

    @cached_property
    def acceptable(self) -> NDArray[np.bool_]:
        """Whether each package is within a party's limits and not below its reservation value: parties × packages."""
        return self.within & (self.gains >= 0)

    @cached_property
    def zone(self) -> NDArray[np.int64]:
        """The packages acceptable to all."""
        return np.flatnonzero(self.acceptable.all(axis=0))

    @cached_property
    def orders(self) -> tuple[NDArray[np.int64], ...]:
        """For each party the packages acceptable to it, the best first; among equals in issue order."""
        found = []
        for worth, own in zip(self.worth, self.acceptable, strict=True):
            rows = np.flatnonzero(own)
            found.append(rows[np.argsort(-worth[rows], kind="stable")])
        return tuple(found)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """What each party knows."""
        issues = self.case.issues_by_id
        limits = [(one.party, one.condition) for one in limits_of(self.case) if one.condition is not None]
        constraints = tuple(describe(one.requires, issues) for one in self.case.constraints)
        return tuple(
            Sheet(
                party, self.issues, self.listing, worth, own, order, reservation,
                tuple(one for one in self.case.decision_bodies if one.party == party),
                tuple(describe(condition, issues) for whose, condition in limits if whose == party), constraints,
            )
            for party, worth, own, order, reservation in zip(
                self.parties, self.worth, self.acceptable, self.orders, self.reservations, strict=True
            )
        )  # fmt: skip

    @cached_property
    def efficient(self) -> NDArray[np.bool_]:
        """Whether no package is better for one party and worse for none."""
        points = np.ascontiguousarray(self.worth.T)
        unique, numbers = np.unique(points, axis=0, return_inverse=True)
        return np.asarray(non_dominated(unique)[numbers.reshape(-1)])

    @cached_property
    def frontier(self) -> NDArray[np.int64]:
        """The packages that are efficient."""
        return np.flatnonzero(self.efficient)

    @cached_property
    def best(self) -> Best:
        """The best product of gains, smallest gain and sum of gains of any package in the zone."""
        gains = self.gains[:, self.zone]
        if not gains.size:
            return Best(0.0, 0.0, 0.0)
        shares = gains / self.spans[:, None]
        return Best(
            float(gains.prod(axis=0).max()), float(shares.min(axis=0).max()), float(shares.sum(axis=0).max())
        )

    @cached_property
    def nash(self) -> int | None:
        """The package with the largest product of gains in the zone; among equals the most even, then the first."""
        if not self.zone.size:
            return None
        gains = self.gains[:, self.zone]
        ranks = np.lexsort((np.arange(len(self.zone)), *(-np.sort(gains, axis=0)[::-1]), -gains.prod(axis=0)))
        return int(self.zone[ranks[0]])

    @cached_property
    def spans(self) -> Floats:
        """The largest gain of each party in the zone, above 0: by what gains are made comparable."""
        gains = self.gains[:, self.zone]
        spans: Floats = gains.max(axis=1, initial=0.0)
        # a party that gains by nothing all could accept is measured by all it could gain or lose
        return np.where(spans > 0, spans, np.maximum(np.abs(self.gains).max(axis=1), 1.0))


def scenario_of(case: Case, name: str = "") -> Scenario:
    """Make a case ready for play.

    Args:
        case: a checked case with two parties at least, whose preferences are exactly known, additive or not.
        name: what it is called; the case's title by default.

    Raises:
        AnalysisError: it cannot be analysed.
        SimulationError: preferences are not exactly known, or no package is feasible.
    """
    space = space_of(case)
    known = space.judged
    if len(known) < len(case.parties):
        party = next(party.id for party in case.parties if party.id not in known)
        raise SimulationError(
            f"the preferences of the party '{party}' are not exactly known, so talks cannot be played out; draw some "
            "that fit what is known, as `rehearse` does"
        )
    if len(known) < 2:  # noqa: PLR2004 - nobody negotiates alone
        raise SimulationError("the case has fewer than two parties; add those who are to agree")
    if space.feasible.empty:
        raise SimulationError("the constraints leave no package at all; loosen one of them")
    whole = space.feasible.packages <= MOST
    places = all_of(space.feasible) if whole else _sample(space)
    worth = utilities_of(places, space.values) if space.worths is None else worths_of(places, space.worths)
    stated = {limit.party: limit.reservation for limit in space.limits if limit.reservation is not None}
    reservations = tuple(
        stated.get(party.id, float(row.min())) for party, row in zip(case.parties, worth, strict=True)
    )
    listing = Listing(places, tuple(issue.size for issue in space.issues))
    return Scenario(
        name or case.title or "case", case, listing, worth, _within(space, places), reservations, whole
    )


def _sample(space: Space) -> Places:
    """Return packages drawn at random, and those of the frontier that can be found soon."""
    drawn = drawn_from(space.feasible, DRAWN, np.random.default_rng(_SEED))
    try:
        found = analyse_case(space.case, pace=Pace(_SECONDS))
    except AnalysisError as error:
        raise SimulationError(f"the packages are too many to be listed, and {error}") from None
    points = [] if found.frontier is None else list(found.frontier.points)
    step = max(1, len(points) // _POINTS)
    solved = [one.package for one in found.solutions.values() if one is not None]
    chosen = [
        [_place(issue, package[issue.id]) for issue in space.issues]
        for package in [*(point.package for point in points[::step]), *solved]
    ]
    extra = np.array(chosen, np.int16).reshape(-1, len(space.issues))
    return np.unique(np.concatenate([drawn, extra]), axis=0)


def _place(issue: Issue, value: Value) -> int:
    place = issue.index_of(value)
    assert place is not None
    return place


def _within(space: Space, places: Places) -> NDArray[np.bool_]:
    """Say which packages are within each party's red lines and mandates."""
    within = np.ones((len(space.case.parties), len(places)), bool)
    expressions = Expressions(space.issues)
    bare = Worths((), expressions)
    for number, party in enumerate(space.case.parties):
        for limit in space.limits:
            if limit.party == party.id and limit.condition is not None:
                within[number] &= holding(expressions.compile(limit.condition), places, bare)
    return within
