"""Approval at home where one person decides: one form, and the record as after a question to a body."""

from __future__ import annotations

import pytest

from tests.talks.table import LEAD, Act, Table, act, opening
from tests.web.reading import reader

PATH, OWN = "/cases/main/home/questions", "/cases/main/proposals/own"


@pytest.fixture
def beginning() -> list[Act]:
    """Return the opening, in which nobody has said who decides for alba."""
    return [one for one in opening() if (one["do"], one["by"]) != ("form_body", "alba:mandator")]


def referred(table: Table, name: str = "draft") -> None:
    assert not table.play([
        act(LEAD, "table_proposal", name=name, to=["alba"], package={"truce": "long"}),
        act("alba:head", "answer_proposal", proposal="p1", answer="refer"),
    ]).refused  # fmt: skip


@pytest.mark.parametrize(("vote", "came"), [("for", "accepted"), ("against", "rejected")])
def test_the_only_one_who_decides_decides_with_one_form(table: Table, vote: str, came: str) -> None:
    referred(table)
    mandator, head = reader("alba:mandator"), reader("alba:head")
    assert "approve-p1-1" not in head.get(PATH).forms(), "nobody approves what they have answered themselves"
    before = {who: reader(who).get("/cases/main/").normalised for who in ("borea:head", "mediator:far")}
    sheet = mandator.get(PATH)
    assert "To be approved at home" in sheet.main
    empty = mandator.send(sheet, "approve-p1-1")
    assert empty.status == 422
    done = mandator.send(sheet, "approve-p1-1", vote=vote)
    assert done.status == 200, done.main
    assert "It is decided" in done.main
    assert came in reader("alba:head").get(OWN).main
    assert "To be approved at home" not in mandator.get(PATH).main
    assert {who: reader(who).get("/cases/main/").normalised for who in before} == before

    # The same form sent twice is decided once; a stale one is told so.
    late = mandator.send(sheet, "approve-p1-1", vote=vote)
    assert late.status == 409


def test_a_new_version_is_decided_anew_by_the_same_body_of_one(table: Table) -> None:
    referred(table)
    mandator = reader("alba:mandator")
    mandator.send(mandator.get(PATH), "approve-p1-1", vote="against")
    assert not table.play([
        act(LEAD, "revise_proposal", name="draft", to=["alba"], package={"truce": "short"}),
        act("alba:head", "answer_proposal", proposal="p1", answer="refer"),
    ]).refused  # fmt: skip
    done = mandator.send(mandator.get(PATH), "approve-p1-2", vote="for")
    assert done.status == 200, done.main
    assert done.main.count("The principal") >= 1
    assert "accepted" in reader("alba:head").get(OWN).main


def test_where_a_body_decides_nobody_decides_alone(table: Table) -> None:
    referred(table)
    body = {
        "id": "cabinet", "party": "alba", "name": "Cabinet", "rule": {"kind": "majority"},
        "members": [{"id": "voter", "name": "Voter"}, {"id": "mandator", "name": "Mandator"}],
    }  # fmt: skip
    assert not table.play([act("alba:mandator", "form_body", body=body)]).refused
    assert "To be approved at home" not in reader("alba:mandator").get(PATH).main
