"""How much may be sent at a time: it is held in memory, never in a file in the clear; more is refused unread."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

Message = Mapping[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The body of a request has so many bytes at most.
LARGEST: Final = 16 * 2**20
_TOO_LARGE: Final = (
    f"This is more than can be sent at a time ({LARGEST // 2**20} MB). "
    "Go back, and send less; nothing was done.\n"
)


class Bounded:
    """Passes requests on whose bodies are not too large."""

    def __init__(self, application: Application) -> None:
        self._next = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._next(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if told.isdigit() and int(told) > LARGEST:
            await _refuse(send)
            return
        taken = 0

        async def counted() -> Message:
            """Return what comes; a body that is longer than it said is cut off."""
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return message if taken <= LARGEST else {"type": "http.disconnect"}

        await self._next(scope, counted, send)


async def _refuse(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _TOO_LARGE.encode()})
