"""What waits for whom, whose turn it is, until when; what is new in the record, for those who see it alone."""

from __future__ import annotations

from tests.talks.proposing import good
from tests.talks.table import LEAD, Table, act
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.pages.record_table import RECORD, begun, statement
from tests.web.reading import Sheet, reader

OVERVIEW = "/cases/main/"
LATER = "2031-03-05T09:00:00Z"
QUESTION = "What about the crossings?"


def waits(actor: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what waits for somebody and what for others of their side: each text with where its link leads."""
    mine, others = _lists(reader(actor).get(OVERVIEW))
    return mine, others


def _lists(sheet: Sheet) -> tuple[dict[str, str], dict[str, str]]:
    section = next(
        one for one in sheet.tree.iter(f"{HTML}section") if one.get("aria-labelledby") == "waits-heading"
    )
    found: list[dict[str, str]] = [{}, {}]
    place = 0
    for one in section:
        place = 1 if one.tag == f"{HTML}h3" else place
        for item in one.iter(f"{HTML}li"):
            link = next(item.iter(f"{HTML}a"))
            found[place][text_of(item)] = link.get("href") or ""
    return found[0], found[1]


def has(found: dict[str, str], text: str) -> bool:
    """Whether something with a text waits."""
    return any(text in one for one in found)


def asked(table: Table) -> None:
    """Ask alba for an answer of each kind."""
    good(
        table,
        act(LEAD, "table_proposal", name="d", to=["alba"], package={"truce": "short"}, deadline=LATER),
        act(LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "long", "crossings": 1}, deadline=LATER),
        act(LEAD, "open_bidding", name="b", more="alba", less="borea", question="How many?", deadline=LATER),
        act(LEAD, "sound", to="alba", question=QUESTION),
    )  # fmt: skip


def test_what_was_answered_unseen_waits_no_more_for_those_who_have_its_receipt(table: Table) -> None:
    asked(table)
    assert has(waits("alba:head")[0], "Yes or no")
    assert has(waits("alba:head")[0], "A blind bid: How many?")
    borea = reader("borea:head").get(OVERVIEW).normalised
    good(
        table,
        act("alba:mandator", "give_mandate", mandate="room", text="Some room."),
        act("alba:head", "answer_final", final="f1", yes=False),
        act("alba:head", "bid", bidding="b1", value=3),
    )
    for actor in ("alba:head", "alba:mandator"):
        mine, others = waits(actor)
        assert not has(mine | others, "Yes or no"), actor
        assert not has(mine | others, "A blind bid"), actor
    # The mediators know of no answer before all are in; the other side is still asked.
    assert has(waits(LEAD)[0], "Yes or no")
    assert reader("borea:head").get(OVERVIEW).normalised == borea


def test_mediators_read_that_they_entered_an_answer_themselves(table: Table) -> None:
    asked(table)
    good(table, act(LEAD, "answer_final", final="f1", yes=False, entered_for="alba", meeting="Valletta"))
    mine = waits("mediator:co")[0]
    assert not has(mine, "Yes or no")
    assert has(mine, "A blind bid")


def test_nothing_waits_when_the_case_is_closed(table: Table) -> None:
    asked(table)
    good(table, act(LEAD, "close_case"))
    for actor in (LEAD, "alba:head", "alba:adviser"):
        assert waits(actor) == ({}, {}), actor


def test_who_cannot_bind_reads_whose_turn_it_is(table: Table) -> None:
    asked(table)
    for actor in ("alba:adviser", "alba:member"):
        mine, others = waits(actor)
        assert not mine, (actor, mine)
        for text in ("An answer to proposal", "Yes or no", "A blind bid", QUESTION):
            assert any(text in one and "It is the turn of Head and Mandator." in one for one in others), (
                actor,
                text,
            )
        sheet = reader(actor).get(OVERVIEW).main
        assert "Nothing waits for you." in sheet
    mine, others = waits("alba:mandator")
    assert has(mine, "An answer to proposal")
    assert not others


def test_what_was_referred_home_waits_there(table: Table) -> None:
    asked(table)
    refer = act("alba:head", "answer_proposal", proposal="p1", answer="refer", version=1)
    good(table, refer)
    for actor, address in (
        ("alba:head", "/cases/main/home/questions"),
        (LEAD, "/cases/main/parties/1/questions"),
        ("mediator:co", "/cases/main/parties/1/questions"),
    ):
        mine, _others = waits(actor)
        assert not has(mine, "An answer to proposal p1"), actor
        assert [link for text, link in mine.items() if "Approval at home of proposal p1" in text] == [
            address
        ], actor
    assert has(waits("alba:adviser")[1], "Approval at home of proposal p1")


def test_what_was_accepted_for_those_at_home_waits_for_them_and_then_for_initials(table: Table) -> None:
    asked(table)
    good(table, act("alba:head", "answer_proposal", proposal="p1", answer="accept", version=1))
    assert has(waits("alba:head")[0], "Approval at home of proposal p1")
    assert not has(waits("alba:head")[0], "Initials")
    good(
        table,
        act("alba:mandator", "put_question", question="q", body="cabinet", text="Shall we?", proposal="p1"),
        act("alba:voter", "vote", question="q", vote="for"),
        act("alba:head", "vote", question="q", vote="for"),
        act("alba:head", "close_vote", question="q"),
    )
    mine, _others = waits("alba:head")
    assert not has(mine, "Approval at home"), mine
    assert has(mine, "Initials under proposal p1")
    assert has(waits("alba:member")[1], "Initials under proposal p1")
    good(table, act("alba:head", "initial", proposal="p1", version=1))
    assert not has(waits("alba:head")[0], "proposal p1")


def test_mandates_that_end_rounds_that_begin_and_questions_that_are_open(table: Table) -> None:
    good(
        table,
        act("alba:mandator", "give_mandate", mandate="room-to-talk", text="Some.", expires="2031-03-04T09:00:00Z"),
        act("alba:mandator", "give_mandate", mandate="next-year", text="Some.", expires="2032-03-04T09:00:00Z"),
        act("alba:head", "put_question", question="q", body="cabinet", text="Shall we go?", deadline=LATER),
        act(LEAD, "plan_round", round="one", name="Round one", venue="Valletta", format="indirect", starts_on="2031-03-09"),
    )  # fmt: skip
    mine, _others = waits("alba:mandator")
    assert [link for text, link in mine.items() if "A mandate ends soon: Room to talk" in text] == [
        "/cases/main/home/mandate"
    ]
    assert not has(mine, "Next year")
    assert has(mine, "A decision at home: Shall we go?")
    assert has(waits("alba:head")[0], "Your vote: Shall we go?")
    assert has(waits("alba:head")[1], "A mandate ends soon: Room to talk")
    assert "It is the turn of Mandator." in str(waits("alba:head")[1])
    for actor in ("alba:adviser", LEAD, "mediator:far", "borea:member"):
        mine, others = waits(actor)
        assert any("Round one begins, in Valletta" in one and "on 9 March 2031" in one for one in mine), actor
        # What is kept at home is told to nobody else.
        assert not has(mine | others, "Room to talk"), actor
        assert not has(mine | others, "Shall we go?"), actor
    assert has(waits("alba:voter")[0], "Your vote: Shall we go?")
    texts = "\n".join(waits("alba:mandator")[0])
    places = [texts.index(one) for one in ("ends soon", "A decision", "begins", "An answer to the agenda")]
    assert places == sorted(places)


def test_a_party_that_has_left_waits_for_nothing(table: Table) -> None:
    asked(table)
    good(table, act("alba:mandator", "put_question", question="q", body="cabinet", text="Shall we go?"))
    good(table, act("alba:head", "withdraw_party"))
    for actor in ("alba:head", "alba:adviser", "alba:mandator", "alba:voter"):
        assert waits(actor) == ({}, {}), actor
    assert not has(waits("mediator:co")[0], "crossings")
    assert not [one for one in waits(LEAD)[0] if one.startswith("alba")]


def test_what_is_new_in_the_record_is_told_to_those_who_see_it(table: Table) -> None:
    begun(table)
    lead = reader(LEAD)
    first = lead.get(OVERVIEW)
    assert "4 statements" in first.main
    assert "2 positions moved" in first.main, (
        "on the issue, alba and borea have each a stand where they had none"
    )
    assert has(_lists(first)[0], "8 suggestions for the record wait for review")
    seen = lead.send(first, "seen")
    assert "The record since you last looked" not in seen.main
    assert has(_lists(seen)[0], "8 suggestions for the record wait for review")
    stand = {"id": "p4", "party": "borea", "issue": "truce", "stand": "offers", "on": "2031-02-26", "options": ["short"],
             "statements": ["x9"], "reader": RECORD["positions"][0]["reader"]}  # fmt: skip
    same = {**stand, "id": "p5", "party": "alba", "stand": "offers"}
    good(table, act(LEAD, "grow_record", statements=[statement(9, "a short one")], positions=[stand, same]))
    again = lead.get(OVERVIEW)
    assert "1 statement" in again.main
    assert "1 position moved" in again.main, "alba offers what it offered before"
    link = next(one for one in again.links() if one.startswith("/cases/main/positions?since="))
    assert "What moved since 25 February 2031" in lead.get(link).main
    assert "/cases/main/record?is=suggested" in again.links()


def test_nobody_else_reads_anything_of_the_record(table: Table) -> None:
    people = [
        reader(one) for one in ("mediator:co", "mediator:far", "alba:head", "borea:voter", "observer:un")
    ]
    before = [person.get(OVERVIEW).normalised for person in people]
    begun(table)
    assert [person.get(OVERVIEW).normalised for person in people] == before


def test_who_reads_of_themselves_reads_it_in_their_own_person(table: Table) -> None:
    good(table, act(LEAD, "change_share", mediator="mediator:co", share=["alba", "cora"]))
    assert "You joined the mediation." in reader("mediator:co").get("/cases/main/timeline").main
    lead = reader(LEAD).get("/cases/main/timeline").main
    assert "Co, mediator now mediates with: alba and cora." in lead
    assert "you mediates" not in lead
    assert "you joined" not in lead
