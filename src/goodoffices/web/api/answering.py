"""How every endpoint answers: JSON, and one shape for what is wrong."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

import msgspec
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from goodoffices.model.wording import in_our_words
from goodoffices.services.faults import first_line, where
from goodoffices.storage.errors import KeyMissing, StorageError
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing
from goodoffices.web.accounts.entering import Denied
from goodoffices.web.accounts.seats import only_case, standing_in
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House, Room

_log = logging.getLogger(__name__)
_Asked = TypeVar("_Asked")
Endpoint = Callable[..., HttpResponseBase]
#: At most so many are found by one search.
_MOST = 100


#: What is answered in a sentence, whatever was asked.
WRONG: Final = (Problem, Denied, Refused, StorageError, OperationalError)


def answer(plain: object, status: int = 200) -> HttpResponse:
    """Answer with JSON."""
    return HttpResponse(msgspec.json.encode(plain), status=status, content_type="application/json")


def waiting() -> HttpResponse:
    """Answer that it is being worked out, and when to ask again."""
    later = answer({"waiting": True}, 202)
    later["Retry-After"] = "1"
    return later


def day_asked(request: HttpRequest) -> dt.date:
    """Return the day as of which something is late: the one that is asked for, or today in UTC.

    Raises:
        Problem: the calendar has no such day.
    """
    asked = request.GET.get("on", "")
    if not asked:
        return House.now().date()
    try:
        return dt.date.fromisoformat(asked)
    except ValueError:
        raise Problem(
            422, "on: there is no such day; write one of the calendar, such as 2031-03-04"
        ) from None


def problem(status: int, message: str) -> HttpResponse:
    """Answer with the one shape of errors."""
    return answer({"error": {"status": status, "message": message}}, status)


def explained(error: Exception) -> HttpResponse:
    """Answer for one of `WRONG`.

    What a database says of itself names hosts, files, streams and how much is in them: that is for the log of those
    who run the server, not for the ones who ask.
    """
    match error:
        case Problem(status=status):
            return problem(status, str(error))
        case Denied(why=why, status=status):
            return problem(status, why)
        case Refused():
            return problem(409, str(error))
        case KeyMissing():
            _log.error("%s", where(error))
            return problem(410, "what this rests on was destroyed, and cannot be read any more")
        case _:
            _log.error("%s", first_line(error))
            return problem(
                503, "the database does not answer as it should, and nothing was saved; try again in a moment"
            )


def asked(request: HttpRequest, shape: type[_Asked]) -> _Asked:
    """Read the body of a request.

    Raises:
        Problem: it has another shape; the message says which field.
    """
    try:
        return msgspec.json.decode(request.body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        what, at, path = str(error).partition(" - at `$.")
        words = in_our_words(what)
        raise Problem(422, f"{path.rstrip('`')}: {words}" if at else words) from None


def at_most(request: HttpRequest) -> int:
    """Return how many the one who asks wants to have found.

    Raises:
        Problem: it is no number from 1 to 100.
    """
    try:
        most = int(request.GET.get("most", "20"))
    except ValueError:
        most = 0
    if not 0 < most <= _MOST:
        raise Problem(422, f"most: give a number from 1 to {_MOST}")
    return most


def standing(request: HttpRequest, case: str = "") -> tuple[Room, Standing]:
    """Return the room of a case, and who asks, as its talks know them. Without a case, it is the only one of theirs.

    Raises:
        Problem: nobody is signed in, or takes part (any more); or it is not said in which of several cases.
    """
    return standing_in(request, case or only_case(request))


def endpoint(*methods: str) -> Callable[[Endpoint], Endpoint]:
    """Make a view an endpoint: only these methods, and every error in the one shape."""

    def decorate(view: Endpoint) -> Endpoint:
        @wraps(view)
        def inner(request: HttpRequest, **given: Any) -> HttpResponseBase:  # noqa: ANN401 - the path's parts
            try:
                return view(request, **given)
            except WRONG as error:
                return explained(error)

        decorated: Endpoint = require_http_methods(list(methods))(inner)

        @wraps(decorated)
        def shaped(request: HttpRequest, **given: Any) -> HttpResponseBase:  # noqa: ANN401 - as above
            response = decorated(request, **given)
            if response.status_code == 405:  # noqa: PLR2004 - the status
                shaped_response = problem(405, f"this is for {' and '.join(methods)}")
                shaped_response["Allow"] = response["Allow"]
                return shaped_response
            return response

        return shaped

    return decorate


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer for what is not there."""
    return problem(404, NOT_THERE)


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as above
    """Answer for a request that cannot be read."""
    return problem(400, "this request cannot be read")


def fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Answer for a fault of ours; what it was is not told."""
    return problem(500, "this is a fault of Good Offices; the one who runs it finds it in the log")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - as above
    """Answer for a request without the token that shows where it comes from."""
    return problem(
        403, "the request has no CSRF token; get one (GET /api/session) and send it as X-CSRFToken"
    )
