"""The zone explained by what each side does without a deal: whose alternative moves it most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.shapes import Explanation, Input, Move, Shift

RULE: Final = (
    "One party's reservation value moves to each end of the range that follows from its alternatives; all else stays. "
    "The figure is how many packages there are in the zone."
)


def explain_alternatives(ground: Ground) -> Iterator[Explanation]:
    """Explain what alternatives do to the zone, where the case has any."""
    found = ground.analysis.alternatives
    if found is None:
        return
    moves = []
    for one in found.parties:
        if one.derived is None or one.low is None or one.now is None or one.high is None:
            continue
        shifts = tuple(
            Shift(
                to=step.reservation,
                figure=step.packages,
                change=step.packages - one.now.packages,
                status=step.status,
            )
            for step in (one.low, one.high)
            if step.reservation != one.now.reservation
        )
        moves.append(
            Move(
                input=f"{one.party}: what it does without a deal",
                kind="alternative",
                party=one.party,
                value=one.used,
                searched=one.derived,
                stated=one.derived,
                status=found.status,
                shifts=shifts,
            )
        )
    inputs = tuple(
        Input(
            kind="alternative",
            name=one.title,
            party=one.party,
            says="not estimated"
            if one.utility is None
            else f"worth {one.utility[0]:g} to {one.utility[1]:g}",
            sources=(
                *(f"statement {name}" for name in one.statements),
                *((one.assumption,) if one.assumption else ()),
            ),
        )
        for one in ground.case.alternatives
    )
    most = f"the zone hangs most on what '{found.matters_most}' does without a deal"
    yield Explanation(
        figure="alternatives",
        says=most if found.matters_most else "no alternative moves the zone",
        status=found.status,
        inputs=inputs,
        method=METHODS["alternatives"],
        sensitivity=tuple(
            sorted(moves, key=lambda move: -max((abs(s.change) for s in move.shifts), default=0.0))
        ),
        rule=RULE,
        notes=found.notes,
    )
