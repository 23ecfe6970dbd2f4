"""Our own annotated reports: load them, and count where two readers of the same report agree.

A reader is a person (`a`, `b`) or the machine. Statements are paired by their contents, the most alike first; what is
said of a pair (chain, namedness, date, act, party, figures) is compared within it. Positions and conflicts are sets.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from goodoffices import Case
from goodoffices.record.lexicon.stems import stems
from goodoffices.record.results import Reading

ROOT = Path(__file__).parents[1] / "corpora" / "talks"
#: Two contents are one statement from this share of common characters on.
ALIKE = 0.5
#: What is compared within a pair of statements.
KINDS = ("chain", "named", "party", "date", "act")

Spans = tuple[tuple[int, int], ...]
#: Value, upper end, the stems of what is counted, bound.
Figure = tuple[float, float | None, frozenset[str], str]


class _Loader(yaml.SafeLoader):
    """Reads `on` as the word it is."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Said:
    """A statement as one reader has it."""

    spans: Spans
    speaker: str
    chain: tuple[str, ...]
    named: bool
    party: str | None
    date: object
    act: str
    figures: frozenset[Figure]


@dataclass(frozen=True)
class Read:
    """What one reader found in one report."""

    statements: tuple[Said, ...]
    positions: frozenset[tuple[str, str, str]]
    conflicts: tuple[tuple[str, Spans], ...]
    published: object


@dataclass
class Tally:
    """Agreement between two readers, summed over reports."""

    both: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    second: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, both: int, first: int, second: int) -> None:
        """Count what both have, the first has, and the second has."""
        self.both[kind] += both
        self.first[kind] += first
        self.second[kind] += second

    def f1(self, kind: str) -> float:
        """Return the harmonic mean of precision and recall, in percent."""
        total = self.first[kind] + self.second[kind]
        return 200 * self.both[kind] / total if total else 100.0


def talks() -> list[Path]:
    """Return the folders of the talks."""
    return sorted(path.parent for path in ROOT.glob("*/case.yaml"))


def reports(talk: Path) -> list[Path]:
    """Return the reports of a talk, in order."""
    return sorted(talk.glob("*.txt"))


def frame(talk: Path) -> Case:
    """Return the frame of a talk's case."""
    return Case.load(talk / "case.yaml")


def annotated(report: Path, reader: str) -> Read | None:
    """Return what a person found in a report; None where that person did not read it."""
    path = report.parent / reader / f"{report.stem}.yaml"
    if not path.is_file():
        return None
    text = report.read_text(encoding="utf-8")
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader, with fewer words
    said = []
    place = 0
    for one in data["statements"] or ():
        spans = _found(text, one["content"], place, path)
        place = max(place, spans[0][0] - 200)
        said.append(
            Said(
                spans=spans,
                speaker=one["speaker"] or "",
                chain=tuple(plain(name) for name in one["via"] or ()),
                named=bool(_truth(one["named"])),
                party=one["party"] if one["party"] not in ("null", None) else None,
                date=_when(one["said_on"]),
                act=one["act"],
                figures=frozenset(_figure(f) for f in one.get("figures") or ()),
            )
        )
    stands = frozenset((one["party"], one["issue"], one["stand"]) for one in data.get("positions") or ())
    clashes = tuple(
        (one["kind"], tuple(span for piece in one["contents"] for span in _found(text, piece, 0, path)))
        for one in data.get("conflicts") or ()
    )
    return Read(tuple(said), stands, clashes, _when(data.get("published")))


def by_machine(reading: Reading) -> Read:
    """Return what the machine found in one report."""
    (report,) = reading.reports
    said = tuple(
        Said(
            spans=one.content_spans,
            speaker=one.speaker,
            chain=tuple(plain(name) for name in one.via),
            named=one.speaker_named,
            party=one.speaker_party,
            date=one.said_on,
            act=one.act,
            figures=frozenset((f.value, f.high, _counted(f.of), f.bound) for f in one.figures),
        )
        for one in report.statements
    )
    spans = {one.id: one.content_spans for one in report.statements}
    stands = frozenset(
        (one.party, one.issue, one.stand) for one in reading.positions if one.issue is not None
    )
    clashes = tuple(
        (one.kind, tuple(s for name in one.statements for s in spans[name])) for one in reading.conflicts
    )
    return Read(said, stands, clashes, report.published)


def compare(one: Read, other: Read, tally: Tally) -> None:
    """Count where two readers of a report agree."""
    pairs = paired(one.statements, other.statements)
    tally.add("statements", len(pairs), len(one.statements), len(other.statements))
    for kind in KINDS:
        same = sum(getattr(a, kind) == getattr(b, kind) for a, b in pairs)
        tally.add(kind, same, len(pairs), len(pairs))
    for a, b in pairs:
        tally.add("figures", _alike_figures(a.figures, b.figures), len(a.figures), len(b.figures))
    tally.add("positions", len(one.positions & other.positions), len(one.positions), len(other.positions))
    taken: set[int] = set()
    for kind, spans in one.conflicts:
        for number, (same, theirs) in enumerate(other.conflicts):
            if number not in taken and kind == same and _touch(spans, theirs):
                taken.add(number)
                break
    tally.add("conflicts", len(taken), len(one.conflicts), len(other.conflicts))


def _alike_figures(one: frozenset[Figure], other: frozenset[Figure]) -> int:
    """Count figures with the same value and bound that count the same, as far as both say what."""
    left = list(other)
    for value, high, of, bound in one:
        for candidate in left:
            same = (value, high, bound) == (candidate[0], candidate[1], candidate[3])
            if same and (of & candidate[2] or not of or not candidate[2]):
                left.remove(candidate)
                break
    return len(other) - len(left)


def paired(one: Iterable[Said], other: Iterable[Said]) -> list[tuple[Said, Said]]:
    """Pair statements by their contents, the most alike first; like speakers before others."""
    ours, theirs = list(one), list(other)
    scored = [
        (share + 0.2 * (plain(a.speaker) == plain(b.speaker)), i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if (share := alike(a.spans, b.spans)) >= ALIKE
    ]
    pairs, used, gone = [], set(), set()
    for _, i, j in sorted(scored, reverse=True):
        if i not in used and j not in gone:
            used.add(i)
            gone.add(j)
            pairs.append((ours[i], theirs[j]))
    return pairs


def alike(one: Spans, other: Spans) -> float:
    """Return the share of characters that two contents have in common (Dice)."""
    shared = sum(max(0, min(b, y) - max(a, x)) for a, b in one for x, y in other)
    total = sum(b - a for a, b in (*one, *other))
    return 2 * shared / total if total else 0.0


def _touch(one: Spans, other: Spans) -> bool:
    return any(a < y and x < b for a, b in one for x, y in other)


def _found(text: str, content: str | list[str], place: int, file: Path) -> Spans:
    spans: list[tuple[int, int]] = []
    for piece in [content] if isinstance(content, str) else content:
        start = text.find(piece, spans[-1][1] if spans else place)
        start = start if start >= 0 else text.find(piece)
        if start < 0:
            message = f"{file}: the report does not hold the words “{piece[:80]}”"
            raise ValueError(message)
        spans.append((start, start + len(piece)))
    return tuple(spans)


def _truth(value: object) -> bool:
    return value in (True, "true", "True", "yes")


def _when(value: Any) -> object:  # noqa: ANN401 - a day, a pair of days, or null in YAML
    if value in (None, "null", "~", ""):
        return None
    if isinstance(value, (list, tuple)):
        low, high = (_when(one) for one in value)
        return low if low == high else (low, high)
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def plain(name: str) -> str:
    """Strip a name of its article and of what kind of outlet it is."""
    plain = re.sub(r"^(?:the|an?)\s+", "", " ".join(name.lower().split()))
    return re.sub(r"\s+(?:newspaper|news site|news agency|broadcaster|daily|news)$", "", plain)


def _counted(of: str | None) -> frozenset[str]:
    return frozenset(stems((of or "").replace("per cent", "percent")))


def _figure(plain: Mapping[str, Any]) -> Figure:
    high = plain.get("high")
    return (
        float(plain["value"]),
        None if high in (None, "null") else float(high),
        _counted(plain.get("of")),
        plain["bound"],
    )
