"""What both readers give back."""

from __future__ import annotations

from dataclasses import dataclass

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in a text, as spans [start, end) of characters (Unicode code points) of the text as given.

    `source` is empty where the text names none ("reportedly", "is believed"). `confidence`, from 0 to 1, estimates the
    chance that people would find cue, source and content right.
    """

    content: Spans
    cue: Spans
    source: Spans
    confidence: float
