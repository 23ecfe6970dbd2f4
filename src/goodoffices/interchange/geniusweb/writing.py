"""A case to GeniusWeb JSON: one domain, one profile a party with the domain inside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final

from goodoffices.interchange.loaded import Converted
from goodoffices.interchange.loss import RELATIVE_ROUNDING, left_out, plain_values, refuse_unless_whole
from goodoffices.interchange.placing import file_of, place, reading_back
from goodoffices.model import Additive, Case, CaseFileError, Issue, Linear, Option, Table
from goodoffices.model.issues import key_of
from goodoffices.model.packages import space_size
from goodoffices.model.preferences import ValueFunction, evaluate

_DOMAIN: Final = "domain.json"

#: A package of a wanted utility is looked for among at most this many.
_MOST_SEARCHED: Final = 200_000


def write(case: Case, folder: Path) -> Converted:
    """Write a domain file and a profile for each party into a folder, which is made where there is none.

    Raises:
        CaseFileError: GeniusWeb cannot hold the case: constraints, preferences that are not additive, a bias, a
            reservation value that no package has (GeniusWeb names a package instead).
    """
    refuse_unless_whole(case, "GeniusWeb", folder, has_steps=True)
    sheets = [plain_values(case, party, "GeniusWeb", folder) for party in case.parties]
    issues = [_listed(issue, [sheet[1][at] for sheet in sheets]) for at, issue in enumerate(case.issues)]
    domain = {
        "name": case.title or "domain",
        "issuesValues": {issue.id: _values(issue) for issue in issues},
    }
    documents: dict[str, Any] = {_DOMAIN: domain}
    demands: list[str] = []
    for party, (weights, functions, preferences) in zip(case.parties, sheets, strict=True):
        if preferences.bias:
            raise CaseFileError(f"GeniusWeb adds no bias, which '{party.id}' has", file=str(folder))
        tables = [_function(*each) for each in zip(case.issues, issues, functions, strict=True)]
        space: dict[str, Any] = {
            "issueUtilities": {issue.id: table for issue, table in zip(issues, tables, strict=True)},
            "issueWeights": {issue.id: weight for issue, weight in zip(issues, weights, strict=True)},
            "domain": domain,
            "name": party.id,
        }
        if preferences.reservation is not None:
            values = _package_of(preferences, case.issues, issues, party.id, folder)
            space["reservationBid"] = {"issuevalues": values}
        documents[file_of(party, ".json", _DOMAIN, folder)] = {"LinearAdditiveUtilitySpace": space}
        if abs(sum(weights) - 1) > RELATIVE_ROUNDING or not _in_unit(functions, case.issues):
            demands.append(party.id)
    minded = reading_back(case, folder, list(documents), ".json")
    texts = {name: json.dumps(one, ensure_ascii=False, indent=2) + "\n" for name, one in documents.items()}
    return Converted("geniusweb", place(folder, texts), (*left_out(case), *_wanted(demands), *minded))


def _listed(issue: Issue, functions: Sequence[ValueFunction]) -> Issue:
    """Return the issue as GeniusWeb holds it: numbers that some party values one by one as a list of values."""
    if issue.options or (issue.size > 1 and all(isinstance(function, Linear) for function in functions)):
        return issue
    return Issue(id=issue.id, options=tuple(Option(id=key_of(value)) for value in issue.values))


def _values(issue: Issue) -> dict[str, Any]:
    if issue.integers is not None:
        return {"range": [issue.integers.low, issue.integers.high, issue.integers.step]}
    if issue.reals is not None:
        step = (issue.reals.high - issue.reals.low) / (issue.reals.steps - 1)
        return {"range": [issue.reals.low, issue.reals.high, step]}
    return {"values": [option.id for option in issue.options]}


def _function(issue: Issue, written: Issue, function: ValueFunction) -> dict[str, Any]:
    if written.options:
        worth = {key_of(value): evaluate(function, value) for value in issue.values}
        return {"DiscreteValueSetUtilities": {"valueUtilities": worth}}
    assert isinstance(function, Linear)
    span = issue.integers or issue.reals
    assert span is not None
    low, high = evaluate(function, span.low), evaluate(function, span.high)
    return {
        "NumberValueSetUtilities": {
            "lowValue": span.low,
            "lowUtility": low,
            "highValue": span.high,
            "highUtility": high,
        }
    }


def _in_unit(functions: Sequence[ValueFunction], issues: Sequence[Issue]) -> bool:
    for issue, function in zip(issues, functions, strict=True):
        values = issue.values if isinstance(function, Table) else (issue.values[0], issue.values[-1])
        if not all(0 <= evaluate(function, value) <= 1 for value in values):
            return False
    return True


def _wanted(parties: Sequence[str]) -> tuple[str, ...]:
    """Return a sentence on what GeniusWeb itself does not open; we do."""
    if not parties:
        return ()
    names = ", ".join(parties)
    return (f"GeniusWeb wants weights that sum to 1 and utilities from 0 to 1, unlike those of {names}",)


def _package_of(
    preferences: Additive, issues: Sequence[Issue], written: Sequence[Issue], party: str, folder: Path
) -> dict[str, str | int | float]:
    """Return the first package, complete or empty, that is worth the reservation value.

    Raises:
        CaseFileError: there is none, or there are too many packages to look.
    """
    wanted = preferences.reservation
    assert wanted is not None
    if wanted == 0:  # an empty bid is worth nothing
        return {}
    if space_size(issues) <= _MOST_SEARCHED:
        columns = [preferences.contributions(issue) for issue in issues]
        for places in product(*(range(issue.size) for issue in issues)):
            worth = sum(column[at] for column, at in zip(columns, places, strict=True))
            if abs(worth - wanted) <= 1e-12 * max(1.0, abs(wanted)):
                return {issue.id: issue.values[at] for issue, at in zip(written, places, strict=True)}
    problem = (
        f"GeniusWeb names a package instead of a reservation value, and none was found for that of '{party}'"
    )
    raise CaseFileError(problem, file=str(folder))
