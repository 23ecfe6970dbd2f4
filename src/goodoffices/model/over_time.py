"""Who stands where as of a day, and what moved between two days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec

from goodoffices.model.base import last_day
from goodoffices.model.case import Case
from goodoffices.model.record import Position


@dataclass(frozen=True, slots=True)
class Move:
    """A party's stand on an issue before and after, with the statements that tell it."""

    party: str
    issue: str
    before: tuple[Position, ...]
    after: tuple[Position, ...]


def as_of(case: Case, day: dt.date) -> Case:
    """Return the case with the record as it was known at the end of a day.

    A piece is known from its own day on; one without a day from the day of the report that tells it, or of the last of
    these. What has no day at all stays.
    """
    published = {source.id: last_day(source.published) for source in case.sources}
    statements = tuple(
        one
        for one in case.statements
        if (known := last_day(one.said_on) or published.get(one.source)) is None or known <= day
    )
    kept = {one.id for one in statements}
    positions = tuple(
        one
        for one in case.positions
        if (last_day(one.on) or day) <= day and (not one.statements or set(one.statements) & kept)
    )
    return msgspec.structs.replace(
        case,
        as_of=day,
        statements=statements,
        positions=tuple(
            msgspec.structs.replace(one, statements=tuple(name for name in one.statements if name in kept))
            for one in positions
        ),
        conflicts=tuple(one for one in case.conflicts if set(one.statements) <= kept),
        timeline=tuple(one for one in case.timeline if last_day(one.on) <= day),
        judgements=(),
    )


def latest(case: Case, party: str, issue: str) -> tuple[Position, ...]:
    """Return the stands of a party on an issue on the last day that any of them has."""
    own = [one for one in case.positions if (one.party, one.issue) == (party, issue)]
    if not own:
        return ()
    newest = max(last_day(one.on) or dt.date.min for one in own)
    return tuple(one for one in own if (last_day(one.on) or dt.date.min) == newest)


def moves(case: Case, since: dt.date, until: dt.date) -> tuple[Move, ...]:
    """Return where parties stand otherwise at the end of `until` than at the end of `since`."""
    before, after = as_of(case, since), as_of(case, until)
    found = []
    for issue in case.issues:
        for party in case.parties:
            old, new = latest(before, party.id, issue.id), latest(after, party.id, issue.id)
            if {(one.stand, one.options) for one in old} != {(one.stand, one.options) for one in new}:
                found.append(Move(party.id, issue.id, old, new))
    return tuple(found)
