"""What mediators assume that a party prefers, until it tells them: weights, worths, what depends on several issues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from django.forms.boundfield import BoundField
from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model import Case, HyperRectangles
from goodoffices.model.issues import Issue
from goodoffices.model.parties import Party
from goodoffices.reports.names import described
from goodoffices.services.dossiers import begun
from goodoffices.web.desk.depending_forms import ConditionalForm, DropConditionalForm, dependent_of
from goodoffices.web.desk.frame_forms import FrameForm
from goodoffices.web.home.exact_fields import WorthFields, exact
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.forms import text
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: What says that it is done when the form is gone with what it changed.
_SAYING: Final[Kinds] = {"change-": ConditionalForm, "drop-": DropConditionalForm}


class AssumedForm(FrameForm):
    """Exact preferences that are assumed for a party; conditional values stay as they are."""

    said = gettext_lazy("The assumptions are in the working case; the analysis counts with them from now on.")

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's
        party: Party,
        issues: Mapping[str, Issue],
        **more: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*given, **more)
        self._party = party
        known = exact(party.preferences)
        self._worths = WorthFields(self, issues, known, usual=True)
        self.fields["assumption"] = text(
            _("Why you assume this"), most=2_000, rows=2,
            hint=_("It stands beside every result that rests on it."),
        )  # fmt: skip
        self.initial.setdefault("assumption", known.assumption if known else "")

    def by_issue(self) -> Iterator[tuple[Issue, BoundField, list[BoundField]]]:
        """Yield each issue with the field of its weight and those of its values."""
        return self._worths.by_issue()

    def clean(self) -> dict[str, Any]:
        """Check that something counts."""
        given: dict[str, Any] = super().clean() or {}
        self._worths.check()
        return given

    def changed(self, case: Case) -> Case:
        """Return the case with these preferences."""
        party = case.parties_by_id[self._party.id]
        made = self._worths.preferences(self.cleaned_data["assumption"], dependent_of(party))
        changed = msgspec.structs.replace(party, preferences=made)
        parties = tuple(changed if one.id == party.id else one for one in case.parties)
        return msgspec.structs.replace(case, parties=parties)

    def noted(self) -> str:
        """Return what is changed."""
        return _("assumed preferences")


@page(is_mediator, whole=True)
def assumed(visit: Visit, number: int) -> HttpResponse:
    """Show and change what is assumed of a party."""
    whole, _count = begun(visit.room.talks, visit.who)
    ids = list(visit.case.parties)
    party = next((one for one in whole.parties if 0 < number <= len(ids) and one.id == ids[number - 1]), None)
    if party is None:
        raise Problem(404, NOT_THERE)
    issues, known = whole.issues_by_id, exact(party.preferences)
    form = visit.form(AssumedForm, "assumed", party=party, issues=issues)
    dependent = {mark_of(one): one for one in dependent_of(party)}
    given: dict[str, Any] = {"party": party, "issues": issues}
    drops = {
        mark: visit.form(DropConditionalForm, f"drop-{mark}", of=one, **given)
        for mark, one in dependent.items()
    }
    several = known is not None and len(issues) > 1
    add = visit.form(ConditionalForm, "conditional", **given) if several else None
    asked = str(visit.request.GET.get("value", ""))
    change = None
    if asked in dependent:
        change = visit.form(ConditionalForm, f"change-{asked}", of=dependent[asked], **given)
    forms = [one for one in (form, add, change, *drops.values()) if one is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "desk/assumed.html.jinja", forms=forms, form_=form, party_=party.id,
        told=visit.lens.mandate(party.id).preferences is not None,
        regions=len(party.preferences.boxes) if isinstance(party.preferences, HyperRectangles) else 0,
        in_part=party.preferences is not None and known is None,
        beside=bool(getattr(known, "ranges", ()) or getattr(known, "comparisons", ())),
        exact=known is not None, dependent=dependent, add=add, change=change, drops=drops,
        in_words=lambda one: described(one, issues), said=said(visit, _SAYING),
        seen_by=_("Only mediators who share all channels."),
    )  # fmt: skip
