"""Unknown whole numbers and the sums that bind them: exact ends, and the smallest sets that cannot stand together.

The smallest set is found by hitting sets that grow (Ignatiev, Previti, Liffiton and Marques-Silva, *Smallest MUS
Extraction with Minimal Hitting Set Dualization*, CP 2015).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.hitting_sets import minimal_hitting_sets
from goodoffices.analysis.wholes.domains import Domains
from goodoffices.analysis.wholes.rows import Bounds, Row, Terms, checked, endless, far, size_of

#: How many partial hitting sets are kept.
_MOST: Final = 2_000


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

    def unknown(self, low: int = 0, high: int | None = None) -> int:
        """Add an unknown and return its number.

        Raises:
            AnalysisError: a figure is too large.
        """
        checked(low, high)
        self._bounds.append((low, high))
        return len(self._bounds) - 1

    def row(self, terms: Terms, low: int | None, high: int | None, *, label: int | None = None) -> None:
        """Add a row, its ends included; None: no such end.

        Raises:
            AnalysisError: a figure is too large.
        """
        checked(low, high)
        self._rows.append(Row(dict(terms), low, high, label))

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
        low, first = self._least(terms)
        high, last = self._least({number: -factor for number, factor in terms.items()})
        size = size_of(self._bounds, self._rows)
        return Extent(low, None if endless(-high, size) else -high, exact=first and last)

    def conflict(self) -> tuple[int, ...]:
        """Return the smallest set of labels whose rows cannot stand together, where not all stand."""
        corrections: list[frozenset[int]] = []
        while True:
            sets, _ = minimal_hitting_sets(corrections, _MOST)
            smallest = min(sets, key=lambda one: (len(one), sorted(one)))
            if not self.stands(smallest):
                return tuple(sorted(smallest))
            standing = set(smallest)
            for label in sorted(self.labels - smallest):
                if self.stands(standing | {label}):
                    standing.add(label)
            corrections.append(self.labels - standing)

    def gap(self) -> int:
        """Return by how much, in all, the ends of labelled rows would have to move for all rows to stand."""
        from goodoffices.analysis.wholes.solving import least_slack  # noqa: PLC0415 - heavy

        return least_slack(self._bounds, self._rows)

    def _least(self, terms: Terms) -> tuple[int, bool]:
        """Return the least of a sum, by narrowing where that is enough: an end that is found, and can be reached."""
        size = size_of(self._bounds, self._rows)
        top = far(size)
        # The sum is an unknown of its own, moved up so that it is at least 0.
        moved = sum(-factor * top for factor in terms.values() if factor < 0)
        bounds: Bounds = [(low, top if high is None else high) for low, high in self._bounds]
        rows = [*self._rows, Row({**terms, len(bounds): -1}, -moved, -moved)]
        bounds.append((max((0, *(end + moved for end in self._stated(terms)))), None))
        domains = Domains(rows)
        left = domains.narrowed(bounds)
        if left is not None and domains.solvable([*left[:-1], (left[-1][0], left[-1][0])]):
            return left[-1][0] - moved, True
        from goodoffices.analysis.wholes.solving import least  # noqa: PLC0415 - heavy

        return least(terms, self._bounds, self._rows)

    def _stated(self, terms: Terms) -> Iterator[int]:
        """Yield the lower ends that a row states of this very sum."""
        against = {number: -factor for number, factor in terms.items()}
        for row in self._rows:
            if row.terms == terms and row.low is not None:
                yield row.low
            elif row.terms == against and row.high is not None:
                yield -row.high


def _solvable(bounds: Bounds, rows: list[Row]) -> bool:
    settled = Domains(rows).solvable(bounds)
    if settled is not None:
        return settled
    from goodoffices.analysis.wholes.solving import solvable  # noqa: PLC0415 - heavy

    return solvable(bounds, rows)
