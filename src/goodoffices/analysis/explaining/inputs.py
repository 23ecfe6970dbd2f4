"""What a figure rests on, from the case: preferences with their assumptions, limits with positions and statements."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.analysis.explaining.shapes import Input
from goodoffices.analysis.space import Space
from goodoffices.model.conditions import describe
from goodoffices.model.parties import Party
from goodoffices.model.preferences import (
    Additive,
    HyperRectangles,
    Interdependent,
    Interval,
    NonAdditive,
    Ordinal,
)


def constraint_inputs(space: Space) -> Iterable[Input]:
    """Return the constraints, which decide what is feasible."""
    for constraint in space.case.constraints:
        sources = [f"statement {one}" for one in constraint.statements]
        if constraint.description:
            sources.append(constraint.description.rstrip("."))
        yield Input(
            kind="constraint",
            name=constraint.name,
            party=None,
            says=describe(constraint.requires, space.case.issues_by_id),
            sources=tuple(sources),
        )


def preference_inputs(space: Space) -> Iterable[Input]:
    """Return each party's weights with their ranges; a party whose preferences are not additive as such."""
    for party in space.case.parties:
        preferences = party.preferences
        if isinstance(preferences, Additive):
            named = (
                f"{space.case.issue(issue).name} {weight:g}"
                for issue, weight in preferences.weights.items()
                if issue in space.case.issues_by_id
            )
            yield Input(
                kind="weights",
                name=f"{party.id}: weights and values",
                party=party.id,
                says=", ".join(named),
                sources=_assumption(party),
                weights=dict(preferences.weights),
                ranges=dict(preferences.ranges),
            )
        elif preferences is not None:
            yield Input(
                kind="preferences",
                name=f"{party.id}: preferences",
                party=party.id,
                says=_says(space, preferences),
                sources=_assumption(party),
            )


def _says(space: Space, preferences: Interval | Ordinal | NonAdditive) -> str:
    """Say what preferences that are not additive, or not exact, are."""
    match preferences:
        case Interdependent():
            issues = space.case.issues_by_id
            weights = [f"{issues[name].name} {weight:g}" for name, weight in preferences.weights.items()]
            terms = [f"{one.adds:+g} where {describe(one.when, issues)}" for one in preferences.dependent]
            return "; ".join(filter(None, (", ".join(weights), *terms)))
        case HyperRectangles():
            return f"{len(preferences.boxes):,} regions of the space with a utility each"
        case _:
            return "known in part only, so no figure that needs its utilities rests on it"


def reservation_inputs(space: Space) -> Iterable[Input]:
    """Return each party's reservation value, stated or taken as its lowest feasible utility."""
    stated = {limit.party for limit in space.limits if limit.reservation is not None}
    for party, value in zip(space.known, space.reservations, strict=True):
        of = space.case.parties_by_id[party]
        yield Input(
            kind="reservation value",
            name=f"{party}: reservation value",
            party=party,
            says=f"{value:g}" + ("" if party in stated else ", not stated: its lowest feasible utility"),
            sources=_assumption(of) if party in stated else (),
        )


def limit_inputs(space: Space) -> Iterable[Input]:
    """Return the red lines and mandates in force, each with its positions and their statements."""
    backing = {position.id: position.statements for position in space.case.positions}
    for limit in space.limits:
        if limit.kind == "reservation value":
            continue
        sources: list[str] = []
        for source in limit.sources:
            sources.append(source)
            kind, _, name = source.partition(" ")
            if kind == "position":
                sources += [f"statement {one}" for one in backing.get(name, ())]
        note = limit.note(space.case)
        yield Input(
            kind=limit.kind,
            name=limit.name,
            party=limit.party,
            says=note.requires,
            sources=tuple(dict.fromkeys(sources)),
        )


def _assumption(party: Party) -> tuple[str, ...]:
    said = getattr(party.preferences, "assumption", "")
    return (f"assumption: {said}",) if said else ()
