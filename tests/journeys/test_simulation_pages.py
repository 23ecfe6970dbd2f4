"""A person reads what simulated talks came to, and how one run went: on a wide screen, on a phone, in the dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goodoffices.language import use
from goodoffices.model import Case
from goodoffices.model.casefile import read_case_text
from goodoffices.reports.sweep import render_sweep
from goodoffices.services.samples import sample_case
from goodoffices.services.simulating import first_run, plan_of, run_page
from tests.journeys.looking import BOTH, RULES
from tests.unit.reports.simulated import sweep
from tests.unit.reports.test_run import PAIR

pytestmark = pytest.mark.browser


PAGES = ["sweep", "plane", "text", "axes"]

#: Texts of pictures that run out of them, or into another.
CLASHES = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
    const edge = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
    const out = boxes.filter(([, b]) => b.left < edge.left - 1 || b.right > edge.right + 1
        || b.top < edge.top - 1 || b.bottom > edge.bottom + 1);
    const over = boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5)
        .map(([two]) => `${one} / ${two}`));
    return [...out.map(([one]) => `${svg.id}: ${one}`), ...over.map(one => `${svg.id}: ${one}`)];
})"""


@cache
def written(name: str, code: str = "en") -> str:
    with use(code):
        if name == "sweep":
            return render_sweep(*sweep())
        case = read_case_text(PAIR) if name != "axes" else Case.load(sample_case("tessen-river"))
        protocol = "single-text" if name == "text" else "alternating"
        plan = plan_of([case], protocols=[protocol], agents=["linear"], mediated=["honest"], rounds=30)
        return run_page(plan, first_run(plan))


def opened(  # one argument a way of looking
    browser: Browser, folder: Path, name: str, *, width: int = 1280, dark: bool = False, code: str = "en"
) -> Page:
    file = folder / "page.html"
    file.write_text(written(name, code), encoding="utf-8")
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.goto(file.as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return page


@pytest.mark.nightly
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("dark", BOTH)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, name: str, dark: bool) -> None:
    page = opened(browser, tmp_path, name, dark=dark)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("code", ["en", "ar", pytest.param("he", marks=pytest.mark.nightly)])
def test_pictures_and_pages_fit(browser: Browser, tmp_path: Path, name: str, code: str) -> None:
    for width in (320, 1280):
        page = opened(browser, tmp_path, name, width=width, code=code)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width > 320:
            assert page.evaluate(CLASHES) == []
        page.close()


def test_from_the_contents_to_a_cell_s_figures_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "sweep")
    page.get_by_role("link", name="What the mediator had to be told").press("Enter")
    section = page.locator("#told")
    expect(section).to_be_in_viewport()
    expect(
        section.get_by_role("img", name="Efficiency by what the mediator is told: The harbour")
    ).to_be_visible()
    table = section.get_by_role("table", name="Efficiency and answers by what the mediator is told")
    row = table.get_by_role("row").filter(has_text="order of options + 10 answers").first
    expect(row).to_contain_text("4.5")
