"""The names of packages that can be started from, and packages written out, ISSUE=OPTION by ISSUE=OPTION."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

from goodoffices.analysis.deadlock import deadlock_of
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.results import SOLUTIONS, Analysis
from goodoffices.analysis.trades.start import Given
from goodoffices.model.base import Value
from goodoffices.model.case import Case

_WAY: Final = re.compile(r"way-([1-9][0-9]*)")

#: An assignment begins at the start or after a comma, with a name that an equals sign follows.
_NEXT: Final = re.compile(r",(?=[^,=]*=)")


def given_of(text: str, case: Case, analysis: Callable[[], Analysis]) -> Given | None:
    """Return the package that a text names or writes.

    A name is that of a solution (`nash`, …), the id of a question put to a decision body, or `way-1`, `way-2`, … for
    the Nash points that the ways out of a deadlock open, cheapest first. ISSUE=OPTION,… gives options; after a name and
    a comma they replace those of the named package.

    Args:
        text: a name, options, or both.
        case: the case.
        analysis: gives its analysis, where a solution is named.

    Returns:
        the package as given, or None where the text is neither a name nor has an equals sign in it.

    Raises:
        AnalysisError: what is named does not exist in this case.
    """
    name, _, rest = text.partition(",")
    if "=" in name:
        name, rest = "", text
    package = dict(_named(name.strip(), case, analysis) or {}) if name else {}
    if name and not package:
        return None
    if not text.strip():
        return None
    label = name.strip()
    for assignment in _NEXT.split(rest) if rest.strip() else ():
        issue, equals, option = assignment.partition("=")
        if not equals:
            raise AnalysisError(f"'{assignment.strip()}' is no ISSUE=OPTION; part these by commas")
        _replace(package, issue.strip(), option.strip(), case, named=bool(name))
        label = label if not name else f"{name.strip()} with changes"
    return Given(name=label, package=package)


def _replace(package: dict[str, Value], issue: str, option: str, case: Case, *, named: bool) -> None:
    """Put an option in, in the place of that of a named package."""
    from goodoffices.analysis.trades.start import issue_of  # noqa: PLC0415 - only for packages that are written out

    key = issue_of(issue, case.issues).id
    if key in package and not named:
        raise AnalysisError(f"the issue '{issue}' is given twice; give each issue one option")
    package[key] = option


def _named(name: str, case: Case, analysis: Callable[[], Analysis]) -> dict[str, Value] | None:
    """Return the package of a name; None where nothing has it."""
    solution = name.replace("-", "_")
    if solution in SOLUTIONS:
        found = analysis().solutions.get(solution)
        if found is None:
            raise AnalysisError(
                f"this case has no {name} solution to start from: {_why_none(analysis())}; name another package, "
                f"such as {_others(case, analysis())}"
            )
        return dict(found.package)
    for body in case.decision_bodies:
        for question in body.questions:
            if question.id == name:
                if not question.package:
                    raise AnalysisError(
                        f"the question '{name}' names no package; write one as ISSUE=OPTION,…"
                    )
                return dict(question.package)
    way = _WAY.fullmatch(name)
    return None if way is None else _way_out(int(way[1]), case)


def _way_out(number: int, case: Case) -> dict[str, Value]:
    """Return the Nash point that a way out opens."""
    ways = deadlock_of(case).ways_out
    if number > len(ways):
        raise AnalysisError(
            f"there is no way-{number}: the case is not deadlocked" if not ways
            else f"there is no way-{number}: the case has {len(ways)} ways out, way-1 to way-{len(ways)}"
        )  # fmt: skip
    point = ways[number - 1].opens.nash
    if point is None:
        raise AnalysisError(
            f"way-{number} opens no Nash point, because not every party's utilities are known"
        )
    return dict(point.package)


def _why_none(analysis: Analysis) -> str:
    zone = analysis.zone
    empty = zone is not None and not zone.packages
    return (
        "the zone of agreement is empty" if empty else "not every party has utilities and something to gain"
    )


def _others(case: Case, analysis: Analysis) -> str:
    names = [f"'{name}'" for name, found in analysis.solutions.items() if found is not None]
    if analysis.zone is not None and not analysis.zone.packages:
        names.append("'way-1'")
    names += [f"'{question}'" for question in questions(case)[:2]]
    return ", ".join([*names, "or ISSUE=OPTION,…"])


def questions(case: Case) -> list[str]:
    """Return the ids of the questions that are about a package."""
    return [one.id for body in case.decision_bodies for one in body.questions if one.package]


def unknown(text: str, case: Case) -> AnalysisError:
    """Return the error for a text that names no package, no options and no file."""
    names = [*SOLUTIONS, *questions(case), "way-1"]
    near = get_close_matches(text.replace("-", "_"), names, n=2) or get_close_matches(text, names, n=2)
    alike = " or ".join(f"'{one}'" for one in near)
    meant = f"did you mean {alike}?" if alike else f"names are {', '.join(names)}"
    return AnalysisError(
        f"'{text}' is no package to start from: {meant} Otherwise write ISSUE=OPTION,… or the name of a file with "
        "an option for each issue" if alike else
        f"'{text}' is no package to start from: {meant}; or write ISSUE=OPTION,… or the name of a file with an option "
        "for each issue"
    )  # fmt: skip
