"""Hand a package on: to the page of trades or of rehearsals, or to where proposals are tabled; in no address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse

from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.packages import PackageFields
from goodoffices.web.shell.visits import Visit

#: The form of the page of trades, that of the page of rehearsals, and the one by which proposals are tabled.
TRADES: Final = "trades-start"
REHEARSAL: Final = "rehearsal-package"
PROPOSAL: Final = "table"


def fields_of(package: Mapping[str, Any], issues: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a form for a package, for those of its issues that the form has."""
    names = PackageFields.names(issues)
    return {
        name: str(package[issue])
        for name, issue in zip(names, issues, strict=True)
        if issue in package and issues[issue].index_of(package[issue]) is not None
    }


def can_table(visit: Visit) -> bool:
    """Whether there is a page on which a package can be tabled, and an agenda that knows its issues."""
    return bool(visit.case.issues)


def on(study: Study, what: str, package: Mapping[str, Any]) -> HttpResponse:
    """Hand a package on, and go there."""
    visit = study.visit
    if what == "table" and can_table(visit):
        # What was begun there already stays; only the package is another.
        begun = {
            name: text
            for name, text in study.kept(PROPOSAL).items()
            if not name.startswith(PackageFields.PREFIX)
        }
        study.keep(PROPOSAL, begun | fields_of(package, visit.case.issues))
        return visit.back(path=_address(visit, "proposals:new"))
    form, page = (REHEARSAL, "analysis:rehearsal") if what == "rehearse" else (TRADES, "analysis:trades")
    study.keep(form, fields_of(package, study.case.issues_by_id))
    return visit.back(path=_address(visit, page))


def _address(visit: Visit, name: str) -> str:
    return reverse(name, args=[visit.room.id])
