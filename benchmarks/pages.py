"""The workbench under load: 200 people signed in who open pages, and the heaviest page.

`python -m benchmarks.pages` prints what it measured; the load generator runs on the same machine as the server. With
`GOODOFFICES_POSTGRES` it measures on PostgreSQL as well.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.serving import AT, Served, cpu_of, memory_of, served
from goodoffices.model.issues import Issue, Option
from goodoffices.model.record import Position, Source, Statement
from goodoffices.services.acting import Talks
from goodoffices.services.dossiers import Place, framed
from goodoffices.services.workspaces import Workspace
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.case import PutIssue
from goodoffices.talks.actions.dossier import GrowRecord
from goodoffices.talks.actions.party import Say

LEAD = "mediator:lead"
#: Pages that each kind of person opens; a head those of a delegation as well.
_DELEGATION = ("", "channel", "proposals/own", "agenda", "rounds", "timeline", "home/room")
_HEAD = (*_DELEGATION, "home/mandate", "home/preferences", "home/questions")
_MEDIATOR = (
    "", "channels", "proposals", "agenda", "rounds", "timeline", "people", "record", "positions",
    "record/conflicts", "case",
)  # fmt: skip
#: One page in so many is opened by a mediator.
_ONE_IN = 5
#: The pages that are heavy for a mediator with a long case.
_HEAVY = (
    "", "channels", "channels/1", "timeline", "record", "record/reading", "positions", "record/conflicts",
    "proposals", "case", "analysis/deadlock", "analysis/frontier", "analysis/grounds",
)  # fmt: skip


def fill(workspace: Workspace, events: int, statements: int) -> None:
    """Fill a case: so many events in the channels, so many statements in the mediators' record."""
    talks = Talks(workspace.case().history)
    options = (Option(id="no", title="No"), Option(id="some", title="Some"), Option(id="all", title="All"))
    for name in ("borders", "water", "return"):
        issue = Issue(id=name, title=name.title(), ordered=True, options=options)
        talks.do(Command(at=AT, by=LEAD, action=PutIssue(issue=issue)))
    for number in range(events):
        text = (
            f"Message {number}: we have looked at the paper and will come back to the third point tomorrow."
        )
        party = "abcde"[number % 5]
        talks.do(Command(at=AT, by=f"{party}:head", action=Say(text=text)))
    framed(Place(talks, talks.standing(LEAD), AT))
    reports = range(statements // 50)
    sources = tuple(Source(id=f"report-{n}", title=f"Report {n}", outlet="The Courant") for n in reports)
    made = tuple(
        Statement(
            id=f"s{n}", source=f"report-{n // 50}", speaker="An official", speaker_named=False,
            speaker_party="abcde"[n % 5], act="demands", via=("The Courant",), reader="goodoffices measured",
            content=f"Statement {n}: the side asks for more of the water in the third year, and for figures.",
            said_on=AT.date(), confidence=0.8,
        )
        for n in range(statements)
    )  # fmt: skip
    positions = tuple(
        Position(
            id=f"p{n}", party="abcde"[n % 5], issue=("borders", "water", "return")[n % 3], stand="demands",
            on=AT.date(), options=("all",), statements=(f"s{n}",), reader="goodoffices measured",
        )
        for n in range(0, statements, 20)
    )  # fmt: skip
    grown = GrowRecord(sources=sources, statements=made, positions=positions)
    talks.do(Command(at=AT, by=LEAD, action=grown))


def opening_pages(folder: Path, people: int = 200, rate: float = 20.0, seconds: float = 30.0) -> None:
    """Measure pages opened by many signed-in people at an even rate."""
    for one in served(folder, "pages", 5, people // 5, lambda workspace: fill(workspace, 200, 100)):
        taken, sizes, cpu = _opened(one, people, rate, seconds)
        p50, p95, p99 = (taken[int(len(taken) * share) - 1] * 1e3 for share in (0.5, 0.95, 0.99))
        print(
            f"{people} people signed in who follow the talks, {rate:.0f} pages a second for {seconds:.0f} s, one in "
            f"{_ONE_IN} a mediator's, {one.kind}: p50 {p50:.0f} ms, "
            f"p95 {p95:.0f} ms, p99 {p99:.0f} ms; pages of {statistics.median(sizes) / 1e3:.0f} kB (median), "
            f"{max(sizes) / 1e3:.0f} kB (largest); the server takes {cpu / len(taken) * 1e3:.0f} ms of a processor "
            f"a page, {memory_of(one.server.pid):.0f} MiB"
        )


def _opened(one: Served, people: int, rate: float, seconds: float) -> tuple[list[float], list[int], float]:
    async def run() -> tuple[list[float], list[int], float]:
        limits = httpx.Limits(max_connections=3 * people, max_keepalive_connections=people)
        client = httpx.AsyncClient(base_url=one.address, timeout=30, limits=limits)
        chance = random.Random(5)  # noqa: S311 - who opens what, no secret
        known = list(zip(one.actors, one.sessions, strict=True))
        seats, mediator = known[:people], known[one.actors.index(LEAD)]
        taken: list[float] = []
        sizes: list[int] = []
        waiting, there = {session for _actor, session in seats}, asyncio.Event()

        async def follow(session: str) -> None:
            """Hold open what every page holds open while somebody looks at it."""
            cookie = {"Cookie": f"sessionid={session}"}
            async with client.stream("GET", "/cases/main/live", headers=cookie, timeout=None) as answer:
                answer.raise_for_status()
                async for _line in answer.aiter_lines():
                    waiting.discard(session)
                    if not waiting:
                        there.set()

        async def open_one(number: int) -> None:
            await asyncio.sleep(number / rate)
            actor, session = mediator if chance.randrange(_ONE_IN) == 0 else chance.choice(seats)
            pages = _MEDIATOR if actor == LEAD else _HEAD if actor.endswith(":head") else _DELEGATION
            page = chance.choice(pages)
            began = time.perf_counter()
            answer = await client.get(f"/cases/main/{page}", headers={"Cookie": f"sessionid={session}"})
            answer.raise_for_status()
            taken.append(time.perf_counter() - began)
            sizes.append(len(answer.content))

        following = [asyncio.create_task(follow(session)) for _actor, session in seats]
        # That all come in one moment is measured elsewhere; here they are there.
        async with asyncio.timeout(60):
            await there.wait()
        before = cpu_of(one.server.pid)
        await asyncio.gather(*(open_one(number) for number in range(int(rate * seconds))))
        cpu = cpu_of(one.server.pid) - before
        broken = [task for task in following if task.done()]
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        await client.aclose()
        assert not broken, f"{len(broken)} of those who followed were cut off"
        return sorted(taken), sizes, cpu

    return asyncio.run(run())


def heavy(folder: Path, events: int = 2_000, statements: int = 5_000, times: int = 9) -> None:
    """Measure the pages of a mediator with a long case, one after another."""
    for one in served(folder, "heavy", 5, 1, lambda workspace: fill(workspace, events, statements)):
        print(
            f"a mediator with {events:,} events and {statements:,} statements, {one.kind} (median, longest, size):"
        )
        cookie = {"Cookie": f"sessionid={one.sessions[one.actors.index(LEAD)]}"}
        with httpx.Client(base_url=one.address, timeout=60, headers=cookie) as client:
            for page in _HEAVY:
                taken, size = [], 0
                for _ in range(times + 1):
                    began = time.perf_counter()
                    answer = client.get(f"/cases/main/{page}")
                    answer.raise_for_status()
                    taken.append((time.perf_counter() - began) * 1e3)
                    size = len(answer.content)
                # The first opens the case; a server has done so when the day begins.
                shown = f"{statistics.median(taken[1:]):.0f} ms, {max(taken[1:]):.0f} ms, {size / 1e3:.0f} kB"
                print(f"  /{page or 'overview'}: {shown}; the first time {taken[0]:.0f} ms")


MEASURES = {"opening": opening_pages, "heavy": heavy}


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
