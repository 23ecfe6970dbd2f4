"""Utility functions drawn evenly from all that fit, by hit-and-run.

Smith, *Efficient Monte Carlo procedures for generating points uniformly distributed over bounded regions*, Operations
Research 32(6), 1984; for preferences: Tervonen, van Valkenhoef, Baştürk and Postmus, *Hit-And-Run enables efficient
weight generation for simulation-based multiple criteria decision analysis*, EJOR 224(3), 2013. Many chains run side by
side, so that the spread between them gives the error of every share without a guess at how chains forget their start.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.programs import Program

Floats = NDArray[np.float64]

#: Chains, draws kept of each, steps between two of them, and steps before the first.
CHAINS: Final = 50
KEPT: Final = 40
THIN: Final = 10
BURN: Final = 400

SEED: Final = 20_240_330

#: Of the compiled walk: how often the set is made round and walked anew, how often each coordinate is walked before the
#: first point that is kept and between two, and how many points are kept to see the set's shape.
_ROUNDS: Final = 4
_SWEEPS: Final = 20
_APART: Final = 2
_SEEN: Final = 10

_INSIDE: Final = 1e-7

#: A way that nears a limit more slowly than this never meets it.
_STILL: Final = 1e-14


def draw(polytope: Polytope, *, seed: int = SEED, kept: int = KEPT, burn: int = BURN) -> Floats:
    """Draw utility functions: CHAINS × kept × unknowns, the same for the same seed.

    `burn` steps are walked before the first draw, three times, ten at least; fewer are faster, and less even.

    A set of one point gives that point. The set is not empty and is bounded.
    """
    if polytope.point is not None:
        return np.broadcast_to(polytope.point, (CHAINS, kept, len(polytope.point)))
    normals, limits = _halfspaces(polytope)
    start, ties = _inside(normals, limits)
    basis = _null_space(normals[ties], len(start))
    if not basis.shape[1]:
        return np.broadcast_to(start, (CHAINS, kept, len(start)))
    normals, limits = normals[~ties] @ basis, limits[~ties] - normals[~ties] @ start
    rng = np.random.default_rng(seed)
    at = np.zeros((CHAINS, basis.shape[1]))
    shape = np.eye(basis.shape[1])
    for _ in range(3):  # long thin sets are made round by what the last walk saw
        walked = _walk(at, (normals, limits), shape, rng, range(10, burn + 1, 10))
        at = walked[:, -1]
        spread = np.atleast_2d(np.cov(walked.reshape(-1, basis.shape[1]).T))
        shape = np.linalg.cholesky(
            spread + 1e-12 * np.trace(spread) * np.eye(len(spread)) + 1e-300 * np.eye(len(spread))
        ).T
    walked = _walk(at, (normals, limits), shape, rng, range(THIN, kept * THIN + 1, THIN))
    drawn: Floats = start + walked @ basis.T
    return drawn


def draw_soon(polytope: Polytope, *, seed: int, kept: int) -> Floats:
    """Draw utility functions as `draw` does, in less time and with other chances: by a compiled walk.

    For sets that are long and thin, as after many answers: chains walk many more steps, one coordinate each, and three
    times over the set is made round by what they saw.
    """
    from goodoffices.analysis.partial.walking_kernels import walked  # noqa: PLC0415 - loading it takes a moment

    if polytope.point is not None:
        return np.broadcast_to(polytope.point, (CHAINS, kept, len(polytope.point)))
    normals, limits = _halfspaces(polytope)
    start, ties = _inside(normals, limits)
    basis = _null_space(normals[ties], len(start))
    size = basis.shape[1]
    if not size:
        return np.broadcast_to(start, (CHAINS, kept, len(start)))
    normals, limits = normals[~ties] @ basis, limits[~ties] - normals[~ties] @ start
    at, shape = np.zeros((CHAINS, size)), np.eye(size)
    found = at[:, None]
    for round_ in range(_ROUNDS):
        last = round_ == _ROUNDS - 1
        columns = np.ascontiguousarray((normals @ shape).T)
        room = np.maximum(limits - at @ normals.T, 0.0)
        points, luck = kept if last else _SEEN, seed % 2**31 + round_
        moved = walked(columns, room, np.zeros_like(at), _SWEEPS * size, points, _APART * size, luck)
        found = at[:, None] + moved @ shape.T
        at = found[:, -1]
        spread = np.atleast_2d(np.cov(found.reshape(-1, size).T))
        shape = np.linalg.cholesky(spread + (1e-9 * np.trace(spread) + 1e-300) * np.eye(size))
    drawn: Floats = start + found @ basis.T
    return drawn


def _walk(
    at: Floats, halfspaces: tuple[Floats, Floats], shape: Floats, rng: np.random.Generator, keep: range
) -> Floats:
    """Walk all chains; return the points after the steps in `keep`, chains × points × dimensions."""
    normals, limits = halfspaces
    kept = []
    for step in range(1, keep.stop):
        way = rng.standard_normal(at.shape) @ shape
        speed, room = way @ normals.T, np.maximum(limits - at @ normals.T, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = room / speed
        ahead = np.where(speed > _STILL, reach, np.inf).min(axis=1)
        behind = np.where(speed < -_STILL, reach, -np.inf).max(axis=1)
        far = rng.random(len(at))
        at = at + (behind + far * (ahead - behind))[:, None] * way
        if step in keep:
            kept.append(at)
    return np.stack(kept, axis=1)


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
    if not len(rows):
        return np.eye(size)
    _, sizes, vectors = np.linalg.svd(rows)
    rank = int((sizes > _INSIDE).sum())
    basis: Floats = vectors[rank:].T
    return basis
