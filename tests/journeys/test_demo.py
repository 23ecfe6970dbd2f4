"""Someone who has never seen Good Offices starts the demo and looks around; the pictures of the docs are taken here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from goodoffices.talks.standing import CONSTITUENCY, FOLLOWERS
from tests.conftest import ROOT
from tests.journeys.looking import settled
from tests.journeys.workbench import Browsers, Person, Workbench

pytestmark = pytest.mark.browser

PICTURES = ROOT / "docs" / "pictures"

#: `make pictures` sets this, and the pictures of the docs are taken anew.
TAKE = "GOODOFFICES_PICTURES"
_PATIENCE = 120.0
#: The cases by what they are called in the list of links.
CASES = {
    "The truce talks of March 2024": "main",
    "The waters of the Tessen (invented)": "tessen",
    "The waters of the Tessen, two months after the agreement": "agreed",
    "A class that rehearses talks": "class",
    "Whoever runs the server": "",
}


@pytest.fixture(scope="module")
def demo(browsers: Browsers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """Start the demo as somebody would, and read what it prints."""
    environment = os.environ | {"TMPDIR": str(tmp_path_factory.mktemp("demo"))}
    command = [sys.executable, "-u", "-m", "goodoffices", "demo", "--no-open"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=environment
    )
    assert process.stdout is not None
    made = Workbench(Path(), Path(), browsers, process=process)
    begun, case = time.monotonic(), ""
    for line in process.stdout:
        if found := re.search(r"Good Offices is at (http://127\.0\.0\.1:\d+) ", line):
            made.address = found[1]
        elif found := re.fullmatch(r"  (\S+) +(http\S+)\n", line):
            made.links[case, found[1]] = found[2]
            if found[1] == "admin:keeper":
                break
        elif line.strip():
            case = CASES.get(line.strip(), case)
        assert time.monotonic() - begun < _PATIENCE
    yield made
    process.terminate()
    made.close()


def test_the_demo_prints_a_link_for_each_role_by_which_it_comes_in(demo: Workbench) -> None:
    roles = {actor.partition(":")[0] for _case, actor in demo.links}
    assert {"mediator", "israel", "hamas", "observer", "meldria", "guarantor", "admin"} <= roles
    # one of each role: the others come in as these do
    some = {actor.partition(":")[0]: (case, actor) for case, actor in demo.links}
    for case, actor in some.values():
        person = demo.person(case, actor)
        told = actor.partition(":")[0] in (*FOLLOWERS, CONSTITUENCY)
        first = "What you were told" if told else "Overview" if case else "People"
        first = {"instructor": "The class", "learner": "Your table"}.get(actor.partition(":")[0], first)
        expect(person.page.get_by_role("heading", level=1)).to_have_text(first)
        person.page.context.close()
        demo.contexts.remove(person.page.context)


def test_the_mediator_sees_what_blocks_and_what_would_open_it(demo: Workbench) -> None:
    mediator = demo.person("main", "mediator:egypt")
    expect(mediator.page.get_by_role("heading", level=2).first).to_be_visible()
    mediator.page.get_by_role("link", name="Deadlock").click()
    expect(mediator.page.get_by_role("heading", level=1)).to_have_text("Deadlock")
    page = settled(mediator, "/cases/main/analysis/deadlock")
    expect(page.get_by_text("Deadlocked", exact=False).first).to_be_visible()
    expect(page.get_by_role("heading", name="What if limits were elsewhere")).to_be_visible()
    mediator.well()
    # the ways out by steps, which take longer, come into a page that was opened meanwhile
    page = settled(demo.person("main", "mediator:egypt"), "/cases/main/analysis/deadlock")
    expect(page.get_by_role("heading", name="Ways out by steps")).to_be_visible()


@pytest.mark.skipif(not os.environ.get(TAKE), reason=f"pictures are taken where {TAKE} is set")
def test_pictures_of_the_docs_are_taken(demo: Workbench) -> None:
    PICTURES.mkdir(exist_ok=True)
    egypt, tessen = demo.person("main", "mediator:egypt"), demo.person("tessen", "mediator:secretariat")
    taken(egypt, "analysis/deadlock", "deadlock")
    taken(egypt, "analysis/frontier", "frontier")
    taken(egypt, "positions", "positions", at="picture")
    taken(tessen, "channels", "channels")
    taken(tessen, "record", "record")
    taken(demo.person("tessen", "orvane:verrick"), "proposals/1/p1", "proposal")
    taken(demo.person("main", "mediator:egypt", language="ar"), "", "arabic")
    taken(demo.person("tessen", "orvane:verrick", width=390), "channel", "phone")
    taken(demo.person("main", "mediator:egypt", dark=True), "analysis/bodies", "dark")


def taken(person: Person, path: str, name: str, *, at: str = "") -> None:
    """Take a picture of a page: its beginning, or one of its sections."""
    page = settled(person, f"/cases/{person.case}/{path}")
    page.evaluate("document.fonts.ready")
    file = PICTURES / f"{name}.png"
    if at:
        section = page.locator("section", has=page.locator(f"#{at}-heading")).last
        section.screenshot(path=file, animations="disabled")
    else:
        page.screenshot(path=file, animations="disabled")


def test_every_picture_is_used_and_every_picture_used_is_there() -> None:
    texts = [page.read_text() for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]]
    used = {name for text in texts for name in re.findall(r"pictures/([\w-]+\.png)", text)}
    assert used == {path.name for path in PICTURES.glob("*.png")}
