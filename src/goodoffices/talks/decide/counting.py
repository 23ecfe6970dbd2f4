"""What the steps in the ledger have in common: that it is open, who took the step before, numbers and days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from goodoffices.model.agreement import Entry
from goodoffices.talks.decide.asking import Ask
from goodoffices.talks.errors import Refused
from goodoffices.talks.states.ledger import LedgerState, Performance, Step

#: More than this of anything is counted in larger units.
MOST: Final = 10**15


def ledger_of(ask: Ask) -> LedgerState:
    """Return the ledger.

    Raises:
        Refused: no agreement was declared.
    """
    state = ask.lens.ledger
    if not state.agreement:
        message = "there is no ledger yet; it opens when an agreement is declared (declare_agreement)"
        raise Refused(message)
    return state


def report_of(state: LedgerState, name: str) -> Performance:
    """Return a report of a performance.

    Raises:
        Refused: there is none of that name.
    """
    if name not in state.reports:
        raise Refused(f"report: there is no report '{name}' in the ledger")
    return state.reports[name]


def check_step(ask: Ask, before: Sequence[Step]) -> None:
    """Refuse a step to who took one of those before it, whoever it was entered for."""
    for step in before:
        if step.by == ask.who.actor:
            raise Refused(f"you took an earlier step of this ({step.act}); another person takes this one")


def check_range(quantity: int | None, high: int | None) -> None:
    """Refuse a range that does not run from the lower to the higher number."""
    if max(quantity or 0, high or 0) > MOST:
        raise Refused(f"quantity: give at most {MOST:,}; write more of something in larger units")
    if high is not None and (quantity is None or high < quantity):
        message = "high: the range runs from quantity to high; give the lower number as quantity"
        raise Refused(message)


def check_entry(ask: Ask, state: LedgerState, entry: Entry) -> None:
    """Refuse a line that fits no tally, or says nothing of where something is, or has gone."""
    tally = state.tallies.get(entry.tally)
    if tally is None:
        raise Refused(
            f"entry.tally: there is no tally '{entry.tally}'; the lead mediator opens it (open_tally)"
        )
    if any(one.entry.id == entry.id for one in state.entries):
        raise Refused(f"entry.id: there is an entry '{entry.id}' already; give this one another id")
    for name, value in (("from", entry.from_state), ("to", entry.to)):
        if value and value not in tally.states:
            raise Refused(f"entry.{name}: '{value}' is no state of '{tally.id}': {', '.join(tally.states)}")
    if not (entry.from_state or entry.to):
        message = "entry.to: say in which state so many are, or from which to which they went"
        raise Refused(message)
    if entry.added and (entry.from_state or not entry.to):
        message = "entry.added: who is added comes to a state, and from none"
        raise Refused(message)
    if entry.from_state and entry.from_state == entry.to:
        raise Refused(f"entry.to: nobody goes from '{entry.to}' to '{entry.to}'; name two states")
    _check_same(state, entry)
    _check_figure(entry)
    if entry.obligation is not None and entry.obligation not in state.obligations:
        raise Refused(f"entry.obligation: the agreement has no obligation '{entry.obligation}'")
    if entry.statements:
        message = "entry.statements: the record is the mediators' own; say in words from where the number is (source)"
        raise Refused(message)
    last = entry.on
    if isinstance(last, tuple):
        if last[0] > last[1]:
            message = "entry.on: the range of days ends before it starts"
            raise Refused(message)
        last = last[1]
    ask.check_past(last, "entry.on")


def _check_figure(entry: Entry) -> None:
    """Refuse a number that is too large, and a range that has no upper end, or one below the lower."""
    if max(entry.value, entry.high or 0) > MOST:
        raise Refused(f"entry.value: give at most {MOST:,}; write more of something in larger units")
    if entry.high is not None and entry.high < entry.value:
        message = "entry.high: the range runs from value to high; give the lower number as value"
        raise Refused(message)
    if entry.bound == "range" and entry.high is None:
        message = "entry.high: a range needs its upper end; give it, or another bound"
        raise Refused(message)


def _check_same(state: LedgerState, entry: Entry) -> None:
    """Refuse a line about the same as another that is not there, says something else, or names a third one itself."""
    if entry.same_as is None:
        return
    other = next((one.entry for one in state.entries if one.entry.id == entry.same_as), None)
    if other is None:
        raise Refused(f"entry.same_as: there is no entry '{entry.same_as}' in the ledger")
    if other.same_as is not None:
        raise Refused(f"entry.same_as: '{other.id}' is about the same as '{other.same_as}'; name that one")
    if (other.tally, other.from_state, other.to, other.added) != (
        entry.tally, entry.from_state, entry.to, entry.added,
    ):  # fmt: skip
        raise Refused(f"entry.same_as: '{other.id}' is about another tally, or goes from and to other states")
