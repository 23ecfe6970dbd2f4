"""The mediators' working case in use: taken in and out, changed by several, laid under what was told."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from goodoffices.model import Case, Condition, Issue, Ordinal, Party, RedLine
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.reading import read_case_text
from goodoffices.services import dossiers, growing
from goodoffices.services.dossiers import Place
from goodoffices.services.keeping import PURGED
from goodoffices.services.searching_record import find
from goodoffices.services.tables import exported
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import Stream
from tests.talks.dossiers import NOW, SECOND, place, two_sides
from tests.talks.table import ISSUES, LEAD, PARTIES, Act, Table, act, minute, opened, opening

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def cairo() -> Case:
    return Case.load(EXAMPLES / "cairo-2024")


@pytest.fixture
def table() -> Table:
    return two_sides("israel", "hamas")


@pytest.fixture
def started(table: Table, cairo: Case) -> Place:
    dossiers.start_from(place(table), cairo, note="cairo")
    return place(table)


def line(name: str, party: str = "israel") -> RedLine:
    return RedLine(
        party=party, name=name, requires=Condition(issue="hostages", at_least=1), entered_by="lunn"
    )


def with_line(name: str) -> Callable[[Case], Case]:
    return lambda frame: msgspec.structs.replace(frame, red_lines=(*frame.red_lines, line(name)))


def test_an_example_goes_in_and_comes_out_the_same(started: Place, cairo: Case) -> None:
    kept = dossiers.dossier(started.talks, started.who)
    assert kept == cairo
    files = exported(kept)
    assert read_case_text(files["case.yaml"].decode()) == cairo
    assert read_case_text(files["case.json"].decode(), "case.json") == cairo
    working = dossiers.working_case(started.talks, started.who, NOW)
    assert (working.case, working.seen, working.notes) == (cairo, 1, ())


def test_before_anything_is_set_the_case_is_the_agenda() -> None:
    table = opened()
    assert dossiers.dossier(table.talks, place(table).who) is None
    case = dossiers.working_case(table.talks, place(table).who).case
    assert [one.id for one in case.parties] == list(PARTIES)
    assert [one.id for one in case.issues] == [one["id"] for one in ISSUES]
    assert not list(check_case(case))


def test_issues_of_the_agenda_that_the_frame_lacks_come_behind_its_own() -> None:
    table = opened()
    own = msgspec.convert({"id": "mines", "options": [{"id": "a"}, {"id": "b"}]}, Issue)
    frame = Case(parties=tuple(Party(id=one) for one in PARTIES), issues=(own,))
    dossiers.start_from(place(table), frame)
    kept = dossiers.dossier(table.talks, place(table).who)
    assert kept is not None
    assert [one.id for one in kept.issues] == ["mines"]
    assert [one.id for one in dossiers.working_case(table.talks, place(table).who).case.issues] == [
        "mines",
        "truce",
        "crossings",
    ]
    growing.add_position(place(table), {"party": "alba", "issue": "truce", "stand": "demands"})
    kept = dossiers.dossier(table.talks, place(table).who)
    assert kept is not None
    assert [one.id for one in kept.issues] == ["mines", "truce", "crossings"]
    assert [one.id for one in kept.positions] == ["alba-truce-demands-1"]


def test_parties_are_matched_by_id_by_name_or_as_is_said(cairo: Case) -> None:
    table = two_sides("israel", "party-b")
    with pytest.raises(Refused, match="'Hamas' in this case is none of the parties to the talks"):
        dossiers.start_from(place(table), cairo)
    with pytest.raises(Refused, match="two parties of this case are to be 'israel'"):
        dossiers.start_from(place(table), cairo, {"hamas": "israel"})
    made = dossiers.start_from(place(table), cairo, {"hamas": "party-b"})
    assert [one.id for one in made.parties] == ["israel", "party-b"]
    assert {one.party for one in made.red_lines} == {"israel", "party-b"}
    assert "hamas" not in {one.speaker_party for one in made.statements}
    assert "hamas" not in {one for event in made.timeline for one in event.parties}
    assert len(made.statements) == len(cairo.statements)


def test_two_mediators_at_once_lose_nothing(started: Place) -> None:
    other = started._replace(who=started.talks.standing(SECOND))
    _, seen = dossiers.begun(started.talks, started.who)
    dossiers.change_frame(started, with_line("first"), seen=seen)
    with pytest.raises(Refused, match="mediator:lunn has changed the case since you looked at it"):
        dossiers.change_frame(other, with_line("second"), seen=seen)
    wrong: list[BaseException] = []

    def many(where: Place, name: str) -> None:
        try:
            for number in range(8):
                dossiers.change_frame(where, with_line(f"{name} {number}"))
        except BaseException as error:  # noqa: BLE001 - told below
            wrong.append(error)

    threads = [
        threading.Thread(target=many, args=(where, name)) for where, name in ((started, "a"), (other, "b"))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    kept = dossiers.dossier(started.talks, started.who)
    assert kept is not None
    names = {one.name for one in kept.red_lines}
    assert {f"{name} {number}" for name in "ab" for number in range(8)} <= names


def test_a_change_with_a_key_is_made_once(started: Place) -> None:
    _, seen = dossiers.begun(started.talks, started.who)
    for _ in range(2):
        case = dossiers.change_frame(started, with_line("once"), key="k", seen=seen)
    assert [one.name for one in case.red_lines].count("once") == 1
    assert dossiers.begun(started.talks, started.who)[1] == seen + 1


def test_an_earlier_frame_is_set_again(started: Place) -> None:
    dossiers.change_frame(started, with_line("x"), note="a line more")
    marks = dossiers.frames(started.talks, started.who)
    assert [(one.by, one.note) for one in marks] == [(LEAD, "cairo"), (LEAD, "a line more")]
    assert dossiers.frame_at(started.talks, started.who, marks[1].number).red_lines[-1].name == "x"
    case = dossiers.set_again(started, marks[0].number)
    assert "x" not in {one.name for one in case.red_lines}
    assert len(dossiers.frames(started.talks, started.who)) == 3
    with pytest.raises(Refused, match="there is no frame 99"):
        dossiers.set_again(started, 99)


def test_a_change_that_is_not_sound_is_refused_with_its_place(started: Place) -> None:
    with pytest.raises(Refused, match=r"positions\[\d+\]\.issue: there is no issue"):
        dossiers.change_frame(
            started,
            lambda frame: msgspec.structs.replace(
                frame,
                issues=frame.issues[:1],
                red_lines=(),
                constraints=(),
                parties=tuple(Party(id=one.id) for one in frame.parties),
                phases=(),
                decision_bodies=(),
            ),
        )


def body(name: str, party: str, within: str = "") -> Act:
    members: list[Act] = [{"id": "x", "name": "X"}]
    if within:
        members.append({"id": "y", "name": "Y", "body": within})
    return {"id": name, "party": party, "name": name, "members": members, "rule": {"kind": "majority"}}


#: Entered before the parties act themselves.
ENTERED: list[Act] = [
    act(LEAD, "form_body", entered_for="cora", meeting="m", body=body("council", "cora")),
    act(LEAD, "form_body", entered_for="alba", meeting="m", body=body("council", "alba")),
    act(LEAD, "form_body", entered_for="alba", meeting="m", body=body("senate", "alba", within="council")),
    act(
        LEAD,
        "give_mandate",
        entered_for="cora",
        meeting="m",
        mandate="e1",
        requires={"issue": "truce", "is": "long"},
    ),
]
TOLD: list[Act] = [
    act(
        "alba:mandator",
        "give_mandate",
        mandate="d1",
        shown=True,
        requires={"issue": "crossings", "at_most": 3},
        text="no more",
    ),
    act("alba:mandator", "give_mandate", mandate="gone", shown=True, expires=minute(600)),
    act(
        "alba:head",
        "state_preferences",
        preferences={"kind": "ordinal", "priorities": ["truce", "crossings"]},
    ),
    act(LEAD, "plan_round", round="doha", name="Doha", venue="a hotel"),
    act(LEAD, "open_round", round="doha"),
    act("alba:head", "attend", round="doha", people=["The head"]),
]


PRIVATE: list[Act] = [
    act("alba:mandator", "give_mandate", mandate="home", requires={"issue": "crossings", "at_most": 1}),
    act(
        "alba:head", "seal_preferences", preferences={"kind": "ordinal", "priorities": ["crossings", "truce"]}
    ),
    act("alba:head", "note", text="ours alone"),
    act("alba:head", "put_question", question="q", body="cabinet", text="?"),
    act("alba:voter", "vote", question="q", vote="against"),
    act(
        "borea:head",
        "seal_preferences",
        preferences={"kind": "ordinal", "priorities": ["crossings", "truce"]},
    ),
]


def seated() -> Table:
    """Return a table at which mediators entered who decides at home, before the parties sat down."""
    table, acts = Table(), opening()
    ours = [one for one in acts if one["by"] == LEAD]
    played = table.play([*ours, *ENTERED, *(one for one in acts if one not in ours)])
    assert not played.refused, played.refused
    return table


def test_what_the_parties_told_is_laid_over() -> None:
    table = seated()
    assert not table.play(TOLD).refused
    where = place(table)
    working = dossiers.working_case(table.talks, where.who, NOW)
    case = working.case
    assert not list(check_case(case))
    assert {one.label: one.description for one in case.mandates} == {"alba: d1": "no more", "cora: e1": ""}
    assert working.shown == {"alba: d1", "cora: e1"}
    assert isinstance(case.parties_by_id["alba"].preferences, Ordinal)
    assert working.stated == {"alba"}
    bodies = {one.id: one for one in case.decision_bodies}
    assert [(one.party, one.id) for one in bodies.values()] == [
        ("alba", "council"),
        ("alba", "senate"),
        ("cora", "cora-council"),
    ]
    assert bodies["senate"].members[1].body == "council"
    (doha,) = case.rounds
    assert (doha.status, [(one.name, one.party) for one in doha.attendance]) == (
        "open",
        [("The head", "alba")],
    )
    alba = next(one for one in case.delegations if one.party == "alba")
    assert {(one.name, one.role) for one in alba.members} >= {("head", "head"), ("mandator", "mandator")}
    earlier = dossiers.working_case(table.talks, where.who, NOW - dt.timedelta(days=1))
    assert "alba: gone" in earlier.shown


def test_what_is_kept_at_home_sealed_or_noted_never_comes_in() -> None:
    told, more = seated(), seated()
    told.play(TOLD)
    more.play(TOLD)
    assert not more.play(PRIVATE).refused
    ours = dossiers.working_case(told.talks, place(told).who, NOW)
    assert dossiers.working_case(more.talks, place(more).who, NOW) == ours
    text = msgspec.json.encode(ours.case)
    for word in (b"home", b"ours alone", b"cabinet"):
        assert word not in text


def test_stated_preferences_replace_assumed_ones_and_shown_mandates_those_of_their_name() -> None:
    table = seated()
    assumed = Ordinal(priorities=("crossings",), assumption="a guess")
    parties = tuple(Party(id=one, preferences=assumed) for one in PARTIES)
    case = msgspec.convert(
        {"mandates": [{"party": "alba", "name": "d1", "assumption": "a guess"}], "issues": ISSUES,
         "red_lines": [{"party": "cora", "name": "e1", "requires": {"issue": "truce", "is": "long"}, "entered_by": "l"}]},
        Case,
    )  # fmt: skip
    dossiers.start_from(place(table), msgspec.structs.replace(case, parties=parties))
    table.play(TOLD)
    working = dossiers.working_case(table.talks, place(table).who, NOW)
    assert [one.label for one in working.case.mandates] == ["alba: d1", "cora: e1 (mandate)"]
    assert working.case.mandates[0].description == "no more"
    assert [getattr(one.preferences, "assumption", None) for one in working.case.parties] == [
        "",
        "a guess",
        "a guess",
    ]
    assert not list(check_case(working.case))


def test_what_does_not_fit_is_left_out_and_said() -> None:
    table = seated()
    table.play(TOLD)
    truce = msgspec.convert({"id": "truce", "options": [{"id": "none"}, {"id": "forever"}]}, Issue)
    crossings = msgspec.convert({"id": "crossings", "options": [{"id": "open"}, {"id": "shut"}]}, Issue)
    parties = tuple(Party(id=one) for one in PARTIES)
    dossiers.start_from(place(table), Case(parties=parties, issues=(truce, crossings)))
    working = dossiers.working_case(table.talks, place(table).who, NOW)
    assert not list(check_case(working.case))
    assert all(one.requires is None for one in working.case.mandates)
    assert any("The mandate 'e1' of cora limits nothing here" in one for one in working.notes)


def test_what_was_destroyed_is_as_if_it_had_never_been() -> None:
    table = seated()
    table.play(TOLD)
    dossiers.change_frame(place(table), lambda frame: frame)
    table.talks.history.purge([Stream.parse(f"{kind}/alba") for kind in PURGED])
    working = dossiers.working_case(table.talks, place(table).who, NOW)
    assert working.stated == frozenset()
    assert working.shown == {"cora: e1"}


def test_whoever_does_not_share_all_channels_has_none() -> None:
    table = seated()
    table.play(TOLD)
    dossiers.change_frame(place(table), lambda frame: frame)
    sentences = set()
    for actor in ("mediator:co", "mediator:far", "alba:head", "observer:un"):
        where = place(table, actor)
        calls: list[Callable[[Place], object]] = [
            lambda at: dossiers.dossier(at.talks, at.who),
            lambda at: dossiers.begun(at.talks, at.who),
            lambda at: dossiers.state_of(at.talks, at.who),
            lambda at: dossiers.working_case(at.talks, at.who).case,
            lambda at: dossiers.change_frame(at, lambda frame: frame),
            lambda at: dossiers.start_from(at, Case()),
            lambda at: dossiers.frames(at.talks, at.who),
            lambda at: dossiers.frame_at(at.talks, at.who, 1),
            lambda at: dossiers.set_again(at, 1),
            lambda at: dossiers.text_of(at.talks, at.who, "x"),
            lambda at: growing.read_reports(at, "A text of a report.", reader="rules"),
            lambda at: growing.review(at, ["x"], "accepted"),
            lambda at: growing.review_by_rule(at, "source=x", "accepted"),
            lambda at: growing.fitting(at, "source=x"),
            lambda at: growing.merge_names(at, "x", "y"),
            lambda at: growing.add_statement(at, {}),
            lambda at: find(at.talks, at.who, "x"),
        ]
        for call in calls:
            with pytest.raises(Refused) as refusal:
                call(where)
            sentences.add(str(refusal.value))
    assert sentences == {"there is no working case of yours here; it is for mediators who share all channels"}


def test_before_the_talks_are_opened_there_is_none() -> None:
    table = Table()
    with pytest.raises(Refused):
        dossiers.dossier(table.talks, Standing(actor=LEAD, side="mediator", lead=True))
