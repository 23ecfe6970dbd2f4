"""Classes that rehearse talks: who is seated where, what is asked of whom, and what passes from one seat to another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices import language
from goodoffices.model import Case
from goodoffices.services import teaching
from goodoffices.services.acting import Talks
from goodoffices.services.samples import sample_case
from goodoffices.services.scripts import command_of
from goodoffices.services.teaching import check_exercise, results_of
from goodoffices.simulation.errors import SimulationError
from goodoffices.talks.actions import Command
from goodoffices.talks.codec import canonical
from goodoffices.talks.errors import Refused
from goodoffices.talks.events.teaching import Exercise
from goodoffices.talks.lens import Lens
from goodoffices.talks.streams import table_of
from goodoffices.talks.transcript import Broken, checked
from goodoffices.talks.visibility import case_for
from tests.simulating import quarrel
from tests.talks.proposing import events, good, of, refused
from tests.talks.table import Act, Table, act, copied
from tests.talks.test_transcripts import relinked

TEACHER = "instructor:ames"
#: A dispute in which what an issue is worth depends on others.
DEPENDENT = Case.load(sample_case("orrin-pass"))
LEARNERS = tuple(f"learner:{name}" for name in ("ada", "bo", "cy", "di", "eve", "flo"))


def exercise(protocol: str = "alternating", **more: Any) -> Act:
    """Return what is rehearsed, as it stands in a script."""
    case: Any = msgspec.to_builtins(quarrel(**{k: more.pop(k) for k in ("together", "line") if k in more}))
    return {"case": case, "protocol": protocol, "rounds": 4, **more}


def gathered(protocol: str = "alternating", people: int = 6, together: int = 1, **more: Any) -> Table:
    """Return a class that sits at its tables, before they begin."""
    table = Table()
    good(
        table,
        act(TEACHER, "open_class", title="Spring"),
        act(TEACHER, "set_exercise", exercise=exercise(protocol, **more)),
        *(
            act(TEACHER, "admit_learner", learner=one.split(":")[1], called=one[8:].title())
            for one in LEARNERS[:people]
        ),
        act(TEACHER, "seat_all", together=together),
    )
    return table


def begun(protocol: str = "alternating", people: int = 6, together: int = 1, **more: Any) -> Table:
    """Return a class whose tables have begun."""
    table = gathered(protocol, people, together, **more)
    good(table, act(TEACHER, "begin_tables"))
    return table


def said(by: str, what: str, *packages: Act, question: int = 1) -> Act:
    """Return an answer."""
    return act(by, "answer_seat", question=question, said=what, packages=list(packages))


def package(land: str, water: str) -> Act:
    return {"land": land, "water": water}


def lens(table: Table) -> Lens:
    return Lens(table.talks.standing(TEACHER), lambda stream: table.talks.history.load(stream).state)


ADA, BO, CY, DI = LEARNERS[:4]


def test_a_pair_bargains_and_comes_to_an_agreement() -> None:
    table = begun()
    assert [one["question"] for one in of(table, ADA, "seat_asked")] == ["turn"]
    assert of(table, BO, "seat_asked") == []
    good(table, said(ADA, "offer", package("none", "half")))
    # the other side learns what is on the table, and is asked about it
    assert [one["package"] for moved in of(table, BO, "table_moved") for one in moved.get("laid", [])] == [
        package("none", "half")
    ]
    good(table, said(BO, "offer", package("half", "half")), act(BO, "speak_at_table", text="halves are fair"))
    good(table, said(ADA, "accept", question=2))
    ended = of(table, BO, "table_moved")[-1]
    assert (ended["ended"], ended["package"]) == ("agreement", package("half", "half"))
    assert [one["text"] for one in of(table, ADA, "table_spoken")] == ["halves are fair"]
    assert "over" in refused(table, said(BO, "walk", question=2))
    # the other tables go on
    assert [one["question"] for one in of(table, CY, "seat_asked")] == ["turn"]


def test_what_a_seat_is_given_holds_nothing_of_what_another_wants() -> None:
    table = begun(line=True)
    own, other = of(table, ADA, "seat_given")[0]["case"], of(table, BO, "seat_given")[0]["case"]
    assert [("preferences" in one) for one in own["parties"]] == [True, False]
    assert [("preferences" in one) for one in other["parties"]] == [False, True]
    assert own["red_lines"][0]["party"] == "a"
    assert "red_lines" not in other


def test_limits_and_constraints_hold_people_too() -> None:
    table = begun(line=True, together=1)
    assert "your side's limit “land is kept” rules this out" in refused(
        table, said(ADA, "offer", package("all", "half"))
    )
    assert "choose an option for “land”" in refused(table, said(ADA, "offer", {"water": "half"}))
    assert "an offer is one package" in refused(table, said(ADA, "offer"))
    assert "nothing on the table" in refused(table, said(ADA, "accept"))
    assert "answers something else" in refused(table, said(ADA, "yes"))
    assert "nothing is asked of you now" in refused(table, said(BO, "offer", package("half", "half")))
    assert "only those who sit at a table" in refused(table, said(TEACHER, "walk"))
    assert "only an instructor" in refused(table, act(ADA, "end_tables"))
    assert "playing" in refused(table, act(TEACHER, "seat_all"))
    assert "reckoned, and entered by nobody" in refused(
        table, act(ADA, "advance_table", table=1, after=0, answers={}, round=1, ended="agreement")
    )
    assert "you take no part" in refused(table, act("learner:gus", "speak_at_table", text="here"))


def test_sides_with_a_mediator_between_them_answer_unseen_and_do_not_speak() -> None:
    table = begun("proposals", people=2)
    before = {who: table.seen(who) for who in (ADA, BO)}
    good(table, said(ADA, "no"))
    # the other side cannot tell whether there was an answer
    assert table.seen(BO) == before[BO]
    assert "a mediator stands between the sides" in refused(table, act(BO, "speak_at_table", text="well?"))
    good(table, said(BO, "yes"))
    moved = of(table, BO, "table_moved")
    assert len([one for part in moved for one in part.get("laid", [])]) == 2
    assert [one["question"] for one in of(table, BO, "seat_asked")] == ["accept", "accept"]


def test_a_yes_is_not_exposed_by_a_no() -> None:
    one, other = (begun("proposals", people=2) for _ in range(2))
    good(one, said(BO, "yes"), said(ADA, "no"))
    good(other, said(BO, "no"), said(ADA, "no"))
    assert one.seen(ADA) == other.seen(ADA)


def test_teams_share_a_seat_and_programs_sit_in_empty_ones() -> None:
    table = begun(people=5, together=2)
    tables = lens(table).classroom.tables
    assert tables == {1: {"a": ["ada", "cy"], "b": ["bo", "di"]}, 2: {"a": ["eve"], "b": []}}
    mates = [f"learner:{name}" for name in tables[1]["a"]]
    assert events(table, mates[0]) == events(table, mates[1])
    good(table, said(mates[1], "offer", package("half", "half")))
    assert "answered already" in refused(table, said(mates[0], "offer", package("none", "half")))
    # a program answers at once
    good(table, said(LEARNERS[4], "offer", package("none", "none")))
    assert [
        one["by"] for moved in of(table, LEARNERS[4], "table_moved") for one in moved.get("laid", [])
    ] == ["a", "b"]


def test_a_program_goes_on_for_those_who_have_left() -> None:
    table = begun(people=2)
    good(table, act(TEACHER, "hand_seat", table=1, party="a"))
    assert of(table, BO, "seat_asked")[-1]["packages"]
    assert "already" in refused(table, act(TEACHER, "hand_seat", table=1, party="a"))
    assert "nothing is asked of you" in refused(table, said(ADA, "walk"))


def test_the_class_is_shown_what_came_of_its_tables_and_what_each_side_wanted() -> None:
    table = begun()
    good(
        table, said(ADA, "offer", package("half", "half")), said(BO, "accept"), said(CY, "walk"),
        act(TEACHER, "end_tables"),
    )  # fmt: skip
    assert "over" in refused(table, said(LEARNERS[4], "walk"))
    found = results_of(lens(table), named=True)
    assert [(one.table, one.ended) for one in found] == [
        (1, "agreement"),
        (2, "walked away"),
        (3, "time is up"),
    ]
    assert 0 < found[0].efficiency <= 1
    assert found[0].people == {"a": ("Ada",), "b": ("Bo",)}
    assert (found[1].efficiency, found[1].utilities) == (0.0, (0.1, 0.1))
    assert all(b"class_debriefed" not in table.seen(one) for one in LEARNERS)
    good(
        table,
        act(TEACHER, "debrief_class", results=msgspec.to_builtins(results_of(lens(table), named=False))),
    )
    for one in LEARNERS:
        shown = of(table, one, "class_debriefed")[0]
        assert [result["ended"] for result in shown["results"]] == ["agreement", "walked away", "time is up"]
        assert all("preferences" in party for party in shown["case"]["parties"])
        assert all(not result["people"] for result in shown["results"])


def test_talks_go_on_where_a_server_died_between_an_answer_and_what_came_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = begun(people=2)
    with monkeypatch.context() as broken:
        broken.setattr(teaching, "advance", _die)
        good(table, said(ADA, "offer", package("none", "half")))
    assert of(table, BO, "seat_asked") == []
    again = Talks(table.talks.history)
    assert again.tables_wait.is_set()
    again.play_tables(table.talks.history.load(table_of(1)).last)
    assert [one["question"] for one in of(table, BO, "seat_asked")] == ["turn"]
    before = table.seen(TEACHER)
    again.play_tables(table.talks.history.load(table_of(1)).last)
    assert table.seen(TEACHER) == before


def test_those_who_answer_at_once_are_heard_once_and_the_talks_go_on_once() -> None:
    table = begun("proposals", people=4, together=2)
    mates = [*LEARNERS[:4]]
    asked = [command_of(said(who, "no") | {"at": "2031-03-02T00:00:00Z"}) for who in mates * 2]

    def answer(command: Command) -> str:
        try:
            Talks(table.talks.history).do(command)
        except Refused as refusal:
            return str(refusal)
        return ""

    with ThreadPoolExecutor(len(asked)) as people:
        heard = [*people.map(answer, asked)]
    assert heard.count("") == 2, heard
    for who in mates:
        assert len(of(table, who, "seat_answered")) == 1
        assert [one["round"] for one in of(table, who, "seat_asked")] == [1, 2]
        assert len([one for part in of(table, who, "table_moved") for one in part.get("laid", [])]) == 2


def _die(*_given: object) -> None:
    raise OSError("the machine is gone")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"protocol": "shouting"}, "there is no protocol"), ({"program": "nobody"}, "there is no agent"),
        ({"program": "mandated(model)"}, "a language model sits in no class"),
        ({"told": "lies"}, "does not say what the mediator is told"),
    ],
)  # fmt: skip
def test_an_exercise_that_cannot_be_played_is_told_in_a_sentence(change: dict[str, str], says: str) -> None:
    given = {"case": quarrel(), "protocol": "alternating", **change}
    with pytest.raises(SimulationError, match=says):
        check_exercise(Exercise(**given))  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"case": {"title": "Nobody's"}}, "fewer than two parties"),
        ({"case": {"parties": [{"id": "a"}, {"id": "b"}]}}, "what the party 'a' wants is not exactly known"),
        ({"protocol": "shouting"}, "there is no protocol"), ({"program": "model"}, "a language model sits in no class"),
    ],
)  # fmt: skip
def test_an_exercise_that_cannot_be_played_is_set_by_nobody(change: Act, says: str) -> None:
    table = Table()
    good(
        table,
        act(TEACHER, "open_class", title="Spring"),
        act(TEACHER, "admit_learner", learner="ada", called="Ada"),
    )
    assert says in refused(table, act(TEACHER, "set_exercise", exercise=exercise() | change))
    assert "what the class rehearses" in refused(table, act(TEACHER, "seat_all"))


def test_a_class_is_shown_nothing_that_did_not_come_of_its_tables() -> None:
    table = begun(people=4)
    good(table, said(ADA, "offer", package("half", "half")), act(TEACHER, "end_tables"))
    one, two = msgspec.to_builtins(results_of(lens(table), named=True))
    laid = {"round": 1, "package": package("none", "none"), "by": "a"}
    forged: tuple[Act, ...] = (
        {"table": 3}, {"path": [laid]}, {"ended": "agreement"}, {"by": "c"}, {"package": {"mars": 1}}, {"round": 9},
        {"people": {"a": ["Bo"]}}, {"utilities": []},
    )  # fmt: skip
    for wrong in forged:
        assert "this is not what came of table" in refused(
            table, act(TEACHER, "debrief_class", results=[one | wrong, two])
        )
    assert "each table once" in refused(table, act(TEACHER, "debrief_class", results=[one, one]))
    good(table, act(TEACHER, "debrief_class", results=[one, two]))


def test_what_cannot_be_told_in_part_is_refused_before_the_tables_begin() -> None:
    case = DEPENDENT
    for told in ("everything", "nothing"):
        check_exercise(Exercise(case=case, protocol="drafts", told=told))
    check_exercise(Exercise(case=case, protocol="proposals"))
    with pytest.raises(SimulationError, match="are not additive") as error:
        check_exercise(Exercise(case=case, protocol="proposals", told="orders"))
    for code in ("ar", "es", "fr", "he"):
        with language.use(code):
            assert "additive;" not in language.sentence(str(error.value))


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(LEARNERS[2:]),
        st.sampled_from(["offer", "accept", "walk", "yes", "no", "first", "second", "neither", "these"]),
        st.sampled_from(
            [(), (package("half", "half"),), (package("none", "half"),), (package("all", "none"),)]
        ),
        st.integers(1, 3),
    ),
    max_size=12,
)


@pytest.mark.parametrize("protocol", ["alternating", "proposals", "single-text", "bids"])
@given(answers=ANSWERS)
@settings(max_examples=15)
def test_no_table_learns_anything_of_another(protocol: str, answers: list[Any]) -> None:
    quiet = copied(_begun(protocol))
    busy = copied(quiet)
    busy.play([said(who, what, *packages, question=number) for who, what, packages, number in answers])
    for who in (ADA, BO):
        assert busy.seen(who) == quiet.seen(who)


@given(yes=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=4))
@settings(max_examples=15)
def test_answers_unseen_leave_nothing_but_whether_all_said_yes(yes: list[tuple[bool, bool]]) -> None:
    """Two histories in which the other side answers differently, and not all said yes, look the same."""
    one, other = (copied(_begun("proposals")) for _ in range(2))
    for number, (first, second) in enumerate(yes, 1):
        for table, theirs in ((one, first), (other, second)):
            table.play([said(BO, "yes" if theirs else "no", question=number)])
            assert table.seen(ADA)
            table.play([said(ADA, "no", question=number)])
        assert one.seen(ADA) == other.seen(ADA)


@pytest.mark.parametrize("protocol", ["alternating", "drafts"])
def test_what_everybody_in_a_class_keeps_of_it_is_verified(protocol: str) -> None:
    table = begun(protocol, people=5)
    for who in (TEACHER, *LEARNERS[:5]):
        assert checked(table.seen(who)).events


@pytest.mark.parametrize("stream", ["seat/1+b", "seat/2+a", "table/2", "class", "seat/1+c", "seat/01+a"])
def test_a_seat_that_its_learner_does_not_sit_in_is_a_finding(stream: str) -> None:
    lines = begun().seen(ADA).split(b"\n")[:-1]
    head = msgspec.json.decode(lines[0])
    lines[0] = canonical(head | {"streams": sorted({*head["streams"], stream})})
    with pytest.raises(Broken, match="line 1: learner:ada does not see "):
        checked(relinked(lines, lambda _place, _one: None))


def drafted(told: str = "nothing") -> Table:
    """Return a table at which ada and bo sit for the sides, and cy mediates, after a first draft."""
    table = begun("drafts", people=3, told=told)
    good(table, said(CY, "offer", package("half", "half")))
    return table


def test_somebody_mediates_by_drafts_and_hears_each_side_alone() -> None:
    table = drafted()
    asked = of(table, CY, "seat_asked")
    assert [one["question"] for one in asked] == ["draft"]
    assert [one["question"] for one in of(table, ADA, "seat_asked")] == ["accept"]
    good(table, said(ADA, "yes"), said(BO, "no"))
    better = package("half", "all")
    good(table, said(ADA, "these", question=2), said(BO, "these", better, question=2))
    replies = of(table, CY, "seat_asked")[-1]["replies"]
    assert replies == {"a": {"yes": True}, "b": {"yes": False, "changes": [better]}}
    for side in (ADA, BO):
        assert not any("replies" in one for one in of(table, side, "seat_asked"))
    assert refused(table, said(CY, "these", better, question=2)).startswith("said: ")
    good(
        table,
        said(CY, "offer", better, question=2),
        said(ADA, "yes", question=3),
        said(BO, "yes", question=3),
    )
    moved = of(table, ADA, "table_moved")[-1]
    assert (moved["ended"], moved["package"]) == ("agreement", better)
    assert [one.get("by", "") for one in of(table, ADA, "table_moved") for one in one.get("laid", [])] == [
        "",
        "",
    ]


def test_who_mediates_is_told_what_the_exercise_says_and_may_end_the_talks() -> None:
    known = of(drafted("everything"), CY, "seat_given")[0]["case"]
    assert all("preferences" in one for one in known["parties"])
    table = drafted()
    (given,) = of(table, CY, "seat_given")
    assert not any("preferences" in one for one in given["case"]["parties"])
    assert not given["case"].get("red_lines")
    good(
        table, said(ADA, "no"), said(BO, "no"), said(ADA, "these", question=2), said(BO, "these", question=2)
    )
    good(table, said(CY, "walk", question=2))
    assert of(table, BO, "table_moved")[-1]["ended"] == "walked away"
    # a limit of a side is no limit of who mediates, though it is known
    lined = begun("drafts", people=3, told="everything", line=True)
    good(lined, said(CY, "offer", package("all", "none")))
    assert "rules this out" in refused(lined, said(ADA, "yes"))


def test_a_program_mediates_where_nobody_does_or_somebody_has_left() -> None:
    alone = begun("drafts", people=2, told="everything")
    assert of(alone, ADA, "table_set")[0]["programs"] == ["mediator"]
    good(alone, said(ADA, "yes"), said(BO, "yes"))
    assert of(alone, ADA, "table_moved")[-1]["ended"] == "agreement"
    left = begun("drafts", people=3, told="everything")
    good(left, act(TEACHER, "hand_seat", table=1, party="mediator"))
    assert [one["question"] for one in of(left, ADA, "seat_asked")] == ["accept"]


@pytest.mark.parametrize("protocol", ["drafts", "alternating", "proposals"])
def test_a_party_that_is_called_as_the_seat_of_who_mediates_is_refused(protocol: str) -> None:
    """What is made for that seat can hold everything, in whichever protocol."""
    table, given = gathered(people=2), exercise(protocol)
    given["case"]["parties"][0]["id"] = "mediator"
    assert "a party is called 'mediator'" in refused(table, act(TEACHER, "set_exercise", exercise=given))
    case = msgspec.convert(given["case"], Case)
    assert [one.preferences is None for one in case_for(case, "mediator", "everything").parties] == [
        False,
        True,
    ]


@pytest.mark.parametrize("protocol", ["drafts", "single-text"])
def test_a_change_that_cannot_be_is_refused_and_the_talks_go_on(protocol: str) -> None:
    table, given = gathered(protocol, people=3), exercise(protocol, together=True)
    good(table, act(TEACHER, "set_exercise", exercise=given), act(TEACHER, "begin_tables"))
    if protocol == "drafts":
        good(table, said(CY, "offer", package("half", "half")), said(ADA, "no"), said(BO, "no"))
    asked = of(table, ADA, "seat_asked")
    assert asked[-1]["question"] == "criticise"
    (draft,) = asked[-1]["packages"]
    change = {**draft, "water": "all" if draft["land"] != "none" else "none"}
    assert "this cannot be: “not both”" in refused(table, said(ADA, "these", change, question=len(asked)))
    good(table, *(said(who, "these", question=len(asked)) for who in (ADA, BO)))
    assert not any(one.get("ended") for one in of(table, ADA, "table_moved"))


def test_no_program_mediates_that_cannot_be_told_what_the_exercise_says() -> None:
    given = exercise("drafts", told="nothing") | {"case": msgspec.to_builtins(DEPENDENT)}
    table = gathered("drafts", people=2)
    good(table, act(TEACHER, "set_exercise", exercise=given), act(TEACHER, "seat_all"))
    assert "at table 1 no program can mediate" in refused(table, act(TEACHER, "begin_tables"))
    good(table, act(TEACHER, "admit_learner", learner="cy", called="Cy"), act(TEACHER, "seat_all"))
    good(table, act(TEACHER, "begin_tables"))
    assert "at table 1 no program can mediate" in refused(
        table, act(TEACHER, "hand_seat", table=1, party="mediator")
    )
    # nobody else's seat is held up by it, and no side learns of it
    good(table, act(TEACHER, "hand_seat", table=1, party="lowland"))
    assert of(table, CY, "seat_asked")
    assert not any(one.get("ended") for one in of(table, ADA, "table_moved"))


@given(
    answers=st.lists(
        st.tuples(
            st.booleans(),
            st.lists(
                st.sampled_from([package("all", "half"), package("half", "none")]), max_size=2, unique_by=str
            ),
        ),
        min_size=2,
        max_size=2,
    )
)
@settings(max_examples=15)
def test_a_side_learns_nothing_of_what_another_tells_who_mediates(answers: list[Any]) -> None:
    """Two histories with the same drafts, in which the other side says something else of them, look the same."""
    one, other = (copied(_mediated()) for _ in range(2))
    for number in (1, 2):
        for table, (yes, changes) in zip((one, other), answers, strict=True):
            question = 2 * number - 1
            table.play(
                [said(BO, "yes" if yes else "no", question=question), said(ADA, "no", question=question)]
            )
            table.play(
                [
                    said(BO, "these", *changes, question=question + 1),
                    said(ADA, "these", question=question + 1),
                ]
            )
            table.play([said(CY, "offer", package("half", "half"), question=number + 1)])
        assert one.seen(ADA) == other.seen(ADA)
    # and all of it was heard
    assert len(of(one, CY, "seat_asked")) == len(of(other, CY, "seat_asked")) == 3


def _mediated() -> Table:
    if "mediated" not in _MADE:
        _MADE["mediated"] = drafted()
    return _MADE["mediated"]


_MADE: dict[str, Table] = {}


def _begun(protocol: str) -> Table:
    if protocol not in _MADE:
        _MADE[protocol] = begun(protocol)
    return _MADE[protocol]
