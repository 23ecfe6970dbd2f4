"""Sliders and pictures follow the hand: what if limits were elsewhere, packages on the frontier, by keyboard and mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import box, settled, sound
from tests.journeys.workbench import Workbench

LEADS = "mediator:secretariat"

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

FRONTIER, DEADLOCK = "/cases/tessen/analysis/frontier", "/cases/tessen/analysis/deadlock"


# ---- What if limits were elsewhere


def test_a_mediator_moves_limits_by_arrows_and_by_mouse(acting: Workbench) -> None:
    mediator = acting.person("tessen", LEADS)
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


def test_a_mediator_picks_packages_and_puts_two_side_by_side(acting: Workbench) -> None:
    mediator = acting.person("tessen", LEADS)
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


def test_a_mediator_who_reads_arabic_picks_on_the_mirrored_picture(acting: Workbench) -> None:
    mediator = acting.person("tessen", LEADS, language="ar")
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
