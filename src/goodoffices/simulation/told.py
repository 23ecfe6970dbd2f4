"""What the parties let the mediator know before the talks, and how many questions they answer."""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from goodoffices.simulation.errors import SimulationError

#: `everything`: all utilities. `weights`: each weight up to a spread, and every side's order of each issue's options.
#: `priorities`: the order of the issues, and of each issue's options. `orders`: the order of each issue's options.
#: `reservations`: what no agreement is worth to each, nothing else; all the above tell that too. `nothing`: nothing.
Level = Literal["everything", "weights", "priorities", "orders", "reservations", "nothing"]

LEVELS: Final[tuple[Level, ...]] = (
    "everything", "weights", "priorities", "orders", "reservations", "nothing",
)  # fmt: skip

_SHAPE: Final = re.compile(
    r"(?P<level>[a-z]+)(?:\((?P<spread>0?\.[0-9]+|[01])\))?(?:\+(?P<answers>[0-9]{1,3}))?"
)


class Told(Struct, frozen=True):
    """What the mediator is let know.

    Attributes:
        level: what is told before.
        spread: by how much weights that are told may be off, either way, where `level` is `weights`.
        answers: how many questions each side answers then.
    """

    level: Level = "everything"
    spread: float = 0.1
    answers: int = 0

    def __str__(self) -> str:
        """Write it as it is read: `orders+10`, `weights(0.1)`."""
        spread = f"({self.spread:g})" if self.level == "weights" else ""
        return f"{self.level}{spread}" + (f"+{self.answers}" if self.answers else "")


def told_of(text: str) -> Told:
    """Read what the mediator is told: a level, for weights how far they may be off, and how many questions follow.

    Raises:
        SimulationError: it is none of these.
    """
    found = _SHAPE.fullmatch(text.strip())
    level = next((one for one in LEVELS if found is not None and one == found["level"]), None)
    if found is None or level is None or (found["spread"] and level != "weights"):
        raise SimulationError(
            f"'{text}' does not say what the mediator is told; write one of {', '.join(LEVELS)}, with +N for N "
            "answered questions a party, for instance orders+10 or weights(0.1)"
        )
    spread = float(found["spread"]) if found["spread"] else 0.1
    return Told(level, spread, int(found["answers"] or 0))
