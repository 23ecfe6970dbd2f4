"""What the runs of a cell come to together: shares and means, each with the interval in which it lies with 95 %."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from goodoffices.analysis.partial.chances import wilson
from goodoffices.model.result import Result
from goodoffices.simulation.sweeps.rows import Row

#: Resamplings for the interval of a mean.
_RESAMPLED: Final = 2_000
_SEED: Final = 20_240_330
_TAIL: Final = 2.5


class Estimate(Result, frozen=True):
    """A share or a mean, and the interval in which the true one lies with 95 %.

    Of a share that of Wilson (1927); of a mean the bootstrap's percentiles (Efron, *Bootstrap Methods: Another Look at
    the Jackknife*, Annals of Statistics 7(1), 1979). Where all runs came to the same, the interval is a point: it says
    that chance plays no part, not that other domains would be alike.
    """

    value: float
    low: float
    high: float


class Quantiles(Result, frozen=True):
    """How numbers are spread: 5, 25, 50, 75 and 95 % of them are not above these.

    Between two of the numbers they are interpolated (Hyndman and Fan, *Sample Quantiles in Statistical Packages*, The
    American Statistician 50(4), 1996, definition 7).
    """

    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


class CellSummary(Result, frozen=True):
    """What the runs of a cell come to.

    Attributes:
        domain, protocol, agents, told: the cell.
        zone: how many packages are acceptable to all; with 0 there can be no agreement.
        runs: how many runs.
        agreed: the share of them with an agreement that was carried out.
        efficiency, welfare, fairness: means over all runs; a run without an agreement counts as 0, and one
            that was broken off as what was done.
        on_frontier: the share of agreements on the frontier; None where there was none.
        distance: the mean distance of agreements from the frontier; None where there was none.
        rounds: the mean number of rounds of runs with an agreement; None where there was none.
        rounds_spread: how these numbers of rounds are spread; None where there was no agreement.
        answers: the mean number of questions that a party answered.
        ended: how many runs ended in which way.
        stopped: for what an agent was stopped in the first run in which one was; empty where none was.
    """

    domain: str
    protocol: str
    agents: str
    told: str
    zone: int
    runs: int
    agreed: Estimate
    efficiency: Estimate
    welfare: Estimate
    fairness: Estimate
    on_frontier: Estimate | None
    distance: Estimate | None
    rounds: Estimate | None
    rounds_spread: Quantiles | None
    answers: float
    ended: Mapping[str, int]
    stopped: str = ""


def summaries(rows: Iterable[Row]) -> Iterator[CellSummary]:
    """Yield a summary for each cell, from rows in the order of the runs."""
    for _, cell in itertools.groupby(
        rows, key=lambda row: (row["domain"], row["protocol"], row["agents"], row["told"])
    ):
        yield summary_of(list(cell))


def summary_of(rows: Sequence[Row]) -> CellSummary:
    """Return what the runs of one cell come to."""
    first = rows[0]
    agreed = [row for row in rows if row["agreed"]]
    ended: dict[str, int] = {}
    for row in rows:
        ended[row["ended"]] = ended.get(row["ended"], 0) + 1
    taken = [float(row["rounds"]) for row in agreed]
    answers = [sum(row["answers"]) / len(row["answers"]) for row in rows if row["answers"]]
    return CellSummary(
        domain=first["domain"], protocol=first["protocol"], agents=first["agents"], told=first["told"],
        zone=first["zone"], runs=len(rows),
        agreed=share_of([row["agreed"] for row in rows]),
        efficiency=mean_of([row["efficiency"] for row in rows]), welfare=mean_of([row["welfare"] for row in rows]),
        fairness=mean_of([row["fairness"] for row in rows]),
        on_frontier=share_of([row["on_frontier"] for row in agreed]) if agreed else None,
        distance=mean_of([row["distance"] for row in agreed]) if agreed else None,
        rounds=mean_of(taken) if agreed else None, rounds_spread=spread_of(taken) if agreed else None,
        answers=sum(answers) / len(answers) if answers else 0.0, ended=ended,
        stopped=next((row["why"] for row in rows if row["why"]), ""),
    )  # fmt: skip


def share_of(held: Sequence[bool]) -> Estimate:
    """Return in which share of cases something held."""
    share = sum(held) / len(held)
    low, high = wilson(share, len(held))
    return Estimate(value=share, low=low, high=high)


def mean_of(numbers: Sequence[float]) -> Estimate:
    """Return a mean."""
    values = np.array(numbers, float)
    mean = float(values.mean())
    if values.min() == values.max():
        return Estimate(value=mean, low=mean, high=mean)
    dice = np.random.default_rng(_SEED)
    # in blocks, so that a hundred thousand runs do not take gigabytes
    means = np.concatenate(
        [
            values[dice.integers(len(values), size=(size, len(values)))].mean(axis=1)
            for size in _blocks(_RESAMPLED, max(1, 2_000_000 // len(values)))
        ]
    )
    low, high = np.percentile(means, [_TAIL, 100 - _TAIL])
    return Estimate(value=mean, low=float(low), high=float(high))


def spread_of(numbers: Sequence[float]) -> Quantiles:
    """Return how numbers are spread, of which there is one at least."""
    p5, p25, p50, p75, p95 = np.percentile(numbers, [5, 25, 50, 75, 95]).tolist()
    return Quantiles(p5=p5, p25=p25, p50=p50, p75=p75, p95=p95)


def _blocks(whole: int, most: int) -> Iterator[int]:
    while whole > 0:
        yield min(most, whole)
        whole -= most
