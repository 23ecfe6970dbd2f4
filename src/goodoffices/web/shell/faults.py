"""What people read when something is not there, or went wrong."""

from __future__ import annotations

import logging
from typing import Final

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from goodoffices.language import gettext as _
from goodoffices.services.faults import first_line, where
from goodoffices.storage.errors import KeyMissing, StorageError
from goodoffices.talks.errors import Refused
from goodoffices.web.accounts.entering import Denied
from goodoffices.web.problems import Problem
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.visits import html

_log = logging.getLogger(__name__)
#: What is left to say where nothing works.
_LAST: Final = (
    '<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>A fault of Good Offices</title></head>'
    "<body><main><h1>A fault of Good Offices</h1><p>Go back, and try again in a moment.</p></main></body></html>"
)


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
            _log.error("%s", where(error))
            return _said(
                410, _("This was destroyed"),
                _("What this page rests on was destroyed, and cannot be read any more."),
            )  # fmt: skip
        case StorageError() | OperationalError():
            _log.error("%s", first_line(error))
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
    """Answer for a fault of ours; what it was is not told. It comes even where no page can be written any more."""
    try:
        return _said(
            500, _("A fault of Good Offices"),
            _(
                "Go back, and see whether what you did is there; if not, try again. If this comes again, tell the one "
                "who runs this server when it was: the log says what happened."
            ),
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - whatever it was
        _log.exception("the page that says so could not be written")
        return html(_LAST, 500)


def forged(request: HttpRequest, *, drafted: bool) -> HttpResponse:  # noqa: ARG001 - as above
    """Answer for a form without the token that shows where it comes from.

    Args:
        request: what came.
        drafted: whether what was written is kept: for whoever is signed in, by the script that sent it.
    """
    if drafted:
        text = _("Go back, load the page again and send it once more: what you wrote is kept as a draft.")
    else:
        text = _(
            "Go back and copy what you wrote; load the page again, and send it once more. If this comes again, allow "
            "cookies from this server in your browser."
        )
    return _said(403, _("This page was open too long"), text)
