"""What is wrong is refused with a sentence, and tells nothing of another side."""

from __future__ import annotations

import pytest

from goodoffices.services.scripts import ScriptError, command_of, commands
from tests.talks.proposing import FOR_ALBA, good, of, proposed, refused
from tests.talks.table import LEAD, PACKAGE, PARTIES, Act, Table, act, cabinet, minute, opened

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
        "a proposal has a package, a text, clauses or terms",
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
        "value: 'crossings' is a whole number from 0 to 5",
    ),
    "a bid below the issue": (
        act("borea:head", "bid", bidding="b1", value=-1),
        "value: 'crossings' is a whole number from 0 to 5",
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
    "a key without end": ({"key": "k" * 201}, "key: write 200 characters at most"),
    "a party that is a number": ({"to": [3]}, "to[0]: expected text, got a whole number"),
    "no deadline": ({"deadline": None}, "deadline: expected a time, got nothing"),
    "an act that is a list": ({"do": []}, "do: there is no act '[]'"),
    "an act that is a group of fields": ({"do": {}}, "do: there is no act '{}'"),
    "a field that no act has": ({"bogus": 1}, "there is no such field here: 'bogus'"),
    "a meeting without end": ({"meeting": "m" * 2_001}, "meeting: write 2,000 characters at most"),
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


#: Lines that are no acts, and what is said of them: where, what, and what to do.
LINES: dict[str, tuple[str, str]] = {
    "cut off": (
        '{"at": "2031',
        "this is truncated JSON: it ends before its last bracket or quotation mark; write it whole",
    ),
    "malformed": ('{"at" 3}', "this is malformed JSON (expected ':', at byte 6); mend it there"),
    "without end": ("[" * 100_000, "this nests too deep; write it flatter"),
    "half a character": ('{"at": "\ud800"}', "this holds half of a character"),
}


@pytest.mark.parametrize("what", LINES)
def test_a_line_that_is_no_act_is_a_sentence_with_its_line(what: str) -> None:
    line, sentence = LINES[what]
    with pytest.raises(ScriptError) as caught:
        list(commands(f"\n{line}\n", "talks.jsonl"))
    said = str(caught.value)
    assert said.startswith(f"talks.jsonl, line 2: {sentence}")
    assert said.endswith("; an act is one line of JSON")


def nested(depth: int, form: str = "not") -> Act:
    condition: Act = {"issue": "truce", "is": "long"}
    for _ in range(depth - 1):
        condition = {form: condition} if form == "not" else {form: [condition]}
    return condition


@pytest.mark.parametrize("form", ["not", "all"])
def test_conditions_nest_fifty_deep_and_no_deeper(form: str) -> None:
    table = opened()
    gives = act("alba:mandator", "give_mandate", mandate="d")
    assert "conditions nest 50 deep at most" in refused(table, gives | {"requires": nested(51, form)})
    good(table, gives | {"requires": nested(50, form)})
    good(table, act(LEAD, "table_proposal", name="x", to=["alba"], package={"crossings": 3}))
    accept = act("alba:head", "answer_proposal", proposal="p1", answer="accept_if")
    assert "conditions nest 50 deep" in refused(table, accept | {"requires": nested(51, form)})
    good(table, accept | {"requires": nested(50, form)})
    for depth in (200, 900, 100_000):
        with pytest.raises(
            ScriptError, match=r"^requires: this nests too deep; conditions nest 50 deep at most"
        ):
            command_of({"at": minute(1), **gives, "requires": nested(depth, form)})
