"""What a party's preferences make depend on several issues at once: conditional values, and regions of the space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.model.parties import Party
from goodoffices.model.preferences import Box, HyperRectangles, Interdependent
from goodoffices.reports.names import described

#: Of more regions than this, those that weigh most are listed.
MOST_REGIONS: Final = 10


@dataclass(frozen=True)
class Conditional:
    """What a party's utility gains where a condition holds; below 0 it loses."""

    when: str
    adds: float
    note: str


@dataclass(frozen=True)
class Depending:
    """What of one party's utility depends on several issues at once.

    Attributes:
        party: its id.
        rows: conditions in words with what they add: all conditional values, or the regions that weigh most.
        regions: how many regions there are; 0 where the party has conditional values.
        largest: what the sum of the regions' utilities is divided by.
    """

    party: str
    rows: tuple[Conditional, ...]
    regions: int = 0
    largest: float = 1.0


def depending_of(
    party: Party, issues: Mapping[str, Issue], most: int | None = MOST_REGIONS
) -> Depending | None:
    """Return what of a party's utility depends on several issues at once; None where nothing does.

    Args:
        party: the party.
        issues: the case's issues by id.
        most: so many regions are listed, those that weigh most; None for all.
    """
    match party.preferences:
        case Interdependent(dependent=dependent):
            rows = [Conditional(described(one.when, issues), one.adds, one.note) for one in dependent]
            return Depending(party.id, tuple(rows))
        case HyperRectangles(boxes=boxes, largest=largest):
            heavy = sorted(boxes, key=lambda box: -abs(box.utility * box.weight))[:most]
            rows = [
                Conditional(_region(box, issues), box.utility * box.weight / largest, "") for box in heavy
            ]
            return Depending(party.id, tuple(rows), len(boxes), largest)
        case _:
            return None


def _region(box: Box, issues: Mapping[str, Issue]) -> str:
    parts = _bounds(box.within)
    if box.outside:
        parts.append(Condition(not_=_together(_bounds(box.outside))))
    return described(_together(parts), issues) if parts else ""


def _bounds(bounds: Mapping[str, tuple[float, float]]) -> list[Condition]:
    return [
        Condition(issue=name, is_=_number(low))
        if low == high
        else Condition(issue=name, at_least=_number(low), at_most=_number(high))
        for name, (low, high) in bounds.items()
    ]


def _together(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else Condition(all=tuple(parts))


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
