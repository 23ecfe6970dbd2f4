"""Packages to begin with: those that have a name, and one that is chosen issue by issue; kept in no address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.language import gettext as _
from goodoffices.model.base import Value
from goodoffices.reports.charts.marks import marks
from goodoffices.web.analysis import handing
from goodoffices.web.analysis.picking import Front, picks_of
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.packages import PackageFields

#: So many packages from the proposals on the table are offered as starts.
_MOST: Final = 8


@dataclass(frozen=True)
class Start:
    """A package from which one may begin, with its name."""

    name: str
    package: Mapping[str, Value]


class PackageForm(BaseForm):
    """Choose a package issue by issue; a subclass names the draft in which it is kept."""

    draft: ClassVar[str]
    #: Whether every issue has to be settled.
    whole: ClassVar[bool] = False

    def __init__(self, *given: Any, study: Study, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.study = study
        PackageFields.add(self, study.case.issues_by_id, whole=self.whole)

    def package(self) -> dict[str, Value]:
        """Return the package that is chosen: as it was sent, or as it was kept; empty where it cannot be used."""
        issues = self.study.case.issues_by_id
        form = self
        if not self.is_bound:
            kept = {
                f"{self.prefix}-{name}": self.initial.get(name, "") for name in PackageFields.names(issues)
            }
            form = type(self)(kept, prefix=self.prefix, visit=self.visit, study=self.study)
        return PackageFields.of(form, issues) if form.is_valid() else {}

    def perform(self) -> bool:
        """Keep the package, for the one who chose it."""
        if not self.is_valid():
            return False
        package = self.package()
        if not package:
            return self.wrong(_("Choose an option for one issue at least."))
        self.study.keep(self.draft, handing.fields_of(package, self.study.case.issues_by_id))
        return True


class FromForm(BaseForm):
    """Begin with a package that has a name; a subclass names the draft in which it is kept."""

    draft: ClassVar[str]
    passing: ClassVar = tuple("0123456789")

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
                self.study.keep(self.draft, handing.fields_of(one.package, self.study.case.issues_by_id))
                return True
        return self.wrong(_("This package is not there any more; choose again."))


def starts_of(study: Study, analysis: Analysis | None, deadlock: Deadlock | None) -> Iterator[Start]:
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
