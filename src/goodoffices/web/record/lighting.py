"""A report's text with places lit in it: cut where a mark begins or ends, so that marks may overlap."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.model.base import Span
from goodoffices.model.record import Statement

#: A text is shown in parts of about so many characters.
PART: Final = 9_000
#: A part ends at a line's end, if there is one within so many characters.
_REACH: Final = 1_500
#: What is lit, in the order in which it is explained.
MARKS: Final = ("content", "cue", "speaker", "figure")


@dataclass(frozen=True)
class Segment:
    """A stretch of text, and what is lit in it."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """The part of a text that is shown, of how many; `before` and `after`: how many characters are not."""

    segments: tuple[Segment, ...]
    part: int
    parts: int
    before: int
    after: int


def spans_of(statement: Statement) -> dict[str, Sequence[Span]]:
    """Return the places of a statement in its report, by what they are."""
    return {
        "content": statement.content_spans,
        "cue": statement.cue_spans,
        "speaker": statement.speaker_spans,
        "figure": tuple(one.span for one in statement.figures if one.span is not None),
    }


def passage(text: str, spans: Mapping[str, Iterable[Span]], part: int = 0) -> Passage:
    """Return a part of a text with places lit in it.

    Args:
        text: the text, of which spans count the characters (code points).
        spans: the places, by what they are; what lies outside the text is left out.
        part: which part, from 1; 0 is the one in which the first place begins.
    """
    known = {name: [_within(one, len(text)) for one in several] for name, several in spans.items()}
    starts = [start for several in known.values() for start, end in several if start < end]
    cuts = _cuts(text)
    if not 0 < part < len(cuts):
        first = min(starts, default=0)
        part = next(
            number for number in range(1, len(cuts)) if first < cuts[number] or number == len(cuts) - 1
        )
    start, end = cuts[part - 1], cuts[part]
    return Passage(tuple(_segments(text, known, start, end)), part, len(cuts) - 1, start, len(text) - end)


def _within(span: Span, length: int) -> Span:
    return min(span[0], length), min(span[1], length)


def _cuts(text: str) -> list[int]:
    """Return where the parts of a text begin, and where the last one ends."""
    cuts = [0]
    while len(text) - cuts[-1] > PART + _REACH:
        at = cuts[-1] + PART
        line = text.find("\n", at, at + _REACH)
        cuts.append(at if line < 0 else line + 1)
    return [*cuts, len(text)]


def _segments(text: str, spans: Mapping[str, Iterable[Span]], start: int, end: int) -> Iterable[Segment]:
    ends = {start, end}
    for several in spans.values():
        for span in several:
            ends |= {one for one in span if start < one < end}
    order = sorted(ends)
    for begin, stop in itertools.pairwise(order):
        marks = tuple(name for name in MARKS if any(a <= begin and stop <= b for a, b in spans.get(name, ())))
        yield Segment(text[begin:stop], marks)
