"""What is worth more together, in a browser: a mediator assumes it, a delegation says it; axe finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import faults, settled
from tests.journeys.workbench import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

DESK, HOME = "/cases/tessen/case/preferences/1", "/cases/tessen/home/preferences/numbers"


def together(page: Page, adds: str) -> None:
    """Add that a quick filling with high payment counts in a way of its own."""
    page.get_by_text("Add a conditional value").click()
    form = page.locator("form").filter(has=page.get_by_role("button", name="Add the conditional value"))
    form.get_by_role("group", name="Filling of the reservoir").get_by_label("no further than").select_option(
        label="In five years"
    )
    form.get_by_role("group", name="Payment to Orvane").get_by_label("at least").fill("40")
    form.get_by_label("What it adds").fill(adds)
    form.get_by_role("button", name="Add the conditional value").click()


def test_a_mediator_adds_one_and_takes_it_out(acting: Workbench) -> None:
    mediator = acting.person("tessen", "mediator:secretariat")
    page = settled(mediator, DESK)
    together(page, "-0.2")
    table = page.get_by_role("table", name="Conditional values")
    expect(table).to_contain_text("In five years")
    expect(table).to_contain_text("−0.2")
    assert not faults(page)
    table.get_by_role("link", name="Change").click()
    change = page.get_by_role("region", name="Change a conditional value")
    change.get_by_label("What it adds").fill("0.3")
    change.get_by_role("button", name="Change the conditional value").click()
    expect(table).to_contain_text("0.3")
    table.get_by_role("button", name="Take out").click()
    expect(page.get_by_text("Nothing depends on several issues at once yet.")).to_be_visible()
    mediator.well()


def test_a_delegation_says_it_in_numbers(acting: Workbench) -> None:
    head = acting.person("tessen", "orvane:verrick")
    page = settled(head, HOME)
    assert not faults(page)
    for field in page.get_by_role("spinbutton").all():
        if field.get_attribute("required") is not None:
            field.fill("0.5")
    page.get_by_label("Tell the mediators").check()
    page.get_by_role("button", name="Give it", exact=True).click()
    expect(page.get_by_text("Your preferences are taken.")).to_be_visible()
    together(page, "0.1")
    expect(page.get_by_role("table", name="Conditional values")).to_contain_text("0.1")
    assert not faults(page)
    head.well()
