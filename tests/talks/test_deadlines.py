"""What has its deadline behind it closes at that time, for everybody with one result, and tells nobody what others did."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from tests.talks.proposing import events, good, refused
from tests.talks.table import LEAD, Act, Table, act, minute, opened

FINAL = act(
    LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "long"}, deadline=minute(50)
)
BIDS = act(LEAD, "open_bidding", name="b", more="alba", less="borea", question="?", deadline=minute(50))
ENTERED = {"entered_for": "borea", "meeting": "by telephone"}


def waiting(*more: Act) -> Table:
    """Return a table at which a mediators' proposal and a bidding have their deadline behind them, and nobody knows."""
    table = opened()
    said = act("alba:head", "say", text="Carry this.", mark="relay_verbatim")
    played = table.play([FINAL, BIDS, said, *more])
    assert not played.refused, played.refused
    table.clock = 60
    return table


#: What is done after the deadline, and whose views it must leave as they were.
HIDDEN = {
    "an act that is refused": (act("borea:member", "announce", text="x"), ("alba", "mediator:co", "cora")),
    "another that is refused": (act("borea:head", "tell", to=["alba"], text="x"), ("alba", "mediator:co")),
    "a side that may not leave": (act("borea:adviser", "withdraw_party"), ("alba", "mediator:co", "cora")),
    "nobody's act": (act("borea:nobody", "announce", text="x"), ("alba", "borea", "mediator:co")),
    "another channel's mediator": (act("mediator:far", "tell", to=["alba"], text="x"), ("alba", "mediator:co")),
    "what another side says": (act("borea:head", "say", text="x"), ("alba", "mediator:co", "cora")),
    "what mediators write to one another": (act(LEAD, "post", to=["alba", "borea"], text="x"), ("alba", "borea", "mediator:co")),
    "what is carried to another side": (
        act(LEAD, "relay", party="alba", message="m1", to=["borea"], manner="verbatim"), ("alba", "mediator:co"),
    ),
    "a mandate kept at home": (
        act("alba:mandator", "give_mandate", mandate="d", requires={"issue": "truce", "is": "long"}),
        ("alba:adviser", "alba:member", "mediator:co", "mediators"),
    ),
    "a delegation's own note": (act("alba:head", "note", text="x"), ("mediator:co", "mediators", "borea")),
    "the working case": (act(LEAD, "grow_record", sources=[{"id": "r", "title": "R"}]), ("alba", "borea", "mediator:co")),
}  # fmt: skip


@pytest.mark.parametrize("what", HIDDEN)
def test_what_closes_tells_nobody_what_they_do_not_see(what: str) -> None:
    one, viewers = HIDDEN[what]
    quiet, busy = waiting(), waiting()
    busy.play([one])
    for viewer in viewers:
        assert quiet.seen(viewer) == busy.seen(viewer), viewer


def closed(table: Table, party: str) -> bool:
    seen = table.seen(f"{party}:head")
    return b'"final_closed"' in seen and b'"bidding_closed"' in seen


def test_it_closes_with_what_comes_into_the_channel_and_with_what_all_share() -> None:
    table = waiting()
    table.play([act("borea:head", "say", text="Where do we stand?")])
    assert (closed(table, "alba"), closed(table, "borea")) == (False, True)
    table.play([act(LEAD, "tell", to=["alba"], text="A moment.")])
    assert closed(table, "alba")
    table = waiting()
    table.play([act(LEAD, "announce", text="To all.")])
    assert closed(table, "alba")
    assert closed(table, "borea")


def test_an_act_that_needs_what_is_closed_is_decided_after_it() -> None:
    question = act(
        "alba:mandator",
        "put_question",
        question="q",
        body="cabinet",
        text="?",
        proposal="p1",
        deadline=minute(50),
    )
    table = waiting(
        act(LEAD, "table_proposal", name="draft", to=["alba"], package={"truce": "short"}),
        act("alba:head", "answer_proposal", proposal="p1", answer="refer"),
        question,
        *(act(f"alba:{who}", "vote", question="q", vote="for") for who in ("voter", "head")),
    )  # fmt: skip
    played = table.play([act("alba:head", "initial", proposal="p1")])
    assert not played.refused, played.refused
    assert closed(table, "alba")


def test_nobody_answers_before_a_deadline_that_is_behind_what_they_have_seen() -> None:
    table = waiting(act("alba:head", "answer_final", final="f1", yes=True))
    table.play([act("borea:head", "say", text="It is late.")])
    early = act("borea:head", "answer_final", final="f1", yes=True) | {"at": minute(45)}
    assert "the deadline for 'f1' was" in table.play([early]).refused[0][1]


def test_it_closes_in_all_channels_with_one_result() -> None:
    table = waiting(
        act("alba:head", "answer_final", final="f1", yes=True), act("alba:head", "bid", bidding="b1", value=3)
    )
    table.play([act("alba:head", "say", text="We have answered.")])
    # The clock of whoever enters it was set back: in borea's channel nothing has closed yet.
    late = [
        act("borea:head", "answer_final", final="f1", yes=True) | {"at": minute(45)},
        act("borea:head", "bid", bidding="b1", value=5) | {"at": minute(45)},
    ]
    assert not table.play(late).refused
    table.play([act(LEAD, "announce", text="To all.")])
    for party in ("alba", "borea"):
        assert b'"accepted":false' in table.seen(f"{party}:head")
        assert b'"value":4' not in table.seen(f"{party}:head")


@pytest.mark.parametrize("gone", [act("borea:head", "withdraw_party"), act("borea:head", "withdraw_consent")])
def test_who_is_gone_when_it_closes_has_not_said_yes(gone: Act) -> None:
    answers = [act(f"{party}:head", "answer_final", final="f1", yes=True) for party in ("alba", "borea")]
    bids = [act(f"{party}:head", "bid", bidding="b1", value=3) for party in ("alba", "borea")]
    stayed, left = waiting(*answers, *bids), waiting(*answers, *bids, gone)
    for table in (stayed, left):
        table.play([act("clock", "tick")])
    assert b'"accepted":true' in stayed.seen("alba:head")
    assert b'"value":3' in stayed.seen("alba:head")
    assert b'"accepted":false' in left.seen("alba:head")
    assert b'"value":3' not in left.seen("alba:head")


def test_a_mediators_proposal_needs_two_and_has_one_try_in_a_round_however_it_is_interrupted() -> None:
    table = opened()
    alone = table.play([FINAL | {"to": ["alba"]}])
    assert "two parties at least" in alone.refused[0][1]
    rounds = [
        act(LEAD, "plan_round", round="one", name="One", venue="Doha"),
        act(LEAD, "plan_round", round="two", name="Two", venue="Cairo"),
        act(LEAD, "open_round", round="one"),
        FINAL | {"deadline": minute(40)},
        act(LEAD, "collapse_round", round="one"),
    ]
    assert not table.play(rounds).refused
    table.clock = 45
    again = FINAL | {"name": "again", "deadline": minute(90)}
    for interrupted in ([], [act(LEAD, "resume_round", round="one")]):
        assert not table.play(interrupted).refused
        assert "no second try in one round" in table.play([again]).refused[0][1]
    assert not table.play(
        [act(LEAD, "close_round", round="one"), act(LEAD, "open_round", round="two"), again]
    ).refused


NAMES = list(permutations(["a", "z"]))
OTHERS = list(product(["borea", "cora"], repeat=2))


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("others", OTHERS)
def test_what_has_one_deadline_closes_in_the_order_of_the_channels_own_numbers(
    names: tuple[str, str], others: tuple[str, str]
) -> None:
    """Neither what mediators call something among themselves, nor with whom it is, tells in which order."""
    table = opened()
    given: Act = {"deadline": minute(50)}
    questions = [
        act("alba:head", "put_question", question=name, body="cabinet", text="?", proposal=proposal, **given)
        for name, proposal in zip(names, ("p2", "p1"), strict=True)
    ]
    good(
        table,
        *(act(LEAD, "table_proposal", name=f"x{n}", to=["alba"], package={"crossings": n}) for n in (1, 2)),
        *(act("alba:head", "answer_proposal", proposal=one, answer="refer") for one in ("p1", "p2")),
        *questions,
        *(
            act(LEAD, "open_bidding", name=f"{name}-b", more="alba", less=other, question="?", **given)
            for name, other in zip(names, others, strict=True)
        ),
        *(
            act(LEAD, "table_final", name=name, to=["alba", other], package={"crossings": number}, **given)
            for number, (name, other) in enumerate(zip(names, others, strict=True), 1)
        ),
    )
    table.clock = 60
    good(table, act(LEAD, "announce", text="To all."))
    closing = ("final_closed", "bidding_closed", "home_decided")
    order = [
        one.get("final") or one.get("bidding") or one["proposal"]
        for one in events(table, "mediators")
        if one["stream"] == "channel/alba" and one["event"] in closing
    ]
    assert order == ["f1", "f2", "b1", "b2", "p1", "p2"]


def test_who_does_not_see_the_channel_does_not_take_its_time() -> None:
    def voted(*before: Act) -> bytes:
        table = opened()
        good(table, act("alba:head", "put_question", question="q", body="cabinet", text="?"))
        good(table, *before, act("alba:voter", "vote", question="q", vote="for") | {"at": minute(40)})
        return table.seen("alba:voter")

    told = act(LEAD, "tell", to=["alba"], text="x") | {"at": minute(45)}
    assert voted() == voted(told)


def test_at_the_deadline_it_is_too_late_for_everything() -> None:
    table = opened()
    at = minute(50)
    proposal = act(LEAD, "table_proposal", name="x", to=["alba"], package={"truce": "short"}, deadline=at)
    asks = act("alba:head", "put_question", question="q", body="cabinet", text="?", deadline=at)
    mandate = act(
        "alba:mandator", "give_mandate", mandate="d", requires={"issue": "truce", "is": "none"}, expires=at
    )
    good(table, FINAL, BIDS, proposal, asks, mandate)
    answers = [
        act("alba:head", "answer_final", final="f1", yes=False),
        act("alba:head", "bid", bidding="b1", value=1),
        act("alba:head", "answer_proposal", proposal="p1", answer="reject"),
        act("alba:voter", "vote", question="q", vote="for"),
    ]
    for one in answers:
        said = refused(table, one | {"at": at})
        assert "the deadline for" in said or "is decided" in said or "ended on" in said
    late = [
        proposal | {"name": "y"},
        asks | {"question": "r"},
        mandate,
        FINAL | {"name": "g"},
        BIDS | {"name": "c"},
    ]
    for one in late:
        assert "is over already" in refused(table, one | {"at": at})
    # What limited the delegation until then limits it no more.
    good(table, act(LEAD, "table_proposal", name="z", to=["alba"], package={"truce": "long"}))
    good(table, act("alba:head", "answer_proposal", proposal="p2", answer="accept") | {"at": at})
    before = minute(49)
    table = opened()
    good(table, FINAL, BIDS, proposal, asks, *(one | {"at": before} for one in answers))
