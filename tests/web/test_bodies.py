"""What is too much to be sent at a time is refused unread, and nothing that is sent lies about as a file."""

from __future__ import annotations

import asyncio
from typing import Any

from django.conf import settings

from goodoffices.web.bodies import LARGEST, Bounded


def test_a_body_that_says_it_is_too_large_is_refused_unread() -> None:
    sent, seen = asyncio.run(_asked([(b"content-length", str(LARGEST + 1).encode())]))
    assert (sent[0]["status"], seen) == (413, [])
    assert b"16 MB" in sent[1]["body"]


def test_a_body_that_is_larger_than_it_said_is_cut_off() -> None:
    sent, seen = asyncio.run(_asked([]))
    assert sent == []
    assert sum(len(one.get("body", b"")) for one in seen) <= LARGEST
    assert seen[-1]["type"] == "http.disconnect"


def test_what_is_sent_stays_in_memory() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == LARGEST


async def _asked(headers: list[tuple[bytes, bytes]]) -> tuple[list[Any], list[Any]]:
    sent: list[Any] = []
    seen: list[Any] = []

    async def application(_scope: Any, receive: Any, _send: Any) -> None:
        while True:
            seen.append(await receive())
            if seen[-1]["type"] == "http.disconnect":
                return

    async def receive() -> Any:
        return {"type": "http.request", "body": bytes(2**20), "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    await Bounded(application)({"type": "http", "headers": headers}, receive, send)
    return sent, seen
