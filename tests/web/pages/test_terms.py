"""Terms in the working case: added, changed and taken out by forms, with what is found of them beside them."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.model import Case
from goodoffices.model.agreement import Obligation
from goodoffices.services.dossiers import begun
from goodoffices.web.shell.marks import mark_of
from tests.talks.proposing import good, of
from tests.talks.table import ISSUES, LEAD, PARTIES, TERMS, Act, Table, act
from tests.web.pages.record_table import lead
from tests.web.reading import Reader, Sheet, reader

PATH = "/cases/main/terms"
NEW = "/cases/main/proposals/new"


def case_of(table: Table) -> Case:
    return begun(table.talks, lead(table))[0]


def duty(table: Table, name: str) -> Obligation:
    return {one.id: one for phase in case_of(table).phases for one in phase.obligations}[name]


def framed(table: Table, **terms: object) -> None:
    """Set a working case with terms."""
    mediators = [{"id": "lunn", "name": "Lunn"}]
    frame: Act = {
        "parties": [{"id": party} for party in PARTIES], "mediators": mediators, "issues": ISSUES,
        "phases": TERMS["phases"], "guarantors": TERMS["guarantors"], "dispute": TERMS["dispute"],
    }  # fmt: skip
    good(table, act(LEAD, "set_frame", frame=frame | terms))


def changing(person: Reader, piece: object, kind: str) -> tuple[Sheet, str]:
    """Open the form that changes a piece of the terms."""
    mark = mark_of(piece)
    return person.get(f"{PATH}?change={mark}"), f"change-{kind}-{mark}"


def test_terms_are_written_without_a_file(table: Table) -> None:
    lunn = reader(LEAD)
    sheet = lunn.get(PATH)
    assert "There are no terms yet" in sheet.main
    assert "obligation" not in sheet.forms(), "an obligation stands in a phase"
    sheet = lunn.send(sheet, "phase", name="First phase", days="42", resumes_if_failed="All is as before.")
    assert "It is in the working case" in sheet.main
    sheet = lunn.send(
        sheet, "obligation", phase="first-phase", actor="alba", action="frees people", quantity="40", of="people",
        due_day="30", verification="counted at the gate", **{"kind-1-of": "women", "kind-1-quantity": "12"},
    )  # fmt: skip
    sheet = lunn.send(
        sheet, "obligation", phase="first-phase", actor="borea", action="opens roads", of="roads",
        in_exchange_for="frees-people", issues=["crossings"], conditions="by daylight\nin both directions",
        **{"rate-1-gives": "3", "rate-1-for_each": "10", "rate-1-received": "women", "rate-2-gives": "1"},
    )  # fmt: skip
    sheet = lunn.send(sheet, "obligation", phase="first-phase", actor="co", action="publishes the figures")
    sheet = lunn.send(sheet, "guarantor", name="The League", backs=["first-phase"])
    sheet = lunn.send(sheet, "disputes", route="The mediators resolve it.")
    case = case_of(table)
    frees, opens, publishes = case.phases[0].obligations
    assert (frees.quantity, frees.due_day, frees.including[0].of, frees.including[0].quantity) == (
        40,
        30,
        "women",
        12,
    )
    assert [(one.gives, one.for_each, one.received) for one in opens.rates] == [(3, 10, "women"), (1, 1, "")]
    assert (opens.conditions, opens.issues) == (("by daylight", "in both directions"), ("crossings",))
    assert publishes.actor == "co"
    assert [one.id for one in case.mediators] == ["co"], "who owes something is in the case"
    assert (case.guarantors[0].backs, case.dispute) == (("first-phase",), "The mediators resolve it.")
    # What follows stands beside it.
    assert "31 to 34" in sheet.main, "3 for every 10 of 12 women, and 1 for each of 28 others"
    assert "“truce”: no obligation and no clause carries it out" in sheet.main
    assert "day 30" in sheet.main
    picture = next(one for one in sheet.tree.iter() if one.get("id") == "terms-chart")
    assert [one.get("class") for one in picture.iter()].count("gantt-bar is-open") == 3


def test_a_piece_is_changed_in_its_place_and_taken_out_when_nothing_names_it(table: Table) -> None:
    framed(table)
    lunn = reader(LEAD)
    free = duty(table, "free")
    sheet, form = changing(lunn, free, "obligation")
    assert sheet.form(form)[f"{form}-quantity"] == "40"
    sheet = lunn.send(sheet, form, quantity="30", high="35", in_exchange_for="open")
    changed = duty(table, "free")
    assert (changed.quantity, changed.high, changed.verified_by) == (30, 35, "the watch"), (
        "what was not touched stays"
    )
    assert [one.id for one in case_of(table).phases[0].obligations] == ["free", "open", "pay"]
    # A form that is older than the case changes nothing.
    stale, form = changing(lunn, duty(table, "open"), "obligation")
    good(table, act(LEAD, "set_frame", frame={"parties": [{"id": one} for one in PARTIES]}))
    late = lunn.send(stale, form, quantity="9")
    assert late.status == 409
    framed(table)
    sheet = lunn.get(PATH)
    out = f"out-{mark_of(duty(table, 'free'))}"
    late = lunn.send(sheet, out)
    assert late.status == 422
    assert "Something else in the terms names it: “First phase” and “Second phase”." in late.main
    sheet = lunn.send(sheet, f"out-{mark_of(duty(table, 'mend'))}")
    assert "It is out of the working case" in sheet.main
    sheet, form = changing(lunn, case_of(table).phases[1], "phase")
    lunn.send(sheet, form, days="7", starts_on="2031-05-01")
    assert (case_of(table).phases[1].days, str(case_of(table).phases[1].starts_on)) == (7, "2031-05-01")


def test_phases_and_obligations_are_put_in_another_order(table: Table) -> None:
    framed(table)
    lunn = reader(LEAD)
    sheet = lunn.get(PATH)
    first, second = case_of(table).phases
    assert f"up-{mark_of(first)}" not in sheet.forms(), "it stands first"
    assert f"up-{mark_of(second.obligations[0])}" not in sheet.forms(), "it stands alone"
    stale, pay = sheet, f"up-{mark_of(duty(table, 'pay'))}"
    for order in (["free", "pay", "open"], ["pay", "free", "open"]):
        sheet = lunn.send(sheet, pay)
        assert "It stands one place further up." in sheet.main
        assert [one.id for one in case_of(table).phases[0].obligations] == order
    assert pay not in sheet.forms()
    sheet = lunn.send(sheet, f"up-{mark_of(second)}")
    assert [one.id for one in case_of(table).phases] == ["second", "first"]
    late = lunn.send(stale, f"up-{mark_of(second)}")
    assert late.status == 409, "a colleague was faster"
    assert [one.id for one in case_of(table).phases] == ["second", "first"]


def test_a_phase_that_never_starts_is_found(table: Table) -> None:
    framed(table)
    lunn = reader(LEAD)
    sheet, form = changing(lunn, case_of(table).phases[0], "phase")
    sheet = lunn.send(sheet, form, starts_after=["mend"])
    assert "Wrong: it cannot be carried out as it stands" in sheet.main
    assert "never, as it stands" in sheet.main


@pytest.mark.parametrize(
    ("form", "fields", "sentence"),
    [
        ("phase", {"name": ""}, "Fill this in."), ("phase", {"name": "x", "days": "0"}, "lasts a day at least"),
        ("phase", {"name": "x", "days": "-4"}, "never fewer than none"),
        ("phase", {"name": "x", "starts_on": "2031-02-30"}, "There is no such day in the calendar"),
        ("obligation", {"actor": "", "action": "x"}, "Fill this in."),
        ("obligation", {"actor": "alba", "action": "x", "quantity": "2.5"}, "no person is counted in parts"),
        ("obligation", {"actor": "alba", "action": "x", "quantity": "-1"}, "never fewer than none"),
        ("obligation", {"actor": "alba", "action": "x", "high": "3"}, "runs from the lower to the higher number"),
        ("obligation", {"actor": "alba", "action": "x", "due_day": "0"}, "The first day of a phase is day 1."),
        ("obligation", {"actor": "alba", "action": "x", "ratio_low": "3", "ratio_high": "2"}, "from the lower to the higher"),
        ("obligation", {"actor": "alba", "action": "x", "kind-2-quantity": "3"}, "Say of which kind these are."),
        ("obligation", {"actor": "alba", "action": "x", "rate-1-received": "women"}, "Say how many are given."),
        ("obligation", {"actor": "alba", "action": "x", "rate-1-gives": "1", "rate-1-for_each": "0"}, "1 or more"),
        ("obligation", {"actor": "dora", "action": "x"}, "not one of the choices any more"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(
    table: Table, form: str, fields: dict[str, str], sentence: str
) -> None:
    framed(table)
    before = case_of(table)
    lunn = reader(LEAD)
    sheet = lunn.send(lunn.get(PATH), form, **fields)
    assert sheet.status == 422
    assert sentence in sheet.main
    for name, written in fields.items():
        assert sheet.form(form)[f"{form}-{name}"] == written or written == "dora"
    assert case_of(table) == before


def test_a_party_gets_exactly_the_terms_that_were_previewed_and_nothing_of_the_record(table: Table) -> None:
    framed(table)
    lunn = reader(LEAD)
    mark = duty(table, "open")
    sheet, form = changing(lunn, mark, "obligation")
    lunn.send(sheet, form, assumption="An envoy said so.", high="3")
    sheet = lunn.get(NEW)
    name = next(one for one in sheet.form("table") if one == "table-terms")
    offered = [one.get("value") for one in sheet.tree.iter() if str(one.tag).endswith("option")]
    working = next(one for one in offered if one and len(one) == 16)
    assert sheet.form("table")[name] == ""
    fields: dict[str, Any] = {"to": ["alba"], "name": "deal", "terms": working, "text": "A text."}
    shown = lunn.send(sheet, "table", button="preview", **fields)
    assert shown.status == 200
    assert "2 to 3 roads" in shown.main
    assert "An envoy said so." not in shown.main
    # What was changed since it was looked at is not sent unseen.
    sheet2, form = changing(lunn, duty(table, "pay"), "obligation")
    lunn.send(sheet2, form, action="publishes all")
    late = lunn.send(shown, "table", **fields)
    assert late.status == 422
    assert "not one of the choices any more" in late.main
    assert not of(table, "alba", "tabled")
    fresh = lunn.get(NEW)
    offered = [one.get("value") for one in fresh.tree.iter() if str(one.tag).endswith("option")]
    fields["terms"] = next(one for one in offered if one and len(one) == 16)
    lunn.send(fresh, "table", **fields)
    (tabled,) = of(table, "alba", "tabled")
    assert len(tabled["terms"]["phases"]) == 2
    for path in ("/cases/main/proposals/own", "/cases/main/proposals/1/p1"):
        read = reader("alba:adviser").get(path).main
        assert "2 to 3 roads" in read, path
        assert "The League" in read
        assert "publishes all" in read
        assert "An envoy" not in read
    revise = lunn.get("/cases/main/proposals/1/p1/revise")
    assert revise.form("revise-1-p1")["revise-1-p1-terms"] == "kept"
    shown = lunn.send(revise, "revise-1-p1", button="preview", terms="")
    assert "frees" in shown.main, "what goes is shown as gone"
    assert lunn.send(revise, "revise-1-p1", terms="", text="Other.").status == 200
    assert "terms" not in of(table, "alba", "tabled")[-1]


@pytest.mark.usefixtures("table")
def test_who_does_not_share_all_channels_has_no_terms_of_the_working_case() -> None:
    assert reader("mediator:co").get(PATH).status == 404
    assert "table-terms" not in reader("mediator:co").get(NEW).form("table")


def test_terms_in_the_working_case_change_nothing_for_a_party(table: Table) -> None:
    people = {who: reader(who) for who in ("alba:head", "borea:mandator", "mediator:co")}
    paths = ("/cases/main/", "/cases/main/proposals/own", "/cases/main/ledger", "/cases/main/timeline")
    before = {(who, path): one.get(path).normalised for who, one in people.items() for path in paths}
    framed(table)
    assert {(who, path): one.get(path).normalised for who, one in people.items() for path in paths} == before
