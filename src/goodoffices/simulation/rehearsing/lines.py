"""Red lines: whether one that was stated holds when a package is on the table is not known for certain."""

from __future__ import annotations

from msgspec import Struct

from goodoffices.model.case import Case
from goodoffices.model.conditions import Condition
from goodoffices.simulation.rehearsing.assumed import Assumed
from goodoffices.simulation.rehearsing.inputs import Column, Flags, Floats, Setting, evenly


class Line(Struct, frozen=True, eq=False):
    """A stated red line.

    Attributes:
        name: how lists name it: party and name.
        party: whose it is.
        requires: what a package must satisfy.
        column: the chance that it holds.
        luck: a number for each draw; the line holds where it is below the chance.
    """

    name: str
    party: str
    requires: Condition
    column: Column
    luck: Floats

    def held(self, setting: Setting) -> Flags:
        """Say in which draws it holds."""
        held: Flags = self.luck < setting[self.column.id]
        return held


def lines_of(case: Case, assumed: Assumed, seed: int, draws: int) -> tuple[Line, ...]:
    """Return all red lines of a case, with the chance that each holds."""
    found = []
    for line in case.red_lines:
        within, origin = assumed.of("firm", line.party)
        title = case.parties_by_id[line.party].title
        column = Column(
            id=f"line:{line.label}", party=line.party, stage="table",
            says=f"the chance that {title} keeps to “{line.name}”", low=within[0], high=within[1],
            values=evenly(seed, f"line:{line.label}", draws, within), rising=True, origin=origin,
            sources=tuple(f"position {one}" for one in line.positions)
            + tuple(f"statement {one}" for one in line.statements),
            assumption=line.assumption.strip(),
        )  # fmt: skip
        luck = evenly(seed, f"luck:line:{line.label}", draws)
        found.append(Line(line.label, line.party, line.requires, column, luck))
    return tuple(found)
