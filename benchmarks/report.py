"""What was measured, as plain tables for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from benchmarks.frontier import CLASSES, Measured
from benchmarks.peers.link import METHODS, Method
from benchmarks.process import Run

#: Picks one of several values, each with whether the peer was stopped at it.
Pick = Callable[[list[tuple[float, bool]]], tuple[float, bool]]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table in columns, the first to the left, the others to the right."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    laid = [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    return "\n".join([laid[0], "  ".join("-" * width for width in widths), *laid[1:]])


def times(measured: Sequence[Measured]) -> str:
    """Give the median and the longest time of ours and the peer's, by kind and size class."""
    rows = []
    for label, chosen in grouped(measured):
        row = [label, str(len(chosen))]
        for ours in ("frontier", "analysis"):
            spent = [median(one.ours(ours)) for one in chosen]
            row += [seconds(median(spent)), seconds(max(spent))]
        for method in METHODS:
            peer = [(median(one.peer[method]), method in one.stopped) for one in chosen if method in one.peer]
            row += [shown(peer, middle, seconds), shown(peer, max, seconds)]
        rows.append(row)
    heads = ["packages", "domains"]
    for name in ("frontier", "analysis", "pareto_frontier", "MOBANOS"):
        heads += [name, "longest"]
    return table(heads, rows)


def ratios(measured: Sequence[Measured], method: Method) -> str:
    """Give how many times longer one of the peer's methods took than our frontier and than our whole analysis."""
    rows = []
    for label, chosen in grouped(measured):
        tried = [one for one in chosen if method in one.peer]
        if tried:
            row = [label, str(len(tried)), str(sum(method in one.stopped for one in tried))]
            for ours in ("frontier", "analysis"):
                found = [(one.ratio(method, ours), method in one.stopped) for one in tried]
                row += [shown(found, middle, factor), shown(found, min, factor)]
            rows.append(row)
    return table(["packages", "domains", "stopped", "frontier", "worst", "analysis", "worst"], rows)


def agreement(measured: Sequence[Measured]) -> str:
    """Count where the frontiers agree, and list where they differ or could not be compared, with the reason."""
    lines = []
    for method in METHODS:
        found = [one.agreement[method] for one in measured if method in one.agreement]
        counts = ", ".join(f"{found.count(kind)} {kind}" for kind in sorted(set(found)))
        lines.append(f"{method}: {counts or 'none'}")
        lines += [
            f"  {one.domain}: {one.agreement[method]}: {one.reasons[method]}"
            for one in measured
            if one.agreement.get(method) in ("different", "not compared")
        ]
    return "\n".join(lines)


def aims(measured: Sequence[Measured]) -> str:
    """Hold single domains with an aim of their own against it."""
    rows = []
    for one in measured:
        for start, aim in (("2 parties, 50×10", 0.5), ("3 parties, 10×10", 2.0)):
            if one.domain.startswith(start):
                spent = median(one.ours("analysis"))
                rows.append([one.domain, str(one.points), seconds(spent), seconds(aim), verdict(spent, aim)])
    return table(["analysis of", "points", "median", "aim", ""], rows)


def processes(runs: Sequence[Run]) -> str:
    """Give the times of whole processes beside their aims."""
    rows = [
        [
            run.name,
            seconds(run.middle),
            seconds(max(run.seconds)),
            "" if run.aim is None else seconds(run.aim),
            "" if run.aim is None else verdict(run.middle, run.aim),
        ]
        for run in runs
    ]
    return table(["process", "median", "longest", "aim", ""], rows)


def write(path: Path, measured: Sequence[Measured], runs: Sequence[Run]) -> None:
    """Write every single figure as JSON."""
    data = {"domains": [asdict(one) for one in measured], "processes": [asdict(run) for run in runs]}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def grouped(measured: Sequence[Measured]) -> list[tuple[str, list[Measured]]]:
    """Group by kind and size class, leaving out what is empty."""
    groups = []
    for kind in ("real", "opposed"):
        for name, _ in CLASSES:
            chosen = [one for one in measured if one.kind == kind and one.size_class == name]
            if chosen:
                groups.append((f"{kind}, {name}", chosen))
    return groups


def middle(values: list[tuple[float, bool]]) -> tuple[float, bool]:
    """Return the median; of two in the middle the lower."""
    return sorted(values)[(len(values) - 1) // 2]


def shown(values: list[tuple[float, bool]], pick: Pick, written: Callable[[float], str]) -> str:
    """Write one of the values, with a sign where the peer was stopped there and would have taken longer."""
    if not values:
        return "—"
    value, stopped = pick(values)
    return ("≥ " if stopped else "") + written(value)


def seconds(value: float) -> str:
    """Write a time in a fitting unit."""
    if value < 1e-3:  # noqa: PLR2004 - a thousandth
        return f"{value * 1e6:.0f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def factor(value: float) -> str:
    """Write a ratio."""
    return f"{value:.2f}×" if value < 10 else f"{value:,.0f}×"  # noqa: PLR2004 - three digits are enough


def verdict(value: float, aim: float) -> str:
    """Say whether an aim is reached."""
    return "reached" if value <= aim else "MISSED"
