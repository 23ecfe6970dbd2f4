"""Whoever has no JavaScript comes in, reads, answers a proposal and tells the mediators something all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Copies
from tests.journeys.workbench import Person, Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

PASSWORD = "four words without script"  # noqa: S105 - of an invented minister


@pytest.fixture
def tessen(copied: Copies) -> Iterator[Workbench]:
    with copied(clock="2031-05-12T09:00:00+00:00") as made:
        yield made


def test_invited_by_the_head_of_a_delegation_a_minister_comes_in_reads_answers_and_writes(
    tessen: Workbench,
) -> None:
    token = invited(tessen.person("tessen", "orvane:verrick", script=False))
    minister = tessen.stranger("tessen", script=False)
    name = comes_in(minister, token)
    signs_in_again(minister, name)
    reads_every_page(minister)
    answers_a_proposal(minister.go("proposals/1/p1"))
    tells_the_mediators(minister.go("channel"))
    minister.well()


def invited(head: Person) -> str:
    page = head.go("people")
    row = page.get_by_role("row", name="Directorate")
    row.get_by_role("button", name="Invite").click()
    link = page.locator("code.link").inner_text()
    assert link.startswith(f"{head.address}/invitation#")
    head.well()
    return link.partition("#")[2]


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def comes_in(minister: Person, token: str) -> str:
    page = minister.page
    page.goto(f"{minister.address}/invitation")
    page.get_by_label("Invitation").fill(token)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The password once more").fill("not the same at all")
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_text("This is not the same password")).to_be_visible()
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The password once more").fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    heading(page, "Overview")
    page.get_by_role("link", name="Settings").click()
    name = page.locator(".purpose bdi").inner_text()
    page.get_by_role("link", name="Back to the talks").click()
    return name


def signs_in_again(minister: Person, name: str) -> None:
    page = minister.page
    page.get_by_role("button", name="Sign out").click()
    heading(page, "Sign in")
    minister.go("agenda")
    heading(page, "Sign in")
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("Password").fill("wrong wrong wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("is wrong")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    heading(page, "Agenda")


def reads_every_page(minister: Person) -> None:
    for path in minister.menu():
        response = minister.page.goto(minister.address + path)
        assert response is not None
        assert response.ok, path
        expect(minister.page.get_by_role("heading", level=1)).to_be_visible()


def answers_a_proposal(page: Page) -> None:
    answer = page.get_by_role("region", name="Your answer")
    answer.get_by_label("In words").fill("As drafted.")
    answer.get_by_role("button", name="Answer").click()
    # Nothing that was written is lost, and what is missing is said beside it.
    expect(answer.get_by_text("Fill this in.")).to_be_visible()
    expect(answer.get_by_label("In words")).to_have_value("As drafted.")
    answer.get_by_label("Accept it", exact=True).check()
    answer.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("status").get_by_text("The answer is in the channel.")).to_be_visible()
    expect(page.get_by_text("As drafted.")).to_be_visible()


def tells_the_mediators(page: Page) -> None:
    page.get_by_label("What you tell the mediators").fill("The dam stays where it is.")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("status").get_by_text("It is in the channel.")).to_be_visible()
    expect(page.get_by_text("The dam stays where it is.")).to_have_count(1)
