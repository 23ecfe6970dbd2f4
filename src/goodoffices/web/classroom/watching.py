"""One table as the instructor sees it: what was put on it, what was asked and answered, and who has left."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model.base import Value
from goodoffices.talks.states.teaching import SeatState
from goodoffices.web.classroom.endings import ending_of
from goodoffices.web.classroom.instruct_forms import HandForm
from goodoffices.web.classroom.wanting import Wants
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.navigation import is_instructor
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import said
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Laid:
    """A package on the table: round, by whom, in words, and what it is worth to each party."""

    round: int
    by: str
    package: list[tuple[str, str]]
    worths: list[str]


@dataclass(frozen=True)
class Side:
    """A seat: the party, who sits there, how much was answered, what is asked now, and the form that hands it over."""

    party: str
    people: tuple[str, ...]
    seat: SeatState
    waits: bool
    form: HandForm | None


@page(is_instructor)
def watching(visit: Visit, number: int) -> HttpResponse:
    """Show one table."""
    state = visit.lens.classroom
    if visit.case.classroom == "gathering" or number not in state.tables or state.exercise is None:
        raise Problem(404, NOT_THERE)
    table, case = visit.lens.table(number), state.exercise.case
    wants = {party.id: Wants(case, party.id) for party in case.parties}
    sides = []
    for place, party in enumerate(state.exercise.seats, 1):
        seat = visit.lens.seat(number, party)
        can = (
            party in table.people
            and not table.ended
            and not seat.program
            and visit.case.classroom == "playing"
        )
        form = visit.form(HandForm, f"hand-{place}", table=number, party=party) if can else None
        waits = seat.pending is not None and not table.ended
        sides.append(Side(party, table.people.get(party, ()), seat, waits, form))
    forms = [one.form for one in sides if one.form is not None]
    if (done := visit.acted(forms)) is not None:
        return done

    def laid(round_: int, by: str, package: dict[str, Value]) -> Laid:
        names = wants[case.parties[0].id].names
        return Laid(round_, by, names.package(package), [one.written(package) for one in wants.values()])

    names = wants[case.parties[0].id].names
    return visit.page(
        "classroom/watching.html.jinja", seen_by=_("Only those who instruct the class."), forms=forms, number=number,
        said=said(visit, {"hand-": HandForm}),
        table=table, sides=sides, laid=[laid(one.round, one.by, one.package) for one in reversed(table.laid)],
        ended=ending_of(table, names), case_names=names, parties=[party.id for party in case.parties],
        agreed=None if table.package is None else laid(table.round, "", table.package),
    )  # fmt: skip
