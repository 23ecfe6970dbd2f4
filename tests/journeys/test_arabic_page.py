"""A person reads a page in Arabic, from right to left, on a wide screen and on a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goodoffices import Case, analyse, deadlock
from goodoffices.language import use
from goodoffices.reports import render_page
from goodoffices.services import sample_case

pytestmark = pytest.mark.browser

AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@cache
def written(sample: str) -> str:
    case = Case.load(sample_case(sample))
    with use("ar"):
        return render_page(case, analyse(case), deadlock(case))


def opened(browser: Browser, folder: Path, sample: str, *, width: int = 1280) -> Page:
    file = folder / "page.html"
    file.write_text(written(sample), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(file.as_uri())
    return page


@pytest.mark.nightly
def test_axe_finds_nothing(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "cairo-2024")
    found = Axe().run(page, options=AXE_RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 1280])
def test_lines_begin_on_the_right_and_nothing_scrolls_sideways(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    page = opened(browser, tmp_path, "cairo-2024", width=width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heading = page.locator("#deadlock-heading")
    assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
    expect(heading).to_have_text("ما يمنع الاتفاق، وما قد يفتحه")


@pytest.mark.parametrize("sample", ["cairo-2024", "tessen-river"])
def test_a_package_is_picked_where_it_is_drawn(browser: Browser, tmp_path: Path, sample: str) -> None:
    page = opened(browser, tmp_path, sample)
    button = page.locator("[data-mark]").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    cursor, chart = page.locator("#cursor"), page.locator("#frontier-chart")
    name = page.locator("#picked-now").inner_text()
    mark = chart.locator("path.mark").last.bounding_box()
    seen = cursor.bounding_box()
    assert mark is not None
    assert seen is not None
    slider = page.locator("#pick")
    slider.press("Home")
    first = page.locator("#picked-now").inner_text()
    assert first != name
    assert "\N{ARABIC-INDIC DIGIT ONE}" in first
    button.click()
    page.get_by_role("button", name="احفظها للمقارنة").click()
    expect(page.locator("#keep")).to_have_text("إنهاء المقارنة")
    # The end of the path that follows the axes lies where the last axis is: on the left.
    box = chart.bounding_box()
    assert box is not None
    assert box["x"] - 1 <= seen["x"] <= box["x"] + box["width"]
    page.mouse.click(seen["x"] + seen["width"] / 2, seen["y"] + seen["height"] / 2)
    expect(cursor).to_be_visible()
