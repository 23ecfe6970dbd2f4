"""The frontier: the packages that no other betters for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from goodoffices.analysis.results import Analysis, Point
from goodoffices.language import counted, digits_tag, direction, gettext_lazy
from goodoffices.language import gettext as _
from goodoffices.model import Package
from goodoffices.reports import words
from goodoffices.reports.charts.marks import Mark, marks, thinned
from goodoffices.reports.charts.parallel import Parallel, parallel
from goodoffices.reports.charts.plane import Plane, plane
from goodoffices.reports.names import Names
from goodoffices.reports.sections.base import Material, Section

#: Points that are drawn, in the plane and as lines.
MOST_POINTS: Final = 600
MOST_LINES: Final = 240
#: Points that the table lists.
MOST_ROWS: Final = 200
#: More parties than this, and the planes of all pairs would be too many.
_MOST_PAIRED: Final = 4
_PAIR: Final = 2

#: What the script writes; the places are filled there.
_WORDS: Final = {
    "package": gettext_lazy("Package {number}"),
    "place": gettext_lazy("{name} of {count}: {values}"),
    "kept": gettext_lazy("Kept: {name}"),
    "keep": gettext_lazy("Keep for comparison"),
    "stop": gettext_lazy("Stop comparing"),
    "is_kept": gettext_lazy("{name} is kept for comparison"),
    "nothing_kept": gettext_lazy("Nothing is kept"),
    "comma": gettext_lazy(", "),
    "colon": gettext_lazy(": "),
}


@dataclass(frozen=True)
class Pair:
    """The plane of two of several parties."""

    parties: tuple[str, str]
    plane: Plane


@dataclass(frozen=True)
class FrontierView:
    """The chart, the data behind it for picking points, and the table."""

    parties: tuple[str, ...]
    plane: Plane | None
    parallel: Parallel | None
    pairs: tuple[Pair, ...]
    size: int
    given: int
    drawn: int
    bound: float | None
    coverage: str | None
    rows: tuple[Point, ...]
    marks: tuple[Mark, ...]
    issues: tuple[str, ...]
    reservations: tuple[tuple[str, str], ...]
    data: dict[str, Any]


def frontier(material: Material) -> Section | None:
    """Show the frontier, where the parties' preferences are known."""
    analysis, names = material.analysis, material.names
    if analysis is None or analysis.frontier is None or not analysis.frontier.points:
        return None
    width = len(analysis.parties)
    points = thinned(analysis.frontier.points, MOST_POINTS if width <= _PAIR else MOST_LINES)
    marked = marks(analysis, material.deadlock)
    own = tuple(analysis.reservations.get(party) for party in analysis.parties)
    cover = analysis.frontier.coverage
    view = FrontierView(
        parties=analysis.parties,
        plane=plane(points, marked, _both(own)) if width == _PAIR else None,
        parallel=parallel(analysis.parties, points, marked, own) if width != _PAIR else None,
        pairs=_pairs(analysis, points, marked, own) if _PAIR < width <= _MOST_PAIRED else (),
        size=analysis.frontier.size, given=len(analysis.frontier.points), drawn=len(points),
        bound=analysis.frontier.bound, coverage=None if cover is None else words.at_most(cover),
        rows=tuple(analysis.frontier.points[:MOST_ROWS]), marks=marked, issues=_issues(analysis, names),
        reservations=tuple((p, words.utility(r)) for p, r in zip(analysis.parties, own, strict=True) if r is not None),
        data={},
    )  # fmt: skip
    view.data.update(_data(view, points, names))
    lead = counted(
        "{n} package that no other package betters for one party without loss to another, "
        "by what each is worth to the parties.",
        "{n} packages that no other package betters for one party without loss to another, "
        "by what each is worth to the parties.",
        view.size,
    )
    return Section("frontier", _("What is possible: the frontier"), lead, view)


def _both(own: Sequence[float | None]) -> tuple[float, float] | None:
    first, second = own
    return None if first is None or second is None else (first, second)


def _pairs(
    analysis: Analysis, points: Sequence[Point], marked: Sequence[Mark], own: Sequence[float | None]
) -> tuple[Pair, ...]:
    """Lay out the small planes of each two parties."""
    count = len(analysis.parties)
    return tuple(
        Pair(
            (analysis.parties[i], analysis.parties[j]),
            plane(points, marked, _both((own[i], own[j])), pair=(i, j), small=True),
        )
        for i in range(count)
        for j in range(i + 1, count)
    )


def _issues(analysis: Analysis, names: Names) -> tuple[str, ...]:
    """Return the ids of the issues of which the packages speak, in the case's order."""
    package = analysis.frontier.points[0].package if analysis.frontier is not None else {}
    known = [issue.id for issue in names.case.issues if issue.id in package]
    return tuple(known + [issue for issue in package if issue not in known])


def _data(view: FrontierView, points: Sequence[Point], names: Names) -> dict[str, Any]:
    """Return what the script needs: labels once, and each point by the numbers of its labels and its places."""
    labels: list[dict[str, int]] = [{} for _ in view.issues]

    def chosen(package: Package) -> list[int]:
        return [
            known.setdefault(names.option(issue, package[issue]) if issue in package else "—", len(known))
            for issue, known in zip(view.issues, labels, strict=True)
        ]

    def entry(utilities: Sequence[float], package: Package) -> dict[str, Any]:
        return {
            "u": [words.utility(u) for u in utilities],
            "p": chosen(package),
            "xy": _places(view, utilities),
        }

    return {
        "parties": [names.party(party) for party in view.parties],
        "issues": [names.issue(issue) for issue in view.issues],
        "points": [entry(point.utilities, point.package) for point in points],
        "marks": {
            mark.key: {"name": mark.name, **entry(mark.utilities, mark.package)} for mark in view.marks
        },
        "labels": [list(known) for known in labels],
        "words": {"digits": digits_tag(), **{key: str(word) for key, word in _WORDS.items()}},
    }


def _places(view: FrontierView, utilities: Sequence[float]) -> list[float]:
    """Return the coordinates of a point: x and y in the plane, or x and y on each axis in turn, from the left."""
    if view.plane is not None:
        first, second = utilities
        places, width = [(view.plane.x(first), view.plane.y(second))], view.plane.width
    elif view.parallel is not None:
        axes = zip(view.parallel.axes, utilities, strict=True)
        places, width = [(axis.x, view.parallel.y(u)) for axis, u in axes], view.parallel.width
    else:
        return []
    if direction() == "rtl":
        places = [(width - x, y) for x, y in reversed(places)]
    return [round(place, 1) for pair in places for place in pair]
