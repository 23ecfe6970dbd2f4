"""Trades from a package: the whole answer."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

from goodoffices.analysis.analyse import check_parties
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.folding import fold
from goodoffices.analysis.space import Space, space_of
from goodoffices.analysis.trades.best import best_trades, concessions
from goodoffices.analysis.trades.moves import Mover
from goodoffices.analysis.trades.path import best_dominating, path_of
from goodoffices.analysis.trades.shapes import Stop, Trade, Trades
from goodoffices.analysis.trades.start import Given, Start, settle
from goodoffices.analysis.trades.table import Bargain, Places
from goodoffices.model.case import Case
from goodoffices.model.packages import package_at


def trades_of(case: Case, given: Given, *, load_seconds: float = 0.0) -> Trades:
    """Find the trades from a package.

    Args:
        case: a checked case.
        given: the package, complete or partial, with its name (see `start`).
        load_seconds: how long reading took, for the `seconds` of the answer.

    Raises:
        AnalysisError: preferences are not exact and additive, or the package names what the case does not have, or no
            feasible package has its options.
    """
    began = perf_counter()
    check_parties(case)
    space = space_of(case)
    if space.missing:
        raise AnalysisError(
            f"trades need the exact additive preferences of every party, and {'; '.join(space.missing)}; "
            "add weights and values for each"
        )
    start = settle(space, given)
    bargain = Bargain(space, start.places)
    mover = Mover(bargain)
    path = path_of(bargain)
    front = bargain.front
    moves = mover.moves(start.places)
    best = {name: tuple(best_trades(bargain, start.places, moves, n)) for n, name in enumerate(space.known)}
    efficient = len(path) == 1
    notes = list(start.notes)
    if mover.left_out:
        notes.append(
            f"exchanges over {', '.join(mover.left_out)} were not looked at, because of so many values; "
            "the path does not depend on it"
        )
    return Trades(
        parties=space.known,
        start=_stop(bargain, start.places, start),
        efficient=efficient,
        steps=tuple(bargain.trade(one, other) for one, other in pairwise(path)),
        total=None if efficient else bargain.trade(path[0], path[-1]),
        end=_stop(bargain, path[-1]),
        status="bounded" if front.loss else "exact",
        bound=front.loss or None,
        beyond=_beyond(bargain, path[-1]),
        best=best,
        best_status="bounded" if mover.left_out else "exact",
        concessions={
            name: tuple(concessions(bargain, start.places, n)) if efficient else ()
            for n, name in enumerate(space.known)
        },
        spans=dict(zip(space.known, bargain.spans.tolist(), strict=True)),
        notes=tuple(notes),
        seconds={"load": load_seconds, "total": load_seconds + perf_counter() - began},
    )


def _stop(bargain: Bargain, places: Places, start: Start | None = None) -> Stop:
    return Stop(
        name=start.name if start is not None else "",
        package=package_at(places, bargain.space.issues),
        utilities=bargain.space.values.utilities(places),
        crosses=bargain.crossing(places, bargain.space.limits),
        filled=start.filled if start is not None else (),
    )


def _beyond(bargain: Bargain, end: Places) -> Trade | None:
    """Return what would better the end but for limits: nothing where no limit shuts anything out."""
    space: Space = bargain.space
    if bargain.kept is space.feasible:
        return None
    there = best_dominating(bargain, fold(space.feasible, space.values), end, bargain.utilities(end))
    return None if there is None else bargain.trade(end, there)
