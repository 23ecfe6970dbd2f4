"""The page of a party's mandates."""

from __future__ import annotations

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.permissions import may_form
from goodoffices.web.home.limits import in_words, parts_of
from goodoffices.web.home.mandate_forms import EndMandateForm, MandateForm
from goodoffices.web.home.mandate_history import Mandate, allowed_of, mandates_of
from goodoffices.web.home.picture_of_room import WIDTH, room_of
from goodoffices.web.home.whose import Whose, of, own
from goodoffices.web.project import House
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.naming import spoken
from goodoffices.web.shell.navigation import is_mediator, sees_mandate
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import said
from goodoffices.web.shell.visits import Visit


@page(sees_mandate)
def mandate(visit: Visit) -> HttpResponse:
    """Show a party its own mandates."""
    return _mandates(visit, own(visit))


@page(is_mediator)
def mandate_of(visit: Visit, number: int) -> HttpResponse:
    """Show mediators the mandates that a party shows them, or that they enter for it."""
    return _mandates(visit, of(visit, number))


def _mandates(visit: Visit, whose: Whose) -> HttpResponse:
    every, now = mandates_of(visit, whose), House.now()
    in_force = [one for one in every if one.in_force(now)]
    itself = visit.lens.channel(whose.party).acts_itself
    gives = may_form(visit.who, whose.party, acts_itself=itself)
    give = (
        visit.form(MandateForm, whose.prefix("mandate-give"), taken=_names(every), **whose.given)
        if gives or visit.is_sent(whose.prefix("mandate-give"))
        else None
    )
    changes = {one.place: _change(visit, whose, one) for one in in_force if gives}
    ends = {one.place: _end(visit, whose, one) for one in in_force if gives}
    forms: list[BaseForm] = [form for form in (give, *changes.values(), *ends.values()) if form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    issues, channel = visit.case.issues, visit.lens.channel(whose.party)
    table = allowed_of(channel, in_force, issues)
    conditions = [part for one in in_force for part in parts_of(one.now.given.requires)]
    return visit.page(
        "home/mandate.html.jinja", seen_by=_seen_by(visit, whose), forms=forms, whose=whose, in_force=in_force,
        said=said(visit, {"mandate-end-": EndMandateForm}),
        past=[one for one in every if one not in in_force], give=give, changes=changes, ends=ends,
        table_of=table, room=room_of(conditions, {one.name: one.package for one in table}, issues),
        acts_itself=whose.entering and itself, bar_width=WIDTH,
        in_words=lambda one: in_words(one, issues), spoken=spoken,
    )  # fmt: skip


def _names(every: list[Mandate]) -> tuple[str, ...]:
    return tuple(one.name for one in every)


def _change(visit: Visit, whose: Whose, one: Mandate) -> MandateForm:
    return visit.form(MandateForm, whose.prefix(f"mandate-change-{one.place}"), mandate=one, **whose.given)


def _end(visit: Visit, whose: Whose, one: Mandate) -> EndMandateForm:
    prefix = whose.prefix(f"mandate-end-{one.place}")
    return visit.form(EndMandateForm, prefix, initial={"mandate": one.name}, **whose.given)


def _seen_by(visit: Visit, whose: Whose) -> str:
    if whose.entering:
        return _("The head and the mandator of %(party)s, and the mediators of its channel.") % {
            "party": visit.names.party(whose.party)
        }
    return _(
        "Only the head of your delegation and your mandator; of what is marked as shown, the mediators too."
    )
