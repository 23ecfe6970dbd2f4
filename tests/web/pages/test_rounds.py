"""Rounds for all to see; each delegation for itself and the mediators of its channel."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.talks.states import CaseState
from goodoffices.talks.streams import Stream
from tests.talks.table import LEAD, Table, act, opening
from tests.web.reading import reader

PATH = "/cases/main/rounds"


def rounds(table: Table) -> dict[str, Any]:
    """Return the rounds."""
    state = table.talks.history.load(Stream("case")).state
    assert isinstance(state, CaseState)
    return dict(state.rounds)


def channel(table: Table, party: str = "alba") -> Any:
    """Return a channel."""
    return table.talks.history.load(Stream("channel", party)).state


def test_the_lead_takes_a_round_through_its_states_and_all_sides_see_it(table: Table) -> None:
    lunn, borea = reader("mediator:lunn"), reader("borea:member")
    assert "No round is planned yet" in borea.get(PATH).main
    sheet = lunn.send(
        lunn.get(PATH),
        "round-plan",
        title="First round",
        venue="Doha",
        format="proximity",
        starts_on="2031-03-05",
    )
    assert "All sides see that the round is planned." in sheet.main
    assert rounds(table)["first-round"].venue == "Doha"
    sheet = lunn.send(sheet, "round-move-1", button="preview", move="open_round")
    assert sheet.status == 200
    assert "What others will see" in sheet.main
    assert rounds(table)["first-round"].status == "planned"
    for move, status, more in (
        ("open_round", "open", {}),
        ("adjourn_round", "adjourned", {"reason": "until Thursday"}),
        ("resume_round", "open", {"venue": "Cairo"}),
        ("collapse_round", "collapsed", {"reason": "no answer came"}),
    ):
        sheet = lunn.send(lunn.get(PATH), "round-move-1", move=move, **more)
        assert sheet.status == 200, sheet.main
        assert rounds(table)["first-round"].status == status
    seen = borea.get(PATH)
    assert "until Thursday" in seen.main
    assert "no answer came" in seen.main
    assert "round-plan" not in seen.forms()
    picture = next(one for one in seen.tree.iter() if one.get("id") == "rounds-chart")
    assert picture.get("role") == "img"
    drawn = [one.get("class") for one in picture.iter()]
    assert (drawn.count("round-open"), drawn.count("round-adjourned"), drawn.count("round-collapsed")) == (
        2,
        1,
        1,
    )
    sheet = lunn.send(lunn.get(PATH), "round-move-1", move="resume_round")
    sheet = lunn.send(sheet, "round-move-1", move="close_round")
    assert "All sides see it." in sheet.main
    assert "round-move-1" not in sheet.forms()


@pytest.mark.parametrize(
    ("form", "fields", "sentence"),
    [
        ("round-plan", {"title": "", "venue": "x"}, "Fill this in."),
        ("round-plan", {"title": "x" * 30_000, "venue": "Doha"}, "This is too long"),
        ("round-plan", {"title": "ok", "venue": "Doha", "starts_on": "on Sunday"}, "This cannot be read"),
        ("round-move-1", {"move": "collapse_round", "reason": ""}, "Say why it collapsed"),
        ("round-move-1", {"move": ""}, "Fill this in."),
        ("round-move-1", {"move": "cancel_round"}, "not one of the choices any more"),
        ("round-move-1", {"move": "open_round", "round": "nowhere"}, "not one of the choices any more"),
        ("delegate-1", {"person": "", "role": "head"}, "Fill this in."),
        ("delegate-1", {"person": "مندوب", "role": "head", "meeting": "m"}, "Latin letters"),
        (
            "delegate-1",
            {"person": "head", "role": "head", "meeting": "m"},
            "is in the delegation as head already",
        ),
        ("delegate-1", {"person": "new", "role": "head", "meeting": ""}, "Fill this in."),
    ],
)
@pytest.mark.parametrize("beginning", [opening(silent=["alba"])])
def test_what_is_wrong_is_said_beside_the_field(
    table: Table, form: str, fields: dict[str, str], sentence: str
) -> None:
    acts = [
        act(LEAD, "plan_round", round="r1", name="Round", venue="Doha"),
        act(LEAD, "open_round", round="r1"),
    ]
    assert not table.play(acts).refused
    lunn = reader("mediator:lunn")
    sheet = lunn.send(lunn.get(PATH), form, **fields)
    assert sheet.status == 422
    assert sentence in sheet.main
    kept = sheet.form(form)
    for name, written in fields.items():
        if name in ("title", "venue", "reason", "person", "starts_on"):
            assert kept[f"{form}-{name}"] == written
    assert list(rounds(table)) == ["r1"]
    assert rounds(table)["r1"].status == "open"


@pytest.mark.usefixtures("table")
def test_mediators_name_nobody_in_a_party_that_acts_itself() -> None:
    forms = reader("mediator:lunn").get(PATH).forms()
    assert [one for one in forms if one.startswith(("delegate-", "recall-"))] == []
    assert "delegate-1" in reader("alba:head").get(PATH).forms()


def test_a_round_is_moved_from_where_it_stands_by_now(table: Table) -> None:
    acts = [
        act(LEAD, "plan_round", round="r1", name="Round", venue="Doha"),
        act(LEAD, "open_round", round="r1"),
    ]
    assert not table.play(acts).refused
    lunn = reader("mediator:lunn")
    stale = lunn.get(PATH)
    assert not table.play([act(LEAD, "close_round", round="r1", reason="done")]).refused
    sheet = lunn.send(stale, "round-move-1", move="adjourn_round", reason="for lunch")
    assert sheet.status in (409, 422)
    assert "for lunch" in sheet.text
    assert rounds(table)["r1"].status == "closed"


def test_a_delegation_names_recalls_and_says_who_comes(table: Table) -> None:
    assert not table.play([act(LEAD, "plan_round", round="r1", name="Round", venue="Doha")]).refused
    head = reader("alba:head")
    sheet = head.send(
        head.get(PATH), "delegate-1", person="Mara Vane", role="adviser", office="<b>maps</b> \u202e🗺"
    )
    assert channel(table).delegates["mara-vane"].role == "adviser"
    assert "<b>maps</b> \u202e🗺" in sheet.main
    sheet = head.send(sheet, "attend-1-1", people=["head", "mara-vane"], others="Two drivers, A cook")
    assert channel(table).attendance["r1"] == ("head", "mara-vane", "Two drivers", "A cook")
    sheet = head.send(sheet, "attend-1-1", people=[], others="")
    assert channel(table).attendance["r1"] == ()
    assert "nobody" in sheet.main
    sheet = head.send(sheet, "recall-1-5")
    assert "They are recalled." in sheet.main
    assert "mara-vane" not in channel(table).delegates
    member = reader("alba:member").get(PATH)
    assert member.forms() == []


def test_no_other_side_sees_a_delegation(table: Table) -> None:
    assert not table.play([act(LEAD, "plan_round", round="r1", name="Round", venue="Doha")]).refused
    watched = ("borea:head", "borea:adviser", "mediator:far")
    people = {who: reader(who) for who in watched}
    before = {who: one.get(PATH).normalised for who, one in people.items()}
    head = reader("alba:head")
    sheet = head.send(head.get(PATH), "delegate-1", person="zenobia", role="member")
    head.send(sheet, "attend-1-1", people=["zenobia"])
    assert {who: one.get(PATH).normalised for who, one in people.items()} == before
    assert "Zenobia" in reader("mediator:co").get(PATH).main
    for who in ("alba:voter", "observer:un", "guarantor:league"):
        assert reader(who).get(PATH).status == 404


def test_mediators_enter_who_comes(table: Table) -> None:
    assert not table.play([act(LEAD, "plan_round", round="r1", name="Round", venue="Doha")]).refused
    co = reader("mediator:co")
    sheet = co.get(PATH)
    assert "attend-2-1" not in sheet.forms()
    assert "round-plan" not in sheet.forms()
    sheet = co.send(sheet, "attend-1-1", people=["head"], meeting="by telephone")
    assert sheet.status == 200
    assert channel(table).attendance["r1"] == ("head",)
