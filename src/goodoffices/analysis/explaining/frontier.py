"""The frontier explained: how many of its packages stay efficient when a weight moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.inputs import constraint_inputs, preference_inputs
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.moves import WeightMove, weight_moves
from goodoffices.analysis.explaining.shapes import Explanation, Move, Shift
from goodoffices.analysis.folding import Front, fold
from goodoffices.analysis.tolerance import RELATIVE

Floats = NDArray[np.float64]

#: How far a weight is moved where the case states no range, as a share of itself.
STEP: Final = 0.1

RULE: Final = (
    "One weight moves to each end of the range that the case states, or by a tenth where it states none; the party's "
    "other weights shrink or grow in proportion so that the total stays. The figure is how many of the frontier's "
    "packages are still efficient. Limits and reservation values do not bear on the frontier."
)


def explain_frontier(ground: Ground) -> Iterator[Explanation]:
    """Explain the frontier."""
    found = ground.analysis.frontier
    inputs = (*preference_inputs(ground.space), *constraint_inputs(ground.space))
    if found is None:
        yield Explanation(
            figure="frontier",
            says="none: the constraints leave no package at all"
            if ground.space.feasible.empty
            else "none: not every party's utilities are known",
            status="absent",
            inputs=inputs,
            method=METHODS["frontier"],
        )
        return
    moves, left_out = [], 0
    for move in weight_moves(ground.space):
        if ground.allowance.spent:
            left_out += 1
        else:
            moves.append(_moved(ground, move))
    notes = (f"the space is large: {left_out} lighter weights were not moved",) if left_out else ()
    yield Explanation(
        figure="frontier",
        says=f"{found.size:,} points",
        status=found.status,
        inputs=inputs,
        method=METHODS["frontier"],
        sensitivity=tuple(sorted(moves, key=lambda one: min((s.figure for s in one.shifts), default=np.inf))),
        rule=RULE,
        notes=notes,
    )


def _moved(ground: Ground, move: WeightMove) -> Move:
    low, high = move.stated or sorted((move.value * (1 - STEP), move.value * (1 + STEP)))
    low, high = max(low, move.ends[0]), min(high, move.ends[1])
    shifts = [_shift(ground, move, end) for end in (low, high) if end != move.value]
    return Move(
        input=f"{move.name}: weight of {move.issue.name}",
        kind="weight",
        party=move.name,
        issue=move.issue.id,
        value=move.value,
        searched=(low, high),
        stated=move.stated,
        status="bounded" if any(shift.status == "bounded" for shift in shifts) else "exact",
        shifts=tuple(shifts),
    )


def _shift(ground: Ground, move: WeightMove, weight: float) -> Shift:
    values = move.values_at(weight, ground.space.values)
    front = fold(ground.space.feasible, values)
    ground.allowance.spend(len(front.utilities) * len(ground.space.issues))
    places = ground.feasible_front.places
    tables = [[np.array(issue) for issue in table] for table in values.tables]
    utilities = np.stack(
        [
            np.minimum(
                bias + sum(table[places[:, number]] for number, table in enumerate(own)),
                values.ceilings[party],
            )
            for party, (own, bias) in enumerate(zip(tables, values.biases, strict=True))
        ],
        axis=1,
    )
    kept = still_efficient(utilities, front)
    bounded = bool(front.loss or ground.feasible_front.loss)
    return Shift(to=weight, figure=kept, change=kept - len(places), status="bounded" if bounded else "exact")


def still_efficient(utilities: Floats, front: Front) -> int:
    """Count the rows that are points of a front, up to rounding; a front comes sorted by its first column."""
    points = front.utilities
    slack = 10 * RELATIVE * np.maximum(1.0, np.abs(utilities))
    first = np.searchsorted(points[:, 0], utilities[:, 0] - slack[:, 0])
    last = np.searchsorted(points[:, 0], utilities[:, 0] + slack[:, 0], side="right")
    found = np.zeros(len(utilities), np.bool_)
    while len(open_rows := np.flatnonzero(~found & (first < last))):
        gaps = np.abs(points[first[open_rows]] - utilities[open_rows])
        found[open_rows] = np.logical_and.reduce(gaps <= slack[open_rows], axis=1)
        first[open_rows] += 1
    return int(np.count_nonzero(found))
