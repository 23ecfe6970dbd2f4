"""A few comparisons worth asking: of two issues, a half of what matters more against the whole of what matters less."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package

#: So many are asked at a time.
MOST: Final = 4

#: Two packages of which one may be liked better.
Pair = tuple[Package, Package]


def trade_offs(
    issues: Mapping[str, Issue],
    priorities: Sequence[str],
    orders: Mapping[str, Sequence[Value]],
    known: Iterable[Pair] = (),
) -> list[Pair]:
    """Return pairs of which the answer does not follow from the orders alone.

    Args:
        issues: the issues by id.
        priorities: those that were put in order, the most important first.
        orders: by issue its values that were put in order, the best first.
        known: what has been answered.
    """
    asked = [{_key(one), _key(other)} for one, other in known]
    ranked = [name for name in priorities if len(orders.get(name, ())) > 1]
    rest = [name for name in issues if name not in priorities and len(orders.get(name, ())) > 1]
    found: list[Pair] = []
    for first, second in [*itertools.pairwise(ranked), *itertools.pairwise([*ranked[-1:], *rest])]:
        pair = _pair(first, second, orders, ranked=first in ranked and second in ranked)
        if pair is not None and {_key(pair[0]), _key(pair[1])} not in asked:
            found.append(pair)
    return found[:MOST]


def _pair(more: str, less: str, orders: Mapping[str, Sequence[Value]], *, ranked: bool) -> Pair | None:
    """Return the pair for two issues; None where the answer follows from the order of the two."""
    heavy, light = orders[more], orders[less]
    if not ranked:
        return {more: heavy[0], less: light[-1]}, {more: heavy[-1], less: light[0]}
    if len(heavy) < 3:  # noqa: PLR2004 - there is nothing half-way between two
        return None
    half = heavy[len(heavy) // 2]
    return {more: heavy[0], less: light[-1]}, {more: half, less: light[0]}


def _key(package: Package) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted(package.items()))
