"""Articles as arrays: windows with their cue labels, and each cue's window with its source and content labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from goodoffices.record.attribute.pieces import Pieces, cut
from goodoffices.record.attribute.windows import Window, wide
from training.attribution.corpus import Article, Spans

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
NEITHER, SOURCE, CONTENT = 0, 1, 2


@dataclass(frozen=True)
class Cue:
    """A gold cue: pieces [first, last), and the role (NEITHER, SOURCE, CONTENT) of every piece near it."""

    first: int
    last: int
    low: int
    roles: NDArray[np.int8]

    def within(self, first: int, last: int) -> NDArray[np.int8]:
        """Return the roles of the pieces [first, last)."""
        out = np.zeros(last - first, dtype=np.int8)
        a, b = max(first, self.low), min(last, self.low + len(self.roles))
        if a < b:
            out[a - first : b - first] = self.roles[a - self.low : b - self.low]
        return out


@dataclass(frozen=True)
class Example:
    """An article cut into n pieces: windows, cue tags (n,), what lies in any source or content (n, 2), cues."""

    article: Article
    pieces: Pieces
    windows: tuple[Window, ...]
    tags: NDArray[np.int8]
    spread: NDArray[np.int8]
    cues: tuple[Cue, ...]


def touched(pieces: Pieces, spans: Spans) -> NDArray[np.bool_]:
    """Mark the pieces that share a character with one of the spans."""
    marked = np.zeros(len(pieces), dtype=np.bool_)
    for a, b in spans:
        marked[
            np.searchsorted(pieces.ends, a, side="right") : np.searchsorted(pieces.starts, b, side="left")
        ] = True
    return marked


def example(article: Article, tokenizer: Tokenizer) -> Example:
    """Align one article."""
    pieces = cut(article.text, tokenizer)
    tags = np.zeros(len(pieces), dtype=np.int8)
    spread = np.zeros((len(pieces), 2), dtype=np.int8)
    cues = []
    for gold in article.gold:
        spread[touched(pieces, gold.source), 0] = spread[touched(pieces, gold.content), 1] = 1
        at = np.flatnonzero(touched(pieces, gold.cue))
        if not len(at):
            continue
        first, last = int(at[0]), int(at[-1]) + 1
        tags[at] = INSIDE
        tags[first] = BEGIN
        roles = np.zeros(len(pieces), dtype=np.int8)
        roles[touched(pieces, gold.content)] = CONTENT
        roles[touched(pieces, gold.source)] = SOURCE
        if not (roles == CONTENT).any():
            continue
        low, high = max(0, first - 200), last + 200
        cues.append(Cue(first, last, low, roles[low:high].copy()))
    return Example(article, pieces, tuple(wide(pieces)), tags, spread, tuple(cues))
