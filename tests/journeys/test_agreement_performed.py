"""What is done of an agreement: one reports, another verifies, a side disputes, the lead resolves; a claim, a count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Copies
from tests.journeys.looking import opened, pressed, said, sound
from tests.journeys.workbench import Person

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

NOW = "2031-08-20T09:00:00+00:00"
#: What Orvane lets through in each dry season: where it stands in the ledger.
RELEASE = "ledger/obligation/4"
#: Words of the ledger that nobody outside it is ever sent.
INSIDE = ("old sluice", "lower gauge", "hawthorn log")


@dataclass
class After:
    """Those who keep an agreement, and those who look after it."""

    orvane: Person
    meldria: Person
    sael: Person
    monitor: Person
    lead: Person
    press: Person

    def well(self) -> None:
        for person in (self.orvane, self.meldria, self.sael, self.monitor, self.lead, self.press):
            person.well()


@pytest.fixture
def after(copied: Copies) -> Iterator[After]:
    actors = (
        "orvane:verrick", "meldria:lorcan", "port-sael:oor", "monitor:gauge-readers", "mediator:secretariat",
        "audience:press",
    )  # fmt: skip
    with copied(clock=NOW) as workbench:
        yield After(*(workbench.person("agreed", actor) for actor in actors))


def test_reported_verified_disputed_and_resolved_by_four_people(after: After) -> None:
    everybody = (after.orvane, after.meldria, after.monitor, after.lead)
    for person in everybody:
        person.go(RELEASE)
    reports(after)
    verifies(after)
    disputes(after)
    resolves(after)
    for person in everybody:
        sound(person.page)
    ledger = after.sael.go("ledger")
    row = ledger.get_by_role("row", name=re.compile("lets through in each dry season"))
    expect(row).to_contain_text("115 of 250 to 300")
    expect(row).to_contain_text("dispute resolved")
    after.press.go()
    for path in after.press.menu():
        text = after.press.source(path).lower()
        assert not [words for words in INSIDE if words in text], path
    after.well()


def report_of(person: Person) -> Locator:
    return person.page.get_by_role("article", name=re.compile("^Report r4"))


def offered(person: Person, step: str) -> Locator:
    return person.page.locator("summary", has_text=step)


def reports(after: After) -> None:
    """A number in parts is refused in a sentence; what was written stays, and goes with the second try."""
    page = after.orvane.page
    form = page.get_by_role("region", name="Report what is done")
    form.get_by_label("How many: million cubic metres").fill("120.5")
    form.get_by_label("On which day").fill("2031-08-18")
    form.get_by_label("In words").fill("By the old sluice and the new.")
    pressed(form, "Report it")
    expect(form.get_by_text("Write a whole number")).to_be_visible()
    expect(form.get_by_label("In words")).to_have_value("By the old sluice and the new.")
    form.get_by_label("How many: million cubic metres").fill("120")
    pressed(form, "Report it")
    said(page, "The report is in the ledger")
    for person in (after.meldria, after.monitor, after.lead):
        expect(report_of(person)).to_contain_text("By the old sluice and the new.")
    expect(offered(after.orvane, "Say what was found")).to_have_count(0)
    expect(offered(after.meldria, "Say what was found")).to_have_count(0)
    expect(page.get_by_text("reported, not verified")).to_be_visible()


def verifies(after: After) -> None:
    page = after.monitor.page
    form = opened(report_of(after.monitor), "Say what was found")
    form.get_by_label("So much of it is done").press("Space")
    pressed(form, "Put it in the ledger")
    expect(form.get_by_text("Say how much of it is done.")).to_be_visible()
    form.get_by_label("How many, or how much").fill("110")
    form.get_by_label("In words").fill("The lower gauge shows ten less.")
    pressed(form, "Put it in the ledger")
    said(page, "What you found is in the ledger.")
    expect(offered(after.monitor, "Say what was found")).to_have_count(0)
    expect(report_of(after.meldria)).to_contain_text("The lower gauge shows ten less.")
    expect(report_of(after.orvane)).to_contain_text("verified")


def disputes(after: After) -> None:
    expect(offered(after.monitor, "Dispute it")).to_have_count(0)
    form = opened(report_of(after.meldria), "Dispute it")
    form.get_by_label("What is disputed, and why").fill("The hawthorn log shows 115.")
    pressed(form, "Dispute it")
    said(after.meldria.page, "The dispute is in the ledger.")
    expect(report_of(after.lead)).to_contain_text("The hawthorn log shows 115.")
    expect(after.lead.page.get_by_role("region", name=re.compile("^Orvane"))).to_contain_text("in dispute")
    for person in (after.orvane, after.monitor, after.meldria):
        expect(offered(person, "Resolve the dispute")).to_have_count(0)


def resolves(after: After) -> None:
    form = opened(report_of(after.lead), "Resolve the dispute")
    form.get_by_label("It is done, or so much of it").check()
    form.get_by_label("How many, or how much").fill("115")
    form.get_by_label("Why").fill("All three logs were read together.")
    pressed(form, "Say what counts")
    said(after.lead.page, "The dispute is resolved, for all to see.")
    for person in (after.orvane, after.monitor, after.meldria):
        expect(report_of(person)).to_contain_text("dispute resolved")
        expect(report_of(person)).to_contain_text("counts now: 115")
    steps = report_of(after.orvane).get_by_role("listitem")
    expect(steps).to_have_count(4)
    for step, words in enumerate(
        ("reported: 120", "found it done: 110", "disputed that", "resolved the dispute: 115")
    ):
        expect(steps.nth(step)).to_contain_text(words)


def test_a_claim_is_attributed_and_a_count_that_differs_is_carried(after: After) -> None:
    page = after.sael.go("ledger")
    form = opened(page, "Claim a violation")
    form.get_by_label("Which obligation").select_option("Meldria: draws no more than its share")
    form.get_by_label("On which day").fill("2031-08-17")
    form.get_by_label("What happened").fill("The upper canal stood open for two nights.")
    after.monitor.go("ledger")
    pressed(form, "Put the claim in the ledger")
    said(page, "The claim is in the ledger")
    claim = after.monitor.page.get_by_role("article", name=re.compile("^Claim v2"))
    expect(claim).to_contain_text("The upper canal stood open for two nights.")
    form = opened(claim, "Attribute it")
    form.get_by_label("To whom").select_option("Meldria")
    form.get_by_label("Why").fill("The seal of the gate was broken.")
    pressed(form, "Attribute it")
    said(after.monitor.page, "The attribution is in the ledger.")
    mine = page.get_by_role("article", name=re.compile("^Claim v2"))
    expect(mine).to_contain_text("attributed to Meldria")
    sound(page)

    # Two sources about one day: what is carried is the range, and it says from where.
    page = after.monitor.go("ledger/tally/1")
    form = page.get_by_role("region", name="Enter a line")
    form.get_by_label("How many, or how much").fill("200")
    form.get_by_label("In which state, or to which").select_option("held")
    form.get_by_label("On which day").fill("2031-08-19")
    form.get_by_label("By which source").fill("A boat with a sounding line")
    pressed(form, "Enter it")
    row = page.get_by_role("table", name="How many, at the end of each day").get_by_role(
        "row", name=re.compile("^19 August 2031")
    )
    expect(row).to_contain_text("200")
    expect(page.get_by_role("table", name="Lines, each with its source")).to_contain_text(
        "A boat with a sounding line"
    )
    sound(page)

    # What cannot be: more than there ever were. It is kept, and the gap is said with the lines that make it.
    form.get_by_label("How many, or how much").fill("900")
    form.get_by_label("In which state, or to which").select_option("held")
    form.get_by_label("On which day").fill("2031-08-20")
    form.get_by_label("By which source").fill("A letter without a name")
    pressed(form, "Enter it")
    expect(page.get_by_text("It does not add up.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("A letter without a name"))).to_contain_text(
        "does not fit"
    )
    sound(page)
    after.well()
