"""The overview, the time line and the tour: what is new, what waits, what was found; and nothing of others."""

from __future__ import annotations

from tests.talks.table import Table, act
from tests.web.reading import reader

OVERVIEW, TIMELINE = "/cases/main/", "/cases/main/timeline"


def test_what_is_new_is_new_until_it_was_seen(table: Table) -> None:
    person = reader("alba:head")
    assert not table.play([act("mediator:lunn", "tell", to=["alba"], text="Come on Monday.")]).refused
    first = person.get(OVERVIEW)
    assert "Come on Monday." in first.main
    after = person.send(first, "seen")
    assert "Nothing is new" in after.main
    assert not table.play([act("mediator:lunn", "tell", to=["alba"], text="On Tuesday instead.")]).refused
    again = person.get(OVERVIEW)
    assert "On Tuesday instead." in again.main
    assert "Come on Monday." not in again.main


def test_what_waits_for_whom_and_until_when(table: Table) -> None:
    acts = [
        act("mediator:lunn", "table_proposal", name="d", to=["alba"], package={"truce": "short"},
            deadline="2031-03-05T09:00:00Z"),
        act("mediator:lunn", "sound", to="alba", question="What about the crossings?"),
        act("alba:mandator", "put_question", question="q", body="cabinet", text="Should we go?"),
    ]  # fmt: skip
    assert not table.play(acts).refused
    shown = reader("alba:head").get(OVERVIEW)
    assert "An answer to proposal p1" in shown.main
    assert "5 March 2031" in shown.main
    assert "What about the crossings?" in shown.main
    assert "Your vote: Should we go?" in reader("alba:voter").get(OVERVIEW).main
    lead = reader("mediator:lunn").get(OVERVIEW).main
    assert "An answer to proposal p1" in lead
    assert "Should we go?" not in lead
    for path in (OVERVIEW, TIMELINE):
        assert "crossings?" not in reader("borea:head").get(path).main
        assert "crossings?" not in reader("mediator:far").get(path).main


def test_private_acts_of_one_side_leave_the_others_pages_as_they_were(table: Table) -> None:
    people = [reader(one) for one in ("borea:head", "borea:voter", "mediator:far", "observer:un")]
    before = [person.get(path).normalised for person in people for path in (OVERVIEW,)]
    acts = [
        act("alba:head", "say", text="In confidence.", mark="hold"),
        act("alba:head", "note", text="For ourselves."),
        act("mediator:lunn", "tell", to=["alba"], text="We heard you."),
        act("mediator:co", "note", text="Mine."),
        act("alba:mandator", "give_mandate", mandate="room", text="Some room.", shown=True),
        act("alba:member", "answer_proposal", proposal="p9", answer="accept"),
    ]
    assert len(table.play(acts).refused) == 1
    assert [person.get(path).normalised for person in people for path in (OVERVIEW,)] == before


def test_the_time_line_finds_words_and_keeps_them_out_of_the_address(table: Table) -> None:
    assert not table.play([act("alba:head", "say", text="The harbour at dawn.")]).refused
    person = reader("alba:member")
    response = person.client.post(TIMELINE, {"q": "harbour dawn"})
    assert response.status_code == 200
    assert "The harbour at dawn." in response.content.decode()
    assert "harbour" not in response.request["QUERY_STRING"]
    other = reader("borea:member").client.post(TIMELINE, {"q": "harbour"}).content.decode()
    assert "at dawn" not in other
    assert table.clock


def test_the_tour_leads_through_pages_that_are_there(table: Table) -> None:
    for actor in (
        "mediator:lunn",
        "mediator:co",
        "alba:head",
        "alba:adviser",
        "alba:voter",
        "observer:un",
        "guarantor:league",
    ):
        person = reader(actor)
        page = person.get(OVERVIEW)
        if "seen" in page.forms():
            assert "Here for the first time?" in page.main, actor
            page = person.send(page, "seen")
            assert "Here for the first time?" not in page.main, actor
        # Whoever has been here before finds it again at the foot of every page.
        for address in (OVERVIEW, "/cases/main/export"):
            assert f"{OVERVIEW}?tour=1" in person.get(address).links(), (actor, address)
        steps, address = 0, f"{OVERVIEW}?tour=1"
        while address:
            page = person.get(address)
            assert page.status == 200, (actor, address)
            assert f"Tour, {steps + 1} of" in page.main
            steps += 1
            address = next((one for one in page.links() if f"tour={steps + 1}" in one), "")
        assert steps > 1, actor
    assert table.clock


def test_the_lead_moves_the_talks_and_all_sides_see_it(table: Table) -> None:
    lead = reader("mediator:lunn")
    preview = lead.send(lead.get(OVERVIEW), "announce", button="preview", text="We meet on Monday.")
    assert preview.status == 200
    assert "We meet on Monday." in preview.main
    assert "We meet on Monday." not in reader("alba:head").get(OVERVIEW).main
    lead.send(lead.get(OVERVIEW), "impasse", reason="No movement on the crossings.")
    assert "No movement on the crossings." in reader("borea:voter").get(OVERVIEW).main
    unsure = lead.send(lead.get(OVERVIEW), "close")
    assert unsure.status == 422
    assert table.clock
