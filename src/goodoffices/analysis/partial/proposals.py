"""Packages that could have the smallest largest regret, going by the losses found so far.

Each loss is a straight line over the values that a package takes, and a package's regret is at least the largest of
them. A local search looks for packages at which that is small; a mixed-integer program proves that there is none left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.partial.products import Products, add
from goodoffices.analysis.partial.rivals import SAME, Loss
from goodoffices.analysis.partial.room import Floats, Places, Room
from goodoffices.analysis.programs import Program, flow, places_of
from goodoffices.analysis.tolerance import RELATIVE

#: Two issues are changed at once where that many changes are not too many.
_PAIRS: Final = 400_000


class Proposals:
    """The losses learnt so far, and the packages that fare best by them."""

    def __init__(self, room: Room) -> None:
        """Begin with no losses, over the open packages that every party may accept, or all open ones without any."""
        self._room = room
        sizes = [issue.size for issue in room.case.issues]
        self._starts = np.cumsum([0, *sizes[:-1]])
        self._issue_of = np.repeat(np.arange(len(sizes)), sizes)
        self._worths: list[Floats] = []
        self._bests: list[float] = []
        self._limited = [polytope for polytope in room.polytopes if polytope.knowledge.limited]
        self._build()
        if self._limited and not self._program.feasible():
            self._limited = []
            self._build()

    def _build(self) -> None:
        self._program = Program()
        self._choice = flow(self._program, self._room.open)
        self._level = self._program.column(lower=0.0)
        for polytope in self._limited:
            columns = None if polytope.point is not None else polytope.into(self._program)
            worth = Products(self._program, polytope, columns, self._choice).worth()
            floor = -polytope.knowledge.bias - RELATIVE
            if columns is not None:
                add(worth, {columns[polytope.layout.reservation]: -1.0})
            elif polytope.point is not None:
                floor += float(polytope.point[polytope.layout.reservation])
            self._program.row(worth, lower=floor)

    def may_be_agreed(self, places: Places) -> bool:
        """Say whether a package is one of those among which is chosen."""
        return _holds(self._room.open, places) and all(
            polytope.highest(polytope.gain(places)) + polytope.knowledge.bias >= -RELATIVE
            for polytope in self._limited
        )

    def learn(self, loss: Loss) -> None:
        """Take account of a loss that some package has."""
        room = self._room
        worths = np.zeros(len(self._issue_of))
        for polytope, point in zip(room.polytopes, loss.points, strict=True):
            worths += np.concatenate([np.array(one) for one in polytope.tables(point)])
        best = float(worths[self._starts + loss.other].sum())
        self._worths.append(worths)
        self._bests.append(best)
        terms = {self._level: 1.0}
        columns = [column for columns in self._choice for column in columns]
        terms |= dict(zip(columns, worths.tolist(), strict=True))
        self._program.row(terms, lower=best)

    def likely(self, starts: Iterable[Places]) -> tuple[Places, float] | None:
        """Return the best package that a local search finds, and its largest loss among those learnt."""
        found = [self._descend(start) for start in starts if self.may_be_agreed(start)]
        return min(found, key=lambda one: one[1], default=None)

    def proven(self, below: float) -> tuple[Places, float] | None:
        """Return the package whose largest learnt loss is smallest; None where none is below a level."""
        if below < float("inf"):
            self._program.row({self._level: 1.0}, upper=below)
        found = self._program.minimise({self._level: 1.0})
        return None if found.value is None else (places_of(found, self._choice), found.bound)

    def _descend(self, places: Places) -> tuple[Places, float]:
        """Change one issue, or two at once, for as long as that lessens the largest loss."""
        if not self._worths:
            return places, 0.0
        worths, bests = np.array(self._worths), np.array(self._bests)
        while True:
            at = self._starts + np.array(places)
            now = bests - worths[:, at].sum(axis=1)
            gains = worths - worths[:, at][:, self._issue_of]
            singles = (now[:, None] - gains).max(axis=0)
            changes: list[tuple[float, tuple[int, ...]]] = [
                (float(singles[k]), (k,)) for k in np.argsort(singles)[:20].tolist()
            ]
            size = len(self._issue_of)
            if size * size * len(worths) <= _PAIRS:
                both = (now[:, None, None] - gains[:, :, None] - gains[:, None, :]).max(axis=0)
                both[self._issue_of[:, None] >= self._issue_of] = np.inf
                pairs = np.argsort(both, axis=None)[:20].tolist()
                changes += [(float(both.flat[flat]), (flat // size, flat % size)) for flat in pairs]
            level = float(now.max())
            for value, columns in sorted(changes):
                if value >= level - SAME:
                    return places, max(0.0, level)
                other = list(places)
                for column in columns:
                    issue = int(self._issue_of[column])
                    other[issue] = column - int(self._starts[issue])
                if self.may_be_agreed(tuple(other)):
                    places = tuple(other)
                    break
            else:
                return places, max(0.0, level)


def _holds(diagram: Diagram, places: Iterable[int]) -> bool:
    """Say whether a package is among those of a diagram."""
    node = 0
    for level, place in zip(diagram.levels, places, strict=True):
        node = level[node][place]
        if node == DEAD:
            return False
    return True
