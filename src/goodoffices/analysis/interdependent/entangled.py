"""A case whose preferences, or conditions, tie issues together too closely to be folded, made ready for a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from goodoffices.analysis.counting.binding import Count
from goodoffices.analysis.diagram import Diagram, diagram_of, first_of
from goodoffices.analysis.errors import TooEntangled
from goodoffices.analysis.expressions import Expression, Expressions
from goodoffices.analysis.folding.front import Front
from goodoffices.analysis.interdependent.counting import BUDGET, count_interdependent
from goodoffices.analysis.interdependent.first import First
from goodoffices.analysis.interdependent.model import Model, Places, lowest
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.interdependent.searching import Search, front_of
from goodoffices.analysis.interdependent.worths import Worths, worths_of
from goodoffices.analysis.limits import Limit, limits_of
from goodoffices.analysis.results import Zone
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model.case import Case
from goodoffices.model.parties import Party
from goodoffices.model.preferences import NonAdditive, idle

#: Seconds that counting the zone, or looking for a lowest utility, may take even where the budget is spent.
_LEAST: Final = 0.1

#: Counting searches, merges and draws: of the time left, each gets its part.
_STAGES: Final = 3

#: Seconds that looking for a lowest utility takes at most.
_LOOKING: Final = 60.0

#: Of the time left, a diagram gets this share: it helps to count, and what is too entangled for one is searched.
_DRAWING: Final = 0.2


class Entangled:
    """A case made ready for a search.

    Attributes:
        case: the case, in which all preferences are exactly known.
        worths: what packages are worth.
        constraints: what packages have to satisfy, whatever the limits.
        feasible: the feasible packages as a diagram; None where they are too entangled for one.
    """

    def __init__(self, case: Case, pace: Pace | None = None) -> None:
        self.case = case
        self._pace = pace or Pace()
        self.issues = case.issues
        self.expressions = Expressions(case.issues)
        self.worths: Worths = worths_of(case.parties, case.issues, self.expressions)
        self.constraints: list[Expression] = [
            self.expressions.compile(constraint.requires) for constraint in case.constraints
        ]
        self.limits = limits_of(case)
        self.feasible = self._diagram(())

    def _diagram(self, limits: Sequence[Limit]) -> Diagram | None:
        conditions = [constraint.requires for constraint in self.case.constraints]
        conditions += [limit.condition for limit in limits if limit.condition is not None]
        try:
            return diagram_of(conditions, self.issues, over=self._pace.over_after(_DRAWING))
        except TooEntangled:
            return None

    def conditions(self, limits: Sequence[Limit]) -> list[Expression]:
        """Return what packages have to satisfy where these limits stand, reservation values aside."""
        asked = [self.expressions.compile(one.condition) for one in limits if one.condition is not None]
        return [*self.constraints, *asked]

    def model(self, limits: Sequence[Limit] = (), *, every: bool = False, exact: bool = False) -> Model:
        """Return the model of the packages within the conditions of these limits; see `Model`."""
        return Model(self.issues, self.worths, self.conditions(limits), every=every, exact=exact)

    def floors(self, limits: Sequence[Limit]) -> list[float | None]:
        """Return each party's reservation value where these limits stand; None where none is stated."""
        stated = {limit.party: limit.reservation for limit in limits if limit.reservation is not None}
        return [stated.get(party.id, _idle(party)) for party in self.case.parties]

    def front(
        self, model: Model, limits: Sequence[Limit], floors: Sequence[float | None], pace: Pace
    ) -> tuple[Front | None, bool]:
        """Search for a front, and return it (None: no package) and whether the search came to its end."""
        search = Search(model, [None if one is None else floor_of(one) for one in floors], pace)
        search.run()
        if not search.known and not search.settled:
            self._begin(search, limits, floors)
        first = First(self.model(limits, every=True), pace) if search.settled else None

        def find(wanted: Sequence[float]) -> Places | None:
            # a search that was ended has no time to look for first ones, and answers with what it shows
            found = first.find(wanted) if first is not None else None
            if found is not None:
                return found
            known = (one for one in search.known.values() if self._reach(one, wanted))
            return min(known, default=None)

        return front_of(search, find), search.settled

    def _begin(self, search: Search, limits: Sequence[Limit], floors: Sequence[float | None]) -> None:
        """Give a search that found nothing in time the first package there is, so that something is known."""
        alone = all(one.condition is None for one in limits)
        if not alone or self.feasible is None or self.feasible.empty:
            return
        places = first_of(self.feasible)
        if self._reach(places, [-float("inf") if one is None else floor_of(one) for one in floors]):
            search.known[tuple(search.model.point(places).tolist())] = places

    def _reach(self, places: Places, wanted: Sequence[float]) -> bool:
        return all(one >= floor for one, floor in zip(self.worths.utilities(places), wanted, strict=True))

    def reservations(self, floors: Sequence[float | None], pace: Pace) -> tuple[list[float], bool]:
        """Return each party's reservation value, and whether all are certain.

        Args:
            floors: those stated; for None the party's lowest feasible utility stands in, or a number that is no higher
                where time ends before that is proven.
            pace: how long it may take.
        """
        found = [(one, True) if one is not None else self._lowest(n, pace) for n, one in enumerate(floors)]
        return [one for one, _ in found], all(proven for _, proven in found)

    def _lowest(self, party: int, pace: Pace) -> tuple[float, bool]:
        left = max(min(pace.left, _LOOKING), _LEAST)
        return lowest(self.model(every=True, exact=True), party, left, lambda: pace.stopped)

    def zone(self, limits: Sequence[Limit], reservations: Sequence[float], known: int, pace: Pace) -> Zone:
        """Count the packages within these limits by which no party is below its reservation value."""
        diagram = self.feasible if all(one.condition is None for one in limits) else self._diagram(limits)
        floors = [floor_of(one) for one in reservations]
        found = self._count(diagram, floors, self.conditions(limits), known, pace)
        if self.feasible is not None:
            return found.zone(self.feasible.packages)
        anything = [-float("inf")] * len(floors)
        return found.zone(self._count(None, anything, self.constraints, 1, pace).packages)

    def _count(
        self,
        diagram: Diagram | None,
        floors: Sequence[float],
        conditions: Sequence[Expression],
        known: int,
        pace: Pace,
    ) -> Count:
        counts = 1 if self.feasible is not None else 2
        each = pace.left / (_STAGES * counts)
        return count_interdependent(
            diagram, self.worths, floors, self.issues, conditions=() if diagram is not None else conditions,
            known=known, budget=None if each > BUDGET else max(each, _LEAST),
        )  # fmt: skip


def _idle(party: Party) -> float | None:
    """Return a stated reservation value that limits nothing, and so is given up by nobody."""
    preferences = party.preferences
    if isinstance(preferences, NonAdditive) and preferences.reservation is not None and idle(preferences):
        return preferences.reservation
    return None
