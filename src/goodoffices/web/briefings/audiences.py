"""The page of an audience: what it was told, as it sees it; what is due to it; compose and release; beside another."""

from __future__ import annotations

from django.http import HttpResponse

from goodoffices.web.audience.told import in_order
from goodoffices.web.briefings.keeping import Keeper
from goodoffices.web.briefings.knowing import beside, knowing, owed
from goodoffices.web.briefings.releasing import ReleaseForm
from goodoffices.web.briefings.views import seen_by
from goodoffices.web.shell.navigation import is_delegate, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import said
from goodoffices.web.shell.visits import Visit

#: A number with more digits is no place in a list.
_DIGITS = 6


@page(lambda who: is_mediator(who) or is_delegate(who))
def audience(visit: Visit, number: int) -> HttpResponse:
    """Show what an audience was told and is to be told, and tell it; with `beside`, what it and another know."""
    keeper = Keeper(visit)
    one = keeper.audience(number)
    due = [found.item for found in owed(keeper.state, one, keeper.today)]
    held = [
        found for found in keeper.state.items.values() if knowing(found, one, keeper.today).status == "held"
    ]
    is_there = keeper.may_tell and (due or held or visit.is_sent(f"release-{number}"))
    release = (
        visit.form(ReleaseForm, f"release-{number}", keeper=keeper, audience=one, items=[*due, *held])
        if is_there
        else None
    )
    forms = [release] if release is not None else []
    if (done := visit.acted(forms)) is not None:
        return done
    others = {place: keeper.called(name) for name, place in keeper.audiences.items() if place != number}
    other = _asked(visit, others)
    return visit.page(
        "briefings/audience.html.jinja", seen_by=seen_by(visit), forms=forms, release=release, keeper=keeper,
        name=keeper.called(one), side=one.partition(":")[0], told=in_order(keeper.told(one), visit.names.person),
        said=said(visit, {"release-": ReleaseForm}),
        due=owed(keeper.state, one, keeper.today), last=keeper.last(one), others=others, other=other,
        pairs=beside(keeper.state, one, keeper.audience(other), keeper.today) if other else [],
    )  # fmt: skip


def _asked(visit: Visit, others: dict[int, str]) -> int:
    """Return the audience that the address asks for beside this one; 0 where it asks for none that there is."""
    asked = visit.request.GET.get("beside", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < _DIGITS
    return int(asked) if is_number and int(asked) in others else 0
