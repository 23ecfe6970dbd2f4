"""A delegation puts in order what it prefers, by dragging and by keyboard; whoever decides at home approves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.looking import box, sound
from tests.journeys.workbench import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


# ---- What a delegation prefers


def names_of(ranking: Locator) -> list[str]:
    return ranking.locator("li label").all_inner_texts()


def test_a_delegation_puts_in_order_what_it_prefers(acting: Workbench) -> None:
    head = acting.person("tessen", "orvane:verrick")
    page = head.go("home/preferences")
    issues = page.get_by_role("group", name="The issues, by how important they are")
    said, numbers = page.locator("[data-moves]"), issues.get_by_role("spinbutton")

    down = issues.get_by_role("button", name="Move down: Share of Orvane")
    down.press("Enter")
    expect(said).to_have_text("Share of Orvane is now number 2.")
    expect(down).to_be_focused()
    page.keyboard.press("Space")
    expect(said).to_have_text("Share of Orvane is now number 3.")
    expect(down).to_be_focused()
    assert names_of(issues)[:3] == ["Share of Meldria", "Share of Port Sael", "Share of Orvane"]

    grip = box(issues.locator(".handle").last)
    top = issues.locator("li").first.bounding_box()
    assert top is not None
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(top["x"] + 20, top["y"] + 3, steps=8)
    page.mouse.up()
    expect(said).to_have_text("Joint commission is now number 1.")
    assert names_of(issues)[0] == "Joint commission"
    expect(numbers.first).to_have_value("1")

    # A number that is written moves its issue, others make room, and the keyboard goes on from there.
    payment = issues.get_by_role("spinbutton", name="Payment to Orvane")
    payment.fill("2")
    page.keyboard.press("Tab")
    up, down = (issues.get_by_role("button", name=f"Move {way}: Payment to Orvane") for way in ("up", "down"))
    expect(up).to_be_focused()
    expect(numbers.nth(8)).to_have_value("9")
    assert names_of(issues)[:3] == ["Joint commission", "Payment to Orvane", "Share of Meldria"]
    page.keyboard.press("Tab")
    expect(down).to_be_focused()
    sound(page)
    head.well()


def test_a_delegation_compares_gives_what_it_prefers_and_finds_it_again(acting: Workbench) -> None:
    head = acting.person("tessen", "orvane:verrick")
    page = head.go("home/preferences")
    issues = page.get_by_role("group", name="The issues, by how important they are")
    for name in (None, "Filling of the reservoir", "Joint commission", "Rule for droughts"):
        ranking = page.get_by_role("group", name=name, exact=True) if name else issues
        ranking.get_by_role("button", name="As listed").click()
        expect(ranking.get_by_role("spinbutton").first).to_have_value("1")
    order = names_of(issues)
    page.get_by_role("button", name="Ask me some comparisons").click()
    choices = page.get_by_role("group", name=re.compile("Which would you rather have"))
    expect(choices.first).to_be_visible()
    choices.first.get_by_role("radio").first.check()
    sound(page)
    least = page.get_by_role("spinbutton", name="At least (may be left empty)")
    least.fill("30")
    page.get_by_role("spinbutton", name="At most (may be left empty)").fill("45")
    page.get_by_role("button", name="First show what this implies").click()
    implied = page.get_by_role("region", name="What your own answers imply")
    expect(implied.get_by_role("table").first).to_be_visible()
    page.get_by_role("radio", name=re.compile("^Seal it")).check()
    page.get_by_role("button", name="Give it").click()
    expect(implied).to_contain_text("for the engine alone")

    # What was given is what stands there the next time.
    page.reload()
    assert names_of(issues) == order
    expect(
        page.get_by_role("group", name="What you have answered before").get_by_role("checkbox")
    ).to_have_count(1)
    expect(least).to_have_value("30")
    expect(implied.get_by_role("table").first).to_be_visible()
    head.well()


# ---- At home


def test_a_mandator_comes_by_a_link_and_approves_at_home(acting: Workbench) -> None:
    mediator, head = (
        acting.person("tessen", "mediator:secretariat"),
        acting.person("tessen", "orvane:verrick"),
    )
    answer = head.go("proposals/1/p1").get_by_role("region", name="Your answer")
    answer.get_by_label("Refer it home").check()
    answer.get_by_role("button", name="Answer").click()
    expect(head.page.get_by_role("status").get_by_text("The answer is in the channel.")).to_be_visible()

    # Orvane acts for itself by now: its own head invites, and no mediator can.
    page = mediator.go("people")
    expect(page.get_by_role("form", name=re.compile("Invite Directorate"))).to_have_count(0)
    page = head.go("people")
    page.get_by_role("form", name=re.compile("Invite Directorate")).get_by_role("button").click()
    link = page.get_by_text(re.compile("/invitation#")).inner_text()
    directorate = acting.stranger("tessen")
    page = directorate.page
    page.goto(link)
    expect(page.get_by_label("Choose a password")).to_be_focused()
    assert "#" not in page.url
    for label in ("Choose a password", "The password once more"):
        page.get_by_label(label).fill("a river and three rooms")
    page.get_by_role("button", name="Come in").click()

    page = directorate.go("home/questions")
    asked = page.get_by_role("region", name="To be approved at home")
    asked.get_by_label("Approved", exact=True).press("Space")
    asked.get_by_role("button").click()
    expect(page.get_by_role("status").get_by_text("It is decided, and the channel has it.")).to_be_visible()
    expect(asked).to_have_count(0)
    expect(head.go("proposals/own").get_by_role("article", name="Proposal p1")).to_contain_text("accepted")
    for person in (mediator, head, directorate):
        person.well()
