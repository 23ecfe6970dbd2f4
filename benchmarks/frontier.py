"""From loaded utilities to the answer: ours and the peer's on the same numbers, turn and turn about."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.domains import Domain
from benchmarks.peers.link import METHODS, Answer, Method, Peer
from goodoffices.analysis.analyse import analyse_case, frontier_of
from goodoffices.analysis.folding import fold
from goodoffices.analysis.results import Frontier
from goodoffices.analysis.space import Values, space_of
from goodoffices.model import Case

Floats = NDArray[np.float64]

#: Utilities closer than this are the same.
SAME = 1e-9

#: A call that takes longer than this is not repeated.
LONG = 2.0

#: Calls are repeated without a pause until this long has passed.
BATCH = 0.005

#: Size classes by the number of packages, each up to its end.
CLASSES: tuple[tuple[str, float], ...] = (
    ("up to 10^2", 1e2), ("10^2–10^3", 1e3), ("10^3–10^4", 1e4), ("10^4–10^5", 1e5), ("10^5–10^6", 1e6),
    ("above 10^6", math.inf),
)  # fmt: skip

#: The peer's enumeration is not tried on more packages: it would end for want of memory.
MOST_ENUMERATED = 20_000_000

Ours = Literal["frontier", "analysis"]
Agreement = Literal["equal", "equal up to rounding", "different", "not compared"]


@dataclass
class Measured:
    """One domain: the seconds of every call, and whether the results agree."""

    domain: str
    kind: str
    packages: int
    parties: int
    points: int = 0
    frontier: list[float] = field(default_factory=list)
    analysis: list[float] = field(default_factory=list)
    peer: dict[Method, list[float]] = field(default_factory=dict)
    stopped: dict[Method, str] = field(default_factory=dict)
    agreement: dict[Method, Agreement] = field(default_factory=dict)
    reasons: dict[Method, str] = field(default_factory=dict)

    @property
    def size_class(self) -> str:
        """The name of the size class."""
        return size_class(self.packages)

    def ours(self, what: Ours) -> list[float]:
        """Return the seconds of one of our two answers."""
        return self.frontier if what == "frontier" else self.analysis

    def ratio(self, method: Method, what: Ours) -> float:
        """Return how many times longer the peer took, in the median; at least so many times where it was stopped."""
        return median(self.peer[method]) / median(self.ours(what))


def size_class(packages: int) -> str:
    """Return the name of the size class."""
    return next(name for name, end in CLASSES if packages <= end)


def frontier_from(case: Case) -> Frontier:
    """Return the frontier of a loaded case, from nothing: utilities, and a package for each."""
    space = space_of(case)
    return frontier_of(fold(space.feasible, space.values), space.issues)


def measure(domain: Domain, peer: Peer, *, repeats: int, limit: float) -> Measured:
    """Compare the frontiers of a first run that is not counted, then time ours and the peer's alternately."""
    values = domain.values
    result = Measured(domain.name, domain.kind, domain.packages, values.parties)
    peer.load(values.tables, values.biases)
    ours = np.array([point.utilities for point in frontier_from(domain.case).points])
    result.points = len(ours)
    analyse_case(domain.case)
    due: list[Method] = []
    for method in METHODS:
        if applies(method, domain):
            answer = peer.run(method, limit, utilities=True)
            result.agreement[method], result.reasons[method] = compare(ours, answer, values)
            if answer.stopped is None and answer.seconds < LONG:
                due.append(method)
            else:
                result.peer[method] = [answer.seconds]
            if answer.stopped is not None:
                result.stopped[method] = answer.stopped
    for turn in range(repeats):
        if turn == 0 or result.frontier[-1] < LONG:
            result.frontier.append(seconds_of(lambda: frontier_from(domain.case)))
            result.analysis.append(seconds_of(lambda: analyse_case(domain.case)))
        for method in due:
            result.peer.setdefault(method, []).append(peer.run(method, limit, batch=BATCH).seconds)
    return result


def applies(method: Method, domain: Domain) -> bool:
    """Say whether the peer's method is made for such a domain."""
    if method == "mobanos":
        return len(domain.case.parties) == 2  # noqa: PLR2004 - it is bilateral
    return domain.packages <= MOST_ENUMERATED


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long the work takes; what is over at once is repeated for the mean, as the peer's is."""
    start = perf_counter()
    done = 0
    while True:
        work()
        done += 1
        seconds = perf_counter() - start
        if seconds > BATCH:
            return seconds / done


def compare(ours: Floats, answer: Answer, values: Values) -> tuple[Agreement, str]:
    """Compare frontiers as sets of utility vectors; say why where they differ."""
    if answer.utilities is None:
        return "not compared", answer.stopped or ""
    if any(
        bias + sum(max(issue) for issue in table) > ceiling + SAME
        for table, bias, ceiling in zip(values.tables, values.biases, values.ceilings, strict=True)
    ):
        return "not compared", "the source's utilities are cut at 1, which NegMAS does not do"
    theirs = np.array(answer.utilities)
    if len(theirs) >= 100_000:  # noqa: PLR2004 - MOBANOS's own limit
        return "not compared", "MOBANOS stopped at its 100,000 points"
    # MOBANOS sums without the bias only while folding; the utilities of its packages are whole
    lacking = [row for row in ours if not near(row, theirs)]
    excess = [row for row in theirs if not near(row, ours)]
    if not lacking and not excess:
        return "equal", ""
    if not lacking and all((ours >= row - SAME).all(axis=1).any() for row in excess):
        return "equal up to rounding", f"NegMAS keeps {len(excess)} points that others beat but for rounding"
    return "different", f"{len(lacking)} of our points are not in theirs, {len(excess)} of theirs not in ours"


def near(row: Floats, rows: Sequence[Sequence[float]] | Floats) -> bool:
    """Say whether a vector is among others, up to rounding."""
    return bool((np.abs(np.asarray(rows) - row) <= SAME).all(axis=1).any())
