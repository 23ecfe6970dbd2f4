"""Cut a text into word pieces that remember where they stood, how they were written and whether they were quoted.

Training and reading share this file, so that a model sees in a report what it saw in training.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.record.segment.paragraphs import paragraphs

if TYPE_CHECKING:
    # Only where the reader is installed; `read` says so before anything of this is used.
    from tokenizers import Tokenizer

#: Pieces between paragraphs are counted apart; a feature is one of 3 (quotation) x 2 (paragraph start) x 4 (case).
FEATURES = 24
_OPENING, _CLOSING, _EITHER = "“„«", "”»", '"'
#: A block handed to the tokeniser at once; a longer line is cut at a space, or, without one, where the block ends.
_BLOCK = 8000


@dataclass(frozen=True, slots=True)
class Pieces:
    """The n word pieces of a text. Each array has shape (n,); offsets are in characters, end exclusive."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    #: 0 to FEATURES - 1: quotation (outside, inside, mark), paragraph start, case (lower, title, upper, no letter).
    features: NDArray[np.int8]
    #: The number of the paragraph, from 0, never falling.
    paragraphs: NDArray[np.int32]
    #: False where the piece goes on a word that began before it.
    heads: NDArray[np.bool_]

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self.ids)


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a paragraph into blocks of bounded length, at spaces where there are any."""
    while end - start > _BLOCK:
        cut = text.rfind(" ", start + _BLOCK // 2, start + _BLOCK)
        cut = cut if cut > start else start + _BLOCK
        yield start, cut
        start = cut
    yield start, end


def quoted(text: str, start: int, end: int) -> NDArray[np.int8]:
    """Return for each character of a paragraph: 0 outside quotation marks, 1 inside, 2 a mark. Shape (end - start,).

    A quotation left open ends with its paragraph, as newspapers have it; a straight mark opens where none is open.
    """
    state = np.zeros(end - start, dtype=np.int8)
    opened: int | None = None
    for found in re.finditer(f"[{_OPENING}{_CLOSING}{_EITHER}]", text[start:end]):
        at, mark = found.start(), found[0]
        if mark in _OPENING or (mark in _EITHER and opened is None):
            opened = at if opened is None else opened
        elif opened is not None:
            state[opened:at] = 1
            opened = None
        state[at] = 2
    if opened is not None:
        marks = state == 2  # noqa: PLR2004 - the value of a mark, as above
        state[opened:] = 1
        state[marks] = 2
    return state


def _case(piece: str) -> int:
    if not piece[:1].isalpha():
        return 3
    if piece[0].islower():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut `text` into word pieces, paragraph by paragraph."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    features: list[int] = []
    numbers: list[int] = []
    heads: list[bool] = []
    for number, (first, last) in enumerate(paragraphs(text)):
        quotes = quoted(text, first, last)
        spans = list(_blocks(text, first, last))
        encodings = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
        opening = 4
        for (base, _), encoding in zip(spans, encodings, strict=True):
            words = encoding.word_ids
            before: int | None = None
            for piece, (a, b), word in zip(encoding.ids, encoding.offsets, words, strict=True):
                ids.append(piece)
                starts.append(base + a)
                ends.append(base + b)
                features.append(
                    8 * int(quotes[base + a - first]) + opening + _case(text[base + a : base + b])
                )
                numbers.append(number)
                heads.append(word != before)
                before, opening = word, 0
    return Pieces(
        np.array(ids, dtype=np.int32),
        np.array(starts, dtype=np.int32),
        np.array(ends, dtype=np.int32),
        np.array(features, dtype=np.int8),
        np.array(numbers, dtype=np.int32),
        np.array(heads, dtype=np.bool_),
    )
