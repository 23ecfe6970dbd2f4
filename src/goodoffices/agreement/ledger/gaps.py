"""What is said where figures do not fit, and where sources give one figure differently."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.agreement.ranges import Range
from goodoffices.analysis.wholes import Wholes
from goodoffices.language import gettext as _
from goodoffices.language import listed, whole
from goodoffices.model.result import Result


class Gap(Result, frozen=True):
    """The fewest entries that cannot stand together, and by how much the figures of all would have to move to fit.

    None of the entries can be left out. `fewest`: it is proven that no fewer cannot stand together.
    """

    by: int
    entries: tuple[str, ...]
    says: str
    fewest: bool = True


class Differing(Result, frozen=True):
    """Entries that give one figure differently: the range around all of them is carried."""

    entries: tuple[str, ...]
    low: int
    high: int | None
    says: str


def carried(ranges: Sequence[Range]) -> tuple[Range, bool]:
    """Return what several figures for one thing leave, and whether they differ.

    Where they can all be true, that is what lies in all of them; where not, the least range around all of them.
    """
    common = around = ranges[0]
    differ = False
    for one in ranges[1:]:
        around = around.either(one)
        if not differ and common.meets(one):
            common = common.both(one)
        else:
            differ = True
    return (around, True) if differ else (common, False)


def differing(entries: Sequence[str], what: str, found: Range) -> Differing:
    """Say that entries give one figure differently."""
    says = _("{entries} give {what} differently; what is carried is {range}").format(
        entries=listed(f"'{one}'" for one in entries), what=what, range=found.says
    )
    return Differing(entries=tuple(entries), low=found.low, high=found.high, says=says)


def gap_of(sums: Wholes, entries: Sequence[tuple[str, ...]]) -> Gap | None:
    """Return the gap of sums that do not stand; None where they do.

    Args:
        sums: rows that are labelled with places in `entries`.
        entries: the ids behind each label.
    """
    if sums.stands():
        return None
    labels, fewest = sums.conflict()
    names = tuple(name for label in labels for name in entries[label])
    by = sums.gap()
    says = _(
        "{entries} cannot stand together: their figures would have to move by {number} in all to add up"
    ).format(entries=listed(f"'{one}'" for one in names), number=whole(by))
    return Gap(by=by, entries=names, says=says, fewest=fewest)
