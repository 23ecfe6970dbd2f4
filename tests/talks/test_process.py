"""What can be done at the table, by whom, and what is refused with which sentence."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from goodoffices.services.scripts import ScriptError, command_of
from goodoffices.talks.actions import ACTIONS
from goodoffices.talks.decide import HANDLERS
from tests.talks.table import LEAD, PARTIES, Act, Table, act, cabinet, minute, opened

PACKAGE = {"truce": "short", "crossings": 3}
FOR_ALBA: Act = {"entered_for": "alba", "meeting": "second meeting"}


def proposed() -> Table:
    """Return a table with a proposal to alba and borea on it."""
    table = opened()
    good(table, act(LEAD, "table_proposal", name="first", to=["alba", "borea"], package=PACKAGE))
    return table


def good(table: Table, *acts: Act) -> None:
    played = table.play(list(acts))
    assert not played.refused, played.refused


def refused(table: Table, one: Act) -> str:
    played = table.play([one])
    assert played.refused, f"{one} was not refused"
    return played.refused[0][1]


def events(table: Table, who: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in table.seen(who).split(b"\n") if line.startswith(b'{"happened"')]
    return [line["happened"]["event"] | {"stream": line["stream"]} for line in lines]


def of(table: Table, who: str, name: str) -> list[dict[str, Any]]:
    return [one for one in events(table, who) if one["event"] == name]


def test_every_act_is_decided_by_one_function() -> None:
    assert set(HANDLERS) == set(ACTIONS.values())


def test_from_proposal_to_agreement() -> None:
    table = proposed()
    for party in ("alba", "borea"):
        good(
            table,
            act(f"{party}:mandator", "give_mandate", mandate="d", requires={"issue": "crossings", "at_most": 4}),
            act(f"{party}:head", "answer_proposal", proposal="p1", answer="accept"),
            act(f"{party}:head", "initial", proposal="p1"),
        )  # fmt: skip
    agree = act(LEAD, "declare_agreement", name="first", to=["alba", "borea"])
    assert "not tabled to cora" in refused(table, agree)
    good(table, act("cora:head", "withdraw_party"), agree)
    assert of(table, "alba", "agreement_reached")[0]["package"] == PACKAGE
    assert "the case is agreed" in refused(table, act(LEAD, "declare_impasse"))
    good(table, act(LEAD, "close_case"))
    assert refused(table, act("alba:head", "say", text="one more thing")) == "the case is closed"


def test_beyond_the_mandate_goes_home() -> None:
    table = proposed()
    accept = act("alba:head", "answer_proposal", proposal="p1", answer="accept")
    good(
        table,
        act("alba:mandator", "give_mandate", mandate="d", requires={"issue": "crossings", "at_most": 2}),
    )
    assert (
        refused(table, accept)
        == "this is beyond the mandate 'd' (crossings: at most 2); refer it home (answer: refer), or have the mandate widened"
    )
    good(
        table,
        act("alba:head", "answer_proposal", proposal="p1", answer="refer"),
        act(
            "alba:head", "put_question", question="q", body="cabinet", text="Three crossings?", proposal="p1"
        ),
        act("alba:voter", "vote", question="q", vote="for"),
        act("alba:head", "vote", question="q", vote="for"),
        act("alba:head", "close_vote", question="q"),
    )
    assert of(table, "mediators", "home_decided") == [
        {"approved": True, "event": "home_decided", "proposal": "p1", "stream": "channel/alba"}
    ]
    # Those at home have approved this version; the mandate, as narrow as before, stops nothing more.
    good(table, act("alba:head", "initial", proposal="p1"))
    # The next version is another one.
    tables = {"name": "first", "to": ["alba", "borea"], "package": PACKAGE | {"crossings": 4}}
    good(table, act(LEAD, "table_proposal", **(tables | {"name": "second"})))
    assert "beyond the mandate" in refused(table, accept | {"proposal": "p2"})


def test_without_a_mandate_or_ad_referendum_what_is_accepted_waits_for_home() -> None:
    table = proposed()
    good(table, act("alba:head", "answer_proposal", proposal="p1", answer="accept"))
    assert of(table, "mediators", "answered")[0]["ad_referendum"]
    assert "subject to approval at home" in refused(table, act("alba:head", "initial", proposal="p1"))
    good(
        table,
        act("alba:head", "put_question", question="q", body="cabinet", text="Yes?", proposal="p1"),
        act("alba:voter", "vote", question="q", vote="against"),
        act("alba:head", "close_vote", question="q"),
    )
    assert not of(table, "mediators", "home_decided")[0]["approved"]
    assert "is rejected" in refused(table, act("alba:head", "initial", proposal="p1"))


def test_a_mandate_on_an_issue_that_has_left_the_agenda_stops_nothing() -> None:
    table = opened()
    good(
        table,
        act("alba:mandator", "give_mandate", mandate="d", requires={"issue": "crossings", "at_most": 2}),
        act(LEAD, "table_proposal", name="first", to=["alba"], package={"truce": "short"}),
        act(LEAD, "drop_issue", issue="crossings"),
        act("alba:head", "answer_proposal", proposal="p1", answer="accept"),
    )
    assert of(table, "mediators", "answered")[0]["answer"] == "accept"


def test_a_mandate_that_has_expired_no_longer_counts() -> None:
    table = proposed()
    good(
        table,
        act(
            "alba:mandator",
            "give_mandate",
            mandate="d",
            requires={"issue": "crossings", "at_most": 2},
            expires=minute(table.clock + 3),
        ),
        act("alba:head", "note", text="time goes on"),
        act("alba:head", "note", text="and on"),
        act("alba:head", "answer_proposal", proposal="p1", answer="accept"),
    )
    assert of(table, "mediators", "answered")[0]["ad_referendum"]


def test_a_mandate_kept_at_home_is_not_the_mediators() -> None:
    table = opened()
    limit = {"issue": "crossings", "at_most": 2}
    good(
        table,
        act("alba:mandator", "give_mandate", mandate="kept", requires=limit),
        act("alba:mandator", "give_mandate", mandate="shown", requires=limit, shown=True),
        act(LEAD, "give_mandate", mandate="told", requires=limit, **FOR_ALBA),
    )
    assert [one["mandate"] for one in of(table, "mediators", "mandate_given")] == ["shown", "told"]
    assert {one["mandate"] for one in of(table, "alba", "mandate_given")} == {"kept", "shown", "told"}
    assert not of(table, "alba:member", "mandate_given")
    assert not of(table, "alba:adviser", "mandate_given")


@pytest.mark.parametrize("answers", [(True, True), (True, False), (True, None), (None, None), (False, False)])
def test_a_mediators_proposal_is_answered_unseen(answers: tuple[bool | None, bool | None]) -> None:
    table = opened()
    final = act(LEAD, "table_final", name="last", to=["alba", "borea"], package=PACKAGE, deadline=minute(70))
    good(table, final)
    for party, yes in zip(("alba", "borea"), answers, strict=True):
        if yes is not None:
            good(table, act(f"{party}:head", "answer_final", final="f1", yes=yes))
            again = act(f"{party}:head", "answer_final", final="f1", yes=not yes)
            assert refused(table, again) == "'f1' is answered already; there is no second answer"
    for viewer in ("mediators", "alba", "borea"):
        assert not of(table, viewer, "final_answered")
        assert not of(table, viewer, "final_closed")
    receipts = [one for one in of(table, "mediators", "receipt") if one["what"] == "final"]
    assert not receipts, "that somebody answered tells how: silence is no"
    table.clock = 80
    good(table, act("clock", "tick"))
    accepted = answers == (True, True)
    for viewer in ("alba", "borea"):
        assert [one["accepted"] for one in of(table, viewer, "final_closed")] == [accepted]
    late = act("alba:head", "answer_final", final="f1", yes=True)
    assert "the deadline for 'f1' was" in refused(table, late)
    second = final | {"name": "again", "deadline": minute(200)}
    assert "no second try" in refused(table, second)


def test_an_answer_entered_for_a_party_gives_way_to_its_own() -> None:
    table = opened()
    good(
        table,
        act(LEAD, "table_final", name="last", to=["alba", "borea"], package=PACKAGE, deadline=minute(70)),
        act(LEAD, "answer_final", final="f1", yes=True, **FOR_ALBA),
        act("borea:head", "answer_final", final="f1", yes=True),
        act("alba:head", "answer_final", final="f1", yes=False),
    )
    table.clock = 80
    good(table, act("clock", "tick"))
    assert of(table, "borea", "final_closed")[0]["accepted"] is False


@pytest.mark.parametrize(
    ("asks", "gives", "value"), [(40, 60, 50.0), (50, 50, 50.0), (61, 60, None), (None, 60, None)]
)
def test_blind_bids_meet_half_way_or_not_at_all(
    asks: float | None, gives: float, value: float | None
) -> None:
    table = opened()
    bidding = act(
        LEAD,
        "open_bidding",
        name="price",
        more="alba",
        less="borea",
        question="How many?",
        deadline=minute(70),
    )
    good(table, bidding, act("borea:head", "bid", bidding="b1", value=gives))
    if asks is not None:
        good(table, act("alba:head", "bid", bidding="b1", value=asks))
    for viewer in ("alba", "borea", "mediators"):
        assert not of(table, viewer, "bid_made")
    table.clock = 80
    good(table, act("clock", "tick"))
    for viewer in ("alba", "borea"):
        assert of(table, viewer, "bidding_closed")[0].get("value") == value


@pytest.mark.parametrize(
    ("mark", "able"),
    [
        ("hold", ()),
        ("relay_substance", ("substance",)),
        ("relay_verbatim", ("verbatim", "substance")),
        ("relay_as_idea", ("idea",)),
    ],
)
@pytest.mark.parametrize("manner", ["verbatim", "substance", "idea"])
def test_only_what_a_mark_allows_is_carried(mark: str, able: tuple[str, ...], manner: str) -> None:
    table = opened()
    good(table, act("alba:head", "say", text="Four, if they ask.", mark=mark))
    words = {} if manner == "verbatim" else {"text": "Perhaps four."}
    relay = act(LEAD, "relay", party="alba", message="m1", to=["borea"], manner=manner, **words)
    if manner not in able:
        assert f"alba marked 'm1' as {mark}" in refused(table, relay)
        assert b"our" not in b"".join(line for line in table.seen("borea").split(b"\n") if b"told" in line)
        return
    good(table, relay)
    (told,) = of(table, "borea", "told")
    assert told.get("party", "") == ("" if manner == "idea" else "alba")
    assert told["text"] == ("Four, if they ask." if manner == "verbatim" else "Perhaps four.")


def test_what_is_held_can_be_released() -> None:
    table = opened()
    good(
        table,
        act("alba:head", "say", text="Four."),
        act("alba:head", "mark_message", message="m1", mark="relay_verbatim"),
        act(LEAD, "relay", party="alba", message="m1", to=["borea"]),
    )


@pytest.mark.parametrize(
    ("ballot", "before", "after"),
    [("open", {"voter"}, {"voter", "head"}), ("after", set(), {"voter", "head"}), ("secret", set(), set())],
)
def test_votes_are_seen_as_the_body_says(ballot: str, before: set[str], after: set[str]) -> None:
    table = opened()
    body = act("alba:mandator", "form_body", ballot=ballot, body=_cabinet())
    good(
        table,
        body,
        act(
            "alba:head",
            "put_question",
            question="q",
            body="cabinet",
            text="Shall we?",
            deadline=minute(table.clock + 9),
        ),
    )
    good(table, act("alba:voter", "vote", question="q", vote="for"))
    assert {one["member"] for one in of(table, "alba:head", "vote_cast")} == before
    assert "voter has voted" in refused(table, act("alba:voter", "vote", question="q", vote="against"))
    assert "you have no vote" in refused(table, act("alba:mandator", "vote", question="q", vote="for"))
    good(table, act("alba:head", "vote", question="q", vote="against"))
    for viewer in ("borea", "mediators", "alba:member"):
        assert not of(table, viewer, "vote_cast")
        assert not of(table, viewer, "question_put")
    table.clock += 20
    good(table, act("clock", "tick"))
    (decided,) = of(table, "alba:voter", "question_decided")
    assert decided["tally"] == {"for": 1, "against": 1}
    assert set(decided.get("votes", {})) == after
    assert not decided["approved"]


def _cabinet() -> Act:
    from tests.talks.table import cabinet

    return cabinet("alba")


def test_a_side_that_never_signs_in() -> None:
    """Everything it does is entered for it, marked with the meeting, and it sees all of it if it ever does sign in."""
    table = opened(silent=["borea"])
    good(table, act(LEAD, "table_proposal", name="first", to=["alba", "borea"], package=PACKAGE))
    enters: Act = {"entered_for": "borea", "meeting": "third meeting, Doha"}
    good(
        table,
        act(LEAD, "say", text="We can live with four.", mark="relay_substance", **enters),
        act(LEAD, "give_mandate", mandate="d", requires={"issue": "crossings", "at_most": 5}, **enters),
        act(LEAD, "state_preferences", preferences=_preferences(), **enters),
        act(LEAD, "form_body", body=_cabinet() | {"party": "borea", "id": "council"}, **enters),
        act(LEAD, "put_question", question="q", body="council", text="Do we?", proposal="p1", **enters),
        act(LEAD, "vote", question="q", vote="for", member="voter", **enters),
        act(LEAD, "close_vote", question="q", **enters),
        act(LEAD, "answer_proposal", proposal="p1", answer="accept", **enters),
        act(LEAD, "initial", proposal="p1", **enters),
    )
    lines = [
        json.loads(line)["happened"] for line in table.seen("borea").split(b"\n") if b"third meeting" in line
    ]
    assert len(lines) >= 9
    assert {line["entered_for"] for line in lines} == {"borea"}
    assert {line["by"] for line in lines} == {LEAD}
    assert "say at which meeting" in refused(table, act(LEAD, "say", text="x", entered_for="borea"))
    assert "sealed preferences are given by the party itself" in refused(
        table, act(LEAD, "seal_preferences", preferences=_preferences(), **enters)
    )


def _preferences() -> Act:
    return {
        "kind": "additive",
        "weights": {"truce": 1.0, "crossings": 0.0},
        "values": {
            "truce": {"kind": "table", "evaluations": {"none": 0, "short": 1, "long": 1}},
            "crossings": {"kind": "linear", "origin": 0, "offset": 0, "slope": 0.2},
        },
    }


def test_mediators_see_the_channels_they_share() -> None:
    table = opened()
    good(
        table,
        act("alba:head", "say", text="from alba"),
        act("borea:head", "say", text="from borea"),
        act(LEAD, "post", to=["alba"], text="about alba"),
        act(LEAD, "post", to=["alba", "borea"], text="about both"),
        act(LEAD, "note", text="to myself"),
    )
    views = {who: table.seen(who) for who in ("mediator:co", "mediator:far", LEAD, "mediators")}
    assert [b"from alba" in views[who] for who in views] == [True, False, True, True]
    assert [b"from borea" in views[who] for who in views] == [False, True, True, True]
    assert [b"about alba" in views[who] for who in views] == [True, False, True, True]
    assert [b"about both" in views[who] for who in views] == [False, False, True, True]
    assert [b"to myself" in views[who] for who in views] == [False, False, True, False]
    assert "there is no channel of yours with borea" in refused(
        table, act("mediator:co", "tell", to=["borea"], text="x")
    )
    good(table, act(LEAD, "change_share", mediator="mediator:co", share=["alba", "borea"]))
    assert b"about both" in table.seen("mediator:co")
    good(table, act(LEAD, "change_share", mediator="mediator:co", share=[]))
    assert b"from alba" not in table.seen("mediator:co")


def test_observers_and_guarantors_are_told_what_is_meant_for_them_and_nothing_else() -> None:
    table = proposed()
    good(table, act(LEAD, "announce", text="The talks go on.", to=["observer:un"]))
    assert [one["text"] for one in events(table, "observer:un")] == ["The talks go on."]
    assert events(table, "guarantor:league") == []
    assert refused(table, act("observer:un", "say", text="x")).startswith("only the delegation")


VOTER: Act = {"id": "voter", "name": "Voter"}


def body(name: str, *within: str, members: list[Act] | None = None, rule: Act | None = None) -> Act:
    """Return a body of alba's, in which other bodies sit."""
    given = [{"id": f"of-{one}", "name": one, "body": one} for one in within]
    return cabinet("alba") | {
        "id": name, "members": given if members is None else members, "rule": rule or {"kind": "majority"},
    }  # fmt: skip


def crowded() -> Table:
    """Return a table with a proposal, two rounds, a bidding, and a body within another on it."""
    table = proposed()
    good(
        table,
        act(LEAD, "plan_round", round="here", name="Here", venue="Here"),
        act(LEAD, "plan_round", round="gone", name="Gone", venue="Here"),
        act(LEAD, "cancel_round", round="gone"),
        act(
            LEAD, "open_bidding", name="b", more="alba", less="borea", question="How many?", issue="crossings",
            deadline=minute(200),
        ),
        act("alba:mandator", "form_body", body=body("inner", members=[VOTER])),
        act("alba:mandator", "form_body", body=body("outer", "inner")),
    )  # fmt: skip
    return table


#: What each may not do: an act, and the sentence. None of it tells anything of another side.
WRONG = {
    "an unknown issue": (
        act(LEAD, "table_proposal", name="x", to=["alba"], package={"mars": "yes"}),
        "there is no issue 'mars'",
    ),
    "an unknown option": (
        act(LEAD, "table_proposal", name="x", to=["alba"], package={"truce": "eternal"}),
        "the issue 'truce' has no option 'eternal'",
    ),
    "an empty proposal": (
        act(LEAD, "table_proposal", name="x", to=["alba"]),
        "a proposal has a package, a text or clauses",
    ),
    "a name that is taken": (
        act(LEAD, "table_proposal", name="first", to=["alba", "borea"], text="x"),
        "there is a 'first' among these parties already",
    ),
    "a deadline in the past": (
        act(LEAD, "table_final", name="x", to=["alba", "borea"], package=PACKAGE, deadline=minute(0)),
        "is over already",
    ),
    "without authority": (
        act("alba:member", "answer_proposal", proposal="p1", answer="accept"),
        "only the head of the delegation or its mandator does this",
    ),
    "a mandate by the head": (
        act("alba:head", "give_mandate", mandate="d"),
        "only the mandator",
    ),
    "another's proposal": (
        act("cora:head", "answer_proposal", proposal="p1", answer="accept"),
        "there is no proposal 'p1'",
    ),
    "a stranger": (act("dora:head", "say", text="x"), "you take no part in these talks"),
    "somebody who is not in the delegation": (
        act("alba:ghost", "say", text="x"),
        "you take no part in these talks",
    ),
    "a party as mediator": (act("alba:head", "tell", to=["borea"], text="x"), "only a mediator does this"),
    "a party as lead": (act("alba:head", "open_round", round="r"), "only the lead mediator does this"),
    "a co-mediator as lead": (act("mediator:co", "announce", text="x"), "only the lead mediator does this"),
    "a party for another": (
        act("alba:head", "say", text="x", entered_for="borea", meeting="m"),
        "only a mediator enters something for a party",
    ),
    "a round that is not there": (act(LEAD, "open_round", round="r9"), "there is no round 'r9'"),
    "no condition": (
        act("alba:head", "answer_proposal", proposal="p1", answer="accept_if"),
        "say on what condition",
    ),
    "no counter-proposal": (
        act("alba:head", "answer_proposal", proposal="p1", answer="counter"),
        "says what is proposed instead",
    ),
    "a condition on nothing": (
        act(
            "alba:head",
            "answer_proposal",
            proposal="p1",
            answer="accept_if",
            requires={"issue": "mars", "is": 1},
        ),
        "there is no issue 'mars'",
    ),
    "a question to a body that is not there": (
        act("alba:head", "put_question", question="q", body="senate", text="?"),
        "there is no body 'senate'",
    ),
    "an agreement with nobody": (
        act(LEAD, "declare_agreement", name="first", to=["alba", "mars"]),
        "there is no channel of yours with mars",
    ),
    "a lead with some channels": (
        act(LEAD, "admit_mediator", mediator="mediator:two", lead=True, share=["alba"]),
        "share: a lead mediator sees all channels",
    ),
    "what is no party's act, for a party": (
        act(LEAD, "tell", to=["borea"], text="x", **FOR_ALBA),
        "this is no party's act",
    ),
    "what is no party's act, at a meeting": (
        act(LEAD, "tell", to=["borea"], text="x", meeting="with alba, in secret"),
        "this is no party's act",
    ),
    "a meeting without the party": (
        act("alba:head", "say", text="x", meeting="second meeting"),
        "meeting: this goes with for",
    ),
    "a round that nobody comes to": (
        act("alba:head", "attend", round="here", people=[]),
        "people: name one at least",
    ),
    "somebody without a name": (
        act("alba:head", "attend", round="here", people=["head", " "]),
        "people: leave no name empty",
    ),
    "a round that is cancelled": (
        act("alba:head", "attend", round="gone", people=["head"]),
        "the round 'gone' is cancelled; nobody comes to it any more",
    ),
    "a bid that the issue does not have": (
        act("alba:head", "bid", bidding="b1", value=5.5),
        "value: 'crossings' is a number from 0 to 5",
    ),
    "a bid below the issue": (
        act("borea:head", "bid", bidding="b1", value=-1),
        "value: 'crossings' is a number from 0 to 5",
    ),
    "a body within itself": (
        act("alba:mandator", "form_body", body=body("inner", "outer")),
        "body.members.0.body: the body 'inner' sits within itself by way of 'outer'",
    ),
    "a body that is a member of itself": (
        act("alba:mandator", "form_body", body=body("x", "x")),
        "body.members.0.body: the body 'x' sits within itself by way of 'x'",
    ),
    "a body of bodies that are not there": (
        act("alba:mandator", "form_body", body=body("x", "senate")),
        "body.members.0.body: there is no decision body 'senate'",
    ),
    "a body with somebody twice": (
        act("alba:mandator", "form_body", body=body("x", members=[VOTER, VOTER])),
        "body.members.1.id: the member 'voter' stands in the body twice",
    ),
    "a body of nobody": (
        act("alba:mandator", "form_body", body=body("x", members=[])),
        "nobody in the body 'x' has a vote",
    ),
    "a body whose leader decides, without one": (
        act("alba:mandator", "form_body", body=body("x", members=[VOTER], rule={"kind": "leader"})),
        "body.rule: the rule is that the leader decides, but no member has the role 'leader'",
    ),
    "a body without the share that it needs": (
        act("alba:mandator", "form_body", body=body("x", members=[VOTER], rule={"kind": "qualified"})),
        "body.rule: the rule 'qualified' needs a threshold",
    ),
    "a body of advisers": (
        act("alba:mandator", "form_body", body=body("inner", members=[VOTER | {"role": "adviser"}])),
        "nobody in the body 'inner' has a vote",
    ),
    "a question that has no stream": (
        act("clock", "close_due", stream="bogus", name="x"),
        "stream: 'bogus' names no stream",
    ),
    "somebody as the clock": (
        act(LEAD, "close_due", stream="joint/alba+borea", name="x"),
        "nobody closes them",
    ),
    "somebody as the engine": (act(LEAD, "finish_run", name="x", to=["alba"]), "only the engine"),
    "a second opening": (
        act(LEAD, "open_case", title="x", parties=[{"id": "a"}, {"id": "b"}]),
        "these talks are open already",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_refused_with_a_sentence_and_an_audit_line_for_the_right_people(wrong: str) -> None:
    table = crowded()
    one, sentence = WRONG[wrong]
    before = {who: table.seen(who) for who in ("alba", "borea", "cora", "mediators")}
    said = refused(table, one)
    assert sentence in said
    side = one["by"].partition(":")[0]
    mine = {"mediator": "mediators"}.get(side, side)
    for who, view in before.items():
        if who != mine or "take no part" in said:
            assert table.seen(who) == view, f"{who} learns of it"
        else:
            assert said.encode() in table.seen(who).replace(b'\\"', b'"')


def test_what_no_party_does_is_never_said_for_one() -> None:
    """With whom the mediators have met would stand in the channel of whoever is told."""
    table = crowded()
    good(table, act("alba:head", "say", text="four", mark="relay_as_idea"))
    before = {who: table.seen(who) for who in ("borea", "cora")}
    secret: Act = {"entered_for": "alba", "meeting": "in secret"}
    for one in (
        act(LEAD, "tell", to=["borea"], text="x", **secret),
        act(LEAD, "relay", party="alba", message="m1", to=["borea"], manner="idea", text="x", **secret),
        act(LEAD, "announce", text="x", **secret),
        act(LEAD, "table_proposal", name="x", to=["borea"], package=PACKAGE, **secret),
        act(
            LEAD,
            "table_final",
            name="x",
            to=["borea", "cora"],
            package=PACKAGE,
            deadline=minute(90),
            **secret,
        ),
        act(
            LEAD,
            "open_bidding",
            name="x",
            more="borea",
            less="cora",
            question="?",
            deadline=minute(90),
            **secret,
        ),
        act(LEAD, "open_run", name="x", to=["borea"], **secret),
        act(LEAD, "sound", to="borea", question="?", **secret),
        act(LEAD, "post", to=["borea"], text="x", **secret),
        act(LEAD, "plan_round", round="x", name="x", venue="x", meeting="in secret"),
        act(LEAD, "put_issue", issue={"id": "x", "options": [{"id": "a"}]}, **secret),
        act(LEAD, "note", text="x", meeting="in secret"),
    ):
        assert "for" in refused(table, one)
    assert {who: table.seen(who) for who in before} == before


def test_a_lead_mediator_has_all_channels() -> None:
    table = opened()
    good(
        table,
        act(LEAD, "admit_mediator", mediator="mediator:two", lead=True),
        act(LEAD, "admit_mediator", mediator="mediator:three", lead=True, share=list(PARTIES)),
        *(act(f"{party}:head", "answer_agenda", agrees=True) for party in PARTIES),
    )
    for lead in ("two", "three"):
        good(table, act(f"mediator:{lead}", "tell", to=list(PARTIES), text="we go on"))
    good(table, act("mediator:two", "declare_agenda"))


def test_bodies_that_nobody_could_count_are_not_formed() -> None:
    table = opened()
    form = "alba:mandator", "form_body"
    good(table, act(*form, body=body("b0", members=[VOTER])))
    for number in range(1, 20):
        good(table, act(*form, body=body(f"b{number}", f"b{number - 1}")))
    assert "'b20' is too large to be counted" in refused(table, act(*form, body=body("b20", "b19")))
    good(table, act(*form, body=body("c0", members=[VOTER])), act(*form, body=body("c1", "c0")))
    deeper = act(*form, body=body("b0", "c1"))
    assert refused(table, deeper).startswith("body: with it, 'b1"), "another would be too deep"
    seats = [{"id": f"s{n}", "name": "Seat", "body": "c1"} for n in range(50)]
    good(table, act(*form, body=body("d", members=seats)))
    many = [seat | {"body": "d"} for seat in seats]
    assert "at most 2,000 members" in refused(table, act(*form, body=body("e", members=many)))


#: Other forms of an issue after a mandate was given, and whether what is tabled is still beyond the mandate.
TRUCE: Act = {"issue": "truce", "at_most": "short"}
CROSSINGS: Act = {"sum": {"crossings": 1}, "at_most": 2}
REFORMED: dict[str, tuple[Act, Act, Act, str]] = {
    "a number becomes options": (
        CROSSINGS,
        {"id": "crossings", "options": [{"id": "few"}, {"id": "many"}]},
        {"crossings": "many"},
        "",
    ),
    "the limit's option is gone": (
        TRUCE, {"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "long"}]}, {"truce": "long"}, ""
    ),
    "options lose their order": (
        TRUCE, {"id": "truce", "options": [{"id": "none"}, {"id": "short"}, {"id": "long"}]}, {"truce": "long"}, ""
    ),
    "options become a number": (TRUCE, {"id": "truce", "integers": {"low": 0, "high": 3}}, {"truce": 3}, ""),
    "another limit still holds": (
        {"all": [TRUCE, {"issue": "crossings", "at_most": 2}]},
        {"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "short"}, {"id": "long"}, {"id": "for-ever"}]},
        {"truce": "for-ever", "crossings": 1},
        "beyond the mandate",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", REFORMED)
def test_a_mandate_that_no_longer_fits_the_agenda_is_open(how: str) -> None:
    requires, issue, package, why = REFORMED[how]
    table = opened()
    good(
        table,
        act("alba:mandator", "give_mandate", mandate="d", requires=requires),
        act(LEAD, "put_issue", issue=issue),
        act(LEAD, "table_proposal", name="x", to=["alba"], package=package),
    )
    accept = act("alba:head", "answer_proposal", proposal="p1", answer="accept")
    if why:
        assert why in refused(table, accept)
    else:
        good(table, accept)


def test_a_number_that_has_become_words_keeps_no_limit_on_the_number() -> None:
    table = opened()
    good(
        table,
        act(LEAD, "put_issue", issue={"id": "crossings", "options": [{"id": "few"}, {"id": "many"}]}),
        act(LEAD, "table_proposal", name="x", to=["alba"], package={"crossings": "many"}),
        act(LEAD, "put_issue", issue={"id": "crossings", "integers": {"low": 0, "high": 5}}),
        act("alba:mandator", "give_mandate", mandate="d", requires=CROSSINGS),
    )
    refused(table, act("alba:head", "answer_proposal", proposal="p1", answer="accept"))


def test_deadlines_are_said_with_their_zone() -> None:
    table = opened()
    local = minute(60).replace("10:00:00Z", "13:00:00+03:00")
    good(table, act(LEAD, "table_proposal", name="x", to=["alba"], package=PACKAGE, deadline=local))
    assert of(table, "alba", "tabled")[0]["deadline"] == minute(60)
    table.clock = 70
    late = act("alba:head", "answer_proposal", proposal="p1", answer="reject")
    assert refused(table, late) == "the deadline for 'p1' was 2031-03-01 10:00 UTC"
    over = act(LEAD, "table_proposal", name="y", to=["alba"], package=PACKAGE, deadline=local)
    assert refused(table, over) == "the deadline 2031-03-01 10:00 UTC is over already"


#: What is wrong with a line before anybody decides it: a field, and the sentence.
UNREAD: dict[str, tuple[Act, str]] = {
    "a time without its zone": ({"deadline": "2031-03-01T12:00:00"}, "deadline: give the time with its zone"),
    "a time out of range": ({"deadline": "9999-12-31T23:59:59-12:00"}, "deadline: give a time between the years"),
    "a time of nobody's": ({"at": "0001-01-01T00:00:00Z"}, "at: give a time between the years"),
    "a name with a line break": ({"name": "last\n"}, "name: a name has small letters"),
    "a party with a line break": ({"to": ["alba\n"]}, "to[0]: a name has small letters"),
    "a key that no database takes": ({"key": "a\0b"}, "key: a key has no NUL character"),
    "a key without end": ({"key": "k" * 201}, "key: Expected `str` of length <= 200"),
    "a meeting without end": ({"meeting": "m" * 2_001}, "meeting: Expected `str` of length <= 2000"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", UNREAD)
def test_what_cannot_be_read_is_a_sentence(wrong: str) -> None:
    fields, sentence = UNREAD[wrong]
    final = act(LEAD, "table_final", name="last", to=["alba", "borea"], package=PACKAGE, deadline=minute(90))
    with pytest.raises(ScriptError) as caught:
        command_of({"at": minute(1), **final, **fields})
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("by", "do", "field", "fields"),
    [
        (LEAD, "table_proposal", "deadline", {"name": "x", "to": ["alba"], "text": "x"}),
        (LEAD, "revise_proposal", "deadline", {"name": "x", "to": ["alba"], "text": "x"}),
        (LEAD, "open_bidding", "deadline", {"name": "x", "more": "alba", "less": "borea", "question": "?"}),
        ("alba:head", "put_question", "deadline", {"question": "q", "body": "cabinet", "text": "?"}),
        ("alba:mandator", "give_mandate", "expires", {"mandate": "d"}),
    ],
)
def test_every_time_has_its_zone(by: str, do: str, field: str, fields: Act) -> None:
    for wrong in ("2031-03-01T12:00:00", "9999-12-31T23:59:59-12:00", "2031-03-01"):
        with pytest.raises(ScriptError, match=f"^{field}: "):
            command_of({"at": minute(1), **act(by, do, **fields), field: wrong})


@pytest.mark.parametrize("first", ["accept", "reject", "counter", "accept_if"])
def test_a_proposal_is_answered_once(first: str) -> None:
    table = proposed()
    extra: Act = {"counter": {"text": "Five."}, "accept_if": {"condition": "if they move to five"}}.get(
        first, {}
    )
    good(table, act("alba:head", "answer_proposal", proposal="p1", answer=first, **extra))
    again = refused(table, act("alba:mandator", "answer_proposal", proposal="p1", answer="reject"))
    assert again.startswith("the proposal 'p1' is ")


def test_answers_to_what_is_withdrawn_revised_or_over() -> None:
    table = opened()
    tabled = act(
        LEAD, "table_proposal", name="x", to=["alba"], package=PACKAGE, deadline=minute(table.clock + 3)
    )
    answer = act("alba:head", "answer_proposal", proposal="p1", answer="reject")
    good(table, tabled)
    table.clock += 5
    assert "the deadline for 'p1' was" in refused(table, answer)
    good(table, act(LEAD, "revise_proposal", name="x", to=["alba"], package=PACKAGE, text="with more time"))
    good(table, answer, act(LEAD, "withdraw_proposal", name="x", to=["alba"]))
    assert "is withdrawn" in refused(table, answer)
    assert [one.get("version", 1) for one in of(table, "alba", "tabled")] == [1, 2]


def test_consent_comes_first_and_can_be_withdrawn() -> None:
    table = opened()
    good(table, act("alba:head", "withdraw_consent"))
    tabled = act(LEAD, "table_proposal", name="x", to=["alba"], package=PACKAGE)
    assert "alba has not consented to the process" in refused(table, tabled)
    good(table, act("alba:head", "consent"), tabled)
    assert not any(
        "consent" in one["event"] for one in events(table, "borea") if one["stream"] != "channel/borea"
    )


@pytest.mark.parametrize(
    "one",
    [
        act("alba:head", "name_delegate", person="head", role="mandator"),
        act("alba:head", "name_delegate", person="cousin", role="mandator"),
        act("alba:head", "name_delegate", person="mandator", role="adviser"),
        act("alba:head", "recall_delegate", person="mandator"),
    ],
)
def test_nobody_takes_their_own_limits_away(one: Act) -> None:
    table = opened()
    assert "only the mandator" in refused(table, one)
    good(table, one | {"by": "alba:mandator"})


def test_the_agenda_is_agreed_side_by_side() -> None:
    table = opened()
    declare = act(LEAD, "declare_agenda")
    for party in PARTIES:
        assert "has not agreed to the agenda" in refused(table, declare)
        good(table, act(f"{party}:head", "answer_agenda", agrees=True))
    good(table, declare)
    good(table, act(LEAD, "put_issue", issue={"id": "mines", "options": [{"id": "a"}, {"id": "b"}]}))
    assert "has not agreed to the agenda as it is" in refused(table, declare)


def test_rounds_go_through_their_states() -> None:
    table = opened()
    good(
        table,
        act(LEAD, "plan_round", round="doha", name="Doha", venue="Doha"),
        act(LEAD, "plan_round", round="cairo", name="Cairo", venue="Cairo"),
        act("alba:head", "attend", round="doha", people=["head", "adviser"]),
        act("alba:head", "attend", round="doha", people=[]),
        act(LEAD, "open_round", round="doha"),
    )
    assert "the round 'doha' is open; close it first" in refused(
        table, act(LEAD, "open_round", round="cairo")
    )
    good(
        table,
        act(LEAD, "adjourn_round", round="doha"),
    )
    assert "the round 'doha' is adjourned; close it first" in refused(
        table, act(LEAD, "open_round", round="cairo")
    )
    good(
        table,
        act(LEAD, "resume_round", round="doha"),
        act(LEAD, "collapse_round", round="doha", reason="no movement"),
        act(LEAD, "open_round", round="cairo"),
    )
    assert "is collapsed: close_round is not possible" in refused(
        table, act(LEAD, "close_round", round="doha")
    )
    assert not of(table, "borea", "attendance_given")


def test_the_same_key_is_the_same_act() -> None:
    table = opened()
    one = act("alba:head", "say", text="once", key="k1")
    good(table, one, one, one)
    assert len(of(table, "alba", "said")) == 1
    assert "was used for something else" in refused(table, one | {"text": "twice"})
    good(table, act("borea:head", "say", text="once", key="k1"))


def test_files_pass_with_limits() -> None:
    table = opened()
    data = base64.b64encode(b"%PDF-1.7 a map").decode()
    good(table, act("alba:head", "attach", name="map.pdf", kind="application/pdf", data=data))
    (attached,) = of(table, "mediators", "attached")
    assert (attached["attachment"], attached["mark"], base64.b64decode(attached["data"])) == (
        "a1",
        "hold",
        b"%PDF-1.7 a map",
    )
    assert not of(table, "borea", "attached")
    good(table, act(LEAD, "hand", to=["borea"], name="map.pdf", kind="application/pdf", data=data))
    (handed,) = of(table, "borea", "attached")
    assert (handed["attachment"], handed.get("mark")) == ("a1", None)
    for wrong, sentence in ((b"", "the file is empty"), (bytes(1_000_001), "at most 1,000,000")):
        one = act("alba:head", "attach", name="x", kind="text/plain", data=base64.b64encode(wrong).decode())
        assert sentence in refused(table, one)
    large = act(
        "alba:head", "attach", name="x", kind="text/plain", data=base64.b64encode(bytes(1_000_000)).decode()
    )
    good(table, *[large] * 19)
    assert "more than 20,000,000" in refused(table, large)
