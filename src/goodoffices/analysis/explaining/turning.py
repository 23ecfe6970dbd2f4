"""Where a solution's choice first changes on the way of one input.

Along the way every candidate's utility is a straight line, so a pair of candidates compares the same way between two
neighbouring places where any of their gains, shares or scores cross. One place within each such cell decides it; the
first cell in which something is better than what is chosen now begins where the choice changes (parametric search over
breakpoints: Eisner and Severance, *Mathematical Techniques for Efficient Record Segmentation in Large Shared Data
Bases*, Journal of the ACM 23(4), 1976; Gusfield, *Sensitivity Analysis for Combinatorial Optimization*, Berkeley 1980).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.explaining.ideals import Ideals, ideals_along
from goodoffices.analysis.explaining.lines import TINY, Floats, Line, Stretch, crossing
from goodoffices.analysis.explaining.sweep import Sweep, counted, tolerance
from goodoffices.analysis.results import SolutionName
from goodoffices.analysis.tolerance import RELATIVE

#: Candidates compared at once; more would only take more memory.
_BLOCK: Final = 4_096

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class _Scene:
    """What stays the same over one stretch of the way."""

    name: SolutionName
    start: float
    end: float
    reservation: tuple[float, float]
    ideals: Ideals | None


def first_turn(name: SolutionName, sweep: Sweep, chosen: Sweep | None, begin: float = 0.0) -> float | None:
    """Return the first place on the way from `begin` at which the choice changes, or None where it never does.

    Single places where something is merely as good are passed over.

    Args:
        name: which solution.
        sweep: all candidates.
        chosen: what is chosen now, as a sweep of one candidate; None where nothing is.
        begin: from where on to look.
    """
    clipped = name != "utilitarian"
    candidates = sweep.within if clipped else sweep
    if chosen is not None and clipped and not len(chosen.within.constants):
        return begin
    if not len(candidates.constants):
        return None
    for stretch in sweep.path:
        for scene in _scenes(name, candidates, stretch, begin):
            if scene.ideals is not None and not scene.ideals.defined:
                if chosen is not None:
                    return scene.start
                continue
            found = _first_in(scene, candidates, chosen)
            if found is not None:
                return found
    return None


def _scenes(name: SolutionName, candidates: Sweep, stretch: Stretch, begin: float) -> list[_Scene]:
    """Part a stretch where the largest gains change hands, for the one solution that looks at them."""
    start, end, constant, slope = max(stretch[0], begin), stretch[1], stretch[2], stretch[3]
    if start >= end - TINY:
        return []
    line = (constant, slope)
    if name != "kalai_smorodinsky":
        return [_Scene(name, start, end, line, None)]
    return [
        _Scene(name, ideals.start, ideals.end, line, ideals)
        for ideals in ideals_along(candidates, line, start, end)
    ]


def _first_in(scene: _Scene, candidates: Sweep, chosen: Sweep | None) -> float | None:
    """Return where, within a scene, the choice first changes."""
    firsts = [
        _first_in_block(scene, candidates.only(_block(begin, len(candidates.constants))), chosen)
        for begin in range(0, len(candidates.constants), _BLOCK)
    ]
    if chosen is not None:  # the choice itself may leave the zone, with nothing there to take its place
        firsts.append(_first_in_block(scene, chosen, chosen))
    return min((first for first in firsts if first is not None), default=None)


def _block(begin: int, size: int) -> Bools:
    places = np.arange(size)
    return (places >= begin) & (places < begin + _BLOCK)


def _first_in_block(scene: _Scene, block: Sweep, chosen: Sweep | None) -> float | None:
    edges = _edges(scene, block, chosen)
    cells = (edges[:, :-1] + edges[:, 1:]) / 2
    better = _better(scene, block, chosen, cells) & (np.diff(edges, axis=1) > TINY)
    if not better.any():
        return None
    return float(np.where(better, edges[:, :-1], np.inf).min())


def _edges(scene: _Scene, block: Sweep, chosen: Sweep | None) -> Floats:
    """Return, for each candidate, the places between which its comparison with the choice stays the same."""
    size = len(block.constants)
    reservation = scene.reservation
    own = block.pieces(*reservation)
    zero = (-float(tolerance(reservation[0])), 0.0)
    places = [crossing(line, zero) for line in own]
    if len(own) > 1:
        places.append(crossing(own[0], own[1]))
    if chosen is not None:
        now = chosen.pieces(*reservation)
        places += [crossing(line, zero) for line in now]
        places += [crossing(one, other) for one in own for other in now]
        places += _against_others(block, chosen, own, now, scene)
        places += _scores(scene, block, chosen, own, now)
    columns = [np.broadcast_to(np.asarray(place, np.float64).ravel(), (size,)) for place in places]
    inner = np.stack(columns, axis=1)
    inner = np.where(np.isnan(inner), scene.start, np.clip(inner, scene.start, scene.end))
    ends = np.tile([scene.start, scene.end], (size, 1))
    return np.sort(np.hstack([ends, inner]), axis=1)


def _against_others(
    block: Sweep, chosen: Sweep, own: list[Line], now: list[Line], scene: _Scene
) -> list[Floats]:
    """Return where the moving gain of one side passes a gain (or share) of another party on the other side."""
    clipped = scene.name != "utilitarian"
    theirs = block.gains_of_others(clipped=clipped)
    of_now = chosen.gains_of_others(clipped=clipped)
    places = []
    for column in range(theirs.shape[1]):
        targets: list[tuple[Line, Line]] = [((theirs[:, column], 0.0), (of_now[:, column], 0.0))]
        if scene.ideals is not None:
            ratio = 1 / scene.ideals.others[column]
            constant, slope = scene.ideals.moving
            targets.append(
                (
                    (theirs[:, column] * ratio * constant, theirs[:, column] * ratio * slope),
                    (of_now[:, column] * ratio * constant, of_now[:, column] * ratio * slope),
                )
            )
        for of_block, of_choice in targets:
            places += [crossing(line, of_block) for line in now]
            places += [crossing(line, of_choice) for line in own]
    return places


def _scores(scene: _Scene, block: Sweep, chosen: Sweep, own: list[Line], now: list[Line]) -> list[Floats]:
    """Return where products or sums cross; smallest gains and shares cross where their parts do."""
    if scene.name == "nash":
        ours = block.gains_of_others(clipped=True).prod(axis=1)
        theirs = chosen.gains_of_others(clipped=True).prod(axis=1)
        return [crossing((ours * a, ours * b), (theirs * c, theirs * d)) for a, b in own for c, d in now]
    if scene.name == "utilitarian":
        ours = block.fixed[:, block.others].sum(axis=1)
        theirs = chosen.fixed[:, chosen.others].sum(axis=1)
        return [crossing((ours + a, b), (theirs + c, d)) for a, b in own for c, d in now]
    return []


def _better(scene: _Scene, block: Sweep, chosen: Sweep | None, at: Floats) -> Bools:
    """Say where a candidate is strictly better than the choice, or where the choice is out of the zone."""
    clipped = scene.name != "utilitarian"
    inside, score, gains = _worth(scene, block, at)
    if chosen is None:
        return inside
    rows = at if len(chosen.constants) == len(at) else at.reshape(1, -1)
    inside_now, score_now, gains_now = _worth(scene, chosen, rows)
    if len(rows) != len(at):
        inside_now = inside_now.reshape(at.shape)
        score_now = score_now.reshape(at.shape)
        gains_now = gains_now.reshape(gains.shape)
    decided = np.zeros(at.shape, np.bool_)
    better = np.zeros(at.shape, np.bool_)
    levels = [
        (score, score_now, 1e-300),
        *((gains[..., k], gains_now[..., k], 1.0) for k in range(gains.shape[-1])),
    ]
    for ours, theirs, least in levels:
        near = RELATIVE * np.maximum(np.maximum(np.abs(ours), np.abs(theirs)), least)
        better |= ~decided & (ours > theirs + near)
        decided |= np.abs(ours - theirs) > near
    return (inside & better) | ~inside_now if clipped else better


def _worth(scene: _Scene, sweep: Sweep, at: Floats) -> tuple[Bools, Floats, Floats]:
    """Return whether each candidate is in the zone at each place, its score there, and its gains, smallest first."""
    clipped = scene.name != "utilitarian"
    floor = scene.reservation[0] + scene.reservation[1] * at
    utility = sweep.utility(at)
    inside = utility >= floor - tolerance(floor)
    moving = counted(utility - floor, floor, clipped=clipped)
    others = sweep.gains_of_others(clipped=clipped)
    gains = np.empty((*at.shape, others.shape[1] + 1))
    gains[..., 0] = moving
    gains[..., 1:] = others[:, None, :]
    match scene.name:
        case "nash":
            score = gains.prod(axis=-1)
        case "utilitarian":
            score = utility + sweep.fixed[:, sweep.others].sum(axis=1)[:, None]
        case "egalitarian":
            score = gains.min(axis=-1)
        case "kalai_smorodinsky":
            assert scene.ideals is not None
            shares = gains.copy()
            # it may run out at the very end of a stretch, which no cell's middle is
            shares[..., 0] /= np.maximum(scene.ideals.moving[0] + scene.ideals.moving[1] * at, 1e-300)
            shares[..., 1:] /= np.array(scene.ideals.others)
            score = shares.min(axis=-1)
    return inside, score, np.sort(gains, axis=-1)
