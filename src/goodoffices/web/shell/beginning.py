"""Where people begin: at their case, where they have one; else at the list of their cases, or at the door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from goodoffices.web.accounts.entering import account_of
from goodoffices.web.accounts.seats import seats_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Send somebody to where they begin."""
    account = account_of(request)
    if account is None:
        return HttpResponseRedirect(reverse("entrance:sign-in"))
    if account.administrator:
        return HttpResponseRedirect(reverse("administration:people"))
    seats = seats_of(account)
    if len(seats) == 1:
        return HttpResponseRedirect(reverse("overview:overview", args=[seats[0][0]]))
    return HttpResponseRedirect(reverse("cases:cases"))
