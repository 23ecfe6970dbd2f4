"""A case to NegMAS YAML: one outcome space, one utility function a party."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import yaml

from goodoffices.interchange.loaded import Converted
from goodoffices.interchange.loss import left_out, plain_values, refuse_unless_whole
from goodoffices.model import Case, CaseFileError, Issue, Linear, Table
from goodoffices.model.casefile.writing import write_atomically
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
        name = f"{party.id}.yml"
        if name in documents or "/" in name:
            raise CaseFileError(f"the party '{party.id}' cannot name a file of its own", file=str(folder))
        weights, functions, preferences = plain_values(case, party, "NegMAS", folder)
        documents[name] = {
            "name": party.id,
            "type": "LinearAdditiveUtilityFunction",
            "reserved_value": -math.inf if preferences.reservation is None else preferences.reservation,
            "values": [
                _function(function, f"{party.id}: {issue.id}", folder)
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
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        text = yaml.dump(document, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False)
        write_atomically(folder / name, text)
    return Converted("negmas", tuple(folder / name for name in documents), left_out(case))


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


def _function(function: ValueFunction, where: str, folder: Path) -> dict[str, Any]:
    if isinstance(function, Table):
        return {"type": "TableFun", "mapping": dict(function.evaluations)}
    if isinstance(function, Linear) and function.clip is None:
        bias = function.offset - function.slope * function.origin
        return {"type": "AffineFun", "slope": function.slope, "bias": bias}
    raise CaseFileError(
        f"NegMAS has no value function that gives the same utilities ({where})", file=str(folder)
    )
