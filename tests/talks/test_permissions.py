"""Every act for every role: whoever may not is told so, whatever they send; whoever may gets another answer."""

from __future__ import annotations

import pytest

from goodoffices.talks.actions import ACTIONS
from tests.talks.table import (
    LEAD,
    OUTSIDE,
    PARTIES,
    Act,
    Table,
    act,
    cabinet,
    copied,
    minute,
    opened,
    outside,
)

#: What is said to who may not.
NOT_YOURS = (
    "only the lead mediator does this",
    "only a mediator does this",
    "there is no channel of yours",
    "only the delegation of",
    "only the head of the delegation or its mandator does this",
    "only the mandator",
    "only members of a decision body vote",
    "you have no vote",
    "deadlines close by themselves",
    "only the clock",
    "only the engine",
    "you take no part",
    "only a monitor or",
    "only who was admitted to",
    "only an instructor of the class does this",
    "only those who sit at a table of a class do this",
    "how talks go on is reckoned",
)
ROLES = (
    "alba:head", "alba:member", "alba:adviser", "alba:mandator", "alba:voter", "borea:head", LEAD, "mediator:co",
    "mediator:far", "observer:un", "guarantor:league", "alba:nobody", *OUTSIDE, "constituency:alba+home",
)  # fmt: skip
MEDIATES = {LEAD, "mediator:co"}
SPEAKS = {"alba:head", "alba:member", "alba:adviser", "alba:mandator"}
BINDS = {"alba:head", "alba:mandator"}
#: A party's own acts are borea's too, for itself.
OWN = {"borea:head"}
PREFERENCES = {"kind": "additive", "weights": {}, "values": {}}
LEADS: Act = {
    "admit_mediator": {"mediator": "mediator:new"}, "change_share": {"mediator": "mediator:co", "share": []},
    "admit_audience": {"audience": "observer:new"}, "put_issue": {"issue": {"id": "x"}}, "drop_issue": {"issue": "x"},
    "declare_agenda": {}, "plan_round": {"round": "r", "name": "R", "venue": "V"}, "open_round": {"round": "r"},
    "adjourn_round": {"round": "r"}, "collapse_round": {"round": "r"}, "resume_round": {"round": "r"},
    "close_round": {"round": "r"}, "cancel_round": {"round": "r"}, "announce": {"text": "x"}, "declare_impasse": {},
    "resume_talks": {}, "attest_agreement": {"text": "x"}, "resolve_dispute": {"report": "r1", "performed": True, "words": "x"},
    "open_tally": {"tally": {"id": "x", "of": "x", "states": ["a", "b"]}}, "start_phase": {"phase": "x"},
    "end_phase": {"phase": "x"}, "fail_phase": {"phase": "x"}, "declare_agreement": {"name": "x", "to": ["alba"]}, "close_case": {},
}  # fmt: skip
MEDIATORS: Act = {
    "tell": {"to": ["alba"], "text": "x"}, "hand": {"to": ["alba"], "name": "x", "kind": "text/plain", "data": "eA=="}, "relay": {"party": "alba", "message": "m1", "to": ["alba"]},
    "pass_list": {"party": "alba", "list": "x", "to": ["alba"]},
    "table_proposal": {"name": "x", "to": ["alba"], "text": "x"}, "revise_proposal": {"name": "x", "to": ["alba"], "text": "x"},
    "withdraw_proposal": {"name": "x", "to": ["alba"]}, "sound": {"to": "alba", "question": "x"},
    "table_final": {"name": "x", "to": ["alba"], "package": {}, "deadline": minute(99)},
    "open_run": {"name": "x", "to": ["alba"]}, "post": {"to": ["alba"], "text": "x"},
}  # fmt: skip
SPEAKING: Act = {
    "propose_issue": {"issue": {"id": "x"}}, "say": {"text": "x"}, "attach": {"name": "x", "kind": "text/plain", "data": "eA=="}, "mark_message": {"message": "m1", "mark": "hold"},
}  # fmt: skip
BINDING: Act = {
    "name_delegate": {"person": "x", "role": "member"}, "recall_delegate": {"person": "x"}, "consent": {"step": "x"},
    "withdraw_consent": {"step": "x"}, "answer_agenda": {"agrees": True}, "answer_proposal": {"proposal": "p1", "answer": "refer"},
    "initial": {"proposal": "p1"}, "answer_sounding": {"sounding": "s1", "answer": "yes"}, "answer_final": {"final": "f1", "yes": True},
    "bid": {"bidding": "b1", "value": 1}, "attend": {"round": "r", "people": []}, "state_preferences": {"preferences": PREFERENCES},
    "answer_run": {"run": "r1", "consents": True},
    "put_question": {"question": "q", "body": "cabinet", "text": "?"}, "close_vote": {"question": "q"},
    "withdraw_party": {}, "return_party": {},
    "give_list": {"list": "x", "obligation": "x", "entries": []}, "sign_agreement": {},
    "dispute_performance": {"report": "r1", "words": "x"}, "claim_violation": {"words": "x"},
}  # fmt: skip
MANDATING: Act = {
    "give_mandate": {"mandate": "d"}, "end_mandate": {"mandate": "d"}, "form_body": {"body": cabinet("alba")},
}  # fmt: skip
NOBODYS: Act = {
    "close_due": {"stream": "joint/alba+borea", "name": "x"}, "finish_run": {"name": "x", "to": ["alba"]}, "tick": {},
}  # fmt: skip
#: The working case rests on all channels.
STUDYING: Act = {
    "set_frame": {"frame": {"parties": [{"id": party} for party in PARTIES]}},
    "take_case": {"case": {"parties": [{"id": party} for party in PARTIES]}},
    "grow_record": {"statements": []}, "keep_report": {"source": "x", "text": "x"},
    "keep_precedents": {"name": "x.csv", "data": "eA=="},
}  # fmt: skip
#: What is found out for all.
FINDING: Act = {
    "verify_performance": {"report": "r1"}, "find_wanting": {"report": "r1", "words": "x"},
}  # fmt: skip
#: What is done in a class, and by nobody in a case; who may there: test_class_permissions.
CLASSROOM: Act = {
    "open_class": {"title": "x"}, "admit_instructor": {"instructor": "instructor:x"},
    "set_exercise": {"exercise": {"case": {"parties": [{"id": party} for party in PARTIES]}, "protocol": "alternating", "rounds": 4}},
    "admit_learner": {"learner": "x", "called": "X"}, "seat_learner": {"learner": "x"}, "seat_all": {}, "begin_tables": {},
    "end_tables": {}, "hand_seat": {"table": 1, "party": "alba"}, "debrief_class": {"results": []},
    "answer_seat": {"question": 1, "said": "yes"}, "speak_at_table": {"text": "x"},
    "advance_table": {"table": 1, "after": 0, "answers": {}, "round": 1},
}  # fmt: skip
WATCH = "monitor:watch"
EVERY_MEDIATOR = MEDIATES | {"mediator:far"}
ENTRY = {"id": "x", "tally": "x", "value": 1}
CITED = {"voice": "amal", "input": "i1"}
#: What is told is put down by mediators who share all, and by delegations; released by who leads, or binds the party.
TELLING: dict[str, tuple[Act, set[str]]] = {
    "put_item": ({"item": "x", "text": "x"}, SPEAKS | OWN | {LEAD}),
    "mark_item": ({"item": "x", "status": "due"}, SPEAKS | OWN | {LEAD}),
    "release_briefing": ({"audience": "x", "items": ["x"]}, BINDS | OWN | {LEAD}),
    "correct_briefing": ({"item": "x", "text": "x", "reason": "x"}, BINDS | OWN | {LEAD}),
    "admit_constituency": ({"constituency": "x"}, BINDS | OWN),
}  # fmt: skip
#: Each act, its fields, and who may do it.
TABLE: dict[str, tuple[Act, set[str]]] = {
    **{name: (fields, {LEAD}) for name, fields in LEADS.items()},
    **{name: (fields, MEDIATES) for name, fields in MEDIATORS.items()},
    **{name: (fields, {LEAD}) for name, fields in STUDYING.items()},
    **{name: (fields, SPEAKS | OWN) for name, fields in SPEAKING.items()},
    **{name: (fields, BINDS | OWN) for name, fields in BINDING.items()},
    **{name: (fields, {"alba:mandator"}) for name, fields in MANDATING.items()},
    **{name: (fields, set()) for name, fields in (NOBODYS | CLASSROOM).items()},
    **{name: (fields, EVERY_MEDIATOR | {WATCH}) for name, fields in FINDING.items()},
    **TELLING,
    "dispute_performance": (BINDING["dispute_performance"], BINDS | OWN | {WATCH}),
    "report_performance": ({"obligation": "x"}, BINDS | OWN | {LEAD}),
    "enter_count": ({"entry": ENTRY}, BINDS | OWN | EVERY_MEDIATOR | {WATCH}),
    "attribute_violation": ({"claim": "v1", "words": "x"}, {LEAD, WATCH}),
    "speak_up": ({"text": "x"}, {"voice:amal"}),
    "change_consent": ({"input": "i1", "consent": "keep"}, {"voice:amal"}),
    "summarise_voices": ({"text": "x", "rests_on": [CITED]}, {"listener:ear"}),
    "seal_preferences": ({"preferences": PREFERENCES}, BINDS | OWN),
    "vote": ({"question": "q", "vote": "for"}, {"alba:head", "alba:voter", "alba:mandator", "borea:head"}),
    "note": ({"text": "x"}, SPEAKS | OWN | MEDIATES | {"mediator:far"}),
    "open_bidding": ({"name": "x", "more": "alba", "less": "borea", "question": "x", "deadline": minute(99)}, {LEAD}),
    "open_case": ({"title": "x", "parties": [{"id": "a"}, {"id": "b"}]}, {LEAD}),
}  # fmt: skip


@pytest.fixture(scope="module")
def cast() -> Table:
    """Return a table at which everybody is."""
    table = opened()
    assert not table.play(outside()).refused
    return table


def test_the_table_has_every_act() -> None:
    assert set(TABLE) == set(ACTIONS)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_may(name: str, cast: Table) -> None:
    fields, may = TABLE[name]
    for role in ROLES:
        table = copied(cast)
        played = table.play([act(role, name, **fields)])
        why = played.refused[0][1] if played.refused else ""
        told = any(sentence in why for sentence in NOT_YOURS)
        assert told == (role not in may), (role, why)


@pytest.mark.parametrize("name", sorted({*SPEAKING, *BINDING, *MANDATING}))
def test_mediators_may_enter_it_for_a_party_whose_channel_they_share(name: str, cast: Table) -> None:
    fields, _ = TABLE[name]
    for role in ROLES:
        table = copied(cast)
        played = table.play([act(role, name, entered_for="alba", meeting="m", **fields)])
        why = played.refused[0][1] if played.refused else ""
        wrong = any(sentence in why for sentence in (*NOT_YOURS, "only a mediator enters something"))
        assert wrong == (role not in MEDIATES), (role, why)
