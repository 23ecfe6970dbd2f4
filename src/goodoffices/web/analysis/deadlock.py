"""The page of the deadlock: what blocks, what would open it, and what if limits were elsewhere."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.reports.masthead import masthead
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.deadlock import deadlock as section_of
from goodoffices.services.answers import Ready
from goodoffices.web.analysis import supposing
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

#: After so many seconds the ways out by steps are those found by then.
_SECONDS: Final = 60.0


@page(is_mediator, whole=True)
def deadlock(visit: Visit) -> HttpResponse:
    """Show the deadlock, and the sliders."""
    supposing.warm_up()
    study = Study.of(visit)
    form = visit.form(supposing.WhatIfForm, supposing.PREFIX, study=study)
    if form.is_bound and form.perform() and not study.wants_part:
        return visit.back(path=f"{visit.path}?done={supposing.PREFIX}")
    if not form.is_bound and (done := visit.acted([form])) is not None:
        return done
    if form.is_bound and not form.is_valid():
        visit.status = 422
    elif form.is_bound:
        kept = study.kept(supposing.PREFIX)
        form = supposing.WhatIfForm(None, prefix=supposing.PREFIX, initial=kept, visit=visit, study=study)
    tried = _tried(study, form)
    if study.wants_part:
        return study.part("analysis/what_if_part.html.jinja", form=form, **tried)
    answer = study.ask("deadlock")
    zone = study.ask("analyse")
    found = answer.result if isinstance(answer, Ready) else None
    # what is quick is shown at once; how far limits must give way at least comes when it is there
    stepped = None
    if found is not None and found.deadlocked and not found.infeasible:
        stepped = study.ask("deadlock", steps=True, budget=_SECONDS)
        found = stepped.result if isinstance(stepped, Ready) else found
    analysis = zone.result if isinstance(zone, Ready) else None
    section = section_of(Material(study.case, analysis, found, study.names))
    return study.page(
        "analysis/deadlock.html.jinja", seen_by=_("Only you and the mediators who share all channels."),
        forms=[form], form=form, answer=answer, stepped=stepped, section=section,
        head=masthead(study.case, analysis, found, None) if found is not None else None, **tried,
    )  # fmt: skip


def _tried(study: Study, form: supposing.WhatIfForm) -> dict[str, object]:
    """Return what is tried, and what comes of it."""
    moves = form.moves()
    answer = supposing.look(study, moves) if moves else None
    return {
        "moves": supposing.how_far(study, form.limits, moves),
        "looked": answer,
        "supposed": supposing.standing(study, moves, answer.result) if isinstance(answer, Ready) else None,
    }
