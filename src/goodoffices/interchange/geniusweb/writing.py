"""A case to GeniusWeb JSON: one domain, one profile a party with the domain inside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final

from goodoffices.interchange.loaded import Converted
from goodoffices.interchange.loss import left_out, plain_values, refuse_unless_whole
from goodoffices.model import Additive, Case, CaseFileError, Issue, Linear, Table
from goodoffices.model.casefile.writing import write_atomically
from goodoffices.model.packages import space_size
from goodoffices.model.preferences import ValueFunction

_DOMAIN: Final = "domain.json"

#: A package of a wanted utility is looked for among at most this many.
_MOST_SEARCHED: Final = 200_000


def write(case: Case, folder: Path) -> Converted:
    """Write a domain file and a profile for each party into a folder, which is made where there is none.

    Raises:
        CaseFileError: GeniusWeb cannot hold the case: constraints, preferences that are not additive, a bias, a
            reservation value that no package has (GeniusWeb names a package instead).
    """
    refuse_unless_whole(case, "GeniusWeb", folder)
    domain = {
        "name": case.title or "domain",
        "issuesValues": {issue.id: _values(issue) for issue in case.issues},
    }
    documents: dict[str, Any] = {_DOMAIN: domain}
    for party in case.parties:
        name = f"{party.id}.json"
        if name in documents or "/" in name:
            raise CaseFileError(f"the party '{party.id}' cannot name a file of its own", file=str(folder))
        weights, functions, preferences = plain_values(case, party, "GeniusWeb", folder)
        if preferences.bias:
            raise CaseFileError(f"GeniusWeb adds no bias, which '{party.id}' has", file=str(folder))
        utilities = {
            issue.id: _function(issue, function, f"{party.id}: {issue.id}", folder)
            for issue, function in zip(case.issues, functions, strict=True)
        }
        space: dict[str, Any] = {
            "issueUtilities": utilities,
            "issueWeights": {issue.id: weight for issue, weight in zip(case.issues, weights, strict=True)},
            "domain": domain,
            "name": party.id,
        }
        if preferences.reservation is not None:
            values = _package_of(preferences, case.issues, f"{party.id}", folder)
            space["reservationBid"] = {"issuevalues": values}
        documents[name] = {"LinearAdditiveUtilitySpace": space}
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        write_atomically(folder / name, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    return Converted("geniusweb", tuple(folder / name for name in documents), left_out(case))


def _values(issue: Issue) -> dict[str, Any]:
    if issue.integers is not None:
        return {"range": [issue.integers.low, issue.integers.high, issue.integers.step]}
    if issue.reals is not None:
        step = (issue.reals.high - issue.reals.low) / max(1, issue.reals.steps - 1)
        return {"range": [issue.reals.low, issue.reals.high, step or 1]}
    return {"values": [option.id for option in issue.options]}


def _function(issue: Issue, function: ValueFunction, where: str, folder: Path) -> dict[str, Any]:
    if isinstance(function, Table):
        return {"DiscreteValueSetUtilities": {"valueUtilities": dict(function.evaluations)}}
    if isinstance(function, Linear) and function.clip is None:
        span = issue.integers or issue.reals
        assert span is not None
        ends = [function.offset + function.slope * (end - function.origin) for end in (span.low, span.high)]
        low, high = ends
        values = {"lowValue": span.low, "lowUtility": low, "highValue": span.high, "highUtility": high}
        return {"NumberValueSetUtilities": values}
    raise CaseFileError(
        f"GeniusWeb has no value function that gives the same utilities ({where})", file=str(folder)
    )


def _package_of(
    preferences: Additive, issues: Sequence[Issue], party: str, folder: Path
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
            worth = sum(column[place] for column, place in zip(columns, places, strict=True))
            if abs(worth - wanted) <= 1e-12 * max(1.0, abs(wanted)):
                return {issue.id: issue.values[place] for issue, place in zip(issues, places, strict=True)}
    problem = (
        f"GeniusWeb names a package instead of a reservation value, and none was found for that of '{party}'"
    )
    raise CaseFileError(problem, file=str(folder))
