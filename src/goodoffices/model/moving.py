"""Move the limits of a case: along the options of an issue, away, or beside others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

import msgspec

from goodoffices.model.base import Part, Value
from goodoffices.model.case import Case
from goodoffices.model.conditions import Condition, allowed
from goodoffices.model.issues import Issue
from goodoffices.model.limits import Mandate, RedLine
from goodoffices.model.preferences import Additive, NonAdditive, idle

Bound = Literal["at_least", "at_most"]
#: How limits that are reservation values are named, as in every list of limits.
RESERVATION: Final = "reservation value"
_PARTS: Final = ("all", "any", "not_", "if_", "then")


class Handle(Part, frozen=True, kw_only=True):
    """A place at which a limit can be moved.

    `limit` is its label, `path` leads to the bound inside its condition ("" where it is the whole). The bound is on an
    issue with ordered values: `value` is where it stands, and `place` where that is among the issue's values (where it
    is none of them, the next that keeps it). For a reservation value `issue` is empty, and it can take any number.
    `loosens`: 1 where a higher place asks less, −1 where a lower one does.
    """

    limit: str
    party: str
    path: str = ""
    issue: str = ""
    bound: Bound
    value: Value
    place: int = 0
    loosens: Literal[1, -1]


class Move(Part, frozen=True, kw_only=True):
    """A change of limits: one moved (`to`), dropped, or added (`add`)."""

    limit: str = ""
    path: str = ""
    to: Value | None = None
    drop: bool = False
    add: RedLine | None = None


def handles_of(case: Case) -> Iterator[Handle]:
    """Yield every place at which a limit of a case can be moved: red lines, mandates, reservation values."""
    issues = case.issues_by_id
    in_force = (mandate for mandate in case.mandates if mandate.in_force(case.as_of))
    limits: tuple[RedLine | Mandate, ...] = (*case.red_lines, *in_force)
    for one in limits:
        if one.requires is not None:
            yield from _handles(one, one.requires, "", 1, issues)
    for party in case.parties:
        known = party.preferences
        if not isinstance(known, Additive | NonAdditive) or known.reservation is None:
            continue
        if isinstance(known, Additive) or not idle(known):
            yield Handle(
                limit=f"{party.id}: {RESERVATION}", party=party.id, bound="at_least", value=known.reservation,
                loosens=-1,
            )  # fmt: skip


def _handles(
    limit: RedLine | Mandate, condition: Condition, path: str, sign: int, issues: Mapping[str, Issue]
) -> Iterator[Handle]:
    """Yield the bounds in a condition; `sign` is −1 where a part that asks less makes the whole ask more."""
    issue = issues.get(condition.issue or "")
    found = _bound(condition, issue) if issue is not None and issue.is_ordered else None
    if issue is not None and found is not None:
        bound, value = found
        up = sign if bound == "at_most" else -sign
        inside = allowed(condition, issue)
        place = min(inside, default=issue.size - 1) if bound == "at_least" else max(inside, default=0)
        yield Handle(
            limit=limit.label, party=limit.party, path=path, issue=issue.id, bound=bound, value=value, place=place,
            loosens=1 if up > 0 else -1,
        )  # fmt: skip
    for name, inner in _inside(condition):
        turned = -sign if name in ("not_", "if_") else sign
        yield from _handles(limit, inner, f"{path}.{name}".strip("."), turned, issues)


def _inside(condition: Condition) -> Iterator[tuple[str, Condition]]:
    for name in _PARTS:
        inner = getattr(condition, name)
        if isinstance(inner, tuple):
            yield from ((f"{name}.{place}", one) for place, one in enumerate(inner))
        elif inner is not None:
            yield name, inner


def _bound(condition: Condition, issue: Issue) -> tuple[Bound, Value] | None:
    """Return the bound that a condition on one issue sets; being at one end is a bound too."""
    if condition.sum is not None or (condition.at_least is not None and condition.at_most is not None):
        return None
    if condition.at_least is not None:
        return "at_least", condition.at_least
    if condition.at_most is not None:
        return "at_most", condition.at_most
    if condition.is_ is not None and issue.size > 1:
        place = issue.index_of(condition.is_)
        if place == issue.size - 1:
            return "at_least", condition.is_
        if place == 0:
            return "at_most", condition.is_
    return None


def moved(case: Case, moves: Iterable[Move]) -> Case:
    """Return a case with some limits moved, dropped or added, one after the other.

    Raises:
        ValueError: there is no such limit, or it cannot be moved there; a sentence.
    """
    for one in moves:
        case = _moved(case, one)
    return case


def _moved(case: Case, move: Move) -> Case:
    if move.add is not None:
        return msgspec.structs.replace(case, red_lines=(*case.red_lines, move.add))
    lists: tuple[tuple[str, tuple[RedLine | Mandate, ...]], ...] = (
        ("red_lines", case.red_lines), ("mandates", case.mandates),
    )  # fmt: skip
    for name, limits in lists:
        for place, limit in enumerate(limits):
            if limit.label == move.limit:
                changed = () if move.drop else (_limit(limit, move, case.issues_by_id),)
                return msgspec.structs.replace(
                    case, **{name: (*limits[:place], *changed, *limits[place + 1 :])}
                )
    party = move.limit.removesuffix(f": {RESERVATION}")
    if party != move.limit:
        return _reserved(case, party, move)
    raise ValueError(f"there is no limit '{move.limit}' in this case")


def is_premise(path: str) -> bool:
    """Say whether a path leads to the condition under which a limit holds, or to what it rules out."""
    return any(step in ("if_", "not_") for step in path.split("."))


def with_bound(condition: Condition, path: str, to: Value, issues: Mapping[str, Issue]) -> Condition:
    """Return a condition with the bound at the end of a path elsewhere.

    Args:
        condition: a sound condition.
        path: where the bound is, as a `Handle` has it.
        to: where it is to stand, a value of its issue.
        issues: the case's issues by id.

    Raises:
        ValueError: there is no such bound, or it cannot be there; a sentence.
    """
    return _at(condition, path.split(".") if path else [], Move(limit=path, to=to), issues)


def _limit(limit: RedLine | Mandate, move: Move, issues: Mapping[str, Issue]) -> RedLine | Mandate:
    if move.to is None or limit.requires is None:
        raise ValueError(f"'{move.limit}': say where it is moved to, or drop it")
    steps = move.path.split(".") if move.path else []
    return msgspec.structs.replace(limit, requires=_at(limit.requires, steps, move, issues))


def _at(condition: Condition, steps: list[str], move: Move, issues: Mapping[str, Issue]) -> Condition:
    """Return a condition with the bound at the end of a path moved."""
    if not steps:
        issue = issues.get(condition.issue or "")
        found = _bound(condition, issue) if issue is not None and issue.is_ordered else None
        if issue is None or found is None:
            raise ValueError(f"'{move.limit}': nothing there can be moved along the options of an issue")
        if move.to is None or issue.index_of(move.to) is None:
            raise ValueError(f"'{move.limit}': the issue '{issue.id}' has no option '{move.to}'")
        bound: dict[str, Any] = {found[0]: move.to}
        return Condition(issue=issue.id, **bound)
    name, rest = steps[0], steps[1:]
    inner: Any = getattr(condition, name, None) if name in _PARTS else None
    if isinstance(inner, tuple) and rest and rest[0].isdecimal() and int(rest[0]) < len(inner):
        place = int(rest[0])
        part = _at(inner[place], rest[1:], move, issues)
        return msgspec.structs.replace(condition, **{name: (*inner[:place], part, *inner[place + 1 :])})
    if isinstance(inner, Condition):
        return msgspec.structs.replace(condition, **{name: _at(inner, rest, move, issues)})
    raise ValueError(f"'{move.limit}': there is no part '{move.path}' in it")


def _reserved(case: Case, party: str, move: Move) -> Case:
    """Return a case with a reservation value moved or dropped."""
    parties = []
    for one in case.parties:
        if one.id == party and isinstance(one.preferences, Additive | NonAdditive):
            if not move.drop and not isinstance(move.to, int | float):
                raise ValueError(f"'{move.limit}': it is moved to a number")
            to = None if move.drop else float(move.to or 0.0)
            changed = msgspec.structs.replace(one.preferences, reservation=to)
            parties.append(msgspec.structs.replace(one, preferences=changed))
        else:
            parties.append(one)
    if tuple(parties) == case.parties and not any(one.id == party for one in case.parties):
        raise ValueError(f"there is no limit '{move.limit}' in this case")
    return msgspec.structs.replace(case, parties=tuple(parties))
