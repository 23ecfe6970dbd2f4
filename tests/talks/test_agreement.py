"""Terms in proposals, the agreement with all that was tabled, signing, and lists of persons."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.model.agreement import Terms
from goodoffices.talks.codec import decoded, encoded
from goodoffices.talks.events.case import AgreementReached
from goodoffices.talks.events.channel import Tabled
from goodoffices.talks.states import CaseState, ChannelState
from goodoffices.talks.streams import CASE, Stream
from goodoffices.talks.terms import without_record
from tests.talks.proposing import events, good, of, refused
from tests.talks.table import LEAD, PARTIES, TERMS, Act, Table, act, agreed, agreeing, copied, opened

CLAUSES = [{"id": "c1", "text": "The guns fall silent."}]


def case_of(table: Table) -> CaseState:
    state = table.talks.history.load(CASE).state
    assert isinstance(state, CaseState)
    return state


def channel_of(table: Table, party: str) -> ChannelState:
    state = table.talks.history.load(Stream("channel", party)).state
    assert isinstance(state, ChannelState)
    return state


# ------------------------------------------------------------------------------------------ terms


def test_terms_go_with_each_version_and_into_the_agreement_with_all_that_was_tabled() -> None:
    table = opened()
    first, *rest = agreeing(TERMS, text="A text.", clauses=CLAUSES)
    before = first | {"terms": {"phases": TERMS["phases"][:1]}, "text": "A first text."}
    good(table, before, {**first, "do": "revise_proposal"})
    first_version, second_version = (
        msgspec.convert(one["terms"], Terms) for one in of(table, "alba", "tabled")
    )
    assert [len(one.phases) for one in (first_version, second_version)] == [1, 2]
    assert channel_of(table, "alba").proposals["p1"].terms == second_version
    good(table, *rest)
    case = case_of(table)
    assert (case.agreement_terms, case.agreement_text) == (second_version, "A text.")
    assert [one.text for one in case.agreement_clauses] == ["The guns fall silent."]
    assert of(table, "alba:voter", "agreement_reached")[0]["terms"] == TERMS
    # All sides, all mediators and whoever watches see the ledger; those at home see it in what all share.
    good(table, act(LEAD, "admit_audience", audience="monitor:watch"))
    for viewer in ("alba:member", "cora", "mediator:far", "monitor:watch"):
        assert of(table, viewer, "ledger_opened")[0]["terms"] == TERMS, viewer
    for viewer in ("alba:voter", "observer:un", "guarantor:league"):
        assert not of(table, viewer, "ledger_opened"), viewer
    assert {one["stream"] for one in events(table, "monitor:watch")} == {"ledger"}


def test_an_agreement_without_terms_opens_a_ledger_too() -> None:
    table = agreed(None)
    assert of(table, "alba", "ledger_opened")[0]["terms"] == {}
    assert case_of(table).agreement_terms is None


@pytest.mark.parametrize(
    ("where", "what", "sentence"),
    [
        (("phases", 0, "obligations", 0, "actor"), "dora", "terms.phases[0].obligations[0].actor: there is no party or mediator 'dora'"),
        (("phases", 0, "obligations", 0, "in_exchange_for"), "gone", "in_exchange_for: there is no obligation 'gone'"),
        (("phases", 0, "obligations", 0, "high"), 3, "the range must run from the lower to the higher number"),
        (("phases", 0, "obligations", 0, "issues"), ["mars"], "there is no issue 'mars'"),
        (("phases", 0, "obligations", 0, "statements"), ["s1"], "of the mediators' own record; leave it out"),
        (("phases", 0, "obligations", 0, "assumption"), "a guess", "of the mediators' own record; leave it out"),
        (("phases", 0, "statements"), ["s1"], "of the mediators' own record; leave it out"),
        (("guarantors", 0, "statements"), ["s1"], "of the mediators' own record; leave it out"),
        (("guarantors", 0, "backs"), ["third"], "there is no obligation or phase 'third'"),
        (("phases", 1, "starts_after"), ["never"], "there is no obligation or phase 'never'"),
        (("phases", 1, "obligations", 0, "id"), "free", "'free' is used twice"),
        (("phases", 1, "obligations", 0, "id"), "second", "'second' is used twice in the terms"),
        (("phases", 1, "id"), "first", "'first' is used twice"),
        (("phases", 0, "obligations", 0, "ratio"), [float("inf"), float("inf")], "terms: phases[0].obligations[0].ratio[0]: expected a number, got nothing"),
        (("phases", 0, "obligations", 0, "quantity"), 10**20, "terms: "),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_are_not_tabled(where: tuple[Any, ...], what: object, sentence: str) -> None:
    table, terms = opened(), deepcopy(TERMS)
    place: Any = terms
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = what
    for do in ("table_proposal", "revise_proposal"):
        why = refused(table, act(LEAD, do, name="x", to=["alba"], terms=terms))
        assert sentence in why
        assert why.startswith("terms")


def test_what_is_of_the_record_can_be_left_out_of_terms() -> None:
    plain = deepcopy(TERMS)
    plain["phases"][0]["statements"] = ["s1"]
    plain["phases"][0]["obligations"][0] |= {"assumption": "ours", "statements": ["s1"]}
    terms = msgspec.convert(plain, Terms)
    bare = without_record(terms)
    assert bare != terms
    assert bare == msgspec.convert(TERMS, Terms)
    table = opened()
    good(table, act(LEAD, "table_proposal", name="x", to=["alba"], terms=msgspec.to_builtins(bare)))


def test_what_was_written_before_there_were_terms_is_read_as_it_was() -> None:
    old = b'{"at":"2031-03-01T09:00:00Z","by":"mediator:lunn","event":{"event":"tabled","proposal":"p1","text":"x"}}'
    happened = decoded("channel", old)
    assert isinstance(happened.event, Tabled)
    assert happened.event.terms is None
    assert encoded(happened) == old
    old = b'{"at":"2031-03-01T09:00:00Z","by":"mediator:lunn","event":{"event":"agreement_reached","package":{"truce":"short"}}}'
    happened = decoded("case", old)
    assert isinstance(happened.event, AgreementReached)
    assert (happened.event.terms, happened.event.clauses, encoded(happened)) == (None, (), old)


# ------------------------------------------------------------------------------------------ signing


def test_each_party_signs_once_and_the_lead_attests_when_all_have() -> None:
    table = agreed()
    attest = act(LEAD, "attest_agreement", text="Signed before me in three rooms of one house.")
    assert refused(table, attest) == "alba and borea and cora must sign it first (sign_agreement)"
    good(table, act("alba:head", "sign_agreement", office="Minister", place="Doha"))
    assert refused(table, act("alba:mandator", "sign_agreement")) == "alba has signed the agreement already"
    entered: Act = {"entered_for": "borea", "meeting": "signing"}
    assert refused(table, act(LEAD, "sign_agreement", **entered)) == "person: say who signed for borea"
    good(
        table, act(LEAD, "sign_agreement", person="B. Orea", **entered), act("cora:head", "withdraw_consent")
    )
    assert "cora has withdrawn its consent to the process" in refused(
        table, act("cora:head", "sign_agreement")
    )
    assert refused(table, attest) == "cora must sign it first (sign_agreement)"
    good(table, act("cora:head", "consent"), act("cora:head", "sign_agreement"), attest)
    assert refused(table, attest) == "the agreement is attested already"
    case = case_of(table)
    assert {party: (one.person, one.entered) for party, one in case.signatures.items()} == {
        "alba": ("head", False), "borea": ("B. Orea", True), "cora": ("head", False),
    }  # fmt: skip
    signed = of(table, "cora:voter", "agreement_signed")[0]
    assert (signed["office"], signed["place"]) == ("Minister", "Doha")
    assert "signing" not in table.seen("cora").decode(), (
        "at which meeting borea said so is not cora's to know"
    )


def test_amended_it_is_signed_anew_and_only_by_those_who_are_bound() -> None:
    table = agreed()
    good(table, *(act(f"{party}:head", "sign_agreement") for party in PARTIES), act(LEAD, "resume_talks"))
    for one in (act("alba:head", "sign_agreement"), act(LEAD, "attest_agreement", text="x")):
        assert "there is no agreement to" in refused(table, one)
    good(table, act("cora:head", "withdraw_party"))
    # What cora has left is not withdrawn from the others: they declare it anew, without it.
    good(
        table, act(LEAD, "declare_agreement", name="deal", to=list(PARTIES)), act("cora:head", "return_party")
    )
    case = case_of(table)
    assert (case.agreements, case.signatures, case.attestation) == (2, {}, None)
    assert "cora was not in the talks" in refused(table, act("cora:head", "sign_agreement"))
    good(table, act("alba:head", "sign_agreement"), act("borea:head", "sign_agreement"))
    good(table, act(LEAD, "attest_agreement", text="Amended."))
    assert [one["agreement"] for one in of(table, "alba", "ledger_opened")] == [1, 2]
    assert [one["id"] for one in of(table, "monitor:watch", "ledger_opened")[1]["parties"]] == [
        "alba",
        "borea",
    ]


# ------------------------------------------------------------------------------------------ lists

PEOPLE = [
    {"name": "Amal Q.", "category": "sick", "note": "cousin of the envoy"},
    {"name": "Badr", "category": "sick"},
    {"name": "Chadi"},
]


def listed(mark: str, people: list[Act] = PEOPLE, **fields: Any) -> Act:
    return act("alba:head", "give_list", list="batch", obligation="free", entries=people, mark=mark, **fields)


def passing(what: str = "counts", *to: str) -> Act:
    return act(LEAD, "pass_list", party="alba", list="batch", to=list(to or ("borea", "cora")), what=what)


def test_of_a_list_passes_what_its_giver_allows() -> None:
    table = agreed()
    good(table, listed("hold"))
    assert refused(table, passing()) == "alba marked 'batch' as hold: nothing of it may be passed on"
    good(table, listed("counts"), passing())
    assert refused(table, passing("names")) == "alba marked 'batch' as counts: its counts may be passed on"
    assert of(table, "borea", "list_passed")[-1]["counts"] == {"": 1, "sick": 2}
    for viewer in ("borea", "cora", "mediator:far", "monitor:watch"):
        assert "Amal" not in table.seen(viewer).decode(), viewer
    # A new version replaces the last as a whole, also what may be passed on of it.
    good(table, listed("names", PEOPLE[:1]), passing("names", "cora"))
    assert of(table, "cora", "list_passed")[-1]["entries"] == [{"name": "Amal Q.", "category": "sick"}]
    assert "cousin" not in table.seen("cora").decode(), "a note is for the mediators"
    assert "Amal" not in table.seen("borea").decode()
    assert [one["version"] for one in of(table, "alba", "list_given")] == [1, 2, 3]
    assert [one["list"] for one in of(table, "cora", "list_passed")] == ["l1", "l2"], (
        "counted in each channel"
    )
    assert {one["version"] for one in of(table, "mediators", "list_carried")} == {2, 3}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (listed("hold", []), "entries: the list is empty; name somebody"),
        (listed("hold", [*PEOPLE, PEOPLE[0]]), "entries.3: this is the person of entry 0 again; leave one out"),
        (listed("hold", [{"name": "  "}]), "entries.0.name: leave no name empty"),
        (listed("hold") | {"obligation": "fly"}, "obligation: the agreement has no obligation 'fly'"),
        (listed("hold") | {"by": "alba:adviser"}, "only the head of the delegation or its mandator does this; you may send a message"),
        (passing() | {"list": "other"}, "list: there is no list 'other' from alba"),
        (passing("counts", "alba"), "to: the list is alba's own"),
        (passing("counts", "borea") | {"by": "mediator:co"}, "there is no channel of yours with borea"),
        (passing("counts", "alba") | {"by": "mediator:far"}, "there is no channel of yours with alba"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_list_is_said_without_a_name(given: Act, sentence: str) -> None:
    table = agreed()
    good(table, listed("counts"))
    assert refused(table, given) == sentence


def test_mediators_allow_themselves_no_more_with_a_list_that_a_party_gave_itself() -> None:
    table = agreed()
    good(table, listed("counts"))
    entered: Act = {"by": LEAD, "for": "alba", "meeting": "on the phone"}
    assert "only who answers for alba allows more" in refused(table, listed("names") | entered)
    # Less they may enter, and with what they entered themselves also more.
    good(table, listed("hold") | entered, listed("names") | entered, passing("names", "borea"))


names = st.lists(
    st.text("abcdefghijklmnop", min_size=7, max_size=12).map(lambda one: f"Q{one}"), min_size=1, max_size=5
)
first_table = cache(agreed)


@given(
    names, st.sampled_from(["hold", "counts", "names", "all"]), st.sampled_from(["counts", "names"]), st.booleans(),
    st.booleans(),
)  # fmt: skip
def test_a_name_stands_where_its_giver_allowed_it_and_nowhere_else(
    people: list[str],
    mark: str,
    what: str,
    entered: bool,
    twice: bool,
) -> None:
    table = copied(first_table())
    entries = [{"name": one, "category": "sick", "note": f"{one} again"} for one in people]
    given = listed(mark if mark != "all" else "hold", entries + entries[:1] * twice)
    if entered:
        given |= {"by": LEAD, "for": "alba", "meeting": "m"}
    tried = [given, given | {"by": "alba:adviser"}, given | {"obligation": "x"}, passing(what, "borea")]
    shown = table.play(tried).refused
    crossed = mark == "names" and what == "names" and not twice and len(set(people)) == len(people)
    words = json.dumps([why for _, why in shown])
    history = table.talks.history
    for name in people:
        assert name not in words
        for stream in map(Stream.parse, history.store.streams()):
            inside = any(name.encode() in entry.data for entry in history.entries(stream))
            allowed = str(stream) == "channel/alba" or (crossed and str(stream) == "channel/borea")
            assert not inside or allowed, stream
