"""Frontier and solutions of the hyper-rectangle domains, beside local search and simulated annealing in the same run.

`python -m benchmarks.hard_spaces [--seconds 60]`: for every domain in the shared collection whose preferences are
hyper-rectangles: packages, points, seconds, whether all is proven, how many points of the folder's own `pareto.xml` are
covered; then how near restarted local search and simulated annealing come in so many seconds each, and whether either
finds anything that the frontier does not cover.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.search_kernels import anneal, climb
from goodoffices import analyse
from goodoffices.analysis.interdependent.entangled import Entangled
from goodoffices.analysis.results import Analysis
from goodoffices.model import Case, HyperRectangles
from goodoffices.services import open_scenario
from tests.conftest import shared_folder

Floats = NDArray[np.float64]

#: `pareto.xml` holds figures of single precision.
_SINGLE = 1e-6


def domains() -> list[Path]:
    """Return the folders whose profiles are hyper-rectangles."""
    root = shared_folder()
    assert root is not None, "set GOODOFFICES_SHARED"
    found = []
    for path in sorted((root / "scenarios" / "genius").rglob("pareto.xml")):
        parties = open_scenario(path.parent).case.parties
        if any(isinstance(party.preferences, HyperRectangles) for party in parties):
            found.append(path.parent)
    return found


def given(folder: Path) -> Floats:
    """Return the points of a folder's own `pareto.xml`."""
    lines = (folder / "pareto.xml").read_text().split("\n")
    return np.array([[float(one) for one in line.split(",")] for line in lines if "," in line])


def boxes_of(case: Case) -> tuple[NDArray[np.int64], ...]:
    """Return the boxes of both parties as arrays, for the searches to look through quickly."""
    worths = Entangled(case).worths
    literals: list[tuple[int, int]] = []
    starts, adds, owner, either = [0], [], [], []
    for number, one in enumerate(worths.parties):
        for term in one.terms:
            parts = () if term.expression is True else (term.expression,)
            if parts and term.expression[0] in ("all", "any"):
                parts = term.expression[1]
            assert all(part[0] == "in" for part in parts)
            either.append(term.expression is not True and term.expression[0] == "any")
            literals += [(part[1], part[2]) for part in parts]
            starts.append(len(literals))
            adds.append(term.adds)
            owner.append(number)
    sizes = np.array([issue.size for issue in case.issues])
    largest = np.array([one.divisor for one in worths.parties])
    return (
        sizes,
        np.array(literals),
        np.array(starts),
        np.array(adds),
        np.array(owner),
        np.array(either),
        largest,
    )


def searched(kernel: Callable[..., Floats], case: Case, seconds: float) -> Floats:
    """Return what a search finds in so many seconds."""
    boxes = boxes_of(case)
    kernel(0, 1, *boxes)  # compile it before the clock runs
    begun, seed, found = perf_counter(), 1, [np.zeros((1, 2))]
    while perf_counter() - begun < seconds:
        found.append(kernel(seed, 20, *boxes))
        seed += 1
    return np.unique(np.concatenate(found), axis=0)


def beyond(found: Floats, frontier: Floats, slack: float) -> int:
    """Return how many points no point of the frontier is at least as good as."""
    return sum(not (frontier >= one - slack).all(axis=1).any() for one in found)


def near(found: Floats, frontier: Floats) -> float:
    """Return the share of the frontier's points that a search found, or something no worse."""
    return float(np.mean([(found >= one - 1e-9).all(axis=1).any() for one in frontier]))


def product(points: Floats, reservations: Floats) -> float:
    """Return the best product of gains among points that nobody loses by."""
    gains = points - reservations
    return float(np.prod(gains[(gains >= 0).all(axis=1)], axis=1).max(initial=0.0))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="for each search beside ours; 0 for none")
    seconds = parser.parse_args().seconds
    print("| domain | issues | packages | points | frontier s | all s | proven | own pareto.xml covered |")
    print("|---|--:|--:|--:|--:|--:|---|--:|")
    kept: list[tuple[Path, Case, Analysis]] = []
    for folder in domains():
        case = open_scenario(folder).case
        begun = perf_counter()
        analysis = analyse(case)
        took = perf_counter() - begun
        assert analysis.frontier is not None
        points = np.array([point.utilities for point in analysis.frontier.points])
        proven = analysis.frontier.status == "exact" and all(
            one is None or one.status == "exact" for one in analysis.solutions.values()
        )
        own = given(folder)
        covered = len(own) - beyond(own, points, _SINGLE)
        print(
            f"| {folder.name} | {len(case.issues)} | 10^{math.log10(analysis.packages):.0f} | {len(points)} "
            f"| {analysis.seconds['frontier']:.2f} | {took:.2f} | {'yes' if proven else 'no'} "
            f"| {covered} of {len(own)} |"
        )
        kept.append((folder, case, analysis))
    if not seconds:
        return
    print(f"\nBeside ours, {seconds:g} s each on one core:\n")
    print(
        "| domain | search | points of the frontier found | best Nash product, of ours | beyond our frontier |"
    )
    print("|---|---|--:|--:|--:|")
    for folder, case, analysis in kept:
        assert analysis.frontier is not None
        points = np.array([point.utilities for point in analysis.frontier.points])
        reservations = np.array(list(analysis.reservations.values()))
        best = product(points, reservations)
        for name, kernel in (("local search", climb), ("simulated annealing", anneal)):
            found = searched(kernel, case, seconds)
            share = product(found, reservations) / best if best else 1.0
            print(
                f"| {folder.name} | {name} | {near(found, points):.0%} | {share:.4f} | {beyond(found, points, 1e-9)} |"
            )


if __name__ == "__main__":
    main()
