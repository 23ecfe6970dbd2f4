"""How much there is to a page before it is parsed: what is made to hurt a parser is refused before it comes to one."""

from __future__ import annotations

import re

#: A page of more tags is no report; the extractor takes the square of how many there are.
MOST_TAGS = 50_000
#: Nor does a tag of a report have so many attributes: a parser sets each beside all others.
MOST_ATTRIBUTES = 2_000

_TAG = re.compile(r"<([A-Za-z][^\s/>]*+)")
# A quote that nothing closes is looked for to the end once: behind it there is no other of its kind.
_ATTRIBUTE = re.compile(r"[\s/]*+(?:[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+|=)")
#: What stands inside these is no markup, up to where they end.
_VERBATIM = frozenset({"script", "style"})
_ENDS = re.compile(r"</(?:script|style)", re.IGNORECASE)


def too_much(markup: str) -> str:
    """Say what there is too much of in a page; empty where there is not. Takes time in proportion to its length."""
    place, tags = 0, 0
    while (tag := _TAG.search(markup, place)) is not None:
        tags += 1
        if tags > MOST_TAGS:
            return f"it has over {MOST_TAGS:,} tags"
        place, attributes = tag.end(), 0
        while (found := _ATTRIBUTE.match(markup, place)) is not None:
            place, attributes = found.end(), attributes + 1
            if attributes > MOST_ATTRIBUTES:
                return f"a tag in it has over {MOST_ATTRIBUTES:,} attributes"
        if tag[1].lower() in _VERBATIM:
            end = _ENDS.search(markup, place)
            if end is None:
                return ""
            place = end.start()
    return ""
