"""A person opens the page of an analysis in a browser, with the network watched."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from goodoffices.model import Case
from goodoffices.reports import render_page
from tests.journeys.looking import BOTH, RULES
from tests.unit.reports.samples import Sample, basin, harbour

pytestmark = pytest.mark.browser


def right_to_left() -> Sample:
    """The basin with names in Arabic and Hebrew."""
    case, analysis, deadlock = basin()
    titles = {"up": "دولة المنبع", "mid": "הפדרציה התיכונה", "down": "دولة المصب"}
    parties = tuple(msgspec.structs.replace(party, name=titles[party.id]) for party in case.parties)
    summary = "ثلاث دول تتفاوض عبر وسيط على مياه الحوض (2024)."
    return (
        msgspec.structs.replace(case, title="تقاسم مياه الحوض", summary=summary, parties=parties),
        analysis,
        deadlock,
    )


SAMPLES = {
    "two": harbour(),
    "three": basin(),
    "many": basin(10_000),
    "right-to-left": right_to_left(),
    "empty": (Case(), None, None),
}


class Opened:
    """A page in the browser, with everything it asked for and complained about."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(file.as_uri())

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)


@pytest.fixture(params=list(SAMPLES))
def sample(request: pytest.FixtureRequest) -> Sample:
    return SAMPLES[request.param]


def opened(
    browser: Browser, folder: Path, sample: Sample, *, width: int = 1280, dark: bool = False
) -> Opened:
    file = folder / "page.html"
    file.write_text(render_page(*sample), encoding="utf-8")
    return Opened(
        browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"),
        file,
    )


def test_nothing_is_fetched_and_nothing_is_refused(browser: Browser, tmp_path: Path, sample: Sample) -> None:
    """A refusal by the page's own policy would be a complaint in the console."""
    here = opened(browser, tmp_path, sample)
    here.page.mouse.wheel(0, 100_000)
    assert here.requests == [(tmp_path / "page.html").as_uri()]
    assert here.complaints == []


@pytest.mark.parametrize("dark", BOTH)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, sample: Sample, dark: bool) -> None:
    here = opened(browser, tmp_path, sample, dark=dark)
    here.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    # axe's own `resultTypes` would cut what it says about a finding short
    found = Axe().run(here.page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_the_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, sample: Sample) -> None:
    page = opened(browser, tmp_path, sample).page
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for direction in ("ltr", "rtl"):
        page.evaluate("way => { document.documentElement.dir = way; }", direction)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, f"{direction}: {needed} of {width}"


def test_wide_tables_scroll_by_keyboard_in_a_region_with_a_name(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, harbour(), width=320).page
    region = page.get_by_role("region", name="Counts with their dates and sources")
    region.focus()
    expect(region).to_be_focused()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_the_keyboard_walks_along_the_frontier(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, harbour()).page
    slider = page.get_by_role("slider", name="Move along the frontier")
    slider.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    table = page.get_by_role("table", name="The selected package")
    expect(table).to_contain_text("0.450")
    expect(table).to_contain_text("39 hours")
    assert (
        slider.get_attribute("aria-valuetext") == "Package 2 of 4: Dockers' Union 0.450, Port Company 0.700"
    )
    page.keyboard.press("End")
    expect(table).to_contain_text("37 hours")
    expect(page.locator("#cursor")).to_have_attribute("visibility", "visible")
    page.get_by_role("button", name="Way out 2").click()
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(table).to_contain_text("Package 4")


def test_two_packages_are_compared(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, harbour()).page
    page.get_by_role("button", name="Way out 1").click()
    page.get_by_role("button", name="Keep for comparison").click()
    page.get_by_role("button", name="Way out 2").click()
    table = page.get_by_role("table", name="The selected package")
    expect(table.get_by_role("columnheader")).to_have_text(["Issue", "Way out 2", "Kept: Way out 1"])
    expect(table.locator("tr.differs th")).to_have_text(
        [
            "≠ Dockers' Union",
            "≠ Port Company",
            "≠ Pay rise",
            "≠ Weekly hours",
            "≠ Night shift",
        ]
    )
    expect(page.locator("#kept-cursor")).to_have_attribute("visibility", "visible")
    page.get_by_role("button", name="Stop comparing").click()
    expect(page.locator("#kept-cursor")).to_have_attribute("visibility", "hidden")
    expect(table.get_by_role("columnheader")).to_have_text(["Issue", "Way out 2"])


@pytest.mark.parametrize("name", ["two", "three"])
def test_a_click_on_the_picture_picks_the_nearest_package(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    page = opened(browser, tmp_path, SAMPLES[name]).page
    dot = page.locator("#frontier-chart .dots circle, #frontier-chart .lines path").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    assert box is not None
    if name == "two":
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    else:
        page.mouse.click(box["x"] + 1, box["y"] + box["height"] - 2)
    expect(page.locator("#picked-now")).to_have_text("Package 1")


def test_a_link_to_a_statement_unfolds_the_record(browser: Browser, tmp_path: Path) -> None:
    case, analysis, deadlock = harbour()
    many = tuple(msgspec.structs.replace(case.statements[3], id=f"more-{k}") for k in range(20))
    longer = msgspec.structs.replace(case, statements=case.statements + many)
    page = opened(browser, tmp_path, (longer, analysis, deadlock)).page
    row = page.locator("#statement-2")
    expect(row).to_be_hidden()
    page.locator("#conflicts").get_by_role("link", name="statement 2").click()
    expect(row).to_be_in_viewport()


def test_the_skip_link_comes_first_and_leads_to_the_content(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, harbour()).page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_without_script_everything_but_the_picking_is_there(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render_page(*harbour()), encoding="utf-8")
    page = browser.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    expect(page.locator("#picker")).to_be_hidden()
    expect(page.locator("#frontier-chart")).to_be_visible()
    expect(page.locator("#deadlock-diagram")).to_be_visible()
    page.get_by_text(re.compile("Table of the frontier")).click()
    expect(page.get_by_role("table", name="Efficient packages")).to_be_visible()


def test_it_prints(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, harbour()).page
    page.emulate_media(media="print")
    expect(page.locator(".contents")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    assert page.pdf(format="A4").startswith(b"%PDF")
