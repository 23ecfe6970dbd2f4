"""What all parts of the answer share: the space, the limits that the start keeps, and trades put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.folding import Front, fold
from goodoffices.analysis.limits import Limit
from goodoffices.analysis.space import Space, extremes
from goodoffices.analysis.tolerance import RELATIVE, floor_of, slack
from goodoffices.analysis.trades.shapes import Change, Side, Trade, TradeKind
from goodoffices.model.conditions import holds
from goodoffices.model.issues import Issue
from goodoffices.model.packages import package_at

Floats = NDArray[np.float64]

#: A package as places among its issues' values.
Places = tuple[int, ...]


def contains(diagram: Diagram, places: Sequence[int]) -> bool:
    """Say whether a package is among those of a diagram."""
    if diagram.empty:
        return False
    node = 0
    for level, place in zip(diagram.levels, places, strict=True):
        node = level[node][place]
        if node == DEAD:
            return False
    return True


@dataclass(frozen=True)
class Bargain:
    """A case with a package on the table."""

    space: Space
    start: Places

    @cached_property
    def crossed(self) -> tuple[str, ...]:
        """The names of the limits that the start crosses."""
        return self.crossing(self.start, self.space.limits)

    @cached_property
    def standing(self) -> tuple[Limit, ...]:
        """The limits that the start keeps."""
        return tuple(limit for limit in self.space.limits if limit.name not in self.crossed)

    @cached_property
    def kept(self) -> Diagram:
        """The feasible packages that keep every red line and mandate that the start keeps."""
        return self.space.within(self.standing)

    @cached_property
    def front(self) -> Front:
        """The front of these packages."""
        return fold(self.kept, self.space.values)

    @cached_property
    def spans(self) -> Floats:
        """Each party's highest less its lowest feasible utility, 1 where there is no difference."""
        values = self.space.values
        found = []
        for table, bias, ceiling in zip(values.tables, values.biases, values.ceilings, strict=True):
            lows, highs = extremes(self.space.feasible, table)
            span = min(bias + highs[0][0], ceiling) - min(bias + lows[0][0], ceiling)
            found.append(span if span > RELATIVE else 1.0)
        return np.array(found)

    @cached_property
    def worth(self) -> tuple[Floats, ...]:
        """What each value of each issue adds to utility: by issue, values × parties."""
        return tuple(np.array(issue).T for issue in zip(*self.space.values.tables, strict=True))

    def utilities(self, places: Sequence[int]) -> Floats:
        """Return each party's utility."""
        return np.array(self.space.values.utilities(places))

    def added(self, places: Sequence[int], more: Floats) -> Floats:
        """Return each party's utility once this is added to a package's, row by row, sums cut at their ceilings."""
        values = self.space.values
        sums = np.array(values.biases)
        for worth, place in zip(self.worth, places, strict=True):
            sums = sums + worth[place]
        cut: Floats = np.minimum(sums + more, np.array(values.ceilings))
        return cut

    def slacks(self, utilities: Sequence[float] | Floats) -> Floats:
        """Return how far from each utility another may lie and still count as the same."""
        return np.array([slack(float(one)) for one in utilities])

    def crossing(self, places: Sequence[int], limits: Iterable[Limit]) -> tuple[str, ...]:
        """Return the names of those of the limits that a package crosses."""
        package = package_at(places, self.space.issues)
        issues = self.space.case.issues_by_id
        utilities = dict(zip(self.space.known, self.space.values.utilities(places), strict=True))
        names = []
        for limit in limits:
            if limit.condition is not None:
                crosses = holds(limit.condition, package, issues) is False
            else:
                crosses = limit.reservation is not None and utilities[limit.party] < floor_of(
                    limit.reservation
                )
            if crosses:
                names.append(limit.name)
        return tuple(names)

    def trade(self, before: Places, after: Places, *, party: int | None = None) -> Trade:
        """Put a move into words; with `party`, with the rate at which that party is helped."""
        lower, upper = self.utilities(before), self.utilities(after)
        gains = upper - lower
        gains[np.abs(gains) <= self.slacks(lower)] = 0.0
        shares = gains / self.spans
        cost = float(np.maximum(-shares, 0.0).sum())
        changes = tuple(
            self._change(number, issue, before[number], after[number])
            for number, issue in enumerate(self.space.issues)
            if before[number] != after[number]
        )
        was = set(self.crossing(before, self.space.limits))
        now = self.crossing(after, self.space.limits)
        return Trade(
            kind=_kind(changes), changes=changes, gains=tuple(gains.tolist()), shares=tuple(shares.tolist()), cost=cost,
            rate=None if party is None or cost == 0.0 else float(shares[party]) / cost,
            sides={name: _side(changes, number) for number, name in enumerate(self.space.known)},
            crosses=tuple(name for name in now if name not in self.crossed),
            restores=tuple(limit.name for limit in self.space.limits if limit.name in was and limit.name not in now),
            utilities=tuple(upper.tolist()), package=package_at(after, self.space.issues),
        )  # fmt: skip

    def _change(self, number: int, issue: Issue, before: int, after: int) -> Change:
        effects = self.worth[number][after] - self.worth[number][before]
        old, new = issue.values[before], issue.values[after]
        return Change(
            issue=issue.id, title=issue.name, before=old, after=new, before_says=issue.label_of(old),
            after_says=issue.label_of(new), effects=tuple(effects.tolist()),
        )  # fmt: skip


def _side(changes: Iterable[Change], party: int) -> Side:
    """Say what one party gives and gets."""
    gives, gets = [], []
    for change in changes:
        words = f"{change.title}: {change.after_says} instead of {change.before_says}"
        if change.effects[party] < -RELATIVE:
            gives.append(words)
        elif change.effects[party] > RELATIVE:
            gets.append(words)
    return Side(gives=tuple(gives), gets=tuple(gets))


def _kind(changes: Sequence[Change]) -> TradeKind:
    if len(changes) != 2:  # noqa: PLR2004 - an exchange is over two issues
        return "single" if len(changes) < 2 else "package"  # noqa: PLR2004 - as above
    first, second = (change.effects for change in changes)
    opposed = any(min(a, b) < -RELATIVE and max(a, b) > RELATIVE for a, b in zip(first, second, strict=True))
    return "exchange" if opposed else "pair"
