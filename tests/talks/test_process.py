"""What can be done at the table, by whom, and what is refused with which sentence."""

from __future__ import annotations

import base64
import json

import pytest

from goodoffices.talks.actions import ACTIONS
from goodoffices.talks.decide import HANDLERS
from tests.talks.proposing import FOR_ALBA, events, good, of, proposed, refused
from tests.talks.table import LEAD, PACKAGE, PARTIES, Act, act, cabinet, minute, opened


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
    table = opened(silent=["alba"])
    limit = {"issue": "crossings", "at_most": 2}
    good(
        table,
        act(LEAD, "give_mandate", mandate="told", requires=limit, **FOR_ALBA),
        act("alba:mandator", "give_mandate", mandate="kept", requires=limit),
        act("alba:mandator", "give_mandate", mandate="shown", requires=limit, shown=True),
    )
    assert [one["mandate"] for one in of(table, "mediators", "mandate_given")] == ["told", "shown"]
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
    table = opened(silent=["alba"])
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
