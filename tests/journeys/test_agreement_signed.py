"""From terms to paper: written, tabled, initialled, declared, signed, attested, begun; taken away as files and days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Copies
from tests.journeys.looking import opened, pressed, said, sound
from tests.journeys.workbench import Person, Workbench
from tests.talks.table import Act

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

NOW = "2031-05-12T09:00:00+00:00"
#: The package of the agreement, as the form asks for it, and what is worked out beside it.
NUMBERS = {
    "Share of Orvane": "25", "Share of Meldria": "40", "Share of Port Sael": "20",
    "Release in the dry season": "250", "Payment to Orvane": "30",
}  # fmt: skip
OPTIONS = {
    "Filling of the reservoir": "In seven years", "Rule for droughts": "All give up the same part",
    "Figures from the gauges": "Daily", "Joint commission": "Decides by majority",
}  # fmt: skip
PARTIES = ("Orvane", "Meldria", "Port Sael")
REVIEW = "hears the towns on the river"


def mandates() -> list[Act]:
    """Return what those at home give their delegations, so that they can sign what is within it."""
    given: list[Act] = [
        {"by": "meldria:hale", "mandate": "river", "requires": {"issue": "share-meldria", "at_least": 40}},
        {
            "by": "port-sael:brandt",
            "mandate": "water",
            "requires": {"issue": "share-port-sael", "at_least": 15},
        },
    ]
    return [
        {"at": f"2031-05-12T08:0{place}:00Z", "do": "give_mandate", "shown": True, **one}
        for place, one in enumerate(given)
    ]


@dataclass
class Talks:
    """Who signs, and who mediates."""

    mediator: Person
    heads: dict[str, Person]

    def well(self) -> None:
        for person in (self.mediator, *self.heads.values()):
            person.well()


@pytest.fixture
def talks(copied: Copies) -> Iterator[Talks]:
    with copied(clock=NOW, case="tessen", acts=mandates()) as workbench:
        yield seated(workbench, "tessen")


def seated(workbench: Workbench, case: str) -> Talks:
    heads = ("orvane:verrick", "meldria:lorcan", "port-sael:oor")
    return Talks(
        workbench.person(case, "mediator:secretariat"),
        {name: workbench.person(case, actor) for name, actor in zip(PARTIES, heads, strict=True)},
    )


def test_terms_are_written_tabled_initialled_and_signed(talks: Talks) -> None:
    writes_terms(talks.mediator)
    tables_them(talks.mediator)
    for head in talks.heads.values():
        accepts_and_initials(head)
    declares(talks.mediator)
    for name, head in talks.heads.items():
        signs(talks.mediator, name, head)
    attests(talks)
    begins(talks)
    talks.well()


def writes_terms(mediator: Person) -> None:
    """An obligation is added with a day that cannot be, found wrong, put right, and taken on."""
    page = mediator.go("terms")
    found = page.get_by_role("region", name="What is found")
    form = opened(page, "Add an obligation")
    form.get_by_label("In which phase").select_option("Filling")
    form.get_by_label("Who", exact=True).select_option("Meldria")
    form.get_by_label("Does what").fill(REVIEW)
    form.get_by_label("How many, or how much").fill("-3")
    form.get_by_label("By which day of the phase").fill("4000")
    pressed(form, "Add the obligation")
    expect(form.get_by_text("Write 0 or more; there are never fewer than none.")).to_be_visible()
    expect(form.get_by_label("Does what")).to_have_value(REVIEW)
    form.get_by_label("How many, or how much").fill("")
    pressed(form, "Add the obligation")
    said(page, "It is in the working case; what is found of it stands beside it.")
    expect(found.get_by_role("heading", name=re.compile("^Wrong"))).to_be_visible()
    expect(found).to_contain_text(REVIEW)
    sound(page)

    page.get_by_role("link", name=f"Change {REVIEW}").press("Enter")
    change = page.get_by_role("region", name="Change", exact=True)
    change.get_by_label("By which day of the phase").fill("90")
    opened(change, "Verification and disputes").get_by_label("How it is verified").fill(
        "minutes of the hearing"
    )
    pressed(change, "Change it")
    expect(found.get_by_role("heading", name=re.compile("^Wrong"))).to_have_count(0)
    expect(page.get_by_role("article", name=REVIEW)).to_contain_text("minutes of the hearing")


def tables_them(mediator: Person) -> None:
    page = mediator.go("proposals/new")
    form = page.locator("form.composing")
    for party in PARTIES:
        form.get_by_role("checkbox", name=party, exact=True).check()
    form.get_by_label("Working name").fill("venn-agreement")
    for issue, value in NUMBERS.items():
        form.get_by_label(issue).fill(value)
    for issue, option in OPTIONS.items():
        form.get_by_label(issue).select_option(option)
    form.get_by_label("Terms").select_option("Those of the working case, as they stand now")
    form.get_by_role("textbox", name="Clauses").fill("The gauges are read daily, and all three read them.")
    pressed(form, "Put it on the table")
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposals")
    expect(page.get_by_role("link", name="venn-agreement")).to_be_visible()


def accepts_and_initials(head: Person) -> None:
    page = head.go("proposals/own")
    page.get_by_role("link", name="Answer it p2").press("Enter")
    answer = page.get_by_role("region", name="Your answer")
    answer.get_by_label("Accept it", exact=True).check()
    pressed(answer, "Answer")
    said(page, "The answer is in the channel.")
    head.go("proposals/own").get_by_role("link", name="Initial it p2").press("Enter")
    pressed(page.get_by_role("main"), "Initial version 1")
    expect(page.get_by_role("main")).to_contain_text("initialled")


def declares(mediator: Person) -> None:
    page = mediator.go("proposals")
    page.get_by_role("link", name="venn-agreement").click()
    page.get_by_label("What is said with it").fill("Agreed in Venn by all three.")
    pressed(page.get_by_role("main"), "Declare the agreement")
    said(page, "All sides see that there is an agreement.")


def signs(mediator: Person, party: str, head: Person) -> None:
    """A head signs; the mediator sees it without a reload."""
    watching = mediator.page
    if not watching.url.endswith("/agreement"):
        mediator.go("agreement")
    row = watching.get_by_role("region", name="Signatures").get_by_role("row", name=re.compile(f"^{party}"))
    expect(row).to_contain_text("not signed yet")
    page = head.go("agreement")
    expect(page.get_by_role("region", name="What was agreed")).to_contain_text(REVIEW)
    page.get_by_label("Office").fill("Ministry of water")
    page.get_by_label("Place").fill("Venn, in their own room")
    page.get_by_role("button", name="See what others will see").click()
    expect(page.get_by_role("region", name="What others will see")).to_contain_text("Ministry of water")
    pressed(page.get_by_role("main"), "Sign the agreement")
    said(page, "All sides see the signature.")
    expect(row).to_contain_text("Venn, in their own room")


def attests(talks: Talks) -> None:
    page = talks.mediator.page
    page.get_by_label("What you attest").fill(
        "Signed before us in three rooms, in three copies of the same words."
    )
    pressed(page.get_by_role("main"), "Attest it")
    said(page, "All sides see what is attested.")
    sound(page)
    head = talks.heads["Meldria"].page
    expect(head.get_by_role("region", name="Attestation")).to_contain_text(
        "in three copies of the same words"
    )
    sound(head)


def begins(talks: Talks) -> None:
    """Days are counted until the first phase begins; then all have dates, in any calendar."""
    head = talks.heads["Orvane"]
    expect(head.go("schedule").get_by_text("No phase has begun")).to_be_visible()
    page = talks.mediator.go("ledger")
    opened(page, "Move the phase on Trial release")
    form = page.get_by_role("form", name="Move the phase on: Trial release")
    form.get_by_label("In words").fill("All three have signed.")
    pressed(form, "Let all see it")
    expect(page.get_by_role("region", name=re.compile("^Trial release"))).to_contain_text(
        "began on 12 May 2031"
    )
    calendar = head.page.get_by_role("link", name=re.compile("^Take it away as a calendar"))
    expect(calendar).to_be_visible()
    with head.page.expect_download() as download:
        calendar.press("Enter")
    events = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    days = {str(one["summary"]): one.decoded("dtstart") for one in events}
    assert days["Orvane: lets through"] == dt.date(2031, 6, 25)
    assert download.value.suggested_filename == "calendar.ics"
    sound(head.page)
    sound(page)
