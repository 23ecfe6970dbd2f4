"""PolNeAR, read by path: texts and brat attributions. Nothing of it is copied into the repository."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROLES = ("source", "cue", "content")
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Gold:
    """One attribution as annotated: its spans of characters by role."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Article:
    """A text with the attributions of its first annotator (what the shared scorer compares with)."""

    name: str
    text: str
    gold: tuple[Gold, ...]


def corpus_folder() -> Path:
    """Return where PolNeAR lies: below GOODOFFICES_SHARED, or ../shared beside the repository."""
    root = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("GOODOFFICES_SHARED", root.parent / "shared")) / "corpora" / "polnear"


def _attributions(path: Path) -> Iterator[Gold]:
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"(T\d+)\t\w+ ([\d; ]+)\t", line):
            pairs = (pair.split() for pair in found[2].split(";"))
            spans[found[1]] = tuple((int(a), int(b)) for a, b in pairs)
        elif line.startswith("E"):
            events.append(line.split("\t", 1)[1].split())
    for event in events:
        roles: dict[str, Spans] = dict.fromkeys(ROLES, ())
        for argument in event:
            role, target = argument.split(":", 1)
            role = re.sub(r"\d+$", "", role).lower()
            if role in roles:
                roles[role] += spans.get(target, ())
        yield Gold(**roles)


def articles(part: str) -> list[Article]:
    """Return the articles of `train` or `dev`, in order of name."""
    folder = corpus_folder() / part
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        annotations = sorted(
            other
            for other in (folder / "attributions").iterdir()
            if other.name.startswith(path.stem + "_") and other.suffix == ".ann"
        )
        found.append(Article(path.stem, text, tuple(_attributions(annotations[0])) if annotations else ()))
    return found


def held_out(article: Article, share: float = 0.08) -> bool:
    """Tell whether an article of train is kept for tuning: by its name, so that the choice never changes."""
    digest = hashlib.sha256(article.name.encode()).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32
