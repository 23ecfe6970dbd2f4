"""What pages outside any case share: the language of whoever asks, and who may open them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodoffices.web.accounts.entering import account_of
from goodoffices.web.accounts.models import Account
from goodoffices.web.api.answering import WRONG
from goodoffices.web.shell import faults
from goodoffices.web.shell.speaking import spoken

View = Callable[[HttpRequest], HttpResponse]
OwnView = Callable[[HttpRequest, Account], HttpResponse]


def door(view: View) -> View:
    """Make a view a page that anybody may open."""

    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def inner(request: HttpRequest) -> HttpResponse:
        with spoken(request, account_of(request)):
            try:
                return view(request)
            except WRONG as error:
                return faults.explained(request, error)

    return inner


def signed_in(allowed: Callable[[Account], bool] = lambda _account: True) -> Callable[[OwnView], View]:
    """Make a view a page for whoever is signed in, and for whom it is; for others it is not there."""

    def decorate(view: OwnView) -> View:
        @door
        @wraps(view)
        def inner(request: HttpRequest) -> HttpResponse:
            account = account_of(request)
            if account is None:
                return HttpResponseRedirect(reverse("entrance:sign-in") + f"?next={request.path}")
            return view(request, account) if allowed(account) else faults.missing(request)

        return inner

    return decorate
