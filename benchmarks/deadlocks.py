"""Deadlock at scale: how soon the first way out is proven, and how many are known within a budget.

Generated cases of a seed: 60 issues with five options each, 200 limits of all kinds over one to three issues, 2 to 6
parties. `python -m benchmarks.deadlocks`; times on the clock and on the processor, for other work may run beside.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from time import perf_counter, process_time

from benchmarks.large_cases import large_case
from goodoffices.analysis.deadlock import Diagnosis
from goodoffices.analysis.results import Deadlock

#: Parties, and how many of them have preferences.
TABLES = ((2, 2), (3, 2), (3, 3), (4, 0), (6, 0), (6, 2))


@dataclass
class Course:
    """How one diagnosis went: seconds on the clock and on the processor until the first of each kind."""

    answer: Deadlock | None = None
    counts: dict[str, int] = field(default_factory=dict)
    clock: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)


def course(seed: int, parties: int, known: int, budget: float, *, steps: bool = False) -> Course:
    """Diagnose one generated case within a budget."""
    case = large_case(seed, parties=parties, known=known)
    found = Course()
    clock, processor = perf_counter(), process_time()
    diagnosis = Diagnosis(case, budget=budget, steps=steps)
    for event in diagnosis:
        kind = event.to_dict()["event"]
        found.counts[kind] = found.counts.get(kind, 0) + 1
        found.clock.setdefault(kind, perf_counter() - clock)
        found.processor.setdefault(kind, process_time() - processor)
    found.answer = diagnosis.known()
    return found


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--budget", type=float, default=60.0)
    parser.add_argument("--steps", action="store_true")
    given = parser.parse_args()
    kind = "way_out_by_steps" if given.steps else "way_out"
    print(
        "| Parties | With preferences | Seed | First way out | On the processor | Ways out | Of cost | Sets | Total |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for parties, known in TABLES:
        for seed in range(given.seeds):
            one = course(seed, parties, known, given.budget, steps=given.steps)
            assert one.answer is not None
            ways = one.answer.ways_out_by_steps if given.steps else one.answer.ways_out
            costs = f"{ways[0].cost:g} to {ways[-1].cost:g}" if ways else "–"
            print(
                f"| {parties} | {known} | {seed} | {one.clock.get(kind, float('nan')):.1f} s | "
                f"{one.processor.get(kind, float('nan')):.1f} s | {len(ways)}{'' if one.answer.complete else '+'} | "
                f"{costs} | {one.counts.get('blocking_set', 0)} | {one.answer.seconds['total']:.0f} s |",
                flush=True,
            )


if __name__ == "__main__":
    main()
