"""What holds for all preferences that fit, measured: how long it takes, how exact shares are, and where they collapse.

Real domains whose true weights are hidden in ranges of a half to either side; a dozen packages each are judged.
`python -m benchmarks.acceptability`, or part of `make bench`. It fails where exact preferences do not give the
classical answers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np
from msgspec import structs

from benchmarks.questions import chosen_domains
from goodoffices import analyse, robust
from goodoffices.analysis.partial.acceptance import acceptability, acceptable
from goodoffices.analysis.partial.room import room_of
from goodoffices.analysis.partial.sampling import draw
from goodoffices.model import Additive, Case

#: How far a weight may lie to either side, as a share of itself.
RANGE = 0.5

#: How many packages are judged in each domain, drawn from all.
JUDGED = 12

#: Shares may lie this many standard errors from those of other draws.
FAR = 2

#: Utilities that lie this close are the same.
SAME = 1e-6


@dataclass(frozen=True)
class Judged:
    """One domain: seconds for the whole answer, whether regret was proven, and errors of shares in standard errors."""

    domain: str
    packages: int
    seconds: float
    proven: bool
    errors: tuple[float, ...]
    classical: bool


def in_ranges(case: Case) -> Case:
    """Return the case with every weight in a range, its reservation values as they are."""
    parties = []
    for party in case.parties:
        known = party.preferences
        assert isinstance(known, Additive)
        ranges = {
            name: (weight * (1 - RANGE), weight * (1 + RANGE)) for name, weight in known.weights.items()
        }
        parties.append(structs.replace(party, preferences=structs.replace(known, ranges=ranges)))
    return structs.replace(case, parties=tuple(parties))


def judge(name: str, packages: int, truth: Case) -> Judged:
    """Measure one domain."""
    case = in_ranges(truth)
    rng = np.random.default_rng(3)
    drawn = [{i.id: i.values[int(rng.integers(i.size))] for i in case.issues} for _ in range(JUDGED)]
    began = perf_counter()
    found = robust(case, drawn)
    seconds = perf_counter() - began
    room = room_of(case)
    errors = []
    for one in found.packages:
        if one.acceptability.status != "sampled":
            continue
        places = tuple(issue.values.index(one.package[issue.id]) for issue in case.issues)
        parts = []
        for seed in range(4):
            again = room_of(case)
            again.__dict__["draws"] = tuple(
                draw(p, seed=1_000 * (seed + 1) + n) for n, p in enumerate(again.polytopes)
            )
            parts.append(acceptability(again, places, acceptable(room, places)).value)
        errors.append(abs(one.acceptability.value - float(np.mean(parts))) / one.acceptability.error)
    least = found.minimax_regret
    return Judged(
        name,
        packages,
        seconds,
        least is not None and least.status == "exact",
        tuple(errors),
        classical(truth),
    )


def classical(truth: Case) -> bool:
    """Say whether exact preferences give the zone, the frontier and the Nash solution of `analyse`."""
    exact = analyse(truth)
    nash = exact.solutions["nash"]
    found = robust(truth, [] if nash is None else [dict(nash.package)])
    assert exact.zone is not None
    assert found.agreement is not None
    if found.agreement.value != (1.0 if exact.zone.packages else 0.0):
        return False
    if nash is None:
        return True
    one = found.packages[0]
    worth = [one.utilities[party.id] for party in truth.parties]
    close = all(
        abs(low - value) < SAME and abs(high - value) < SAME
        for (low, high), value in zip(worth, nash.utilities, strict=True)
    )
    return close and one.acceptable_to_all == "necessarily" and one.efficient == "necessarily"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.acceptability", description=__doc__)
    parser.add_argument("--domains", type=int, default=16, metavar="N", help="how many domains")
    options = parser.parse_args()
    judged = [judge(domain.name, domain.packages, truth) for domain, truth in chosen_domains(options.domains)]
    print(table(judged))
    sys.exit(not all(one.classical for one in judged))


def table(judged: Sequence[Judged]) -> str:
    """Write one line of figures, and what they are."""
    errors = [error for one in judged for error in one.errors]
    sizes = [one.packages for one in judged]
    times = [one.seconds for one in judged]
    rows = [
        "| Measure | Value |",
        "|---|--:|",
        f"| domains | {len(judged)} ({min(sizes):,} to {max(sizes):,} packages) |",
        f"| whole answer, median and longest | {median(times):.2f} s, {max(times):.2f} s |",
        f"| smallest largest regret proven | {sum(one.proven for one in judged)} of {len(judged)} |",
        f"| sampled shares | {len(errors)} |",
        f"| of them within {FAR} standard errors of four times as many draws | {sum(e <= FAR for e in errors)} |",
        f"| exact preferences give the classical answers | {sum(one.classical for one in judged)} of {len(judged)} |",
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
