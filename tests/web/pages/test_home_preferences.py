"""Preferences said the easy way: by numbers, arrows and a few comparisons; stated or sealed, and for nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from goodoffices.model.preferences import Ordinal
from goodoffices.services.answers import Ready
from goodoffices.talks.streams import Stream
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act
from tests.web.reading import Reader, Sheet, reader

PATH = "/cases/main/home/preferences"
ALL = "The issues, by how important they are"
#: By the words of a field, apart by slashes, what is written in it. The truce matters more than the crossings; long
#: before short before none; more crossings are better.
SAID: dict[str, Any] = {
    f"{ALL}/truce": "1", f"{ALL}/crossings": "2",
    "truce/none": "3", "truce/short": "2", "truce/long": "1", "crossings/More is better: best is 5": "more",
}  # fmt: skip
RATHER = "Would you rather have %s, or no agreement?/No agreement"
SHAPE, BEST = "crossings/More is better: best is 5", "crossings/Best at about: crossings"


def named(sheet: Sheet, said: Mapping[str, Any], form: str = "preferences") -> dict[str, Any]:
    """Return what is written by the names of the fields."""
    return {
        sheet.field_of(form, *words.split("/")) if "/" in words else words: value
        for words, value in said.items()
    }


def stands(sheet: Sheet, words: str, form: str = "preferences") -> str:
    """Return what stands in a field."""
    return sheet.form(form)[f"{form}-{sheet.field_of(form, *words.split('/'))}"]


def held(table: Table, kind: str, party: str = "alba") -> Any:
    """Return the preferences in a stream."""
    return table.talks.history.load(Stream(kind, party)).state.preferences  # type: ignore[arg-type, union-attr]  # a kind that has some


def waited(person: Reader, path: str = PATH) -> Sheet:
    """Return the page when what it implies is there."""
    for _again in range(100):
        sheet = person.get(path)
        if "being computed" not in sheet.main:
            return sheet
        House.answers._change.acquire()
        House.answers._change.wait(0.3)
        House.answers._change.release()
    raise AssertionError(sheet.main)


def test_they_are_stated_to_the_mediators(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.get(PATH)
    assert "checked" not in sheet.text.split('name="preferences-how"')[1].split("<label")[0]
    sheet = head.send(sheet, "preferences", how="state", **named(sheet, SAID))
    assert sheet.status == 200
    assert "Your preferences are taken." in sheet.main
    assert held(table, "mandate") == Ordinal(
        priorities=("truce", "crossings"),
        orders={"truce": ("long", "short", "none"), "crossings": (5, 4, 3, 2, 1, 0)},
    )
    assert stands(sheet, "truce/long") == "1"
    lunn = reader("mediator:lunn").get("/cases/main/parties/1/preferences")
    assert "What was stated to the mediators" in lunn.main
    for who in ("alba:member", "alba:adviser", "alba:voter"):
        assert reader(who).get(PATH).status == 404
    assert reader("mediator:far").get("/cases/main/parties/1/preferences").status == 404


def test_they_are_sealed_and_even_mediators_see_nothing_of_it(table: Table) -> None:
    watchers = {who: reader(who) for who in ("mediator:lunn", "borea:head")}
    paths = {"mediator:lunn": "/cases/main/parties/1/preferences", "borea:head": PATH}
    before = {who: one.get(paths[who]).normalised for who, one in watchers.items()}
    head = reader("alba:head")
    sheet = head.get(PATH)
    sheet = head.send(sheet, "preferences", how="seal", **named(sheet, SAID))
    assert "What you sealed" in sheet.main
    assert held(table, "sealed").priorities == ("truce", "crossings")
    assert held(table, "mandate") is None
    assert "What you sealed" in reader("alba:mandator").get(PATH).main
    assert {who: one.get(paths[who]).normalised for who, one in watchers.items()} == before
    assert "Your preferences were sealed" in reader("alba:member").get("/cases/main/home/room").main


def test_arrows_move_without_a_script_and_do_nothing_yet(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.get(PATH)

    def pressed(button: str, value: str) -> list[str]:
        nonlocal sheet
        sent = sheet.form("preferences") | {button: value}
        response = head.client.post(PATH, sent)
        from tests.web.reading import _sheet

        sheet = _sheet(response, PATH)
        assert response.status_code == 200
        assert "error" not in sheet.text.split('id="form-preferences"')[1]
        return [stands(sheet, f"truce/{option}") for option in ("none", "short", "long")]

    which = sheet.field_of("preferences", "truce", "none").split("-")[1]
    assert pressed("fill", which) == ["1", "2", "3"]
    assert pressed("down", f"{which}.1") == ["2", "1", "3"]
    assert pressed("up", f"{which}.3") == ["3", "1", "2"]
    assert pressed("turn", which) == ["1", "3", "2"]
    assert pressed("clear", which) == ["", "", ""]
    assert pressed("up", f"{which}.2") == ["2", "1", "3"]
    for broken in ("", "9.9", f"{which}.77", "x.y", "-1.2", f"issues.{which[::-1]}"):
        assert pressed("up", broken) == ["2", "1", "3"]
    assert held(table, "mandate") is None


def test_comparisons_are_asked_from_the_orders_and_kept(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.get(PATH)
    in_vain = head.send(sheet, "preferences", button="compare")
    assert "There is nothing more to ask" in in_vain.main
    sheet = head.send(sheet, "preferences", button="compare", **named(sheet, SAID))
    assert "There is nothing more to ask" not in sheet.main
    assert "Which would you rather have" in sheet.main
    name = next(one for one in sheet.form("preferences")["preferences-asked"].split())
    sheet = head.send(sheet, "preferences", how="state", **{f"choose-{name}": "b"})
    assert sheet.status == 200, sheet.main
    (comparison,) = held(table, "mandate").comparisons
    assert comparison.better == {"truce": "short", "crossings": 5}
    assert comparison.worse == {"truce": "long", "crossings": 0}
    assert "rather: truce: short; crossings: 5" in sheet.main
    # It is kept when something else is given anew, and taken back where it is not ticked.
    sheet = head.send(sheet, "preferences", how="state", **named(sheet, {SHAPE: "less"}))
    assert len(held(table, "mandate").comparisons) == 1
    sheet = head.send(sheet, "preferences", how="state", keep=[])
    assert held(table, "mandate").comparisons == ()


def test_what_the_answers_imply_by_themselves(table: Table) -> None:
    for name, package in (
        ("one", {"truce": "long", "crossings": 3}),
        ("two", {"truce": "short", "crossings": 3}),
        ("three", {"truce": "none", "crossings": 5}),
    ):
        assert not table.play([act(LEAD, "table_proposal", name=name, to=["alba"], package=package)]).refused
    head = reader("alba:head")
    sheet = head.get(PATH)
    assert "Would you rather have p1, or no agreement?" in sheet.main
    head.send(sheet, "preferences", how="seal", **named(sheet, SAID | {RATHER % "p2": "none"}))
    sheet = waited(head)
    assert "50 to 100" in sheet.main
    assert "p1 is at least as good as p2, necessarily." in sheet.main
    assert "Either of p2 and p3 is possibly better" in sheet.main
    assert "no agreement is at least as good as p2, necessarily." in sheet.main
    # Before it is given, what was typed can be looked at: here it contradicts itself.
    sheet = head.get(PATH)
    sent = SAID | {RATHER % "p1": "none", RATHER % "p2": "this", SHAPE: ""}
    sheet = head.send(sheet, "preferences", button="imply", **named(sheet, sent))
    assert "What you have entered just now" in sheet.main
    answer = None
    while not isinstance(answer, Ready):
        sheet = head.send(sheet, "preferences", button="imply")
        answer = Ready(None, 0.0) if "being computed" not in sheet.main else None
    assert "These answers cannot all be true" in sheet.main
    assert "on “truce”, “long” is at least as good as “short”" in sheet.main
    assert held(table, "sealed").comparisons[0].better == "no agreement"


def test_numbers_that_are_best_between(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.get(PATH)
    sheet = head.send(sheet, "preferences", how="state", **named(sheet, {SHAPE: "best", BEST: "2"}))
    pairs = [(one.better["crossings"], one.worse["crossings"]) for one in held(table, "mandate").comparisons]
    assert pairs == [(2, 3), (3, 4), (4, 5), (2, 1), (1, 0)]
    assert (stands(sheet, SHAPE), stands(sheet, BEST)) == ("best", "2")
    assert "What you have answered before" not in sheet.main


def test_mediators_enter_what_a_party_told_them(table: Table) -> None:
    path = "/cases/main/parties/2/preferences"
    lunn = reader("mediator:lunn")
    sheet = lunn.get(path)
    assert "preferences-2-how" not in sheet.text
    sheet = lunn.send(sheet, "preferences-2", **named(sheet, SAID, "preferences-2"))
    assert sheet.status == 422
    assert stands(sheet, "truce/long", "preferences-2") == "1"
    sheet = lunn.send(sheet, "preferences-2", meeting="On the steps")
    assert "entered, at the meeting: On the steps" in sheet.main
    assert held(table, "mandate", "borea").priorities == ("truce", "crossings")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Nothing is said yet"),
        ({f"{ALL}/truce": "1", f"{ALL}/crossings": "1"}, "Two have the same number"),
        ({f"{ALL}/truce": "first"}, "This cannot be read"),
        ({f"{ALL}/truce": "1" * 9}, "This is too large"),
        ({f"{ALL}/truce": "1" * 30_000}, "This cannot be read"),
        ({SHAPE: "best"}, "Write the number that is best."),
        ({SHAPE: "best", BEST: "77"}, "the most is 5"),
        ({"truce/none": "1", "truce/short": "2", "floor-low": "10"}, "Write both ends, or neither."),
        ({"truce/none": "1", "truce/short": "2", "floor-low": "70", "floor-high": "10"}, "must not be less"),
        ({"truce/none": "1", "truce/short": "2", "how": ""}, "Fill this in."),
        ({"truce/none": "1", "truce/short": "2", "seen": "7.x"}, "has changed since this page was shown"),
        ({SHAPE: "<script>alert(1)</script>"}, "not one of the choices any more"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(table: Table, fields: dict[str, str], sentence: str) -> None:
    head = reader("alba:head")
    sheet = head.get(PATH)
    sent = named(sheet, fields)
    sheet = head.send(sheet, "preferences", **{"how": "state", **sent})
    assert sheet.status == 422
    assert sentence in sheet.main
    kept = sheet.form("preferences")
    for name, written in sent.items():
        if name.startswith(("rank", "floor", "best")):
            assert kept[f"preferences-{name}"] == written
    assert "<script>alert" not in sheet.text
    assert held(table, "mandate") is None
