"""Through whom words came: attributions within attributions, "told Reuters", "citing a source"."""

from __future__ import annotations

import re

from goodoffices.record.attribute.attribution import Attribution, Spans
from goodoffices.record.resolve.speakers import outlet_in

_NAME = r"(?:the\s+)?[A-Z][\w.&’'-]*(?:\s+(?:[A-Z][\w.&’'-]*|\d+)){0,4}"
_TOLD = re.compile(
    rf"""
    \s* (?:(?:late|early|last|this|on)\s+)* (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+)? (?:to\s+|with\s+)?
    ({_NAME}(?:\s+(?:newspaper|news\s+(?:site|agency|website|outlet|channel)|daily|radio|television|broadcaster))?)
    """,
    re.VERBOSE,
)
_INTERVIEW = re.compile(
    rf"""
    \b(?:in\s+(?:an?\s+)?(?:\w+\s+)?(?:interview|remarks|comments)\s+(?:with|to|on|for)|speaking\s+(?:to|on|with)
    |quoted\s+by|carried\s+by|published\s+by|in\s+a\s+statement\s+(?:to|carried\s+by)|via) \s+ ({_NAME})
    """,
    re.VERBOSE,
)
_QUOTED_BY = re.compile(
    r"(?P<outlet>[A-Z][^,;“”\"]{1,60}?)\s+(?:(?:on|late|early)\s+\w+\s+)?(?:has\s+|had\s+|also\s+)?(?:quoted|quotes|quoting|cited|cites)\s+$"
)
_CITING = re.compile(
    r"""
    \b(?:citing|quoting|quotes|quoted|cited|cites)\s+
    ((?:an?|the|unnamed|its|their|several|two|three|one|sources|officials|people|[A-Z])[^,.;:“”"\n]*?)
    (?= [,.;:“”"\n] | \s+(?:who|as\s+saying|saying|that|on|in)\b | $)
    """,
    re.VERBOSE,
)


def extent(spans: Spans) -> tuple[int, int]:
    """Return the first and last place that spans touch; (0, 0) for none."""
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)


def enclosing(one: Attribution, others: list[Attribution]) -> list[Attribution]:
    """Return the attributions in whose content the cue of `one` lies, the outermost first.

    A content in several pieces encloses what stands between them, unless that is its own cue or source.
    """
    first, last = extent(one.cue)
    around = [other for other in others if other is not one and _encloses(other, first, last)]
    return sorted(around, key=lambda other: extent(other.content)[0] - extent(other.content)[1])


def _encloses(other: Attribution, first: int, last: int) -> bool:
    low, high = extent(other.content)
    if not low <= first <= last <= high:
        return False
    inside = any(a <= first and last <= b for a, b in other.content)
    own = any(a < last and first < b for a, b in (*other.cue, *other.source))
    apart = any(low < a < first or last <= a < high for a, _ in other.cue)
    return inside or not (own or apart)


def told_to(text: str, one: Attribution, sentence: tuple[int, int]) -> str:
    """Return the outlet to which the words were said: behind the cue, or in an interview. "" where none is named."""
    _, end = extent(one.cue)
    if found := _TOLD.match(text, end, sentence[1]):
        outlet = outlet_in(found[1])
        if outlet and not any(a < found.end(1) and found.start(1) < b for a, b in one.source):
            return outlet
    outside = _without(text, sentence, one.content)
    if found := _INTERVIEW.search(outside):
        return outlet_in(found[1])
    return ""


def quoted_by(text: str, source: Spans, sentence: tuple[int, int]) -> str:
    """Return the outlet in "Haaretz on Saturday quoted an unnamed source", "" where nobody quotes the source."""
    start, _ = extent(source)
    found = _QUOTED_BY.search(text[sentence[0] : max(start, sentence[0])])
    return outlet_in(found["outlet"]) if found else ""


def cited(text: str, one: Attribution, sentence: tuple[int, int]) -> tuple[str, tuple[int, int]] | None:
    """Return whom an outlet cites, and where, outside the content: "…, citing a security source"."""
    outside = _without(text, sentence, one.content)
    found = _CITING.search(outside)
    if found is None:
        return None
    return found[1].strip(), (
        sentence[0] + found.start(1),
        sentence[0] + found.start(1) + len(found[1].rstrip()),
    )


def _without(text: str, sentence: tuple[int, int], spans: Spans) -> str:
    """Return the sentence with some spans blotted out, so that places stay."""
    out = list(text[sentence[0] : sentence[1]])
    for a, b in spans:
        for at in range(max(a, sentence[0]), min(b, sentence[1])):
            out[at - sentence[0]] = "\n"
    return "".join(out)
