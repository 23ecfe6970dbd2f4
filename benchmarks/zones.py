"""How long counting a zone takes, in which way, and how exact it is: `python -m benchmarks.zones`.

Values are drawn at random, evenly or as whole numbers, and every party's floor lies 55 % of the way between the least
and the most it can have. The time given is that of the quickest of three counts, beside that of a search where packages
are few enough for one; both are seconds of the processor, so that they mean something on a machine that others use too.
The last spaces are those of terms: each party has twenty boxes over two issues each.
"""

from __future__ import annotations

import math
from time import process_time

import numpy as np

from goodoffices.analysis.counting.binding import Binding, Count
from goodoffices.analysis.counting.choosing import count
from goodoffices.analysis.counting.searched import search
from goodoffices.analysis.diagram import chain
from goodoffices.analysis.expressions import Expressions
from goodoffices.analysis.interdependent.counting import count_interdependent
from goodoffices.analysis.interdependent.worths import Term, Worth, Worths
from goodoffices.analysis.space import extremes
from goodoffices.analysis.warm import warm
from goodoffices.model import IntegerRange, Issue

#: How far between the least and the most a floor lies.
SHARE = 0.55

#: Seconds that every count may take; ten to the fourteenth by meeting in the middle takes longer than the default.
BUDGET = 8.0

#: Spaces with more packages are not searched.
SEARCHED = 10**9

#: Parties, issues, values of each issue, and whether values are whole numbers.
SPACES = (
    (2, 6, 10, False), (2, 8, 10, False), (2, 10, 10, False), (2, 12, 10, False), (2, 13, 10, False),
    (2, 14, 10, False), (2, 50, 10, False), (2, 14, 10, True), (2, 50, 10, True), (3, 8, 10, False),
    (3, 10, 10, False), (3, 12, 10, False), (3, 10, 10, True), (3, 50, 10, False), (6, 20, 10, False),
)  # fmt: skip

#: Parties, issues, values of each issue, and the share of all boxes that a floor asks for.
TIED = ((2, 8, 10, 0.3), (2, 10, 10, 0.3), (2, 12, 10, 0.3), (3, 40, 10, 0.3))


def drawn(parties: int, issues: int, values: int, *, whole: bool) -> list[Binding]:
    """Draw what values add, the same every time."""
    dice = np.random.default_rng([parties, issues, values])
    shape = (parties, issues, values)
    tables = dice.integers(0, 10, shape).astype(float) if whole else dice.random(shape)
    diagram = chain([values] * issues)
    found = []
    for table in tables.tolist():
        lows, highs = extremes(diagram, table)
        floor = lows[0][0] + SHARE * (highs[0][0] - lows[0][0])
        found.append(Binding(table, (round(floor) if whole else floor) - 1e-9, lows, highs))
    return found


def tied(parties: int, issues: int, values: int) -> tuple[Worths, tuple[Issue, ...]]:
    """Draw boxes, the same every time."""
    dice = np.random.default_rng([parties, issues, values, 1])
    over = tuple(Issue(id=f"i{n}", integers=IntegerRange(low=0, high=values - 1)) for n in range(issues))
    worths = []
    for _ in range(parties):
        terms = []
        for _ in range(20):
            at = dice.choice(issues, 2, replace=False).tolist()
            masks = dice.integers(1, 2**values - 1, 2).tolist()
            inside = frozenset(("in", issue, mask) for issue, mask in zip(at, masks, strict=True))
            terms.append(Term(("all", inside), float(dice.integers(1, 9))))
        worths.append(Worth(tuple([0.0] * values for _ in over), tuple(terms), 0.0, 1.0, math.inf))
    return Worths(tuple(worths), Expressions(over)), over


def row(name: str, packages: int, found: Count, seconds: float, searched: float | None) -> str:
    """Write a line of the table."""
    width = "" if found.status == "exact" else f"±{found.spread:.2%}"
    plain = "—" if searched is None else f"{searched:.3f} s"
    share = found.packages / packages
    size = f"10^{math.log10(packages):<4.0f}"
    return f"{name:<34} {size} {share:>8.2%}  {found.status:<8} {width:>8} {seconds:>9.3f} s {plain:>10}"


def main() -> None:
    """Print how every space was counted."""
    warm()
    print(
        f"{'space':<34} {'packages':<7} {'zone':>8}  {'status':<8} {'error':>8} {'counted':>11} {'searched':>10}"
    )
    for parties, issues, values, whole in SPACES:
        binding = drawn(parties, issues, values, whole=whole)
        diagram = chain([values] * issues)
        taken, searched = [], None
        for _ in range(3):
            start = process_time()
            found = count(diagram, binding, budget=BUDGET)
            taken.append(process_time() - start)
        if diagram.packages <= SEARCHED:
            start = process_time()
            if search(diagram, binding) != found.packages:
                raise SystemExit(f"{parties} parties, {issues}×{values}: the ways to count disagree")
            searched = process_time() - start
        kind = "whole" if whole else "real"
        print(
            row(
                f"{parties} parties, {issues}×{values}, {kind}", diagram.packages, found, min(taken), searched
            )
        )
    for parties, issues, values, share in TIED:
        worths, over = tied(parties, issues, values)
        floors = [share * sum(term.adds for term in worth.terms) for worth in worths.parties]
        start = process_time()
        found = count_interdependent(chain([values] * issues), worths, floors, over)
        seconds = process_time() - start
        print(row(f"{parties} parties, {issues}×{values}, boxes", values**issues, found, seconds, None))


if __name__ == "__main__":
    main()
