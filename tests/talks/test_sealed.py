"""Sealed preferences: the engine alone uses them, in runs that their owners consent to, and one package comes out."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.scripts import command_of
from goodoffices.talks.streams import Stream, joint
from tests.talks.table import LEAD, Act, Table, act, minute, opened


def preferences(truce: dict[str, float], weight: float, slope: float = 0.2) -> Act:
    linear: dict[str, Any] = {"kind": "linear", "origin": 0, "offset": 0, "slope": slope}
    if slope < 0:
        linear["offset"] = 1
    return {
        "kind": "additive",
        "weights": {"truce": weight, "crossings": 1 - weight},
        "values": {"truce": {"kind": "table", "evaluations": truce}, "crossings": linear},
    }


ALBA = preferences({"none": 0, "short": 0.6, "long": 1}, 0.7)
BOREA = preferences({"none": 1, "short": 0.8, "long": 0}, 0.3, slope=-0.2)


def run(sealed: dict[str, Act], consents: dict[str, bool]) -> Table:
    table = opened()
    acts = [act(f"{party}:head", "seal_preferences", preferences=one) for party, one in sealed.items()]
    acts.append(act(LEAD, "open_run", name="look", to=["alba", "borea"]))
    acts += [act(f"{party}:head", "answer_run", run="r1", consents=yes) for party, yes in consents.items()]
    assert not table.play(acts).refused
    return table


def done(table: Table) -> list[object]:
    state = table.talks.history.load(_joint()).state
    return [one.package for one in state.carried.values() if one.closed]  # type: ignore[union-attr]  # a joint state


def _joint() -> Stream:
    return joint(["alba", "borea"])


def test_one_package_comes_out_when_all_consent() -> None:
    table = run({"alba": ALBA, "borea": BOREA}, {"alba": True, "borea": True})
    ((package,),) = [done(table)]
    assert isinstance(package, dict)
    assert set(package) == {"truce", "crossings"}
    seen = table.seen("mediators")
    assert b"run_done" in seen
    for hidden in (b"weights", b"evaluations", b"utilit", b"preferences_sealed"):
        assert hidden not in seen
    assert b"run_done" not in table.seen("alba")
    assert b"preferences_sealed" in table.seen("alba")
    assert b"preferences_sealed" not in table.seen("alba:member")


@pytest.mark.parametrize(
    "consents", [{"alba": True}, {"alba": True, "borea": False}, {"alba": False, "borea": False}]
)
def test_nothing_comes_out_without_all_consents(consents: dict[str, bool]) -> None:
    assert done(run({"alba": ALBA, "borea": BOREA}, consents)) == []


@pytest.mark.parametrize(
    "gone",
    [
        act("alba:head", "answer_run", run="r1", consents=False),
        act("alba:head", "withdraw_consent"),
        act("alba:head", "withdraw_party"),
    ],
)
def test_consent_to_a_run_can_be_taken_back_until_it_is_made(gone: Act) -> None:
    table = run({"alba": ALBA, "borea": BOREA}, {"alba": True})
    assert not table.play([gone, act("borea:head", "answer_run", run="r1", consents=True)]).refused
    assert done(table) == []


def test_none_comes_out_where_a_party_has_sealed_nothing() -> None:
    assert done(run({"alba": ALBA}, {"alba": True, "borea": True})) == [None]


@pytest.mark.parametrize(
    "issue",
    [
        {"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "short"}, {"id": "middle"}, {"id": "long"}]},
        {"id": "truce", "options": [{"id": "none"}, {"id": "other"}]},
        {"id": "truce", "integers": {"low": 0, "high": 3}},
    ],
)  # fmt: skip
def test_none_comes_out_where_what_was_sealed_does_not_fit_the_agenda(issue: Act) -> None:
    table = opened()
    for party, one in (("alba", ALBA), ("borea", BOREA)):
        assert not table.play([act(f"{party}:head", "seal_preferences", preferences=one)]).refused
    acts = [
        act(LEAD, "put_issue", issue=issue),
        act(LEAD, "open_run", name="look", to=["alba", "borea"]),
        *(act(f"{party}:head", "answer_run", run="r1", consents=True) for party in ("alba", "borea")),
    ]
    assert not table.play(acts).refused
    assert done(table) == [None]
    acts = [
        *(
            act(f"{party}:head", "seal_preferences", preferences=one)
            for party, one in (("alba", ALBA), ("borea", BOREA))
        ),
    ]
    assert len(table.play(acts).refused) == 2, "what does not fit is not sealed either"


def test_two_sealed_profiles_with_the_same_suggestion_give_the_mediators_the_same() -> None:
    consents = {"alba": True, "borea": True}
    first = run({"alba": ALBA, "borea": BOREA}, consents)
    other = preferences({"none": 0, "short": 0.61, "long": 1}, 0.69)
    second = run({"alba": other, "borea": BOREA}, consents)
    assert done(first) == done(second)
    assert first.seen("mediators") == second.seen("mediators")
    assert first.seen("borea") == second.seen("borea")
    assert first.seen("alba") != second.seen("alba")


def test_a_run_that_cannot_be_made_is_nobodys_answer() -> None:
    """The last who consents feels nothing of what is wrong with another's preferences."""
    table = run({"alba": ALBA, "borea": BOREA}, {"borea": True})
    table.talks.history.purge([Stream("sealed", "borea"), Stream("channel", "borea")])
    assert not table.play([act("alba:head", "answer_run", run="r1", consents=True)]).refused
    assert done(table) == []


def test_a_run_is_made_when_consent_to_the_talks_comes_back_and_not_when_others_answer() -> None:
    table = run({"alba": ALBA, "borea": BOREA}, {"borea": True})
    assert not table.play([
        act(LEAD, "open_run", name="other", to=["cora"]),
        act("borea:head", "withdraw_consent"),
        act("alba:head", "answer_run", run="r1", consents=True),
        act("cora:head", "answer_run", run="r1", consents=False),
    ]).refused  # fmt: skip
    assert done(table) == []
    assert not table.play([act("borea:head", "consent")]).refused
    assert len(done(table)) == 1


def test_a_run_that_a_crash_cut_off_is_made_when_the_talks_are_opened_again() -> None:
    table = run({"alba": ALBA, "borea": BOREA}, {"alba": True})
    # The last consent is written, and the server dies before it looks.
    last = {"at": minute(table.clock + 1), **act("borea:head", "answer_run", run="r1", consents=True)}
    table.talks.do(command_of(last))
    assert done(table) == []
    again = Table(Talks(table.talks.history), table.clock + 1)
    assert again.talks.runs_wait.is_set()
    assert not again.play([act(LEAD, "note", text="Back again.")]).refused
    assert len(done(again)) == 1


TRUCE = [{"id": "none"}, {"id": "short"}, {"id": "long"}]
WATER = {"id": "water", "integers": {"low": 0, "high": 3}}


def truce(options: list[Act], **more: Any) -> Act:
    return act(LEAD, "put_issue", issue={"id": "truce", "ordered": True, "options": options, **more})


def consenting(*parties: str) -> list[Act]:
    return [act(f"{party}:head", "answer_run", run="r1", consents=True) for party in parties]


def sealed(**profiles: Act) -> list[Act]:
    return [act(f"{party}:head", "seal_preferences", preferences=one) for party, one in profiles.items()]


#: Changes of the agenda after which a profile does not weigh all of it in the words that it has.
UNWEIGHED: dict[str, list[Act]] = {
    "another issue": [act(LEAD, "put_issue", issue=WATER)],
    "another title": [truce([{"id": "none"}, {"id": "short"}, {"id": "long", "title": "For 99 years"}])],
    "another description": [truce([{"id": "none"}, {"id": "short", "description": "a day"}, {"id": "long"}])],
    "the issue's title": [truce(TRUCE, title="Peace")],
    "a longer range": [act(LEAD, "put_issue", issue={"id": "crossings", "integers": {"low": 0, "high": 9}})],
}
#: Those after which it does.
WEIGHED: dict[str, list[Act]] = {
    "another order": [truce(TRUCE[::-1])],
    "gone and back": [act(LEAD, "drop_issue", issue="truce"), truce(TRUCE)],
    "another title and back": [truce(TRUCE, title="Peace"), truce(TRUCE)],
}


@pytest.mark.parametrize("what", [*UNWEIGHED, *WEIGHED])
def test_what_was_sealed_before_the_agenda_changed_is_used_only_where_it_weighs_all_of_it(what: str) -> None:
    table = opened()
    look = act(LEAD, "open_run", name="look", to=["alba", "borea"])
    acts = [*sealed(alba=ALBA, borea=BOREA), *(UNWEIGHED | WEIGHED)[what], look, *consenting("alba", "borea")]
    assert not table.play(acts).refused
    ((package,),) = [done(table)]
    assert (package is None) == (what in UNWEIGHED)
    if what in ("another title", "the issue's title", "another description"):
        # Sealed anew, it weighs what is there.
        again = [look | {"name": "again"}, *(one | {"run": "r2"} for one in consenting("alba", "borea"))]
        assert not table.play([*sealed(alba=ALBA), *again]).refused
        assert done(table) == [None, None], "borea's is still the old one"
        again = [look | {"name": "third"}, *(one | {"run": "r3"} for one in consenting("alba", "borea"))]
        assert not table.play([*sealed(borea=BOREA), *again]).refused
        assert done(table)[-1] is not None


@pytest.mark.parametrize("what", [*UNWEIGHED, *WEIGHED])
def test_consent_to_a_run_holds_for_the_agenda_as_it_was(what: str) -> None:
    table = run({"alba": ALBA, "borea": BOREA}, {"alba": True})
    assert not table.play([*(UNWEIGHED | WEIGHED)[what], *consenting("borea")]).refused
    assert done(table) == [], "alba consented to another agenda"
    channel, case = (table.talks.history.load(Stream(*one)).state for one in (("channel", "alba"), ("case",)))
    assert channel.runs_now(case.agenda_changes) == {"r1": None}  # type: ignore[union-attr]  # their states
    assert not table.play(consenting("alba")).refused
    assert len(done(table)) == 1
    assert "answered so already" in table.play(consenting("alba")).refused[0][1]
