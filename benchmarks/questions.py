"""How many answers it takes until the package to suggest is within 5 % of the true Nash product.

Real domains; the true preferences are hidden, and a simulated respondent answers by them. What is known at the start:
nothing but the issues and the reservation values, or each side's order of the options of every issue as well. Ours asks
the best of `questions`; random asks any question that is open, of the same kinds and with the same suggestion; all
weights asks each side for every weight and every evaluation. `python -m benchmarks.questions`, or part of `make bench`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Literal

import numpy as np

from benchmarks.domains import Domain, real_domains
from goodoffices import analyse
from goodoffices.analysis.partial.room import room_of
from goodoffices.analysis.questions.particles import Particles
from goodoffices.analysis.questions.questions import ranked_questions
from goodoffices.model import Additive, Case
from goodoffices.model.packages import package_at
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.mediating.asking import answered
from goodoffices.simulation.mediating.knowing import as_told, on_one_scale
from goodoffices.simulation.told import Told

Start = Literal["nothing", "orders"]
Asker = Literal["best", "random"]

#: Within this share of the true Nash product a suggestion is good.
GOOD = 0.95

#: Domains with fewer issues, or of other sizes, are left out: there is little to ask, or it takes long.
FEWEST_ISSUES = 3
SIZES = range(60, 200_001)

PAIR = 2


@dataclass(frozen=True)
class Course:
    """One course of questions: how many answers until the suggestion was good, and the seconds a question took."""

    domain: str
    start: Start
    asker: Asker
    answers: int
    seconds: float
    reached: bool


def normalised(case: Case) -> Case | None:
    """Return the same problem on one scale; None where utilities are cut, or a side has nothing to choose."""
    for party in case.parties:
        known = party.preferences
        if not isinstance(known, Additive) or known.ceiling < known.bias + sum(
            max(known.contributions(issue)) for issue in case.issues
        ):
            return None
    try:
        return on_one_scale(case)
    except SimulationError:
        return None


def hidden(truth: Case, start: Start) -> Case:
    """Return the case as a mediator knows it at the start."""
    return as_told(truth, Told("orders" if start == "orders" else "reservations"))


def product(truth: Case, package: dict[str, object]) -> float:
    """Return the true product of gains of a package."""
    gains = []
    for party in truth.parties:
        known = party.preferences
        assert isinstance(known, Additive)
        worth = sum(
            known.contributions(issue)[issue.values.index(package[issue.id])] for issue in truth.issues
        )
        gains.append(max(0.0, worth - (known.reservation or 0.0)))
    return float(np.prod(gains))


def course(  # noqa: PLR0913 - what one course is
    domain: Domain, truth: Case, start: Start, asker: Asker, *, seed: int, most: int
) -> Course | None:
    """Ask until the suggestion is good, or so many questions."""
    nash = analyse(truth).solutions["nash"]
    if nash is None:
        return None
    best = product(truth, dict(nash.package))
    if best <= 0:
        return None
    case, answers, seconds, asked_of = hidden(truth, start), 0, 0.0, 0
    rng = np.random.default_rng(seed)
    while True:
        began = perf_counter()
        particles = Particles(room_of(case))
        suggestion = package_at(particles.pool[particles.best], case.issues)
        if product(truth, dict(suggestion)) >= GOOD * best:
            return Course(domain.name, start, asker, answers, seconds / max(1, asked_of), reached=True)
        ranked = [one for one, score in ranked_questions(particles)]
        if not ranked or answers >= most:
            return Course(domain.name, start, asker, answers, seconds / max(1, asked_of), reached=False)
        chosen = ranked[0] if asker == "best" else ranked[int(rng.integers(len(ranked)))]
        seconds += perf_counter() - began
        asked_of += 1
        answers += chosen.cost
        case = answered(case, truth, chosen)


def all_weights(truth: Case, start: Start) -> int:
    """Return how many answers it takes to ask every side for all it weighs, by trade-offs of two things each.

    A side with n issues settles its weights with n − 1 answers, and an issue with k options its evaluations with k − 2
    more, best and worst being known from their order; the order itself takes k − 1 where it is not known.
    """
    every = 0
    for _ in truth.parties:
        every += len(truth.issues) - 1
        every += sum(max(0, issue.size - 2) for issue in truth.issues)
        if start == "nothing":
            every += sum(issue.size - 1 for issue in truth.issues)
    return every


def chosen_domains(most: int) -> Iterator[tuple[Domain, Case]]:
    """Yield real domains from small to large, of two parties and more, those whose utilities are not cut."""
    found = []
    for domain in real_domains(""):
        truth = normalised(domain.case)
        if truth is not None and len(truth.issues) >= FEWEST_ISSUES and domain.packages in SIZES:
            found.append((domain, truth))
    found.sort(key=lambda one: one[0].packages)
    step = max(1, len(found) // most)
    yield from found[::step][:most]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.questions", description=__doc__)
    parser.add_argument("--domains", type=int, default=8, metavar="N", help="how many domains")
    parser.add_argument(
        "--seeds", type=int, default=2, metavar="N", help="how many courses of random questions a domain"
    )
    parser.add_argument("--most", type=int, default=40, metavar="N", help="give up after so many answers")
    options = parser.parse_args()
    courses: list[Course] = []
    weights: dict[Start, list[int]] = {"nothing": [], "orders": []}
    starts: tuple[Start, Start] = ("nothing", "orders")
    for domain, truth in chosen_domains(options.domains):
        for start in starts:
            own = [course(domain, truth, start, "best", seed=0, most=options.most)]
            own += [
                course(domain, truth, start, "random", seed=seed, most=options.most)
                for seed in range(options.seeds)
            ]
            kept = [one for one in own if one is not None]
            if kept:
                courses += kept
                weights[start].append(all_weights(truth, start))
                print(
                    f"{domain.name:40} {domain.packages:>7} {start:8} "
                    + " ".join(f"{one.asker}:{one.answers}{'' if one.reached else '+'}" for one in kept)
                    + f" all:{weights[start][-1]} {kept[0].seconds:.2f}s",
                    flush=True,
                )
    print("\n" + table(courses, weights))


def table(courses: Sequence[Course], weights: dict[Start, list[int]]) -> str:
    """Write medians and quartiles of the answers needed."""
    rows = ["| Known at the start | Asked | Answers, median | Quartiles | Reached |", "|---|---|--:|--:|--:|"]
    for start, every in weights.items():
        for asker, name in (("best", "the next question"), ("random", "random questions")):
            own = [one for one in courses if one.start == start and one.asker == asker]
            if len(own) < PAIR:
                continue
            counts = sorted(one.answers for one in own)
            low, _, high = quantiles(counts, n=4, method="inclusive")
            reached = sum(one.reached for one in own) / len(own)
            rows.append(f"| {start} | {name} | {median(counts):g} | {low:g}–{high:g} | {reached:.0%} |")
        if every:
            rows.append(f"| {start} | all weights and values | {median(every):g} | | 100% |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
