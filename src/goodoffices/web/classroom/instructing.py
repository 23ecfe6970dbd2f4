"""The instructor's page: who is in the class, what it rehearses, how every table stands, and what moves it on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.reports import playing
from goodoffices.reports.names import Names
from goodoffices.talks.events.teaching import MEDIATING
from goodoffices.talks.standing import LEARNER
from goodoffices.talks.states.teaching import ClassState, TableState
from goodoffices.web.accounts import doorways, inviting
from goodoffices.web.classroom.endings import ending_of
from goodoffices.web.classroom.instruct_forms import (
    AdmitForm,
    BeginForm,
    CloseDoorForm,
    ColleagueForm,
    DebriefForm,
    EndForm,
    ExerciseForm,
    LinkForm,
    OpenDoorForm,
    SeatAllForm,
    SeatForm,
)
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_instructor
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

#: What says that it is done when the form is gone with what it changed.
_SAYING: Final[Kinds] = {"begin": BeginForm, "end": EndForm, "close-door": CloseDoorForm}
#: Every form that the page may have.
_FORMS: Final = ("open", "close", "exercise", "seat_all", "begin", "admit", "end", "debrief", "colleague")
#: Protocols in which nobody is told anything beforehand.
_UNTOLD: Final = ("alternating", "single-text")


@dataclass(frozen=True)
class Person:
    """Somebody in the class: what they are called, where they sit, whether they have been here, and forms for both."""

    called: str
    table: int
    party: str
    here: bool
    seat: SeatForm | None
    link: LinkForm | None


@dataclass(frozen=True)
class Row:
    """How a table stands: who sits there, for whom it waits since when, and how it ended."""

    number: int
    people: list[tuple[str, list[str]]]
    table: TableState
    waits: list[tuple[str, dt.datetime]]
    ended: str


@page(is_instructor)
def instructing(visit: Visit) -> HttpResponse:
    """Show the class, and what can be done with it."""
    state, status = visit.lens.classroom, visit.case.classroom
    forms: dict[str, BaseForm] = {"colleague": visit.form(ColleagueForm, "colleague")}
    if status == "gathering":
        forms |= {
            "open": visit.form(OpenDoorForm, "open-door"), "close": visit.form(CloseDoorForm, "close-door"),
            "exercise": visit.form(ExerciseForm, "exercise", now=state.exercise),
            "seat_all": visit.form(SeatAllForm, "seat-all"), "begin": visit.form(BeginForm, "begin"),
            "admit": visit.form(AdmitForm, "admit"),
        }  # fmt: skip
    elif status == "playing":
        forms["end"] = visit.form(EndForm, "end")
    else:
        forms["debrief"] = visit.form(DebriefForm, "debrief")
    people, colleagues = _people(visit, state), _colleagues(visit, state)
    each: list[BaseForm] = [
        form for one in (*people, *colleagues) for form in (one.seat, one.link) if form is not None
    ]
    if (done := visit.acted([*forms.values(), *each])) is not None:
        return done
    given = next(
        (
            (one.called, one.link.token)
            for one in (*people, *colleagues)
            if one.link is not None and one.link.token
        ),
        None,
    )
    opened = forms.get("open")
    token = opened.token if isinstance(opened, OpenDoorForm) else ""
    return visit.page(
        "classroom/class.html.jinja", seen_by=_("Only those who instruct the class."), forms=[*forms.values(), *each],
        by_name=dict.fromkeys(_FORMS) | forms, status=status, people=people, colleagues=colleagues,
        said=said(visit, _SAYING),
        rows=_rows(visit, state) if status != "gathering" else [],
        exercise=_exercise(state), door=_link(visit, "class-door", token) if token else "",
        is_open=doorways.is_open(visit.room.id),
        link=_link(visit, "invitation", given[1]) if given else "", invited=given[0] if given else "",
        case_names=Names(state.exercise.case) if state.exercise is not None else None,
    )  # fmt: skip


def _people(visit: Visit, state: ClassState) -> list[Person]:
    known = inviting.with_accounts(visit.room.id)
    gathering = visit.case.classroom == "gathering"
    parties = [] if state.exercise is None else [(one.id, one.title) for one in state.exercise.case.parties]
    if state.exercise is not None and MEDIATING in state.exercise.seats:
        parties.append((MEDIATING, _("the mediator")))
    found = []
    for place, (name, one) in enumerate(state.learners.items(), 1):
        given: dict[str, Any] = {
            "learner": name,
            "parties": parties,
            "initial": {"table": one.table, "party": one.party},
        }
        seat = visit.form(SeatForm, f"seat-{place}", **given) if gathering and parties else None
        link = visit.form(LinkForm, f"link-{place}", actor=f"{LEARNER}:{name}")
        found.append(Person(one.called, one.table, one.party, f"{LEARNER}:{name}" in known, seat, link))
    return found


def _colleagues(visit: Visit, state: ClassState) -> list[Person]:
    """Return who instructs the class, each but oneself with a form for a link."""
    known = inviting.with_accounts(visit.room.id)
    found = []
    for place, actor in enumerate(state.instructors, 1):
        own = actor == visit.who.actor
        link = None if own else visit.form(LinkForm, f"colleague-link-{place}", actor=actor)
        found.append(Person(actor.partition(":")[2], 0, "", actor in known, None, link))
    return found


def _rows(visit: Visit, state: ClassState) -> list[Row]:
    assert state.exercise is not None
    names = Names(state.exercise.case)
    return [_row(visit, number, list(seats), names) for number, seats in state.tables.items()]


def _row(visit: Visit, number: int, parties: list[str], names: Names) -> Row:
    table = visit.lens.table(number)
    waits = []
    for party in parties:
        seat = visit.lens.seat(number, party)
        if not table.ended and seat.pending is not None and seat.asked_at is not None:
            waits.append((party, seat.asked_at))
    people = [(party, list(table.people.get(party, ()))) for party in parties]
    return Row(number, people, table, waits, ending_of(table, names))


def _exercise(state: ClassState) -> list[tuple[str, str]]:
    """Return what is rehearsed, in words."""
    one = state.exercise
    if one is None:
        return []
    told = playing.told_name(one.told) if one.protocol not in _UNTOLD else ""
    return [
        (_("Dispute"), one.case.title), (_("How they talk"), playing.protocol_name(one.protocol)),
        (_("What the mediator is told beforehand"), told),
        (_("Rounds at most"), str(one.rounds)), (_("Who sits in empty seats"), playing.agent_name(one.program)),
    ]  # fmt: skip


def _link(visit: Visit, path: str, token: str) -> str:
    return f"{visit.request.scheme}://{visit.request.get_host()}/{path}#{token}"
