"""What a case file must satisfy beyond its shape: ids that are unique, references that lead somewhere, sane numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import msgspec

from goodoffices.model.agreement import Count, Entry, Obligation
from goodoffices.model.base import Part
from goodoffices.model.case import Case
from goodoffices.model.casefile.check_agreement import check_agreement
from goodoffices.model.casefile.check_bodies import check_bodies
from goodoffices.model.casefile.check_terms import (
    check_condition,
    check_issue,
    check_preferences,
)
from goodoffices.model.casefile.plain import FieldPath
from goodoffices.model.conditions import Condition
from goodoffices.model.preferences import Driver, Ordinal
from goodoffices.model.record import Figure

#: A problem and where it is.
Finding = tuple[FieldPath, str]

#: Lists of the case whose members are referred to by id.
_LISTS: Final = (
    "parties", "delegations", "decision_bodies", "mediators", "channels", "audiences", "rounds", "issues",
    "alternatives", "sources", "statements", "positions", "conflicts", "timeline", "phases", "counts",
    "balances", "tallies", "entries", "guarantors", "briefings",
)  # fmt: skip

#: Fields that refer to a member of a list, wherever in the case they stand.
_REFERENCES: Final = {
    "party": "parties", "parties": "parties", "speaker_party": "parties or mediators", "actor": "parties or mediators",
    "delegation": "delegations", "mediators": "mediators", "statements": "statements", "positions": "positions",
    "source": "sources", "copy_of": "sources", "update_of": "sources",
    "issues": "issues", "audience": "audiences", "round": "rounds", "total": "counts",
    "parts": "counts", "in_exchange_for": "obligations", "suspends": "obligations", "obligation": "obligations",
    "after": "obligations or phases", "starts_after": "obligations or phases", "ends_after": "obligations or phases",
    "backs": "obligations or phases", "tally": "tallies", "same_as": "entries", "out_of": "counts or tallies",
}  # fmt: skip

#: The word for one member of a list.
_ONE: Final = {
    "parties": "party", "delegations": "delegation", "mediators": "mediator", "statements": "statement",
    "positions": "position", "sources": "source", "issues": "issue", "audiences": "audience", "rounds": "round",
    "counts": "count", "obligations": "obligation", "parties or mediators": "party or mediator",
    "obligations or phases": "obligation or phase", "tallies": "tally", "entries": "entry",
    "counts or tallies": "count or tally",
}  # fmt: skip


def check_case(case: Case) -> Iterator[Finding]:
    """Yield every problem of a case with its place, in the order of the file."""
    yield from _unique_ids(case)
    issues = case.issues_by_id
    for place, issue in enumerate(case.issues):
        yield from check_issue(issue, ("issues", place))
    for place, party in enumerate(case.parties):
        if party.preferences is not None:
            yield from check_preferences(party.preferences, issues, ("parties", place, "preferences"))
    conditions: dict[str, list[Condition | None]] = {
        "constraints": [constraint.requires for constraint in case.constraints],
        "red_lines": [line.requires for line in case.red_lines],
        "mandates": [mandate.requires for mandate in case.mandates],
    }
    for name, required in conditions.items():
        for place, condition in enumerate(required):
            if condition is not None:
                yield from check_condition(condition, issues, (name, place, "requires"))
    yield from _limits(case)
    known = {name: {member.id for member in getattr(case, name)} for name in _LISTS}
    known["parties or mediators"] = known["parties"] | known["mediators"]
    known["obligations"] = {obligation.id for phase in case.phases for obligation in phase.obligations}
    known["obligations or phases"] = known["obligations"] | known["phases"]
    known["counts or tallies"] = known["counts"] | known["tallies"]
    for field in msgspec.structs.fields(case):
        members = getattr(case, field.name)
        if field.name != "issues" and isinstance(members, tuple):
            for place, member in enumerate(members):
                yield from _references(member, known, (field.name, place))
    yield from check_bodies(case)
    yield from check_agreement(case)
    yield from _positions(case)
    yield from _judgements(case)
    yield from _numbers(case)
    yield from _alternatives(case)


def _unique_ids(case: Case) -> Iterator[Finding]:
    for name in _LISTS:
        yield from _twice(((m.id for m in getattr(case, name))), (name,), "id")
    yield from _twice((line.label for line in (*case.red_lines,)), ("red_lines",), "name")
    yield from _twice((mandate.label for mandate in case.mandates), ("mandates",), "name")
    labels = {line.label for line in case.red_lines}
    for place, mandate in enumerate(case.mandates):
        if mandate.label in labels:
            yield (
                ("mandates", place, "name"),
                f"'{mandate.label}' names a red line too; give the mandate its own name",
            )


def _twice(ids: Iterable[str], path: FieldPath, field: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, one in enumerate(ids):
        if one in seen:
            yield (*path, place, field), f"'{one}' is used twice in {path[0]}; give each its own"
        seen.add(one)


def _limits(case: Case) -> Iterator[Finding]:
    for place, line in enumerate(case.red_lines):
        if not (line.positions or line.statements or line.entered_by or line.assumption):
            problem = "has no source; name positions, statements, entered_by or an assumption"
            yield ("red_lines", place), f"the red line '{line.label}' {problem}"


@cache
def references_of(kind: type[Part]) -> tuple[tuple[str, str, str | None], ...]:
    """Return each field of a part, as it is written, and the list to whose members it refers."""
    fields = msgspec.structs.fields(kind)
    return tuple((field.name, field.encode_name, _REFERENCES.get(field.name)) for field in fields)


def _references(part: Part, known: Mapping[str, set[str]], path: FieldPath) -> Iterator[Finding]:
    """Check all references in a part and the parts inside it."""
    if isinstance(part, Condition):
        return
    for attribute, written, target in references_of(type(part)):
        value: Any = getattr(part, attribute)
        if not value:
            continue
        if target is not None and isinstance(value, str):
            if value not in known[target]:
                yield (*path, written), f"there is no {_ONE[target]} '{value}' in this case"
        elif isinstance(value, Part):
            yield from _references(value, known, (*path, written))
        elif isinstance(value, tuple) and isinstance(value[0], Part):
            for place, member in enumerate(value):
                yield from _references(member, known, (*path, written, place))
        elif target is not None and isinstance(value, tuple):
            for place, name in enumerate(value):
                if name not in known[target]:
                    yield (*path, written, place), f"there is no {_ONE[target]} '{name}' in this case"


def _positions(case: Case) -> Iterator[Finding]:
    issues = case.issues_by_id
    for place, position in enumerate(case.positions):
        if position.issue not in issues:
            yield ("positions", place, "issue"), f"there is no issue '{position.issue}' in this case"
            continue
        for o, option in enumerate(position.options):
            if issues[position.issue].index_of(option) is None:
                yield (
                    ("positions", place, "options", o),
                    f"the issue '{position.issue}' has no option '{option}'",
                )


def _judgements(case: Case) -> Iterator[Finding]:
    known = {
        "statement": {one.id for one in case.statements},
        "position": {one.id for one in case.positions},
        "conflict": {one.id for one in case.conflicts},
    }
    for place, one in enumerate(case.judgements):
        if one.what != "name" and one.of not in known[one.what]:
            yield ("judgements", place, "of"), f"there is no {one.what} '{one.of}' in this case"
        if (one.verdict == "merged") != bool(one.into):
            yield (
                ("judgements", place, "into"),
                "a merged name stands for another, and nothing else does; give `into` there alone",
            )


def _numbers(case: Case) -> Iterator[Finding]:
    for s, statement in enumerate(case.statements):
        path: FieldPath = ("statements", s)
        for name in ("content_spans", "cue_spans", "speaker_spans"):
            for place, (start, end) in enumerate(getattr(statement, name)):
                if start > end:
                    yield (*path, name, place), f"the span starts at {start} and ends before that, at {end}"
        yield from _ordered(statement.said_on, (*path, "said_on"))
        for f, figure in enumerate(statement.figures):
            yield from _range(figure, (*path, "figures", f))
    for c, count in enumerate(case.counts):
        yield from _range(count, ("counts", c))
    for p, phase in enumerate(case.phases):
        for o, obligation in enumerate(phase.obligations):
            yield from _range(obligation, ("phases", p, "obligations", o))
    for e, entry in enumerate(case.entries):
        yield from _range(entry, ("entries", e))
    for name in ("sources", "positions", "rounds", "timeline", "counts", "entries"):
        for place, member in enumerate(getattr(case, name)):
            for field in ("published", "on", "starts_on", "ends_on"):
                yield from _ordered(getattr(member, field, None), (name, place, field))


def _alternatives(case: Case) -> Iterator[Finding]:
    by_order = {party.id for party in case.parties if isinstance(party.preferences, Ordinal)}
    for a, alternative in enumerate(case.alternatives):
        if alternative.utility is not None:
            path = ("alternatives", a, "utility")
            yield from _span(alternative.utility, path)
            if alternative.party in by_order and alternative.utility[1] > 1:
                yield (
                    path,
                    "utilities known by order run from 0 to 1, so no package could reach this",
                )
        for d, driver in enumerate(alternative.drivers):
            yield from _driver(driver, ("alternatives", a, "drivers", d))


def _span(span: tuple[float, float], path: FieldPath) -> Iterator[Finding]:
    if not (math.isfinite(span[0]) and math.isfinite(span[1]) and span[0] <= span[1]):
        yield path, "the range must run from the lower to the higher number, both finite"


def _driver(driver: Driver, path: FieldPath) -> Iterator[Finding]:
    yield from _ordered(driver.since, (*path, "since"))
    if driver.per is not None and driver.by is None:
        yield (*path, "per"), "a driver that goes on needs `by`, how much it adds in each such period"
    if driver.by is not None:
        yield from _span(driver.by, (*path, "by"))
        wrong = driver.by[0] < 0 if driver.effect == "better" else driver.by[1] > 0
        if wrong:
            side = "above" if driver.effect == "better" else "below"
            yield (
                (*path, "by"),
                f"what makes an alternative {driver.effect} adds nothing or a number {side} 0",
            )


def _range(figure: Figure | Count | Entry | Obligation, path: FieldPath) -> Iterator[Finding]:
    low = figure.quantity if isinstance(figure, Obligation) else figure.value
    if isinstance(low, float) and not math.isfinite(low):
        yield path, "a figure must be a finite number"
    if figure.high is not None and (low is None or figure.high < low):
        yield (*path, "high"), "the range must run from the lower to the higher number"


def _ordered(when: object, path: FieldPath) -> Iterator[Finding]:
    if isinstance(when, tuple) and when[0] > when[1]:
        yield path, f"the range of days starts on {when[0]} and ends before that, on {when[1]}"
