"""The rooms that follow the hand: review, sliders, the frontier, orders, forms that a link opens, by keyboard and by mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.journeys.conftest import Copies
from tests.journeys.looking import faults, settled, told
from tests.journeys.workbench import Person, Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

FRONTIER, DEADLOCK = "/cases/tessen/analysis/frontier", "/cases/tessen/analysis/deadlock"


@pytest.fixture(scope="module")
def shared(copied: Copies) -> Iterator[Workbench]:
    """Serve the sample cases for the journeys of this file, one after another."""
    with copied() as made:
        yield made


def leading(shared: Workbench, language: str = "en") -> Person:
    return shared.person("tessen", "mediator:secretariat", language=language)


def sound(page: Page) -> None:
    """Assert that axe finds nothing in what scripts have made of a page, light and dark, wide and narrow."""
    wrong = faults(page)
    assert not wrong, told({page.url: wrong})


def box(one: Locator) -> FloatRect:
    one.scroll_into_view_if_needed()
    found = one.bounding_box()
    assert found is not None
    return found


# ---- The record, by keyboard


def test_a_mediator_reviews_the_record_by_keyboard(shared: Workbench) -> None:
    mediator = leading(shared)
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


def test_letters_can_be_switched_off_and_buttons_keep_the_focus(shared: Workbench) -> None:
    mediator = leading(shared)
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


# ---- What if limits were elsewhere


def test_a_mediator_moves_limits_by_arrows_and_by_mouse(shared: Workbench) -> None:
    mediator = leading(shared)
    page = settled(mediator, DEADLOCK)
    result, moved = (
        page.get_by_role("region", name="How it would stand"),
        page.get_by_role("table", name="Who has"),
    )
    sliders = page.get_by_role("slider")
    years, release = sliders.nth(0), sliders.nth(1)
    expect(result).to_contain_text("Nothing is moved")

    years.press("ArrowRight")
    expect(years).to_have_attribute("aria-valuetext", "In ten years")
    expect(page.get_by_role("combobox", name="Filling of the reservoir: at most").first).to_have_value("3")
    expect(moved.get_by_role("row", name="filled within seven years")).to_contain_text("asks less")
    expect(result.get_by_role("status")).to_contain_text("packages are acceptable to all")
    before = result.get_by_role("status").inner_text()
    expect(years).to_be_focused()

    track = box(release)
    page.mouse.click(track["x"] + track["width"] - 6, track["y"] + track["height"] / 2)
    expect(release).to_have_attribute("aria-valuetext", "350 million cubic metres")
    expect(moved.get_by_role("row", name="no low payment")).to_contain_text("350 million cubic metres")
    expect(result.get_by_role("status")).not_to_have_text(before)

    # While the answer follows, what is typed stays as it is typed.
    worth = page.get_by_role("spinbutton", name="Worth to it: at least").first
    worth.press("ControlOrMeta+a")
    page.keyboard.type("0.50", delay=40)
    expect(moved.get_by_role("row", name="reservation value")).to_contain_text("0.5")
    expect(worth).to_have_value("0.50")
    expect(worth).to_be_focused()
    sound(page)

    page.reload()
    expect(moved.get_by_role("row")).to_have_count(4)
    page.get_by_role("button", name=re.compile("^Put it back.*filled within")).click()
    expect(moved.get_by_role("row")).to_have_count(3)
    expect(years).to_have_value("2")
    page.get_by_role("button", name="Put all back").press("Enter")
    expect(result).to_contain_text("Nothing is moved")
    expect(release).to_have_value("2")
    mediator.well()


# ---- The frontier


def agree(page: Page) -> None:
    """Wait until slider, field, table and picture show the same package."""
    page.wait_for_function(
        """() => {
            const [looked, pick, field] = ['looked', 'pick', 'id_look-number'].map(id => document.getElementById(id));
            const { number, now } = looked.dataset, cursor = document.querySelector('[data-cursor=now]');
            return pick.value === number && field.value === number && cursor.getAttribute('d') === now;
        }"""
    )


def picked(page: Page, number: int) -> None:
    """Assert that a package is the one in hand: in the slider, the field, the table, and on the picture."""
    expect(page.locator("#looked")).to_have_attribute("data-number", str(number))
    expect(page.locator("#pick")).to_have_value(str(number))
    agree(page)


def drag(page: Page, chart: Locator) -> None:
    """Drag across the picture from above to below."""
    drawn = box(chart)
    across, top, height = drawn["x"] + drawn["width"] * 0.3, drawn["y"], drawn["height"]
    page.mouse.move(across, top + height * 0.2)
    page.mouse.down()
    page.mouse.move(across, top + height * 0.7, steps=12)
    page.mouse.up()


def number_of(page: Page) -> int:
    return int(page.locator("#looked").get_attribute("data-number") or 0)


def test_a_mediator_picks_packages_and_puts_two_side_by_side(shared: Workbench) -> None:
    mediator = leading(shared)
    page = settled(mediator, FRONTIER)
    slider, keys = page.get_by_role("slider", name="Move along the frontier"), page.keyboard
    number = page.get_by_role("spinbutton", name="Number along the frontier")

    # However fast the arrows are pressed, none is lost, and none is taken back by an answer that comes late.
    number.fill("300")
    picked(page, 300)
    slider.focus()
    for _ in range(12):
        keys.press("ArrowRight")
    picked(page, 312)
    keys.press("ArrowLeft")
    keys.press("ArrowLeft")
    picked(page, 310)
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^Package 310: Orvane 0"))
    number.press("ControlOrMeta+a")
    keys.type("123", delay=60)
    picked(page, 123)
    number.fill("9999")
    number.press("Enter")
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert").get_by_text("There is no such package")).to_be_visible()
    number.fill("310")
    picked(page, 310)
    expect(number).not_to_have_attribute("aria-invalid", "true")

    page.get_by_role("button", name="Keep to compare").press("Enter")
    expect(page.locator("[data-cursor=kept1]")).to_have_attribute("visibility", "visible")
    page.get_by_role("button", name="Nash", exact=True).click()
    table = page.get_by_role("table", name="Packages side by side")
    expect(table.get_by_role("columnheader")).to_have_text([re.compile("^Nash"), re.compile("^Package 310")])
    expect(table.locator("tr.differs").first).to_contain_text("Differs:")

    nash, chart = number_of(page), page.locator("#frontier-chart")
    drag(page, chart)
    expect(page.locator("#looked")).not_to_have_attribute("data-number", str(nash))
    expect(table.get_by_role("columnheader")).to_have_count(2)
    dragged = box(chart)
    page.mouse.click(dragged["x"] + dragged["width"] * 0.3, dragged["y"] + dragged["height"] * 0.25)
    expect(page.locator("#looked")).not_to_have_attribute("data-number", str(nash))
    agree(page)
    sound(page)
    mediator.well()


def test_a_mediator_who_reads_arabic_picks_on_the_mirrored_picture(shared: Workbench) -> None:
    mediator = leading(shared, language="ar")
    page = settled(mediator, FRONTIER)
    slider, chart = page.locator("#pick"), page.locator("#frontier-chart")
    page.locator("#id_look-number").fill("400")
    picked(page, 400)
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    picked(page, 405)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    picked(page, 403)
    expect(slider).to_have_attribute("aria-valuetext", re.compile("٤٠٣"))

    # The line of the package passes where the picture was clicked, seen in the mirror.
    drawn = box(chart)
    page.mouse.click(drawn["x"] + drawn["width"] * 0.98, drawn["y"] + drawn["height"] * 0.3)
    expect(page.locator("#looked")).not_to_have_attribute("data-number", "403")
    agree(page)
    first = page.locator("[data-cursor=now]").evaluate(
        "one => { const at = one.getPointAtLength(0).matrixTransform(one.getScreenCTM()); return [at.x, at.y]; }"
    )
    drawn = box(chart)
    assert first[0] > drawn["x"] + drawn["width"] / 2, "its first axis is on the right"
    assert abs(first[1] - (drawn["y"] + drawn["height"] * 0.3)) < drawn["height"] * 0.1
    mediator.well()


# ---- Positions


@pytest.mark.parametrize(("language", "earlier"), [("en", "ArrowLeft"), ("ar", "ArrowRight")])
def test_a_mediator_slides_through_the_days(shared: Workbench, language: str, earlier: str) -> None:
    mediator = shared.person("main", "mediator:egypt", language=language)
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


def test_a_mediator_sees_clauses_and_brackets_while_writing(shared: Workbench) -> None:
    mediator = leading(shared)
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


# ---- What a delegation prefers


def names_of(ranking: Locator) -> list[str]:
    return ranking.locator("li label").all_inner_texts()


def test_a_delegation_puts_in_order_what_it_prefers(shared: Workbench) -> None:
    head = shared.person("tessen", "orvane:verrick")
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


def test_a_delegation_compares_gives_what_it_prefers_and_finds_it_again(shared: Workbench) -> None:
    head = shared.person("tessen", "orvane:verrick")
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
    page.get_by_role("radio", name=re.compile("^Tell the mediators")).check()
    page.get_by_role("button", name="Give it").click()
    expect(implied).to_contain_text("to the mediators")

    # What was given is what stands there the next time.
    page.reload()
    assert names_of(issues) == order
    expect(
        page.get_by_role("group", name="What you have answered before").get_by_role("checkbox")
    ).to_have_count(1)
    expect(least).to_have_value("30")
    expect(implied.get_by_role("table").first).to_be_visible()
    head.well()


# ---- Forms that a link opens


def test_a_mediator_changes_an_issue_and_a_limit_by_keyboard(shared: Workbench) -> None:
    mediator = leading(shared)
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
    page.get_by_role("link", name="Change filled within seven years").press("Enter")
    form = page.get_by_role("form", name="Change a limit")
    expect(form).to_be_focused()
    sound(page)
    form.get_by_role("textbox").first.fill("filled within five years")
    form.get_by_role("button", name="Change the limit").press("Enter")
    expect(page.get_by_role("link", name="Change filled within five years")).to_be_visible()
    expect(form).to_have_count(0)
    mediator.well()


# ---- At home


def test_a_mandator_comes_by_a_link_and_approves_at_home(shared: Workbench) -> None:
    mediator, head = leading(shared), shared.person("tessen", "orvane:verrick")
    answer = head.go("proposals/1/p1").get_by_role("region", name="Your answer")
    answer.get_by_label("Refer it home").check()
    answer.get_by_role("button", name="Answer").click()
    expect(head.page.get_by_role("status").get_by_text("The answer is in the channel.")).to_be_visible()

    page = mediator.go("people")
    page.get_by_role("form", name="Invite Directorate, Orvane").get_by_role("button").click()
    link = page.get_by_text(re.compile("/invitation#")).inner_text()
    directorate = shared.stranger("tessen")
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
