"""The page of rehearsals: what would come of a package if the mediators tabled it now, with inputs and ranges."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse

from goodoffices.analysis.results import Analysis
from goodoffices.language import gettext as _
from goodoffices.reports.sections.rehearsals import Rehearsed, rehearsal_sections
from goodoffices.services.answers import Ready
from goodoffices.web.analysis import handing
from goodoffices.web.analysis.assuming import PREFIX, RangesForm
from goodoffices.web.analysis.starting import FromForm, PackageForm, starts_of
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: Said when a package was chosen.
_SAID = gettext_lazy("This is what would come of this package. It was not tabled, and nobody is told.")


class RehearsalForm(PackageForm):
    """Choose the package that is rehearsed: what is tabled settles every issue."""

    draft: ClassVar = handing.REHEARSAL
    whole: ClassVar = True
    said: ClassVar = _SAID


class RehearsalFromForm(FromForm):
    """Rehearse a package that has a name."""

    draft: ClassVar = handing.REHEARSAL
    said: ClassVar = _SAID


@page(is_mediator, whole=True)
def rehearsal(visit: Visit) -> HttpResponse:
    """Show what would come of a package."""
    study = Study.of(visit)
    known = study.ask("analyse")
    analysis: Analysis | None = known.result if isinstance(known, Ready) else None
    blocked = study.ask("deadlock") if analysis is not None else None
    deadlock = blocked.result if isinstance(blocked, Ready) else None
    issues = {issue.id for issue in study.case.issues}
    starts = [one for one in starts_of(study, analysis, deadlock) if set(one.package) == issues]
    form = visit.form(RehearsalForm, handing.REHEARSAL, study=study)
    begin = visit.form(RehearsalFromForm, "rehearsal-from", study=study, starts=starts)
    ranges = visit.form(RangesForm, PREFIX, study=study)
    for one in (form, begin, ranges):
        if one.is_bound and one.perform():
            return visit.back(path=f"{visit.path}?done={one.prefix}")
        if one.is_bound:
            visit.status = 422
    if not any(one.is_bound for one in (form, begin, ranges)):
        visit.acted(())
    package, assumed = form.package(), ranges.ranges()
    ready = bool(package) and assumed is not None
    answer = study.ask("rehearse", package=package, **(assumed or {})) if ready else None
    sections = []
    if isinstance(answer, Ready):
        sections = rehearsal_sections(Rehearsed(study.case, study.names, answer.result))
    return study.page(
        "analysis/rehearsal.html.jinja", seen_by=_("Only you and the mediators who share all channels."),
        forms=[form, begin, ranges], form=form, begin=begin, ranges=ranges, package=package, assumed=assumed,
        answer=answer, sections=sections,
    )  # fmt: skip
