"""A class on one server: how fast people come in and are answered, and how soon the other side's page knows.

`python -m benchmarks.classes` prints what it measured; the load generator runs on the same machine as the server.
People are as browsers are: they come in by the link of the class, keep their page open on its live line, read it anew
when that says so, and send the forms that stand on it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final

import httpx

from benchmarks.serving import Served, cpu_of, memory_of, served
from goodoffices.model import Case
from goodoffices.services.samples import sample_case
from goodoffices.simulation.scenario import scenario_of

#: So many packages a table lays while people think, and so many without a pause: even, so that turns go on.
_THOUGHT, _HURRIED = 4, 6
#: How long people think before they answer, in seconds, at random between these.
_THINKING = (4.0, 12.0)
_DISPUTE: Final = "orrin-pass"
#: How long anything is waited for, in seconds.
_PATIENCE = 120.0
_FORM = re.compile(r'<form[^>]* id="form-([a-z0-9-]+)".*?</form>', re.DOTALL)
_WITHOUT = re.compile(r'<form method="post" class="act".*?</form>', re.DOTALL)
_INPUT = re.compile(r"<input[^>]*>")
_SELECT = re.compile(r'<select[^>]* name="([^"]+)".*?</select>', re.DOTALL)
_OPTION = re.compile(r'<option value="([^"]*)"( selected)?')
_KNOWN = re.compile(r'(name|value|type)="([^"]*)"')


def fields_of(page: str, form: str) -> tuple[str, dict[str, str]]:
    """Return the whole name of the form that begins so, and what it would send as it stands."""
    found = next((one for one in _FORM.finditer(page) if one[1].startswith(form)), None)
    whole = found or _WITHOUT.search(page)
    assert whole is not None, page[-3_000:]
    sent: dict[str, str] = {}
    for one in _INPUT.findall(whole[0]):
        known = dict(_KNOWN.findall(one))
        if "name" in known and known.get("type") not in ("checkbox", "radio", "file"):
            sent[known["name"]] = unescape(known.get("value", ""))
    for select in _SELECT.finditer(whole[0]):
        options = _OPTION.findall(select[0])
        sent[select[1]] = next((value for value, chosen in options if chosen), options[0][0])
    return found[1] if found is not None else "", sent


class Browser:
    """Somebody in the class: the page that is open in their browser, and whether its live line has said anything."""

    def __init__(self, address: str, session: str = "") -> None:
        # the server ends a connection on which nothing came for five seconds; a browser asks again, this does not
        limits = httpx.Limits(keepalive_expiry=2.0)
        self.client = httpx.AsyncClient(
            base_url=address, timeout=_PATIENCE, follow_redirects=True, limits=limits
        )
        if session:
            self.client.cookies.set("sessionid", session)
        self.page, self.path = "", ""
        self.told = asyncio.Event()
        self.heard = 0.0

    async def open(self, path: str) -> None:
        """Open a page."""
        self._show(await self.client.get(path))

    async def send(self, form: str, **more: str) -> None:
        """Send a form of the page, and have the page that comes back."""
        name, sent = fields_of(self.page, form)
        given = sent | {key if key in sent else f"{name}-{key}": value for key, value in more.items()}
        self._show(await self.client.post(self.path, data=given))

    def _show(self, answer: httpx.Response) -> None:
        answer.raise_for_status()
        self.page, self.path = answer.text, answer.url.path

    async def follow(self, ready: asyncio.Event) -> None:
        """Keep the live line of the page open, and note when it says that something has changed."""
        line = re.search(r'data-follow="([^"]+)"', self.page)
        assert line is not None
        async with self.client.stream("GET", unescape(line[1]), timeout=None) as answer:
            async for one in answer.aiter_lines():
                if one.startswith("data"):
                    self.heard = time.perf_counter()
                    ready.set()
                    self.told.set()


def _fair() -> dict[str, str]:
    """Return what is chosen in each field for a package that no side's limits rule out."""
    scenario = scenario_of(Case.load(sample_case(_DISPUTE)))
    assert scenario.nash is not None
    package = scenario.package(scenario.nash)
    return {f"issue-{n}": str(one.index_of(package[one.id])) for n, one in enumerate(scenario.issues, 1)}


FAIR: Final = _fair()


@dataclass
class Measured:
    """What was measured, in seconds: each answer until its page was back, and until the other side knew."""

    answers: list[float] = field(default_factory=list)
    told: list[float] = field(default_factory=list)

    def line(self, took: float) -> str:
        """Return it in a line."""
        answers, told = sorted(self.answers), sorted(self.told)
        late = int(len(answers) * 0.95)
        return (
            f"{len(answers)} answers, {len(answers) / took:.1f} a second; answered after "
            f"{statistics.median(answers):.2f} s (median), {answers[late]:.2f} s (p95), {answers[-1]:.2f} s (slowest); "
            f"the other side's live line says so after {statistics.median(told):.2f} s (median), "
            f"{told[-1]:.2f} s (slowest)"
        )


async def _opened(served: Served, address: str) -> tuple[Browser, str]:
    """Open a class with its exercise; return its instructor and its link."""
    teacher = Browser(address, served.sessions[-1])
    await teacher.open("/classes/new")
    await teacher.send("class", title="A large class", name="Ames")
    await teacher.send("exercise", sample=_DISPUTE, rounds="50")
    await teacher.send("open-door")
    link = re.search(r"/class-door#([\w-]+)<", teacher.page)
    assert link is not None
    return teacher, link[1]


async def _come_in(address: str, token: str, number: int, taken: list[float]) -> Browser:
    person = Browser(address)
    began = time.perf_counter()
    await person.open("/class-door")
    await person.send("class-door", token=token, name=f"Learner {number}")
    assert person.path.endswith("/table"), person.page[-2_000:]
    taken.append(time.perf_counter() - began)
    return person


async def _bargain(
    pair: tuple[Browser, Browser], offers: int, pause: tuple[float, float], into: Measured
) -> None:
    """Let a pair put so many packages on its table, one after the other."""
    chance = random.Random(id(pair))  # noqa: S311 - how long somebody thinks, no secret
    for number in range(offers):
        one, other = pair[number % 2], pair[1 - number % 2]
        await asyncio.sleep(chance.uniform(*pause))
        await one.open(one.path)
        other.told.clear()
        began = time.perf_counter()
        await one.send("offer-", **FAIR)
        into.answers.append(time.perf_counter() - began)
        await asyncio.wait_for(other.told.wait(), _PATIENCE)
        into.told.append(other.heard - began)
        await other.open(other.path)


async def _class(served: Served, people: int) -> None:
    address, taken = served.address, list[float]()
    teacher, token = await _opened(served, address)
    began = time.perf_counter()
    class_ = await asyncio.gather(*(_come_in(address, token, n, taken) for n in range(1, people + 1)))
    print(
        f"{people} people come in at once by one link, {served.kind}: all are in after "
        f"{time.perf_counter() - began:.1f} s; one takes {statistics.median(taken):.2f} s (median), {max(taken):.2f} s"
    )
    for form in ("seat-all", "begin"):
        await teacher.open(teacher.path)
        began = time.perf_counter()
        await teacher.send(form)
        print(f"  {form}: {time.perf_counter() - began:.2f} s until the instructor's page is back")
    await asyncio.gather(*(one.open(one.path) for one in class_))
    seats = sorted(class_, key=lambda one: "What is asked of you" not in one.page)
    ready = [asyncio.Event() for _ in class_]
    lines = [asyncio.create_task(one.follow(event)) for one, event in zip(class_, ready, strict=True)]
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in ready)), _PATIENCE)
    pairs = _pairs(seats)
    cpu = cpu_of(served.server.pid)
    thinking = f"thinking {_THINKING[0]:.0f} to {_THINKING[1]:.0f} s"
    for what, offers, pause in ((thinking, _THOUGHT, _THINKING), ("without a pause", _HURRIED, (0.0, 0.0))):
        measured, began = Measured(), time.perf_counter()
        await asyncio.gather(*(_bargain(pair, offers, pause, measured) for pair in pairs))
        print(f"  {len(pairs)} pairs, {what}: {measured.line(time.perf_counter() - began)}")
    spent = (cpu_of(served.server.pid) - cpu) / (len(pairs) * (_THOUGHT + _HURRIED)) * 1_000
    memory = memory_of(served.server.pid)
    print(f"  {spent:.0f} ms of a processor an answer, all pages with it; the server takes {memory:.0f} MiB")
    began = time.perf_counter()
    await teacher.open(teacher.path)
    print(f"  the instructor's page of {len(pairs)} tables: {time.perf_counter() - began:.2f} s")
    for line in lines:
        line.cancel()
    for one in (*class_, teacher):
        await one.client.aclose()


def _pairs(class_: list[Browser]) -> list[tuple[Browser, Browser]]:
    """Return who sits at a table with whom, first whose turn it is: their pages have the same two names."""
    tables: dict[tuple[str, ...], list[Browser]] = {}
    for one in class_:
        names = re.findall(r"<bdi>(Learner \d+)</bdi>", one.page)
        tables.setdefault(tuple(names), []).append(one)
    assert all(len(people) == 2 for people in tables.values()), tables.keys()  # noqa: PLR2004 - a pair
    return [(one, other) for one, other in tables.values()]


def main() -> None:
    """Measure a class."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        for one in served(Path(folder), "class", 2, 1):
            asyncio.run(_class(one, people))


if __name__ == "__main__":
    main()
