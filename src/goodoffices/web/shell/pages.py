"""What makes a view a page: who may open it, in which language, and what happens when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodoffices.web.accounts.entering import account_of
from goodoffices.web.accounts.seats import standing_of
from goodoffices.web.api.answering import WRONG
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell import faults
from goodoffices.web.shell.navigation import Allowed, anybody, shares_all
from goodoffices.web.shell.speaking import spoken
from goodoffices.web.shell.visits import Visit

View = Callable[..., HttpResponse]


def page(allowed: Allowed = anybody, *, whole: bool = False) -> Callable[[View], View]:
    """Make a view a page of a case: it gets a `Visit`, and exists only for those who may open it.

    Args:
        allowed: who may.
        whole: only mediators who share all channels: the page rests on all of them.
    """

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "POST"])
        @wraps(view)
        def inner(request: HttpRequest, case: str, **given: Any) -> HttpResponse:  # noqa: ANN401 - the path's parts
            account = account_of(request)
            with spoken(request, account):
                if account is None:
                    return HttpResponseRedirect(reverse("entrance:sign-in") + f"?next={request.path}")
                try:
                    room, who = standing_of(account, case)
                    if not allowed(who) or (whole and not shares_all(who, room.talks.parties())):
                        raise Problem(404, NOT_THERE)
                    return view(Visit(request, account, room, who, room.looks.at(who)), **given)
                except WRONG as error:
                    return faults.explained(request, error)

        return inner

    return decorate
