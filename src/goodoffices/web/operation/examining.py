"""Examine what the pages need: static files, templates, and the tables of accounts. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import Error

from goodoffices.services.findings import Finding, found
from goodoffices.web.accounts.forward import pending, steps, unknown
from goodoffices.web.shell.assets import assets
from goodoffices.web.shell.rendering import warm


def pages() -> Iterator[Finding]:
    """Yield what is to be said of the files that pages are made of."""
    yield found("static files", lambda: f"{len(assets())} files", OSError)
    yield found("templates", _templates, Exception)


def _templates() -> str:
    warm()
    return "all of them load"


def accounts() -> Iterator[Finding]:
    """Yield what is to be said of the tables of accounts; Django is set up for them, and changes nothing."""
    try:
        later, wait = unknown(), pending()
    except Error as error:
        says = f"their database does not answer ({str(error).strip().partition(chr(10))[0]})"
        yield Finding(what="accounts", state="wrong", says=says)
        return
    if later:
        says = f"a newer Good Offices has changed their tables ({later[-1]}); install that version, or one after it"
        yield Finding(what="accounts", state="wrong", says=says)
    elif wait:
        says = (
            f"{len(wait)} steps wait ({wait[-1]}): the next start of the server does them, when no other runs"
        )
        yield Finding(what="accounts", state="mind", says=says)
    else:
        yield Finding(what="accounts", state="fine", says=f"up to {steps()[-1]}")
