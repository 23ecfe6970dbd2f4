"""Observers and guarantors are told on purpose, and see nothing else."""

from __future__ import annotations

import pytest

from tests.talks.table import LEAD, Table, act
from tests.web.reading import reader

PATH = "/cases/main/audiences"
NASTY = "Held in trust \u202e🕊 <script>alert(1)</script> '; DROP TABLE audience; --"


@pytest.mark.usefixtures("table")
def test_the_lead_tells_one_audience_and_no_other_learns_of_it() -> None:
    lunn = reader("mediator:lunn")
    watched = {
        "observer:un": "/cases/main/",
        "borea:head": "/cases/main/",
        "mediator:co": "/cases/main/rounds",
    }
    people = {who: reader(who) for who in watched}
    before = {who: people[who].get(path).normalised for who, path in watched.items()}
    sheet = lunn.send(lunn.get(PATH), "inform", button="preview", to=["guarantor:league"], text=NASTY)
    assert "What others will see" in sheet.main
    sheet = lunn.send(sheet, "inform", to=["guarantor:league"], text=NASTY)
    assert "They are told." in sheet.main
    assert NASTY in sheet.main
    assert "<script>alert" not in sheet.text
    assert NASTY in reader("guarantor:league").get("/cases/main/").main
    assert {who: people[who].get(path).normalised for who, path in watched.items()} == before
    for who in ("mediator:co", "alba:head", "observer:un", "guarantor:league"):
        assert reader(who).get(PATH).status == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"to": [], "text": "something"}, "Fill this in."),
        ({"to": ["observer:un"], "text": ""}, "Fill this in."),
        ({"to": ["observer:un"], "text": "x" * 30_000}, "This is too long"),
        ({"to": ["observer:nobody"], "text": "something"}, "not one of the choices any more"),
    ],
)
@pytest.mark.usefixtures("table")
def test_what_is_wrong_is_said_and_nothing_is_lost(fields: dict[str, list[str] | str], sentence: str) -> None:
    lunn = reader("mediator:lunn")
    sheet = lunn.send(lunn.get(PATH), "inform", **fields)  # type: ignore[arg-type]  # fields of the form
    assert sheet.status == 422
    assert sentence in sheet.main
    assert sheet.form("inform")["inform-text"] == fields["text"]


def test_an_audience_sees_the_newest_first_and_nobody_of_the_talks(table: Table) -> None:
    acts = [act(LEAD, "announce", text=text, to=["observer:un"]) for text in ("first word", "second word")]
    assert not table.play([*acts, act(LEAD, "announce", text="to the sides alone")]).refused
    main = reader("observer:un").get("/cases/main/").main
    assert main.index("second word") < main.index("first word")
    for hidden in ("to the sides alone", "alba", "truce"):
        assert hidden not in main
