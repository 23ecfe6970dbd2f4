"""The agreement of a case and its ledger as open data: one record a line, for JSON Lines and CSV alike.

What each column holds: docs/reference/agreement-data.md. Names of persons are not among them: a list is its owner's.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from goodoffices.agreement.ledger import balances_of, tally_of
from goodoffices.agreement.precedents.topics import topics_in
from goodoffices.agreement.ranges import Range
from goodoffices.model.agreement import Count, Entry, Guarantor, Obligation, Phase
from goodoffices.model.base import When, first_day, last_day
from goodoffices.model.case import Case

#: The columns, in order. The first stand in every record; of the others each holds what it needs.
COLUMNS: Final = (
    "record", "AgtId", "Agt", "Dat", "Part", "ThrdPart", "id", "phase", "text", "topics", "actor", "recipient",
    "of", "category", "quantity", "high", "bound", "low_follows", "high_follows", "on", "until", "days", "due_day",
    "starts_on", "starts_after", "starts_when", "ends_after", "ends_when", "after", "conditions", "in_exchange_for",
    "ratio_low", "ratio_high", "received", "for_each", "verification", "verified_by", "dispute", "suspends",
    "resumes_if_failed", "backs", "tally", "from", "to", "added", "same_as", "obligation", "total", "parts", "issues",
    "statements", "source", "assumption", "note",
)  # fmt: skip

Record = dict[str, Any]
_NONE: Final[tuple[object, ...]] = (None, "", (), [], False)


def records_of(case: Case) -> tuple[Record, ...]:
    """Return the records of a case.

    The agreement, its phases, obligations with categories and rates, guarantors, counts, balances, entries of
    tallies, and what follows for each state on each day. Each is a mapping from columns to text, numbers, booleans
    or lists of ids; what is empty is left out.

    Raises:
        AnalysisError: a figure of the ledger is too large to be reckoned with.
    """
    head = {
        "AgtId": _code(case.title),
        "Agt": case.title,
        "Dat": None if case.as_of is None else str(case.as_of),
    }
    made = []
    for record in _all(case):
        whole = {"record": record["record"], **head, **record}
        made.append({name: whole[name] for name in COLUMNS if whole.get(name) not in _NONE})
    return tuple(made)


def _all(case: Case) -> Iterator[Record]:
    yield {
        "record": "agreement", "Part": "; ".join(party.title for party in case.parties),
        "ThrdPart": "; ".join([*(one.name for one in case.mediators), *(one.name for one in case.guarantors)]),
        "text": case.summary, "topics": list(topics_in(_everything(case))), "dispute": case.dispute,
    }  # fmt: skip
    for phase in case.phases:
        yield _phase(phase)
        for one in phase.obligations:
            yield from _obligation(case, phase, one)
    yield from map(_guarantor, case.guarantors)
    yield from _counts(case)
    yield from map(_entry, case.entries)
    for tally in case.tallies:
        for day in tally_of(tally, case.entries).days:
            for state in day.states:
                yield {
                    "record": "state", "tally": tally.id, "of": tally.of, "to": state.state, "on": _day(day.on),
                    "low_follows": state.low, "high_follows": state.high,
                }  # fmt: skip


def _phase(phase: Phase) -> Record:
    return {
        "record": "phase", "id": phase.id, "text": phase.name, "days": phase.days, "starts_on": _day(phase.starts_on),
        "starts_after": list(phase.starts_after), "starts_when": phase.starts_when,
        "ends_after": list(phase.ends_after), "ends_when": phase.ends_when, "suspends": list(phase.suspends),
        "resumes_if_failed": phase.resumes_if_failed, "statements": list(phase.statements),
    }  # fmt: skip


def _obligation(case: Case, phase: Phase, one: Obligation) -> Iterator[Record]:
    titles = [case.issues_by_id[name].name for name in one.issues if name in case.issues_by_id]
    words = (one.action, one.of, *(part.of for part in one.including), *titles)
    low, high = one.ratio if one.ratio is not None else (None, None)
    yield {
        "record": "obligation", "id": one.id, "phase": phase.id, "text": one.action, "actor": one.actor,
        "topics": list(topics_in(" . ".join(words))), "recipient": one.recipient, "of": one.of,
        "quantity": one.quantity, "high": one.high, "due_day": one.due_day, "after": list(one.after),
        "conditions": list(one.conditions), "in_exchange_for": one.in_exchange_for, "ratio_low": low,
        "ratio_high": high, "verification": one.verification, "verified_by": one.verified_by, "dispute": one.dispute,
        "issues": list(one.issues), "statements": list(one.statements), "assumption": one.assumption,
    }  # fmt: skip
    for part in one.including:
        yield {"record": "category", "obligation": one.id, "category": part.of, "quantity": part.quantity}
    for rate in one.rates:
        yield {
            "record": "rate", "obligation": one.id, "in_exchange_for": one.in_exchange_for, "quantity": rate.gives,
            "category": rate.of, "received": rate.received, "for_each": rate.for_each,
        }  # fmt: skip


def _guarantor(one: Guarantor) -> Record:
    return {
        "record": "guarantor", "id": one.id, "text": one.name, "backs": list(one.backs),
        "statements": list(one.statements),
    }  # fmt: skip


def _counts(case: Case) -> Iterator[Record]:
    found = balances_of(case.counts, case.balances)
    follows = {one.count: one.follows for balance in found for one in (balance.total, *balance.parts)}
    for count in case.counts:
        yield _count(count, follows)
    for balance in case.balances:
        yield {
            "record": "balance", "id": balance.id, "total": balance.total, "parts": list(balance.parts),
            "note": balance.gap_note,
        }  # fmt: skip


def _count(count: Count, follows: Mapping[str, Range | None]) -> Record:
    left = follows.get(count.id)
    return {
        "record": "count", "id": count.id, "of": count.of, "quantity": count.value, "high": count.high,
        "bound": count.bound if count.value is not None else None, **_when(count.on),
        "low_follows": None if left is None else left.low, "high_follows": None if left is None else left.high,
        "statements": list(count.statements), "note": count.note,
    }  # fmt: skip


def _entry(entry: Entry) -> Record:
    return {
        "record": "entry", "id": entry.id, "tally": entry.tally, "quantity": entry.value, "high": entry.high,
        "bound": entry.bound, "from": entry.from_state, "to": entry.to, "added": entry.added, **_when(entry.on),
        "same_as": entry.same_as, "obligation": entry.obligation, "statements": list(entry.statements),
        "source": entry.source, "note": entry.note,
    }  # fmt: skip


def _when(when: When | None) -> Record:
    if when is None:
        return {}
    first, last = first_day(when), last_day(when)
    return {"on": _day(first), "until": _day(last) if last != first else None}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else str(day)


def _everything(case: Case) -> str:
    words: list[str] = []
    for phase in case.phases:
        words.append(phase.name)
        for one in phase.obligations:
            words += [one.action, one.of, *(part.of for part in one.including)]
            words += [case.issues_by_id[name].name for name in one.issues if name in case.issues_by_id]
    return " . ".join(words)


def _code(title: str) -> str:
    """Return a name for the agreement that is made from its title: letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "agreement"


def cells(record: Record) -> tuple[str | float | int | None, ...]:
    """Return a record as the cells of a row: lists are joined by spaces, and words of conditions by semicolons."""
    return tuple(_cell(name, record.get(name)) for name in COLUMNS)


def _cell(name: str, value: Any) -> str | float | int | None:  # noqa: ANN401 - text, numbers, booleans or lists
    if isinstance(value, list):
        return ("; " if name == "conditions" else " ").join(value)
    if isinstance(value, bool):
        return "yes" if value else None
    found: str | float | int | None = value
    return found
