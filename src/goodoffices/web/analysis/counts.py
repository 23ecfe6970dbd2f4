"""The page of exchange and counts: what adds up, what does not, and the phases that are spoken of."""

from __future__ import annotations

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.agreement import counts as counts_of
from goodoffices.reports.sections.agreement import phases as phases_of
from goodoffices.reports.sections.agreement import tallies as tallies_of
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@page(is_mediator, whole=True)
def counts(visit: Visit) -> HttpResponse:
    """Show the counts and the phases of the working case, each with its sources."""
    study = Study.of(visit)
    visit.acted(())
    material = Material(study.case, None, None, study.names)
    found = [
        one for one in (counts_of(material), tallies_of(material), phases_of(material)) if one is not None
    ]
    return study.page(
        "analysis/counts.html.jinja",
        seen_by=_("Only you and the mediators who share all channels."),
        sections=found,
    )
