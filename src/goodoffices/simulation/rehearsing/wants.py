"""What the parties want, in every draw: utility functions drawn from all that fit what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.analysis.partial.knowledge import Knowledge
from goodoffices.analysis.partial.polytope import Polytope, clash
from goodoffices.analysis.partial.room import Room
from goodoffices.analysis.partial.sampling import CHAINS, draw
from goodoffices.model.case import Case
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.rehearsing.inputs import Column, Floats, Origin, seed_of

#: Packages as places among the issues' values, packages × issues.
Rows = NDArray[np.int64]

#: So many cells of a table of utilities are filled at once.
_CELLS: Final = 4_000_000

#: Weights, and evaluations, vary where they differ by more than this.
_VARIES: Final = 1e-9
_GRADES: Final = 1e-6


class Wants(Struct, frozen=True, eq=False):
    """What one party wants.

    Attributes:
        polytope: the utility functions that fit what is known.
        points: one of them for each draw, draws × unknowns.
        told: whether anything is known, entered or from the record.
        assumption: why the numbers are assumed, in the case's words.
    """

    polytope: Polytope
    points: Floats
    told: bool
    assumption: str

    @property
    def knowledge(self) -> Knowledge:
        """What is known, fact by fact."""
        return self.polytope.knowledge

    @property
    def party(self) -> str:
        """Whose it is."""
        return self.polytope.knowledge.party

    def worth(self, places: Sequence[int]) -> Floats:
        """Return what a package is worth to the party, in each draw."""
        columns = list(self.polytope.utility(places))
        worth: Floats = self.points[:, columns].sum(axis=1) + self.knowledge.bias
        return worth

    def worths(self, rows: Rows, draws: slice) -> Floats:
        """Return what packages are worth in some draws: draws × packages."""
        layout = self.polytope.layout
        chosen = np.zeros((layout.reservation - layout.starts[0], len(rows)))
        for issue, start in enumerate(layout.starts):
            chosen[start - layout.starts[0] + rows[:, issue], np.arange(len(rows))] = 1.0
        worths: Floats = self.points[draws, layout.starts[0] : layout.reservation] @ chosen
        return worths + self.knowledge.bias


def wants_of(room: Room, seed: int, draws: int) -> tuple[Wants, ...]:
    """Draw what every party wants.

    Args:
        room: the case made ready.
        seed: what all chance begins with.
        draws: how many.

    Raises:
        SimulationError: what is known of a party contradicts itself, or of no party anything is known.
    """
    found = tuple(_wants(room, number, seed, draws) for number in range(len(room.polytopes)))
    limited = {line.party for line in room.case.red_lines} | {one.party for one in room.case.alternatives}
    if not any(one.told or one.party in limited for one in found):
        raise SimulationError(
            "nothing is known of what any party wants, so there is nothing to rehearse with; add preferences, "
            "positions or red lines of one party at least"
        )
    return found


def _wants(room: Room, number: int, seed: int, draws: int) -> Wants:
    polytope = room.polytopes[number]
    knowledge = polytope.knowledge
    facts = clash(knowledge, room.layout)
    if facts:
        said = "; ".join(fact.text for fact in facts)
        raise SimulationError(
            f"what is known of the preferences of the party '{knowledge.party}' contradicts itself: {said}; take one "
            "of them back"
        )
    kept = -(-draws // CHAINS)
    chains = draw(polytope, seed=seed_of(seed, "wants", knowledge.party), kept=kept)
    # the first draw of every chain, then the second of each: so a draw's chain is its number modulo the chains
    points = chains.swapaxes(0, 1).reshape(-1, chains.shape[-1])[:draws]
    preferences = room.case.parties[number].preferences
    told = any(fact.origin != "scale" for fact in knowledge.facts)
    return Wants(polytope, points, told, getattr(preferences, "assumption", "").strip())


def tables(wants: Sequence[Wants], draws: int, rows: Rows) -> Iterator[tuple[slice, list[Floats]]]:
    """Yield what packages are worth to everybody, some draws at a time, so that no table grows too large."""
    step = max(1, _CELLS // max(1, len(rows)))
    for first in range(0, draws, step):
        part = slice(first, min(first + step, draws))
        yield part, [one.worths(rows, part) for one in wants]


def columns_of(case: Case, wants: Wants, places: Sequence[int]) -> list[Column]:
    """Return what of a party's preferences is not known for certain and has a part in what a package is worth to it.

    These are the weight of each issue, and where it is not settled how good the package's option is on the issue.
    """
    layout, knowledge = wants.polytope.layout, wants.knowledge
    title = case.parties_by_id[wants.party].title
    origin: Origin = (
        "record" if knowledge.kind == "record" and wants.told else
        "entered" if wants.told else "assumed"
    )  # fmt: skip
    found = []
    for number, (issue, place) in enumerate(zip(layout.issues, places, strict=True)):
        weights = wants.points[:, number]
        if np.ptp(weights) > _VARIES:
            low, high = wants.polytope.span(number)
            found.append(
                Column(
                    id=f"weight:{wants.party}:{issue.id}", party=wants.party, stage="wants",
                    says=f"the weight of “{issue.name}” to {title}", low=low, high=high, values=weights,
                    rising=False, origin=origin, sources=_sources(knowledge, number), assumption=wants.assumption,
                )
            )  # fmt: skip
        worths = wants.points[:, layout.at(number, place)]
        grades = np.divide(worths, weights, out=np.zeros_like(worths), where=weights > _VARIES)
        if np.ptp(grades) > _GRADES:
            option = issue.label_of(issue.values[place])
            found.append(
                Column(
                    id=f"evaluation:{wants.party}:{issue.id}", party=wants.party, stage="wants",
                    says=f"how good “{option}” is on “{issue.name}” to {title}", low=float(grades.min()),
                    high=float(grades.max()), values=grades, rising=False, origin=origin,
                    sources=_sources(knowledge, layout.at(number, place)), assumption=wants.assumption,
                )
            )  # fmt: skip
    return found


def _sources(knowledge: Knowledge, unknown: int) -> tuple[str, ...]:
    """Return the sources of what is known of one unknown."""
    return tuple(
        dict.fromkeys(name for fact in knowledge.facts if unknown in fact.terms for name in fact.sources)
    )
