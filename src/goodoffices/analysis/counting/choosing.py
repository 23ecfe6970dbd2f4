"""The choice of a way to count: the quickest of the exact ones, or else bounds or a sample, whichever tells more."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from goodoffices.analysis.counting.binding import Binding, Count
from goodoffices.analysis.counting.halves import count_halves, halves_of
from goodoffices.analysis.counting.lattice import count_on, lattice_of, plan_of
from goodoffices.analysis.counting.sampled import sampled_count
from goodoffices.analysis.counting.searched import search
from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.zone_bounds import bounded_count

#: Seconds for an exact count, unless the caller says otherwise; and what part of them a sample takes.
BUDGET: Final = 2.0
_SAMPLING: Final = 0.3

#: Up to this many packages are searched whatever the budget is, at so many seconds a package in the worst case.
_SEARCHED: Final = 100_000_000
_SECONDS_A_PACKAGE: Final = 1e-8

#: An exact way that takes no longer than this is taken without looking for a quicker one.
_AT_ONCE: Final = 2e-3

#: Bounds as close as this, relative to the estimate, need no sample; a sample as close as this needs no bounds.
_CLOSE: Final = 0.01
_NARROW: Final = 0.25


def count(
    diagram: Diagram, binding: Sequence[Binding], *, budget: float | None = None, sample: bool = True
) -> Count:
    """Count the packages that reach all floors.

    Args:
        diagram: the packages, one at least.
        binding: the parties whose floors bind, one at least; some package reaches each floor.
        budget: about how many seconds it may take; None for `BUDGET`.
        sample: whether an estimate from a sample will do.
    """
    seconds = BUDGET if budget is None else budget
    taken, exactly = _quickest(diagram, binding)
    if taken <= seconds or diagram.packages <= _SEARCHED:
        return Count(exactly())
    sampled = bounded = None
    if len(binding) == 1 or not sample:  # with one party the grid is so fine that bounds are close
        bounded = _bounded(diagram, binding)
    if sample and (bounded is None or bounded.spread > _CLOSE):
        sampled = sampled_count(diagram, binding, seconds=_SAMPLING * seconds)
    if bounded is None and (sampled is None or sampled.spread > _NARROW):
        bounded = _bounded(diagram, binding)
    if bounded is None or sampled is None:
        found = bounded or sampled
        assert found is not None
        return found
    assert bounded.bounds is not None
    # what a sample says within the bounds is all that it says; where it found nothing, bounds say it with certainty
    return bounded if bounded.spread <= sampled.spread else sampled.within(*bounded.bounds)


def _quickest(diagram: Diagram, binding: Sequence[Binding]) -> tuple[float, Callable[[], int]]:
    """Return about how many seconds the quickest exact way takes, and that way."""
    ways: list[tuple[float, Callable[[], int]]] = []
    searched = diagram.packages * _SECONDS_A_PACKAGE if diagram.packages <= _SEARCHED else math.inf
    ways.append((searched, partial(search, diagram, binding)))
    if searched > _AT_ONCE:
        halves = halves_of(diagram, binding)
        ways.append((halves.seconds, partial(count_halves, halves)))
        if halves.seconds > _AT_ONCE and (lattice := lattice_of(binding)) is not None:
            plan = plan_of(diagram, lattice)
            ways.append((plan.seconds, partial(count_on, diagram, lattice, plan)))
    return min(ways, key=lambda way: way[0])


def _bounded(diagram: Diagram, binding: Sequence[Binding]) -> Count:
    estimate, bounds = bounded_count(diagram, [(one.table, one.floor) for one in binding])
    return Count(bounds[0]) if bounds[0] == bounds[1] else Count(estimate, "bounded", bounds)
