"""Utility functions drawn evenly from all that fit, by hit-and-run along coordinates.

Smith, *Efficient Monte Carlo procedures for generating points uniformly distributed over bounded regions*, Operations
Research 32(6), 1984; for preferences: Tervonen, van Valkenhoef, Baştürk and Postmus, *Hit-And-Run enables efficient
weight generation for simulation-based multiple criteria decision analysis*, EJOR 224(3), 2013. Many chains walk side by
side, so that the spread between them gives the error of every share without a guess at how chains forget their start.

A walk makes much of little: where two processors round a sum differently in its last digit, chains are far apart some
hundred steps on. So all that a walk is made of is added up here in one order, not by a library that has an order for
each processor, and the same seed gives the same draws whatever the processor (tried on x86-64).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.programs import Program

Floats = NDArray[np.float64]

#: Chains, and draws kept of each.
CHAINS: Final = 50
KEPT: Final = 40

SEED: Final = 20_240_330

#: How often the set is made round and walked anew, how often each coordinate is walked before the first point that is
#: kept and between two, and how many points are kept to see the set's shape.
_ROUNDS: Final = 4
_SWEEPS: Final = 20
_APART: Final = 2
_SEEN: Final = 10

#: Seeds of compiled code are below this.
_SEEDS: Final = 2**32

_INSIDE: Final = 1e-7


def draw(polytope: Polytope, *, seed: int = SEED, kept: int = KEPT) -> Floats:
    """Draw utility functions: CHAINS × kept × unknowns, the same for the same seed, whatever the processor.

    A set of one point gives that point. The set is not empty and is bounded.
    """
    from goodoffices.analysis.partial.walking_kernels import walked  # noqa: PLC0415 - loading it takes a moment

    if polytope.point is not None:
        return np.broadcast_to(polytope.point, (CHAINS, kept, len(polytope.point)))
    normals, limits = _halfspaces(polytope)
    start, ties = _inside(normals, limits)
    basis = _null_space(normals[ties], len(start))
    size = len(basis)
    if not size:
        return np.broadcast_to(start, (CHAINS, kept, len(start)))
    normals, limits = (
        _times(normals[~ties], basis.T),
        limits[~ties] - _times(normals[~ties], start[:, None])[:, 0],
    )
    at, shape = np.zeros((CHAINS, size)), np.eye(size)
    found = at[:, None]
    for round_ in range(_ROUNDS):  # long thin sets are made round by what the last walk saw
        last = round_ == _ROUNDS - 1
        columns = np.ascontiguousarray(_times(normals, shape).T)
        room = np.maximum(limits - _times(at, normals.T), 0.0)
        points, luck = kept if last else _SEEN, (seed * _ROUNDS + round_) % _SEEDS
        moved = walked(columns, room, np.zeros_like(at), _SWEEPS * size, points, _APART * size, luck)
        found = at[:, None] + _times(moved, shape.T)
        at = found[:, -1]
        shape = _root(_spread(found.reshape(-1, size)))
    drawn: Floats = start + _times(found, basis)
    return drawn


def _halfspaces(polytope: Polytope) -> tuple[Floats, Floats]:
    """Return the set as normals · x ≤ limits."""
    size = polytope.layout.size
    normals, limits = [], []
    facts = [
        ({number: 1.0}, low, high)
        for number, (low, high) in enumerate(zip(polytope.lower, polytope.upper, strict=True))
    ]
    facts += [(dict(fact.terms), fact.low, fact.high) for fact in polytope.rows]
    for terms, low, high in facts:
        row = np.zeros(size)
        row[list(terms)] = list(terms.values())
        for sign, limit in ((1.0, high), (-1.0, -low)):
            if np.isfinite(limit):
                normals.append(sign * row)
                limits.append(limit)
    return np.array(normals), np.array(limits)


def _inside(normals: Floats, limits: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return a point in the relative interior, and which halfspaces hold with equality everywhere.

    One linear program over the cone of the set finds both (Freund, Roundy and Todd, *Identifying the set of
    always-active constraints in a system of linear inequalities by a single linear program*, MIT, 1985).
    """
    program = Program()
    columns = [program.column() for _ in range(normals.shape[1])]
    scale = program.column(lower=1.0)
    slacks = [program.column(0.0, 1.0) for _ in limits]
    for normal, limit, slack in zip(normals, limits, slacks, strict=True):
        terms = {columns[n]: float(normal[n]) for n in np.flatnonzero(normal)}
        program.row({**terms, slack: 1.0, scale: -float(limit)}, upper=0.0)
    point = program.maximise(dict.fromkeys(slacks, 1.0)).point
    ties = point[slacks] < 0.5  # noqa: PLR2004 - the program gives 0 or 1
    return point[columns] / point[scale], ties


def _null_space(rows: Floats, size: int) -> Floats:
    """Return ways along which no row changes, orthogonal and of length 1: dimensions × size."""
    across = _orthogonal(rows, np.empty((0, size)))
    return _orthogonal(np.eye(size), across)


def _orthogonal(vectors: Floats, to: Floats) -> Floats:
    """Return what vectors span beyond others, as orthogonal ones of length 1; the others are such, too.

    What is left of the longest is taken first, of equals the first (Gram and Schmidt).
    """
    left = vectors.copy()
    for one in to:
        left -= (left * one).sum(axis=1)[:, None] * one
    found = []
    while len(left):
        lengths = np.sqrt((left**2).sum(axis=1))
        longest = int(lengths.argmax())
        if lengths[longest] <= _INSIDE:
            break
        one = left[longest] / lengths[longest]
        found.append(one)
        left -= (left * one).sum(axis=1)[:, None] * one
    return np.array(found).reshape(-1, vectors.shape[1])


def _times(one: Floats, other: Floats) -> Floats:
    """Return the product of matrices, added up in one order."""
    found = np.zeros((*one.shape[:-1], other.shape[1]))
    for place, row in enumerate(other):
        found += one[..., place, None] * row
    return found


def _spread(points: Floats) -> Floats:
    """Return the covariance of points, and a little more in every way."""
    apart = points - points.sum(axis=0) / len(points)
    spread = _times(np.ascontiguousarray(apart.T), apart) / (len(points) - 1)
    spread += (1e-9 * np.trace(spread) + 1e-300) * np.eye(len(spread))
    return spread


def _root(spread: Floats) -> Floats:
    """Return the lower triangle whose product with its transpose is a covariance (Cholesky)."""
    left = spread.copy()
    for place in range(len(left)):
        left[place:, place] /= np.sqrt(left[place, place])
        below = left[place + 1 :, place]
        left[place + 1 :, place + 1 :] -= below[:, None] * below
    return np.tril(left)
