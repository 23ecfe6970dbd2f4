"""Minimax regret in the sum of utilities, exact over all packages within the limits and all preferences that fit.

Savage, *The Theory of Statistical Decision*, JASA 46, 1951; by constraint generation over utility functions as
Boutilier, Patrascu, Poupart and Schuurmans do (*Constraint-based optimization and utility elicitation using the
minimax decision criterion*, Artificial Intelligence 170, 2006, sec. 4). Losses that are quickly found drive the
search; the proof of the largest loss is asked for only where none of them is large enough to go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from goodoffices.analysis.partial.proposals import Proposals
from goodoffices.analysis.partial.results import Regret
from goodoffices.analysis.partial.rivals import SAME, Loss, likely_losses, worst_loss
from goodoffices.analysis.partial.room import Floats, Places, Room
from goodoffices.model.packages import package_at

#: How often a package is proposed at most, and how many nodes each proof may open.
_ROUNDS: Final = 300

#: How often the search is asked for a proof that nothing is better, which it may answer with something new.
_PROOFS: Final = 10

NODES: Final = 20_000

#: How many rivals of the last rounds are tried first, and how many losses are learnt from each round.
_REMEMBERED: Final = 40
_LEARNT: Final = 4

#: From how many of them a package with less regret is looked for.
_STARTS: Final = 8


def minimax_regret(room: Room) -> tuple[Regret, Loss]:
    """Return the open package with the smallest largest regret, proven where `status` is exact, and its loss."""
    proposals = Proposals(room)
    rivals: dict[Places, None] = dict.fromkeys(room.best(points) for points in _some_points(room))
    proven: dict[Places, Loss] = {}
    best: Places | None = None
    places: Places = ()
    bound, proofs = 0.0, 0
    for _ in range(_ROUNDS):
        least = proven[best].bound if best is not None else float("inf")
        found = proposals.likely([*([] if best is None else [best]), *list(rivals)[-_STARTS:]])
        if found is None or found[1] >= least - SAME or found[0] in proven:
            if proofs == _PROOFS and best is not None:
                break
            found = proposals.proven(least - SAME)
            proofs += 1
            if found is None:
                bound = least
                break
            bound = max(bound, found[1])
        places, value = found
        losses = likely_losses(room, places, list(rivals)[-_REMEMBERED:])
        if not losses or losses[0].regret <= value + SAME:
            if places in proven:  # its proof was cut short, so nothing more can be learnt
                break
            proven[places] = worst_loss(room, places, nodes=NODES)
            losses = [proven[places]]
            if best is None or losses[0].bound < proven[best].bound:
                best = places
        for loss in losses[:_LEARNT]:
            rivals.pop(loss.other, None)
            rivals[loss.other] = None
            proposals.learn(loss)
    if best is None:
        best = places
        proven[best] = worst_loss(room, best, nodes=NODES)
    loss = proven[best]
    exact = loss.bound <= bound + SAME
    regret = Regret(
        package=package_at(best, room.case.issues),
        regret=loss.bound if np.isfinite(loss.bound) else loss.regret,
        status="exact" if exact else "bounded",
        bound=None if exact else bound,
    )
    return regret, loss


def _some_points(room: Room) -> Iterable[list[Floats]]:
    """Yield some preferences, one utility function for each party."""
    for chain in range(0, len(room.draws[0]), 2):
        yield [drawn[chain, -1] for drawn in room.draws]
