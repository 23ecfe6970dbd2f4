"""What another format cannot hold: refused where it would change what is analysed, named where it would not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from goodoffices.model import Additive, Case, CaseFileError, Interdependent, Issue, Linear, Party, Table
from goodoffices.model.issues import REAL_STEPS, key_of
from goodoffices.model.preferences import SMALLEST_GENIUS_MAXIMUM, ValueFunction, evaluate

#: Sums of weights that should be 1 may be off by this.
RELATIVE_ROUNDING: Final = 1e-9

#: Parts of a case that domain files have no place for.
_EXTRAS: Final = {
    "red_lines": "red lines", "mandates": "mandates", "delegations": "delegations",
    "decision_bodies": "decision bodies",
    "mediators": "mediators", "channels": "channels", "audiences": "audiences", "rounds": "rounds",
    "alternatives": "alternatives", "sources": "sources", "statements": "statements", "positions": "positions",
    "conflicts": "conflicts", "timeline": "timeline", "phases": "phases", "counts": "counts", "balances": "balances",
    "briefings": "briefings",
}  # fmt: skip


def refuse_unless_whole(case: Case, name: str, target: Path, *, has_steps: bool = False) -> None:
    """Refuse a case whose space the format would change.

    Args:
        case: the case to write.
        name: the format's name.
        target: where to.
        has_steps: whether the format says by which steps a range is gone through.

    Raises:
        CaseFileError: the case has constraints, no issues, steps that would be lost, or a party without preferences.
    """
    if not case.issues:
        raise CaseFileError("the case has no issues, so there is no domain to write", file=str(target))
    if case.constraints:
        raise CaseFileError(
            f"{name} has no constraints between issues, and this case has {len(case.constraints)}; "
            "without them other packages would be feasible",
            file=str(target),
        )
    for issue in case.issues:
        if not has_steps and issue.integers is not None and issue.integers.step != 1:
            raise CaseFileError(
                f"{name} has no steps other than 1, as the issue '{issue.id}' has", file=str(target)
            )
        if not has_steps and issue.reals is not None and issue.reals.steps != REAL_STEPS:
            problem = (
                f"{name} does not say that the issue '{issue.id}' is looked at in {issue.reals.steps} steps"
            )
            raise CaseFileError(f"{problem}; it would be looked at in {REAL_STEPS}", file=str(target))
    for party in case.parties:
        if party.preferences is None:
            raise CaseFileError(f"the party '{party.id}' has no preferences to write", file=str(target))


def left_out(case: Case) -> tuple[str, ...]:
    """Return a sentence that lists what the format has no place for, or nothing."""
    lost = [words for field, words in _EXTRAS.items() if getattr(case, field)]
    return (f"the format has no place for the case's {', '.join(lost)}; they are left out",) if lost else ()


def plain_values(
    case: Case, party: Party, name: str, target: Path
) -> tuple[list[float], list[ValueFunction], Additive]:
    """Return weights and value functions, one an issue, whose plain weighted sum is the party's utility.

    GENIUS's division by the largest evaluation, and cuts of linear functions where they bite, are worked into tables.

    Raises:
        CaseFileError: the preferences are not additive, or GENIUS's cut at 1 would be lost.
    """
    preferences = party.preferences
    if not isinstance(preferences, Additive):
        raise CaseFileError(not_additive(party, name), file=str(target))
    highest = preferences.bias + sum(max(preferences.contributions(issue)) for issue in case.issues)
    if preferences.convention == "genius" and highest > 1 + RELATIVE_ROUNDING:
        problem = f"the utilities of '{party.id}' are cut at 1, as GENIUS does, and {name} does not cut"
        raise CaseFileError(problem, file=str(target))
    weights = []
    functions: list[ValueFunction] = []
    for issue in case.issues:
        function = preferences.values.get(issue.id, Linear(slope=0.0))
        weight = preferences.weights.get(issue.id, 0.0)
        if isinstance(function, Linear) and not _bites(function, issue):
            function = Linear(slope=function.slope, offset=function.offset, origin=function.origin)
        cut = isinstance(function, Linear) and function.clip is not None
        if isinstance(function, Table) and preferences.convention == "genius":
            largest = max(function.evaluations.values())
            scale = 1 / largest if largest >= SMALLEST_GENIUS_MAXIMUM else 0.0
            function = Table(evaluations={key: one * scale for key, one in function.evaluations.items()})
        elif cut or issue.options:
            function = Table(evaluations={key_of(value): evaluate(function, value) for value in issue.values})
        weights.append(weight)
        functions.append(function)
    return weights, functions, preferences


def not_additive(party: Party, name: str) -> str:
    """Say why a party's preferences cannot be written."""
    if not isinstance(party.preferences, Interdependent):
        return f"{name} holds additive preferences; those of '{party.id}' are not"
    count = len(party.preferences.dependent)
    kinds = "a conditional value" if count == 1 else f"{count} conditional values"
    return f"{name} holds additive preferences; those of '{party.id}' have {kinds}, which would be lost"


def _bites(function: Linear, issue: Issue) -> bool:
    """Say whether a linear function is cut anywhere in the issue's range; a line is highest and lowest at its ends."""
    if function.clip is None or issue.options:
        return function.clip is not None
    plain = Linear(slope=function.slope, offset=function.offset, origin=function.origin)
    ends = [evaluate(plain, issue.values[place]) for place in (0, -1)]
    return min(ends) < function.clip[0] or max(ends) > function.clip[1]
