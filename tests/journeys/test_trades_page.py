"""A person reads what could be traded, on a wide screen and on a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goodoffices import Case, analyse, deadlock, trades
from goodoffices.reports import render_page
from goodoffices.services import sample_case
from tests.journeys.looking import BOTH, RULES

pytestmark = pytest.mark.browser


FIRST_DAY = (
    "northern-return=none,truce-length=six-weeks,end-of-war=none,withdrawal=none,hostages=10,prisoners=0,"
    "convicted-of-murder=0,humanitarian-aid=unchanged,rafah=declared"
)
POOR = "data=none,compensation=0,dry-season-release=150,commission=consultative"

PAGES = [
    ("cairo-2024", FIRST_DAY),
    ("cairo-2024", "barnea-proposal"),
    ("tessen-river", POOR),
    ("tessen-river", "nash"),
]


@cache
def written(sample: str, start: str) -> str:
    case = Case.load(sample_case(sample))
    return render_page(case, analyse(case), deadlock(case), trades=trades(case, start))


def opened(browser: Browser, folder: Path, of: tuple[str, str], *, width: int, dark: bool = False) -> Page:
    file = folder / "page.html"
    file.write_text(written(*of), encoding="utf-8")
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.goto(file.as_uri())
    return page


@pytest.mark.nightly
@pytest.mark.parametrize("of", PAGES, ids=lambda of: f"{of[0]}-{of[1][:8]}")
@pytest.mark.parametrize("dark", BOTH)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, of: tuple[str, str], dark: bool) -> None:
    page = opened(browser, tmp_path, of, width=1280, dark=dark)
    page.evaluate("for (const one of document.querySelectorAll('#trades details')) one.open = true")
    found = Axe().run(page, context="#trades", options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("of", PAGES, ids=lambda of: f"{of[0]}-{of[1][:8]}")
@pytest.mark.parametrize("width", [320, pytest.param(390, marks=pytest.mark.nightly), 1280])
def test_the_page_never_scrolls_sideways(
    browser: Browser, tmp_path: Path, of: tuple[str, str], width: int
) -> None:
    page = opened(browser, tmp_path, of, width=width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("of", PAGES, ids=lambda of: f"{of[0]}-{of[1][:8]}")
def test_no_text_of_the_picture_runs_into_another_or_out_of_it(
    browser: Browser, tmp_path: Path, of: tuple[str, str]
) -> None:
    page = opened(browser, tmp_path, of, width=1280)
    clashes = page.evaluate(
        """() => [...document.querySelectorAll('#trades-chart')].flatMap(svg => {
            const edge = svg.getBoundingClientRect();
            const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
            const out = boxes.filter(([, b]) => b.left < edge.left - 1 || b.right > edge.right + 1 || b.bottom > edge.bottom + 1);
            const over = boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
                .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5)
                .map(([two]) => `${one} / ${two}`));
            return [...out.map(([one]) => one), ...over];
        })"""
    )
    assert clashes == []


def test_from_the_contents_to_the_path_and_a_side_s_trades_by_keyboard(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, PAGES[0], width=1280)
    page.get_by_role("link", name="What could be traded").press("Enter")
    section = page.locator("#trades")
    expect(section).to_be_in_viewport()
    expect(
        section.get_by_role("img", name="The path to the frontier, by utility to both parties")
    ).to_be_visible()
    path = section.get_by_role("table", name="The path, step by step")
    row = path.get_by_role("row").filter(has_text="Step 1")
    expect(row).to_contain_text("Hostages freed in the first phase: 10 hostages")
    expect(row).to_contain_text("gives on Prisoners released for them")
    section.locator("summary", has_text="For Hamas").press("Enter")
    table = section.get_by_role("table", name="Best trades over one or two issues, for each side: Hamas")
    expect(table).to_be_visible()
    expect(table.get_by_role("row").filter(has_text="crosses Israel: no unvetted return")).to_have_count(1)
