"""The delegation's notes and receipts: for itself alone."""

from __future__ import annotations

from goodoffices.talks.streams import Stream
from tests.talks.table import LEAD, Table, act
from tests.web.reading import reader

PATH = "/cases/main/home/room"


def test_notes_are_read_by_the_delegation_alone(table: Table) -> None:
    watched = {
        "borea:member": PATH,
        "mediator:lunn": "/cases/main/rounds",
        "mediator:co": "/cases/main/parties/1/mandate",
    }
    people = {who: reader(who) for who in watched}
    before = {who: people[who].get(path).normalised for who, path in watched.items()}
    member = reader("alba:member")
    text = "forty is <i>firm</i> \u202e😶\nand a second line"
    sheet = member.send(member.get(PATH), "note", text=text)
    assert "Your delegation sees the note." in sheet.main
    assert "forty is <i>firm</i> \u202e😶" in reader("alba:adviser").get(PATH).main
    assert {who: people[who].get(path).normalised for who, path in watched.items()} == before
    for who in ("alba:voter", "mediator:lunn", "observer:un"):
        assert reader(who).get(PATH).status == 404
    for wrong in ("", "x" * 30_000):
        sheet = member.send(member.get(PATH), "note", text=wrong)
        assert sheet.status == 422
        assert sheet.form("note")["note-text"] == wrong
    assert len(table.talks.history.load(Stream("room", "alba")).state.notes) == 1  # type: ignore[union-attr]  # a room


def test_many_notes_stand_on_pages_and_receipts_say_that_and_never_what(table: Table) -> None:
    acts = [act("alba:head", "note", text=f"note number {number}") for number in range(1, 61)]
    final = act(
        LEAD,
        "table_final",
        name="f",
        to=["alba", "borea"],
        package={"truce": "long"},
        deadline="2031-06-01T00:00:00Z",
    )
    assert not table.play([*acts, final, act("alba:head", "answer_final", final="f1", yes=False)]).refused
    adviser = reader("alba:adviser")
    sheet = adviser.get(PATH)
    assert "note number 60" in sheet.main
    assert "note number 10" not in sheet.main
    assert "note number 10" in adviser.get(f"{PATH}?from=50").main
    for broken in ("-1", "9" * 40, "x", "600"):
        assert "note number 60" in adviser.get(f"{PATH}?from={broken}").main
    assert "Your answer to the mediators' proposal f1 was taken." in sheet.main
    receipt = sheet.main.split("Receipts")[1]
    assert "yes" not in receipt
    assert "not all" not in receipt
