"""Answer requests: each in one of a few threads from its first step to its last; what is followed goes on in the loop.

Django's own handler goes to another thread for every step of a request, about ten times, and opens a database for each:
more than a page takes. Here a thread keeps its connection, and requests beyond the threads wait their turn.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import IO, Any, Final, ParamSpec, TypeVar

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")
#: So many requests are answered at a time, and so many connections to the accounts' database are open at most. More
#: threads would answer all of them later, not sooner; fewer would let some who wait for a disk hold up all others.
THREADS: Final = 8
_WORKERS: Final = ThreadPoolExecutor(THREADS, "request")
#: Passwords are made to take long. Whoever tries them without end holds up others at the door, and nobody inside.
DOOR_THREADS: Final = 2
_DOOR: Final = ThreadPoolExecutor(DOOR_THREADS, "door")
_DOORS: Final = frozenset({"/sign-in", "/invitation", "/api/session", "/api/invitations/accepted"})


async def in_thread(do: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs) -> _Made:
    """Do something in one of the threads that answer requests; a connection that broke there is given up."""
    return await _in_one_of(_WORKERS, do, *given, **named)


async def _in_one_of(
    threads: ThreadPoolExecutor, do: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs
) -> _Made:
    def done() -> _Made:
        try:
            return do(*given, **named)
        finally:
            close_old_connections()

    within = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(threads, partial(within.run, done))


class Handler(ASGIHandler):
    """Answers requests."""

    def __init__(self) -> None:
        # As inherited, but for the mode: all middleware and views are plain functions.
        super(ASGIHandler, self).__init__()
        self.load_middleware(is_async=False)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - as inherited
        """Answer a request."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        at_the_door = scope["method"] == "POST" and scope["path"] in _DOORS
        response = await _in_one_of(_DOOR if at_the_door else _WORKERS, self._answer, scope, body)
        if isinstance(response, StreamingHttpResponse):
            await self._stream(response, receive, send)
        else:
            await self.send_response(response, send)

    def _answer(self, scope: dict[str, Any], body: IO[bytes]) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, wrong = self.create_request(scope, body)
        response: HttpResponseBase = wrong if request is None else self.get_response(request)  # type: ignore[assignment]  # one of the two is there
        # Whom its end is signalled for, as Django's handlers do.
        response._handler_class = type(self)  # type: ignore[attr-defined]  # noqa: SLF001 - as above
        if not response.streaming:
            response.close()
        body.close()
        return response

    async def _stream(self, response: StreamingHttpResponse, receive: Any, send: Any) -> None:  # noqa: ANN401 - as above
        """Send what comes until it ends, or whoever follows has gone."""
        sending = asyncio.create_task(self.send_response(response, send))
        leaving = asyncio.create_task(self.listen_for_disconnect(receive))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, leaving):
                task.cancel()
            ended = await asyncio.gather(sending, leaving, return_exceptions=True)
            response.close()
        for error in ended:
            if isinstance(error, Exception) and not isinstance(error, RequestAborted):
                raise error
