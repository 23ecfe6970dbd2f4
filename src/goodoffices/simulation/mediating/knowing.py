"""A case as the mediator knows it: true preferences brought to one scale, and what is not told taken away."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.issues import Issue
from goodoffices.model.parties import Party
from goodoffices.model.preferences import Additive, Interval, Ordinal, Table
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.told import Told


def on_one_scale(case: Case) -> Case:
    """Return the same bargaining problem with evaluations from 0 to 1 and weights that sum to 1.

    Raises:
        SimulationError: a party's preferences are not exact and additive, or it has nothing to choose.
    """
    return structs.replace(case, parties=tuple(_on_one_scale(case, party) for party in case.parties))


def _on_one_scale(case: Case, party: Party) -> Party:
    known = party.preferences
    if not isinstance(known, Additive):
        raise SimulationError(
            f"the preferences of the party '{party.id}' are not additive; a mediator can be told of those in part only "
            "where they are: tell it everything, or play a protocol that needs no telling"
        )
    worths = [known.contributions(issue) for issue in case.issues]
    spans = [max(worth) - min(worth) for worth in worths]
    total = sum(spans)
    if total <= 0:
        raise SimulationError(
            f"to the party '{party.id}' all packages are worth the same; it has nothing to tell"
        )
    lowest = known.bias + sum(map(min, worths))
    reservation = 0.0 if known.reservation is None else (known.reservation - lowest) / total
    tables = {}
    for issue, worth, span in zip(case.issues, worths, spans, strict=True):
        least = min(worth)
        scaled = [(one - least) / span if span else 1.0 for one in worth]
        tables[issue.id] = Table(evaluations=dict(zip(issue.keys, scaled, strict=True)))
    weights = {issue.id: span / total for issue, span in zip(case.issues, spans, strict=True)}
    preferences = Additive(weights=weights, values=tables, reservation=min(max(reservation, 0.0), 1.0))
    return structs.replace(party, preferences=preferences)


def as_told(truth: Case, told: Told) -> Case:
    """Return the case as the mediator knows it.

    Args:
        truth: the case on one scale.
        told: what is told.
    """
    if told.level == "everything":
        return truth
    parties = tuple(structs.replace(party, preferences=_told(truth, party, told)) for party in truth.parties)
    return structs.replace(truth, parties=parties)


def _told(truth: Case, party: Party, told: Told) -> Interval | Ordinal:
    known = party.preferences
    assert isinstance(known, Additive)
    reservation = (0.0, 1.0) if told.level == "nothing" else (known.reservation or 0.0,) * 2
    if told.level in ("nothing", "reservations"):
        return Ordinal(reservation=reservation)
    orders = {issue.id: order_of_options(known, issue) for issue in truth.issues}
    if told.level == "weights":
        weights = {
            name: (max(0.0, weight - told.spread), min(1.0, weight + told.spread))
            for name, weight in known.weights.items()
        }
        # what is best of an issue has evaluation 1 on this scale, and what is worst 0
        ends = {
            issue.id: {
                key: (float(value == orders[issue.id][0]),) * 2
                for key, value in zip(issue.keys, issue.values, strict=True)
                if value in (orders[issue.id][0], orders[issue.id][-1])
            }
            for issue in truth.issues
            if issue.size > 1
        }
        return Interval(weights=weights, values=ends, orders=orders, reservation=reservation)
    priorities = order_of_issues(known, truth) if told.level == "priorities" else ()
    return Ordinal(orders=orders, priorities=priorities, reservation=reservation)


def order_of_options(known: Additive, issue: Issue) -> tuple[Value, ...]:
    """Return an issue's values, the best first."""
    worth = known.contributions(issue)
    return tuple(issue.values[place] for place in sorted(range(issue.size), key=lambda place: -worth[place]))


def order_of_issues(known: Additive, case: Case) -> tuple[str, ...]:
    """Return the ids of the issues, the weightiest first."""
    weights: Mapping[str, float] = known.weights
    return tuple(sorted((issue.id for issue in case.issues), key=lambda name: -weights[name]))
