"""Whether a server lives and can serve: said to everybody alike, and nothing beside it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import httpx
import pytest

from goodoffices.web.bodies import Application, Message, Receive, Scope, Send
from goodoffices.web.operation import health
from goodoffices.web.operation.health import Health
from goodoffices.web.operation.metrics import BUCKETS, Counted, text
from tests.conftest import ROOT


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as a page would."""
    status = int(scope["path"].rpartition("/")[2] or 200)
    kind = b"text/event-stream" if "live" in scope["path"] else b"text/html"
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": b"inner"})
    assert (await receive())["type"] == "http.request"


def asked(application: Application, *paths: str, method: str = "GET") -> list[tuple[int, str]]:
    """Return what is answered, one after the other."""

    async def all_of_them() -> list[tuple[int, str]]:
        made: list[tuple[int, str]] = []
        for path in paths:
            got: list[Message] = []

            async def receive() -> Message:
                return {"type": "http.request", "body": b""}

            async def send(message: Message, got: list[Message] = got) -> None:
                got.append(message)

            scope = {"type": "http", "path": path, "method": method, "headers": []}
            await application(scope, receive, send)
            made.append((got[0]["status"], b"".join(one.get("body", b"") for one in got[1:]).decode()))
        return made

    return asyncio.run(all_of_them())


def fails() -> bool:
    raise OSError("what-alba-said")


def slow() -> bool:
    time.sleep(0.2)
    return True


@pytest.mark.parametrize(
    ("serves", "expected"),
    [
        (lambda: True, (200, "ready\n")),
        (lambda: False, (503, "not ready\n")),
        (fails, (503, "not ready\n")),
        (slow, (503, "not ready\n")),
    ],
)
def test_ready_is_yes_or_no_and_alive_is_yes(
    serves: Callable[[], bool], expected: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_PATIENCE", 0.05)
    found = asked(Health(inner, serves), "/healthz", "/readyz", "/healthz")
    assert found == [(200, "ok\n"), expected, (200, "ok\n")]


def test_whoever_asks_often_asks_the_database_once() -> None:
    times: list[float] = []

    def serves() -> bool:
        times.append(time.monotonic())
        return True

    assert asked(Health(inner, serves), *["/readyz"] * 50) == [(200, "ready\n")] * 50
    assert len(times) == 1


def test_everything_else_is_passed_on() -> None:
    assert asked(Health(inner, fails), "/healthz/", "/", "/readyz/x/404")[1] == (200, "inner")
    assert asked(Health(inner, fails), "/healthz/405", method="POST") == [(405, "inner")]


def test_what_is_counted_is_counted_by_a_fixed_list() -> None:
    counted = Counted(Health(inner, fails))
    paths = ["/cases/k7/alba/200", "/cases/k7/alba/404", "/x/503", "/cases/k7/live/200", "/healthz"]
    asked(counted, *paths)
    assert counted.answers == {"2xx": 2, "3xx": 0, "4xx": 1, "5xx": 1}, "what is followed is not counted"
    assert counted.within[BUCKETS[-1]] == counted.all == 4
    made = text(counted, ROOT, ready=True, looked=0.25)
    assert "k7" not in made
    assert "alba" not in made
    names = {line.split(" ")[0].partition("{")[0] for line in made.splitlines() if not line.startswith("#")}
    assert names == {
        "goodoffices_info", "goodoffices_ready", "goodoffices_clock_age_seconds", "goodoffices_faults_total",
        "goodoffices_answers_total", "goodoffices_answer_seconds_bucket", "goodoffices_answer_seconds_sum",
        "goodoffices_answer_seconds_count", "goodoffices_disk_free_bytes", "process_cpu_seconds_total",
        "process_resident_memory_bytes", "process_open_fds",
    }  # fmt: skip
    assert 'goodoffices_answers_total{status="4xx"} 1' in made
    assert 'goodoffices_answer_seconds_bucket{le="+Inf"} 4' in made
    for line in made.splitlines():
        assert line.startswith(("# HELP ", "# TYPE ")) or float(line.split(" ")[-1]) >= 0, line


def test_metrics_have_an_address_of_their_own() -> None:
    from goodoffices.web.operation.metrics import publish

    listener = publish("127.0.0.1", 0, lambda: "goodoffices_ready 1\n")
    try:
        at = f"http://127.0.0.1:{listener.server_address[1]}"
        found = httpx.get(f"{at}/metrics")
        assert (found.status_code, found.text) == (200, "goodoffices_ready 1\n")
        assert found.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert httpx.get(f"{at}/cases/main/").status_code == 404
    finally:
        listener.shutdown()
        listener.server_close()
