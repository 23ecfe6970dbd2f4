"""The numbers behind a case: what each value of each issue is worth to each party, and which packages are allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from goodoffices.analysis.diagram import DEAD, Diagram, chain, diagram_of
from goodoffices.analysis.errors import AnalysisError, TooEntangled, check_size
from goodoffices.analysis.limits import Limit, limits_of
from goodoffices.analysis.tolerance import LARGEST
from goodoffices.model.case import Case
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.model.preferences import (
    Additive,
    HyperRectangles,
    Interdependent,
    Interval,
    NonAdditive,
    Ordinal,
    idle,
)

if TYPE_CHECKING:
    from goodoffices.analysis.interdependent.worths import Worths


class Values(Struct, frozen=True, dict=True, eq=False):
    """Additive utilities: `tables[party][issue][place]`, the start of each sum, and where it is cut."""

    tables: tuple[tuple[list[float], ...], ...]
    biases: tuple[float, ...]
    ceilings: tuple[float, ...]

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return len(self.tables)

    def utilities(self, places: Sequence[int]) -> tuple[float, ...]:
        """Return each party's utility for a package, summed in the issues' order."""
        result = []
        for table, bias, ceiling in zip(self.tables, self.biases, self.ceilings, strict=True):
            total = bias
            for issue, place in zip(table, places, strict=True):
                total += issue[place]
            result.append(min(total, ceiling))
        return tuple(result)

    @cached_property
    def scales(self) -> tuple[float, ...]:
        """The largest size each party's utility can have, at least a tiny number."""
        return tuple(
            max(abs(bias) + sum([max(*issue, -min(issue)) for issue in table]), 1e-300)
            for table, bias in zip(self.tables, self.biases, strict=True)
        )


class Space(Struct, frozen=True, dict=True, eq=False):
    """A case made ready for analysis.

    `feasible` are the packages that satisfy the constraints; `values` are those of the parties with additive
    preferences, `known` their ids; `missing` says in a sentence each whose preferences are lacking, `unjudged` whose
    reservation values cannot be judged yet. Where `entangled`, the constraints are too entangled for a diagram, and
    `feasible` is the whole space.
    """

    case: Case
    issues: tuple[Issue, ...]
    feasible: Diagram
    values: Values
    known: tuple[str, ...]
    missing: tuple[str, ...]
    unjudged: tuple[str, ...]
    entangled: bool = False

    @cached_property
    def judged(self) -> tuple[str, ...]:
        """Ids of the parties whose utilities are exactly known, additive or not."""
        exact = Additive | NonAdditive
        return tuple(party.id for party in self.case.parties if isinstance(party.preferences, exact))

    @cached_property
    def worths(self) -> Worths | None:
        """What packages are worth to the parties judged; None where all of them have additive preferences."""
        if not any(isinstance(party.preferences, NonAdditive) for party in self.case.parties):
            return None
        from goodoffices.analysis.expressions import Expressions  # noqa: PLC0415 - few cases need it
        from goodoffices.analysis.interdependent.worths import worths_of  # noqa: PLC0415 - as above

        parties = [self.case.parties_by_id[name] for name in self.judged]
        return worths_of(parties, self.issues, Expressions(self.issues))

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """All red lines, mandates in force and stated reservation values."""
        return limits_of(self.case)

    @cached_property
    def admissible(self) -> Diagram:
        """The feasible packages within every red line and mandate; the same object where there is neither."""
        return self.within(self.limits)

    def within(self, limits: Iterable[Limit]) -> Diagram:
        """Return the feasible packages that satisfy what the red lines and mandates among the limits require.

        Raises:
            TooEntangled: that cannot be followed exactly.
        """
        if self.entangled:
            raise TooEntangled("the constraints tie too many issues together to be followed exactly")
        conditions = tuple(limit.condition for limit in limits if limit.condition is not None)
        return (
            diagram_of((*_constraints(self.case), *conditions), self.issues) if conditions else self.feasible
        )

    @cached_property
    def reservations(self) -> tuple[float, ...]:
        """The reservation values of the parties with values; where none is stated, the lowest feasible utility."""
        return self.reservations_under(self.limits)

    def reservations_under(self, limits: Iterable[Limit]) -> tuple[float, ...]:
        """Return the reservation values where only these limits stand."""
        stated = {limit.party: limit.reservation for limit in limits if limit.reservation is not None}
        return tuple(stated.get(party, low) for party, low in zip(self.known, self.lowest, strict=True))

    @cached_property
    def lowest(self) -> tuple[float, ...]:
        """The lowest utility over all feasible packages, by party (0 where there is no package)."""
        if self.feasible.empty:
            return (0.0,) * self.values.parties
        return tuple(
            min(bias + extremes(self.feasible, table)[0][0][0], ceiling)
            for table, bias, ceiling in zip(
                self.values.tables, self.values.biases, self.values.ceilings, strict=True
            )
        )


def extremes(
    diagram: Diagram, table: Sequence[Sequence[float]]
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the lowest and the highest sum of a party's values from each node of each level to the end."""
    lows, highs = [[0.0]], [[0.0]]
    for level, values in zip(reversed(diagram.levels), reversed(table), strict=True):
        low, high = lows[-1], highs[-1]
        if diagram.free:
            lows.append([min(values) + low[0]])
            highs.append([max(values) + high[0]])
            continue
        ways = [
            [(v, child) for v, child in zip(values, node, strict=True) if child != DEAD] for node in level
        ]
        lows.append([min(v + low[child] for v, child in way) for way in ways])
        highs.append([max(v + high[child] for v, child in way) for way in ways])
    return lows[::-1], highs[::-1]


def space_of(case: Case, over: Callable[[], bool] | None = None, *, loosely: bool = False) -> Space:
    """Make a case ready for analysis.

    Args:
        case: a checked case.
        over: says whether there is no more time to follow the constraints.
        loosely: whether constraints that are too entangled are left to whoever asks, and the space is marked so.

    Raises:
        AnalysisError: the case has no issues, its utilities run too far, its constraints are too entangled, or time
            is over.
    """
    if not case.issues:
        raise AnalysisError(
            "the case has no issues, so there is nothing to agree on; add issues with their options"
        )
    missing, unjudged = [], []
    for party in case.parties:
        preferences = party.preferences
        if preferences is None:
            missing.append(f"the party '{party.id}' has no preferences")
        elif not isinstance(preferences, Additive):
            kind = _KINDS[type(preferences)]
            missing.append(f"the preferences of the party '{party.id}' are {kind}, not exact and additive")
            if preferences.reservation is not None and not idle(preferences):
                unjudged.append(f"the reservation value of the party '{party.id}' needs its utilities")
    known = tuple(party.id for party in case.parties if isinstance(party.preferences, Additive))
    entangled = False
    try:
        feasible = diagram_of(_constraints(case), case.issues, over=over)
    except TooEntangled:
        if not loosely:
            raise
        feasible, entangled = chain([issue.size for issue in case.issues]), True
    return Space(
        case, case.issues, feasible, _values_of(case), known, tuple(missing), tuple(unjudged), entangled
    )


_KINDS: Final = {
    Interval: "known as intervals",
    Ordinal: "known by order only",
    HyperRectangles: "hyper-rectangles",
    Interdependent: "interdependent",
}


def _constraints(case: Case) -> tuple[Condition, ...]:
    return tuple([constraint.requires for constraint in case.constraints])


def additive(case: Case) -> tuple[Additive, ...]:
    """Return the additive preferences of the parties that have them, in the parties' order."""
    return tuple(party.preferences for party in case.parties if isinstance(party.preferences, Additive))


def _values_of(case: Case) -> Values:
    preferences = additive(case)
    values = Values(
        case.contributions,
        tuple([one.bias for one in preferences]),
        tuple([one.ceiling for one in preferences]),
    )
    if not max(values.scales, default=0.0) <= LARGEST:
        known = [party.id for party in case.parties if isinstance(party.preferences, Additive)]
        for party, size in zip(known, values.scales, strict=True):
            check_size(party, size)
    return values
