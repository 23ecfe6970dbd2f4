"""The pages of administrators."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token

from goodoffices.language import gettext as _
from goodoffices.services.saving import back_up
from goodoffices.web.accounts import inviting, people
from goodoffices.web.accounts.entering import account_of, end_sessions
from goodoffices.web.accounts.forward import steps
from goodoffices.web.accounts.keeping import taken
from goodoffices.web.accounts.models import Account
from goodoffices.web.administration.forms import InviteForm
from goodoffices.web.project import House
from goodoffices.web.shell import faults
from goodoffices.web.shell.doors import signed_in
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.speaking import spoken
from goodoffices.web.shell.visits import html


def _administers(account: Account) -> bool:
    return bool(account.administrator)


@signed_in(_administers)
def people_page(request: HttpRequest, account: Account) -> HttpResponse:
    """Show who may sign in; invite, recover, lock out. A link is shown once, here, and stands in no address."""
    sent = request.POST.get("form", "") if request.method == "POST" else ""
    form = InviteForm(request.POST if sent == "invite" else None, prefix="invite")
    link, said, status = "", "", 200
    if sent == "invite":
        if form.is_valid():
            actor = f"{form.cleaned_data['role']}:{form.cleaned_data['name']}"
            if inviting.account_for("", actor) is not None:
                form.add_error("name", _("There is an account of this name; give it a new password below."))
            else:
                link = _link(request, inviting.invite("", actor)[0])
                said = _("The link for %(name)s works once, for three days. It is shown only now.") % {
                    "name": actor
                }
                form = InviteForm(prefix="invite")
        status = 422 if form.errors else 200
    elif sent:
        link, said = _with_account(request, account, sent)
    text = rendered(
        "administration/people.html.jinja", csrf=get_token(request), form=form, link=link, said=said,
        people=people.people(), own=account,
    )  # fmt: skip
    return html(text, status)


def _with_account(request: HttpRequest, account: Account, sent: str) -> tuple[str, str]:
    """Do something with an account; return a link, where one comes of it, and what to say."""
    number = request.POST.get("account", "")
    other = people.account_by(int(number)) if number.isdecimal() and len(number) < 19 else None  # noqa: PLR2004 - digits
    if other is None or (other.pk == account.pk and sent != "recover"):
        return "", _("Nothing was done: this is not possible with that account.")
    values = {"name": other.name}
    match sent:
        case "recover":
            link = _link(request, inviting.reinvite(other)[0])
            return link, _("By this link %(name)s chooses a new password. It is shown only now.") % values
        case "disable":
            people.disable(other)
            return "", _("%(name)s can no longer sign in.") % values
        case "enable":
            people.enable(other)
            return "", _("%(name)s can sign in again.") % values
        case "end":
            end_sessions(other)
            return "", _("%(name)s is signed out everywhere.") % values
        case _other:
            return "", ""


def _link(request: HttpRequest, token: str) -> str:
    return f"{request.scheme}://{request.get_host()}/invitation#{token}"


def backup(request: HttpRequest) -> HttpResponseBase:
    """Give a backup of everything as a file: encrypted, made while the server runs, read back before it is given."""
    account = account_of(request)
    with spoken(request, account):
        if account is None or not account.administrator:
            return faults.missing(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        # The file has no name once it is open: it is gone when it is sent, or when the server stops.
        with tempfile.TemporaryDirectory(prefix="goodoffices-backup-") as folder:
            target = Path(folder) / "backup"
            back_up(House.workspace, target, taken(), steps()[-1])
            opened = target.open("rb")
        return FileResponse(
            opened, as_attachment=True, filename="goodoffices.backup", content_type="application/octet-stream"
        )
