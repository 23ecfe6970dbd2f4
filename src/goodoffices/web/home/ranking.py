"""Things put in order by numbers beside them, and moved up and down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

#: What a button does with a list: move one up or down, put all in the order listed, turn it round, say nothing.
Move = Literal["up", "down", "fill", "turn", "clear"]
Ranks = Sequence[float | None]


def in_order(ranks: Ranks) -> list[int]:
    """Return the places by their ranks; those without one stand behind, as they are listed."""
    return sorted(range(len(ranks)), key=lambda place: (ranks[place] is None, ranks[place] or 0.0, place))


def ordered(ranks: Ranks) -> list[int]:
    """Return the places that have a rank, in their order."""
    return [place for place in in_order(ranks) if ranks[place] is not None]


def has_ties(ranks: Ranks) -> bool:
    """Whether two have the same rank."""
    given = [rank for rank in ranks if rank is not None]
    return len(set(given)) < len(given)


def moved(ranks: Ranks, move: Move, place: int = 0) -> list[int | None]:
    """Return the ranks after a button was pressed; whoever moves one thing puts all of them in order."""
    if move == "clear":
        return [None] * len(ranks)
    order = list(range(len(ranks))) if move == "fill" else in_order(ranks)
    if move == "turn":
        order.reverse()
    elif move in ("up", "down") and place in order:
        at = order.index(place)
        other = at + (-1 if move == "up" else 1)
        if 0 <= other < len(order):
            order[at], order[other] = order[other], order[at]
    found: list[int | None] = [None] * len(ranks)
    for rank, one in enumerate(order, 1):
        found[one] = rank
    return found
