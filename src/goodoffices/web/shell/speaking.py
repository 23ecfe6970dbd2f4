"""In which language somebody is answered: inside a page, and where something went wrong outside of any."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import translation

from goodoffices import language
from goodoffices.web.accounts.entering import account_of
from goodoffices.web.accounts.models import Account

_log = logging.getLogger(__name__)


@contextmanager
def spoken(request: HttpRequest, account: Account | None) -> Iterator[None]:
    """Speak the language of whoever asks: their account's, what they chose, or what their browser prefers."""
    chosen = account.language if account is not None else request.COOKIES.get("language", "")
    code = (
        chosen if chosen in language.LANGUAGES else language.best(request.headers.get("Accept-Language", ""))
    )
    with language.use(code), translation.override(code):
        yield


@contextmanager
def spoken_outside(request: HttpRequest) -> Iterator[Account | None]:
    """Speak as inside a page where no page was reached, and say who asks; whoever cannot be found is nobody."""
    account = _found(request)
    with spoken(request, account):
        yield account


def _found(request: HttpRequest) -> Account | None:
    try:
        return account_of(request) if hasattr(request, "session") else None
    except Exception:  # noqa: BLE001 - what is answered here is a fault already: rather in another language than not
        _log.exception("whose request went wrong could not be found")
        return None
