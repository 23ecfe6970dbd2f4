"""Who mediates at a table of a class: drafts, what the sides reply to whom, and what is told beforehand."""

from __future__ import annotations

from tests.talks.table import Table
from tests.web.pages.class_table import FAIR, come_in, form_like, link, opened, seated


def test_somebody_mediates_by_drafts_until_all_say_yes(table: Table) -> None:
    teacher, place, (one, other, mediator) = seated("drafts", 3)
    path = f"{place}table"
    assert "the mediator" in teacher.get(f"{place}class").main
    begun = mediator.get(path)
    assert "Lay a draft before the sides" in begun.main
    assert "Nothing: what the sides want" not in begun.main, (
        "the exercise says that the mediator is told everything"
    )
    assert begun.main.count("What it wants, as you were told:") == 2
    assert "The others are asked now" in one.get(path).main
    issues = dict.fromkeys(FAIR, "0")
    laid = mediator.send(begun, form_like(begun, "draft-"), **issues)
    assert "Your draft lies before all sides." in laid.main
    before = other.get(path).normalised
    # who said what is told to the one who mediates, and to nobody else
    mine = one.get(path)
    assert "Who mediates at your table hears your answer" in mine.main
    said = one.send(mine, form_like(mine, "answer-"), answered="no")
    assert "the other sides do not see it" in said.main
    assert other.get(path).normalised == before
    theirs = other.get(path)
    other.send(theirs, form_like(theirs, "answer-"), answered="no")
    for person in (one, other):
        sheet = person.get(path)
        # what cannot be is not among the changes: an open road is watched
        changes = [
            name in sheet.text for name in ("The road over the pass: convoys", "The road over the pass: open")
        ]
        assert changes == [True, False]
        change = {"change-1": "0"} if person is one else {}
        assert person.send(sheet, form_like(sheet, "answer-"), **change).status == 200
    heard = mediator.get(path)
    assert (heard.main.count("says no"), heard.main.count("instead of")) == (2, 1)
    assert "It would change nothing." in heard.main
    assert "says no" not in one.get(path).main + other.get(path).main
    mediator.send(heard, form_like(heard, "draft-"), **FAIR)
    for person in (one, other):
        sheet = person.get(path)
        person.send(sheet, form_like(sheet, "answer-"), answered="yes")
    assert all("Agreement in round 2." in person.get(path).main for person in (one, other, mediator))
    watched = teacher.get(f"{place}class/tables/1").main
    assert "Learner 3" in watched
    teacher.send(teacher.get(f"{place}class"), "end")
    rows = teacher.client.get(f"{place}class/results/results.csv").content.decode("utf-8-sig").splitlines()
    assert "people: mediator" in rows[0]
    assert "Learner 3" in rows[1]
    teacher.send(teacher.get(f"{place}class"), "debrief", named="on")
    assert "Learner 3" in one.get(f"{place}debrief").main
    assert table.clock


def test_who_mediates_and_was_told_nothing_reads_what_holds_for_all(table: Table) -> None:
    teacher, place = opened("drafts", told="nothing")
    token, path = link(teacher, place), f"{place}table"
    _one, _other, mediator = (come_in(token, name) for name in ("One", "Two", "Three"))
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    teacher.send(teacher.get(f"{place}class"), "begin")
    sheet = mediator.get(path)
    told = sheet.main.partition("What you were told beforehand")[2]
    assert "an open road is watched" in told
    assert "Its limits" not in told
    # an open road that nobody watches cannot be laid before anybody
    laid = mediator.send(sheet, form_like(sheet, "draft-"), **dict.fromkeys(FAIR, "0") | {"issue-4": "2"})
    assert (laid.status, "this cannot be: “an open road is watched”" in laid.main) == (422, True)
    assert table.clock


def test_who_mediates_ends_talks_that_lead_nowhere(table: Table) -> None:
    _teacher, place, (one, _other, mediator) = seated("drafts", 3)
    sheet = mediator.get(f"{place}table")
    unsure = mediator.send(sheet, form_like(sheet, "walk-"))
    assert unsure.status == 422
    mediator.send(unsure, form_like(unsure, "walk-"), sure="on")
    assert "Who mediates ended the talks" in one.get(f"{place}table").main
    assert table.clock


def test_who_mediates_reads_every_draft_and_those_who_mediate_with_them_too(table: Table) -> None:
    teacher, place = opened("drafts")
    token, path = link(teacher, place), f"{place}table"
    one, mediator, mate = (come_in(token, name) for name in ("One", "Two", "Three"))
    for number in (2, 3):
        sheet = teacher.get(f"{place}class")
        teacher.send(sheet, f"seat-{number}", table="1", party="mediator")
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    teacher.send(teacher.get(f"{place}class"), "begin")
    late = mate.get(path)
    sheet = mediator.get(path)
    laid = mediator.send(sheet, form_like(sheet, "draft-"), **FAIR)
    # whoever has not laid it reads it as well, before anybody has answered
    for person in (mediator, mate):
        read = person.get(path).main
        assert ("Your draft Round 1" in read, "they answer your first draft" in read) == (True, False)
    assert mate.send(late, form_like(late, "draft-"), **FAIR).status == 409
    assert laid.status == 200
    assert "Let a program go on for the mediator" in teacher.get(f"{place}class/tables/1").text
    # a draft of the program that goes on is none of theirs
    answers = one.get(path)
    one.send(answers, form_like(answers, "answer-"), answered="no")
    teacher.send(teacher.get(f"{place}class/tables/1"), "hand-3")
    answers = one.get(path)
    one.send(answers, form_like(answers, "answer-"))
    read = mediator.get(path).main
    assert "the mediator Round 2" in read
    assert ("A program goes on for those who sat here" in read, "The sides are asked" in read) == (
        True,
        False,
    )
    assert read.count("Your draft Round") == 1
    teacher.send(teacher.get(f"{place}class"), "end")
    assert "is asked since" not in teacher.get(f"{place}class/tables/1").main
    assert table.clock
