"""Rehearsals in the workbench: what the page shows is what the library answers, every share with its ranges."""

from __future__ import annotations

import re
from typing import Any

import pytest

from goodoffices.model import Case, Party
from goodoffices.model.base import Value
from goodoffices.reports.sections.rehearsals.base import percent, within
from goodoffices.services.dossiers import working_case
from goodoffices.services.rehearsing import Rehearsal, rehearse
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.conftest import CAST
from tests.web.pages.analysis_table import (
    CROSSINGS,
    HOSTILE,
    TRUCE,
    AtOnce,
    additive,
    blocked,
    standing,
    taken,
)
from tests.web.reading import Reader, Sheet, reader

HERE = "/cases/main/analysis/rehearsal"
PACKAGE: dict[str, Value] = {"truce": "short", "crossings": 2, "prisoners": "p2"}
HOLDS_OUT = "For which share of what it could gain at most it holds out now"
KEEPS = "With which chance a red line of its own holds when a package is on the table"
LEAST, MOST = "At least, in per cent", "At most, in per cent"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> AtOnce:
    made = AtOnce()
    monkeypatch.setattr(House, "answers", made)
    return made


@pytest.fixture
def case(table: Table, answers: AtOnce) -> Case:
    assert answers.asked == []
    return taken(table, blocked(ranges=True))


def found(case: Case, **assumed: Any) -> Rehearsal:
    """Return what the library answers, with as many draws as the pages have in tests."""
    return rehearse(case, PACKAGE, draws=200, plays=4, **assumed)


def chosen(lunn: Reader, case: Case, package: dict[str, Value] | None = None) -> Sheet:
    """Choose a package issue by issue."""
    sheet = lunn.get(HERE)
    given = PACKAGE if package is None else package
    fields = {
        sheet.field_of("rehearsal-package", case.issues_by_id[name].name): str(value)
        for name, value in given.items()
    }
    return lunn.send(sheet, "rehearsal-package", **fields)


def rows(sheet: Sheet, key: str) -> list[list[str]]:
    """Return the cells of a table, by its name."""
    table = next(
        one
        for one in sheet.tree.iter(f"{HTML}table")
        if (caption := one.find(f"{HTML}caption")) is not None and caption.get("id") == f"{key}-caption"
    )
    return [
        [text_of(cell) for cell in row if str(cell.tag) in (f"{HTML}td", f"{HTML}th")]
        for row in table.iter(f"{HTML}tr")
    ][1:]


def test_every_share_is_the_librarys_and_has_its_ranges(case: Case) -> None:
    lunn = reader(LEAD)
    assert "Choose a package above" in lunn.get(HERE).main
    sheet = chosen(lunn, case)
    assert (sheet.status, sheet.path) == (200, HERE)
    expected = found(case)
    assert "Nothing here is a forecast." in sheet.main
    shares = [one.odds for one in expected.endings] + [expected.later.agreement, expected.later.none]
    assert all(one.inputs for one in shares)
    assert [row[1:] for row in rows(sheet, "endings")] == [
        [percent(one.share), within(*one.sampling), within(*(one.inputs or one.sampling))] for one in shares
    ]
    effects = rows(sheet, "hinges")
    assert len(effects) == min(10, len(expected.sensitivity)) > 1
    for row, one in zip(effects, expected.sensitivity, strict=False):
        assert row[1].startswith(one.says)
        chances = ["exact" if end.status == "exact" else within(*end.sampling) for end in (one.low, one.high)]
        assert row[3:] == [
            f"{percent(end.share)}{chance}" for end, chance in zip((one.low, one.high), chances, strict=True)
        ]
        assert "±" in row[2]
    given = [one for one in expected.inputs if one.stage != "wants"]
    assert [row[1] for row in rows(sheet, "inputs")] == [one.says for one in given]
    # both pictures are there, and say what they are
    assert {"endings-chart", "hinges-chart"} <= {one.get("id") for one in sheet.tree.iter()}
    # what was chosen stays, in no address
    assert rows(lunn.get(HERE), "endings") == rows(sheet, "endings")


def test_ranges_are_set_by_party_kept_and_put_back(case: Case) -> None:
    lunn = reader(LEAD)
    first = chosen(lunn, case)
    fields = {
        first.field_of("rehearsal-ranges", "Alba", HOLDS_OUT, LEAST): "10",
        first.field_of("rehearsal-ranges", "Alba", HOLDS_OUT, MOST): "20",
        first.field_of("rehearsal-ranges", "Alba", KEEPS, LEAST): "100",
    }
    sheet = lunn.send(first, "rehearsal-ranges", **fields)
    expected = found(case, aspiration={"alba": (0.1, 0.2)}, firm={"alba": (1.0, 1.0)})
    assert rows(sheet, "endings")[0][1] == percent(expected.endings[0].odds.share)
    assert "as it was set for this rehearsal" in sheet.main
    held = next(row for row in rows(sheet, "inputs") if "Alba holds out now" in row[1])
    assert held[2] == "10 % to 20 %"
    again = lunn.get(HERE)
    assert rows(again, "endings") == rows(sheet, "endings")
    assert "set by you" in again.main
    back = lunn.send(again, "rehearsal-ranges", button="rehearsal-ranges-back")
    assert rows(back, "endings") == rows(first, "endings")
    assert "as it was set for this rehearsal" not in back.main


@pytest.mark.parametrize("wrong", ["-1", "101", "nan", "x", HOSTILE, "9" * 30_000])
def test_what_is_no_range_is_said_beside_it(case: Case, wrong: str) -> None:
    lunn = reader(LEAD)
    sheet = lunn.get(HERE)
    name = sheet.field_of("rehearsal-ranges", "Borea", HOLDS_OUT, MOST)
    after = lunn.send(sheet, "rehearsal-ranges", **{name: wrong})
    assert after.status == 422
    assert f'id="id_rehearsal-ranges-{name}_error"' in after.text
    assert "One of the ranges cannot be used" in after.main
    assert case.issues


def test_a_range_ends_where_it_begins_or_above(case: Case) -> None:
    lunn = reader(LEAD)
    sheet = lunn.get(HERE)
    name = sheet.field_of("rehearsal-ranges", "Borea", HOLDS_OUT, LEAST)
    after = lunn.send(sheet, "rehearsal-ranges", **{name: "60"})
    assert after.status == 422
    assert "This is below what is given as the least" in after.main
    assert case.issues


def test_what_is_tabled_settles_every_issue(case: Case) -> None:
    lunn = reader(LEAD)
    after = chosen(lunn, case, {"truce": "short"})
    assert after.status == 422
    assert after.main.count("Fill this in.") == 2
    assert "Choose a package above" in lunn.get(HERE).main


def test_packages_with_a_name_those_picked_and_those_on_the_table_are_offered(
    table: Table, answers: AtOnce
) -> None:
    issues = (TRUCE, CROSSINGS)
    wants = additive({"truce": 0.6, "crossings": 0.4}, ("truce",), issues, 0.2)
    other = additive({"truce": 0.3, "crossings": 0.7}, ("crossings",), issues, 0.2)
    parties = (
        Party(id="alba", name="Alba", preferences=wants), Party(id="borea", preferences=other),
        Party(id="cora", preferences=other),
    )  # fmt: skip
    taken(table, Case(title="Two issues", parties=parties, issues=issues))
    played = table.play(
        [
            act(LEAD, "table_proposal", name="all", to=["alba"], package={"truce": "short", "crossings": 2}),
            act(LEAD, "table_proposal", name="some", to=["alba"], package={"truce": "short"}),
        ]
    )
    assert not played.refused, played.refused
    lunn = reader(LEAD)
    begun = lunn.send(lunn.get("/cases/main/analysis/frontier"), "look", number="2")
    picked = lunn.send(begun, "kept", button="kept-rehearse-0")
    assert picked.path == HERE
    assert "How it would end" in picked.main
    offered = {
        text_of(one): str(one.get("name"))
        for one in picked.tree.iter(f"{HTML}button")
        if str(one.get("name")).startswith("rehearsal-from-")
    }
    assert len(offered) > 2
    # one that leaves an issue open cannot be tabled as the whole, and is not offered
    proposals = [name for name in offered if name.startswith("Proposal")]
    assert len(proposals) == 1
    sheet = lunn.send(picked, "rehearsal-from", button=offered[proposals[0]])
    shown = rehearse(answers_case(table), {"truce": "short", "crossings": 2}, draws=200, plays=4)
    assert rows(sheet, "endings")[0][1] == percent(shown.endings[0].odds.share)
    assert answers.asked.count("rehearse") >= 2
    assert lunn.send(sheet, "rehearsal-from", button="rehearsal-from-99").status == 422


def answers_case(table: Table) -> Case:
    """Return the working case as it is rehearsed."""
    return working_case(table.talks, standing(table)).case


def test_waiting_and_failing_are_sentences(case: Case, answers: AtOnce) -> None:
    lunn = reader(LEAD)
    answers.waits = {"rehearse"}
    sheet = chosen(lunn, case)
    assert "data-wait" in sheet.text
    assert "Look again" in sheet.main
    answers.waits, answers.fails = set(), {"rehearse": "this took longer than 600 seconds and was stopped"}
    assert "There is no answer: this took longer than 600 seconds and was stopped." in lunn.get(HERE).main


def test_it_is_for_those_who_share_all_channels_alone(case: Case) -> None:
    others = [actor for actor in CAST if actor != LEAD]
    paths = ("", "timeline", "agenda", "channel", "channels", "proposals", "home/mandate")

    def seen() -> dict[str, list[str]]:
        return {
            actor: [reader(actor).get(f"/cases/main/{path}").normalised for path in paths]
            for actor in ("alba:head", "mediator:co")
        }

    before = seen()
    chosen(reader(LEAD), case)
    assert seen() == before
    for actor in others:
        person = reader(actor)
        nowhere = person.client.get("/cases/main/nowhere")
        for response in (person.client.get(HERE), person.client.post(HERE, {"form": "rehearsal-package"})):
            assert response.status_code == 404, actor
            assert re.sub(r"\s", "", response.content.decode()) == re.sub(r"\s", "", nowhere.content.decode())
