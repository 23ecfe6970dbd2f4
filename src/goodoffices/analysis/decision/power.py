"""How much each vote counts by a rule: the Banzhaf and the Shapley–Shubik index, exact.

Banzhaf, *Weighted voting doesn't work*, Rutgers Law Review 19, 1965; Shapley and Shubik, *A Method for Evaluating the
Distribution of Power in a Committee System*, American Political Science Review 48(3), 1954. Both from the number of
coalitions of each size that a person's vote turns from losing to winning.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from math import factorial

from goodoffices.analysis.decision.results import Power
from goodoffices.analysis.decision.tally import Ways, adopting, counted, sure
from goodoffices.model.deciding import Bodies, persons, share_of, voters
from goodoffices.model.parties import DecisionBody


def power_of(body: DecisionBody, bodies: Bodies) -> tuple[Power, ...]:
    """Return the power of every person with a vote, all being there and voting for or against.

    Raises:
        AnalysisError: the bodies are too entangled to be followed.
    """
    people = list(persons(body, bodies))
    swings: dict[Hashable, Ways] = {}
    for person in people:
        kind = seat_of(person, body, bodies)
        if kind not in swings:
            swings[kind] = _swings(person, people, body, bodies)
    banzhaf, shapley = {}, {}
    others = len(people) - 1
    for person in people:
        own = swings[seat_of(person, body, bodies)]
        banzhaf[person] = sum(own.values(), Fraction(0)) / 2**others
        shapley[person] = sum(
            (number * factorial(size) * factorial(others - size) for size, number in own.items()), Fraction(0)
        ) / factorial(others + 1)
    together = sum(banzhaf.values(), Fraction(0))
    return tuple(
        Power(
            member=person,
            banzhaf=float(banzhaf[person]),
            banzhaf_exact=str(banzhaf[person]),
            banzhaf_share=float(banzhaf[person] / together) if together else 0.0,
            shapley_shubik=float(shapley[person]),
            shapley_shubik_exact=str(shapley[person]),
        )
        for person in people
    )


def seat_of(person: str, body: DecisionBody, bodies: Bodies) -> Hashable:
    """Return what persons have in common who can take each other's place: their seats, in every body."""
    return tuple(_seats(person, body, bodies))


def _seats(person: str, body: DecisionBody, bodies: Bodies) -> list[Hashable]:
    seats: list[Hashable] = []
    for place, member in enumerate(voters(body)):
        if member.body is not None:
            within = _seats(person, bodies[member.body], bodies)
            if within:
                seats.append((place, tuple(within)))
        elif member.id == person:
            seats.append((share_of(body.rule, member), member.veto, member.role == "leader"))
    return seats


def _swings(person: str, people: list[str], body: DecisionBody, bodies: Bodies) -> Ways:
    """Return, by size, how many coalitions of the others win with a person and lose without."""
    tosses = dict.fromkeys(people, counted())
    with_, without = (adopting(body, {**tosses, person: sure(vote)}, bodies) for vote in ("for", "against"))
    return {size: number - without.get(size, Fraction(0)) for size, number in with_.items()}
