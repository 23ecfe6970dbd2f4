"""What holds for all preferences that fit, explained: which party's preferences it would help most to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.shapes import Explanation, Input, Move, Shift

RULE: Final = (
    "One party's preferences are taken to be known exactly, in the middle of those that fit; all else stays. The "
    "figure is the smallest largest regret, in the sum of utilities."
)


def explain_robust(ground: Ground) -> Iterator[Explanation]:
    """Explain the answer under all preferences that fit, where there is one."""
    found = ground.analysis.robust
    if found is None or found.minimax_regret is None:
        return
    from goodoffices.analysis.partial.regret import minimax_regret  # noqa: PLC0415 - heavy
    from goodoffices.analysis.partial.room import room_of  # noqa: PLC0415 - as above

    least = found.minimax_regret
    room = room_of(ground.case)
    moves = []
    for number, polytope in enumerate(room.polytopes):
        if polytope.point is not None:
            continue
        known = minimax_regret(room.settled(number))[0]
        party = polytope.knowledge.party
        moves.append(
            Move(
                input=f"{party}: its preferences",
                kind="preferences",
                party=party,
                status=known.status,
                shifts=(
                    Shift(
                        to=None, figure=known.regret, change=known.regret - least.regret, status=known.status
                    ),
                ),
            )
        )
    inputs = [
        Input(kind="preferences", name=fact.text, party=one.party, says=fact.text, sources=fact.sources)
        for one in found.parties
        for fact in one.facts
    ]
    yield Explanation(
        figure="robust",
        says=f"the smallest largest regret is {least.regret:.4f}",
        status=least.status,
        inputs=tuple(inputs),
        method=METHODS["robust"],
        sensitivity=tuple(sorted(moves, key=lambda move: move.shifts[0].figure)),
        rule=RULE,
    )
