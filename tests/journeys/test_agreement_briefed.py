"""Who is told what: a briefing is composed, seen as its audience sees it, released, read, corrected; voices are heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Copies
from tests.journeys.looking import pressed, said, sound
from tests.journeys.workbench import Person, Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

NOW = "2031-08-20T09:00:00+00:00"
TOWNS = "River Towns, observer"
#: What is told, and what it is corrected to; what is never told.
WRONG, RIGHT = (
    "From 1 September the weir is shut for a week.",
    "From 1 September the weir is shut for two weeks.",
)
HELD = "Larkspur: the engineers were sent home."


@dataclass
class Briefing:
    """Who tells, who is told, and who is told something else."""

    lead: Person
    towns: Person
    press: Person
    workbench: Workbench

    def well(self) -> None:
        for person in (self.lead, self.towns, self.press):
            person.well()


@pytest.fixture
def briefing(copied: Copies) -> Iterator[Briefing]:
    with copied(clock=NOW) as workbench:
        yield Briefing(
            workbench.person("agreed", "mediator:secretariat"),
            workbench.person("agreed", "observer:river-towns"),
            workbench.person("agreed", "audience:press"),
            workbench,
        )


def test_a_briefing_is_seen_as_its_audience_sees_it_then_told_then_corrected(briefing: Briefing) -> None:
    towns, press = briefing.towns.go(), briefing.press.go()
    before = told(press)
    puts_down(briefing.lead, "Weir", WRONG)
    puts_down(briefing.lead, "Engineers home", HELD)
    is_refused_what_is_held(briefing.lead)
    foreseen = releases(briefing.lead)
    expect(towns.get_by_text(WRONG)).to_be_visible()
    assert told(towns) == foreseen
    sound(towns)
    corrects(briefing.lead)
    correction = towns.get_by_role("listitem").filter(has=towns.get_by_text("Correction", exact=True)).first
    expect(correction).to_contain_text(RIGHT)
    expect(correction).to_contain_text("Somebody misread the order.")
    expect(towns.get_by_role("listitem").filter(has_text="corrected since").first).to_contain_text(WRONG)
    sound(towns)
    assert told(press) == before
    for person in (briefing.towns, briefing.press):
        person.go()
        assert HELD not in "".join(person.source(path) for path in person.menu())
    knows_who_knows(briefing.lead)
    briefing.well()


def told(within: Page | Locator) -> list[str]:
    """Return what an audience has on its page, the newest first."""
    return within.locator(".told > li").all_inner_texts()


def puts_down(lead: Person, name: str, words: str) -> None:
    """An item is put down for the towns, held back as everything is at first."""
    page = lead.go("briefings")
    form = page.get_by_role("region", name="Put something down")
    form.get_by_label("Short name").fill(name)
    form.get_by_label("What they would be told").fill(words)
    expect(form.get_by_role("radio", name=re.compile("^Held back"))).to_be_checked()
    form.get_by_role("checkbox", name=TOWNS).check()
    pressed(form, "Keep it here")
    said(page, "The item is kept here. Nobody is told anything by that.")
    expect(page.get_by_role("row", name=re.compile(f"^{name}"))).to_contain_text("held back")


def is_refused_what_is_held(lead: Person) -> None:
    """What is held back is not released, and named; once it is marked due, it can be."""
    page = lead.page
    page.get_by_role("region", name="What is due to whom").get_by_role("link", name=TOWNS).click()
    compose = page.get_by_role("region", name="Compose a briefing")
    compose.get_by_label("Place of “Weir”").fill("1")
    pressed(compose, "See it as they will see it")
    expect(compose.get_by_role("alert")).to_contain_text("This is held back: “Weir”.")
    sound(page)
    compose.get_by_role("link", name="Weir").press("Enter")
    page.get_by_role("radio", name=re.compile("^Due")).check()
    pressed(page.get_by_role("region", name="Who may know it"), "Mark it so")
    said(page, "It is marked so from now on.")


def releases(lead: Person) -> list[str]:
    """A briefing is looked at before it goes; return how its audience's page was foreseen."""
    page = lead.page
    page.get_by_role("region", name="Who may know it").get_by_role("link", name=TOWNS).press("Enter")
    compose = page.get_by_role("region", name="Compose a briefing")
    expect(compose.get_by_label("Place of “Weir”")).to_have_value("1")
    expect(compose.get_by_role("button", name="Release it")).to_have_count(0)
    compose.get_by_label("Title of the briefing").fill("Before the autumn")
    pressed(compose, "See it as they will see it")
    preview = compose.get_by_role("region", name=f"What {TOWNS} will see")
    expect(preview).to_contain_text(WRONG)
    expect(preview).not_to_contain_text(HELD)
    sound(page)
    seen = told(preview)
    pressed(compose, "Release it")
    said(page, "They are told. It stands on their page, with your name.")
    return seen


def corrects(lead: Person) -> None:
    page = lead.go("briefings")
    page.get_by_role("table", name="Each item, and how each audience stands to it").get_by_role(
        "link", name="Weir", exact=True
    ).click()
    correct = page.get_by_role("region", name="Correct it")
    correct.get_by_label("What is right").fill(RIGHT)
    correct.get_by_label("Why").fill("Somebody misread the order.")
    pressed(correct, "See it as they will see it")
    expect(correct.get_by_role("region", name=f"What {TOWNS} will see")).to_contain_text(RIGHT)
    sound(page)
    correct.get_by_role("button", name="Tell them what is right").click()
    expect(page.get_by_role("heading", name="What it said before")).to_be_visible()


def knows_who_knows(lead: Person) -> None:
    """The table says who was told; two audiences stand side by side."""
    page = lead.go("briefings")
    row = page.get_by_role("row", name=re.compile("^Weir"))
    expect(row).to_contain_text("told to all it is for")
    expect(row).to_contain_text("corrected since")
    sound(page)
    page.get_by_role("region", name="What is due to whom").get_by_role("link", name=TOWNS).click()
    page.get_by_label("Which").select_option("Press, audience")
    page.get_by_role("button", name="Compare what they know").press("Enter")
    pairs = page.get_by_role("table", name="What two audiences know")
    cells = pairs.get_by_role("row", name=re.compile("^Weir")).get_by_role("cell")
    expect(cells.nth(0)).to_contain_text(RIGHT)
    expect(cells.nth(1)).not_to_contain_text("told")
    sound(page)


# ---- Those who are heard


def test_what_somebody_says_comes_to_the_mediators_as_far_as_they_let_it(briefing: Briefing) -> None:
    voice = briefing.workbench.person("agreed", "voice:ida-marsh", width=390)
    listener = briefing.workbench.person("agreed", "listener:ombudsman")
    heard = listener.go("voices")
    page, lead = voice.go("voice"), briefing.lead.go("briefings")
    for words, consent in (
        ("Marjoram: we moved to my sister's.", "Keep it"),
        ("The ferry should call before it comes.", "It may be quoted"),
    ):
        page.get_by_label("What you want to say").fill(words)
        page.get_by_role("radio", name=re.compile(f"^{consent}")).check()
        page.get_by_role("button", name="Send it").click()
        expect(heard.get_by_text(words)).to_be_visible()
    sound(page)
    form = heard.get_by_role("region", name="Pass a summary on")
    form.get_by_label("Summary for the mediators").fill("People ask to be told before the ferry comes.")
    said_so = form.get_by_role("listitem").filter(has_text="The ferry should call before it comes.")
    said_so.get_by_label("What becomes of it").select_option(label="Quote it word for word")
    assert form.get_by_role("listitem").filter(has_text="Marjoram").get_by_role("combobox").count() == 0
    pressed(form, "Give it to the mediators")
    summary = lead.get_by_role("listitem").filter(has_text="People ask to be told before the ferry comes.")
    expect(summary).to_contain_text("The ferry should call before it comes.")
    expect(summary).not_to_contain_text("Ida")
    expect(page.get_by_text("quoted to the mediators, without your name").first).to_be_visible()
    sound(heard)
    sound(lead)
    for path in ("", "briefings", "timeline", "audiences", "channels"):
        assert "Marjoram" not in briefing.lead.source(path), path
    for person in (voice, listener, briefing.lead):
        person.well()
