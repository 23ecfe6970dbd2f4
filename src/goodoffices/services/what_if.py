"""What if limits were elsewhere: small questions about a case, answered at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.glance import Glance, glance_at
from goodoffices.model import Case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.plain import field_name
from goodoffices.model.moving import Handle, Move, handles_of, moved
from goodoffices.model.packages import space_size

#: Of more packages than these, or under more limits, the answer may take longer than a hand waits: ask `Answers`.
AT_ONCE: Final = 2_000_000
MOST_LIMITS: Final = 24
#: What of a case such an answer rests on.
_PARTS: Final = ("as_of", "parties", "issues", "constraints", "red_lines", "mandates")


def handles(case: Case) -> list[Handle]:
    """Return every place at which a limit of a case can be moved."""
    return list(handles_of(case))


def supposed(case: Case, moves: Iterable[Move]) -> Case:
    """Return what such an answer rests on, with some limits moved, dropped or added.

    Raises:
        AnalysisError: there is no such limit, it cannot be there, or one that is added is not sound; a sentence.
    """
    parts: dict[str, Any] = {name: getattr(case, name) for name in _PARTS}
    bare = Case(**parts)
    try:
        made = moved(bare, moves)
    except ValueError as error:
        raise AnalysisError(str(error)) from None
    lines = tuple(
        msgspec.structs.replace(one, positions=(), statements=(), entered_by=one.entered_by or "what if")
        for one in made.red_lines
    )
    mandates = tuple(msgspec.structs.replace(one, delegation=None, statements=()) for one in made.mandates)
    alone = Case(
        parties=tuple(msgspec.structs.replace(one, preferences=None) for one in made.parties),
        issues=made.issues,
        red_lines=lines,
        mandates=mandates,
    )
    for path, problem in check_case(alone):
        raise AnalysisError(f"{field_name(path)}: {problem}")
    return made


def is_small(case: Case) -> bool:
    """Whether `what_if` answers within the time of a hand's move."""
    limits = len(case.red_lines) + len(case.mandates) + len(case.parties)
    return space_size(case.issues) <= AT_ONCE and limits <= MOST_LIMITS


def what_if(case: Case, moves: Iterable[Move] = ()) -> Glance:
    """Say how a case would stand with some limits moved, dropped or added: zone, its size, blocking sets.

    Raises:
        AnalysisError: a move cannot be made, or the case cannot be analysed; a sentence.
    """
    return glance_at(supposed(case, moves))
