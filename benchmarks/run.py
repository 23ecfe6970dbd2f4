"""Measure beside NegMAS, in one run: `python -m benchmarks.run [--quick] [--only NAME]`, or `make bench`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks import report
from benchmarks.domains import Domain, opposed_domains, real_domains
from benchmarks.frontier import CLASSES, Measured, measure, size_class
from benchmarks.peers.link import METHODS, Peer
from benchmarks.process import Run, processes

#: Domains of one kind and size class that a quick run looks at.
FEW = 8


def main() -> None:
    """Measure, print, and fail where results disagree."""
    options = arguments()
    repeats, limit = (3, 5.0) if options.quick else (5, 60.0)
    limit = options.limit or limit
    runs: list[Run] = []
    if not options.only:
        runs = list(processes(repeats=repeats))
        print(report.processes(runs), flush=True)
    domains = [*real_domains(options.only), *opposed_domains(options.only)]
    if options.quick:
        domains = some(domains)
    measured = measure_all(domains, repeats=repeats, limit=limit)
    print("\n" + report.aims(measured))
    print(
        "\nFrom the loaded case to the answer, median and longest of the domains' medians\n"
        + report.times(measured)
    )
    for method in METHODS:
        print(f"\n{method} over ours: median and worst of the domains\n{report.ratios(measured, method)}")
    print(f"\nAgreement of the frontiers\n{report.agreement(measured)}")
    if options.out:
        report.write(options.out, measured, runs)
    sys.exit(any(kind == "different" for one in measured for kind in one.agreement.values()))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help=f"at most {FEW} domains a size class, 5 s a call"
    )
    parser.add_argument("--only", default="", metavar="NAME", help="only domains whose name holds this")
    parser.add_argument("--limit", type=float, metavar="SECONDS", help="stop the peer's calls after so long")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write every single figure as JSON")
    return parser.parse_args()


def some(domains: Sequence[Domain]) -> list[Domain]:
    """Take a few domains of each kind and size class, evenly from the smallest to the largest."""
    chosen = []
    for kind in ("real", "opposed"):
        for name, _ in CLASSES:
            found = [one for one in domains if one.kind == kind and size_class(one.packages) == name]
            found.sort(key=lambda one: one.packages)
            few = min(FEW, len(found))
            chosen += [found[number * len(found) // few] for number in range(few)]
    return chosen


def measure_all(domains: Sequence[Domain], *, repeats: int, limit: float) -> list[Measured]:
    """Measure one domain after another, after one of every sort that is not counted, and show how far it is."""
    measured = []
    with closing(Peer()) as peer:
        for domain in opposed_domains("5×5, linear"):
            measure(domain, peer, repeats=1, limit=limit)
        for number, domain in enumerate(domains, 1):
            if sys.stderr.isatty():
                print(f"\r\x1b[K{number}/{len(domains)} {domain.name}", end="", file=sys.stderr, flush=True)
            measured.append(measure(domain, peer, repeats=repeats, limit=limit))
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    return measured


if __name__ == "__main__":
    main()
