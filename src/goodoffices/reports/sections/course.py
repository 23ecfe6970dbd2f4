"""The course of one run of talks: what was put on the table, by whom, and what each party had in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.results import Analysis
from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.reports import playing, words
from goodoffices.reports.charts.course import Stop, Way, over_axes, over_plane
from goodoffices.reports.charts.marks import Mark, marks, thinned
from goodoffices.reports.charts.parallel import Parallel, parallel
from goodoffices.reports.charts.plane import Plane, plane
from goodoffices.reports.charts.shapes import PARTY_SHAPES
from goodoffices.reports.names import Names
from goodoffices.reports.sections.base import Section
from goodoffices.simulation.looking import Run, Tabled

_PAIR: Final = 2
#: So much of the path, and of the frontier, is drawn at most: over the plane, and over axes.
_STOPS: Final = (400, 48)
_POINTS: Final = (600, 40)
#: So many rows the table has at its beginning, and at its end.
MOST_ROWS: Final = 100


@dataclass(frozen=True)
class Speaker:
    """Who put something on the table: a party's id, or empty for the mediator; a name, and the look of the marks."""

    party: str
    name: str
    colour: str
    shape: str


@dataclass(frozen=True)
class Row:
    """Something put on the table, in words."""

    number: str
    round: str
    speaker: Speaker
    utilities: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """A party at the end: who sat for it, and what it has, with and without an agreement, and by Nash's solution."""

    party: str
    agent: str
    end: str
    without: str
    nash: str


@dataclass(frozen=True)
class CourseView:
    """The picture, the table beside it, what befell the talks, and what each party has in the end."""

    parties: tuple[str, ...]
    plane: Plane | None
    parallel: Parallel | None
    ways: tuple[tuple[Speaker, Way], ...]
    drawn: int
    size: int
    issues: tuple[str, ...]
    begun: tuple[Row, ...]
    ended: tuple[Row, ...]
    befell: tuple[tuple[str, str, str], ...]
    sides: tuple[Side, ...]
    agreed: tuple[tuple[str, str], ...]

    @property
    def left(self) -> int:
        """How much of the path is not in the table."""
        return self.size - len(self.begun) - len(self.ended)


def course(run: Run, analysis: Analysis, names: Names) -> Section:
    """Show the course of a run.

    Args:
        run: the run.
        analysis: what `analyse` answers of the case.
        names: the names of its parts.
    """
    stops = _stops(run, _STOPS[len(run.parties) > _PAIR])
    shown = tuple(one.utilities for one in stops)
    points = list(analysis.frontier.points) if analysis.frontier is not None else []
    points = thinned(points, _POINTS[len(run.parties) > _PAIR])
    marked = (*marks(analysis, None), *_end(run))
    own = run.reservations
    flat = plane(points, marked, (own[0], own[1]), also=shown) if len(run.parties) == _PAIR else None
    axes = None if flat is not None else parallel(run.parties, points, marked, own, also=shown)
    found: Sequence[Way] = ()
    if flat is not None:
        found = over_plane(flat, stops)
    elif axes is not None:
        found = over_axes(axes, stops)
    rows = [_row(number, one, run, names) for number, one in enumerate(run.path, start=1)]
    cut = len(rows) > 2 * MOST_ROWS
    nash = analysis.solutions.get("nash")
    view = CourseView(
        parties=run.parties, plane=flat, parallel=axes,
        ways=tuple((_speaker(run, way.by, names), way) for way in found), drawn=len(stops), size=len(rows),
        issues=tuple(names.issue(one.id) for one in names.case.issues),
        begun=tuple(rows[:MOST_ROWS] if cut else rows), ended=tuple(rows[-MOST_ROWS:] if cut else ()),
        befell=tuple(
            (whole(one.round), _("Leak") if one.kind == "leak" else _("Spoiler"), one.party) for one in run.shocks
        ),
        sides=tuple(
            Side(
                party, playing.agent_name(run.agents[place]), words.utility(run.utilities[place]),
                words.utility(own[place]), "–" if nash is None else words.utility(nash.utilities[place]),
            )
            for place, party in enumerate(run.parties)
        ),
        agreed=() if run.package is None else tuple(names.package(run.package)),
    )  # fmt: skip
    lead = _(
        "What was put on the table, by whom and in which order, placed by what it is worth to the parties; beside it "
        "the frontier and well-known solutions."
    )
    return Section("course", _("The course of the talks"), lead, view)


def _stops(run: Run, most: int) -> list[Stop]:
    """Return what is drawn: all of the path, or of a long one so much, evenly by each side, its first and last too."""
    kept: list[int] = []
    sides = {
        by: [row for row, one in enumerate(run.path) if one.by == by] for by in {one.by for one in run.path}
    }
    for own in sides.values():
        share = most // len(sides)
        if len(run.path) > most and len(own) > share:
            kept += {own[round(place * (len(own) - 1) / (share - 1))] for place in range(share)}
        else:
            kept += own
    return [Stop(row + 1, _place(run, run.path[row].by), run.path[row].utilities) for row in sorted(kept)]


def _place(run: Run, by: str | None) -> int:
    return -1 if by is None else run.parties.index(by)


def _speaker(run: Run, by: int, names: Names) -> Speaker:
    if by < 0:
        return Speaker("", _("the mediator"), "mediator", "star")
    party = run.parties[by]
    return Speaker(party, names.party(party), names.colour(party), PARTY_SHAPES[by % len(PARTY_SHAPES)])


def _end(run: Run) -> list[Mark]:
    """Return the mark of what was agreed."""
    if run.package is None:
        return []
    utilities = next(
        (one.utilities for one in reversed(run.path) if one.package == run.package), run.utilities
    )
    return [Mark("agreed", _("Agreement"), "circle", utilities, run.package)]


def _row(number: int, one: Tabled, run: Run, names: Names) -> Row:
    return Row(
        whole(number), whole(one.round), _speaker(run, _place(run, one.by), names),
        tuple(map(words.utility, one.utilities)),
        tuple(names.option(issue.id, one.package[issue.id]) for issue in names.case.issues),
    )  # fmt: skip
