"""A person reads a page in Arabic or in Hebrew, from right to left, on a wide screen and on a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goodoffices import Case, analyse, deadlock
from goodoffices.language import gettext, plain, use
from goodoffices.reports import render_page
from goodoffices.services import sample_case
from tests.journeys.looking import RULES

pytestmark = pytest.mark.browser

#: The languages that run from right to left; what a nightly run looks at in all of them is looked at in one every time.
LANGUAGES = ["ar", pytest.param("he", marks=pytest.mark.nightly)]


@cache
def written(sample: str, code: str) -> str:
    case = Case.load(sample_case(sample))
    with use(code):
        return render_page(case, analyse(case), deadlock(case))


def say(text: str, code: str) -> str:
    with use(code):
        return gettext(text)


def opened(browser: Browser, folder: Path, sample: str, code: str, *, width: int = 1280) -> Page:
    file = folder / "page.html"
    file.write_text(written(sample, code), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(file.as_uri())
    return page


@pytest.mark.nightly
@pytest.mark.parametrize("code", LANGUAGES)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, code: str) -> None:
    page = opened(browser, tmp_path, "cairo-2024", code)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("code", ["ar", "he"])
@pytest.mark.parametrize("width", [390, 1280])
def test_lines_begin_on_the_right_and_nothing_scrolls_sideways(
    browser: Browser, tmp_path: Path, width: int, code: str
) -> None:
    page = opened(browser, tmp_path, "cairo-2024", code, width=width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heading = page.locator("#deadlock-heading")
    assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
    expect(heading).to_have_text(say("What blocks agreement, and what would open it", code))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sample", ["cairo-2024", "tessen-river"])
def test_a_package_is_picked_where_it_is_drawn(
    browser: Browser, tmp_path: Path, sample: str, code: str
) -> None:
    page = opened(browser, tmp_path, sample, code)
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
    with use(code):
        assert plain(1) in first
    button.click()
    page.get_by_role("button", name=say("Keep for comparison", code)).click()
    expect(page.locator("#keep")).to_have_text(say("Stop comparing", code))
    # The end of the path that follows the axes lies where the last axis is: on the left.
    box = chart.bounding_box()
    assert box is not None
    assert box["x"] - 1 <= seen["x"] <= box["x"] + box["width"]
    page.mouse.click(seen["x"] + seen["width"] / 2, seen["y"] + seen["height"] / 2)
    expect(cursor).to_be_visible()
