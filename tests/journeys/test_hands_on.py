"""The record is reviewed by keyboard; days slide, clauses show, forms that a link opens are filled in, by hand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import box, sound
from tests.journeys.workbench import Workbench

LEADS = "mediator:secretariat"

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


# ---- The record, by keyboard


def test_a_mediator_reviews_the_record_by_keyboard(acting: Workbench) -> None:
    mediator = acting.person("tessen", LEADS)
    page = mediator.go("record")
    keys, heading = page.keyboard, page.locator("#piece-heading")
    lit, waiting = (
        page.locator(".report-text .is-content"),
        page.get_by_text(re.compile("^29 suggestions wait")),
    )

    expect(waiting).to_be_visible()
    expect(heading).to_contain_text("Statement 24")
    keys.press("j")
    expect(heading).to_contain_text("Statement 25")
    expect(lit.first).to_contain_text("Orvane would accept a filling in")
    expect(lit.first).to_be_in_viewport()
    keys.press("j")
    expect(heading).to_contain_text("Statement 26")
    expect(lit).to_have_text("any commission with binding arbitration")
    keys.press("k")
    expect(heading).to_contain_text("Statement 25")

    # Accepted, and on to the next; taken back; rejected; taken back.
    for press in ("a", "r"):
        keys.press(press)
        expect(heading).to_contain_text("Statement 26")
        expect(page.get_by_text(re.compile("^28 suggestions wait"))).to_be_visible()
        expect(heading).to_be_focused()
        keys.press("u")
        expect(heading).to_contain_text("Statement 25")
        expect(waiting).to_be_visible()

    # Edited: letters are letters where one writes.
    keys.press("e")
    words = page.locator("#edit textarea").first
    expect(words).to_be_focused()
    keys.press("ControlOrMeta+Home")
    keys.type("A jar. ")
    expect(words).to_have_value(re.compile("^A jar. Orvane would"))
    sound(page)
    page.get_by_role("button", name="Save the edit").click()
    expect(heading).to_contain_text("edited")
    expect(page.get_by_role("region", name=re.compile("Statement 25"))).to_contain_text("A jar. Orvane would")
    expect(words).to_be_hidden()
    mediator.well()


def test_letters_can_be_switched_off_and_buttons_keep_the_focus(acting: Workbench) -> None:
    mediator = acting.person("tessen", LEADS)
    page = mediator.go("record?is=all&at=s30")
    heading, switch = page.locator("#piece-heading"), page.locator("#keys-switch")
    expect(heading).to_contain_text("Statement 30")
    switch.press("Enter")
    expect(switch).to_have_text("Keys are off")
    expect(switch).to_be_focused()
    page.reload()
    expect(switch).to_have_text("Keys are off")
    for press in "jkaru":
        page.keyboard.press(press)
    page.get_by_role("link", name="Next", exact=True).press("Enter")
    expect(heading).to_contain_text("Statement 31")
    expect(page.get_by_role("link", name="Next", exact=True)).to_be_focused()
    page.get_by_role("button", name="Accept").press("Enter")
    expect(heading).to_contain_text("Statement 32")
    expect(heading).to_be_focused()
    switch.click()
    page.keyboard.press("k")
    expect(heading).to_contain_text("Statement 31 ✓ accepted")
    page.keyboard.press("u")
    expect(heading).to_contain_text("Statement 31 ? waits for review")
    mediator.well()


# ---- Positions


@pytest.mark.parametrize(
    ("language", "earlier"), [("en", "ArrowLeft"), ("ar", "ArrowRight"), ("he", "ArrowRight")]
)
def test_a_mediator_slides_through_the_days(acting: Workbench, language: str, earlier: str) -> None:
    mediator = acting.person("main", "mediator:egypt", language=language)
    page = mediator.go("positions")
    slider, heading, day = page.locator("#slide"), page.locator("#picture-heading"), page.locator("#day")
    latest = heading.inner_text()
    expect(slider).to_have_value("4")
    slider.press(earlier)
    expect(heading).not_to_have_text(latest)
    expect(day).to_have_value("3")
    expect(slider).to_be_focused()
    page.keyboard.press(earlier)
    page.keyboard.press(earlier)
    expect(page).to_have_url(re.compile("day=1"))
    expect(heading).to_contain_text(day.locator("option").first.inner_text())
    expect(slider).to_have_attribute("aria-valuetext", day.locator("option").first.inner_text())
    track = box(slider)
    ends = [track["x"] + 4, track["x"] + track["width"] - 4]
    page.mouse.click(ends[language == "en"], track["y"] + track["height"] / 2)
    expect(heading).to_have_text(latest)
    mediator.well()


# ---- The single negotiating text


def test_a_mediator_sees_clauses_and_brackets_while_writing(acting: Workbench) -> None:
    mediator = acting.person("tessen", LEADS)
    page = mediator.go("proposals/new")
    written = page.get_by_role("textbox", name="Clauses")
    shown = page.get_by_role("list", name="Clauses, with what stands in brackets:").get_by_role("listitem")
    expect(shown).to_have_count(0)
    written.press_sequentially("It lasts [six weeks] [for good].")
    expect(shown).to_have_count(1)
    expect(shown.locator(".bracket")).to_have_text(["[six weeks]", "[for good]"])
    with page.expect_response(lambda one: one.url.endswith("/drafts") and one.status == 204):
        written.press_sequentially("\n\n<b>العودة</b> [الآن]")
    expect(shown).to_have_count(2)
    expect(shown.nth(1)).to_contain_text("<b>العودة</b>")
    assert shown.nth(1).locator("div").evaluate("one => getComputedStyle(one).direction") in ("ltr", "rtl")
    sound(page)
    page.reload()
    expect(shown).to_have_count(2)
    written.fill("")
    expect(shown).to_have_count(0)
    mediator.well()


# ---- Forms that a link opens


def test_a_mediator_changes_an_issue_and_a_limit_by_keyboard(acting: Workbench) -> None:
    mediator = acting.person("tessen", LEADS)
    page = mediator.go("agenda")
    page.get_by_role("link", name="Change Filling of the reservoir").press("Enter")
    form = page.get_by_role("form", name="Change an issue")
    expect(form).to_be_focused()
    page.keyboard.press("Tab")
    expect(form.get_by_label("Issue", exact=True)).to_be_focused()
    sound(page)
    options = form.get_by_role("textbox", name="Options")
    options.press("ControlOrMeta+End")
    page.keyboard.type("\nIn fifteen years")
    form.get_by_role("button", name="Change it for all sides").press("Enter")
    expect(page.get_by_role("row", name=re.compile("^Filling of the reservoir"))).to_contain_text(
        "In fifteen years"
    )
    expect(form).to_have_count(0)

    page = mediator.go("case")
    page.get_by_role("link", name="Change water to drink").press("Enter")
    form = page.get_by_role("form", name="Change a limit")
    expect(form).to_be_focused()
    sound(page)
    form.get_by_role("textbox").first.fill("water enough to drink")
    form.get_by_role("button", name="Change the limit").press("Enter")
    expect(page.get_by_role("link", name="Change water enough to drink")).to_be_visible()
    expect(form).to_have_count(0)
    mediator.well()
