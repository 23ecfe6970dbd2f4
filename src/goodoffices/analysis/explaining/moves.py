"""Weights that move: one weight at a time, the party's other weights giving way so that their total stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from goodoffices.analysis.space import Space, Values
from goodoffices.model.issues import Issue
from goodoffices.model.preferences import Additive

#: How the explanations move inputs, in words.
RULE = (
    "One input moves, all else stays. A weight moves between nothing and the total of its party's weights, whose other "
    "weights shrink or grow in proportion so that the total stays; a reservation value moves between the lowest and "
    "the highest feasible utility; a limit is dropped."
)


@dataclass(frozen=True)
class WeightMove:
    """One weight of one party.

    `party` is its number among those with utilities, `total` the sum of the sizes of its weights.
    """

    party: int
    name: str
    issue: Issue
    preferences: Additive
    issues: tuple[Issue, ...]

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The weights in the order of the issues."""
        return tuple(self.preferences.weights.get(issue.id, 0.0) for issue in self.issues)

    @cached_property
    def place(self) -> int:
        """Which issue it is."""
        return self.issues.index(self.issue)

    @property
    def value(self) -> float:
        """The weight now."""
        return self.weights[self.place]

    @cached_property
    def total(self) -> float:
        """The total of the sizes of the party's weights."""
        return sum(map(abs, self.weights))

    @property
    def alone(self) -> bool:
        """Whether no other weight could give way; then it moves alone, between nothing and its double."""
        return self.total - abs(self.value) <= 1e-12 * self.total

    @property
    def ends(self) -> tuple[float, float]:
        """How far down and up the weight may go, with the sign that it has."""
        far = 2 * self.value if self.alone else -self.total if self.value < 0 else self.total
        return min(0.0, far), max(0.0, far)

    @property
    def stated(self) -> tuple[float, float] | None:
        """The range that the case states for it."""
        return self.preferences.ranges.get(self.issue.id)

    def weights_at(self, weight: float) -> tuple[float, ...]:
        """Return all weights of the party when this one has another value."""
        share = 1.0 if self.alone else (self.total - abs(weight)) / (self.total - abs(self.value))
        return tuple(weight if n == self.place else one * share for n, one in enumerate(self.weights))

    @cached_property
    def _units(self) -> tuple[list[float], ...]:
        """What each value of each issue would add if its weight were 1."""
        whole = replace(self.preferences, weights={issue.id: 1.0 for issue in self.issues})
        return tuple(whole.contributions(issue) for issue in self.issues)

    def table_at(self, weight: float) -> tuple[list[float], ...]:
        """Return what each value of each issue adds when this weight has another value."""
        return tuple(
            [one * unit for unit in units]
            for one, units in zip(self.weights_at(weight), self._units, strict=True)
        )

    def values_at(self, weight: float, values: Values) -> Values:
        """Return all parties' utilities when this weight has another value."""
        tables = (*values.tables[: self.party], self.table_at(weight), *values.tables[self.party + 1 :])
        return Values(tables, values.biases, values.ceilings)


def weight_moves(space: Space) -> Iterator[WeightMove]:
    """Return every weight that bears on a utility: party by party in turn, the heaviest first."""
    queues = []
    for number, party in enumerate(space.known):
        preferences = space.case.parties_by_id[party].preferences
        assert isinstance(preferences, Additive)
        moves = [
            WeightMove(number, party, issue, preferences, space.issues)
            for issue in space.issues
            if issue.id in preferences.values and issue.id in preferences.weights
        ]
        queues.append(sorted((one for one in moves if one.total > 0), key=lambda one: -abs(one.value)))
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue):
                yield queue[turn]
