"""The pages of what results hang on: alternatives to agreement, and each figure with its inputs and what changes it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.agreement import alternatives as alternatives_of
from goodoffices.reports.sections.explanations import explanations
from goodoffices.services.answers import Ready
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@page(is_mediator, whole=True)
def alternatives(visit: Visit) -> HttpResponse:
    """Show what each side does without a deal, and what a deal must beat."""
    study = Study.of(visit)
    visit.acted(())
    answer = study.ask("analyse") if study.case.alternatives else None
    analysis = answer.result if isinstance(answer, Ready) else None
    section = alternatives_of(Material(study.case, analysis, None, study.names))
    return study.page(
        "analysis/alternatives.html.jinja", seen_by=_("Only you and the mediators who share all channels."),
        answer=answer, section=section,
    )  # fmt: skip


@page(is_mediator, whole=True)
def grounds(visit: Visit) -> HttpResponse:
    """Show one figure after the other: what it rests on, how it is computed, what would change it."""
    study = Study.of(visit)
    visit.acted(())
    answer = study.ask("explain")
    known = study.ask("analyse")
    found = answer.result if isinstance(answer, Ready) else None
    analysis = known.result if isinstance(known, Ready) else None
    section = explanations(Material(study.case, analysis, None, study.names, explanations=found))
    figures = section.view if section is not None else ()
    asked = visit.request.GET.get("figure", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 1  # noqa: PLR2004 - digits
    number = min(max(number, 1), max(1, len(figures)))
    one = replace(section, view=figures[number - 1 : number]) if section is not None else None
    return study.page(
        "analysis/grounds.html.jinja", seen_by=_("Only you and the mediators who share all channels."),
        answer=answer, section=one, figures=figures, number=number,
    )  # fmt: skip
