"""Two different figures for the same thing at the same time, from different sources."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.model.base import When
from goodoffices.record.conflicting.index import Index
from goodoffices.record.dating.days import days
from goodoffices.record.lexicon.stems import stems
from goodoffices.record.results import ReadConflict, ReadFigure, ReadReport, ReadStatement

#: Two reports speak of the same time if no more days than this lie between them.
_DAYS = 4
_STANDS = frozenset({"offers", "demands", "accepts", "rejects", "plans"})
#: Of the words around two figures, this share of the smaller set must be the same.
_SHARED = 0.34
_MORE = re.compile(r"\b(?:of\s+(?:these|those|the)|another|further|additional|more|extra)\s*$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:from|by|rose|risen|fell|fallen|up|down|increas\w+|cut|reduc\w+|initial\w*|original\w*|previous\w*|earlier|first)\b",
    re.IGNORECASE,
)
_TIMES = frozenset(
    stems("first second third initial later final phase stage week month year november december")
)
_ANYBODY = frozenset(stems("people persons men women others"))
_MOSTLY = 0.6
_UNITS = frozenset(
    stems(
        "days weeks months years hours percent dollars euros pounds kilometres kilometers miles people times"
    )
)


@dataclass(frozen=True)
class Stated:
    """A figure as somebody states it: the words around it, who says so, and for when."""

    figure: ReadFigure
    statement: ReadStatement
    report: int
    heads: frozenset[str]
    modifiers: frozenset[str]
    around: frozenset[str]
    when: tuple[dt.date, dt.date] | None
    own_days: frozenset[str]
    changes: bool


def figure_conflicts(reports: Sequence[ReadReport]) -> Iterator[ReadConflict]:
    """Yield a conflict for every two sources that state different numbers of the same thing."""
    known: list[Stated] = []
    index = Index()
    seen: set[tuple[str, str]] = set()
    for number, report in enumerate(reports):
        if report.copy_of is not None:
            continue
        for one in _stated(report, number):
            # A clash shares what is counted and two words around it at least.
            words = {(head, word) for head in one.heads for word in one.around}
            for place in index.near(words):
                other = known[place]
                pair = (other.statement.id, one.statement.id)
                if pair not in seen and _clash(other, one):
                    seen.add(pair)
                    yield _conflict(other, one)
            index.add(words)
            known.append(one)


def _stated(report: ReadReport, number: int) -> Iterator[Stated]:
    taken: set[tuple[int, int]] = set()
    # The innermost assertion is the one whose speaker gives the figure; a stand told in it ("is willing to release …")
    # is what it is about.
    for statement in sorted(report.statements, key=lambda one: (one.act in _STANDS, len(one.content))):
        for figure in statement.figures:
            counted = stems(figure.of)
            if figure.span in taken or not counted:
                continue
            taken.add(figure.span)
            before, after = _beside(statement, figure)
            if figure.part or _MORE.search(before):
                continue
            words = frozenset(stems(f"{before} {after}")) - frozenset(counted)
            yield Stated(
                figure=figure,
                statement=statement,
                report=number,
                heads=frozenset(
                    {counted[-1], *_done_to(after)} if counted[-1] in _ANYBODY else {counted[-1]}
                ),
                modifiers=frozenset(counted[:-1]),
                around=words,
                when=_range(statement.said_on if statement.said_on is not None else report.published),
                own_days=frozenset(str(day.when) for day in days(f"{before} {after}", dt.date(2000, 1, 3))),
                changes=_CHANGE.search(before[-40:]) is not None,
            )


def _beside(statement: ReadStatement, figure: ReadFigure) -> tuple[str, str]:
    """Return the words of the content before and after a figure, as far as its clause reaches."""
    place = 0
    for a, b in statement.content_spans:
        if a <= figure.span[0] < b:
            place += figure.span[0] - a
            break
        place += b - a + 1
    end = place + figure.span[1] - figure.span[0]
    before = re.split(r"[;—]|, (?:and|but|while)\b", statement.content[:place])[-1]
    after = re.split(r"[;—]|, (?:and|but|while|including|among)\b", statement.content[end:])[0]
    return before, after


def _done_to(after: str) -> list[str]:
    """Return what people underwent: "34 people were wounded" counts the wounded."""
    found = re.match(r"\s*(?:who\s+)?(?:were|was|had\s+been|have\s+been)\s+(\w+ed|killed|hurt)\b", after)
    return stems(found[1]) if found else []


def _range(when: When | None) -> tuple[dt.date, dt.date] | None:
    return when if isinstance(when, tuple) else (None if when is None else (when, when))


def _clash(one: Stated, other: Stated) -> bool:
    if (
        _values(one.figure) == _values(other.figure)
        or _same_source(one, other)
        or one.changes != other.changes
    ):
        return False
    if (
        one.modifiers
        and other.modifiers
        and not (one.modifiers <= other.modifiers or other.modifiers <= one.modifiers)
    ):
        return False
    if not _same_time(one, other) or not _same_kind(one.statement, other.statement):
        return False
    shared = one.around & other.around
    times = (one.around ^ other.around) & _TIMES
    smaller = min(len(one.around), len(other.around))
    # What is counted in units (days, dollars, people) needs more of its surroundings to be the same.
    least = 3 if one.heads & _UNITS and len(shared) < _MOSTLY * smaller else 2
    return (
        not times and len(shared) >= min(least, smaller) and smaller > 0 and len(shared) >= _SHARED * smaller
    )


def _same_kind(one: ReadStatement, other: ReadStatement) -> bool:
    """Tell two accounts of one thing from a demand and an account, or from what two sides want."""
    if not {one.act, other.act} & _STANDS:
        return True
    return one.act == other.act and one.speaker_party == other.speaker_party is not None


def _values(figure: ReadFigure) -> tuple[float, float | None]:
    return figure.value, figure.high


def _same_source(one: Stated, other: Stated) -> bool:
    if one.statement.id == other.statement.id:
        return True
    a, b = (source_of(stated.statement) for stated in (one, other))
    return a == b


def source_of(statement: ReadStatement) -> tuple[str, tuple[str, ...]]:
    """Return who says a statement and through whom: what makes one source."""
    return (statement.speaker_is or statement.speaker).lower(), tuple(name.lower() for name in statement.via)


def _same_time(one: Stated, other: Stated) -> bool:
    if one.own_days and other.own_days and one.own_days != other.own_days:
        return False
    if one.when is None or other.when is None:
        return one.report == other.report
    gap = max((one.when[0] - other.when[1]).days, (other.when[0] - one.when[1]).days)
    return gap <= _DAYS


def _conflict(one: Stated, other: Stated) -> ReadConflict:
    first, second = sorted((one, other), key=lambda stated: (stated.report, stated.figure.span))
    longer = max((first, second), key=lambda stated: len(stated.figure.of)).figure.of
    both = first.around & second.around
    shared = [
        word for word in re.findall(r"[A-Za-z’'-]+|\d+", first.statement.content) if set(stems(word)) & both
    ]
    about = f"how many {longer}" + (f" ({' '.join(dict.fromkeys(shared[:6]))})" if shared else "")
    return ReadConflict(
        kind="figure",
        statements=(first.statement.id, second.statement.id),
        about=about,
        why=f"{who(first.statement)}: {number(first.figure)}; {who(second.statement)}: {number(second.figure)}",
    )


def who(statement: ReadStatement) -> str:
    """Return who says a statement, for a sentence about it."""
    return statement.speaker_is or statement.speaker or "source not named"


def number(figure: ReadFigure) -> str:
    """Return a figure in words: "at least 34 people"."""
    words = {"exactly": "", "about": "about ", "at_least": "at least ", "at_most": "up to ", "range": ""}
    high = f" to {_written(figure.high)}" if figure.high is not None else ""
    return f"{words[figure.bound]}{_written(figure.value)}{high} {figure.of}"


def _written(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
