"""The classical solutions, issue by issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.results import Point, Solution
from goodoffices.language import gettext as _
from goodoffices.language import gettext_lazy
from goodoffices.reports import words
from goodoffices.reports.charts.marks import SOLUTIONS, marks
from goodoffices.reports.sections.base import Material, Section

#: What each solution looks for, in a few words.
MEANINGS: Final = {
    "nash": gettext_lazy("the largest product of gains"),
    "kalai_smorodinsky": gettext_lazy("equal shares of each party's best gain"),
    "egalitarian": gettext_lazy("the largest smallest gain"),
    "utilitarian": gettext_lazy("the largest sum of utilities"),
}


@dataclass(frozen=True)
class Column:
    """A solution, or the Nash point that a way out opens."""

    name: str
    shape: str
    meaning: str
    point: Solution | Point


@dataclass(frozen=True)
class Row:
    """An issue, each column's option, and whether they differ."""

    issue: str
    options: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class SolutionsView:
    """The table, and the names of the solutions that do not exist."""

    columns: tuple[Column, ...]
    utilities: tuple[tuple[str, str, tuple[float, ...]], ...]
    statuses: tuple[str, ...]
    rows: tuple[Row, ...]
    absent: tuple[str, ...]

    @property
    def compared(self) -> bool:
        """Whether there is more than one to compare."""
        return len(self.columns) > 1

    @property
    def ways(self) -> bool:
        """Whether ways out stand beside the solutions."""
        return any(isinstance(column.point, Point) for column in self.columns)


def solutions(material: Material) -> Section | None:
    """Show the solutions side by side; where there is no zone, the points that the ways out would open beside them."""
    analysis, names = material.analysis, material.names
    if analysis is None or not any(analysis.solutions.values()):
        return None
    columns = [
        Column(str(name), shape, str(MEANINGS[key]), solution)
        for key, (name, shape) in SOLUTIONS.items()
        if (solution := analysis.solutions.get(key)) is not None
    ]
    columns += [
        Column(
            mark.name,
            mark.shape,
            _("the Nash point it opens"),
            Point(utilities=mark.utilities, package=mark.package),
        )
        for mark in marks(analysis, material.deadlock)
        if mark.key not in SOLUTIONS
    ]
    points = [column.point for column in columns]
    rows = []
    for issue in dict.fromkeys(
        [*(i.id for i in material.case.issues), *(i for p in points for i in p.package)]
    ):
        if any(issue in point.package for point in points):
            chosen = {point.package.get(issue) for point in points}
            options = tuple(
                names.option(issue, p.package[issue]) if issue in p.package else "–" for p in points
            )
            rows.append(Row(names.issue(issue), options, len(chosen) > 1))
    view = SolutionsView(
        columns=tuple(columns),
        utilities=tuple(
            (party, names.colour(party), tuple(point.utilities[place] for point in points))
            for place, party in enumerate(analysis.parties)
        ),
        statuses=tuple(map(_status, points)), rows=tuple(rows),
        absent=tuple(str(name) for key, (name, _shape) in SOLUTIONS.items() if analysis.solutions.get(key) is None),
    )  # fmt: skip
    lead = _("What well-known rules of fairness and efficiency would choose; where they part ways is marked.")
    return Section("solutions", _("Solutions, side by side"), lead, view)


def _status(point: Solution | Point) -> str:
    if isinstance(point, Point):
        return _("after relaxing")
    if point.bound is None:
        return _(point.status)
    said = _("{status}, none better by more than {bound}")
    return said.format(status=_(point.status), bound=words.utility(point.bound))
