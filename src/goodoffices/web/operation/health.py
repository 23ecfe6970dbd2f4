"""Whether a server lives, and whether it can serve: two addresses that say yes or no, and nothing else.

They stand before everything else, so that whoever asks need not know the server's name, and the answer is the same for
everybody: no version, no reason, no count. The reason stands in the log.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

from goodoffices.services.faults import FAULTS
from goodoffices.web.bodies import Application, Receive, Scope, Send

_LIVES: Final = "/healthz"
_READY: Final = "/readyz"
#: Seconds for which an answer holds: whoever asks more often asks for nothing.
_HOLDS: Final = 1.0
#: Seconds after which a database that does not answer is one that does not.
_PATIENCE: Final = 5.0


class Health:
    """Answers for the server at two addresses, and passes on what is for others.

    Args:
        application: what answers everything else.
        serves: whether the server can serve; asked in a thread, and may raise whatever it meets.
    """

    def __init__(self, application: Application, serves: Callable[[], bool]) -> None:
        self._next = application
        self._serves = serves
        self._found: tuple[float, bool] = (float("-inf"), False)
        self._asking: asyncio.Task[bool] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = scope.get("path")
        if scope["type"] != "http" or path not in (_LIVES, _READY) or scope["method"] not in ("GET", "HEAD"):
            await self._next(scope, receive, send)
        elif path == _LIVES:
            await _answer(send, 200, "ok\n")
        elif await self.ready():
            await _answer(send, 200, "ready\n")
        else:
            await _answer(send, 503, "not ready\n")

    async def ready(self) -> bool:
        """Whether the server can serve, as it was found a moment ago or is found now."""
        at, found = self._found
        if time.monotonic() - at < _HOLDS:
            return found
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(withstanding, self._serves))
        try:
            found = await asyncio.wait_for(asyncio.shield(self._asking), _PATIENCE)
        except TimeoutError:
            found = False
        self._found = (time.monotonic(), found)
        return found


def withstanding(serves: Callable[[], bool]) -> bool:
    """Whether a server can serve; what is met instead of an answer goes to the log, and is a no."""
    try:
        return serves()
    except Exception as error:  # noqa: BLE001 - whatever it is, the server is not ready
        FAULTS.tell("readiness", error)
        return False


async def _answer(send: Send, status: int, text: str) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(text)).encode()),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
