"""A mandate's condition as people fill it in: a limit for each issue, all of which hold; and what is beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition, allowed, holds
from goodoffices.model.issues import Issue
from goodoffices.reports.names import described

Issues = Mapping[str, Issue]
#: How a condition stands to the one before it.
Change = Literal["wider", "narrower", "otherwise", "alike"]


@dataclass(frozen=True)
class Limit:
    """A limit on one issue: one of some options, or from one value to another; None leaves an end open."""

    among: tuple[Value, ...] = ()
    least: Value | None = None
    most: Value | None = None

    @property
    def is_open(self) -> bool:
        """Whether it limits nothing."""
        return not self.among and self.least is None and self.most is None

    def plain(self, issue: str) -> dict[str, Any]:
        """Return it as a condition is written."""
        if self.among:
            return {"issue": issue, "in": list(self.among)}
        ends = {"at_least": self.least, "at_most": self.most}
        return {"issue": issue} | {name: value for name, value in ends.items() if value is not None}


@dataclass(frozen=True)
class Limits:
    """A condition taken apart: a limit for each issue that has one, and the parts that are none."""

    by_issue: Mapping[str, Limit] = field(default_factory=dict)
    others: tuple[Condition, ...] = ()

    def plain(self) -> dict[str, Any] | None:
        """Return the condition that all of them together are; None where there is nothing to hold."""
        parts = [limit.plain(issue) for issue, limit in self.by_issue.items() if not limit.is_open]
        parts += [msgspec.to_builtins(one) for one in self.others]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else {"all": parts}


def parts_of(condition: Condition | None) -> tuple[Condition, ...]:
    """Return the conditions that have all to hold."""
    if condition is None:
        return ()
    if condition.all is not None:
        return tuple(part for one in condition.all for part in parts_of(one))
    return (condition,)


def taken_apart(condition: Condition | None, issues: Issues) -> Limits:
    """Take a condition apart; what does not fit a limit of its own stays as it is."""
    found: dict[str, Limit] = {}
    others = []
    for part in parts_of(condition):
        limit = _limit(part, issues)
        if limit is None or part.issue in found:
            others.append(part)
        else:
            found[str(part.issue)] = limit
    return Limits(found, tuple(others))


def _limit(part: Condition, issues: Issues) -> Limit | None:
    """Return a part as the limit that a form can show; None where it cannot."""
    issue = issues.get(part.issue or "")
    if issue is None:
        return None
    form = part.forms[0]
    if form == "bounds":
        return Limit(least=part.at_least, most=part.at_most)
    if form not in ("is", "in", "not_in"):
        return None
    places = sorted(allowed(part, issue))
    if not issue.is_ordered:
        return Limit(among=tuple(issue.values[place] for place in places))
    if not places or places != list(range(places[0], places[-1] + 1)):
        return None
    return Limit(
        least=issue.values[places[0]] if places[0] else None,
        most=issue.values[places[-1]] if places[-1] < issue.size - 1 else None,
    )


def may_be(conditions: Iterable[Condition], issue: Issue) -> frozenset[int]:
    """Return the places among an issue's values that all conditions on that issue alone leave."""
    left = frozenset(range(issue.size))
    for condition in conditions:
        if condition.issue == issue.id and condition.forms[0] in ("is", "in", "not_in", "bounds"):
            left &= allowed(condition, issue)
    return left


def in_words(condition: Condition | None, issues: Issues) -> list[str]:
    """Return the parts of a condition in words."""
    return [described(part, issues) for part in parts_of(condition)]


def judged(condition: Condition, package: Mapping[str, Value], issues: Issues) -> bool | None:
    """Say whether a package keeps a condition; None where it is open, or where an issue is off the agenda."""
    if not set(condition.issues) <= set(issues):
        return None
    return holds(condition, package, issues)


def compared(now: Condition | None, before: Condition | None, issues: Issues) -> Change:
    """Say how a condition stands to the one before it, going by the issues one by one."""
    if now == before:
        return "alike"
    mine, theirs = parts_of(now), parts_of(before)
    known = [set(one.issues) <= set(issues) and one.issue is not None for one in (*mine, *theirs)]
    if not all(known):
        return "otherwise"
    wider = narrower = False
    for issue in issues.values():
        room, earlier = may_be(mine, issue), may_be(theirs, issue)
        wider |= bool(room - earlier)
        narrower |= bool(earlier - room)
    if wider and narrower:
        return "otherwise"
    return "wider" if wider else "narrower" if narrower else "alike"
