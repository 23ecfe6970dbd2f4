"""What no agreement is worth to each party: as stated, by its alternatives, or by what is known of its preferences."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, structs

from goodoffices.analysis.alternatives.deriving import conflict, derived_of, meet, sources_of, stated_of
from goodoffices.analysis.partial.room import Room
from goodoffices.model.case import Case
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
    made = _Made(case, wants, seed)
    if not exact and knowledge.limited:
        place = room.layout.reservation
        return Floor(made.column(wants.polytope.span(place), "entered", wants.points[:, place]), notes=notes)
    if derived is not None and (stated is None or meet(stated, derived[1])):
        best_of = next(one for one in own if one.id == derived[0])
        column = made.column(derived[1], "alternatives", sources=sources_of(own, derived[1]))
        return Floor(structs.replace(column, assumption=best_of.assumption.strip()), notes=notes)
    if stated is not None:
        return Floor(made.column(stated, "entered"), notes=notes)
    most, _ = best(room.feasible, room.layout, wants.points)
    least, _ = best(room.feasible, room.layout, -wants.points)
    column = made.column((0.0, 0.0) if exact else (0.0, 1.0), "assumed", share=True)
    return Floor(column, knowledge.bias - least, most + least, (*notes, *_unstated(party, exact=exact)))


class _Made(Struct, frozen=True, eq=False):
    """Makes the column of one party's floor."""

    case: Case
    wants: Wants
    seed: int

    def column(
        self,
        within: Range,
        origin: Origin,
        values: Floats | None = None,
        *,
        sources: tuple[str, ...] = (),
        share: bool = False,
    ) -> Column:
        """Return the column; drawn evenly from a range where the values are not given."""
        party = self.wants.party
        if values is None:
            values = evenly(self.seed, f"floor:{party}", len(self.wants.points), within)
        says = f"what no agreement is worth to {self.case.parties_by_id[party].title}"
        if share:
            says += ", as a share of the way from its worst package to its best"
        return Column(
            id=f"floor:{party}", party=party, stage="table",
            says=says, low=within[0], high=within[1], values=values,
            rising=True, origin=origin, sources=sources,
            assumption=self.wants.assumption if origin == "entered" else "",
        )  # fmt: skip


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
