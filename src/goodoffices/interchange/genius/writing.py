"""A case to GENIUS XML: one domain file, one profile a party."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from goodoffices.interchange.genius.boxing import as_boxes
from goodoffices.interchange.loaded import Converted
from goodoffices.interchange.loss import left_out, not_additive, refuse_unless_whole
from goodoffices.interchange.placing import file_of, place, reading_back
from goodoffices.model import (
    Additive,
    Case,
    CaseFileError,
    HyperRectangles,
    Interdependent,
    Issue,
    Linear,
    Party,
    Table,
)
from goodoffices.model.issues import key_of
from goodoffices.model.preferences import SMALLEST_GENIUS_MAXIMUM, NonAdditive, Triangular, ValueFunction

#: All but the characters that XML 1.0 takes.
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(case: Case, folder: Path, *, domain_file: str = "domain.xml") -> Converted:
    """Write a domain file and a profile for each party into a folder, which is made where there is none.

    Raises:
        CaseFileError: GENIUS cannot hold the case: constraints, preferences that are not additive or boxes, evaluations
            below 0, sums above 1, values that GENIUS has no issue type for.
    """
    refuse_unless_whole(case, "GENIUS", folder)
    texts = {domain_file: _domain(case)}
    for party in case.parties:
        texts[file_of(party, ".xml", domain_file, folder)] = _profile(case, party, folder)
    for text in texts.values():
        if found := _NO_XML.search(text):
            problem = (
                f"XML has no place for the character U+{ord(found[0]):04X}, which a name or description has"
            )
            raise CaseFileError(problem, file=str(folder))
    minded = reading_back(case, folder, list(texts), ".xml")
    return Converted("genius", place(folder, texts), (*left_out(case), *_reserved(case), *minded))


def _reserved(case: Case) -> tuple[str, ...]:
    """Return a sentence for each party with boxes and no reservation value, whose lowest utility is not known."""
    bare = [
        party.id
        for party in case.parties
        if isinstance(party.preferences, NonAdditive) and party.preferences.reservation is None
    ]
    return tuple(f"GENIUS takes 0 for the reservation value that '{party}' has not stated" for party in bare)


def _attributes(**pairs: object) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in pairs.items())


def _domain(case: Case) -> str:
    lines = [
        _HEAD + "<negotiation_template>",
        f"  <utility_space{_attributes(number_of_issues=len(case.issues))}>",
    ]
    lines.append(f"    {_objective(case)}")
    for number, issue in enumerate(case.issues, start=1):
        lines += _issue(
            issue, number, [f"<item{_item(issue, place)}/>" for place in range(len(issue.options))]
        )
    return "\n".join([*lines, "    </objective>", "  </utility_space>", "</negotiation_template>", ""])


def _objective(case: Case) -> str:
    kind = "objective"
    name = _attributes(index=0, name=case.title or "domain", type=kind, etype=kind, description="")
    return f"<objective{name}>"


def _item(issue: Issue, place: int) -> str:
    option = issue.options[place]
    described = {"description": option.description} if option.description else {}
    return _attributes(index=place + 1, value=option.id, **described)


def _issue(issue: Issue, number: int, inner: list[str]) -> list[str]:
    kind = "discrete" if issue.options else "integer" if issue.integers else "real"
    bounds = ""
    if issue.integers is not None:
        bounds = _attributes(lowerbound=issue.integers.low, upperbound=issue.integers.high)
    elif issue.reals is not None:
        inner = [f"<range{_attributes(lowerbound=issue.reals.low, upperbound=issue.reals.high)}/>", *inner]
    head = _attributes(index=number, name=issue.id, type=kind, etype=kind, vtype=kind) + bounds
    return [f"      <issue{head}>", *(f"        {line}" for line in inner), "      </issue>"]


def _profile(case: Case, party: Party, folder: Path) -> str:
    preferences = party.preferences
    if isinstance(preferences, Interdependent):
        boxes = as_boxes(preferences, case.issues_by_id)
        if boxes is None:
            problem = (
                "GENIUS has conditional values as bounds on whole numbers alone, worth 1 together at most, and those "
                f"of '{party.id}' are not of this kind"
            )
            raise CaseFileError(problem, file=str(folder))
        return _boxes(case, boxes)
    if isinstance(preferences, HyperRectangles):
        return _boxes(case, preferences)
    if not isinstance(preferences, Additive):
        raise CaseFileError(not_additive(party, "GENIUS"), file=str(folder))
    if preferences.bias or (preferences.convention == "plain" and _highest(preferences, case) > 1 + 1e-12):
        problem = f"GENIUS cuts utilities at 1 and adds no bias, which would change those of '{party.id}'"
        raise CaseFileError(problem, file=str(folder))
    lines = [_HEAD + "<utility_space>", f"  {_objective(case)}"]
    weights = []
    for number, issue in enumerate(case.issues, start=1):
        weight = preferences.weights.get(issue.id, 0.0)
        function = preferences.values.get(issue.id, Linear(slope=0.0))
        inner, factor = _values(issue, function, preferences, f"{party.id}: {issue.id}", folder)
        lines += _issue(issue, number, inner)
        weights.append(f"    <weight{_attributes(index=number, value=repr(weight * factor))}/>")
    lines += [*weights, "  </objective>"]
    if preferences.discount is not None:
        lines.append(f"  <discount_factor{_attributes(value=repr(preferences.discount))}/>")
    reservation = preferences.reservation
    if reservation is None:  # without one we take the lowest utility, and GENIUS takes 0
        reservation = min(1.0, sum(min(preferences.contributions(issue)) for issue in case.issues))
    lines.append(f"  <reservation{_attributes(value=repr(reservation))}/>")
    return "\n".join([*lines, "</utility_space>", ""])


def _highest(preferences: Additive, case: Case) -> float:
    return sum(max(preferences.contributions(issue)) for issue in case.issues)


def _values(
    issue: Issue, function: ValueFunction, preferences: Additive, where: str, folder: Path
) -> tuple[list[str], float]:
    """Return the lines inside a profile's issue, and the factor by which the weight must grow to keep utilities."""
    if issue.options:
        return _table(issue, function, preferences, where, folder)
    if issue.integers is not None and isinstance(function, Linear):
        low = issue.integers.low
        offset = function.offset + function.slope * (low - function.origin)
        ends = (offset, offset + function.slope * (issue.integers.high - low))
        if function.clip == (0.0, 1.0) or (min(ends) >= 0 and max(ends) <= 1):
            if function.origin == low:  # keeps the very numbers of a file that is only passed through
                offset = function.offset
            return [
                f"<evaluator{_attributes(ftype='linear', offset=repr(offset), slope=repr(function.slope))}/>"
            ], 1.0
    if issue.reals is not None and isinstance(function, Triangular):
        parameters = {"parameter0": function.low, "parameter1": function.high, "parameter2": function.top}
        return [f"<evaluator{_attributes(ftype='triangular', **parameters)}/>"], 1.0
    if issue.reals is not None and isinstance(function, Linear):
        offset = function.offset - function.slope * function.origin
        ends = (offset + function.slope * issue.reals.low, offset + function.slope * issue.reals.high)
        if function.clip != (0.0, 1.0) and not (function.clip is None and min(ends) >= 0 and max(ends) <= 1):
            raise _no_function(where, folder)
        parameters = {"parameter0": offset, "parameter1": function.slope}
        return [f"<evaluator{_attributes(ftype='linear', **parameters)}/>"], 1.0
    raise _no_function(where, folder)


def _no_function(where: str, folder: Path) -> CaseFileError:
    return CaseFileError(
        f"GENIUS has no value function that gives the same utilities ({where})", file=str(folder)
    )


def _table(
    issue: Issue, function: ValueFunction, preferences: Additive, where: str, folder: Path
) -> tuple[list[str], float]:
    if isinstance(function, Table):
        evaluations = [function.evaluations[key_of(value)] for value in issue.values]
    elif function == Linear(slope=0.0):
        evaluations = [0.0] * issue.size
    else:
        raise CaseFileError(f"GENIUS evaluates options by table only ({where})", file=str(folder))
    if min(evaluations) < 0:
        raise CaseFileError(f"GENIUS knows no evaluations below 0 ({where})", file=str(folder))
    largest = max(evaluations)
    factor = 1.0
    if preferences.convention == "plain":
        if 0 < largest < SMALLEST_GENIUS_MAXIMUM:
            raise CaseFileError(
                f"GENIUS takes evaluations as small as these for 0 ({where})", file=str(folder)
            )
        factor = largest
    items = [
        f"<item{_item(issue, place)}{_attributes(evaluation=repr(evaluation))}/>"
        for place, evaluation in enumerate(evaluations)
    ]
    return items, factor


def _boxes(case: Case, preferences: HyperRectangles) -> str:
    numbers = {issue.id: number for number, issue in enumerate(case.issues, start=1)}
    lines = [_HEAD + '<utility_space type="nonlinear">', f"  {_objective(case)}"]
    for issue in case.issues:
        lines += _issue(issue, numbers[issue.id], [])
    lines.append(f"    <utility{_attributes(maxutility=preferences.largest)}>")
    lines.append('      <ufun type="PlainUfun" weight="1" aggregation="sum">')
    for box in preferences.boxes:
        lines.append(f"        <hyperRectangle{_attributes(utility=box.utility, weight=box.weight)}>")
        for kind, bounds in (("INCLUDES", box.within), ("EXCLUDES", box.outside)):
            for name, (low, high) in bounds.items():
                lines.append(f"          <{kind}{_attributes(index=numbers[name], min=low, max=high)}/>")
        lines.append("        </hyperRectangle>")
    lines += ["      </ufun>", "    </utility>", "  </objective>"]
    if preferences.discount is not None:
        lines.append(f"  <discount_factor{_attributes(value=repr(preferences.discount))}/>")
    if preferences.reservation is not None:
        lines.append(f"  <reservation{_attributes(value=repr(preferences.reservation))}/>")
    return "\n".join([*lines, "</utility_space>", ""])
