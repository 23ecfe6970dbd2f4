"""Requests are answered in a few threads; whoever follows and goes away leaves nothing behind."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from goodoffices.storage.cases import MAIN
from goodoffices.web.project import House
from tests.talks.table import Table
from tests.web.knocking import signed_in

HEAD = "alba:head"


def _scope(path: str, cookie: str = "") -> dict[str, Any]:
    headers = [(b"host", b"testserver"), (b"cookie", f"sessionid={cookie}".encode())]
    return {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers,
        "http_version": "1.1", "scheme": "http", "server": ("testserver", 80), "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip


def test_who_follows_and_goes_away_is_followed_by_nobody(table: Table) -> None:
    from goodoffices.web.handling import Handler

    session = signed_in(HEAD).client.session.session_key
    assert session is not None
    room = House.room(MAIN)
    assert room is not None

    async def follow() -> list[Any]:
        gone, told, sent = asyncio.Event(), asyncio.Event(), list[Any]()
        coming = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, Any]:
            if (first := next(coming, None)) is not None:
                return first
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if b"event: happened" in message.get("body", b""):
                told.set()

        following = asyncio.create_task(Handler()(_scope("/api/live", session), receive, send))
        await asyncio.wait_for(told.wait(), 30)
        assert len(room.bells._followers) == 1
        gone.set()
        await asyncio.wait_for(following, 30)
        return sent

    sent = asyncio.run(follow())
    assert sent[0]["status"] == 200
    assert not room.bells._followers
    assert table.clock


def test_more_who_ask_than_there_are_threads_wait_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import clear_url_caches, path

    from goodoffices.web import urls
    from goodoffices.web.handling import THREADS, Handler

    # All threads are taken before one of them goes on: none is begun for those who wait.
    together, seen = threading.Barrier(THREADS), set[str]()

    def slow(_request: HttpRequest) -> HttpResponse:
        seen.add(threading.current_thread().name)
        together.wait(30)
        return HttpResponse("here")

    monkeypatch.setattr(urls, "urlpatterns", [path("slow", slow), *urls.urlpatterns])
    clear_url_caches()

    async def ask(handler: Handler) -> int:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await handler(_scope("/slow"), receive, send)
        return int(sent[0]["status"])

    async def all_ask() -> list[int]:
        handler = Handler()
        return await asyncio.gather(*(ask(handler) for _ in range(3 * THREADS)))

    try:
        assert asyncio.run(all_ask()) == [200] * (3 * THREADS)
    finally:
        monkeypatch.undo()
        clear_url_caches()
    assert len(seen) == THREADS


def test_who_goes_away_while_sending_is_answered_nothing() -> None:
    from goodoffices.web.handling import Handler

    async def ask() -> list[Any]:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await Handler()(_scope("/api/session"), receive, send)
        return sent

    assert asyncio.run(ask()) == []
