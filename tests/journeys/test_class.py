"""A class in three browsers: opened, joined by its link, seated, bargaining live, debriefed; every page is looked at."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from goodoffices.model import Case
from goodoffices.services.samples import sample_case
from goodoffices.simulation.scenario import scenario_of
from tests.journeys.looking import NARROW, pressed, said, settled, sound
from tests.journeys.workbench import Person, Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

DISPUTE = "The Orrin pass"


def shot(page: Page, name: str) -> None:
    """Take a picture of a whole page, where somebody asks for them: `CLASS_PICTURES` names a folder."""
    if folder := os.environ.get("CLASS_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_class_bargains_by_itself_and_is_debriefed(workbench: Workbench) -> None:
    teacher = opens(workbench)
    link = makes_the_link(teacher.page)
    ada = comes_in(workbench, link, "Ada")
    noor = comes_in(workbench, link, "نور", width=NARROW)
    seats_and_begins(teacher.page, ada, noor)
    bargains(ada, noor, teacher.page)
    debriefs(teacher.page, ada, noor)
    in_arabic(workbench, noor)
    for person in (teacher, ada, noor):
        person.well()


def test_somebody_mediates_on_a_phone(workbench: Workbench) -> None:
    teacher = opens(workbench, "Mediator's drafts")
    link = makes_the_link(teacher.page)
    ada, bo = comes_in(workbench, link, "Ada"), comes_in(workbench, link, "Bo")
    cy = comes_in(workbench, link, "Cy", width=NARROW)
    pressed(teacher.page.locator("#form-seat-all"), "Seat everybody")
    pressed(teacher.page.locator("#form-begin"), "Begin the talks at all tables")
    page = cy.page
    expect(page.get_by_role("heading", name="Lay a draft before the sides")).to_be_visible()
    sound(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    drafts(page)
    said(page, "Your draft lies before all sides.")
    # the sides answer as the question comes to them, and the mediator's page fills by itself
    for side, yes in ((ada, "yes"), (bo, "no")):
        side.page.get_by_role("radio", name=yes, exact=True).check()
        side.page.get_by_role("button", name="Give the answer").click()
    for side in (ada, bo):
        side.page.get_by_label("Change 1").select_option(index=1)
        sound(side.page)
        side.page.set_viewport_size({"width": 1280, "height": 900})
        side.page.get_by_role("button", name="Give the answer").click()
    expect(page.get_by_text("says no")).to_be_visible()
    expect(page.get_by_text("says yes")).to_be_visible()
    assert "says no" not in ada.page.content()
    shot(page, "m1-heard-320")
    sound(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    drafts(page)
    for side in (ada, bo):
        side.page.get_by_role("radio", name="yes", exact=True).check()
        side.page.get_by_role("button", name="Give the answer").click()
    expect(page.get_by_text("Agreement in round 2.")).to_be_visible()
    shot(page, "m2-agreed-320")
    sound(page)
    for person in (teacher, ada, bo, cy):
        person.well()


def drafts(page: Page) -> None:
    """Lay out what both sides can live with, and one of them refuses at first."""
    form = page.locator("form[id^=form-draft-]")
    scenario = scenario_of(Case.load(sample_case("orrin-pass")))
    assert scenario.nash is not None
    package = scenario.package(scenario.nash)
    for number, issue in enumerate(scenario.issues, 1):
        chosen = str(issue.index_of(package[issue.id]))
        form.locator(f"select[name$=-issue-{number}]").select_option(value=chosen)
    pressed(form, "Lay it before all sides")


def opens(workbench: Workbench, protocol: str = "") -> Person:
    """A mediator opens a class from the list of cases, and says what it rehearses."""
    teacher = workbench.person("main", "mediator:egypt")
    page = teacher.page
    page.goto(f"{workbench.address}/classes/new")
    sound(page)
    page.get_by_label("Title of the class").fill("Spring term")
    page.get_by_label("You instruct as").fill("Ames")
    page.get_by_role("button", name="Open the class").click()
    form = page.locator("#form-exercise")
    form.get_by_label("Dispute").select_option(label=DISPUTE)
    if protocol:
        form.get_by_label("How they talk").select_option(label=protocol)
    form.get_by_label("Rounds at most").fill("5")
    sound(page)
    pressed(form, "Rehearse this")
    said(page, "This is what the class rehearses.")
    return teacher


def makes_the_link(page: Page) -> str:
    """The link is shown once."""
    pressed(page.locator("#form-open-door"), "Make a link")
    link = page.locator(".door-link").inner_text()
    assert "/class-door#" in link
    shot(page, "1-class-link")
    return link


def comes_in(workbench: Workbench, link: str, name: str, width: int = 1280) -> Person:
    """Somebody opens the link in a browser of their own, and gives a name."""
    person = workbench.stranger("", width=width)
    page = person.page
    page.goto(link)
    expect(page.get_by_label("Your name")).to_be_focused()
    assert "#" not in page.url
    shot(page, f"2-joining-{width}")
    sound(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_text("You are in the class.")).to_be_visible()
    return person


def seats_and_begins(teacher: Page, ada: Person, noor: Person) -> None:
    """Both have come while the instructor looked on; nobody loads a page anew."""
    expect(teacher.get_by_role("rowheader", name="Ada")).to_be_visible()
    expect(teacher.get_by_role("rowheader", name="نور")).to_be_visible()
    pressed(teacher.locator("#form-seat-all"), "Seat everybody")
    said(teacher, "Everybody sits at a table.")
    shot(teacher, "3-class-seated")
    sound(teacher)
    pressed(teacher.locator("#form-begin"), "Begin the talks at all tables")
    said(teacher, "The talks have begun at all tables.")
    expect(ada.page.get_by_role("heading", name="What is asked of you")).to_be_visible()
    expect(noor.page.get_by_role("heading", name="It is not your turn")).to_be_visible()
    shot(ada.page, "4-table-first")
    shot(noor.page, "4-table-waiting-320")


def bargains(ada: Person, noor: Person, teacher: Page) -> None:
    """One weighs and offers, the other answers, each with the page as it changed by itself."""
    mine, theirs = ada.page, noor.page
    offer = mine.locator("form[id^=form-offer-]")
    for field in offer.get_by_role("combobox").all():
        field.select_option(index=1)
    pressed(offer, "See what it is worth to you")
    expect(offer.locator(".preview")).to_contain_text("Worth to you:")
    shot(mine, "5-weighed")
    sound(mine)
    # what somebody has begun to write stays when the table moves
    theirs.get_by_label("Say something to the other side").press_sequentially("We are")
    pressed(offer, "Put it on the table")
    said(mine, "It is on the table.")
    expect(theirs.get_by_role("heading", name="On the table for you")).to_be_visible()
    expect(theirs.get_by_label("Say something to the other side")).to_have_value("We are")
    theirs.get_by_label("Say something to the other side").press_sequentially(" listening.")
    theirs.get_by_role("button", name="Say it", exact=True).click()
    expect(mine.get_by_text("We are listening.")).to_be_visible()
    shot(theirs, "6-table-answer-320")
    sound(theirs)
    theirs.set_viewport_size({"width": NARROW, "height": 900})
    answer = theirs.locator("form[id^=form-offer-]")
    for field in answer.get_by_role("combobox").all():
        # the last option of each is in nobody's way but the first side's
        field.select_option(index=field.locator("option").count() - 1)
    pressed(answer, "Put it on the table")
    expect(mine.get_by_role("heading", name="On the table for you")).to_be_visible()
    pressed(mine.locator("form[id^=form-accept-]"), "Accept it")
    for page in (mine, theirs):
        expect(page.get_by_text(re.compile(r"^Agreement in round \d"))).to_be_visible()
    expect(teacher.get_by_text(re.compile(r"^Agreement in round \d"))).to_be_visible()
    shot(mine, "7-agreed")
    shot(theirs, "7-agreed-320")
    sound(mine)


def debriefs(teacher: Page, ada: Person, noor: Person) -> None:
    """The talks end everywhere, and the class sees what came of them."""
    shot(teacher, "8-class-playing")
    teacher.get_by_role("rowheader").get_by_role("link", name="1").click()
    expect(teacher.get_by_role("heading", name="Table 1", level=1)).to_be_visible()
    shot(teacher, "9-watching")
    sound(teacher)
    teacher.get_by_role("link", name="All tables").click()
    pressed(teacher.locator("#form-end"), "End the talks at all tables")
    said(teacher, "The talks are over at all tables.")
    pressed(teacher.locator("#form-debrief"), "Show it to the class")
    said(teacher, "The class sees now what came of all tables")
    shot(teacher, "10-class-debriefed")
    sound(teacher)
    ada.page.get_by_role("link", name="What came of all tables").click()
    expect(ada.page.get_by_role("heading", name="Debriefing", level=1)).to_be_visible()
    expect(ada.page.locator("[data-wait]")).to_have_count(0, timeout=300_000)
    expect(ada.page.get_by_role("row", name=re.compile("Ada"))).to_be_visible()
    shot(ada.page, "11-debrief")
    sound(ada.page)
    ada.page.locator("main").get_by_role("rowheader").get_by_role("link", name="1").click()
    expect(ada.page.get_by_role("link", name="All tables")).to_be_visible()
    expect(ada.page.locator("[data-wait]")).to_have_count(0, timeout=300_000)
    shot(ada.page, "12-debrief-table")
    sound(ada.page)
    shown = settled(noor, noor.page.url.removeprefix(noor.address).replace("/table", "/debrief"))
    shown.set_viewport_size({"width": NARROW, "height": 900})
    shot(shown, "13-debrief-320")


def in_arabic(workbench: Workbench, noor: Person) -> None:
    """The page at which one agreed, from right to left: it fits, and nothing is wrong with it."""
    again = workbench.stranger("", language="ar", width=NARROW)
    again.page.context.add_cookies(noor.page.context.cookies())  # type: ignore[arg-type]  # what it gave, it takes
    page = again.page
    page.goto(noor.page.url.replace("/debrief", "/table"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    shot(page, "14-arabic")
    sound(page)
