"""The record reviewed: without scripts, exactly in its place, by those alone who share all channels."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from goodoffices.model.reviewing import current, merges
from goodoffices.services.dossiers import Place
from goodoffices.services.growing import review
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.conftest import CAST
from tests.web.pages.record_table import MARKED, REPORT, begun, case_of, place, verdicts
from tests.web.reading import Reader, Sheet, reader

RECORD = "/cases/main/record"
PATHS = (
    RECORD,
    f"{RECORD}/statements/1",
    f"{RECORD}/conflicts",
    f"{RECORD}/reading",
    "/cases/main/positions",
)
HOSTILE = (
    "<script>alert(1)</script>'; DROP TABLE events; -- {{ 7*7 }}{% raw %}&amp;",
    "\u202egnp.exe\u202d " + "🕊️👩‍👩‍👧‍👦" * 9 + "\u0627" * 99,
)


@pytest.fixture
def lunn(table: Table) -> Reader:
    begun(table)
    return reader(LEAD)


def heading(sheet: Sheet) -> str:
    found = next(one for one in sheet.tree.iter(f"{HTML}h2") if one.get("id") == "piece-heading")
    return text_of(found)


def lit(sheet: Sheet, kind: str) -> str:
    """Return what is lit as one kind in the report's text."""
    box = next(one for one in sheet.tree.iter(f"{HTML}div") if "report-text" in (one.get("class") or ""))
    marks = [one for one in box.iter(f"{HTML}mark") if f"is-{kind}" in (one.get("class") or "").split()]
    return "".join(one.text or "" for one in marks)


def test_a_review_without_scripts(lunn: Reader, table: Table) -> None:
    sheet = lunn.get(RECORD)
    assert "8 suggestions wait for review" in sheet.main
    assert heading(sheet).startswith("Statement 1")
    sheet = lunn.send(sheet, "accept-s1")
    assert "Accepted." in sheet.main
    assert heading(sheet).startswith("Statement 2")
    sheet = lunn.send(sheet, "reject-s2")
    assert heading(sheet).startswith("Statement 3")
    assert "6 suggestions wait" in sheet.main
    sheet = lunn.send(sheet, "back-s2")
    assert "Taken back." in sheet.main
    assert heading(sheet).startswith("Statement 2")
    wrong = lunn.send(sheet, "edit-s2", content="", speaker="Somebody else")
    assert (wrong.status, heading(wrong)[:11]) == (422, "Statement 2")
    assert "Fill this in." in wrong.main
    assert 'value="Somebody else"' in wrong.text
    said = {"content": "The truce will be long", "act": "plans", "on": "2031-02-19", "until": "2031-02-20"}
    done = lunn.send(
        wrong, "edit-s2", **said, **{"figure-1-value": "6", "figure-1-of": "weeks", "figure-1-bound": "about"}
    )
    assert "What had been suggested is kept beside it" in done.main
    assert "What was edited" in done.main
    assert verdicts(table) == [
        ("statement", "x1", "accepted"), ("statement", "x2", "rejected"), ("statement", "x2", "undone"),
        ("statement", "x2", "edited"),
    ]  # fmt: skip
    made = current(case_of(table)).statements_by_id["x2"]
    assert (made.content, made.speaker, made.act, made.reader) == (
        "The truce will be long",
        "Somebody else",
        "plans",
        "",
    )
    assert made.said_on == (dt.date(2031, 2, 19), dt.date(2031, 2, 20))
    assert [(one.value, one.of, one.bound) for one in made.figures] == [(6, "weeks", "about")]
    assert case_of(table).statements_by_id["x2"].content == "الهدنة ستكون طويلة"
    again = lunn.send(lunn.get(f"{RECORD}?is=all&at=s2"), "undo-s2")
    assert heading(again).startswith("Statement 2")
    assert current(case_of(table)).statements_by_id["x2"].reader


def test_what_is_sifted_is_what_is_asked_for(lunn: Reader) -> None:
    for query, names in {
        "kind=s": ["s1", "s2", "s3", "s4"], "kind=p&party=1": ["p1", "p3"], "act=denies": ["s3"], "source=2": ["s4", "c1"],
        "sure=low": ["s4", "c1"], "sure=middle": ["s2", "p1", "p3"], "issue=1&act=rejects": ["p2"], "is=own": [],
        "kind=zz&party=99&at=s999999": ["s1", "s2", "s3", "s4", "p1", "p2", "p3", "c1"],
    }.items():  # fmt: skip
        sheet = lunn.get(f"{RECORD}?{query}")
        found = re.findall(r'<bdi class="which-one">(\w+)</bdi>', sheet.text)
        assert found == names, query


def test_words_are_found_and_stand_in_no_address(lunn: Reader) -> None:
    sheet = lunn.send(lunn.get(RECORD), "find", words="freed")
    assert "2 pieces found for" in sheet.main
    assert "freed" not in sheet.query
    assert heading(sheet).startswith(("Statement 1", "Statement 4"))
    judged = lunn.send(sheet, "reject-s4") if "reject-s4" in sheet.forms() else lunn.send(sheet, "reject-s1")
    assert "2 pieces found for" in judged.main
    assert all("freed" not in link for link in judged.links())
    assert "Nothing in the record has these words" in lunn.send(judged, "find", words="quorum").main
    assert "pieces found" not in lunn.send(judged, "find", words="").main


def test_places_are_lit_exactly_whatever_the_letters(lunn: Reader) -> None:
    sheet = lunn.get(f"{RECORD}?at=s1")
    box = next(one for one in sheet.tree.iter(f"{HTML}div") if "report-text" in (one.get("class") or ""))
    shown = "".join(box.itertext())
    assert shown == REPORT.replace("\r\n", "\n")
    for kind, pieces in MARKED.items():
        assert lit(sheet, kind) == "".join(pieces), kind
    assert lit(lunn.get(f"{RECORD}/statements/2"), "content") == "الهدنة ستكون طويلة"
    other = lunn.get(f"{RECORD}?at=s4&is=all")
    assert "The text of this report is not kept here" in other.main


def test_many_are_judged_by_a_rule_and_taken_back_together(lunn: Reader, table: Table) -> None:
    sheet = lunn.get(RECORD)
    tried = lunn.send(sheet, "rule", button="look", least="0.8", kind="statement")
    assert "2 suggestions fit" in tried.main
    assert verdicts(table) == []
    assert lunn.send(sheet, "rule", least="", more="colour=red").status == 422
    nothing = lunn.send(sheet, "rule", least="1", kind="conflict")
    assert "No suggestion that waits for review fits" in nothing.main
    done = lunn.send(sheet, "rule", least="0.8", kind="statement")
    assert [one.rule for one in case_of(table).judgements] == ["confidence>=0.8, kind=statement"] * 2
    assert "Undo my last 2 judgements" in done.main
    lunn.send(done, "back-s1")
    assert [verdict for *_, verdict in verdicts(table)] == ["accepted", "accepted", "undone", "undone"]


def test_names_are_merged_and_parted(lunn: Reader, table: Table) -> None:
    sheet = lunn.get(f"{RECORD}?at=s4&is=all")
    assert 'value="Alba’s e\u0301nvoy"' in sheet.text
    done = lunn.send(sheet, "merge-s4", into="Alba’s envoy")
    assert "The names are one from now on" in done.main
    assert merges(case_of(table)) == {"The envoy of Alba": "Alba’s envoy"}
    assert case_of(table).statements_by_id["x4"].speaker == "The envoy of Alba"
    lunn.send(lunn.get(RECORD), "part-1")
    assert merges(case_of(table)) == {}


def test_who_judges_what_a_colleague_has_judged_is_told_so(lunn: Reader, table: Table) -> None:
    played = table.play(
        [act(LEAD, "admit_mediator", mediator="mediator:pair", share=["alba", "borea", "cora"])]
    )
    assert not played.refused
    stale = lunn.get(f"{RECORD}?at=s1")
    review(Place(table.talks, table.talks.standing("mediator:pair"), House.now()), ["x1"], "rejected")
    for form in ("accept-s1", "edit-s1"):
        told = lunn.send(stale, form, **({"content": "My words"} if form == "edit-s1" else {}))
        assert told.status in {409, 422}, form
        assert "mediator:pair has judged this since you looked" in told.main
        assert form == "accept-s1" or "My words" in told.text
    assert [one.verdict for one in case_of(table).judgements] == ["rejected"]


def test_what_is_sent_twice_is_done_once(lunn: Reader, table: Table) -> None:
    for form, fields in (
        ("accept-s1", {}), ("edit-s1", {"content": "Other words"}), ("merge-s1", {"into": "An envoy"}),
        ("rule", {"least": "0.8"}), ("undo-s1", {}),
    ):  # fmt: skip
        sheet = lunn.get(f"{RECORD}?at=s1&is=all")
        assert lunn.send(sheet, form, **fields).status == 200, form
        before = len(case_of(table).judgements)
        assert lunn.send(sheet, form, **fields).status == 200, form
        assert len(case_of(table).judgements) == before


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(lunn: Reader, table: Table, text: str) -> None:
    sheet = lunn.get(f"{RECORD}?at=s3")
    edited = lunn.send(sheet, "edit-s3", content=text, speaker=text, via=f"{text}\n{text}", note=text)
    assert edited.status == 200, edited.main
    lunn.send(lunn.get(f"{RECORD}?at=s1&is=all"), "merge-s1", into=text)
    lunn.send(lunn.get(f"{RECORD}?at=p3&is=all"), "edit-p3", summary=text)
    lunn.send(lunn.get(f"{RECORD}?at=c1&is=all"), "edit-c1", about=text, note=text)
    lunn.send(lunn.get(f"{RECORD}/reading"), "statement", content=text, title=text, speaker=text)
    for path in (
        *PATHS,
        f"{RECORD}?is=all",
        f"{RECORD}?at=p3&is=all",
        f"{RECORD}?at=c1&is=all",
        f"{RECORD}/statements/3",
    ):
        page = lunn.get(path)
        assert page.status == 200, path
        assert "<script>alert" not in page.text
    assert current(case_of(table)).statements_by_id["x3"].content == text.strip()
    assert lunn.send(lunn.get(RECORD), "find", words=text).status == 200
    assert lunn.send(lunn.get(RECORD), "rule", least="", more=text[:400]).status == 422


def test_what_is_too_long_is_said_beside_its_field_and_kept(lunn: Reader, table: Table) -> None:
    long = "x" * 30_000
    told = lunn.send(lunn.get(f"{RECORD}?at=s3"), "edit-s3", content=long, speaker="Kept")
    assert told.status == 422
    assert "This is too long" in told.main
    assert long in told.text
    assert 'value="Kept"' in told.text
    assert verdicts(table) == []
    hidden = lunn.send(lunn.get(f"{RECORD}?at=s3"), "edit-s3", speaker="a\0b")
    assert "There is a sign in this that cannot be kept" in hidden.main
    wrong = lunn.send(
        lunn.get(f"{RECORD}?at=s1"), "edit-s1", on="2031-02-20", until="2031-02-01", act="sings", party="mars", **{"figure-1-of": ""}
    )  # fmt: skip
    assert wrong.status == 422
    for sentence in (
        "The last day comes after the first.",
        "not one of the choices any more",
        "Say of what this is",
    ):
        assert sentence in wrong.main


def test_nobody_else_opens_any_of_it(lunn: Reader) -> None:
    sheet = lunn.get(RECORD)
    for actor in CAST:
        if actor == LEAD:
            continue
        person = reader(actor)
        nothing = person.client.get("/cases/main/nowhere").content
        for path in PATHS:
            assert person.client.get(path).content == nothing, (actor, path)
            sent = person.client.post(path, sheet.form("accept-s1"))
            assert (sent.status_code, sent.content) == (404, nothing), (actor, path)


def test_a_delegations_pages_are_the_same_before_and_after(table: Table) -> None:
    people = [
        reader(actor)
        for actor in ("alba:head", "borea:voter", "observer:un", "mediator:co", "guarantor:league")
    ]

    def seen() -> list[Any]:
        found = []
        for person in people:
            first = person.client.get("/cases/main/")
            assert first.status_code == 200
            links = sorted(set(re.findall(r'href="(/cases/main/[^"#]*)"', first.content.decode())))
            for path in ("/cases/main/", *links):
                sheet = person.client.get(path)
                found.append((path, sheet.status_code, _normalised(sheet.content.decode())))
        return found

    before = seen()
    begun(table)
    lunn = reader(LEAD)
    lunn.send(lunn.get(RECORD), "accept-s1")
    lunn.send(lunn.get(f"{RECORD}?at=s3"), "edit-s3", content="In confidence.")
    review(place(table), ["x4"], "rejected")
    lunn.send(
        lunn.get(f"{RECORD}/reading"),
        "statement",
        content="Told at dinner.",
        title="Dinner",
        speaker="The head of alba",
    )
    assert len(case_of(table).judgements) == 3
    assert seen() == before


def _normalised(text: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|data-csrf|key" value|csrf)="[^"]+"', r"\1", text)
