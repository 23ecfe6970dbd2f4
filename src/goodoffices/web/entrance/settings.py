"""What somebody sets for themselves: language, clock, password, second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token

from goodoffices import language
from goodoffices.language import gettext as _
from goodoffices.web.accounts import entering, factors
from goodoffices.web.accounts.entering import Denied
from goodoffices.web.accounts.models import Account
from goodoffices.web.entrance.forms import CodeForm, FactorForm, PasswordForm, TasteForm
from goodoffices.web.shell.doors import signed_in
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html


@signed_in()
def settings(request: HttpRequest, account: Account) -> HttpResponse:
    """Show what is set, and change one thing."""
    sent = request.POST.get("form", "") if request.method == "POST" else ""
    now = {"language": account.language or language.current(), "zone": account.zone}
    forms = {
        "taste": TasteForm(request.POST if sent == "taste" else None, prefix="taste", initial=now),
        "password": PasswordForm(request.POST if sent == "password" else None, prefix="password"),
        "factor": FactorForm(
            request.POST if sent == "factor" else None, prefix="factor", on=factors.is_on(account)
        ),
        "code": CodeForm(request.POST if sent == "code" else None, prefix="code"),
    }
    address, status = "", 200
    if sent in forms:
        status = 422
        form = forms[sent]
        if form.is_valid():
            try:
                if sent == "taste":
                    account.language, account.zone = form.cleaned_data["language"], form.cleaned_data["zone"]
                    account.save(update_fields=["language", "zone"])
                elif sent == "password":
                    _change_password(request, account, form.cleaned_data)
                elif sent == "factor":
                    address, status = _begun(account, form.cleaned_data), 200
                else:
                    _confirm(account, form.cleaned_data["code"])
                if not address:
                    return HttpResponseRedirect(f"{request.path}?done={sent}", status=303)
            except Denied as denied:
                status = denied.status
                form.add_error(None, language.sentence(denied.why))
    said = {
        "taste": _("Your language and clock are set."),
        "password": _("You have a new password."),
        "code": _("The second factor is on: from now on you are asked for a code when you sign in."),
    }.get(request.GET.get("done", ""), "")
    text = rendered(
        "entrance/settings.html.jinja", forms=forms, csrf=get_token(request), address=address, said=said,
        account=account, secret=address.partition("secret=")[2].partition("&")[0],
        factor=factors.is_on(account),
    )  # fmt: skip
    return html(text, status)


def _begun(account: Account, given: dict[str, str]) -> str:
    """Begin a second factor; return its address.

    Raises:
        Denied: there is one already, and the password is wrong.
    """
    if factors.is_on(account) and not entering.is_password(account, given.get("current", "")):
        raise Denied(_("This is not the password that you have."), 422)
    return factors.begin(account)


def _change_password(request: HttpRequest, account: Account, given: dict[str, str]) -> None:
    """Give an account a new password: other browsers are signed out, this one stays.

    Raises:
        Denied: the one before it is wrong.
    """
    if not entering.is_password(account, given["current"]):
        raise Denied(_("This is not the password that you have."), 422)
    entering.new_password(account, given["password"])
    entering.enter(request, account)


def _confirm(account: Account, code: str) -> None:
    """Switch the second factor on.

    Raises:
        Denied: the code is wrong.
    """
    if not factors.confirm(account, code):
        raise Denied(_("This is not the code of the new second factor; begin again."), 422)
