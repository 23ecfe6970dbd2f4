"""Nothing that somebody has written is lost: not with a tab, a session, a connection or a server; nothing is sent twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Copies
from tests.journeys.workbench import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

WORDS = "What you tell the mediators"


@pytest.fixture(scope="module")
def shared(copied: Copies) -> Iterator[Workbench]:
    """Serve the sample cases for the journeys of this file, one after another."""
    with copied() as made:
        yield made


def write(page: Page, words: str) -> None:
    """Write something, and wait until it is kept as a draft."""
    with page.expect_response(lambda one: one.url.endswith("/drafts") and one.status == 204):
        page.get_by_label(WORDS).fill(words)


def reads(page: Page, words: str) -> None:
    expect(page.get_by_label(WORDS)).to_have_value(words)


def test_drafts_survive_a_closed_tab_a_lost_session_and_a_restart(shared: Workbench) -> None:
    official = shared.person("main", "hamas:official")
    write(official.go("channel"), "Begun")
    official.page.close()
    official.page = official.tab("channel")
    reads(official.page, "Begun")

    # The session is lost, which shows when something is to be kept: it stays on this machine until they are back.
    official.page.context.clear_cookies(name="sessionid")
    with official.page.expect_response(lambda one: one.url.endswith("/drafts") and one.status != 204):
        official.page.get_by_label(WORDS).fill("Begun, and gone on with")
    official.page.get_by_role("button", name="Send").click()
    expect(official.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    official.page.goto(shared.links["main", "hamas:official"])
    with official.page.expect_response(lambda one: one.url.endswith("/drafts") and one.status == 204):
        official.go("channel")
    reads(official.page, "Begun, and gone on with")

    note = official.page.locator("#connection")
    shared.stop()
    expect(note).to_contain_text("No connection to the server")
    official.page.get_by_label(WORDS).fill("Begun, gone on with, and ended")
    shared.start()
    with official.page.expect_response(lambda one: one.url.endswith("/drafts") and one.status == 204):
        expect(note).to_contain_text("Connected again")
    other = official.tab("channel")
    reads(other, "Begun, gone on with, and ended")
    other.close()

    official.page.get_by_role("button", name="Send").click()
    expect(official.page.get_by_role("list").get_by_text("Begun, gone on with, and ended")).to_have_count(1)
    reads(official.page, "")
    official.page.reload()
    reads(official.page, "")


def test_boxes_come_back_as_they_were_ticked(shared: Workbench) -> None:
    mediator = shared.person("main", "mediator:egypt")
    page = mediator.go("proposals/new")
    boxes = page.get_by_role("group", name=re.compile("^To")).get_by_role("checkbox")
    first, second = boxes.first, boxes.nth(1)

    def kept() -> AbstractContextManager[object]:
        return page.expect_response(lambda one: one.url.endswith("/drafts") and one.status == 204)

    for ticked in ((True, True), (True, False), (False, False)):
        with kept():
            first.set_checked(ticked[0])
            second.set_checked(ticked[1])
            page.get_by_label("Working name").fill("" if ticked == (False, False) else "boxes")
        page.reload()
        expect(first).to_be_checked(checked=ticked[0])
        expect(second).to_be_checked(checked=ticked[1])

    # On this machine alone, while the server is not there: in its own form, and one of a group for each.
    with kept():
        first.check()
    shared.stop()
    first.uncheck()
    second.check()
    page.get_by_label("Working name").fill("boxes")
    expect(page.locator("#connection")).to_contain_text("No connection to the server")
    page.wait_for_function("Object.keys(localStorage).some((one) => localStorage[one].includes('boxes'))")
    shared.start()
    page.close()
    page = mediator.page = mediator.tab("proposals/new")
    boxes = page.get_by_role("group", name=re.compile("^To")).get_by_role("checkbox")
    expect(boxes.first).not_to_be_checked()
    expect(boxes.nth(1)).to_be_checked()
    expect(page.get_by_label("Working name")).to_have_value("boxes")


def test_who_is_signed_out_is_told_so_and_asks_no_more(shared: Workbench) -> None:
    official = shared.person("main", "hamas:official")
    page = official.go("channel")
    write(page, "Begun before the session ended")
    followed: list[str] = []
    page.on("request", lambda one: followed.append(one.url) if one.url.endswith("/live") else None)
    other = official.tab("agenda")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    note = page.locator("#connection")
    expect(note).to_contain_text("You are signed out; what you wrote is kept.")
    link = note.get_by_role("link", name="Sign in again")
    expect(link).to_have_attribute("href", "/sign-in?next=%2Fcases%2Fmain%2Fchannel")
    asked = len(followed)
    with page.expect_response(lambda one: one.url.endswith("/drafts") and one.status != 204):
        page.get_by_label(WORDS).fill("Begun, and gone on with though signed out")
    page.wait_for_timeout(5_000)
    assert len(followed) == asked
    expect(note).not_to_contain_text("No connection")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto(shared.links["main", "hamas:official"])
    with page.expect_response(lambda one: one.url.endswith("/drafts") and one.status == 204):
        official.go("channel")
    reads(page, "Begun, and gone on with though signed out")
    write(page, "")


def test_a_double_click_sends_once(shared: Workbench) -> None:
    official = shared.person("main", "hamas:official")
    official.go("channel").get_by_label(WORDS).fill("Said once, whoever clicks twice.")
    official.page.get_by_role("button", name="Send").dblclick()
    expect(official.page.get_by_role("status").get_by_text("It is in the channel.")).to_be_visible()
    official.page.reload()
    expect(official.page.get_by_text("Said once, whoever clicks twice.")).to_have_count(1)
    official.well()


def test_whoever_goes_elsewhere_while_writing_comes_back_to_it(shared: Workbench) -> None:
    official = shared.person("main", "hamas:official")
    page = official.go("channel")
    page.get_by_label(WORDS).press_sequentially("Left in the middle")
    _follow(page, "Agenda")
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda")
    page.go_back()
    reads(page, "Left in the middle")
    page.get_by_label(WORDS).press("ControlOrMeta+End")
    page.get_by_label(WORDS).press_sequentially(", and once more")
    _follow(page, "Rounds and delegations")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rounds and delegations")
    _follow(page, "Your channel")
    reads(page, "Left in the middle, and once more")
    official.well()


def test_pages_outside_the_case_open_from_inside_and_lead_back(shared: Workbench) -> None:
    mediator = shared.person("main", "mediator:egypt")
    page = mediator.go("agenda")
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your settings")
    page.get_by_role("link", name="Back to the talks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    mediator.well()


def test_what_cannot_be_sent_is_said_and_what_was_written_stays(shared: Workbench) -> None:
    official = shared.person("main", "hamas:official")
    page = official.go("channel")
    write(page, "Kept, though the page was open too long.")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(re.compile("This page was open too long"))).to_be_visible()
    reads(page, "Kept, though the page was open too long.")
    page.reload()
    reads(page, "Kept, though the page was open too long.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").get_by_text("It is in the channel.")).to_be_visible()


def _follow(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages of this case").get_by_role("link", name=name).click()
