"""What people read when something is not there, or went wrong."""

from __future__ import annotations

import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from goodoffices.language import gettext as _
from goodoffices.storage.errors import KeyMissing, StorageError
from goodoffices.talks.errors import Refused
from goodoffices.web.accounts.entering import Denied
from goodoffices.web.problems import Problem
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html

_log = logging.getLogger(__name__)


def _said(status: int, title: str, text: str) -> HttpResponse:
    return html(rendered("shell/fault.html.jinja", title=title, text=text), status)


def explained(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer with a page for what is wrong. What a database says of itself is for the log."""
    match error:
        case Problem(status=429):
            return _said(
                429, _("Too many at once"), _("Wait a minute, then try again. Nothing you wrote is lost.")
            )
        case Problem(status=404):
            return missing(request, error)
        case Problem(status=status):
            return _said(status, _("This cannot be done"), str(error))
        case Denied(why=why, status=status):
            return _said(status, _("You are not signed in"), why)
        case Refused():
            return _said(409, _("This cannot be done"), str(error))
        case KeyMissing():
            _log.error("%s", error)
            return _said(
                410, _("This was destroyed"),
                _("What this page rests on was destroyed, and cannot be read any more."),
            )  # fmt: skip
        case StorageError() | OperationalError():
            _log.error("%s", str(error).strip())
            return _said(
                503, _("The database does not answer"),
                _("Nothing was saved. Go back, and try again in a moment; what you wrote is still there."),
            )  # fmt: skip
        case _:
            raise error


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """Answer for what is not there, or not for the one who asks."""
    return _said(404, _("There is nothing here"), _("Check the address, or go back to the beginning."))


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - as above
    """Answer for a request that cannot be read."""
    return _said(400, _("This request cannot be read"), _("Go back, and try again."))


def fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Answer for a fault of ours; what it was is not told."""
    return _said(
        500, _("A fault of Good Offices"), _("The one who runs this server finds in the log what happened.")
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - as above
    """Answer for a form without the token that shows where it comes from."""
    return _said(
        403, _("This page was open too long"),
        _("Go back, load the page again and send it once more: what you wrote is kept as a draft."),
    )  # fmt: skip
