"""What a system of sums leaves to each unknown: narrowed sum by sum, and tried out, without a solver.

Narrowing is bounds consistency; for one sum it is exact. Trying out fixes one unknown after another at an end of
what is left to it, and never goes back.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import Final

from goodoffices.analysis.wholes.rows import Bounds, Row, sum_of

#: How many sums are looked at in one narrowing before it is left as it is: ends that creep are the solver's.
_LOOKS: Final = 20_000


class Domains:
    """Rows that all hold, and what they leave to each unknown."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._in: dict[int, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            for number in row.terms:
                self._in[number].append(place)

    def narrowed(self, bounds: Bounds, touched: Iterable[int] | None = None) -> Bounds | None:
        """Narrow the bounds by the rows; None: nothing satisfies them.

        Args:
            bounds: the least and the most of each unknown.
            touched: the rows to begin with; None: all.
        """
        left = list(bounds)
        if any(high is not None and low > high for low, high in left):
            return None
        waiting = deque(range(len(self._rows)) if touched is None else touched)
        queued = set(waiting)
        for _ in range(_LOOKS):
            if not waiting:
                break
            place = waiting.popleft()
            queued.discard(place)
            changed = _narrow(self._rows[place], left)
            if changed is None:
                return None
            for number in changed:
                fresh = [other for other in self._in[number] if other not in queued]
                waiting += fresh
                queued.update(fresh)
        return left

    def solution(self, left: Bounds) -> list[int] | None:
        """Try out numbers within narrowed bounds that satisfy the rows; None: none was found, and some may be."""
        for number in range(len(left)):
            low, high = left[number]
            if low == high:
                continue
            for value in (low,) if high is None else (low, high):
                fixed = [*left]
                fixed[number] = (value, value)
                tried = self.narrowed(fixed, self._in[number])
                if tried is not None:
                    left = tried
                    break
            else:
                return None
        values = [low for low, _ in left]
        return values if self._hold(values) else None

    def _hold(self, values: Sequence[int]) -> bool:
        sums = ((row, sum_of(row.terms, values)) for row in self._rows)
        return all(
            (row.low is None or row.low <= value) and (row.high is None or value <= row.high)
            for row, value in sums
        )


def _narrow(row: Row, left: Bounds) -> list[int] | None:
    """Narrow the unknowns of one row in place; return those that changed, or None where nothing satisfies it."""
    changed = []
    for sign, end in ((1, row.high), (-1, None if row.low is None else -row.low)):
        if end is None:
            continue
        least = [
            (number, sign * factor, _least(sign * factor, left[number]))
            for number, factor in row.terms.items()
        ]
        open_ones = [number for number, _, low in least if low is None]
        room = end - sum(low for _, _, low in least if low is not None)
        if not open_ones and room < 0:
            return None
        for number, factor, low in least:
            if factor and (not open_ones or open_ones == [number]):
                spare = room + (low or 0)
                if _cut(number, factor, spare, left):
                    changed.append(number)
                if left[number][1] is not None and left[number][0] > (left[number][1] or 0):
                    return None
    return changed


def _least(factor: int, bounds: tuple[int, int | None]) -> int | None:
    """Return the least that factor × unknown can be; None: without end."""
    low, high = bounds
    if factor >= 0:
        return factor * low
    return None if high is None else factor * high


def _cut(number: int, factor: int, spare: int, left: Bounds) -> bool:
    """Keep factor × unknown ≤ spare; say whether that narrowed it."""
    low, high = left[number]
    if factor > 0:
        top = spare // factor
        if high is not None and high <= top:
            return False
        left[number] = (low, top)
    else:
        bottom = -(spare // -factor)
        if bottom <= low:
            return False
        left[number] = (bottom, high)
    return True
