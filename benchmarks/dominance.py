"""Which filter of dominated points is fastest for so many: `python -m benchmarks.dominance [--most N]`.

moocore's filter and our kernels on the same clouds of 10^3 to 10^6 points of three to six parties, turn and turn about:
*random* (uniform, few points stay), *correlated* (all parties like the same, even fewer), *opposed* (what one gains
others lose, most stay). `taken` is what `analysis.dominance` does: a first pass with the best few points, then
whichever wins. Times are of the processor, as other work may run beside; every answer is compared with the others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from time import process_time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis import dominance

Floats = NDArray[np.float64]

CLOUDS: Final = ("random", "correlated", "opposed")
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)

#: A filter whose last, smaller cloud of the kind took longer than this is left out.
LONG: Final = 3.0

#: Utilities are multiples of this part of the scale, as in a fold.
GRID: Final = 1e12


def cloud(kind: str, number: int, parties: int) -> Floats:
    """Return the same cloud every time."""
    dice = np.random.default_rng([CLOUDS.index(kind), number, parties])
    points = dice.random((number, parties))
    if kind == "correlated":
        points = 0.9 * dice.random((number, 1)) + 0.1 * points
    elif kind == "opposed":
        points = dice.dirichlet(np.ones(parties), number) + 0.02 * points
    rounded: Floats = np.round(points * GRID)
    return rounded


FILTERS: Final[dict[str, Callable[[Floats], NDArray[np.bool_]]]] = {
    "moocore": dominance.by_moocore,
    "kernel": dominance.by_kernel,
    "taken": dominance.non_dominated,
}


def main() -> None:
    """Measure, print a table, and fail where two filters disagree."""
    parser = argparse.ArgumentParser(prog="benchmarks.dominance", description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest cloud")
    parser.add_argument("--parties", type=int, nargs="*", default=[3, 4, 5, 6])
    options = parser.parse_args()
    dominance.warm()
    print(
        f"{'parties':>7} {'points':>9} {'cloud':10} {'stay':>9}" + "".join(f" {name:>10}" for name in FILTERS)
    )
    agree = True
    for parties in options.parties:
        for kind in CLOUDS:
            last = dict.fromkeys(FILTERS, 0.0)
            for number in SIZES:
                if number <= options.most:
                    agree &= compare(cloud(kind, number, parties), kind, last)
    sys.exit(not agree)


def compare(points: Floats, kind: str, last: dict[str, float]) -> bool:
    """Time every filter on a cloud, and say whether they agree."""
    answers = []
    cells = []
    for name, work in FILTERS.items():
        if last[name] > LONG:
            cells.append("—")
            continue
        seconds = []
        for _ in range(3 if len(points) <= SIZES[1] else 1):
            start = process_time()
            answers.append(work(points))
            seconds.append(process_time() - start)
        last[name] = min(seconds)
        cells.append(f"{1e3 * last[name]:,.1f} ms")
    stay = answers[0].sum() if answers else "—"
    print(
        f"{points.shape[1]:>7} {len(points):>9,} {kind:10} {stay:>9}"
        + "".join(f" {cell:>10}" for cell in cells),
        flush=True,
    )
    return all((one == answers[0]).all() for one in answers)


if __name__ == "__main__":
    main()
