"""The four classical solutions, issue by issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.results import Solution
from goodoffices.reports.charts.marks import SOLUTIONS
from goodoffices.reports.sections.base import Material, Section

#: What each solution looks for, in a few words.
MEANINGS: Final = {
    "nash": "the largest product of gains",
    "kalai_smorodinsky": "equal shares of each party's best gain",
    "egalitarian": "the largest smallest gain",
    "utilitarian": "the largest sum of utilities",
}


@dataclass(frozen=True)
class Column:
    """A solution, or its absence."""

    key: str
    name: str
    shape: str
    meaning: str
    solution: Solution | None


@dataclass(frozen=True)
class Row:
    """An issue, each column's option, and whether they differ."""

    issue: str
    options: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class SolutionsView:
    """The table."""

    columns: tuple[Column, ...]
    utilities: tuple[tuple[str, str, tuple[float | None, ...]], ...]
    rows: tuple[Row, ...]


def solutions(material: Material) -> Section | None:
    """Show the solutions side by side, where there is at least one."""
    analysis, names = material.analysis, material.names
    if analysis is None or not any(analysis.solutions.values()):
        return None
    columns = tuple(
        Column(key, name, shape, MEANINGS[key], analysis.solutions.get(key)) for key, (name, shape) in SOLUTIONS.items()
    )
    present = [column.solution for column in columns if column.solution is not None]
    rows = []
    for issue in dict.fromkeys([*(i.id for i in material.case.issues), *(i for s in present for i in s.package)]):
        if any(issue in solution.package for solution in present):
            chosen = {solution.package.get(issue) for solution in present}
            rows.append(Row(names.issue(issue), _options(issue, columns, material), len(chosen) > 1))
    utilities = tuple(
        (party, names.colour(party), tuple(c.solution.utilities[place] if c.solution else None for c in columns))
        for place, party in enumerate(analysis.parties)
    )
    lead = "What four well-known rules of fairness and efficiency would choose; rows marked ≠ are where they part ways."
    return Section("solutions", "Four solutions, side by side", lead, SolutionsView(columns, utilities, tuple(rows)))


def _options(issue: str, columns: tuple[Column, ...], material: Material) -> tuple[str, ...]:
    return tuple(
        material.names.option(issue, column.solution.package[issue])
        if column.solution is not None and issue in column.solution.package
        else "—"
        for column in columns
    )
