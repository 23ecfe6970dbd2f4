"""The page of trades: from any package to the frontier, and what each side could get at what cost to the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.http import HttpResponse

from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.language import gettext as _
from goodoffices.model.base import Value
from goodoffices.reports.charts.marks import marks
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.trades import trades as section_of
from goodoffices.services.answers import Ready
from goodoffices.web.analysis import handing
from goodoffices.web.analysis.picking import Front, picks_of
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.packages import PackageFields
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: So many packages from the proposals on the table are offered as starts.
_MOST: Final = 8


@dataclass(frozen=True)
class Start:
    """A package from which one may begin, with its name."""

    name: str
    package: Mapping[str, Value]


class StartForm(BaseForm):
    """Choose the package from which trades begin; what is left open is filled."""

    said = gettext_lazy("These are the trades from this package.")

    def __init__(self, *given: Any, study: Study, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.study = study
        PackageFields.add(self, study.case.issues_by_id)

    def package(self) -> dict[str, Value]:
        """Return the package that is chosen: as it was sent, or as it was kept."""
        case = self.study.case
        if self.is_bound:
            return PackageFields.of(self, case.issues_by_id) if self.is_valid() else {}
        names = PackageFields.names(case.issues_by_id)
        kept = {f"{self.prefix}-{name}": self.initial.get(name, "") for name in names}
        held = StartForm(kept, prefix=self.prefix, visit=self.visit, study=self.study)
        return PackageFields.of(held, case.issues_by_id) if held.is_valid() else {}

    def perform(self) -> bool:
        """Keep the package, for the one who chose it."""
        if not self.is_valid():
            return False
        package = self.package()
        if not package:
            return self.wrong(_("Choose an option for one issue at least."))
        self.study.keep(handing.TRADES, handing.fields_of(package, self.study.case.issues_by_id))
        return True


class FromForm(BaseForm):
    """Begin with a package that has a name."""

    passing: ClassVar = tuple("0123456789")

    said = StartForm.said

    def __init__(self, *given: Any, study: Study, starts: list[Start], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.study = study
        self.starts = starts

    def perform(self) -> bool:
        """Keep the package that was chosen."""
        if not self.is_valid():
            return False
        sent = self.visit.request.POST
        for place, one in enumerate(self.starts, 1):
            if f"{self.prefix}-{place}" in sent:
                self.study.keep(handing.TRADES, handing.fields_of(one.package, self.study.case.issues_by_id))
                return True
        return self.wrong(_("This package is not there any more; choose again."))


@page(is_mediator, whole=True)
def trades(visit: Visit) -> HttpResponse:
    """Show trades from a package."""
    study = Study.of(visit)
    known = study.ask("analyse")
    analysis: Analysis | None = known.result if isinstance(known, Ready) else None
    blocked = study.ask("deadlock") if analysis is not None else None
    starts = list(_starts(study, analysis, blocked.result if isinstance(blocked, Ready) else None))
    form = visit.form(StartForm, handing.TRADES, study=study)
    begin = visit.form(FromForm, "trades-from", study=study, starts=starts)
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


def _starts(study: Study, analysis: Analysis | None, deadlock: Deadlock | None) -> Iterator[Start]:
    """Yield packages to begin with: solutions and ways out, those picked on the frontier, those on the table."""
    if analysis is not None:
        for mark in marks(analysis, deadlock):
            yield Start(mark.name, mark.package)
        front = Front.of(analysis, deadlock)
        if front is not None:
            for one in picks_of(study, front).shown:
                if not one.shape:
                    yield Start(one.name, one.package)
    tabled: list[Start] = []
    for party in study.visit.case.parties:
        name = study.visit.names.party(party)
        for proposal in study.visit.lens.channel(party).proposals.values():
            package = {
                issue: value for issue, value in proposal.package.items()
                if issue in study.case.issues_by_id and study.case.issues_by_id[issue].index_of(value) is not None
            }  # fmt: skip
            if package:
                shown = _("Proposal %(number)s to %(party)s") % {"number": proposal.id, "party": name}
                tabled.append(Start(shown, package))
    yield from tabled[-_MOST:]
