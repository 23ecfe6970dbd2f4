"""A case to NegMAS YAML: one outcome space, one utility function a party."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from goodoffices.interchange.loaded import Converted
from goodoffices.interchange.loss import left_out, plain_values, refuse_unless_whole
from goodoffices.interchange.placing import file_of, place, reading_back
from goodoffices.model import Case, CaseFileError, Issue, Linear, Table
from goodoffices.model.casefile.writing import plain_to_yaml
from goodoffices.model.preferences import ValueFunction

_DOMAIN = "domain.yml"


def write(case: Case, folder: Path) -> Converted:
    """Write a domain file and a utility function for each party into a folder, which is made where there is none.

    Raises:
        CaseFileError: NegMAS cannot hold the case: constraints, preferences that are not additive, cut value functions.
    """
    refuse_unless_whole(case, "NegMAS", folder)
    documents: dict[str, Any] = {_DOMAIN: _domain(case)}
    for party in case.parties:
        name = file_of(party, ".yml", _DOMAIN, folder)
        weights, functions, preferences = plain_values(case, party, "NegMAS", folder)
        documents[name] = {
            "name": party.id,
            "type": "LinearAdditiveUtilityFunction",
            "reserved_value": -math.inf if preferences.reservation is None else preferences.reservation,
            "values": [
                _function(issue, function, f"{party.id}: {issue.id}", folder)
                for issue, function in zip(case.issues, functions, strict=True)
            ],
            "weights": weights,
            "bias": preferences.bias,
        }
        if preferences.discount is not None:
            inner = documents[name]
            documents[name] = {
                "name": party.id,
                "type": "ExpDiscountedUFun",
                "discount": preferences.discount,
                "reserved_value": inner["reserved_value"],
                "ufun": inner,
            }
    minded = reading_back(case, folder, list(documents), ".yml", ".yaml", ".json")
    texts = {name: plain_to_yaml(document) for name, document in documents.items()}
    return Converted("negmas", place(folder, texts), (*left_out(case), *minded))


def _domain(case: Case) -> dict[str, Any]:
    return {
        "name": case.title or "domain",
        "type": "DiscreteCartesianOutcomeSpace",
        "issues": [_issue(issue) for issue in case.issues],
    }


def _issue(issue: Issue) -> dict[str, Any]:
    if issue.integers is not None:
        return {
            "name": issue.id,
            "type": "ContiguousIssue",
            "values": [issue.integers.low, issue.integers.high],
        }
    if issue.reals is not None:
        return {"name": issue.id, "type": "ContinuousIssue", "values": [issue.reals.low, issue.reals.high]}
    kind = "OrdinalIssue" if issue.ordered else "CategoricalIssue"
    return {"name": issue.id, "type": kind, "values": [option.id for option in issue.options]}


def _function(issue: Issue, function: ValueFunction, where: str, folder: Path) -> dict[str, Any]:
    # A table of real numbers would have nothing to say of the numbers between our steps.
    if isinstance(function, Table) and issue.reals is None:
        return {"type": "TableFun", "mapping": dict(function.evaluations)}
    if isinstance(function, Linear) and function.clip is None:
        bias = function.offset - function.slope * function.origin
        return {"type": "AffineFun", "slope": function.slope, "bias": bias}
    raise CaseFileError(
        f"NegMAS has no value function that gives the same utilities ({where})", file=str(folder)
    )
