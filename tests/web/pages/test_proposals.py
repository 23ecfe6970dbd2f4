"""Proposals: tabled, answered, revised, initialled, agreed; what is answered unseen stays unseen."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from goodoffices.agreement.text.brackets import bracketed, meant, pieces
from goodoffices.model.agreement import Terms
from goodoffices.services.keeping import purge
from goodoffices.web.project import House
from goodoffices.web.proposals.clauses import clauses_of, ties
from tests.talks.proposing import good
from tests.talks.table import LEAD, TERMS, Table, act
from tests.web.conftest import spoken_for
from tests.web.reading import Reader, Sheet, reader

ALL, OWN, NEW = "/cases/main/proposals", "/cases/main/proposals/own", "/cases/main/proposals/new"
OF_ALBA, OF_BOREA = f"{ALL}/1/p1", f"{ALL}/2/p1"
LATER = "2031-06-01T12:00"
TEXT = "The truce is [short] [long].\n\nNobody is [harmed]."


def draft(**more: Any) -> dict[str, Any]:
    return act(
        LEAD,
        "table_proposal",
        **({"name": "draft", "to": ["alba", "borea", "cora"], "package": {"truce": "short"}} | more),
    )


def mandate(**more: Any) -> dict[str, Any]:
    given = {"mandate": "talks", "requires": {"issue": "truce", "at_least": "long"}, "shown": True}
    return act("alba:mandator", "give_mandate", **(given | more))


def answer(person: Reader, path: str, name: str = "answer-p1", **fields: Any) -> Sheet:
    return person.send(person.get(path), name, **fields)


# ---------------------------------------------------------------------------------- texts


def test_brackets_are_found_and_what_they_mean_is_guessed(table: Table) -> None:
    truce, crossings = (reader_issue(table, name) for name in ("truce", "crossings"))
    assert [piece.open for piece in pieces("a [b] c [d]")] == [False, True, False, True]
    assert bracketed("no [] and [open and [x] y] [z\n]") == ["x"]
    assert (meant("Short", truce), meant("lo", truce), meant("o", truce)) == ("short", "long", None)
    assert (
        meant("3", crossings),
        meant("3.5", crossings),
        meant("9", crossings),
        meant("nan", crossings),
    ) == (3, None, None, None)
    issues = {"truce": truce, "crossings": crossings}
    found = ties(TEXT, issues)
    assert [(tie.name, tie.guess) for tie in found] == [
        ("tie-1-1", "truce=short"),
        ("tie-1-2", "truce=long"),
        ("tie-2-1", ""),
    ]
    made, wrong = clauses_of(TEXT, {tie.name: tie.guess for tie in found}, issues)
    assert wrong == 0
    assert made[0] == {
        "id": "c1",
        "text": "The truce is [short] [long].",
        "issue": "truce",
        "options": ["short", "long"],
    }
    assert clauses_of(TEXT, {"tie-1-1": "truce=short", "tie-1-2": "crossings=3"}, issues)[1] == 1
    assert clauses_of(TEXT, {"tie-1-1": "truce=short"}, issues)[1] == 1


def reader_issue(table: Table, name: str) -> Any:
    room = House.room("main")
    assert room is not None
    assert table.clock
    return room.looks.at(room.talks.standing(LEAD)).lens.case.issues[name]


# ---------------------------------------------------------------------------------- tabling


def test_a_proposal_with_clauses_is_tabled_in_two_steps_without_a_script(table: Table) -> None:
    lunn = reader(LEAD)
    begun = lunn.get(NEW)
    given: dict[str, Any] = {
        "to": ["alba", "borea"],
        "name": "First Draft",
        "clauses": TEXT,
        begun.field_of("table", "truce"): "short",
        "deadline": LATER,
    }
    step = lunn.send(begun, "table", **given)
    assert step.status == 422
    assert "Say below what each bracket stands for" in step.main
    assert step.form("table")["table-tie-1-1"] == "truce=short"
    assert "First Draft" not in reader("alba:head").get(OWN).text
    # Brackets that are written anew are asked for anew; what was said of the others holds.
    moved = lunn.send(step, "table", **given | {"clauses": f"At once, [now].\n\n{TEXT}", "tie-2-1": ""})
    assert moved.status == 422
    assert moved.form("table")["table-tie-2-1"] == "truce=short"
    seen = lunn.send(moved, "table", button="preview", to=["alba", "borea"])
    assert seen.status == 200
    assert "alba and borea will read:" in seen.main
    done = lunn.send(seen, "table", to=["alba", "borea"])
    assert "It is on the table." in done.main
    assert "first-draft" in done.main
    for actor, path in (("alba:adviser", OF_ALBA), ("borea:head", OF_BOREA)):
        page = reader(actor).get(path)
        assert "truce: short / long" in " ".join(page.main.split())
        assert page.text.count('class="bracket"') == 4
        assert "first-draft" not in page.text
    assert reader("mediator:far").get(OF_ALBA).status == 404
    # Twice the same is once; the name is taken for another.
    assert lunn.send(seen, "table", to=["alba", "borea"]).status == 200
    assert "p2" not in reader("alba:head").get(OWN).main
    taken = lunn.send(lunn.get(NEW), "table", to=["alba", "borea"], name="First draft", text="Other.")
    assert (taken.status, "another name" in taken.main, taken.form("table")["table-text"]) == (
        422,
        True,
        "Other.",
    )
    assert table.clock


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "A word."}, "Fill this in."),
        ({"to": ["alba"]}, "a proposal has a package, a text, clauses or terms"),
        ({"to": ["alba"], "text": "A word.", "deadline": "2020-01-01T00:00"}, "over already"),
        ({"to": ["alba"], "text": "A word.", "name": "🕊️ \u202e"}, "letters from a to z"),
        ({"to": ["alba"], "text": "x" * 30_000}, "too long"),
        ({"to": ["alba"], "crossings": "77"}, "5"),
        ({"to": ["nobody"], "text": "A word."}, "choose again"),
        ({"to": ["alba"], "text": "A word.", "deadline": "tomorrow"}, "cannot be read"),
    ],
    ids=["to", "empty", "late", "name", "long", "number", "party", "day"],
)  # fmt: skip
def test_what_is_wrong_with_a_proposal_is_said_and_kept(
    table: Table, fields: dict[str, Any], said: str
) -> None:
    lunn = reader(LEAD)
    page = lunn.get(NEW)
    sent = {
        page.field_of("table", name) if name == "crossings" else name: value for name, value in fields.items()
    }
    sheet = lunn.send(page, "table", **sent)
    assert sheet.status == 422
    assert said in sheet.main.replace("A proposal", "a proposal")
    if "text" in fields:
        assert sheet.form("table")["table-text"] == fields["text"]
    assert "p1" not in reader("alba:head").get(OWN).main
    assert table.clock


def test_odd_words_stay_words_in_a_proposal(table: Table) -> None:
    odd = "<script>alert(1)</script> \u202e [<b>] {{ 7 * 7 }} '; DROP TABLE x; -- %(name)s"
    good(
        table,
        draft(text=odd, clauses=[{"id": "c1", "text": odd}]),
        act("alba:head", "answer_proposal", proposal="p1", answer="accept_if", condition=odd, text=odd),
    )
    good(table, act(LEAD, "revise_proposal", name="draft", to=["alba", "borea", "cora"], text=odd + " new"))
    for actor, path in (
        (LEAD, OF_ALBA),
        (LEAD, ALL),
        ("alba:head", OF_ALBA),
        ("alba:head", OWN),
        (LEAD, f"{OF_ALBA}/revise"),
    ):
        sheet = reader(actor).get(path)
        assert sheet.status == 200
        assert "<script>alert" not in sheet.text
        assert "{{ 7 * 7 }}" in sheet.text


# ---------------------------------------------------------------------------------- answering


def test_a_delegation_reads_and_answers_and_only_its_mediators_learn_of_it(table: Table) -> None:
    good(table, draft(deadline=f"{LATER}:00Z"))
    borea, far = reader("borea:head"), reader("mediator:far")
    before = [one.get(path).normalised for one in (borea, far) for path in (OF_BOREA,)]
    member = reader("alba:member").get(OF_ALBA)
    assert "answer-p1" not in member.forms()
    assert "The head of the delegation or its mandator answers." in member.main
    head = reader("alba:head")
    page = head.get(OF_ALBA)
    assert "days left" in page.main
    assert "No mandate is in force" in page.main
    empty = head.send(page, "answer-p1", answer="accept_if", text="Perhaps.")
    assert (empty.status, "Say on which condition." in empty.main) == (422, True)
    assert empty.form("answer-p1")["answer-p1-text"] == "Perhaps."
    nothing = head.send(page, "answer-p1", answer="counter")
    assert (nothing.status, "what you propose instead" in nothing.main) == (422, True)
    other = {page.field_of("answer-p1", "truce"): "long", page.field_of("answer-p1", "crossings"): "4"}
    done = head.send(page, "answer-p1", answer="counter", **other, text="Longer.")
    assert done.status == 200
    assert "The answer is in the channel." in done.main
    assert "answer-p1" not in done.forms()
    twice = head.send(page, "answer-p1", answer="counter", **other, text="Longer.")
    assert (twice.status, twice.main.count("Longer.")) == (200, done.main.count("Longer."))
    for actor in (LEAD, "mediator:co"):
        words = " ".join(reader(actor).get(OF_ALBA).main.split())
        assert "differs: long" in words
        assert "Longer." in words
    assert "countered" in reader(LEAD).get(ALL).main
    assert [one.get(path).normalised for one in (borea, far) for path in (OF_BOREA,)] == before


def test_who_is_beyond_the_mandate_is_told_before_they_answer(table: Table) -> None:
    good(table, draft(), mandate())
    page = reader("alba:head").get(OF_ALBA)
    assert "This is beyond the mandate" in page.main
    assert "truce" in page.main
    assert 'value="accept"' not in page.text
    assert 'value="refer"' in page.text
    assert "This is beyond the mandate" in reader("mediator:co").get(OF_ALBA).main
    assert "mandate" not in reader("alba:member").get(OF_ALBA).main.replace("mandator", "")
    other = {page.field_of("answer-p1", "truce"): "none"}
    beyond = answer(reader("alba:head"), OF_ALBA, answer="counter", **other)
    assert (beyond.status, "beyond the mandate" in beyond.main) == (422, True)
    assert "referred home" in answer(reader("alba:head"), OF_ALBA, answer="refer").main
    assert "mandate" not in reader("borea:head").get(OF_BOREA).main.replace(
        "No mandate is in force", ""
    ).replace("mandator", "")


def test_an_answer_is_to_the_version_that_was_read(table: Table) -> None:
    good(table, draft(), mandate(requires=None))
    head = reader("alba:head")
    first = head.get(OF_ALBA)
    good(
        table,
        act(
            LEAD,
            "revise_proposal",
            name="draft",
            to=["alba", "borea", "cora"],
            package={"truce": "long"},
            text="Longer",
        ),
    )
    late = head.send(first, "answer-p1", answer="accept", text="Gladly.")
    assert late.status == 422
    assert "This is version 2 now." in late.main
    assert late.form("answer-p1")["answer-p1-text"] == "Gladly."
    done = head.send(late, "answer-p1", answer="accept", text="Gladly.")
    assert done.status == 200
    assert "initial-p1" in done.forms()
    stale = done
    good(
        table,
        act(
            LEAD,
            "revise_proposal",
            name="draft",
            to=["alba", "borea", "cora"],
            package={"truce": "long"},
            text="Longest",
        ),
    )
    assert head.send(stale, "initial-p1").status == 422
    compared_page = head.get(f"{OF_ALBA}?from=1&to=3")
    assert "<ins>" in compared_page.text
    assert "put in: Longest" in " ".join(compared_page.main.split())
    for odd in ("?from=9&to=1", "?from=x&to=-1", "?from=2&to=2", "?from=99999999999999999999"):
        assert head.get(OF_ALBA + odd).status == 200


def test_a_revision_starts_from_what_is_tabled_and_shows_what_is_different(table: Table) -> None:
    clauses = [
        {"id": "c1", "text": "The truce is [short] [long].", "issue": "truce", "options": ["short", "long"]},
        {"id": "c2", "text": "It begins at dawn."},
    ]
    good(table, draft(clauses=clauses, text="As agreed.", terms=TERMS))
    lunn, path = reader(LEAD), f"{OF_ALBA}/revise"
    page, begun = lunn.get(path), lunn.get(path)
    sent = page.form("revise-1-p1")
    assert sent["revise-1-p1-clauses"] == "The truce is [short] [long].\n\nIt begins at dawn."
    truce = page.field_of("revise-1-p1", "truce")
    assert (sent[f"revise-1-p1-{truce}"], sent["revise-1-p1-tie-1-2"], sent["revise-1-p1-base"]) == (
        "short",
        "truce=long",
        "1",
    )
    fields = {"clauses": "A word before.\r\n\r\nThe truce is long.\r\n\r\nIt begins at dawn, or at noon."}
    seen = lunn.send(page, "revise-1-p1", button="preview", **fields)
    words = " ".join(seen.main.split())
    assert seen.status == 200
    assert "taken out: [short] [long]" in words
    assert "put in: , or at noon" in words
    done = lunn.send(seen, "revise-1-p1")
    assert "The new version is on the table." in done.main
    assert done.path == OF_ALBA
    room = House.room("main")
    assert room is not None
    now = room.looks.at(room.talks.standing(LEAD)).lens.channel("alba").proposals["p1"]
    assert [clause.id for clause in now.clauses] == ["c3", "c1", "c2"]
    assert now.terms == msgspec.convert(TERMS, Terms)
    # Somebody who had begun before is told, and what they wrote is there.
    assert lunn.send(seen, "revise-1-p1").status == 200
    late = lunn.send(begun, "revise-1-p1", text="Mine.")
    assert late.status == 422
    assert "Version 2 was tabled meanwhile." in late.main
    assert late.form("revise-1-p1")["revise-1-p1-text"] == "Mine."
    assert lunn.send(late, "revise-1-p1", text="Mine.").status == 200
    for actor in ("mediator:co", "alba:head", "mediator:far"):
        assert reader(actor).get(path).status == 404


@spoken_for("cora")
def test_from_acceptance_to_agreement_and_withdrawal(table: Table) -> None:
    given = [act(f"{party}:mandator", "give_mandate", mandate="talks") for party in ("alba", "borea")]
    good(table, draft(), draft(name="other"), *given)
    lunn = reader(LEAD)
    assert "It can be declared when every party has initialled" in lunn.get(OF_ALBA).main
    # Cora never signs in: what it said is entered, with the meeting at which it did.
    entered = answer(lunn, OF_ALBA, "answer-3-p1", answer="accept", meeting="On the phone")
    assert "waits for approval at home" in entered.main
    assert "On the phone" in entered.main
    again = [act(LEAD, "give_mandate", mandate="talks", entered_for="cora", meeting="x")]
    again.append(
        act(LEAD, "revise_proposal", name="draft", to=["alba", "borea", "cora"], package={"truce": "long"})
    )
    good(table, *again)
    for party, path in (("alba", OF_ALBA), ("borea", OF_BOREA)):
        head = reader(f"{party}:head")
        assert "initial-p1" in answer(head, path, answer="accept").forms()
        assert "It is initialled." in answer(head, path, "initial-p1").main
    assert "agreement-1-p1" not in lunn.get(OF_ALBA).forms()
    answer(lunn, OF_ALBA, "answer-3-p1", answer="accept", meeting="On the phone")
    page = answer(lunn, OF_ALBA, "initial-3-p1", meeting="By courier")
    assert "By courier" in page.main
    assert "agreement-1-p1" not in reader("mediator:co").get(OF_ALBA).forms()
    done = lunn.send(page, "agreement-1-p1", text="Signed in Venn.")
    assert "There is an agreement." in done.main
    gone = lunn.send(lunn.get(f"{ALL}/1/p2"), "withdraw-1-p2", reason="No longer needed.")
    assert "It is off the table." in gone.main
    assert "No longer needed." in reader("alba:head").get(f"{ALL}/1/p2").main
    assert "No longer needed." in reader("borea:head").get(f"{ALL}/2/p2").main


# ---------------------------------------------------------------------------------- unseen


def test_yes_or_no_is_given_once_and_only_the_receipt_shows(table: Table) -> None:
    lunn = reader(LEAD)
    page = lunn.get(f"{ALL}/final")
    assert "Not used" in page.main
    none = lunn.send(page, "final", to=["alba", "borea"], deadline=LATER)
    assert (none.status, "is a package" in none.main) == (422, True)
    package = {page.field_of("final", "truce"): "short"}
    done = lunn.send(page, "final", to=["alba", "borea"], deadline=LATER, **package)
    assert "The result is known at the deadline" in done.main
    assert "Used 1 time" in lunn.get(f"{ALL}/final").main
    again = lunn.send(lunn.get(f"{ALL}/final"), "final", to=["alba", "cora"], deadline=LATER, **package)
    assert (again.status, "no second try" in again.main) == (422, True)
    mediators = [reader(actor).get(ALL).normalised for actor in (LEAD, "mediator:co")]
    borea = reader("borea:head").get(OWN).normalised
    head, member = reader("alba:head"), reader("alba:member")
    assert "final-f1" not in member.get(OWN).forms()
    form = head.get(OWN)
    assert "Silence is no." in form.main
    taken = head.send(form, "final-f1", yes="yes")
    assert "Your answer was taken." in taken.main
    assert "final-f1" not in taken.forms()
    # A second press is the same act; a second answer is none.
    assert head.send(form, "final-f1", yes="yes").status == 200
    assert head.send(form, "final-f1", yes="no").status == 422
    assert "Your answer was taken." in member.get(OWN).main
    assert [reader(actor).get(ALL).normalised for actor in (LEAD, "mediator:co")] == mediators
    assert reader("borea:head").get(OWN).normalised == borea
    # What is entered leaves its receipt, and no answer; a yes a party that acts itself says itself.
    refused = lunn.send(lunn.get(ALL), "final-2-f1", yes="yes", meeting="Venn")
    assert (refused.status, "A yes it says itself" in refused.main) == (422, True)
    entered = lunn.send(lunn.get(ALL), "final-2-f1", yes="no", meeting="Venn")
    assert "Entered for borea; what it was, nobody sees." in entered.main
    assert "by you for borea, at: Venn" in " ".join(entered.main.split())
    assert "A mediator has entered an answer for you" in reader("borea:head").get(OWN).main
    assert "has entered" not in head.get(OWN).main
    assert table.clock


def test_the_result_is_one_word_for_all(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    good(
        table,
        act(
            LEAD,
            "table_final",
            name="f",
            to=["alba", "borea"],
            package={"truce": "short"},
            deadline=f"{LATER}:00Z",
        ),
    )
    head = reader("alba:head")
    head.send(head.get(OWN), "final-f1", yes="yes")
    room = House.room("main")
    assert room is not None
    import datetime as dt

    after = dt.datetime(2031, 6, 1, 12, 1, tzinfo=dt.UTC)
    monkeypatch.setattr(House, "now", lambda: after)
    room.talks.tick(after)
    for actor, path in (("alba:head", OWN), ("borea:head", OWN), (LEAD, ALL)):
        sheet = reader(actor).get(path)
        assert "not all said yes" in sheet.main
        assert not [one for one in sheet.forms() if one.startswith("final")]


def test_a_yes_beyond_the_mandate_is_not_offered(table: Table) -> None:
    good(
        table,
        mandate(),
        act(
            LEAD,
            "table_final",
            name="f",
            to=["alba", "borea"],
            package={"truce": "short"},
            deadline=f"{LATER}:00Z",
        ),
    )
    sheet = reader("alba:head").get(OWN)
    assert "This is beyond the mandate" in sheet.main
    form = sheet.text.partition('id="form-final-f1"')[2].partition("</form>")[0]
    assert 'value="yes"' not in form
    assert 'value="no"' in form


def test_bids_and_runs_are_asked_for_and_answered(table: Table) -> None:
    lunn, alba, borea = reader(LEAD), reader("alba:head"), reader("borea:head")
    page = lunn.get(f"{ALL}/bidding")
    same = lunn.send(page, "bidding", more="alba", less="alba", question="How many?", deadline=LATER)
    assert (same.status, "two different parties" in same.main) == (422, True)
    lunn.send(
        page,
        "bidding",
        more="alba",
        less="borea",
        question="How many?",
        issue="crossings",
        unit="roads",
        deadline=LATER,
    )
    assert "You are the one who wants more." in alba.get(OWN).main
    assert "You are the one who wants less." in borea.get(OWN).main
    before = borea.get(OWN).normalised, lunn.get(ALL).normalised
    form = alba.get(OWN)
    for odd in ("", "many", "nan", "inf", "1e400"):
        assert alba.send(form, "bid-b1", value=odd).status == 422, odd
    half = alba.send(form, "bid-b1", value="3.5")
    assert (half.status, "is a whole number from 0 to 5" in half.main) == (422, True)
    assert "Your answer was taken." in alba.send(form, "bid-b1", value="3").main
    assert (borea.get(OWN).normalised, lunn.get(ALL).normalised) == before
    entered = lunn.send(lunn.get(ALL), "bid-2-b1", value="5", meeting="Venn")
    assert "Entered for borea" in entered.main
    run = lunn.send(lunn.get(f"{ALL}/run"), "open-run", to=["alba", "borea"], purpose="To see.")
    assert "waits for consent" in run.main
    assert "To see." in alba.get("/cases/main/channel").main
    assert "To see." not in reader("observer:un").get("/cases/main/").text
    assert table.clock


def test_a_mediator_of_one_channel_sees_that_one_alone(table: Table) -> None:
    good(table, draft(), act("borea:head", "answer_proposal", proposal="p1", answer="reject", text="Never."))
    co = reader("mediator:co")
    for path in (ALL, OF_ALBA):
        sheet = co.get(path)
        assert "borea" not in sheet.text
        assert "draft" not in sheet.main
        assert "Never." not in sheet.text
    assert "It was tabled in more channels than you share" in co.get(OF_ALBA).main
    assert "Never." in reader(LEAD).get(OF_ALBA).main
    assert {"withdraw-1-p1", "agreement-1-p1"}.isdisjoint(co.get(OF_ALBA).forms())
    assert "answer-1-p1" in co.get(OF_ALBA).forms()


def test_what_was_destroyed_is_gone_from_the_pages_of_mediators(table: Table) -> None:
    good(
        table,
        draft(),
        act("alba:head", "say", text="In confidence.", mark="relay_substance"),
        act(LEAD, "tell", to=["borea"], text="Good day."),
    )
    lunn = reader(LEAD)
    assert "In confidence." in lunn.get("/cases/main/channels/1").main
    room = House.room("main")
    assert room is not None
    purge(room.case, "alba")
    for path in (
        "/cases/main/channels",
        "/cases/main/channels/1",
        "/cases/main/channels?relay=1-m1",
        ALL,
        f"{ALL}/2/p1",
        NEW,
    ):
        sheet = lunn.get(path)
        assert sheet.status == 200, path
        assert "In confidence." not in sheet.text
    assert lunn.get(OF_ALBA).status == 404
    # Neither is it kept in memory beyond the key.
    assert "In confidence." not in str(room.stories._kept)
    assert "Good day." in lunn.get("/cases/main/channels").main
