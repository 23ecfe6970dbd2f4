"""All moves over one or two issues from a package, in arrays: what each brings, and whether it is allowed.

The space is never listed: with K values that could be taken instead there are K single moves and fewer than K²/2 over
two issues. Whether a constraint or limit stands against one is read off the diagram, walking on from where it leaves
the present package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.diagram import DEAD, Diagram
from goodoffices.analysis.trades.table import Bargain, Floats, Places

#: Exchanges are looked at over as many issues as give at most this many; those with the most values are left out first.
MOST: Final = 1_000_000

Bools = NDArray[np.bool_]
Integers = NDArray[np.intp]


@dataclass(frozen=True)
class Moves:
    """Moves from one package, singles first, then over two issues, in the order of issues and values.

    Attributes:
        issues, places: moves × 2, the issues that move and the places they move to; −1 twice for no second issue.
        gains: moves × parties.
        kept: whether it crosses no limit that the start keeps (reservation values aside); all are feasible.
        traded: single moves, and those over two issues in which some side gives on one and gets on the other, or of
            which a part is not allowed by itself.
        parts: moves × 2, the single moves that make up one over two issues; −1 where there is none or it isn't allowed.
    """

    issues: Integers
    places: Integers
    gains: Floats
    kept: Bools
    traded: Bools
    parts: Integers

    def after(self, here: Places, move: int) -> Places:
        """Return the package after a move."""
        changed = list(here)
        for issue, place in zip(self.issues[move].tolist(), self.places[move].tolist(), strict=True):
            if issue >= 0:
                changed[issue] = place
        return tuple(changed)


class Mover:
    """Finds the moves from any package of one bargain."""

    def __init__(self, bargain: Bargain) -> None:
        self._bargain = bargain
        self._feasible = _Walker(bargain.space.feasible)
        self._kept = self._feasible if bargain.kept is bargain.space.feasible else _Walker(bargain.kept)
        sizes = [issue.size - 1 for issue in bargain.space.issues]
        paired = sorted(range(len(sizes)), key=lambda number: (sizes[number], number))
        while paired and _pairs(sum(sizes[number] for number in paired)) > MOST:
            paired.pop()
        self._paired = sorted(paired)

    @property
    def left_out(self) -> list[str]:
        """The titles of issues with so many values that exchanges over them were not looked at."""
        issues = self._bargain.space.issues
        return [issue.name for number, issue in enumerate(issues) if number not in self._paired]

    def moves(self, here: Places) -> Moves:
        """Return all feasible moves from a package."""
        bargain = self._bargain
        issue, place = (np.array(one, dtype=np.intp) for one in self._singles(here))
        worth = [bargain.worth[number] - bargain.worth[number][here[number]] for number in range(len(here))]
        delta = np.array([worth[i][p] for i, p in zip(issue.tolist(), place.tolist(), strict=True)])
        delta = delta.reshape(len(issue), bargain.space.values.parties)
        allowed, pairs = self._feasible.walk(here, issue, place, self._paired)
        kept, kept_pairs = (
            (allowed, pairs)
            if self._kept is self._feasible
            else self._kept.walk(here, issue, place, self._paired)
        )
        in_pairs = np.flatnonzero(np.isin(issue, self._paired))
        one, two = (in_pairs[part] for part in np.nonzero(pairs))
        stays = kept_pairs[pairs]
        now = bargain.utilities(here)
        slacks = bargain.slacks(now)
        alone = [np.where(stays, kept[part], allowed[part]) for part in (one, two)]
        row = np.cumsum(allowed) - 1
        parts = np.stack(
            [np.where(by_itself, row[part], -1) for by_itself, part in zip(alone, (one, two), strict=True)],
            axis=1,
        )
        up, down = delta > slacks, delta < -slacks
        opposed = ((up[one] & down[two]) | (down[one] & up[two])).any(axis=1)
        alone_too = np.flatnonzero(allowed)
        nobody = np.full(len(alone_too), -1, dtype=np.intp)
        return Moves(
            issues=np.concatenate(
                [np.stack([issue[alone_too], nobody], axis=1), np.stack([issue[one], issue[two]], axis=1)]
            ),
            places=np.concatenate(
                [np.stack([place[alone_too], nobody], axis=1), np.stack([place[one], place[two]], axis=1)]
            ),
            gains=bargain.added(here, np.concatenate([delta[alone_too], delta[one] + delta[two]])) - now,
            kept=np.concatenate([kept[alone_too], stays]),
            traded=np.concatenate(
                [np.ones(len(alone_too), dtype=np.bool_), opposed | (parts < 0).any(axis=1)]
            ),
            parts=np.concatenate([np.full((len(alone_too), 2), -1, dtype=np.intp), parts]),
        )

    def _singles(self, here: Places) -> tuple[list[int], list[int]]:
        """Return issue and place of every value that could be taken instead."""
        pairs = [
            (number, place)
            for number, issue in enumerate(self._bargain.space.issues)
            for place in range(issue.size)
            if place != here[number]
        ]
        return [number for number, _ in pairs], [place for _, place in pairs]


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


class _Walker:
    """Reads off a diagram which moves from a package stay within it."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._tables = (
            []
            if diagram.free
            else [np.array(level, dtype=np.intp).reshape(len(level), -1) for level in diagram.levels]
        )

    def walk(
        self, here: Places, issue: Integers, place: Integers, paired: Sequence[int]
    ) -> tuple[Bools, Bools]:
        """Say which single moves are allowed, and which pairs of those over paired issues, the earlier one first."""
        alone: Bools = np.ones(len(issue), dtype=np.bool_)
        among = issue[np.isin(issue, paired)]
        pairs: Bools = among[:, None] < among[None, :]
        if self._diagram.free:
            return alone, pairs
        levels = self._diagram.levels
        ends = self._ends(here)
        nodes = [0]
        for level, now in zip(levels, here, strict=True):
            nodes.append(level[nodes[-1]][now])
        row = 0
        for move, (number, to) in enumerate(zip(issue.tolist(), place.tolist(), strict=True)):
            node = levels[number][nodes[number]][to]
            alone[move] = ends[number][nodes[number], to]
            if number in paired:
                pairs[row] &= self._row(here, ends, paired, number, node)
                row += 1
        return alone, pairs

    def _row(
        self, here: Places, ends: Sequence[Bools], paired: Sequence[int], number: int, node: int
    ) -> Bools:  # fmt: skip
        """Say which moves over paired issues after issue `number` lead to the end from a node, all else as it is."""
        parts = []
        for other in range(len(here)):
            lives = other > number and node != DEAD
            if other in paired:
                live = ends[other][node] if lives else np.zeros(len(ends[other][0]), dtype=np.bool_)
                parts.append(np.delete(live, here[other]))
            if lives:
                node = self._diagram.levels[other][node][here[other]]
        return np.concatenate(parts)

    def _ends(self, here: Sequence[int]) -> list[Bools]:
        """Say, by issue, node and value taken there, whether the rest of the package leads to the end."""
        alive: Bools = np.ones(1, dtype=np.bool_)
        ends: list[Bools] = []
        for table, now in zip(reversed(self._tables), reversed(here), strict=True):
            leads: Bools = (table != DEAD) & alive[table]
            ends.append(leads)
            alive = leads[:, now]
        return ends[::-1]
