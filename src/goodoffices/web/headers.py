"""Headers that every answer carries: nothing from elsewhere, nothing in a frame, nothing kept in caches."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"


def headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return what adds the headers."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        # No page from elsewhere takes in what is here: not as a picture, not as a script, not to see how large it is.
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # For browsers that do not read `frame-ancestors`.
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return answer
