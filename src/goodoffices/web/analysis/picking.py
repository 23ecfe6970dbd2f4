"""Packages that somebody looks at: the one in hand, and up to three that are kept beside it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from goodoffices.analysis.limits import Limit, limits_of
from goodoffices.analysis.points import number_of
from goodoffices.analysis.results import Analysis, Deadlock, Point
from goodoffices.analysis.tolerance import floor_of
from goodoffices.language import current, listed, whole
from goodoffices.language import gettext as _
from goodoffices.model import Package
from goodoffices.model.conditions import holds
from goodoffices.reports.charts.marks import Mark, marks
from goodoffices.web.analysis.drawing import Drawn, drawn

if TYPE_CHECKING:
    from goodoffices.web.analysis.study import Study

#: So many are kept beside the one in hand.
MOST_KEPT: Final = 3
#: Under which name they are kept for the one who picked them.
DRAFT: Final = "frontier-picks"


#: Pictures that are laid out, the newest last.
_pictures: dict[tuple[object, ...], tuple[Analysis, Drawn]] = {}
_drawing: Final = threading.Lock()
_MOST_PICTURES: Final = 8


@dataclass(frozen=True)
class Picked:
    """A package with its name, its place on the frontier (from 1; 0 where it is not on it), its utilities."""

    name: str
    shape: str
    number: int
    utilities: tuple[float, ...]
    package: Package


@dataclass(frozen=True)
class Front:
    """The frontier as it is drawn, with the packages that have a name."""

    analysis: Analysis
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, analysis: Analysis, deadlock: Deadlock | None) -> Front | None:
        """Return the frontier of an analysis, where there is one."""
        if analysis.frontier is None or not analysis.frontier.points:
            return None
        return cls(analysis, marks(analysis, deadlock))

    @property
    def points(self) -> Sequence[Point]:
        """All packages of the frontier, by the first party's utility."""
        assert self.analysis.frontier is not None
        return self.analysis.frontier.points

    @property
    def drawn(self) -> Drawn:
        """The picture; it is laid out once for each analysis and language."""
        key = (id(self.analysis), current(), tuple((one.key, one.utilities) for one in self.marks))
        held = _pictures.get(key)
        if held is not None and held[0] is self.analysis:
            return held[1]
        made = drawn(self.analysis, self.marks)
        with _drawing:
            _pictures[key] = (self.analysis, made)
            while len(_pictures) > _MOST_PICTURES:
                del _pictures[next(iter(_pictures))]
        return made

    def at(self, number: int) -> Picked:
        """Return the package at a place on the frontier, from 1."""
        point = self.points[number - 1]
        return self._named(number, point.utilities, point.package)

    def mark(self, place: int) -> Picked:
        """Return the package that has a name, by its place among these."""
        mark = self.marks[place]
        return self.find(mark.package) or self._named(0, mark.utilities, mark.package)

    def find(self, package: Mapping[str, Any]) -> Picked | None:
        """Return a package, where it is on the frontier or has a name."""
        number = number_of(self.points, package)
        if number is not None:
            return self.at(number + 1)
        mark = next((one for one in self.marks if one.package == package), None)
        return self._named(0, mark.utilities, mark.package) if mark is not None else None

    def _named(self, number: int, utilities: tuple[float, ...], package: Package) -> Picked:
        """Return a package with all names that it has; else with its number."""
        found = [one for one in self.marks if one.package == package]
        name = listed(one.name for one in found) or _("Package %(number)s") % {"number": whole(number)}
        return Picked(name, found[0].shape if found else "", number, utilities, package)


@dataclass(frozen=True)
class Picks:
    """What is in hand, and what is kept beside it."""

    now: Picked
    kept: tuple[Picked, ...]

    @property
    def shown(self) -> list[Picked]:
        """What stands side by side: what is in hand first."""
        return [self.now, *(one for one in self.kept if one.package != self.now.package)]

    @property
    def is_kept(self) -> bool:
        """Whether what is in hand is among what is kept."""
        return any(one.package == self.now.package for one in self.kept)


def picks_of(study: Study, front: Front) -> Picks:
    """Return what was picked before; what the frontier does not hold any more is left out."""
    held = study.kept(DRAFT)
    found = {name: _package(text) for name, text in held.items()}
    now = front.find(found["now"]) if found.get("now") else None
    kept = [
        one for number in range(1, MOST_KEPT + 1) if (one := front.find(found.get(f"kept-{number}") or {}))
    ]
    if now is None:
        now = front.mark(0) if front.marks else front.at((len(front.points) + 1) // 2)
    return Picks(now, tuple(kept))


def keep_picks(study: Study, picks: Picks) -> None:
    """Keep what is picked."""
    fields = {"now": _text(picks.now)}
    fields |= {f"kept-{number}": _text(one) for number, one in enumerate(picks.kept, 1)}
    study.keep(DRAFT, fields)


def _text(one: Picked) -> str:
    return msgspec.json.encode(one.package).decode()


def _package(text: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError:
        return {}


@dataclass(frozen=True)
class Row:
    """A line of the comparison: what each package has there, and whether they differ."""

    title: str
    cells: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class LimitRow:
    """A limit, and whether each package is within it."""

    limit: Limit
    name: str
    within: tuple[bool, ...]


@dataclass(frozen=True)
class Comparison:
    """Packages side by side."""

    columns: tuple[Picked, ...]
    issues: tuple[Row, ...]
    limits: tuple[LimitRow, ...]


def compared(study: Study, front: Front, picks: Picks) -> Comparison:
    """Put packages side by side: options, which differ, within which limits."""
    case, names, columns = study.case, study.names, picks.shown
    rows = []
    for issue in case.issues:
        if any(issue.id in one.package for one in columns):
            cells = tuple(
                names.option(issue.id, one.package[issue.id]) if issue.id in one.package else "–"
                for one in columns
            )
            rows.append(Row(issue.name, cells, len(set(cells)) > 1))
    limits = tuple(
        LimitRow(
            limit, limit.name.partition(": ")[2], tuple(_within(study, limit, one, front) for one in columns)
        )
        for limit in limits_of(case)
    )
    return Comparison(tuple(columns), tuple(rows), limits)


def _within(study: Study, limit: Limit, one: Picked, front: Front) -> bool:
    if limit.condition is not None:
        return bool(holds(limit.condition, one.package, study.case.issues_by_id))
    utilities = dict(zip(front.analysis.parties, one.utilities, strict=True))
    return utilities[limit.party] >= floor_of(limit.reservation or 0.0)
