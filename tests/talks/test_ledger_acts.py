"""The ledger: reported, verified, disputed, resolved, each by somebody else; claims; counts; phases."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest

from goodoffices.talks.states import LedgerState
from goodoffices.talks.streams import LEDGER
from tests.talks.proposing import good, of, refused
from tests.talks.table import LEAD, START, TERMS, Act, Table, act, agreed, agreeing, minute, opened, outside

WATCH = "monitor:watch"
FREED = act(
    "alba:head", "report_performance", obligation="free", quantity=40, on="2031-03-01", words="At the bridge."
)
VERIFY = act(WATCH, "verify_performance", report="r1")
WANTING = act(WATCH, "find_wanting", report="r1", words="We counted 38.")
DISPUTE = act("alba:head", "dispute_performance", report="r1", words="Two crossed later.")
RESOLVE = act(LEAD, "resolve_dispute", report="r1", performed=True, quantity=40, words="All crossed by noon.")
CLAIM = act("borea:head", "claim_violation", obligation="free", words="They were searched.", on="2031-03-01")
ATTRIBUTE = act(WATCH, "attribute_violation", claim="v1", to="alba", words="Two were searched.")
TALLY = act(LEAD, "open_tally", tally={"id": "held", "of": "people", "states": ["held", "freed", "dead"]})


def ledger(table: Table) -> LedgerState:
    state = table.talks.history.load(LEDGER).state
    assert isinstance(state, LedgerState)
    return state


def entry(**fields: Any) -> Act:
    given = {"id": "e1", "tally": "held", "value": 130, "to": "held", "source": "the Red Cross"} | fields
    return act(WATCH, "enter_count", entry=given)


@pytest.mark.parametrize(
    "one", [FREED, VERIFY, WANTING, DISPUTE, RESOLVE, CLAIM, ATTRIBUTE, TALLY, entry(), act(LEAD, "start_phase", phase="first")],
    ids=lambda one: str(one["do"]),
)  # fmt: skip
def test_there_is_no_ledger_before_an_agreement_is_declared(one: Act) -> None:
    table = opened()
    good(table, *outside(), *agreeing()[:-1])
    assert "there is no ledger yet" in refused(table, one)
    assert "ledger" not in table.talks.history.store.streams()


def test_each_step_is_taken_by_somebody_else_than_the_one_before() -> None:
    table = agreed()
    good(table, FREED)
    assert "the report 'r1' is reported: dispute_performance is not possible" in refused(table, DISPUTE)
    good(table, WANTING)
    assert not ledger(table).is_done("free")
    assert "is wanting: verify_performance is not possible; what can be done with it: dispute" in refused(
        table, VERIFY
    )
    good(table, DISPUTE)
    assert refused(table, RESOLVE | {"quantity": None, "performed": False, "high": 3}) == (
        "high: the range runs from quantity to high; give the lower number as quantity"
    )
    good(table, RESOLVE)
    assert ledger(table).is_done("free")
    one = ledger(table).reports["r1"]
    assert (one.status, one.performed, one.quantity) == ("resolved", True, 40)
    assert [(step.act, step.by) for step in one.steps] == [
        ("report_performance", "alba:head"), ("find_wanting", WATCH), ("dispute_performance", "alba:head"),
        ("resolve_dispute", LEAD),
    ]  # fmt: skip
    assert of(table, WATCH, "dispute_resolved") == of(table, "cora:adviser", "dispute_resolved")
    assert "is resolved" in refused(table, DISPUTE)


def test_nobody_verifies_or_resolves_what_they_entered_themselves() -> None:
    table = agreed()
    second = "mediator:second"
    entered: Act = {"by": LEAD, "for": "borea", "meeting": "on the phone"}
    opening = act("borea:head", "report_performance", obligation="open", quantity=2)
    good(table, act(LEAD, "admit_mediator", mediator=second, lead=True), opening | entered)
    verify = act(LEAD, "verify_performance", report="r1")
    sentence = "you took an earlier step of this ({}); another person takes this one"
    assert refused(table, verify) == sentence.format("report_performance")
    assert "on the phone" not in table.seen("alba").decode(), "when mediators met borea is not alba's to know"
    # The agreement names nobody who verifies this: another mediator may.
    good(table, verify | {"by": "mediator:co"})
    dispute = act("cora:head", "dispute_performance", report="r1", words="One is closed.")
    good(table, dispute | entered | {"by": second, "for": "cora"})
    resolve = act(second, "resolve_dispute", report="r1", performed=False, words="One is closed.")
    assert refused(table, resolve) == sentence.format("dispute_performance")
    good(table, resolve | {"by": LEAD})
    assert not ledger(table).is_done("open")
    # What a mediator owes, the lead reports; somebody else verifies and resolves it.
    pay = act(LEAD, "report_performance", obligation="pay")
    good(table, pay, act(WATCH, "verify_performance", report="r2"))
    assert ledger(table).is_done("pay")
    good(table, act("alba:head", "dispute_performance", report="r2", words="Too late."))
    assert not ledger(table).is_done("pay"), "as long as it is in dispute"
    assert refused(table, resolve | {"by": LEAD, "report": "r2"}) == sentence.format("report_performance")


def test_a_monitor_who_found_otherwise_than_another_disputes_it() -> None:
    table = agreed()
    second = "monitor:second"
    good(table, act(LEAD, "admit_audience", audience=second), FREED, WANTING)
    otherwise: Act = act(WATCH, "dispute_performance", report="r1", words="I counted forty.")
    assert refused(table, otherwise) == (
        "you took an earlier step of this (find_wanting); another person takes this one"
    )
    good(table, otherwise | {"by": second})
    assert ledger(table).reports["r1"].status == "disputed"
    assert [one["party"] for one in of(table, "alba:head", "performance_disputed")] == [""]
    good(table, RESOLVE)
    assert ledger(table).is_done("free")


@pytest.mark.parametrize(
    ("named", "who", "may"),
    [
        ("", WATCH, True), ("", "mediator:far", True), ("the watch", WATCH, True), ("the watch", LEAD, False),
        ("monitor:watch", WATCH, True), ("watch", WATCH, True), ("monitor:other", WATCH, False),
        ("mediator:co", "mediator:co", True), ("co", "mediator:co", True), ("mediator:co", WATCH, False),
        ("mediator:co", LEAD, False),
    ],
)  # fmt: skip
def test_who_verifies_is_as_the_agreement_says(named: str, who: str, may: bool) -> None:
    terms = deepcopy(TERMS)
    terms["phases"][0]["obligations"][0]["verified_by"] = named
    table = agreed(terms)
    good(table, FREED)
    if may:
        good(table, VERIFY | {"by": who})
    else:
        assert refused(table, VERIFY | {"by": who}) == (
            f"the agreement says who verifies this: {named}; it is not yours to find"
        )


def test_who_owes_something_reports_it_and_in_parts() -> None:
    table = agreed()
    assert refused(table, FREED | {"by": "borea:head"}) == (
        "'free' is owed by alba, who reports it; borea may claim a violation"
    )
    assert "'free' is alba's: it reports itself" in refused(table, FREED | {"by": LEAD})
    assert "only the head" in refused(table, FREED | {"by": "alba:member"})
    good(table, FREED | {"quantity": 30, "high": 34}, VERIFY)
    assert not ledger(table).is_done("free"), "30 at least is not 40"
    good(table, FREED | {"quantity": 12}, VERIFY | {"report": "r2", "quantity": 10})
    assert ledger(table).is_done("free")
    assert (ledger(table).reports["r1"].high, ledger(table).reports["r2"].quantity) == (34, 10)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (FREED | {"obligation": "fly"}, "obligation: the agreement has no obligation 'fly'"),
        (FREED | {"high": 30}, "high: the range runs from quantity to high; give the lower number as quantity"),
        (FREED | {"quantity": 10**20}, "quantity: give at most 1,000,000,000,000,000; write more of something in larger units"),
        (entry(id="e2", value=10**18), "entry.value: give at most 1,000,000,000,000,000; write more of something in larger units"),
        (FREED | {"on": "2031-03-03"}, "on: 2031-03-03 is still to come; give the day on which it was"),
        (VERIFY | {"report": "r9"}, "report: there is no report 'r9' in the ledger"),
        (VERIFY | {"by": "alba:head"}, "only a monitor or a mediator does this"),
        (RESOLVE | {"by": "mediator:co"}, "only the lead mediator does this"),
        (RESOLVE | {"performed": False}, "quantity: what is not performed has no quantity; leave it out"),
        (CLAIM | {"obligation": "fly"}, "obligation: the agreement has no obligation 'fly'"),
        (CLAIM | {"obligation": ""}, "obligation: say which obligation of the agreement was violated"),
        (CLAIM | {"on": "2031-04-01"}, "on: 2031-04-01 is still to come; give the day on which it was"),
        (ATTRIBUTE | {"claim": "v9"}, "claim: there is no claim 'v9' in the ledger"),
        (ATTRIBUTE | {"to": "dora"}, "to: 'dora' is not bound by the agreement; leave it out to attribute it to nobody"),
        (TALLY, "tally.id: there is a tally 'held' already; give this one another id"),
        (TALLY | {"tally": {"id": "x", "of": "x", "states": ["a", "a"]}}, "tally.states: name two states at least, each once"),
        (entry(tally="dead"), "entry.tally: there is no tally 'dead'; the lead mediator opens it (open_tally)"),
        (entry(), "entry.id: there is an entry 'e1' already; give this one another id"),
        (entry(id="e2", to="lost"), "entry.to: 'lost' is no state of 'held': held, freed, dead"),
        (entry(id="e2", to=""), "entry.to: say in which state so many are, or from which to which they went"),
        (entry(id="e2", added=True, **{"from": "held"}), "entry.added: who is added comes to a state, and from none"),
        (entry(id="e2", to="held", **{"from": "held"}), "entry.to: nobody goes from 'held' to 'held'; name two states"),
        (entry(id="e2", same_as="e9"), "entry.same_as: there is no entry 'e9' in the ledger"),
        (entry(id="e2", to="freed", same_as="e1"), "entry.same_as: 'e1' is about another tally, or goes from and to other states"),
        (entry(id="e2", high=3), "entry.high: the range runs from value to high; give the lower number as value"),
        (entry(id="e2", source=""), "entry.source: say from where the number is"),
        (entry(id="e2", source=" "), "entry.source: say from where the number is"),
        (entry(id="e2", bound="range"), "entry.high: a range needs its upper end; give it, or another bound"),
        (TALLY | {"tally": {"id": "x", "of": "x", "states": ["a", " a"]}}, "tally.states: name two states at least, each once"),
        (entry(id="e2", obligation="fly"), "entry.obligation: the agreement has no obligation 'fly'"),
        (entry(id="e2", on=["2031-02-03", "2031-02-01"]), "entry.on: the range of days ends before it starts"),
        (entry(id="e2", on=["2031-02-03", "2031-04-01"]), "entry.on: 2031-04-01 is still to come; give the day on which it was"),
        (entry(id="e2", statements=["s1"]), "entry.statements: the record is the mediators' own; say in words from where the number is (source)"),
        (act(LEAD, "start_phase", phase="third"), "phase: the agreement has no phase 'third'"),
        (act(LEAD, "end_phase", phase="second"), "the phase 'second' is waiting: end_phase is not possible; what can be done with it: start_phase"),
        (act(LEAD, "start_phase", phase="second"), "the phase 'second' cannot start: 'first' and 'free' must be done and verified first"),
    ],
    ids=lambda one: one["do"] if isinstance(one, dict) else "",
)  # fmt: skip
def test_what_is_wrong_is_refused_with_a_sentence(one: Act, sentence: str) -> None:
    table = agreed()
    good(table, TALLY, entry(), FREED, WANTING, DISPUTE, CLAIM)
    before = table.seen(WATCH)
    assert refused(table, one) == sentence
    assert table.seen(WATCH) == before


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("on", "2031-02-30", 'on: there is no such day; write one of the calendar, such as "2031-03-04"'),
        ("quantity", 1.5, "quantity: expected a whole number"),
        ("quantity", -1, "quantity: expected a whole number >= 0"),
    ],
)
def test_fractional_people_and_days_that_do_not_exist_are_no_act(
    field: str, value: object, sentence: str
) -> None:
    from goodoffices.services.scripts import ScriptError, command_of

    with pytest.raises(ScriptError, match=f"^{re.escape(sentence)}"):
        command_of(FREED | {"at": minute(1), field: value})


def test_a_claim_is_attributed_by_another_to_a_party_or_to_nobody() -> None:
    table = agreed()
    entered: Act = {"by": LEAD, "for": "borea", "meeting": "m"}
    good(table, CLAIM | entered, CLAIM | {"words": "Again."})
    assert "you took an earlier step of this (claim_violation)" in refused(table, ATTRIBUTE | {"by": LEAD})
    assert (
        refused(table, ATTRIBUTE | {"by": "mediator:far"}) == "only a monitor or the lead mediator does this"
    )
    good(table, ATTRIBUTE, ATTRIBUTE | {"by": LEAD, "claim": "v2", "to": ""})
    assert {name: one.to for name, one in ledger(table).claims.items()} == {"v1": "alba", "v2": ""}
    assert "is attributed: attribute_violation is not possible" in refused(table, ATTRIBUTE)


def test_counts_keep_their_source_and_what_a_party_reports_is_marked_as_its_own() -> None:
    table = agreed()
    own = entry(id="e2", value=136, high=140, source="", to="held") | {"by": "borea:head"}
    good(
        table,
        TALLY,
        entry(),
        own,
        entry(id="e3", value=2, to="freed", **{"from": "held"}) | {"by": "mediator:far"},
    )
    told = [(one.entry.value, one.entry.high, one.entry.source, one.party) for one in ledger(table).entries]
    assert told == [(130, None, "the Red Cross", ""), (136, 140, "", "borea"), (2, None, "the Red Cross", "")]
    assert "only the head" in refused(table, entry(id="e4") | {"by": "borea:member"})
    assert refused(table, entry(id="e4") | {"by": "observer:un"}) == "only a monitor or a mediator does this"


def test_phases_follow_what_the_terms_say_and_a_failure_says_what_is_suspended() -> None:
    table = agreed()
    start, end = act(LEAD, "start_phase", phase="first"), act(LEAD, "end_phase", phase="first")
    good(table, start | {"on": "2031-03-01"})
    assert refused(table, start).startswith("the phase 'first' is under way: start_phase is not possible")
    assert (
        refused(table, end)
        == "the phase 'first' cannot end: 'free' and 'open' must be done and verified first"
    )
    good(table, FREED, VERIFY, act("borea:head", "report_performance", obligation="open"))
    good(table, VERIFY | {"report": "r2"})
    assert (
        refused(table, end)
        == "the phase 'first' lasts 10 days, and 2031-03-01 is day 1 of it; it cannot end yet"
    )
    assert "on: the phase 'first' started on 2031-03-01; this is before" in refused(
        table, end | {"on": "2031-02-28"}
    )
    good(table, {"at": f"{START:%Y-%m}-10T09:00:00Z", **end})
    second = act(LEAD, "start_phase", phase="second")
    assert refused(table, {"at": f"{START:%Y-%m}-11T09:00:00Z", **second, "on": "2031-03-09"}) == (
        "on: the phase 'second' starts after 'first', which was done on 2031-03-10; this is before"
    )
    good(table, {"at": f"{START:%Y-%m}-11T09:00:00Z", **second})
    moved = [(one["phase"], one["status"], one["on"]) for one in of(table, "alba", "phase_moved")]
    assert moved == [
        ("first", "under way", "2031-03-01"), ("first", "ended", "2031-03-10"), ("second", "under way", "2031-03-11"),
    ]  # fmt: skip


def test_what_has_failed_begins_anew_when_the_agreement_is_amended() -> None:
    table = agreed()
    start, fail = (
        act(LEAD, "start_phase", phase="first"),
        act(LEAD, "fail_phase", phase="first", words="Shots."),
    )
    good(table, start, FREED, VERIFY, fail)
    told = of(table, WATCH, "phase_moved")[-1]
    assert (told["suspended"], told["resumes"]) == (["open"], "The roads close again.")
    assert ledger(table).suspended == ["open"]
    assert "is failed: start_phase is not possible" in refused(table, start)
    good(table, act(LEAD, "resume_talks"), *agreeing(TERMS, "amended", "p2"))
    assert (ledger(table).suspended, ledger(table).agreement) == ([], 2)
    good(table, start)
    assert ledger(table).is_done("free"), "what was verified stays"


def test_a_phase_with_a_day_does_not_begin_before_it() -> None:
    terms = deepcopy(TERMS)
    terms["phases"][0]["starts_on"] = "2031-03-04"
    table = agreed(terms)
    start = act(LEAD, "start_phase", phase="first")
    assert refused(table, start) == "the phase 'first' starts on 2031-03-04, and not before"
    assert "on: 2031-03-05 is still to come" in refused(table, start | {"on": "2031-03-05"})
    good(table, {"at": "2031-03-05T09:00:00Z", **start, "on": "2031-03-04"})


def test_a_ledger_without_terms_counts_and_hears_claims() -> None:
    table = agreed(None)
    good(table, TALLY, entry(), CLAIM | {"obligation": ""}, ATTRIBUTE | {"to": ""})
    assert refused(table, FREED) == "obligation: the agreement has no obligation 'free'"
