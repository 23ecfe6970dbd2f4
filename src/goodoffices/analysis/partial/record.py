"""What a party's positions and red lines say about its preferences, each with where it comes from.

Of the options of one issue, what a party demands is to it at least as good as the rest, and what it rejects no better
than the rest; what its red line on a single issue allows is at least as good as what it forbids. Of a demand that was
followed by another on the same issue only the later one counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.model.base import first_day
from goodoffices.model.case import Case
from goodoffices.model.conditions import allowed
from goodoffices.model.record import Position

#: Stands that say what a party wants, and what it does not.
_WANTS = ("demands", "conditions", "reverses")
_REFUSES = ("rejects",)


@dataclass(frozen=True)
class Said:
    """On the issue of this number, the value at one place is at least as good as that at another."""

    issue: int
    better: int
    worse: int
    text: str
    sources: tuple[str, ...]


def said_by(case: Case, party: str) -> tuple[Said, ...]:
    """Return what the record says of a party's preferences, in the order of issues."""
    found = []
    for number, issue in enumerate(case.issues):
        for stands, wants in ((_WANTS, True), (_REFUSES, False)):
            position = _latest(
                one
                for one in case.positions
                # What a machine suggested and nobody judged says nothing yet.
                if (one.party, one.issue) == (party, issue.id)
                and one.stand in stands
                and one.options
                and not one.reader
            )
            if position is None:
                continue
            places = {place for value in position.options if (place := issue.index_of(value)) is not None}
            sources = (f"position {position.id}", *(f"statement {one}" for one in position.statements))
            verb = "demands" if wants else "rejects"
            found += _pairs(
                number,
                places if wants else set(range(issue.size)) - places,
                issue.size,
                f"the party {verb} this on “{issue.name}”",
                sources,
            )
        for line in case.red_lines:
            forms = line.requires.forms
            if (
                line.party == party
                and line.requires.issue == issue.id
                and forms[0] in ("is", "in", "not_in", "bounds")
            ):
                sources = tuple(f"position {one}" for one in line.positions) or (f"red line “{line.name}”",)
                found += _pairs(
                    number,
                    set(allowed(line.requires, issue)),
                    issue.size,
                    f"the red line “{line.name}” on “{issue.name}”",
                    sources,
                )
    return tuple(found)


def _latest(positions: Iterable[Position]) -> Position | None:
    return max(positions, key=lambda one: first_day(one.on) or dt.date.min, default=None)


def _pairs(number: int, better: set[int], size: int, text: str, sources: tuple[str, ...]) -> list[Said]:
    return [
        Said(number, one, other, text, sources)
        for one in sorted(better)
        for other in range(size)
        if other not in better
    ]
