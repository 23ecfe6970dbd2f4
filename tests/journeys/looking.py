"""Looking at a page as axe does, and at whether it fits: what is wrong with it, in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.journeys.workbench import PATIENCE, Person

#: Whether it is dark: whole pages of reports are looked at by light in every run, in the dark nightly.
BOTH: Final = (pytest.param(False, id="light"), pytest.param(True, id="dark", marks=pytest.mark.nightly))
#: WCAG 2.2 AA, and what axe counts as good practice.
RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: What can differ between light and dark, and between a wide screen and a narrow one.
LOOKS: Final = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]},
    "resultTypes": ["violations"],
}
NARROW, WIDE, HEIGHT = 320, 1280, 900
#: Numbers all of the main part that the keyboard should come to, one of each group of radio buttons, and counts them.
_CONTROLS: Final = """() => {
    const held = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const all = document.querySelector("main").querySelectorAll(held);
    const wanted = [...all].filter(one => {
        if (one.disabled || one.type === "hidden" || !one.checkVisibility({visibilityProperty: true})) return false;
        if (one.type !== "radio") return true;
        const group = [...all].filter(other => other.type === "radio" && other.name === one.name
            && other.form === one.form);
        return one === (group.find(other => other.checked) ?? group[0]);
    });
    wanted.forEach((one, number) => { one.dataset.control = number; });
    return wanted.length;
}"""
#: The number of what has the focus and shows it; nothing where the focus has left the main part.
_FOCUSED: Final = """() => {
    const at = document.activeElement;
    if (!document.querySelector("main").contains(at)) return null;
    return getComputedStyle(at).outlineStyle === "none" ? "" : at.dataset.control ?? "";
}"""
#: How long an analysis may take, in milliseconds.
_COMPUTED: Final = 10 * PATIENCE
#: What in an address asks for another form on a page; whatever else stands there turns its leaves.
_FORMS: Final = ("relay", "mark", "leave", "tour")
#: So many pages at most are opened as one person.
_MOST: Final = 100


def pages(person: Person) -> Iterator[str]:
    """Open every page of somebody's menu, and of the pages that these lead to one of each kind; yield its path.

    A kind is an address without its numbers: one proposal stands for all.
    """
    person.go()
    begin = f"/cases/{person.case}/"
    waiting, known = list(dict.fromkeys([begin, *person.menu()])), set[str]()
    for path in waiting:
        kind, asks = re.sub(r"\d+", "N", path), path.partition("?")[2].partition("=")[0]
        if kind in known or not path.startswith(begin) or (asks and asks not in _FORMS):
            continue
        known.add(kind)
        assert len(known) < _MOST, known
        settled(person, path)
        yield path
        waiting += _links(person.page)


def settled(person: Person, path: str) -> Page:
    """Open a page, and wait until all that it waits for is there."""
    page = person.page
    page.goto(person.address + path)
    expect(page.locator("[data-wait]")).to_have_count(0, timeout=_COMPUTED)
    return page


def _links(page: Page) -> list[str]:
    found = page.locator("main a[href]:not([download]):not([hx-boost=false])").evaluate_all(
        "all => all.filter(one => one.origin === location.origin).map(one => one.pathname + one.search)"
    )
    return [str(one) for one in found]


def faults(page: Page) -> list[str]:
    """Look at a page in light and dark, wide and narrow; return what is wrong with it, and leave it as it was."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(Axe().axe_script)
    found = [*_axe(page, RULES, "light"), *_sideways(page, WIDE)]
    if (count := page.locator("h1").count()) != 1:
        found.append(f"{count} h1")
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.emulate_media(color_scheme="dark")
    found += [*_sideways(page, NARROW), *_axe(page, LOOKS, "dark, narrow")]
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    page.emulate_media(color_scheme="light")
    return found


def sound(page: Page) -> None:
    """Assert that nothing is wrong with what a page has become under somebody's hands."""
    wrong = faults(page)
    assert not wrong, told({page.url: wrong})


def said(page: Page, words: str) -> None:
    """Assert that the page says that something was done."""
    expect(page.get_by_role("status").get_by_text(words)).to_be_visible()


def pressed(form: Locator, button: str) -> None:
    """Press a button of a form by its whole name."""
    form.get_by_role("button", name=button, exact=True).click()


def opened(within: Page | Locator, fold: str) -> Locator:
    """Open a fold by the beginning of its words, with the keyboard, and return it."""
    summary = within.locator("summary", has_text=re.compile(f"^{re.escape(fold)}"))
    if summary.locator("xpath=..").get_attribute("open") is None:
        summary.press("Enter")
    return summary.locator("xpath=..")


def unreached(page: Page) -> list[str]:
    """Go through a page by the Tab key alone, all of it open; return what can be used there and was not come to.

    What is come to and does not show it counts as not come to.
    """
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    count = page.evaluate(_CONTROLS)
    page.locator("main").focus()
    reached = set()
    # A field for a day takes several keys.
    for _each in range(5 * count + 5):
        page.keyboard.press("Tab")
        if (at := page.evaluate(_FOCUSED)) is None:
            break
        reached.add(at)
    return [
        str(page.locator(f"[data-control='{number}']").evaluate("one => one.outerHTML.slice(0, 200)"))
        for number in range(count)
        if str(number) not in reached
    ]


def box(one: Locator) -> FloatRect:
    """Scroll to something, and return where it is."""
    one.scroll_into_view_if_needed()
    found = one.bounding_box()
    assert found is not None
    return found


def fits(page: Page) -> list[str]:
    """Return what of a page does not fit, wide and narrow."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = _sideways(page, WIDE)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    found += _sideways(page, NARROW)
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    return found


def told(found: dict[str, list[str]]) -> str:
    """Return what is wrong with several pages, a line each."""
    return "\n".join(f"{path}: {one}" for path, faulty in found.items() for one in faulty)


def _sideways(page: Page, width: int) -> list[str]:
    """Whether a page scrolls sideways, and because of what."""
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed <= width:
        return []
    widest = page.evaluate(
        """width => [...document.querySelectorAll('body *')].filter(one => {
            const box = one.getBoundingClientRect();
            if (box.right <= width + 1 && box.left >= -1) return false;
            for (let up = one.parentElement; up; up = up.parentElement) {
                if (getComputedStyle(up).overflowX !== 'visible') return false;
            }
            return true;
        }).slice(-3).map(one => one.outerHTML.slice(0, 160))""",
        width,
    )
    return [f"{needed} px of {width}: {widest}"]


def _axe(page: Page, options: dict[str, Any], how: str) -> list[str]:
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{how}: {one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
