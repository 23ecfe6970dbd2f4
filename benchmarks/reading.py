"""How well reports are read, and how fast: against annotated news, against our own annotated talks, against a case.

`python -m benchmarks.reading`, or part of `make bench`. Each line says what was measured; the row of two people stands
beside the machine's wherever there is one.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import os
import random
import re
import resource
import tempfile
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

from benchmarks import talks
from goodoffices import Case
from goodoffices.services.reading import ReaderName, read
from goodoffices.services.recording import add_reading
from training.attribution.corpus import articles, corpus_folder

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("GOODOFFICES_SHARED", ROOT.parent / "shared"))
READERS: tuple[ReaderName, ...] = ("trained", "rules")
ROWS = ("statements", *talks.KINDS, "figures", "positions", "conflicts")


def scorer() -> ModuleType:
    """Load the shared scorer of attributions."""
    spec = importlib.util.spec_from_file_location(
        "score_attribution", SHARED / "tools" / "score_attribution.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def attribution(reader: ReaderName, part: str = "dev", every: int = 1) -> dict[str, float]:
    """Return precision, recall and F1 of good attributions on a part of PolNeAR, in percent, and reports a second.

    `every`: one article in so many is read.
    """
    module, read_before = scorer(), articles(part)[::every]
    files = [corpus_folder() / part / "text" / f"{article.name}.txt" for article in read_before]
    read(files[0], reader=reader)
    begun = perf_counter()
    reading = read(files, reader=reader, workers=0)
    seconds = perf_counter() - begun
    counts: collections.Counter[str] = collections.Counter()
    found = {Path(report["file"]).stem: report["statements"] for report in reading.to_dict()["reports"]}
    for article in read_before:
        gold = [{role: getattr(one, role) for role in module.ROLES} for one in article.gold]
        module.score(gold, found.get(article.name, []), module.Words(article.text), counts)
    good = module.prf(counts, "good")
    return {**good, "linked": module.prf(counts, "linked")["f1"], "per second": len(files) / seconds}


def own_talks(reader: ReaderName | None) -> talks.Tally:
    """Return the agreement of the two people (`None`), or of a reader with both of them, over all our reports."""
    tally = talks.Tally()
    for talk in talks.talks():
        case = talks.frame(talk)
        for report in talks.reports(talk):
            people = [one for name in ("a", "b") if (one := talks.annotated(report, name)) is not None]
            if reader is None:
                if len(people) > 1:
                    talks.compare(people[0], people[1], tally)
                continue
            machine = talks.by_machine(read(report, case=case, reader=reader))
            for person in people:
                talks.compare(machine, person, tally)
    return tally


def seed(reader: ReaderName) -> dict[str, Any]:
    """Return how the case that reading the seed fills in differs from the one made by hand."""
    case, made = (
        Case.load(ROOT / "examples" / "cairo-2024-frame"),
        Case.load(ROOT / "examples" / "cairo-2024"),
    )
    grown, _ = add_reading(case, read(SHARED / "seed" / "report.txt", case=case, reader=reader))
    by_hand, by_machine = (
        [
            talks.Said(
                one.content_spans, one.speaker, tuple(talks.plain(name) for name in one.via), one.speaker_named,
                one.speaker_party, one.said_on, one.act, frozenset(),
            )
            for one in record.statements
        ]
        for record in (made, grown)
    )  # fmt: skip
    pairs = talks.paired(by_hand, by_machine)
    cells = [{(p.party, p.issue) for p in record.positions} for record in (made, grown)]
    stands = [{(p.party, p.issue, p.stand) for p in record.positions} for record in (made, grown)]
    return {
        "statements": (len(by_hand), len(by_machine), len(pairs)),
        "misses": {kind: sum(getattr(a, kind) != getattr(b, kind) for a, b in pairs) for kind in talks.KINDS},
        "cells": (len(cells[0]), len(cells[1]), len(cells[0] & cells[1])),
        "stands": (len(stands[0]), len(stands[1]), len(stands[0] & stands[1])),
        "conflicts": (
            sorted(one.kind for one in made.conflicts), sorted(one.kind for one in grown.conflicts)
        ),
    }  # fmt: skip


def scale(reader: ReaderName, count: int) -> dict[str, float]:
    """Read many reports on all cores with a journal, stop half-way, go on; return reports a second and memory in MB.

    The reports are our own with their paragraphs in another order and other numbers, so that each is one of its kind.
    """
    texts = [path.read_text(encoding="utf-8") for talk in talks.talks() for path in talks.reports(talk)]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            mixed = random.Random(number)  # noqa: S311 - texts to read, no secret
            paragraphs = texts[number % len(texts)].split("\n\n")
            body = paragraphs[2:]
            mixed.shuffle(body)
            text = "\n\n".join([*paragraphs[:2], *body])
            pieces = re.split(r"(?<![\d,.])\d{2,3}(?![\d,.])", text)
            text = pieces[0] + "".join(f"{mixed.randint(11, 950)}{piece}" for piece in pieces[1:])
            Path(folder, f"{number:06}.txt").write_text(text, encoding="utf-8")
        journal = Path(folder, "journal.jsonl")
        files = sorted(Path(folder).glob("*.txt"))
        begun = perf_counter()
        read(files[: count // 2], reader=reader, journal=journal, workers=0)
        reading = read(files, reader=reader, journal=journal, workers=0)
        seconds = perf_counter() - begun
        assert len(reading.reports) + len(reading.skipped) == count
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "per second": count / seconds,
        "largest process, MB": peak / 1024,
        "conflicts": len(reading.conflicts),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", choices=["attribution", "talks", "seed", "scale"], help="measure one of them"
    )
    parser.add_argument("--reports", type=int, default=10_000, help="how many reports `--only scale` reads")
    options = parser.parse_args()
    if options.only in (None, "attribution"):
        print("Attribution, PolNeAR dev, share found good in percent (shared/tools/score_attribution.py)")
        print(f"  {'reader':10} {'precision':>9} {'recall':>7} {'F1':>6} {'linked F1':>10} {'reports/s':>10}")
        for reader in READERS:
            got = attribution(reader)
            print(
                f"  {reader:10} {got['precision']:9.1f} {got['recall']:7.1f} {got['f1']:6.1f} {got['linked']:10.1f} "
                f"{got['per second']:10.1f}"
            )
        print("  two people  74 to 76 F1 (the corpus' own figure)")
        peak = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(f"  largest process {peak / 1024:.0f} MB")
    if options.only in (None, "talks"):
        tallies: dict[str, talks.Tally] = {"two people": own_talks(None)}
        tallies |= {reader: own_talks(reader) for reader in READERS}
        count = sum(len(talks.reports(talk)) for talk in talks.talks())
        print(f"\nOur own talks: {count} reports of {len(talks.talks())} talks, agreement (F1, in percent)")
        print(f"  {'':12}" + "".join(f"{name:>12}" for name in tallies))
        for row in ROWS:
            print(f"  {row:12}" + "".join(f"{tally.f1(row):12.1f}" for tally in tallies.values()))
    if options.only == "scale":
        for reader in READERS:
            many = scale(reader, options.reports)
            print(
                f"{options.reports:,} reports, reader {reader}: "
                + ", ".join(f"{k} {v:,.1f}" for k, v in many.items())
            )
    if options.only in (None, "seed"):
        for reader in READERS:
            against = seed(reader)
            print(f"\nThe seed report against the case made by hand, reader {reader}")
            for name in ("statements", "cells", "stands"):
                hand, machine, both = against[name]
                print(f"  {name}: {hand} by hand, {machine} by the machine, {both} in both")
            print(
                "  misses within the statements in both: "
                + ", ".join(f"{k} {n}" for k, n in against["misses"].items())
            )
            print(
                f"  conflicts: by hand {', '.join(against['conflicts'][0])}; "
                f"by the machine {', '.join(against['conflicts'][1])}"
            )


if __name__ == "__main__":
    main()
