"""What follows from the ledger of talks: one way for pages, API and commands, and the same as the talks themselves hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.agreement.ledger import TallyLedger
from goodoffices.services.performed import counted_in, performed, reckon
from goodoffices.talks.states import LedgerState
from goodoffices.talks.streams import LEDGER
from tests.talks.proposing import good
from tests.talks.table import LEAD, Table, act, agreed

WATCH = "monitor:watch"
TODAY = dt.date(2031, 3, 9)
NUMBER = st.none() | st.integers(0, 60)


def state(table: Table) -> LedgerState:
    found = table.talks.history.load(LEDGER).state
    assert isinstance(found, LedgerState)
    return found


def report(obligation: str, **fields: Any) -> dict[str, Any]:
    who = {"free": "alba:head", "open": "borea:head", "mend": "cora:head"}[obligation]
    return act(who, "report_performance", obligation=obligation, **fields)


def test_a_report_is_possible_until_it_is_found_and_a_dispute_opens_all_that_was_named() -> None:
    table = agreed()
    good(table, report("free", quantity=30, high=34))
    ranges = []
    for step in (
        act(WATCH, "find_wanting", report="r1", words="28"),
        act("alba:head", "dispute_performance", report="r1", words="no"),
        act(LEAD, "resolve_dispute", report="r1", performed=True, words="yes"),
    ):
        ranges.append(kept(table, "free").done.says)
        good(table, step)
    assert [*ranges, kept(table, "free").done.says] == ["0 to 34", "0", "0 to 34", "30 to 34"]
    assert kept(table, "free").share == (0.75, 0.85)
    assert state(table).is_done("free") is False


def kept(table: Table, name: str) -> Any:
    found = performed(state(table), TODAY).compliance.obligations
    return next(one for one in found if one.obligation == name)


def test_days_follow_from_when_a_phase_began_and_what_was_done() -> None:
    table = agreed()
    before = performed(state(table), TODAY)
    assert before.schedule.starts is None
    assert before.schedule.obligation("free").due.last == 5
    assert (before.due, before.late) == ((), ()), "without a first day, nothing is late"
    good(table, act(LEAD, "start_phase", phase="first", on="2031-03-01"))
    begun = performed(state(table), TODAY)
    assert begun.schedule.obligation("free").due.last_on == dt.date(2031, 3, 5)
    assert begun.late == ("free", "open")
    assert "pay" in begun.due
    good(table, report("free", on="2031-03-01"), act(WATCH, "verify_performance", report="r1"))
    found = performed(state(table), TODAY)
    assert found.schedule.obligation("free").done == dt.date(2031, 3, 1)
    assert found.late == ("open",)
    assert {one.about for one in found.consequences} == {"open"}
    good(table, act(LEAD, "fail_phase", phase="first"))
    failed = performed(state(table), TODAY)
    assert failed.late == (), "what is suspended is not owed"
    assert not any(one.late for one in failed.compliance.obligations)


def test_two_who_count_differently_give_a_range_and_what_cannot_be_a_gap() -> None:
    table = agreed()
    good(table, act(LEAD, "open_tally", tally={"id": "held", "of": "people", "states": ["held", "freed"]}))
    entry = {"tally": "held", "to": "held", "on": "2031-02-20", "source": "a"}
    for number, value in enumerate((130, 136), 1):
        good(table, act(WATCH, "enter_count", entry=entry | {"id": f"e{number}", "value": value}))
    found = stands(table)
    assert found.days[0].states[0].range.says == "130 to 136"
    good(table, act(WATCH, "enter_count", entry=entry | {"id": "e3", "value": 200, "on": "2031-02-22"}))
    found = stands(table)
    assert found.gap is not None
    assert "e3" in found.gap.entries


def stands(table: Table) -> TallyLedger:
    ledger = state(table)
    return reckon(counted_in(ledger, ledger.tallies["held"]))


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, Any, str, Any, bool, Any]]:
    """Draw reports of obligations with a quantity: what was reported, found, and how a dispute was resolved."""
    one = st.tuples(
        st.sampled_from(("free", "open")), NUMBER, st.sampled_from(("", "verify", "wanting", "disputed", "resolved")),
        NUMBER, st.booleans(), NUMBER,
    )  # fmt: skip
    return draw(st.lists(one, max_size=4))


@given(histories())
def test_what_the_talks_hold_for_done_is_what_is_reckoned_to_be_done(
    history: list[tuple[str, Any, str, Any, bool, Any]],
) -> None:
    table = agreed()
    for number, (name, reported, upto, found, performed_at_last, resolved) in enumerate(history, 1):
        good(table, report(name, **_given(reported)))
        one = {"report": f"r{number}"}
        if upto in ("verify", "disputed", "resolved"):
            good(table, act(WATCH, "verify_performance", **one, **_given(found)))
        if upto == "wanting":
            good(table, act(WATCH, "find_wanting", **one, words="no"))
        if upto in ("disputed", "resolved"):
            good(table, act("cora:head", "dispute_performance", **one, words="no"))
        if upto == "resolved":
            last = _given(resolved) if performed_at_last else {}
            good(table, act(LEAD, "resolve_dispute", **one, performed=performed_at_last, words="so", **last))
    ledger = state(table)
    for each in performed(ledger).compliance.obligations:
        owed = ledger.obligations[each.obligation].quantity
        if owed is not None:
            assert ledger.is_done(each.obligation) == (each.done.low >= owed), each


def _given(number: Any) -> dict[str, Any]:
    return {} if number is None else {"quantity": number}
