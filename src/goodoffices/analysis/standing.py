"""Whether limits can stand together, decided exactly by diagram and fold, for any set of them."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.analysis.diagram import Diagram
from goodoffices.analysis.space import Space, Values, extremes
from goodoffices.analysis.tolerance import floor_of


class Standing:
    """Answers for one space, each question once; limits go by their number in `space.limits`."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._answers: dict[frozenset[int], bool] = {}

    def can_stand(self, limits: Iterable[int]) -> bool:
        """Say whether some feasible package keeps all these limits."""
        asked = frozenset(limits)
        if asked not in self._answers:
            self._answers[asked] = self._decide(asked)
        return self._answers[asked]

    def correction_from(self, standing: Iterable[int]) -> frozenset[int]:
        """Return a minimal set of limits to give up, none of them among these, which can stand together."""
        kept = set(standing)
        everything = range(len(self._space.limits))
        for number in everything:
            if number not in kept and self.can_stand({*kept, number}):
                kept.add(number)
        return frozenset(everything) - kept

    def _decide(self, asked: frozenset[int]) -> bool:
        limits = [limit for number, limit in enumerate(self._space.limits) if number in asked]
        diagram = self._space.within(limits)
        floors = {
            limit.party: floor_of(limit.reservation) for limit in limits if limit.reservation is not None
        }
        if diagram.empty or not floors:
            return not diagram.empty
        return reaches(diagram, self._space, floors)


def reaches(diagram: Diagram, space: Space, floors: dict[str, float]) -> bool:
    """Say whether a package of a diagram that is not empty gives each of these parties its floor."""
    numbers = [space.known.index(party) for party in floors]
    values = Values(
        tuple(space.values.tables[number] for number in numbers),
        tuple(space.values.biases[number] for number in numbers),
        tuple(space.values.ceilings[number] for number in numbers),
    )
    lowest = list(floors.values())
    best = [
        min(bias + extremes(diagram, table)[1][0][0], ceiling)
        for table, bias, ceiling in zip(values.tables, values.biases, values.ceilings, strict=True)
    ]
    if any(most < floor for most, floor in zip(best, lowest, strict=True)):
        return False
    if values.parties == 1:
        return True
    from goodoffices.analysis.folding import fold  # noqa: PLC0415 - heavy

    front = fold(diagram, values)
    return bool((front.utilities >= lowest).all(axis=1).any())
