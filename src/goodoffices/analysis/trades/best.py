"""The best trades for each side: over one or two issues from a package, or along the frontier from a point of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.trades.moves import Moves
from goodoffices.analysis.trades.path import nearest
from goodoffices.analysis.trades.shapes import Trade
from goodoffices.analysis.trades.table import Bargain, Floats, Places

#: Trades listed for each party: within the limits, and beyond one.
WITHIN: Final = 5
BEYOND: Final = 2

#: Packages listed for each party along the frontier.
ALONG: Final = 3

#: Shares and rates are ranked to so many digits.
_DIGITS: Final = 9
_SAME: Final = 1e-9


def best_trades(bargain: Bargain, here: Places, moves: Moves, party: int) -> Iterator[Trade]:
    """Yield a party's best trades, one for each issue or two issues.

    A move over two issues is listed where some side gives on one and gets on the other, or where one can't move alone,
    and where it ranks better for the party than either issue alone. Free ones come first, by what they bring the party;
    then by rate, what it gains for what the others lose, in shares. Those that cross a limit which the start keeps come
    last, ranked the same way.
    """
    shares, cost = ledger(bargain, here, moves.gains)
    gain = shares[:, party]
    rate = _rate(gain, cost)
    good = (gain > 0.0) & moves.traded
    for part in moves.parts.T:
        as_good = (gain[part] > 0.0) & ((cost[part] <= 0.0) >= (cost <= 0.0)) & (rate[part] >= rate - _SAME)
        as_good |= (gain[part] > 0.0) & (cost[part] <= 0.0) & (cost > 0.0)
        good &= ~((part >= 0) & as_good)
    found = np.flatnonzero(good)
    order = found[_ranked(gain[found], cost[found])]
    crosses = ~moves.kept | _below(bargain, here, moves.gains)
    for chosen, most in ((order[~crosses[order]], WITHIN), (order[crosses[order]], BEYOND)):
        for move in _first_of_each(chosen, moves, most):
            yield bargain.trade(here, moves.after(here, move), party=party)


def ledger(bargain: Bargain, here: Places, gains: Floats) -> tuple[Floats, Floats]:
    """Return gains as shares of each party's span, 0 where they are within the tolerance, and all losses together."""
    slacks = bargain.slacks(bargain.utilities(here))
    shares = np.where(np.abs(gains) <= slacks, 0.0, gains) / bargain.spans
    return shares, np.maximum(-shares, 0.0).sum(axis=1)


def _ranked(gain: Floats, cost: Floats) -> NDArray[np.intp]:
    """Return the order of trades: free ones by gain, then by rate; among equals the larger gain, then as they come."""
    keys = (-np.round(gain, _DIGITS), -np.round(_rate(gain, cost), _DIGITS), (cost > 0.0).astype(np.float64))
    return np.lexsort(keys)


def _rate(gain: Floats, cost: Floats) -> Floats:
    """Return gain for cost, or the gain itself where nobody loses."""
    rate: Floats = np.where(cost > 0.0, gain / np.where(cost > 0.0, cost, 1.0), gain)
    return rate


def _below(bargain: Bargain, here: Places, gains: Floats) -> NDArray[np.bool_]:
    """Say which moves put a party below its stated reservation value that the start reaches."""
    utilities = bargain.utilities(here)
    below = np.zeros(len(gains), dtype=np.bool_)
    for limit in bargain.standing:
        if limit.reservation is not None:
            number = bargain.space.known.index(limit.party)
            floor = limit.reservation - bargain.slacks([limit.reservation])[0]
            below |= utilities[number] + gains[:, number] < floor
    return below


def _first_of_each(order: Iterable[int], moves: Moves, most: int) -> Iterator[int]:
    """Yield the first moves over each issue or two issues."""
    seen: set[tuple[int, ...]] = set()
    for move in order:
        issues = tuple(moves.issues[move].tolist())
        if issues not in seen:
            if len(seen) == most:
                return
            seen.add(issues)
            yield int(move)


def concessions(bargain: Bargain, here: Places, party: int) -> Iterator[Trade]:
    """Yield, for a package of the frontier, what gives a party more along it: cheapest first, best rate included.

    Only what gives it more than anything cheaper does. Packages that put another party below a reservation value which
    the start reaches count as dearer than the others.
    """
    front = bargain.front
    gains = front.utilities - bargain.utilities(here)
    shares, cost = ledger(bargain, here, gains)
    gain = shares[:, party]
    good = np.flatnonzero((gain > 0.0) & (cost > 0.0))
    if not len(good):
        return
    crossing = _below(bargain, here, gains)
    keys = (-np.round(gain[good], _DIGITS), np.round(cost[good], _DIGITS), crossing[good].astype(np.float64))
    order = good[np.lexsort(keys)]
    curve = [
        point
        for point, most in zip(
            order.tolist(), np.maximum.accumulate([0.0, *gain[order][:-1]]).tolist(), strict=True
        )
        if gain[point] > most
    ]
    inside = [point for point in curve if not crossing[point]] or curve
    fairest = max(inside, key=lambda point: (round(float(gain[point] / cost[point]), _DIGITS), gain[point]))
    listed = curve[:ALONG] if fairest in curve[:ALONG] else [*curve[:ALONG], fairest]
    for point in listed:
        there = tuple(front.places[point].tolist())
        yield bargain.trade(here, nearest(bargain, here, there), party=party)
