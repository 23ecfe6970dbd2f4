"""Estimates: "police put the crowd at 1,200". Readers taught on attributed speech pass over many of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from goodoffices.model.base import Span
from goodoffices.record.attribute.attribution import Attribution

_ESTIMATE = re.compile(
    r"(?:^|[.;:]\s+|,\s+(?:while|but|and|though|whereas)\s+|\bago,?\s+|\b[Ll]ast\s+\w+,?\s+)"
    r"(?P<who>(?!(?:Last|This|Now|Then|On|In|By|At|Earlier|Later)\b|A\s\w+\s+ago\b)(?:[A-Z“]|the\s|its\s|their\s|it\b|they\b)[^.,;:\n]{0,60}?)(?:,\s+[^.;\n]{2,80},)?"
    r"\s+(?:now\s+|later\s+|then\s+)?(?P<cue>puts?|estimate[sd]?)\s+"
    r"(?P<content>(?:the|its|their)\s+[\w’'\s-]{3,50}?\s+at\s+[^.;\n]{0,30}?\d(?:[^.;,\n]|[.,]\d)*)"
)
_CONFIDENCE = 0.6


def estimates(text: str, sentences: Sequence[Span], known: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield who puts what at which number, where no attribution of `known` has that cue."""
    cues = sorted(span for one in known for span in one.cue)
    for start, end in sentences:
        for match in _ESTIMATE.finditer(text[start:end]):
            content, cue, who = (
                (start + match.start(name), start + match.end(name)) for name in ("content", "cue", "who")
            )
            near = bisect_left(cues, (cue[0] - 40, 0))
            if not any(a < cue[1] and cue[0] < b for a, b in cues[near : near + 40]):
                yield Attribution((content,), (cue,), (who,), _CONFIDENCE)
