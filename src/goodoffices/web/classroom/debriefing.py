"""The debriefing of a class: what came of every table beside what was possible, and the course of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.analysis.results import Analysis
from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model import Case
from goodoffices.reports import words
from goodoffices.reports.charts.marks import Mark, marks, thinned
from goodoffices.reports.charts.parallel import Parallel, parallel
from goodoffices.reports.charts.plane import Plane, plane
from goodoffices.reports.names import Names
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.course import course
from goodoffices.services.answers import Answer, Failed, Ready, Waiting
from goodoffices.simulation.looking import Run, Tabled
from goodoffices.simulation.protocols.course import ENDINGS, Ending
from goodoffices.talks.events.base import Package
from goodoffices.talks.events.teaching import ClassDebriefed, Result
from goodoffices.web.classroom.endings import ending_of
from goodoffices.web.classroom.wanting import Wants
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House
from goodoffices.web.shell.navigation import in_class
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

_PAIR: Final = 2
#: How high a line of a name beside a picture is, with some room.
_LINE: Final = 20
#: So many points of the frontier are drawn at most: over the plane, and over axes.
_POINTS: Final = (600, 40)


@dataclass(frozen=True)
class Row:
    """A table of the class: who sat there, how it ended, and how good that was."""

    result: Result
    ended: str
    utilities: tuple[str, ...]
    efficiency: str
    fairness: str


@dataclass(frozen=True)
class Drawn:
    """The picture: what was possible, and what each table came to."""

    parties: tuple[str, ...]
    plane: Plane | None
    parallel: Parallel | None

    @property
    def height(self) -> float:
        """How high the picture is: names of many tables go on beside it and below."""
        if self.plane is None:
            return self.parallel.height if self.parallel is not None else 0
        ends = (one.label_y + _LINE * (len(one.group.marks) + 1) / 2 for one in self.plane.labels)
        return max(self.plane.height, *ends) if self.plane.labels else self.plane.height


@dataclass(frozen=True)
class Summary:
    """What the class came to together."""

    tables: int
    agreed: int
    efficiency: str
    best: str


@page(in_class)
def debriefing(visit: Visit) -> HttpResponse:
    """Show what came of the class."""
    visit.acted(())
    found = visit.case.debrief
    if found is None:
        return visit.page("classroom/later.html.jinja", seen_by=_seen_by())
    answer = _asked(visit, found.case)
    names = Names(found.case)
    return visit.page(
        "classroom/debrief.html.jinja", seen_by=_seen_by(), rows=[_row(one, names) for one in found.results],
        summary=_summary(found), answer=answer, case_names=names, Waiting=Waiting, Failed=Failed, Ready=Ready,
        drawing=_drawn(found, answer.result) if isinstance(answer, Ready) else None,
        parties=[party.id for party in found.case.parties],
    )  # fmt: skip


@page(in_class)
def one_table(visit: Visit, number: int) -> HttpResponse:
    """Show the course of one table."""
    visit.acted(())
    found = visit.case.debrief
    result = next((one for one in found.results if one.table == number), None) if found is not None else None
    if found is None or result is None:
        raise Problem(404, NOT_THERE)
    answer = _asked(visit, found.case)
    names = Names(found.case)
    return visit.page(
        "classroom/debriefed.html.jinja", seen_by=_seen_by(), answer=answer, row=_row(result, names), number=number,
        case_names=names, whole_case=found.case, Waiting=Waiting, Failed=Failed, Ready=Ready,
        made=_course(found.case, result, answer.result, names) if isinstance(answer, Ready) and result.path else None,
    )  # fmt: skip


def _seen_by() -> str:
    return _("Everybody in the class sees the same.")


def _asked(visit: Visit, case: Case) -> Answer:
    """Ask what was possible: it is there, or is being computed; nobody tells by it what mediators have looked at."""
    return House.answers.ask("analyse", case, audience=f"class\n{visit.room.id}")


def _row(one: Result, names: Names) -> Row:
    return Row(
        one, ending_of(one, names), tuple(map(words.utility, one.utilities)), words.share(one.efficiency),
        words.share(one.fairness),
    )  # fmt: skip


def _summary(found: ClassDebriefed) -> Summary:
    agreed = [one for one in found.results if one.package is not None]
    every = [one.efficiency for one in found.results]
    return Summary(
        len(found.results), len(agreed), words.share(sum(every) / len(every)) if every else "–",
        words.share(max(every)) if every else "–",
    )  # fmt: skip


def _worths(case: Case, package: Package) -> tuple[float, ...]:
    """Return what a package is worth to each party; an exercise has none of which that cannot be said."""
    return tuple(Wants(case, party.id).worth(package) or 0.0 for party in case.parties)


def _drawn(found: ClassDebriefed, analysis: Analysis) -> Drawn:
    """Lay out the picture: the frontier and the solutions, and a mark for each agreement."""
    case = found.case
    own = tuple(analysis.reservations.get(party.id) for party in case.parties)
    points = list(analysis.frontier.points) if analysis.frontier is not None else []
    several = len(case.parties) > _PAIR
    points = thinned(points, _POINTS[several])
    reached = []
    for one in found.results:
        if one.package is not None:
            name = _("Table {number}").format(number=whole(one.table))
            reached.append(
                Mark(f"table-{one.table}", name, "circle", _worths(case, one.package), one.package)
            )
    marked = (*marks(analysis, None), *reached)
    parties = tuple(party.id for party in case.parties)
    if several:
        return Drawn(parties, None, parallel(parties, points, marked, own))
    pair = None if own[0] is None or own[1] is None else (own[0], own[1])
    return Drawn(parties, plane(points, marked, pair), None)


def _course(case: Case, result: Result, analysis: Analysis, names: Names) -> Section:
    """Return the course of one table, as the report of a simulated run shows it."""
    how: Ending = next((one for one in ENDINGS if one == result.ended), "deadline")
    parties = tuple(party.id for party in case.parties)
    path = tuple(
        Tabled(round=one.round, by=one.by or None, package=one.package, utilities=_worths(case, one.package))
        for one in result.path
    )
    run = Run(
        domain=case.title, protocol="", told="", seed=0, limit=0, parties=parties,
        agents=tuple(_(", ").join(result.people.get(party, ())) or _("a program") for party in parties)
        if result.people else tuple("–" for _party in parties),
        reservations=tuple(analysis.reservations.get(party, 0.0) for party in parties),
        ended=how, by=result.by or None, why="", agreed=result.ended == "agreement", rounds=result.round,
        offers=len(path), answers=(), done=1.0, package=result.package, utilities=result.utilities,
        efficiency=result.efficiency, welfare=0.0, fairness=result.fairness, distance=None,
        on_frontier=result.on_frontier, shocks=(), path=path,
    )  # fmt: skip
    return course(run, analysis, names)
