"""A figure set against another: "organisers say 3,000 people came; police put the crowd at 1,200"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goodoffices.record.conflicting.quantities import number, source_of, who
from goodoffices.record.lexicon.stems import stems
from goodoffices.record.results import ReadConflict, ReadFigure, ReadReport, ReadStatement

#: "(put) the number of wounded at …", "the true figure could hardly be more than …".
_ESTIMATE = re.compile(
    r"^\W*(?:that\s+)?(?:the|its|their|his|her)\s+(?:(?:true|real|actual|correct)\s+)?"
    r"(?P<noun>number|figure|count|crowd|turnout|toll|tally|total|cost|costs|loss|losses|damage|price|bill|attendance)"
    r"(?:\s+of\s+(?:the\s+)?(?P<what>[a-z][a-z\s-]{2,40}?))?\s+"
    r"(?:at|is|was|were|could|would|may|might|must|can)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset({"crowd", "turnout", "attendance", "toll"})
_MONEY = frozenset({"cost", "costs", "loss", "losses", "damage", "price", "bill"})
_PERSONS = frozenset(
    stems("people persons men women protesters marchers demonstrators supporters dead wounded")
)
_COSTING = re.compile(
    r"\b(?:cost|costs|loss|losses|lost|damage|price|bill|worth|paid|pay|million|billion)\b", re.IGNORECASE
)
_PRESENT = re.compile(
    r"\b(?:came|marched|gathered|attended|here|rallied|rally|join\w*|took\s+(?:part|to)|turned\s+out|protest\w*|crowd|turnout|"
    r"demonstrat\w+|killed|wounded|injured|died|dead|hurt|square|streets?)\b",
    re.IGNORECASE,
)
#: So many characters may lie between a figure and the estimate set against it: a sentence or two.
_NEAR = 240
_AFTER = 120


def estimate_conflicts(reports: Sequence[ReadReport], known: set[tuple[str, ...]]) -> Iterator[ReadConflict]:
    """Yield a conflict where one source's estimate follows, or goes before, another's figure for the same thing.

    Args:
        reports: the reports.
        known: pairs of statements whose figures are known to clash.
    """
    for report in reports:
        if report.copy_of is not None:
            continue
        for one in report.statements:
            if one.figures and (told := _ESTIMATE.match(one.content)):
                other = _set_against(one, told, report.statements)
                if other is not None and not {(other[0].id, one.id), (one.id, other[0].id)} & known:
                    yield ReadConflict(
                        kind="figure",
                        statements=(other[0].id, one.id),
                        about=f"the {told['noun']}"
                        + (f" of {told['what']}" if told["what"] else f" of {other[1].of}"),
                        why=f"{who(other[0])}: {number(other[1])}; {who(one)}: {number(one.figures[0])}",
                    )


def _set_against(
    one: ReadStatement, told: re.Match[str], statements: Sequence[ReadStatement]
) -> tuple[ReadStatement, ReadFigure] | None:
    """Return the nearest figure of another source for what an estimate is of, and the statement it stands in."""
    near = [
        (gap, -len(other.content), number_, other, figure)
        for number_, other in enumerate(statements)
        if other.id != one.id and source_of(other) != source_of(one) and other.said_on == one.said_on
        for figure in other.figures
        if (gap := _gap(one, figure)) <= _NEAR
        and not figure.part
        and not _within(figure, one)
        and _alike(told, figure, other)
    ]
    if not near:
        return None
    _, _, _, other, figure = min(near, key=lambda found: found[:3])
    mine = one.figures[0]
    same = (mine.value, mine.high) == (figure.value, figure.high)
    return None if same else (other, figure)


def _gap(one: ReadStatement, figure: ReadFigure) -> int:
    start, end = one.content_spans[0][0], one.content_spans[-1][1]
    # Figures are set against what was said before; what comes after is the second choice.
    return start - figure.span[1] if figure.span[1] <= start else _AFTER + max(0, figure.span[0] - end)


def _within(figure: ReadFigure, statement: ReadStatement) -> bool:
    return any(a <= figure.span[0] < b for a, b in statement.content_spans)


def _alike(told: re.Match[str], figure: ReadFigure, statement: ReadStatement) -> bool:
    if told["what"]:
        return bool(set(stems(told["what"])) & {*stems(figure.of), *stems(statement.content)})
    noun = told["noun"].lower()
    if noun in _PEOPLE:
        return bool(set(stems(figure.of)) & _PERSONS) and _PRESENT.search(statement.content) is not None
    if noun in _MONEY:
        return _COSTING.search(statement.content) is not None
    return True
