"""Lay windows over a text's pieces: wide ones to find cues in, a narrow one a cue to find its source and content in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.record.attribute.pieces import Pieces

#: Pieces that a wide window reads for itself, and as context on either side. With both ends marked: at most 512.
CORE, CONTEXT = 416, 48
#: Pieces of the cue's own paragraph before and after the cue. In PolNeAR 99 of 100 contents lie within.
BEFORE, AFTER = 80, 64


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [first, last) are encoded; cues are sought in [begin, end) only."""

    first: int
    last: int
    begin: int
    end: int


def wide(pieces: Pieces) -> Iterator[Window]:
    """Yield windows whose cores cover the pieces once, cut between paragraphs wherever these are short enough."""
    n = len(pieces)
    breaks = np.flatnonzero(np.diff(pieces.paragraphs)) + 1
    begin = 0
    while begin < n:
        end = min(n, begin + CORE)
        if end < n:
            within = breaks[(breaks > begin) & (breaks <= end)]
            end = int(within[-1]) if len(within) else end
        yield Window(max(0, begin - CONTEXT), min(n, end + CONTEXT), begin, end)
        begin = end


def narrow(pieces: Pieces, window: Window, cue_first: int, cue_last: int) -> tuple[int, int]:
    """Return the pieces [first, last) around a cue [cue_first, cue_last): its paragraph, as far as it reaches."""
    number = pieces.paragraphs[cue_first]
    low = int(np.searchsorted(pieces.paragraphs, number, side="left"))
    high = int(np.searchsorted(pieces.paragraphs, number, side="right"))
    return max(low, window.first, cue_first - BEFORE), min(high, window.last, cue_last + AFTER)
