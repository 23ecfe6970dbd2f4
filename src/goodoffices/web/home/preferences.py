"""The page of a party's confidential preferences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package, is_complete
from goodoffices.model.preferences import Preferences
from goodoffices.talks.events.base import Happened
from goodoffices.talks.events.home import PreferencesStated
from goodoffices.talks.events.unseen import PreferencesSealed
from goodoffices.talks.permissions import may_answer
from goodoffices.talks.streams import Stream
from goodoffices.web.home.exact_fields import exact
from goodoffices.web.home.implying import WIDTH, Ground, Implications, implications
from goodoffices.web.home.mandate_history import on_the_table
from goodoffices.web.home.past import past
from goodoffices.web.home.preferences_form import PreferencesForm
from goodoffices.web.home.whose import Whose, of, own
from goodoffices.web.shell.navigation import is_mediator, sees_mandate
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Given:
    """Preferences as they were given: stated to the mediators, or sealed; when and by whom."""

    preferences: Preferences
    sealed: bool
    happened: Happened

    @property
    def at(self) -> dt.datetime:
        """When."""
        return self.happened.at


@page(sees_mandate)
def preferences(visit: Visit) -> HttpResponse:
    """Show a party its preferences, and let it say them."""
    return _preferences(visit, own(visit))


@page(is_mediator)
def preferences_of(visit: Visit, number: int) -> HttpResponse:
    """Show mediators the preferences that a party stated, or that they enter for it."""
    return _preferences(visit, of(visit, number))


def _preferences(visit: Visit, whose: Whose) -> HttpResponse:
    given = given_of(visit, whose)
    newest = max(given, key=lambda one: one.at).preferences if given else None
    channel, issues = visit.lens.channel(whose.party), visit.case.issues
    table = {name: _known(package, issues) for name, _version, package in on_the_table(channel)}
    whole = {name: one for name, one in table.items() if issues and is_complete(one, list(issues.values()))}
    form = None
    if issues and may_answer(visit.who, whose.party):
        form = visit.form(
            PreferencesForm, whose.prefix("preferences"), before=newest, proposals=whole, **whose.given
        )
    if (done := visit.acted([form] if form is not None else [])) is not None:
        return done
    implied = _implied(visit, whose, given, form, table)
    return visit.page(
        "home/preferences.html.jinja", seen_by=seen_by(visit, whose), forms=[form] if form is not None else [],
        whose=whose, given=given, prefer=form, implied=implied, bar_width=WIDTH, table_of=table,
        numbered=exact(newest) is not None,
    )  # fmt: skip


def _known(package: Package, issues: Mapping[str, Issue]) -> Package:
    """Return a package as far as it is about what is on the agenda."""
    return {
        name: value
        for name, value in package.items()
        if name in issues and issues[name].index_of(value) is not None
    }


def given_of(visit: Visit, whose: Whose) -> list[Given]:
    """Return what was stated and what was sealed last, as far as who looks sees it."""
    streams = [Stream("mandate", whose.party)]
    if not whose.entering:
        streams.append(Stream("sealed", whose.party))
    found: dict[bool, Given] = {}
    for seen in past(visit, streams):
        match seen.happened.event:
            case PreferencesStated(preferences=told):
                found[False] = Given(told, sealed=False, happened=seen.happened)
            case PreferencesSealed(preferences=kept):
                found[True] = Given(kept, sealed=True, happened=seen.happened)
            case _:
                pass
    return list(found.values())


def _implied(
    visit: Visit, whose: Whose, given: list[Given], form: PreferencesForm | None, table: dict[str, Package]
) -> list[Implications]:
    """Return what answers imply: those just entered, or else those that were given."""
    ground = Ground(visit.room.id, whose.party, visit.case.issues, table)
    if form is not None and form.looked_at is not None:
        return [implications("now", _("What you have entered just now"), form.looked_at, ground)]
    titles = {True: _("What you sealed"), False: _("What was stated to the mediators")}
    return [
        implications("sealed" if one.sealed else "stated", titles[one.sealed], one.preferences, ground)
        for one in given
        if ground.issues
    ]


def seen_by(visit: Visit, whose: Whose) -> str:
    """Return who sees a party's preferences."""
    if whose.entering:
        return _("The mediators of this channel, and the head and mandator of %(party)s.") % {
            "party": visit.names.party(whose.party)
        }
    return _(
        "Only the head of your delegation and your mandator. What you state, the mediators see too; "
        "what you seal, they do not."
    )
