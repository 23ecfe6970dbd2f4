"""Paragraphs: parted by blank lines, or by lines where lines are not hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Lines no longer than this, with blank lines between groups of them, are taken for hard-wrapped.
_HARD_WRAP = 120
_LINE = re.compile(r"[ \t\r\f\v]*\n\s*")
_BLANK = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*\n\s*")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the [start, end) of each paragraph, surrounding white space left out."""
    wrapped = "\n\n" in text and max(map(len, text.split("\n")), default=0) <= _HARD_WRAP
    start = len(text) - len(text.lstrip())
    for gap in (_BLANK if wrapped else _LINE).finditer(text, start):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    end = len(text.rstrip())
    if end > start:
        yield start, end
