"""Minimal hitting sets: the smallest sets that meet every set of a family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def minimal_hitting_sets(family: Sequence[Iterable[int]], most: int) -> tuple[list[frozenset[int]], bool]:
    """Return the minimal sets that meet every set of the family.

    Berge's algorithm (*Hypergraphs*, 1989, ch. 2): one set of the family after another, each partial result kept
    minimal.

    Args:
        family: sets of numbers.
        most: how many partial results to keep at most.

    Returns:
        the minimal hitting sets, and whether they are all of them.
    """
    results: list[frozenset[int]] = [frozenset()]
    whole = True
    members = sorted((frozenset(each) for each in family), key=len)
    for one in members:
        meeting = [result for result in results if result & one]
        grown = {result | {number} for result in results if not result & one for number in one}
        fresh = [new for new in grown if not any(old <= new for old in meeting)]
        fresh.sort(key=lambda new: (len(new), sorted(new)))
        results = meeting + fresh
        if len(results) > most:
            results, whole = results[:most], False
    if not whole:  # what was left out may have kept others from growing beyond what is minimal
        results = list(dict.fromkeys(_minimal(result, members) for result in results))
    return sorted(results, key=lambda result: (len(result), sorted(result))), whole


def _minimal(meeting: frozenset[int], family: Sequence[frozenset[int]]) -> frozenset[int]:
    """Drop numbers from a set that meets every set of the family as long as it still does."""
    for number in sorted(meeting):
        smaller = meeting - {number}
        if all(smaller & one for one in family):
            meeting = smaller
    return meeting
