"""The page on which a party says what it prefers in numbers, also where one issue depends on another."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from goodoffices.model.preferences import Dependent
from goodoffices.reports.names import described
from goodoffices.talks.permissions import may_answer
from goodoffices.web.home.exact_fields import exact
from goodoffices.web.home.exact_forms import ConditionalForm, DropConditionalForm, ExactForm, GivingForm
from goodoffices.web.home.preferences import given_of, seen_by
from goodoffices.web.home.whose import Whose, of, own
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import is_mediator, sees_mandate
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

#: What says that it is done when the form is gone with what it changed.
_SAYING: Final[Kinds] = {"change-": ConditionalForm, "drop-": DropConditionalForm}


@page(sees_mandate)
def numbers(visit: Visit) -> HttpResponse:
    """Show a party its preferences in numbers, and let it say them."""
    return _numbers(visit, own(visit))


@page(is_mediator)
def numbers_of(visit: Visit, number: int) -> HttpResponse:
    """Show mediators the numbers that a party stated, or that they enter for it."""
    return _numbers(visit, of(visit, number))


def _numbers(visit: Visit, whose: Whose) -> HttpResponse:
    given, issues = given_of(visit, whose), visit.case.issues
    newest = max(given, key=lambda one: one.at) if given else None
    before = newest.preferences if newest else None
    known = exact(before)
    dependent: dict[str, Dependent] = {mark_of(one): one for one in getattr(before, "dependent", ())}
    shared: dict[str, Any] = {
        "before": before, "sealed": newest.sealed if newest else False, **whose.given,
    }  # fmt: skip
    form: ExactForm | None = None
    add: ConditionalForm | None = None
    change: ConditionalForm | None = None
    drops: dict[str, DropConditionalForm] = {}
    if issues and may_answer(visit.who, whose.party):
        form = visit.form(ExactForm, whose.prefix("exact"), **shared)
        if known is not None and len(issues) > 1:
            add = visit.form(ConditionalForm, whose.prefix("conditional"), **shared)
        drops = {
            mark: visit.form(DropConditionalForm, whose.prefix(f"drop-{mark}"), of=one, **shared)
            for mark, one in dependent.items()
        }
        asked = str(visit.request.GET.get("value", ""))
        if asked in dependent:
            name = whose.prefix(f"change-{asked}")
            change = visit.form(ConditionalForm, name, of=dependent[asked], **shared)
    forms: list[GivingForm] = [one for one in (form, add, change, *drops.values()) if one is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "home/exact.html.jinja", forms=forms, whose=whose, newest=newest, form_=form, known=known,
        dependent=dependent, add=add, change=change, drops=drops, ending=whose.prefix(""),
        in_words=lambda one: described(one, issues), said=said(visit, _SAYING),
        beside=bool(getattr(known, "ranges", ()) or getattr(known, "comparisons", ())),
        seen_by=seen_by(visit, whose),
    )  # fmt: skip
