"""Sign in, sign out, come in by an invitation, choose a language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from goodoffices import language
from goodoffices.web.accounts import entering
from goodoffices.web.accounts.entering import Denied
from goodoffices.web.accounts.inviting import accept
from goodoffices.web.accounts.models import Account
from goodoffices.web.entrance.forms import InvitationForm, SignInForm
from goodoffices.web.project import House
from goodoffices.web.shell.doors import door
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html

_YEAR = 365 * 24 * 3600


@door
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, and go to where one wanted to go."""
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                entering.sign_in(request, given["name"].strip(), given["password"], given["code"])
                return HttpResponseRedirect(_next(request), status=303)
            except Denied as denied:
                status = denied.status
                form.add_error(None, language.sentence(denied.why))
    text = rendered("entrance/sign-in.html.jinja", form=form, csrf=get_token(request))
    return html(text, status)


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    fine = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if fine else reverse("shell:home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; whatever this account follows ends."""
    entering.sign_out(request)
    return HttpResponseRedirect(reverse("entrance:sign-in"), status=303)


@door
def invitation(request: HttpRequest) -> HttpResponse:
    """Come in by an invitation. Its token stands behind the # of the link, which no server is sent and no log holds."""
    form = InvitationForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                entering.enter(request, accept(given["token"].strip(), given["password"]))
                return HttpResponseRedirect(reverse("shell:home"), status=303)
            except Denied as denied:
                status = denied.status
                form.add_error(None, language.sentence(denied.why))
    return html(rendered("entrance/invitation.html.jinja", form=form, csrf=get_token(request)), status)


@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Choose a language before signing in."""
    wanted = request.POST.get("language", "")
    response = HttpResponseRedirect(reverse("entrance:sign-in"), status=303)
    if wanted in language.LANGUAGES:
        response.set_cookie("language", wanted, max_age=_YEAR, samesite="Strict", httponly=True)
    return response


@door
def demonstrated(request: HttpRequest) -> HttpResponse:
    """Sign in by a link of the demonstration; there are none on any other server."""
    account = Account.objects.filter(name=House.passes.get(request.GET.get("as", ""), "")).first()
    if account is None:
        return HttpResponseRedirect(reverse("entrance:sign-in"), status=303)
    entering.enter(request, account)
    return HttpResponseRedirect(reverse("shell:home"), status=303)
