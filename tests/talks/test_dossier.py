"""The mediators' working case: what is set, what grows, who may, what is refused, and that it comes back as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from goodoffices.model import Case
from goodoffices.storage import history
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.dossier import LONGEST_REPORT, GrowRecord, SetFrame
from goodoffices.talks.errors import Refused
from goodoffices.talks.states.dossier import DossierState
from goodoffices.talks.streams import Stream
from tests.talks.table import ISSUES, LEAD, PARTIES, START, Act, Table, act, minute, opened

DOSSIER = Stream("dossier", "alba+borea+cora")
SOURCE = {"id": "r1", "title": "A report"}
STATEMENT = {
    "id": "s1",
    "source": "r1",
    "content": "no",
    "speaker_named": True,
    "act": "rejects",
    "reader": "rules",
}
POSITION = {
    "id": "p1",
    "party": "alba",
    "issue": "truce",
    "stand": "rejects",
    "options": ["long"],
    "statements": ["s1"],
    "reader": "rules",
}
JUDGEMENT = {"what": "position", "of": "p1", "by": "lunn", "at": minute(1)}
RECORD = {"sources": [SOURCE], "statements": [STATEMENT], "positions": [POSITION]}


def frame(**parts: Any) -> Act:
    return {"parties": [{"id": party} for party in PARTIES], "issues": ISSUES, **parts}


def state(table: Table) -> DossierState:
    found = table.talks.history.load(DOSSIER).state
    assert isinstance(found, DossierState)
    return found


def case_of(table: Table) -> Case:
    case = state(table).case
    assert case is not None
    return case


def refused(table: Table, do: str, by: str = LEAD, **fields: Any) -> str:
    ((_, why),) = table.play([act(by, do, **fields)]).refused
    return why


def started(**record: Any) -> Table:
    table = opened()
    played = table.play(
        [act(LEAD, "set_frame", frame=frame()), act(LEAD, "grow_record", **(record or RECORD))]
    )
    assert not played.refused, played.refused
    return table


def test_a_case_grows_piece_by_piece() -> None:
    table = opened()
    assert state(table).case is None
    table = started()
    table.play([act(LEAD, "keep_report", source="r1", text="He said no.")])
    case = case_of(table)
    assert (case.sources[0].id, case.statements[0].id, case.positions[0].id) == ("r1", "s1", "p1")
    assert case is case_of(table)
    table.play([act(LEAD, "grow_record", judgements=[JUDGEMENT | {"verdict": "rejected"}])])
    assert [one.verdict for one in case_of(table).judgements] == ["rejected"]
    assert {one: mark.length for one, mark in state(table).texts.items()} == {"r1": 11}
    (kept,) = table.talks.history.tail(DOSSIER, state(table).texts["r1"].number - 1)[:1]
    assert b'"text":"He said no."' in kept.data


def test_who_looked_too_long_ago_overwrites_nothing() -> None:
    table = opened()
    table.play([act(LEAD, "set_frame", frame=frame(title="one"), seen=0, note="begun")])
    why = refused(table, "set_frame", frame=frame(title="two"), seen=0)
    assert why.startswith("mediator:lunn has changed the case since you looked at it, on 2031-03-01")
    assert case_of(table).title == "one"
    assert "only 1 frames" in refused(table, "set_frame", frame=frame(), seen=7)
    assert not table.play([act(LEAD, "set_frame", frame=frame(title="three"), seen=1)]).refused
    assert [(one.number, one.by, one.note) for one in state(table).frames] == [
        (1, LEAD, "begun"),
        (2, LEAD, ""),
    ]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {"frame": frame(parties=[{"id": "alba"}])},
            "parties: those of the talks are alba, borea, cora, and those of this case are alba",
        ),
        ({"frame": frame(sources=[SOURCE])}, "frame.sources: the record is not part of the frame"),
        ({"frame": frame(issues=[*ISSUES, ISSUES[0]])}, "issues[2].id: 'truce' is used twice"),
        (
            {
                "frame": frame(
                    red_lines=[
                        {
                            "party": "alba",
                            "name": "x",
                            "requires": {"issue": "mars", "is": "red"},
                            "entered_by": "l",
                        }
                    ]
                )
            },
            "red_lines[0].requires",
        ),
        ({"frame": frame(issues=ISSUES[1:])}, "positions[0].issue: there is no issue 'truce'"),
        ({"frame": frame(), "entered_for": "alba", "meeting": "m"}, "this is no party's act"),
    ],
)
def test_a_frame_that_is_not_sound_is_refused_with_its_place(fields: Act, why: str) -> None:
    table = started()
    assert why in refused(table, "set_frame", **fields)
    assert len(state(table).frames) == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "there is nothing to add"),
        ({"sources": [SOURCE]}, "sources.0.id: the record has 'r1' already"),
        ({"statements": [STATEMENT]}, "statements.0.id: the record has 's1' already"),
        (
            {"statements": [STATEMENT | {"id": "x"}, STATEMENT | {"id": "x"}]},
            "statements[1].id: 'x' is used twice",
        ),
        (
            {"statements": [STATEMENT | {"id": "x", "source": "y"}]},
            "statements[0].source: there is no source 'y'",
        ),
        ({"positions": [POSITION | {"id": "x", "issue": "y"}]}, "positions[0].issue: there is no issue 'y'"),
        (
            {"positions": [POSITION | {"id": "x", "statements": ["y"]}]},
            "positions[0].statements[0]: there is no statement 'y'",
        ),
        (
            {"judgements": [JUDGEMENT | {"of": "y", "verdict": "rejected"}]},
            "judgements[0].of: there is no position 'y'",
        ),
        (
            {"judgements": [JUDGEMENT | {"verdict": "edited", "fields": {"issue": "y"}}]},
            "judgements.0.fields.issue: there is no issue 'y'",
        ),
        (
            {"judgements": [JUDGEMENT | {"verdict": "edited", "fields": {"stand": 1}}]},
            "judgements.0.fields: ",
        ),
        ({"judgements": [JUDGEMENT | {"verdict": "edited", "fields": {"id": "y"}}]}, "'id' stays as it is"),
        (
            {
                "judgements": [
                    JUDGEMENT | {"what": "name", "of": "x", "verdict": "edited", "fields": {"a": 1}}
                ]
            },
            "a name is merged",
        ),
    ],
)
def test_growth_that_is_not_sound_is_refused_with_its_place(fields: Act, why: str) -> None:
    table = started()
    assert why in refused(table, "grow_record", **fields)
    assert state(table).events == 2


def test_a_frame_cannot_take_away_what_an_edit_speaks_of() -> None:
    table = started()
    edit = JUDGEMENT | {"verdict": "edited", "fields": {"issue": "crossings", "options": [1]}}
    assert not table.play([act(LEAD, "grow_record", judgements=[edit])]).refused
    smaller = frame(issues=[ISSUES[0], {"id": "crossings", "integers": {"low": 2, "high": 5}}])
    why = refused(table, "set_frame", frame=smaller)
    assert (
        why
        == "judgements: an edit does not fit this case: positions[0].options[0]: the issue 'crossings' has no option '1'"
    )


def test_a_whole_case_is_taken_in() -> None:
    table = opened()
    backed = {
        "party": "alba",
        "name": "no",
        "requires": {"issue": "truce", "is": "long"},
        "positions": ["p1"],
    }
    whole = frame(**RECORD, red_lines=[backed])
    assert not table.play([act(LEAD, "take_case", case=whole, seen=0)]).refused
    case = case_of(table)
    assert (case.red_lines[0].positions, case.positions[0].id, state(table).events) == (("p1",), "p1", 2)
    assert not table.play([act(LEAD, "take_case", case=whole, seen=1)]).refused
    assert (case_of(table), state(table).events) == (case, 3)
    other = whole | {"statements": [STATEMENT | {"content": "yes"}]}
    assert "statements.0.id: the record has another 's1'" in refused(table, "take_case", case=other)
    assert "has changed the case" in refused(table, "take_case", case=whole, seen=1)


def test_the_record_needs_a_frame_and_a_text_its_source() -> None:
    table = opened()
    assert "set its frame first" in refused(table, "grow_record", sources=[SOURCE])
    table = started()
    assert "no source 'r2'" in refused(table, "keep_report", source="r2", text="x")
    assert not table.play([act(LEAD, "keep_report", source="r1", text="x" * LONGEST_REPORT)]).refused
    assert "kept already" in refused(table, "keep_report", source="r1", text="x")


@pytest.mark.parametrize("who", ["mediator:co", "mediator:far", "alba:head", "observer:un"])
def test_whoever_does_not_share_all_channels_has_no_part_in_it(who: str) -> None:
    table = started()
    before = table.seen(who)
    for do, fields in (
        ("set_frame", {"frame": frame()}),
        ("grow_record", RECORD),
        ("keep_report", {"source": "r1", "text": "x"}),
    ):
        why = refused(table, do, by=who, **fields)
        assert "there is no channel of yours" in why or why == "only a mediator does this"
        assert "r1" not in why
    if who.startswith("mediator"):
        assert table.seen(who) == before


def test_what_cannot_be_written_as_it_is_is_refused() -> None:
    """Acts that come from this program and not from a script have no shape that somebody checked."""
    table = started()
    parts = case_of(table)
    huge = msgspec.structs.replace(parts.issues[1].integers, high=10**30)  # type: ignore[type-var]  # it is there
    bad: list[Any] = [
        SetFrame(
            frame=Case(
                parties=parts.parties, issues=(msgspec.structs.replace(parts.issues[1], integers=huge),)
            )
        ),
        GrowRecord(
            statements=(msgspec.structs.replace(parts.statements[0], id="x", confidence=float("nan")),)
        ),
        GrowRecord(statements=(msgspec.structs.replace(parts.statements[0], id=""),)),
    ]
    for action in bad:
        with pytest.raises(Refused):
            table.talks.do(Command(at=START + dt.timedelta(hours=9), by=LEAD, action=action))
    assert state(table).events == 2


def test_a_snapshot_holds_it_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "SNAPSHOT_EVERY", 3)
    table = started()
    table.play(
        [
            act(LEAD, "keep_report", source="r1", text="He said no."),
            act(LEAD, "grow_record", judgements=[JUDGEMENT | {"verdict": "accepted"}]),
        ]
    )
    before, case = msgspec.to_builtins(state(table)), case_of(table)
    table.talks.history._cache.clear()
    assert table.talks.history.store.snapshot(str(DOSSIER)) is not None
    assert (msgspec.to_builtins(state(table)), case_of(table)) == (before, case)


def test_thousands_of_judgements_are_folded_at_once() -> None:
    many = [STATEMENT | {"id": f"s{number}"} for number in range(3_000)]
    table = started(sources=[SOURCE], statements=many)
    for number in range(60):
        judged = [
            {
                "what": "statement",
                "of": f"s{number * 50 + one}",
                "verdict": "accepted",
                "by": "lunn",
                "at": minute(2),
            }
            for one in range(50)
        ]
        assert not table.play([act(LEAD, "grow_record", judgements=judged)]).refused
    table.talks.history._cache.clear()
    assert len(case_of(table).judgements) == 3_000
    assert len(case_of(table).statements) == 3_000


def test_an_answer_to_an_older_version_is_no_answer() -> None:
    table = opened()
    table.play(
        [
            act(LEAD, "table_proposal", name="x", to=["alba"], package={"truce": "short"}),
            act(LEAD, "revise_proposal", name="x", to=["alba"], package={"truce": "long"}),
        ]
    )
    why = "'p1' is version 2 now; look at it and answer again"
    answer = {"proposal": "p1", "answer": "accept"}
    assert refused(table, "answer_proposal", by="alba:head", version=1, **answer) == why
    mandate = act("alba:mandator", "give_mandate", mandate="d")
    assert not table.play([mandate, act("alba:head", "answer_proposal", version=2, **answer)]).refused
    assert refused(table, "initial", by="alba:head", proposal="p1", version=1) == why
    assert not table.play([act("alba:head", "initial", proposal="p1", version=2)]).refused


def test_a_copy_shares_what_was_put_together_and_later_events_do_not_change_it() -> None:
    table = started()
    held = state(table).copied()
    assert held.case is case_of(table)
    table.play([act(LEAD, "grow_record", judgements=[JUDGEMENT | {"verdict": "accepted"}])])
    assert held.case is not None
    assert (held.case.judgements, len(case_of(table).judgements)) == ((), 1)
    assert DossierState().copied().case is None
