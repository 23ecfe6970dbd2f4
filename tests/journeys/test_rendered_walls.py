"""What another side and the mediators do in private changes nothing in the browser: no page, no request, no size."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from playwright.sync_api import Request, expect

from tests.journeys.conftest import Copies
from tests.journeys.looking import pages
from tests.journeys.workbench import PATIENCE, Person, Workbench
from tests.web.reading import FRESH

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

#: Who does something, what, and whether it is accepted.
Act = tuple[str, dict[str, Any], bool]
CLOCK = "2031-05-12T09:00:00+00:00"
#: Who looks: a head, a mandator, an adviser, somebody who only votes, and one who follows from outside.
READERS = ("meldria:lorcan", "meldria:hale", "meldria:ansow", "meldria:delta", "guarantor:development-bank")
TEAM, HEAD = "mediator:secretariat", "orvane:verrick"
#: Who does something.
OTHERS = (TEAM, HEAD, "mediator:illara", "port-sael:oor")
ENTERED = {"for": "port-sael", "meeting": "by telephone"}
#: What is done in one of the two alone; whether it is accepted.
PRIVATE: list[Act] = [
    (HEAD, {"do": "say", "text": "Between us: 35.", "mark": "relay_as_idea"}, True),
    (HEAD, {"do": "note", "text": "Not a word of 25."}, True),
    (HEAD, {"do": "attach", "name": "dam.txt", "kind": "text/plain", "data": "ZGFt"}, True),
    (HEAD, {"do": "announce", "text": "not mine to do"}, False),
    (HEAD, {"do": "propose_issue", "issue": {"id": "fish", "title": "Fish", "options": [{"id": "a"}, {"id": "b"}]}}, True),
    (HEAD, {"do": "answer_proposal", "proposal": "p1", "answer": "reject", "text": "Not so."}, True),
    ("port-sael:oor", {"do": "say", "text": "We could pay 30."}, True),
    (TEAM, {"do": "tell", "to": ["orvane"], "text": "Be patient."}, True),
    (TEAM, {"do": "sound", "to": "port-sael", "question": "Would 30 do?"}, True),
    (TEAM, {"do": "answer_sounding", "sounding": "s1", "answer": "yes", **ENTERED}, True),
    (TEAM, {"do": "give_mandate", "mandate": "port", "requires": {"issue": "data", "is": "daily"}, **ENTERED}, False),
    (TEAM, {"do": "form_body", "body": {
        "id": "assembly", "party": "port-sael", "name": "Assembly", "members": [{"id": "one", "name": "One"}],
        "rule": {"kind": "majority"},
    }, **ENTERED}, False),
    (TEAM, {"do": "put_question", "question": "pay", "body": "assembly", "text": "Do we pay?", **ENTERED}, False),
    (TEAM, {"do": "note", "text": "They are close."}, True),
    (TEAM, {"do": "post", "to": ["orvane", "port-sael"], "text": "Who calls them?"}, True),
    (TEAM, {"do": "grow_record", "sources": [{"id": "late", "title": "A late report"}]}, True),
    (TEAM, {"do": "keep_report", "source": "late", "text": "Orvane would take 25."}, True),
    (TEAM, {"do": "announce", "text": "For the towns.", "to": ["observer:river-towns"]}, True),
    ("mediator:illara", {"do": "note", "text": "Illara's own."}, True),
]  # fmt: skip
#: What is done in both after that, and seen by everybody once: whoever was told of anything before has asked before.
SEEN = "Nothing new for anybody."
OPEN: list[Act] = [
    (TEAM, {"do": "announce", "text": SEEN}, True),
    (TEAM, {"do": "announce", "text": SEEN, "to": ["guarantor:development-bank"]}, True),
]
#: What one side does in both, so that its numbers and names go on.
OWN: list[Act] = [
    ("meldria:lorcan", {"do": "say", "text": "The council meets on Thursday."}, True),
    ("meldria:lorcan", {"do": "announce", "text": "not mine to do"}, False),
    ("meldria:ansow", {"do": "note", "text": "The union asks for 42."}, True),
    (TEAM, {"do": "tell", "to": ["meldria"], "text": "We wait for it."}, True),
]


#: A page as it was sent, as it was shown, and what went over the network for it.
Traffic = list[tuple[str, str, int, int, int]]
Seen = tuple[str, str, Traffic]


@dataclass
class Watched:
    """Somebody whose network is watched."""

    person: Person
    asked: list[Request] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """Note what is asked for."""
        self.asked.append(request)

    def traffic(self) -> Traffic:
        """Return what was asked for and answered since the last time: what, how, and how large."""
        found = []
        for request in self.asked:
            path = request.url.removeprefix(self.person.address)
            if path.startswith("/static/") or path.endswith("/live"):
                # The same for everybody, and kept by the browser; and what stays open from when the page is there.
                continue
            response, sizes = request.response(), request.sizes()
            assert response is not None
            sent = sizes["requestHeadersSize"] + sizes["requestBodySize"]
            came = sizes["responseHeadersSize"] + sizes["responseBodySize"]
            found.append((request.method, path, response.status, sent, came))
        self.asked.clear()
        return sorted(found)


@pytest.fixture(scope="module")
def two(copied: Copies) -> Iterator[tuple[Workbench, Workbench]]:
    with copied(clock=CLOCK) as one, copied(clock=CLOCK) as other:
        yield one, other


@pytest.fixture
def hands(two: tuple[Workbench, Workbench]) -> Iterator[list[dict[str, httpx.Client]]]:
    """Return for both everybody's session without a browser, for what is done."""
    made = [{actor: hand(workbench, actor) for actor in (*OTHERS, *READERS)} for workbench in two]
    yield made
    for some in made:
        for client in some.values():
            client.close()


def watched(workbench: Workbench, actor: str) -> Watched:
    made = Watched(workbench.person("tessen", actor))
    made.person.page.context.on("request", made.note)
    return made


def hand(workbench: Workbench, actor: str) -> httpx.Client:
    """Return the session of somebody who acts without a browser."""
    client = httpx.Client(base_url=workbench.address, timeout=PATIENCE / 1000, follow_redirects=True)
    assert client.get(workbench.links["tessen", actor]).status_code == 200
    client.headers["X-CSRFToken"] = client.get("/api/session").json()["csrf"]
    return client


def play(hands: dict[str, httpx.Client], acts: list[Act]) -> None:
    """Do what a script says, as it would be done from a page."""
    for actor, plain_act, fine in acts:
        done = hands[actor].post("/api/cases/tessen/acts", json=plain_act)
        assert done.is_success is fine, (actor, plain_act, done.text)


def plain(person: Person, text: str) -> str:
    """Return a page without its fresh secrets and its address."""
    for one in FRESH:
        text = one.sub("", text)
    return text.replace(person.address, "")


def test_one_side_sees_nothing_of_what_others_do_in_private(
    two: tuple[Workbench, Workbench], hands: list[dict[str, httpx.Client]]
) -> None:
    readers = [{actor: watched(workbench, actor) for actor in READERS} for workbench in two]
    for people in readers:
        for one in people.values():
            one.person.go()
            one.traffic()

    play(hands[1], PRIVATE)
    for some in hands:
        play(some, OPEN)
    for actor in READERS:
        first, second = (people[actor] for people in readers)
        for one in (first, second):
            expect(one.person.page.get_by_text(SEEN).first).to_be_visible()
        assert first.traffic() == second.traffic(), actor

    for some in hands:
        play(some, OWN)
    for actor in READERS:
        here, there = (seen_by(people[actor]) for people in readers)
        assert here.keys() == there.keys()
        for path, page in here.items():
            assert page == there[path], (actor, path, difference(page, there[path]))
        assert here


def difference(here: Seen, there: Seen) -> list[str]:
    """Return the lines in which a page is not the same."""
    lines = difflib.unified_diff(here[0].splitlines(), there[0].splitlines(), lineterm="", n=0)
    return [line[:300] for line in lines][:20] or [str(here[2]), str(there[2])]


def seen_by(one: Watched) -> dict[str, Seen]:
    """Open every page of somebody; return each as it was sent and shown, and what went over the network meanwhile."""
    found: dict[str, Seen] = {}
    one.person.page.goto("about:blank")
    one.asked.clear()
    for path in pages(one.person):
        shown = re.sub(r"\s+", " ", one.person.page.locator("main").inner_text())
        source = one.person.source(path)
        found[path] = (plain(one.person, source), plain(one.person, shown), one.traffic())
    return found
