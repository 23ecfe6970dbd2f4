"""The talks under load: replaying, acting, following, and what a long history costs.

`python -m benchmarks.server` prints what it measured; the load generator runs on the same machine as the server.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from benchmarks.serving import AT, PASSWORD, Served, memory_of, opening
from benchmarks.serving import served as serve_each
from goodoffices.services.acting import Talks
from goodoffices.services.replaying import play
from goodoffices.services.scripts import command_of
from goodoffices.services.viewing import view
from goodoffices.services.workspaces import create
from goodoffices.storage.history import History
from goodoffices.storage.records import Item, Records
from goodoffices.storage.sqlite_records import SqliteRecords
from goodoffices.talks.events import Happened
from goodoffices.talks.events.channel import Said
from goodoffices.talks.streams import Stream

_BATCH = 2_000
#: So many begin to follow at once.
_TOGETHER = 25
#: So many statements are kept at once.
_FILLED = 50_000


def _said(number: int) -> Happened:
    text = f"Message {number}: we have looked at the paper and will come back to the third point tomorrow."
    return Happened(
        at=AT + dt.timedelta(seconds=number), by="a:head", event=Said(message=f"m{number}", text=text)
    )


def _fill(history: History, stream: Stream, count: int, first: int = 0) -> None:
    for start in range(first, first + count, _BATCH):
        upto = min(start + _BATCH, first + count)
        history.write({stream: [_said(number) for number in range(start + 1, upto + 1)]}, {})


def replaying(folder: Path, count: int = 100_000) -> None:
    """Measure how long a stream of many events takes to become a state, in a process that has not seen it."""
    workspace = create(folder / "replay")
    history = workspace.case().history
    stream = Stream("channel", "a")
    _fill(history, stream, count)
    wrapped = history.store.key(str(stream)) or b""
    history.store.rewrap({})
    size = sum(path.stat().st_size for path in (folder / "replay").glob("talks.sqlite3*"))
    fresh = History(history.store, history.vault)
    # From the events, not from a snapshot.
    fresh.store.rewrap({str(stream): b""})
    fresh.store.rewrap({str(stream): wrapped})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    loaded = fresh.load(stream)
    seconds = time.perf_counter() - began
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert loaded.version == count
    print(f"replay {count:,} events to state: {seconds:.2f} s ({seconds / count * 1e6:.1f} µs an event)")
    disk, kept = size / count * 10_000 / 2**20, memory / count * 10_000
    print(f"  10,000 events take {disk:.1f} MiB on disk and {kept:.1f} MiB in memory")
    workspace.close()


def growing(folder: Path, most: int = 1_000_000) -> None:
    """Measure a view and an act while other channels' history grows."""
    workspace = create(folder / "growth")
    talks = Talks(workspace.case().history)
    play(talks, opening(), lambda _line, why: print(why))
    who = talks.standing("a:head")
    grown = 0
    print("a's view and act, while b's channel grows:")
    for target in (0, 10_000, 100_000, most):
        _fill(talks.history, Stream("channel", "b"), target - grown, grown)
        grown = target
        views, acts = [], []
        for number in range(60):
            began = time.perf_counter()
            view(talks, who)
            views.append(time.perf_counter() - began)
            command = command_of(
                {"at": "2031-03-02T00:00:00Z", "by": "a:head", "do": "consent", "step": f"{target} {number}"}
            )
            began = time.perf_counter()
            talks.do(command)
            acts.append(time.perf_counter() - began)
        look, act = (statistics.median(taken) * 1e3 for taken in (views, acts))
        print(f"  {target:>9,} events: view {look:.2f} ms, act {act:.2f} ms")
    workspace.close()


async def _sign_in(address: str, actor: str) -> httpx.AsyncClient:
    client = httpx.AsyncClient(base_url=address, timeout=30)
    csrf = (await client.get("/api/session")).json()["csrf"]
    answer = await client.post(
        "/api/session", json={"name": actor, "password": PASSWORD}, headers={"X-CSRFToken": csrf}
    )
    answer.raise_for_status()
    client.headers["X-CSRFToken"] = answer.json()["csrf"]
    return client


def acting(folder: Path, writers: int = 50, rate: float = 25.0, seconds: float = 20.0) -> None:
    """Measure acts end to end: signed-in writers, an even rate, one server."""
    for served in serve_each(folder, "acts", 5, writers // 5):
        taken = _acts(served, writers, rate, seconds)
        p50, p95, p99 = (taken[int(len(taken) * share) - 1] * 1e3 for share in (0.5, 0.95, 0.99))
        print(
            f"acts end to end, {writers} signed-in writers, {rate:.0f} a second for {seconds:.0f} s, {served.kind}: "
            f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms"
        )


def _acts(served: Served, writers: int, rate: float, seconds: float) -> list[float]:
    async def run() -> list[float]:
        clients = [await _sign_in(served.address, actor) for actor in served.actors[:writers]]
        taken: list[float] = []
        chance = random.Random(3)  # noqa: S311 - who acts next, not a secret

        async def one(number: int) -> None:
            await asyncio.sleep(number / rate)
            client = chance.choice(clients)
            began = time.perf_counter()
            answer = await client.post(
                "/api/acts", json={"do": "say", "text": f"message {number}", "key": f"k{number}"}
            )
            answer.raise_for_status()
            taken.append(time.perf_counter() - began)

        await asyncio.gather(*(one(number) for number in range(int(rate * seconds))))
        for client in clients:
            await client.aclose()
        return sorted(taken)

    return asyncio.run(run())


def following(folder: Path, viewers: int = 1_000, updates: int = 10) -> None:
    """Measure how long an update takes to reach all of many windows: of 40 people, and each of somebody else."""
    for people in (40, viewers):
        _following(folder, viewers, people, updates)


def _following(folder: Path, viewers: int, people: int, updates: int) -> None:
    for served in serve_each(folder, "followers", 5, people // 5):
        taken, memory = _follow(served, viewers, updates)
        print(
            f"an update to {viewers:,} windows of {people:,} people, on {os.cpu_count()} cores with the load "
            f"generator, {served.kind}: all have it after {statistics.median(taken):.2f} s (median), "
            f"{taken[-1]:.2f} s (longest of {updates}); "
            f"the server takes {memory:.0f} MiB"
        )


def _follow(served: Served, viewers: int, updates: int) -> tuple[list[float], float]:
    host, port = served.address.removeprefix("http://").split(":")

    async def run() -> tuple[list[float], float]:
        lead = await _sign_in(served.address, "mediator:lead")
        # Of all but the mediator, who comes last.
        cookies = [f"sessionid={session}" for session in served.sessions[:-1]]
        came = [asyncio.Event() for _ in range(viewers)]
        wanted = {"text": ""}
        ready = [asyncio.Event() for _ in range(viewers)]

        async def view_of(number: int) -> None:
            reader, writer = await asyncio.open_connection(host, int(port), limit=2**20)
            cookie = cookies[number % len(cookies)]
            writer.write(f"GET /api/live HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode())
            await writer.drain()
            while line := await reader.readline():
                if line.startswith(b"data"):
                    ready[number].set()
                    if wanted["text"] and wanted["text"].encode() in line:
                        came[number].set()

        tasks = []
        for start in range(0, viewers, _TOGETHER):
            some = range(start, min(start + _TOGETHER, viewers))
            tasks += [asyncio.create_task(view_of(number)) for number in some]
            await asyncio.wait_for(asyncio.gather(*(ready[number].wait() for number in some)), 60)
        await asyncio.sleep(2)
        taken = []
        for number in range(updates):
            wanted["text"] = f"update {number} of this measurement"
            for one in came:
                one.clear()
            began = time.perf_counter()
            answer = await lead.post("/api/acts", json={"do": "announce", "text": wanted["text"]})
            answer.raise_for_status()
            await asyncio.wait_for(asyncio.gather(*(one.wait() for one in came)), 60)
            taken.append(time.perf_counter() - began)
        memory = memory_of(served.server.pid)
        for task in tasks:
            task.cancel()
        await lead.aclose()
        return sorted(taken), memory

    return asyncio.run(run())


def searching(folder: Path, count: int = 1_000_000) -> None:
    """Measure the full-text search of a large record: SQLite, and PostgreSQL where `GOODOFFICES_POSTGRES` names one."""
    stores: dict[str, Records] = {"SQLite": SqliteRecords(folder / "record.sqlite3")}
    if address := os.environ.get("GOODOFFICES_POSTGRES"):
        from goodoffices.storage.postgres_records import PostgresRecords  # noqa: PLC0415 - only where there is one

        stores["PostgreSQL"] = PostgresRecords(address)
    for name, records in stores.items():
        for start in range(0, count, _FILLED):
            records.put("mediators", _statements(start, min(start + _FILLED, count)))
        print(f"full-text search of {count:,} statements, {name} (median of 9, longest):")
        for query in ("truce", "truce crossings", "said the", "word17", "word17 truce", "nowhere"):
            taken = []
            for _ in range(9):
                began = time.perf_counter()
                found = records.search("mediators", query)
                taken.append((time.perf_counter() - began) * 1e3)
            print(f"  “{query}”: {statistics.median(taken):.1f} ms, {max(taken):.1f} ms; {len(found)} shown")
        records.close()


def _statements(first: int, last: int) -> Iterator[Item]:
    """Yield made-up statements: fourteen words of 20,000, and two that many have."""
    for number in range(first, last):
        chance = random.Random(number)  # noqa: S311 - words to find, no secret
        words = [f"word{chance.randrange(20_000)}" for _ in range(14)]
        words += chance.choices(["truce", "crossings", "said", "the", "hostages"], k=2)
        yield Item(f"s{number}", "statement", " ".join(words), b"{}" * 50)


MEASURES = {
    "replaying": replaying,
    "growing": growing,
    "acting": acting,
    "following": following,
    "searching": searching,
}


def main() -> None:
    """Measure what is asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*MEASURES], action="append")
    wanted = parser.parse_args().only or [*MEASURES]
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            MEASURES[name](Path(folder))


if __name__ == "__main__":
    main()
