"""What another format cannot hold: refused where it would change what is analysed, named where it would not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from goodoffices.model import Case, CaseFileError

#: Parts of a case that domain files have no place for.
_EXTRAS: Final = {
    "red_lines": "red lines", "mandates": "mandates", "delegations": "delegations",
    "decision_bodies": "decision bodies",
    "mediators": "mediators", "channels": "channels", "audiences": "audiences", "rounds": "rounds",
    "alternatives": "alternatives", "sources": "sources", "statements": "statements", "positions": "positions",
    "conflicts": "conflicts", "timeline": "timeline", "phases": "phases", "counts": "counts", "balances": "balances",
    "briefings": "briefings",
}  # fmt: skip


def refuse_unless_whole(case: Case, name: str, target: Path) -> None:
    """Refuse a case whose space the format would change.

    Raises:
        CaseFileError: the case has constraints, no issues, steps other than 1, or a party without preferences.
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
        if issue.integers is not None and issue.integers.step != 1:
            raise CaseFileError(
                f"{name} has no steps other than 1, as the issue '{issue.id}' has", file=str(target)
            )
    for party in case.parties:
        if party.preferences is None:
            raise CaseFileError(f"the party '{party.id}' has no preferences to write", file=str(target))


def left_out(case: Case) -> tuple[str, ...]:
    """Return a sentence that lists what the format has no place for, or nothing."""
    lost = [words for field, words in _EXTRAS.items() if getattr(case, field)]
    return (f"the format has no place for the case's {', '.join(lost)}; they are left out",) if lost else ()
