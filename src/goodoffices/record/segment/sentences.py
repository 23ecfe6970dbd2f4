"""Sentences within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.record.lexicon import words

#: An end mark, what closes after it, white space, and what a sentence may begin with.
_END = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>[\"”’')\]»]*+)(?P<gap>\s++)(?=[\"“‘'(\[«]*[A-Z0-9À-ÞА-Я])"
)
#: A sentence without a mark is cut so that nothing downstream has to take in a text of any length.
LONGEST = 2_000


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the [start, end) of each sentence of text[start:end]."""
    begin = start
    for found in _END.finditer(text, start, end):
        if found["mark"] == "." and not found["close"] and _abbreviates(text, begin, found.start()):
            continue
        yield from _cut(text, begin, found.end("close"))
        begin = found.end()
    if begin < end:
        yield from _cut(text, begin, end)


def _abbreviates(text: str, begin: int, dot: int) -> bool:
    word = re.search(r"[\w.]*$", text[max(begin, dot - 12) : dot])
    written = word[0].lower() if word else ""
    return written in words("sentences", "abbreviations") or (len(written) == 1 and written.isalpha())


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST:
        at = text.rfind(" ", begin + LONGEST // 2, begin + LONGEST)
        at = at if at > begin else begin + LONGEST
        yield begin, at
        begin = at + 1 if text[at : at + 1] == " " else at
    if begin < end:
        yield begin, end
