"""The page of those who decide at home: who sits there, by which rule, what comes out, on whom it hangs."""

from __future__ import annotations

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.bodies import bodies as section_of
from goodoffices.services.answers import Ready
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@page(is_mediator, whole=True)
def bodies(visit: Visit) -> HttpResponse:
    """Show the decision bodies: seats at once, outcomes and power when they are computed."""
    study = Study.of(visit)
    visit.acted(())
    answer = study.ask("analyse") if study.case.decision_bodies else None
    analysis = answer.result if isinstance(answer, Ready) else None
    section = section_of(Material(study.case, analysis, None, study.names))
    return study.page(
        "analysis/bodies.html.jinja", seen_by=_("Only you and the mediators who share all channels."),
        answer=answer, section=section,
    )  # fmt: skip
