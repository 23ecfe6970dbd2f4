"""The zone explained by what each side does without a deal: whose alternative moves it most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.analysis.alternatives.results import DriverEffect, PartyAlternatives
from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.shapes import Explanation, Input, Move, Shift
from goodoffices.model.preferences import Alternative, Driver

RULE: Final = (
    "One party's reservation value moves to each end of the range that follows from its alternatives, or "
    "from these and one driver; all else stays. "
    "The figure is how many packages there are in the zone."
)


def explain_alternatives(ground: Ground) -> Iterator[Explanation]:
    """Explain what alternatives do to the zone, where the case has any."""
    found = ground.analysis.alternatives
    if found is None:
        return
    moves = []
    for one in found.parties:
        if one.derived is None or one.low is None or one.now is None or one.high is None:
            continue
        shifts = tuple(
            Shift(
                to=step.reservation,
                figure=step.packages,
                change=step.packages - one.now.packages,
                status=step.status,
            )
            for step in (one.low, one.high)
            if step.reservation != one.now.reservation
        )
        moves.append(
            Move(
                input=f"{one.party}: what it does without a deal",
                kind="alternative",
                party=one.party,
                value=one.used,
                searched=one.derived,
                stated=one.derived,
                status=found.status,
                shifts=shifts,
            )
        )
        moves += [_driven(one, driver, one.now.packages) for driver in one.drivers]
    inputs = tuple(one for alternative in ground.case.alternatives for one in _inputs(alternative))
    most = f"the zone hangs most on what '{found.matters_most}' does without a deal"
    yield Explanation(
        figure="alternatives",
        says=most if found.matters_most else "no alternative moves the zone",
        status=found.status,
        inputs=inputs,
        method=METHODS["alternatives"],
        sensitivity=tuple(
            sorted(moves, key=lambda move: -max((abs(s.change) for s in move.shifts), default=0.0))
        ),
        rule=RULE,
        notes=found.notes,
    )


def _driven(one: PartyAlternatives, driver: DriverEffect, now: int) -> Move:
    """Return what a driver does to the zone, at both ends of the range in which the party's value lies then."""
    shifts: tuple[Shift, ...] = ()
    if driver.reservation is not None and driver.packages is not None:
        # the lower the value, the larger the zone
        ends = zip(driver.reservation, reversed(driver.packages), strict=True)
        shifts = tuple(
            Shift(to=to, figure=figure, change=figure - now, status=driver.status) for to, figure in ends
        )
    return Move(
        input=f"{one.party}: {driver.title}",
        kind="alternative",
        party=one.party,
        value=one.used,
        searched=driver.reservation,
        stated=driver.reservation,
        status=driver.status,
        shifts=shifts,
    )


def _inputs(alternative: Alternative) -> Iterator[Input]:
    """Yield an alternative and its drivers, each with what it is said to be worth and its sources."""
    worth = alternative.utility
    yield _input(
        alternative,
        alternative.title,
        "not estimated" if worth is None else f"worth {worth[0]:g} to {worth[1]:g}",
        alternative,
    )
    for driver in alternative.drivers:
        by = "not estimated" if driver.by is None else f"adds {driver.by[0]:g} to {driver.by[1]:g}"
        every = f" each {driver.per}" if driver.per else ""
        yield _input(alternative, driver.title, f"makes it {driver.effect}: {by}{every}", driver)


def _input(alternative: Alternative, name: str, says: str, source: Alternative | Driver) -> Input:
    sources = [f"statement {one}" for one in source.statements]
    return Input(
        kind="alternative",
        name=name,
        party=alternative.party,
        says=says,
        sources=(*sources, *((source.assumption,) if source.assumption else ())),
    )
