"""Conditions on packages: the language of constraints, red lines and mandates.

One condition has one form; the forms nest. In a case file:

    {issue: return, in: [vetted, none]}          {issue: truce, at_least: six-weeks}
    {all: [...]}   {any: [...]}   {not: {...}}   {if: {...}, then: {...}}
    {sum: {hostages: 20, prisoners: -1}, at_least: 0}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Final, Literal, assert_never

from msgspec import field

from goodoffices.model.base import Id, Part, Value
from goodoffices.model.issues import Issue

Form = Literal["is", "in", "not_in", "bounds", "all", "any", "not", "if", "sum"]

#: Room left for rounding when a weighted sum of real numbers is compared with a bound.
SLACK: Final = 1e-9


class Condition(Part, frozen=True, kw_only=True):
    """A condition that a package, complete or partial, satisfies or not."""

    issue: Id | None = None
    is_: Value | None = field(default=None, name="is")
    in_: tuple[Value, ...] | None = field(default=None, name="in")
    not_in: tuple[Value, ...] | None = None
    at_least: Value | None = None
    at_most: Value | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    not_: Condition | None = field(default=None, name="not")
    if_: Condition | None = field(default=None, name="if")
    then: Condition | None = None
    sum: Mapping[str, float] | None = None

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that are filled in; a sound condition has exactly one."""
        filled: list[Form] = []
        if self.is_ is not None:
            filled.append("is")
        if self.in_ is not None:
            filled.append("in")
        if self.not_in is not None:
            filled.append("not_in")
        if self.sum is not None:
            filled.append("sum")
        elif self.at_least is not None or self.at_most is not None:
            filled.append("bounds")
        if self.all is not None:
            filled.append("all")
        if self.any is not None:
            filled.append("any")
        if self.not_ is not None:
            filled.append("not")
        if self.if_ is not None or self.then is not None:
            filled.append("if")
        return tuple(filled)

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions directly inside this one."""
        inner = [*(self.all or ()), *(self.any or ())]
        inner += [part for part in (self.not_, self.if_, self.then) if part is not None]
        return tuple(inner)

    def walk(self) -> Iterator[Condition]:
        """Yield this condition and all conditions inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def issues(self) -> tuple[str, ...]:
        """Ids of the issues it speaks of, each once, in order of first mention."""
        seen: dict[str, None] = {}
        for part in self.walk():
            if part.issue is not None:
                seen[part.issue] = None
            for issue in part.sum or {}:
                seen[issue] = None
        return tuple(seen)


def allowed(condition: Condition, issue: Issue) -> frozenset[int]:
    """Return the places among `issue.values` that a one-issue condition allows."""
    places = range(issue.size)
    match condition.forms[0]:
        case "is":
            assert condition.is_ is not None
            place = issue.index_of(condition.is_)
            return frozenset(() if place is None else (place,))
        case "in":
            return frozenset(p for v in condition.in_ or () if (p := issue.index_of(v)) is not None)
        case "not_in":
            out = {p for v in condition.not_in or () if (p := issue.index_of(v)) is not None}
            return frozenset(p for p in places if p not in out)
        case _:
            return frozenset(p for p in places if _within(condition, issue, p))


def _within(condition: Condition, issue: Issue, place: int) -> bool:
    """Say whether the value at `place` keeps the bounds, in the order of the issue's values."""
    for bound, sign in ((condition.at_least, 1), (condition.at_most, -1)):
        if bound is None:
            continue
        if issue.options:
            limit = issue.index_of(bound)
            if limit is None or (place - limit) * sign < 0:
                return False
        else:
            value = issue.values[place]
            if isinstance(bound, str) or isinstance(value, str) or (value - bound) * sign < -SLACK:
                return False
    return True


def holds(condition: Condition, package: Mapping[str, Value], issues: Mapping[str, Issue]) -> bool | None:
    """Judge a condition on a package.

    Args:
        condition: a sound condition (exactly one form, known issues).
        package: one value for some or all issues, by issue id.
        issues: the case's issues by id.

    Returns:
        True or False where the package decides it, None where the open issues could still decide it either way.
    """
    form = condition.forms[0]
    match form:
        case "is" | "in" | "not_in" | "bounds":
            issue = issues[condition.issue or ""]
            if issue.id not in package:
                return None
            return issue.index_of(package[issue.id]) in allowed(condition, issue)
        case "all":
            return _all([holds(part, package, issues) for part in condition.all or ()])
        case "any":
            return _not(_all([_not(holds(part, package, issues)) for part in condition.any or ()]))
        case "not":
            assert condition.not_ is not None
            return _not(holds(condition.not_, package, issues))
        case "if":
            assert condition.if_ is not None
            assert condition.then is not None
            premise, conclusion = (holds(part, package, issues) for part in (condition.if_, condition.then))
            return _not(_all([premise, _not(conclusion)]))
        case "sum":
            return _sum_holds(condition, package, issues)
        case _:
            assert_never(form)


def _all(judgements: list[bool | None]) -> bool | None:
    if False in judgements:
        return False
    return None if None in judgements else True


def _not(judgement: bool | None) -> bool | None:  # noqa: FBT001 - three-valued logic, not a flag
    return None if judgement is None else not judgement


def _sum_holds(
    condition: Condition, package: Mapping[str, Value], issues: Mapping[str, Issue]
) -> bool | None:
    low = high = 0.0
    for issue_id, factor in (condition.sum or {}).items():
        if issue_id in package:
            ends = [float(package[issue_id])] * 2
        else:
            numbers = [float(v) for v in issues[issue_id].values]
            ends = [min(numbers), max(numbers)]
        low += min(factor * end for end in ends)
        high += max(factor * end for end in ends)
    at_least, at_most = sum_bounds(condition)
    if low >= at_least and high <= at_most:
        return True
    if high < at_least or low > at_most:
        return False
    return None


def sum_bounds(condition: Condition) -> tuple[float, float]:
    """Return the bounds of a weighted sum, widened by the slack for rounding; infinite where absent."""
    low = float(condition.at_least) if condition.at_least is not None else float("-inf")
    high = float(condition.at_most) if condition.at_most is not None else float("inf")
    return low - SLACK * max(1.0, abs(low)), high + SLACK * max(1.0, abs(high))


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:g}"


def describe(
    condition: Condition, issues: Mapping[str, Issue], say: Callable[[str], str] = str,
    write: Callable[[float], str] = _figure,
) -> str:  # fmt: skip
    """Say a condition in words, with the titles of issues and options.

    Args:
        condition: what is to be said.
        issues: the case's issues by id.
        say: translates the phrases that are filled; in English they stay as they are.
        write: writes a number.
    """
    form = condition.forms[0]
    match form:
        case "is" | "in" | "not_in" | "bounds":
            issue = issues.get(condition.issue or "")
            name = issue.name if issue is not None else condition.issue or ""
            return say("{issue}: {values}").format(
                issue=name, values=_describe_values(condition, issue, say, write)
            )
        case "all" | "any":
            parts = (condition.all if form == "all" else condition.any) or ()
            said = [f"({describe(part, issues, say, write)})" for part in parts]
            return _joined(say("{one} and {other}") if form == "all" else say("{one} or {other}"), said)
        case "not":
            assert condition.not_ is not None
            return say("not ({condition})").format(condition=describe(condition.not_, issues, say, write))
        case "if":
            assert condition.if_ is not None
            assert condition.then is not None
            premise, conclusion = (
                describe(part, issues, say, write) for part in (condition.if_, condition.then)
            )
            return say("if ({premise}) then ({conclusion})").format(premise=premise, conclusion=conclusion)
        case "sum":
            terms, values = (
                _describe_terms(condition, issues, write),
                _describe_values(condition, None, say, write),
            )
            return say("{issue}: {values}").format(issue=terms, values=values)
        case _:
            assert_never(form)


def _joined(pair: str, said: Sequence[str]) -> str:
    """Join as many as there are, by a phrase that joins two."""
    return reduce(lambda one, other: pair.format(one=one, other=other), said) if said else ""


def _describe_values(
    condition: Condition, issue: Issue | None, say: Callable[[str], str], write: Callable[[float], str]
) -> str:
    """Say which values a condition allows: “no further than …” on a scale of options, “at most …” for numbers."""

    def said(value: Value) -> str:
        if isinstance(value, str):
            return say("“{option}”").format(option=issue.label_of(value)) if issue is not None else value
        if issue is None or not issue.unit:
            return write(value)
        # the unit is a word of the case, mostly of many ("hostages"): beside a single one it would read wrong
        return f"{write(value)} ({issue.unit})" if abs(value) == 1 else f"{write(value)} {issue.unit}"

    if condition.is_ is not None:
        return said(condition.is_)
    if condition.in_ is not None:
        return _joined(say("{one} or {other}"), [*map(said, condition.in_)]) or say("nothing")
    if condition.not_in is not None:
        return say("not {values}").format(
            values=_joined(say("{one} nor {other}"), [*map(said, condition.not_in)])
        )
    options = issue is not None and bool(issue.options)
    words = []
    if condition.at_least is not None:
        low = said(condition.at_least)
        words.append((say("{value} or further") if options else say("at least {value}")).format(value=low))
    if condition.at_most is not None:
        high = said(condition.at_most)
        words.append(
            (say("no further than {value}") if options else say("at most {value}")).format(value=high)
        )
    return _joined(say("{one} and {other}"), words)


def _describe_terms(condition: Condition, issues: Mapping[str, Issue], write: Callable[[float], str]) -> str:
    text = ""
    for name, factor in (condition.sum or {}).items():
        title = issues[name].name if name in issues else name
        sign = ("− " if factor < 0 else "+ ") if text else ("−" if factor < 0 else "")
        times = "" if abs(factor) == 1 else f"{write(abs(factor))} × "
        text += f"{' ' if text else ''}{sign}{times}{title}"
    return text
