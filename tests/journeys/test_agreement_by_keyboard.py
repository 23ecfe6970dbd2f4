"""All that can be done on the pages after an agreement is come to by the Tab key alone, in light and in dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import settled, told, unreached
from tests.journeys.workbench import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

PAGES = {
    "mediator:secretariat": (
        "terms", "agreement", "agreement/lists", "schedule", "ledger", "ledger/obligation/4", "ledger/tally/1",
        "briefings", "briefings/items/1", "briefings/to/1", "audiences", "documents", "documents/agreement",
        "precedents",
    ),
    "meldria:lorcan": ("agreement/lists", "ledger", "ledger/obligation/6", "briefings", "documents/agreement"),
    "monitor:gauge-readers": ("schedule", "ledger", "ledger/tally/1"),
    "listener:ombudsman": ("voices",),
    "voice:ida-marsh": ("voice",),
    "observer:river-towns": ("",),
}  # fmt: skip


@pytest.mark.parametrize("actor", PAGES)
def test_the_tab_key_comes_to_all_that_can_be_used(gallery: Workbench, actor: str) -> None:
    person = gallery.person("agreed", actor, dark=True)
    found = {}
    for path in PAGES[actor]:
        settled(person, f"/cases/agreed/{path}")
        if wrong := unreached(person.page):
            found[path] = wrong
    assert not found, told(found)
    person.well()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_cut_off_in_the_dark_and_in_arabic_on_any_screen(gallery: Workbench, width: int) -> None:
    person = gallery.person("agreed", "mediator:secretariat", dark=True, width=width, language="ar")
    found = {}
    for path in PAGES["mediator:secretariat"]:
        page = settled(person, f"/cases/agreed/{path}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            found[path] = [f"{needed} px of {width}"]
    assert not found, told(found)
    person.well()
