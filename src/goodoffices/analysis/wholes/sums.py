"""Unknown whole numbers and the sums that bind them: exact ends, and the smallest sets that cannot stand together.

The smallest set is found by hitting sets that grow (Ignatiev, Previti, Liffiton and Marques-Silva, *Smallest MUS
Extraction with Minimal Hitting Set Dualization*, CP 2015).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from goodoffices.analysis.hitting_sets import minimal_hitting_sets
from goodoffices.analysis.wholes.domains import Domains
from goodoffices.analysis.wholes.rows import Bounds, Row, Terms, checked, endless, far, size_of, sum_of

if TYPE_CHECKING:
    from goodoffices.analysis.wholes.relaxing import Relaxed

#: How many partial hitting sets are kept, and how many ways to mend a conflict are looked at: so many times rows.
_MOST: Final = 2_000
_ROUNDS: Final = 60
_ROOM: Final = 1_500

#: With more sums than this nothing is tried out by hand.
_FEW: Final = 150


@dataclass(frozen=True)
class Extent:
    """The least and the most that a sum can be; `high` None: without end. Not `exact`: no wider than this."""

    low: int
    high: int | None
    exact: bool = True


class Wholes:
    """Unknown whole numbers, and rows `low` ≤ Σ factor × unknown ≤ `high` that hold.

    Rows with a label may be given up. Several rows may have one label: they stand or fall together.
    """

    def __init__(self) -> None:
        self._bounds: Bounds = []
        self._rows: list[Row] = []
        self._asked: _Asked | None = None

    def unknown(self, low: int = 0, high: int | None = None) -> int:
        """Add an unknown and return its number.

        Raises:
            AnalysisError: a figure is too large.
        """
        checked(low, high)
        self._bounds.append((low, high))
        self._asked = None
        return len(self._bounds) - 1

    def row(self, terms: Terms, low: int | None, high: int | None, *, label: int | None = None) -> None:
        """Add a row, its ends included; None: no such end.

        Raises:
            AnalysisError: a figure is too large.
        """
        checked(low, high)
        self._rows.append(Row(dict(terms), low, high, label))
        self._asked = None

    @property
    def labels(self) -> frozenset[int]:
        """The labels of all rows."""
        return frozenset(row.label for row in self._rows if row.label is not None)

    def stands(self, labels: Collection[int] | None = None) -> bool:
        """Say whether some numbers satisfy the rows without a label and those with these labels; None: with any."""
        kept = [row for row in self._rows if labels is None or row.label is None or row.label in labels]
        return _solvable(self._bounds, kept)

    def extent(self, terms: Terms) -> Extent:
        """Return the least and the most that Σ factor × unknown can be under all rows, which must stand."""
        terms = {number: factor for number, factor in terms.items() if factor}
        if self._asked is None:
            self._asked = _Asked(self._bounds, self._rows)
        low, first = self._asked.least(terms)
        high, last = self._asked.least({number: -factor for number, factor in terms.items()})
        size = size_of(self._bounds, self._rows)
        return Extent(low, None if endless(-high, size) else -high, exact=first and last)

    def conflict(self) -> tuple[tuple[int, ...], bool]:
        """Return a smallest set of labels whose rows cannot stand together, where not all stand.

        Returns:
            the labels, none of which can be left out, and whether it is proven that no smaller set cannot stand.
        """
        kept = self._core()
        corrections: list[frozenset[int]] = []
        for _ in range(min(_ROUNDS, _ROOM // len(self._rows))):
            sets, _whole = minimal_hitting_sets(corrections, _MOST)
            smallest = min(sets, key=lambda one: (len(one), sorted(one)))
            if len(smallest) >= len(kept):
                return kept, True
            if not self.stands(smallest):
                return tuple(sorted(smallest)), True
            from goodoffices.analysis.wholes.solving import standing_with  # noqa: PLC0415 - heavy

            corrections.append(self.labels - standing_with(smallest, self._bounds, self._rows))
        return kept, False

    def _core(self) -> tuple[int, ...]:
        """Leave out one label after another, those of small figures first, as long as the others cannot stand."""
        size: dict[int, int] = {}
        for row in self._rows:
            if row.label is not None:
                size[row.label] = max(size.get(row.label, 0), abs(row.low or 0), abs(row.high or 0))
        left = set(size)
        for label in sorted(size, key=lambda one: (size[one], -one)):
            if not self.stands(left - {label}):
                left.discard(label)
        return tuple(sorted(left))

    def gap(self) -> int:
        """Return by how much, in all, the ends of labelled rows would have to move for all rows to stand."""
        from goodoffices.analysis.wholes.solving import least_slack  # noqa: PLC0415 - heavy

        return least_slack(self._bounds, self._rows)


class _Asked:
    """What was found about one system of sums: what narrowing leaves of it, and solutions that answer again."""

    def __init__(self, bounds: Bounds, rows: Sequence[Row]) -> None:
        top = far(size_of(bounds, rows))
        self._ends = [(low, top if high is None else high) for low, high in bounds]
        self._bounds: Bounds = [*self._ends]
        self._relaxed: Relaxed | None = None
        self._rows = rows
        self._domains = Domains(rows)
        self._left = self._domains.narrowed(self._bounds)
        self._solutions: list[list[int]] = []

    def least(self, terms: Terms) -> tuple[int, bool]:
        """Return the least of a sum, and whether it is proven."""
        if self._left is not None:
            end = self._end(terms, self._left)
            if any(sum_of(terms, solution) == end for solution in self._solutions):
                return end, True
            # trying out is slow where there are many sums; where it was in vain once, it mostly is again
            few = self._relaxed is None and len(self._rows) <= _FEW
            if few and self._reached(terms, end, self._left):
                return end, True
        if self._relaxed is None:
            from goodoffices.analysis.wholes.relaxing import Relaxed  # noqa: PLC0415 - heavy

            self._relaxed = Relaxed(self._ends, self._rows)
        proven = self._relaxed.least(terms)
        if proven is not None:
            self._solutions.append(proven[1])
            return proven[0], True
        from goodoffices.analysis.wholes.solving import least  # noqa: PLC0415 - as above

        found = least(terms, self._bounds, self._rows)
        if found.solution is not None:
            self._solutions.append(found.solution)
        return found.value, found.proven

    def _end(self, terms: Terms, left: Bounds) -> int:
        """Return a lower end of a sum: what its unknowns leave, or what a row states of this very sum."""
        ends = [
            sum(factor * (low if factor > 0 else high or 0) for factor, (low, high) in _each(terms, left))
        ]
        against = {number: -factor for number, factor in terms.items()}
        for row in self._rows:
            if row.terms == terms and row.low is not None:
                ends.append(row.low)
            elif row.terms == against and row.high is not None:
                ends.append(-row.high)
        return max(ends)

    def _reached(self, terms: Terms, end: int, left: Bounds) -> bool:
        """Look for a solution in which a sum is at its end."""
        if len(terms) == 1:
            ((number, factor),) = terms.items()
            value = end // factor
            fixed, domains = [*left], self._domains
            fixed[number] = (value, value)
            if value * factor != end or not left[number][0] <= value <= (left[number][1] or value):
                return False
        else:
            fixed, domains = left, Domains([*self._rows, Row(terms, end, end)])
        narrowed = domains.narrowed(fixed)
        solution = None if narrowed is None else domains.solution(narrowed)
        if solution is not None:
            self._solutions.append(solution)
        return solution is not None


def _each(terms: Terms, left: Bounds) -> Iterator[tuple[int, tuple[int, int | None]]]:
    return ((factor, left[number]) for number, factor in terms.items())


def _solvable(bounds: Bounds, rows: list[Row]) -> bool:
    domains = Domains(rows)
    left = domains.narrowed(bounds)
    if left is None:
        return False
    if len(rows) > _FEW:
        from goodoffices.analysis.wholes.relaxing import Relaxed  # noqa: PLC0415 - heavy

        top = far(size_of(bounds, rows))
        ends = [(low, top if high is None else high) for low, high in left]
        if Relaxed(ends, rows).least({}) is not None:
            return True
    elif domains.solution(left) is not None:
        return True
    from goodoffices.analysis.wholes.solving import solvable  # noqa: PLC0415 - heavy

    return solvable(bounds, rows)
