"""A mediator and two delegations at work at once, each in a browser of their own: the Cairo script goes on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Copies
from tests.journeys.looking import said
from tests.journeys.workbench import PATIENCE, Person, Workbench
from tests.web.reading import FRESH

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

TWO_DAYS = ("2024-04-01T09:00:00+00:00", "2024-04-03T09:01:00+00:00")
#: Words of one side that the other side must never be sent: the delegation from Israel, then Hamas, then the mediator.
OURS = ("quinceberry", "larkspur", "sandalwood")
THEIRS = ("terebinth", "hawthorn")
BETWEEN = ("marjoram",)


@dataclass
class Talks:
    """The three of them, and what they work on."""

    workbench: Workbench
    mediator: Person
    team: Person
    official: Person

    def well(self) -> None:
        for person in (self.mediator, self.team, self.official):
            person.well()


@pytest.fixture
def talks(copied: Copies) -> Iterator[Talks]:
    with copied(clock=TWO_DAYS[0]) as workbench:
        yield Talks(
            workbench,
            workbench.person("main", "mediator:egypt"),
            workbench.person("main", "israel:cairo-team"),
            workbench.person("main", "hamas:official"),
        )


def test_the_mediator_carries_tables_and_closes_what_two_sides_say_and_answer(talks: Talks) -> None:
    confides(talks)
    is_heard_while_the_mediator_writes(talks)
    is_carried_over_as_it_was_previewed(talks)
    is_tabled_answered_and_revised(talks)
    is_answered_unseen(talks)
    for person, never in ((talks.team, THEIRS + BETWEEN), (talks.official, OURS + BETWEEN)):
        person.go()
        for path in person.menu():
            text = person.source(path).lower()
            assert not [word for word in never if word in text], (person.address, path)
    talks.well()


def soon(what: str, act: Callable[[], None], seen: Locator) -> None:
    """Assert that what somebody does is seen by somebody else without a reload; say how long it took."""
    begun = time.monotonic()
    act()
    expect(seen).to_be_visible()
    took = time.monotonic() - begun
    sys.stdout.write(f"{what}: {took:.2f} s\n")
    assert took < PATIENCE / 1000


def send(form: Locator, button: str) -> Callable[[], None]:
    return lambda: form.get_by_role("button", name=button, exact=True).click()


def confides(talks: Talks) -> None:
    """Words that are for one's own side, or for the mediators alone."""
    team = talks.team.go("channel")
    team.get_by_label("What you tell the mediators").fill("Quinceberry: below that we cannot go.")
    team.get_by_role("button", name="Send").click()
    said(team, "It is in the channel.")
    team = talks.team.go("home/room")
    team.get_by_label("A note for your delegation").fill("Larkspur is what we hope for.")
    team.get_by_role("button", name="Note it").click()
    said(team, "Your delegation sees the note.")
    mediator = talks.mediator.go()
    note = mediator.locator("#form-note")
    note.locator("xpath=ancestor-or-self::details").evaluate_all("all => all.forEach(one => one.open = true)")
    note.get_by_label("A note for yourself").fill("Marjoram: they are closer than they say.")
    note.get_by_role("button").click()
    said(mediator, "It is in your notes.")


def is_heard_while_the_mediator_writes(talks: Talks) -> None:
    mediator, official = talks.mediator.go("channels"), talks.official.go("channel")
    talks.team.go("channel")
    mediator.locator("#fold-tell > summary").click()
    begun = mediator.get_by_label("What you tell them")
    begun.press_sequentially("We have heard")
    official.get_by_label("What you tell the mediators").fill("Terebinth: first the north, then the rest.")
    official.get_by_role("radio", name="They may pass on the substance").check()
    soon(
        "said by a delegation, seen by the mediator",
        send(official.get_by_role("region", name="Tell the mediators"), "Send"),
        mediator.get_by_text("Terebinth: first the north, then the rest."),
    )
    expect(begun).to_be_focused()
    mediator.keyboard.type(" you.")
    expect(begun).to_have_value("We have heard you.")


def is_carried_over_as_it_was_previewed(talks: Talks) -> None:
    mediator, team = talks.mediator.page, talks.team.page
    mediator.get_by_role("link", name="Carry over m4").click()
    panel = mediator.get_by_role("region", name="Carry a message over")
    panel.get_by_label("The substance in your words").check()
    panel.get_by_label("Israel").check()
    panel.get_by_label("What they will read").fill("They put the north first.")
    panel.get_by_role("button", name="See what others will see").click()
    preview = panel.get_by_role("region", name="What others will see")
    expect(preview).to_contain_text("They put the north first.")
    expect(preview).to_contain_text("The substance of what Hamas says:")
    soon(
        "carried over by the mediator, seen by the other delegation",
        send(panel, "Carry it over"),
        team.get_by_text("They put the north first."),
    )
    expect(mediator.get_by_label("What you tell them")).to_have_value("We have heard you.")


def is_tabled_answered_and_revised(talks: Talks) -> None:
    mediator, team, official = talks.mediator.page, talks.team.page, talks.official.page
    talks.team.go("proposals/own")
    talks.mediator.go("proposals/new")
    form = mediator.locator("form.composing")
    for party in ("Israel", "Hamas"):
        form.get_by_label(party, exact=True).check()
    form.get_by_label("Working name").fill("cairo-text")
    form.get_by_label("Length of the truce").select_option("six-weeks")
    form.get_by_label("Prisoners released for them").fill("750")
    form.get_by_role("textbox", name="Clauses").fill(
        "The truce lasts [Six weeks] [Permanent].\n\nNames are exchanged."
    )
    form.get_by_role("button", name="Put it on the table").click()
    expect(form.get_by_text("Say below what each bracket stands for")).to_be_visible()
    soon(
        "tabled by the mediator, seen by a delegation",
        send(form, "Put it on the table"),
        team.get_by_role("link", name="Answer it p2"),
    )

    team.get_by_role("link", name="Answer it p2").click()
    answer = team.get_by_role("region", name="Your answer")
    answer.get_by_label("Accept it", exact=True).check()
    answer.get_by_label("In words").fill("Sandalwood, if home agrees.")
    answer.get_by_role("button", name="Answer").click()
    said(team, "The answer is in the channel.")

    talks.official.go("proposals/2/p2")
    stale = talks.official.tab("proposals/2/p2")
    stale.get_by_label("In words").fill("Hawthorn, begun before the new version.")
    stale.get_by_label("Reject it").check()
    answer = official.get_by_role("region", name="Your answer")
    answer.get_by_label("Propose something else instead").check()
    answer.get_by_label("Prisoners released for them").fill("900")
    answer.get_by_label("In words").fill("Hawthorn: more of them.")
    talks.mediator.go("proposals/1/p2")
    soon(
        "proposed instead by a delegation, seen by the mediator",
        send(answer, "Answer"),
        mediator.get_by_role("table", name="What is proposed instead").get_by_text("900 prisoners"),
    )

    mediator.get_by_role("link", name="Revise it").click()
    revised = mediator.locator("form.composing")
    revised.get_by_label("Prisoners released for them").fill("800")
    soon(
        "a new version, seen by a delegation",
        send(revised, "Put the new version on the table"),
        team.get_by_role("heading", name="Version 2"),
    )
    answer = stale.get_by_role("region", name="Your answer")
    expect(answer.get_by_label("In words")).to_have_value("Hawthorn, begun before the new version.")
    answer.get_by_role("button", name="Answer").click()
    expect(answer.get_by_role("alert")).to_contain_text("This is version 2 now. Read it, then answer again")
    expect(answer.get_by_label("In words")).to_have_value("Hawthorn, begun before the new version.")
    answer.get_by_role("button", name="Answer").click()
    said(stale, "The answer is in the channel.")


def is_answered_unseen(talks: Talks) -> None:
    mediator, team, official = talks.mediator.page, talks.team.page, talks.official.page
    talks.mediator.go("proposals/final")
    form = mediator.locator("form.composing")
    for party in ("Israel", "Hamas"):
        form.get_by_label(party, exact=True).check()
    form.get_by_label("To be answered until").fill("2024-04-03T09:00")
    form.get_by_label("Length of the truce").select_option("six-weeks")
    form.get_by_label("Prisoners released for them").fill("800")
    form.get_by_role("button", name="Put it to them").click()
    expect(mediator.get_by_role("heading", level=1)).to_have_text("Proposals")

    talks.team.go("proposals/own")
    talks.official.go("proposals/own")
    before = plain(talks.mediator, "proposals"), plain(talks.official, "proposals/own")
    for page, answer in ((team, "Yes"), (official, "No")):
        asked = page.get_by_role("article", name="Yes or no, f1")
        asked.get_by_label(answer, exact=True).check()
        asked.get_by_role("button", name="Give the answer, once").click()
        expect(asked.get_by_text("Your answer was taken.")).to_be_visible()
        assert plain(talks.mediator, "proposals") == before[0]
        if page is team:
            assert plain(talks.official, "proposals/own") == before[1]

    talks.workbench.tell_time(TWO_DAYS[1])
    expect(mediator.locator("#finals").get_by_text("not all said yes")).to_be_visible()
    for page in (team, official):
        expect(
            page.get_by_role("article", name="Yes or no, f1").get_by_text("not all said yes")
        ).to_be_visible()


def plain(person: Person, path: str) -> str:
    """Return a page as it is sent, without its fresh secrets."""
    text = person.source(path)
    for one in FRESH:
        text = one.sub("", text)
    return text
