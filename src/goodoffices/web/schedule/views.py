"""The page of the schedule, and its calendar to take away."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.schedule import ObligationDays
from goodoffices.language import gettext as _
from goodoffices.language import sentence
from goodoffices.reports.charts.gantt import Gantt, gantt
from goodoffices.services.performed import Performed, calendar_of_ledger, performed
from goodoffices.talks.states.ledger import LedgerState
from goodoffices.web.ledger.views import seen_by, today
from goodoffices.web.ledger.words import PHASES, TONES
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.navigation import sees_ledger
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: How an obligation stands on the schedule, in words.
STATES = {
    "done": gettext_lazy("done"),
    "late": gettext_lazy("overdue"),
    "due": gettext_lazy("due this week"),
    "blocked": gettext_lazy("waits for something"),
    "suspended": gettext_lazy("not owed now"),
    "open": gettext_lazy("open"),
}


@page(sees_ledger)
def schedule(visit: Visit) -> HttpResponse:
    """Show the agreement on days."""
    visit.acted(())
    state, on = visit.lens.ledger, today(visit)
    found, outside = _found(state, on)
    states = _states(state, found) if found is not None else {}
    return visit.page(
        "schedule/schedule.html.jinja", seen_by=seen_by(), state=state, found=found, outside=outside, states=states,
        words=STATES, phases=PHASES, tones=TONES, shown=visit.shown(state.terms), today=on,
        picture=_picture(visit, state, found, states, on) if found is not None else None,
        waits=lambda one: _waits(state, one),
        places={name: number for number, name in enumerate(state.obligations, 1)},
        week=[_days(found, name) for name in found.due] if found is not None else [],
        late=[_days(found, name) for name in found.late] if found is not None else [],
        dated=found is not None and any(one.due.last_on or one.done for one in found.schedule.obligations),
    )  # fmt: skip


@page(sees_ledger)
def calendar(visit: Visit) -> HttpResponse:
    """Give the schedule as a calendar; where no day is known, the page says why there is none."""
    state = visit.lens.ledger
    try:
        data = calendar_of_ledger(state, visit.case.title or _("Agreement"), visit.names.actor)
    except AgreementError:
        raise Problem(404, NOT_THERE) from None
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def _found(state: LedgerState, on: dt.date) -> tuple[Performed | None, str]:
    """Return what follows, and which day is left out because the calendar has none."""
    if not state.terms.phases:
        return None, ""
    found = performed(state, on)
    return found, sentence(found.outside) if found.outside else ""


def _days(found: Performed, name: str) -> ObligationDays:
    return found.schedule.obligation(name)


def _waits(state: LedgerState, one: ObligationDays) -> list[str]:
    """Return what an obligation still waits for, itself or with its phase, by id."""
    phase = state.by_phase[one.phase]
    before = phase.starts_after if state.phases[phase.id].status == "waiting" else ()
    return list(dict.fromkeys([*one.waits_for, *(name for name in before if not state.is_done(name))]))


def _states(state: LedgerState, found: Performed) -> dict[str, str]:
    """Return how every obligation stands."""
    states = {}
    for one in found.schedule.obligations:
        if one.done is not None:
            states[one.id] = "done"
        elif one.id in state.suspended:
            states[one.id] = "suspended"
        elif one.id in found.late:
            states[one.id] = "late"
        elif one.never or _waits(state, one):
            states[one.id] = "blocked"
        else:
            states[one.id] = "due" if one.id in found.due else "open"
    return states


def _picture(
    visit: Visit, state: LedgerState, found: Performed, states: dict[str, str], on: dt.date
) -> Gantt | None:
    phases = {name: one.status for name, one in state.phases.items()}
    return gantt(found.schedule, actor=visit.names.actor, status={**phases, **states}, today=on)
