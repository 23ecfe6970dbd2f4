"""Who says yes for a party: its mandate, those at home by their own rule, and nobody in their place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.talks.proposing import FOR_ALBA, good, of, proposed, refused
from tests.talks.table import LEAD, PACKAGE, PARTIES, Act, Table, act, cabinet, minute, opened

Ballots = tuple[str, str]
ACCEPT = act("alba:head", "answer_proposal", proposal="p1", answer="accept")
INITIAL = act("alba:head", "initial", proposal="p1")
OWN = "alba acts for itself"


def limit(most: int, **more: Any) -> Act:
    return act(
        "alba:mandator", "give_mandate", mandate="d", requires={"issue": "crossings", "at_most": most}, **more
    )


def asks(**more: Any) -> Act:
    return act("alba:head", "put_question", question="q", body="cabinet", text="?", **more)


def forms(
    ballot: str, *members: str, by: str = "alba:mandator", name: str = "cabinet", within: str = ""
) -> Act:
    named: list[Act] = [{"id": one, "name": one} for one in members or ("voter", "head")]
    named += [{"id": "council", "name": "The council", "body": within}] if within else []
    return act(by, "form_body", body=cabinet("alba") | {"id": name, "members": named}, ballot=ballot)


def votes(*who: str, vote: str = "for") -> list[Act]:
    return [act(f"alba:{one}", "vote", question="q", vote=vote) for one in who]


@pytest.mark.parametrize("ballots", [("secret", "after"), ("open", "after"), ("after", "open")])
def test_neither_a_body_nor_its_ballot_changes_under_a_vote(ballots: Ballots) -> None:
    table = opened()
    good(table, forms(ballots[0]), asks(), *votes("voter", vote="against"))
    change = forms(ballots[1], "head")
    assert "the question 'q' is before 'cabinet'; close the vote first" in refused(table, change)
    close = act("alba:head", "close_vote", question="q")
    good(table, *votes("head", vote="against"), close, change, asks() | {"question": "next"})
    (decided,) = of(table, "alba:voter", "question_decided") or of(table, "alba:head", "question_decided")
    assert (decided["tally"], decided["approved"]) == ({"against": 2}, False)
    assert bool(decided.get("votes")) == (ballots[0] != "secret")


def test_nor_does_a_body_that_sits_within_the_one_that_votes() -> None:
    table = opened()
    good(table, forms("after", "voter", "head"), forms("after", "adviser", name="large", within="cabinet"))
    good(table, asks() | {"body": "large"})
    assert "the question 'q' is before 'cabinet'" in refused(table, forms("after", "head"))


def test_a_head_does_not_say_who_approves_what_the_head_accepted() -> None:
    table = proposed()
    good(table, ACCEPT)
    alone = forms("after", "head", by="alba:head", name="me")
    assert "only the mandator" in refused(table, alone)
    assert "there is no body 'me'" in refused(table, asks(proposal="p1") | {"body": "me"})
    assert not of(table, "mediators", "home_decided")


@pytest.mark.parametrize("package", [{"crossings": 1}, {"truce": "short"}, PACKAGE | {"truce": "long"}])
def test_home_approves_what_is_tabled_and_no_other_package(package: Act) -> None:
    table = proposed()
    good(table, ACCEPT)
    assert "leave the package out" in refused(table, asks(proposal="p1", package=package))
    good(table, asks(proposal="p1", package=PACKAGE))
    assert of(table, "alba:voter", "question_put")[0]["package"] == PACKAGE


def home_says(*who: str, vote: str = "for") -> list[Act]:
    return [asks(proposal="p1"), *votes(*who, vote=vote), act("alba:mandator", "close_vote", question="q")]


def test_what_home_approved_beyond_the_mandate_is_initialled_and_a_new_version_is_not() -> None:
    table = proposed()
    good(table, limit(1), act("alba:head", "answer_proposal", proposal="p1", answer="refer"))
    good(table, *home_says("voter", "head"))
    revised = act(
        LEAD, "revise_proposal", name="first", to=["alba", "borea"], package=PACKAGE | {"crossings": 5}
    )
    good(table, revised)
    assert "beyond the mandate" in refused(table, ACCEPT)
    good(
        table,
        act("alba:head", "answer_proposal", proposal="p1", answer="refer"),
        asks(proposal="p1") | {"question": "r"},
    )
    good(table, *(one | {"question": "r"} for one in votes("voter", "head")))
    good(table, act("alba:head", "close_vote", question="r"))
    good(table, INITIAL)


@pytest.mark.parametrize("lost", ["ended", "expired", "narrowed", "made ad referendum"])
def test_initials_need_a_mandate_that_is_still_in_force_or_home(lost: str) -> None:
    table = proposed()
    good(table, limit(4, expires=minute(table.clock + 4) if lost == "expired" else None), ACCEPT)
    assert "ad_referendum" not in of(table, "mediators", "answered")[0]
    if lost == "expired":
        table.clock += 5
    else:
        good(
            table,
            {
                "ended": act("alba:mandator", "end_mandate", mandate="d"),
                "narrowed": limit(1),
                "made ad referendum": limit(4, ad_referendum=True),
            }[lost],
        )
    sentence = (
        "beyond the mandate" if lost == "narrowed" else "no mandate in force lets 'p1' be initialled now"
    )
    assert sentence in refused(table, INITIAL)
    good(table, *home_says("voter", "head"), INITIAL)


@pytest.mark.parametrize("tabled", [{"package": {"truce": "short"}}, {"text": "Words, and no package."}])
def test_what_a_mandate_leaves_open_is_accepted_subject_to_approval_at_home(tabled: Act) -> None:
    table = opened()
    good(table, limit(2), act(LEAD, "table_proposal", name="first", to=["alba"], **tabled), ACCEPT)
    assert of(table, "mediators", "answered")[0]["ad_referendum"]
    assert "subject to approval at home" in refused(table, INITIAL)
    good(table, *home_says("voter", "head"), INITIAL)


def test_what_is_accepted_is_what_is_tabled_and_nothing_else_is_sent_with_it() -> None:
    table = proposed()
    good(table, limit(5))
    for package in ({"crossings": 1}, PACKAGE):
        assert "for something else, answer: counter" in refused(table, ACCEPT | {"package": package})
    good(table, ACCEPT)


@pytest.mark.parametrize(
    ("first", "then", "by", "may"),
    [
        ("hold", "relay_verbatim", "alba:adviser", False),
        ("hold", "relay_verbatim", "alba:member", True),
        ("hold", "relay_verbatim", "alba:head", True),
        ("relay_substance", "relay_as_idea", "alba:adviser", False),
        ("relay_verbatim", "relay_substance", "alba:adviser", True),
        ("relay_as_idea", "hold", "alba:adviser", True),
    ],
)
def test_more_is_allowed_with_a_message_by_its_author_or_who_decides_and_less_by_all(
    first: str, then: str, by: str, may: bool
) -> None:
    table = opened()
    good(table, act("alba:member", "say", text="HELD", mark=first))
    change = act(by, "mark_message", message="m1", mark=then)
    if may:
        good(table, change)
    else:
        assert "only who wrote it" in refused(table, change)
        if first == "hold":
            relay = act(LEAD, "relay", party="alba", message="m1", to=["borea"])
            assert "it may be relayed not at all" in refused(table, relay)
            assert b"HELD" not in table.seen("borea")


def test_mediators_allow_themselves_no_more_with_what_a_party_said_itself() -> None:
    table = opened()
    good(table, act("alba:head", "say", text="HELD"), act(LEAD, "say", text="by telephone", **FOR_ALBA))
    widen = act(LEAD, "mark_message", message="m1", mark="relay_verbatim", **FOR_ALBA)
    assert "only who wrote it" in refused(table, widen)
    good(table, widen | {"message": "m2"})


def test_nothing_is_answered_when_consent_to_the_process_is_taken_back() -> None:
    table = proposed()
    later = minute(table.clock + 90)
    good(
        table,
        act(LEAD, "sound", to="alba", question="?"),
        act(LEAD, "table_final", name="f", to=["alba", "borea"], package=PACKAGE, deadline=later),
        act(LEAD, "open_bidding", name="b", more="alba", less="borea", question="?", deadline=later),
        act(LEAD, "open_run", name="r", to=["alba", "borea"]),
        act("alba:mandator", "give_mandate", mandate="all"),
        ACCEPT,
        act("alba:head", "answer_run", run="r1", consents=True),
        act("alba:head", "withdraw_consent"),
    )
    answers = [
        INITIAL,
        act("alba:head", "answer_proposal", proposal="p1", answer="reject"),
        act("alba:head", "answer_sounding", sounding="s1", answer="yes"),
        act("alba:head", "answer_final", final="f1", yes=True),
        act("alba:head", "bid", bidding="b1", value=1),
    ]
    for one in answers:
        assert "alba has withdrawn its consent to the process" in refused(table, one), one
    # What was allowed before can be taken back still, and words are always heard.
    good(table, act("alba:head", "answer_run", run="r1", consents=False), act("alba:head", "say", text="x"))
    assert "withdrawn its consent" in refused(table, act("alba:head", "answer_run", run="r1", consents=True))
    good(table, act("alba:head", "consent"), INITIAL, *answers[2:])


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        (act(LEAD, "drop_issue", issue="truce"), "there is no issue 'truce'"),
        (
            act(LEAD, "put_issue", issue={"id": "truce", "options": [{"id": "none"}, {"id": "long"}]}),
            "the issue 'truce' has no option 'short'",
        ),
    ],
)
def test_nobody_agrees_to_what_has_left_the_agenda(gone: Act, sentence: str) -> None:
    for after in range(3):
        table = opened()
        good(table, act(LEAD, "table_proposal", name="first", to=list(PARTIES), package=PACKAGE))
        good(table, *(act(f"{one}:mandator", "give_mandate", mandate="all") for one in PARTIES))
        steps = [[act(f"{one}:head", "answer_proposal", proposal="p1", answer="accept") for one in PARTIES]]
        steps += [[act(f"{one}:head", "initial", proposal="p1") for one in PARTIES]]
        steps += [[act(LEAD, "declare_agreement", name="first", to=list(PARTIES))]]
        for step in steps[:after]:
            good(table, *step)
        good(table, gone)
        for one in steps[after]:
            assert sentence in refused(table, one)
        assert not of(table, "alba", "agreement_reached")


def test_an_agreement_needs_the_consent_of_all() -> None:
    table = opened()
    good(table, act(LEAD, "table_proposal", name="first", to=list(PARTIES), package=PACKAGE))
    for one in PARTIES:
        good(
            table,
            act(f"{one}:mandator", "give_mandate", mandate="all"),
            act(f"{one}:head", "answer_proposal", proposal="p1", answer="accept"),
            act(f"{one}:head", "initial", proposal="p1"),
        )
    good(table, act("cora:head", "withdraw_consent"))
    declare = act(LEAD, "declare_agreement", name="first", to=list(PARTIES))
    assert "cora has withdrawn its consent" in refused(table, declare)
    good(table, act("cora:head", "consent"), declare)


#: What mediators enter for a party only as long as it does not act itself.
PLACES = [
    act(LEAD, "name_delegate", person="spy", role="head", **FOR_ALBA),
    act(LEAD, "name_delegate", person="spy", role="mandator", **FOR_ALBA),
    act(LEAD, "name_delegate", person="spy", role="member", **FOR_ALBA),
    act(LEAD, "recall_delegate", person="mandator", **FOR_ALBA),
    forms("after", "spy", by=LEAD, name="x") | {"for": "alba", "meeting": "m"},
    act(LEAD, "put_question", question="k", body="cabinet", text="?", **FOR_ALBA),
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "first",
    [
        act("alba:adviser", "say", text="good morning"),
        act("alba:mandator", "give_mandate", mandate="d", text="KEPT AT HOME"),
        act("alba:member", "note", text="KEPT IN THE ROOM"),
    ],
)
def test_mediators_take_no_place_in_a_party_that_acts_itself(place: Act, first: Act) -> None:
    table = opened(silent=["alba"])
    good(table, place)
    table = opened(silent=["alba"])
    good(table, first)
    assert OWN in refused(table, place)
    assert b"KEPT" not in table.seen("alba:spy")
    assert b"KEPT" not in table.seen("mediators")


def test_that_a_party_answered_unseen_does_not_say_that_it_acts() -> None:
    table = opened(silent=["alba"])
    good(
        table, act(LEAD, "table_final", name="f", to=["alba", "borea"], package=PACKAGE, deadline=minute(99))
    )
    before = table.seen("mediators")
    good(table, act("alba:head", "answer_final", final="f1", yes=True))
    assert table.seen("mediators") == before


@pytest.mark.parametrize("how", ["vote", "close", "deadline"])
def test_what_mediators_entered_does_not_decide_in_place_of_those_at_home(how: str) -> None:
    table = opened(silent=["alba"])
    good(table, act(LEAD, "table_proposal", name="first", to=["alba", "borea"], package=PACKAGE))
    put: Act = {"question": "k", "body": "cabinet", "text": "?", "proposal": "p1", "deadline": minute(90)}
    good(table, act(LEAD, "put_question", **put, **FOR_ALBA))
    for member in ("voter", "head") if how == "deadline" else ("voter",):
        good(table, act(LEAD, "vote", question="k", vote="for", member=member, **FOR_ALBA))
    good(table, ACCEPT, forms("after"), asks(proposal="p1"), *votes("voter", vote="against"))
    if how == "vote":
        assert OWN in refused(table, act(LEAD, "vote", question="k", vote="for", member="head", **FOR_ALBA))
    elif how == "close":
        assert OWN in refused(table, act(LEAD, "close_vote", question="k", **FOR_ALBA))
    else:
        table.clock = 91
        good(table, act("clock", "tick"))
        assert of(table, "mediators", "question_decided")[0]["approved"]
    assert not of(table, "mediators", "home_decided")
    assert "subject to approval at home" in refused(table, INITIAL)


def test_who_has_no_mandator_yet_names_the_first() -> None:
    table = Table()
    good(
        table,
        act(LEAD, "open_case", title="Talks", parties=[{"id": "alba"}, {"id": "borea"}]),
        act(LEAD, "name_delegate", person="head", role="head", **FOR_ALBA),
        act("alba:head", "consent"),
        act("alba:head", "name_delegate", person="minister", role="mandator"),
    )
    assert "only the mandator" in refused(
        table, act("alba:head", "name_delegate", person="x", role="mandator")
    )
