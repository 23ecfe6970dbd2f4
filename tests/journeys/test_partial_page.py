"""A person reads what is certain, what to ask next, who decides and what hangs on alternatives; wide and on a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec import structs
from playwright.sync_api import Browser, Page, expect

from goodoffices import Case, analyse, deadlock, questions, robust
from goodoffices.reports import render_page
from goodoffices.services import sample_case
from tests.journeys.looking import BOTH, RULES

pytestmark = pytest.mark.browser


SECTIONS = ("robust", "questions", "bodies", "alternatives")


@cache
def written() -> str:
    case = Case.load(sample_case("tessen-river"))
    analysis = structs.replace(analyse(case), robust=robust(case, ["egalitarian"]))
    return render_page(case, analysis, deadlock(case), questions=questions(case))


def opened(browser: Browser, folder: Path, *, width: int, dark: bool = False) -> Page:
    file = folder / "page.html"
    file.write_text(written(), encoding="utf-8")
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.goto(file.as_uri())
    return page


@pytest.mark.nightly
@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("dark", BOTH)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, section: str, dark: bool) -> None:
    page = opened(browser, tmp_path, width=1280, dark=dark)
    page.evaluate(f"for (const one of document.querySelectorAll('#{section} details')) one.open = true")
    found = Axe().run(page, context=f"#{section}", options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_leads_sideways_and_every_picture_has_its_table(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    page = opened(browser, tmp_path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for section in SECTIONS:
        place = page.locator(f"#{section}")
        expect(place.get_by_role("heading", level=2)).to_be_visible()
        assert place.get_by_role("table").count() >= 1
    for name in (
        "Utilities of packages under all preferences that fit",
        "Packages in the zone by each side's reservation value",
    ):
        expect(page.get_by_role("img", name=name)).to_be_visible()


def test_a_reader_finds_what_to_ask_and_what_to_write_down(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, width=1280)
    table = page.get_by_role("table", name="Questions, the most useful first")
    first = table.get_by_role("row").nth(1)
    expect(first).to_contain_text("Which is better, all else alike")
    first.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(first.locator("code").first).to_be_visible()
    expect(first.locator("code").first).to_contain_text("comparisons: {better:")


def test_a_reader_sees_on_whom_it_hangs(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, width=1280)
    bodies = page.locator("#bodies")
    expect(bodies).to_contain_text("By the rule it is open")
    expect(bodies.get_by_role("table", name="The same stances under other rules").first).to_be_visible()
    expect(bodies.get_by_role("img", name="Shapley–Shubik power: River Council of Meldria")).to_be_visible()
