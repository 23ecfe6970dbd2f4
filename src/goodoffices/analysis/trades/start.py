"""The package to start from: its words understood, its open issues filled, its constraints checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np

from goodoffices.analysis.diagram import Diagram, diagram_of
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.folding import fold
from goodoffices.analysis.solutions import nash
from goodoffices.analysis.solutions.choice import Candidates, candidates_of, choose
from goodoffices.analysis.space import Space
from goodoffices.analysis.tolerance import RELATIVE, floor_of
from goodoffices.analysis.trades.table import Places, contains
from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition, describe, holds
from goodoffices.model.issues import Issue

#: How many options an error lists.
_LISTED = 8


@dataclass(frozen=True)
class Given:
    """A package as it was given: its name, and options by issue, in ids or in words, some issues perhaps left open."""

    name: str = ""
    package: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Start:
    """A complete package to start from."""

    name: str
    places: Places
    filled: tuple[str, ...]
    notes: tuple[str, ...]


def settle(space: Space, given: Given) -> Start:
    """Return the package that is meant, its open issues filled.

    What is open is filled by the largest product of gains over the reservation values within every limit (Nash's
    solution with these options given); where no package with these options is within every limit, by the largest
    product of gains over the lowest feasible utilities, limits aside.

    Raises:
        AnalysisError: an issue or option is unknown, an issue is named twice, or the constraints forbid it.
    """
    chosen: dict[str, Value] = {}
    for name, value in given.package.items():
        issue = issue_of(name, space.issues)
        if issue.id in chosen:
            raise AnalysisError(f"the issue '{issue.id}' is given twice; give each issue one option")
        chosen[issue.id] = value_of(issue, value)
    _check_constraints(space, chosen)
    open_issues = tuple(issue for issue in space.issues if issue.id not in chosen)
    if not open_issues:
        return Start(given.name, _places(space, chosen), (), ())
    package, within = _fill(space, chosen)
    titles = ", ".join(issue.name for issue in open_issues)
    how = (
        "the largest product of gains within every limit"
        if within
        else "the largest product of gains over the lowest utilities; no such package is within every limit"
    )
    note = (
        f"the package left {len(open_issues)} of {len(space.issues)} issues open ({titles}); filled by {how}"
    )
    return Start(given.name, _places(space, package), tuple(issue.id for issue in open_issues), (note,))


def issue_of(name: str, issues: Iterable[Issue]) -> Issue:
    """Return the issue of an id, title or alias, capitals aside.

    Raises:
        AnalysisError: there is none, with those that are spelled alike.
    """
    issues = tuple(issues)
    for issue in issues:
        if issue.id == name:
            return issue
    known: dict[str, Issue] = {}
    for issue in reversed(issues):
        known.update({word.casefold(): issue for word in (*issue.aliases, issue.name, issue.id)})
    found = known.get(name.strip().casefold())
    if found is not None:
        return found
    near = dict.fromkeys(
        known[word].id for word in get_close_matches(name.strip().casefold(), known, n=3, cutoff=0.6)
    )
    raise AnalysisError(
        f"there is no issue '{name}'; {_instead(near, [issue.id for issue in issues], 'issues')}"
    )


def value_of(issue: Issue, value: Value) -> Value:
    """Return the issue's value that is meant: an option's id or title, or a number with or without its unit.

    Raises:
        AnalysisError: the issue has no such value, with those that are spelled alike or the range.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise AnalysisError(
            f"the issue '{issue.id}' is given as {value!r:.60}; give an option's id or a number"
        )
    if issue.options:
        words = {
            word.casefold(): option.id
            for option in issue.options
            for word in (option.title, option.id)
            if word
        }
        if issue.index_of(value) is not None:
            return value
        wanted = str(value).strip()
        if issue.index_of(wanted) is not None:
            return wanted
        if wanted.casefold() in words:
            return words[wanted.casefold()]
        near = dict.fromkeys(
            words[word] for word in get_close_matches(wanted.casefold(), words, n=3, cutoff=0.5)
        )
        names = [option.id for option in issue.options]
        raise AnalysisError(
            f"the issue '{issue.id}' has no option '{value}'; {_instead(near, names, 'options')}"
        )
    number = _number(issue, value)
    place = None if number is None else _place_of(issue, number)
    if place is None:
        raise AnalysisError(f"the issue '{issue.id}' has no value '{value}'; {_range(issue)}")
    return issue.values[place]


def _number(issue: Issue, value: Value) -> float | None:
    """Return the number that a text says, its unit aside."""
    text = str(value).strip()
    if issue.unit and text.casefold().endswith(issue.unit.casefold()):
        text = text[: -len(issue.unit)].strip()
    try:
        return float(text)
    except ValueError:
        return None


def _place_of(issue: Issue, number: float) -> int | None:
    if issue.integers is not None:
        return issue.index_of(number) if np.isfinite(number) else None
    for place, value in enumerate(issue.values):
        if not isinstance(value, str) and abs(value - number) <= RELATIVE * max(1.0, abs(value)):
            return place
    return None


def _range(issue: Issue) -> str:
    """Say which numbers an issue takes."""
    unit = f" {issue.unit}" if issue.unit else ""
    if issue.integers is not None:
        low, high, step = issue.integers.low, issue.integers.high, issue.integers.step
        steps = "" if step == 1 else f" in steps of {step}"
        return f"it takes whole numbers from {low} to {high}{unit}{steps}"
    names = [f"{value:g}" for value in issue.values]
    more = "" if len(names) <= _LISTED + 4 else ", …"
    return f"its values{unit and f' in{unit}'} are {', '.join(names[: _LISTED + 4])}{more}"


def _instead(near: Iterable[str], names: list[str], what: str) -> str:
    """Say what could be meant: names that are spelled alike, or the first of all."""
    alike = " or ".join(f"'{one}'" for one in near)
    if alike:
        return f"did you mean {alike}?"
    more = "" if len(names) <= _LISTED else f" and {len(names) - _LISTED} more"
    return (
        f"its {what} are {', '.join(names[:_LISTED])}{more}"
        if what == "options"
        else (f"the {what} are {', '.join(names[:_LISTED])}{more}")
    )


def _check_constraints(space: Space, chosen: Mapping[str, Value]) -> None:
    """Refuse options that break a constraint whatever the open issues become."""
    for constraint in space.case.constraints:
        if holds(constraint.requires, chosen, space.case.issues_by_id) is False:
            requires = describe(constraint.requires, space.case.issues_by_id)
            raise AnalysisError(
                f"the package breaks the constraint '{constraint.name}' ({requires}); give options that satisfy it"
            )


def _fill(space: Space, chosen: Mapping[str, Value]) -> tuple[dict[str, Value], bool]:
    """Fill the open issues; say whether the result is within every limit."""
    given = tuple(Condition(issue=name, is_=value) for name, value in chosen.items())
    constraints = tuple(one.requires for one in space.case.constraints)
    limits = tuple(limit.condition for limit in space.limits if limit.condition is not None)
    within = diagram_of((*constraints, *limits, *given), space.issues)
    if not within.empty:
        floors = np.array([floor_of(one) for one in space.reservations])
        found = _best(
            space,
            within,
            candidates_of(fold(within, space.values), np.array(space.reservations), within=floors),
        )
        if found is not None:
            return found, True
    allowed = diagram_of((*constraints, *given), space.issues)
    if allowed.empty:
        said = "; ".join(f"{name}: {value}" for name, value in chosen.items()) or "no options"
        names = ", ".join(f"'{one.name}'" for one in space.case.constraints)
        raise AnalysisError(
            f"no package with {said} satisfies the constraints together ({names}); give other options"
        )
    lowest = np.array(space.lowest)
    found = _best(space, allowed, candidates_of(fold(allowed, space.values), lowest, within=lowest - 1.0))
    assert found is not None
    return found, False


def _best(space: Space, diagram: Diagram, candidates: Candidates | None) -> dict[str, Value] | None:
    solution = None if candidates is None else choose(nash.objective, candidates, space.values, space.issues)
    if solution is None:
        return None
    assert contains(diagram, _places(space, solution.package))
    return dict(solution.package)


def _places(space: Space, package: Mapping[str, Value]) -> Places:
    places = [issue.index_of(package[issue.id]) for issue in space.issues]
    return tuple(place for place in places if place is not None)
