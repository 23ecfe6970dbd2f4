"""The zone explained: how many packages it gains or loses when a limit goes, or a reservation value moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from goodoffices.analysis.explaining.ground import Ground
from goodoffices.analysis.explaining.inputs import (
    constraint_inputs,
    limit_inputs,
    preference_inputs,
    reservation_inputs,
)
from goodoffices.analysis.explaining.methods import METHODS
from goodoffices.analysis.explaining.shapes import Explanation, Move, MoveKind, Shift
from goodoffices.analysis.results import Zone
from goodoffices.analysis.zone import zone_of
from goodoffices.model.result import Status

#: How far a reservation value is moved, as a share of what the party could get at worst and at best.
STEP: Final = 0.05

#: About how many seconds a zone with one input moved may take where it is hard to count.
BUDGET: Final = 0.5

RULE: Final = (
    "One input moves, all else stays: a red line or mandate is dropped, a reservation value moves down and up by 5 % "
    "of the way between the party's lowest and highest feasible utility, and dropped where it is stated."
)


def explain_zone(ground: Ground) -> Iterator[Explanation]:
    """Explain the size of the zone."""
    zone, space = ground.analysis.zone, ground.space
    inputs = [*limit_inputs(space), *constraint_inputs(space)]
    if not space.unjudged and zone is not None and not space.missing:
        inputs = [*preference_inputs(space), *reservation_inputs(space), *inputs]
    says = "not counted: a reservation value cannot be judged" if zone is None else _says(zone)
    status: Literal["exact", "bounded", "sampled", "absent"] = "absent" if zone is None else zone.status
    moves = [] if zone is None or space.feasible.empty else [*_dropped(ground, zone), *_moved(ground, zone)]
    yield Explanation(
        figure="zone",
        says=says,
        status=status,
        inputs=tuple(inputs),
        method=METHODS["zone"],
        sensitivity=tuple(sorted(moves, key=lambda move: -max(abs(shift.change) for shift in move.shifts))),
        rule=RULE,
    )


def _says(zone: Zone) -> str:
    if zone.bounds is not None:
        between = f"between {zone.bounds[0]:,} and {zone.bounds[1]:,} packages"
        return between if zone.confidence is None else f"{between}, {zone.confidence:.0%} sure, by a sample"
    return f"{zone.packages:,} packages, {zone.share:.2%} of the feasible"


def _dropped(ground: Ground, zone: Zone) -> Iterator[Move]:
    """Drop each limit that is not a reservation value."""
    space = ground.space
    for number, limit in enumerate(space.limits):
        if limit.reservation is not None:
            continue
        kept = [*space.limits[:number], *space.limits[number + 1 :]]
        opened = zone_of(
            space.within(kept), space.feasible.packages, space.values, space.reservations, budget=BUDGET
        )
        kind: MoveKind = "mandate" if limit.kind == "mandate" else "red line"
        yield Move(
            input=limit.name, kind=kind, party=limit.party, shifts=(_shift(None, opened, zone),), status=opened.status
        )  # fmt: skip


def _moved(ground: Ground, zone: Zone) -> Iterator[Move]:
    """Move each reservation value down and up by a step, and drop it."""
    space = ground.space
    for party, name in enumerate(space.known):
        value = space.reservations[party]
        low, high = ground.spans[party]
        step = STEP * (high - low)
        targets: list[float | None] = [value - step, value + step]
        if name in ground.stated:
            targets.append(None)
        shifts = []
        for target in targets:
            reservations = list(space.reservations)
            reservations[party] = low if target is None else target
            moved = zone_of(
                space.admissible, space.feasible.packages, space.values, reservations, budget=BUDGET
            )
            shifts.append(_shift(target, moved, zone))
        yield Move(
            input=f"{name}: reservation value",
            kind="reservation value",
            party=name,
            value=value,
            searched=(value - step, value + step),
            shifts=tuple(shifts),
            status=_weakest([shift.status for shift in shifts]),
            note="" if name in ground.stated else "not stated: its lowest feasible utility",
        )


def _shift(to: float | None, moved: Zone, now: Zone) -> Shift:
    return Shift(
        to=to,
        figure=moved.packages,
        change=moved.packages - now.packages,
        status=_weakest([moved.status, now.status]),
    )


def _weakest(statuses: Sequence[Status]) -> Status:
    """Return how far a figure can be trusted that rests on others."""
    return "sampled" if "sampled" in statuses else "bounded" if "bounded" in statuses else "exact"
