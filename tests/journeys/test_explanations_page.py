"""A person reads what explains each figure, on a wide screen and on a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goodoffices import Case, analyse, deadlock, explain
from goodoffices.reports import render_page
from goodoffices.services import sample_case
from tests.journeys.looking import BOTH, RULES

pytestmark = pytest.mark.browser


@cache
def written(sample: str) -> str:
    case = Case.load(sample_case(sample))
    return render_page(case, analyse(case), deadlock(case), explanations=explain(case))


def opened(browser: Browser, folder: Path, sample: str, *, width: int, dark: bool = False) -> Page:
    file = folder / "page.html"
    file.write_text(written(sample), encoding="utf-8")
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.goto(file.as_uri())
    return page


@pytest.mark.nightly
@pytest.mark.parametrize("sample", [pytest.param("tessen-river", marks=pytest.mark.nightly), "cairo-2024"])
@pytest.mark.parametrize("dark", BOTH)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, sample: str, dark: bool) -> None:
    page = opened(browser, tmp_path, sample, width=1280, dark=dark)
    page.evaluate("for (const one of document.querySelectorAll('#explanations details')) one.open = true")
    found = Axe().run(page, context="#explanations", options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, pytest.param(390, marks=pytest.mark.nightly), 1280])
def test_the_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    page = opened(browser, tmp_path, "tessen-river", width=width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_contents_to_a_picture_and_its_table_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "tessen-river", width=1280)
    page.get_by_role("link", name="Every figure explained").press("Enter")
    section = page.locator("#explanations")
    expect(section).to_be_in_viewport()
    picture = section.get_by_role("img", name="How far inputs can move: Nash solution")
    expect(picture).to_be_visible()
    section.get_by_text("Table of what changes it: Nash solution").press("Enter")
    table = section.get_by_role("table", name="What changes it, one input at a time: Nash solution")
    expect(table).to_be_visible()
    row = (
        table.get_by_role("row")
        .filter(has_text="weight of Rule for droughts")
        .filter(has_text="Meldria")
        .first
    )
    expect(row).to_contain_text("0.1057")
    expect(row).to_contain_text("0.06 to 0.18")
    expect(row).to_contain_text("Rule for droughts: Drinking water first")


def test_no_text_of_a_picture_runs_into_another_or_out_of_it(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "tessen-river", width=1280)
    clashes = page.evaluate(
        """() => [...document.querySelectorAll('svg.tornado')].flatMap(svg => {
            const edge = svg.getBoundingClientRect();
            const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
            const out = boxes.filter(([, b]) => b.left < edge.left - 1 || b.right > edge.right + 1);
            const over = boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
                .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5)
                .map(([two]) => `${one} / ${two}`));
            return [...out.map(([one]) => one), ...over];
        })"""
    )
    assert clashes == []
