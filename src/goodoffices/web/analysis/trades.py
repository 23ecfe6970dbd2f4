"""The page of trades: from any package to the frontier, and what each side could get at what cost to the others."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse

from goodoffices.analysis.results import Analysis
from goodoffices.language import gettext as _
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.trades import trades as section_of
from goodoffices.services.answers import Ready
from goodoffices.web.analysis import handing
from goodoffices.web.analysis.starting import FromForm, PackageForm, starts_of
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: Said when a package was chosen.
_SAID = gettext_lazy("These are the trades from this package.")


class StartForm(PackageForm):
    """Choose the package from which trades begin; what is left open is filled."""

    draft: ClassVar = handing.TRADES
    said: ClassVar = _SAID


class StartFromForm(FromForm):
    """Begin with a package that has a name."""

    draft: ClassVar = handing.TRADES
    said: ClassVar = _SAID


@page(is_mediator, whole=True)
def trades(visit: Visit) -> HttpResponse:
    """Show trades from a package."""
    study = Study.of(visit)
    known = study.ask("analyse")
    analysis: Analysis | None = known.result if isinstance(known, Ready) else None
    blocked = study.ask("deadlock") if analysis is not None else None
    starts = list(starts_of(study, analysis, blocked.result if isinstance(blocked, Ready) else None))
    form = visit.form(StartForm, handing.TRADES, study=study)
    begin = visit.form(StartFromForm, "trades-from", study=study, starts=starts)
    for one in (form, begin):
        if one.is_bound and one.perform():
            return visit.back(path=f"{visit.path}?done={handing.TRADES}")
        if one.is_bound:
            visit.status = 422
    if not form.is_bound and not begin.is_bound:
        visit.acted(())
    package = form.package()
    answer = study.ask("trades", start=package) if package else None
    found = answer.result if isinstance(answer, Ready) else None
    section = section_of(Material(study.case, analysis, None, study.names, trades=found))
    return study.page(
        "analysis/trades.html.jinja", seen_by=_("Only you and the mediators who share all channels."),
        forms=[form, begin], form=form, begin=begin, package=package, answer=answer, section=section,
        known=known,
    )  # fmt: skip
