"""The single negotiating text with a package put in: brackets that the package settles go, the others stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from goodoffices.agreement.text.brackets import Piece, pieces
from goodoffices.model.base import Value
from goodoffices.model.document import Line, Stretch, text_of
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.talks.events.channel import Clause

#: What may stand between two brackets that are alternatives.
_BETWEEN: Final = re.compile(r"\s*(?:/|\||,|or|أو)?\s*", re.IGNORECASE)
#: Signs before which no blank stands.
_CLOSING: Final = re.compile(r"\s*[.,;:!?)\]،؛؟]")


def settled(text: str, options: Sequence[Value], value: Value | None) -> Line:
    """Return the words of a clause with an issue's value put in.

    Args:
        text: the words, with brackets.
        options: what the brackets stand for, one each in order; empty where they stand for no option.
        value: the issue's value; None where it is open.

    Returns:
        the brackets of the value without their signs, the others gone; all brackets where none stands for the value.
    """
    parts = pieces(text)
    places = [place for place, piece in enumerate(parts) if piece.open]
    if value is None or len(places) != len(options) or value not in options:
        return as_line(text)
    kept = {place for place, option in zip(places, options, strict=True) if option == value}
    return _joined(parts, kept, set(places))


def _joined(parts: Sequence[Piece], kept: set[int], tied: set[int]) -> Line:
    """Join what stays; with a bracket that goes, one blank beside it goes, and what parted it from the next."""
    written, dropped = "", False
    for place, piece in enumerate(parts):
        if place in tied:
            written += piece.text if place in kept else ""
            dropped = place not in kept
            continue
        between = place - 1 in tied and place + 1 in tied and _BETWEEN.fullmatch(piece.text)
        if between and not (place - 1 in kept and place + 1 in kept):
            written += " " if place - 1 in kept and not written.endswith(" ") else ""
            continue
        if (dropped and _CLOSING.match(piece.text)) or (written.endswith(" ") and piece.text.startswith(" ")):
            written = written.rstrip()
        written += piece.text
        dropped = False
    return (Stretch(text=written.rstrip()),)


def as_line(text: str) -> Line:
    """Return words in which what stands in brackets is open."""
    return opened((Stretch(text=text),))


def opened(words: Line) -> Line:
    """Return a line in which all that stands in brackets is open, whatever stretches the brackets hold."""
    inside = [piece.open for piece in pieces(text_of(words)) for _ in range(len(piece.text) + 2 * piece.open)]
    made: list[Stretch] = []
    start = 0
    for one in words:
        flags = inside[start : start + len(one.text)]
        start += len(one.text)
        for is_open, run in groupby(zip(one.text, flags, strict=True), key=lambda pair: pair[1]):
            text = "".join(letter for letter, _ in run)
            made.append(
                Stretch(text=text, open=is_open, change=one.change, strong=one.strong, language=one.language)
            )
    return tuple(made)


def unfitting(clauses: Sequence[Clause], package: Package, issues: Mapping[str, Issue]) -> Iterator[str]:
    """Yield a sentence for each clause whose brackets say nothing of what the package has settled."""
    for clause in clauses:
        value = package.get(clause.issue)
        if value is not None and clause.options and value not in clause.options:
            issue = issues[clause.issue]
            yield (
                f"clause '{clause.id}': the package has “{issue.label_of(value)}” for “{issue.name}”, and no bracket "
                "stands for that; the brackets stay"
            )
