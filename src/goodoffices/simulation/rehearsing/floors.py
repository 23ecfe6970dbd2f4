"""What no agreement is worth to each party: as stated, by its alternatives, or by what is known of its preferences."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from goodoffices.analysis.alternatives.deriving import conflict, derived_of, meet, sources_of, stated_of
from goodoffices.analysis.partial.room import Room
from goodoffices.simulation.rehearsing.best import best
from goodoffices.simulation.rehearsing.inputs import Column, Floats, Origin, Range, Setting, evenly
from goodoffices.simulation.rehearsing.wants import Wants


class Floor(Struct, frozen=True, eq=False):
    """What no agreement is worth to a party.

    Attributes:
        column: the number that is not known: the worth, or a share of the way from its worst package to its best.
        least: what its worst package is worth in each draw, where the number is such a share; else None.
        span: how much more its best one is worth.
        notes: what was taken for granted.
    """

    column: Column
    least: Floats | None = None
    span: Floats | None = None
    notes: tuple[str, ...] = ()

    def at(self, setting: Setting) -> Floats:
        """Return what no agreement is worth, in each draw."""
        number = setting[self.column.id]
        if self.least is None or self.span is None:
            return number
        worth: Floats = self.least + number * self.span
        return worth


def floors_of(room: Room, wants: tuple[Wants, ...], seed: int) -> tuple[Floor, ...]:
    """Return what no agreement is worth to each party, by its range.

    An exactly stated value is drawn from the range of the party's alternatives where it lies within it; where the two
    do not meet the stated one counts. Without any value exact preferences have the lowest feasible utility, as
    everywhere; where preferences are known in part nothing is known of it.
    """
    return tuple(_floor(room, one, seed) for one in wants)


def _floor(room: Room, wants: Wants, seed: int) -> Floor:
    case, party, knowledge = room.case, wants.party, wants.knowledge
    own = [one for one in case.alternatives if one.party == party]
    derived, stated = derived_of(own), stated_of(case, party)
    said = conflict(case, party, own)
    notes = () if said is None else (said,)
    exact = knowledge.kind in ("exact", "ranges")
    if not exact and knowledge.limited:
        place = room.layout.reservation
        column = _column(
            wants, wants.polytope.span(place), wants.points[:, place], "entered", assumption=wants.assumption
        )
        return Floor(column, notes=notes)
    if derived is not None and (stated is None or meet(stated, derived[1])):
        best_of = next(one for one in own if one.id == derived[0])
        sources, assumption = sources_of(own, derived[1]), best_of.assumption.strip()
        return Floor(_ranged(wants, seed, derived[1], "alternatives", sources, assumption), notes=notes)
    if stated is not None:
        return Floor(_ranged(wants, seed, stated, "entered", assumption=wants.assumption), notes=notes)
    most, _ = best(room.feasible, room.layout, wants.points)
    least, _ = best(room.feasible, room.layout, -wants.points)
    within = (0.0, 0.0) if exact else (0.0, 1.0)
    column = _ranged(wants, seed, within, "assumed", share=True)
    return Floor(column, knowledge.bias - least, most + least, (*notes, *_unstated(party, exact=exact)))


def _unstated(party: str, *, exact: bool) -> Iterator[str]:
    if exact:
        yield (
            f"the case does not say what no agreement is worth to '{party}', so that nothing is worse to it than its "
            "worst package, as everywhere; state a reservation value or an alternative"
        )
    else:
        yield (
            f"nothing is known of what no agreement is worth to '{party}': anything from its worst package to its best "
            "one; state a range of its reservation value, or an alternative"
        )


def _ranged(  # noqa: PLR0913 - what a range is made of
    wants: Wants,
    seed: int,
    within: Range,
    origin: Origin,
    sources: tuple[str, ...] = (),
    assumption: str = "",
    *,
    share: bool = False,
) -> Column:
    values = evenly(seed, f"floor:{wants.party}", len(wants.points), within)
    return _column(wants, within, values, origin, sources, assumption, share=share)


def _column(  # noqa: PLR0913 - as above
    wants: Wants,
    within: Range,
    values: Floats,
    origin: Origin,
    sources: tuple[str, ...] = (),
    assumption: str = "",
    *,
    share: bool = False,
) -> Column:
    scale = ", as a share of the way from its worst package to its best" if share else ""
    return Column(
        id=f"floor:{wants.party}", party=wants.party, stage="table",
        says=f"what no agreement is worth to {wants.party}{scale}", low=within[0], high=within[1],
        values=np.asarray(values, float), rising=True, origin=origin, sources=sources, assumption=assumption,
    )  # fmt: skip
