"""What each side does without a deal: reservation values derived, the zone moved by them, whose matters most.

Fisher, Ury and Patton, *Getting to Yes*, 1981, ch. 6; Lax and Sebenius, *The Power of Alternatives or the Limits to
Negotiation*, Negotiation Journal 1(2), 1985; Raiffa, *The Art and Science of Negotiation*, 1982, part II.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import structs

from goodoffices.analysis.alternatives.beating import least
from goodoffices.analysis.alternatives.curve import Scene
from goodoffices.analysis.alternatives.deriving import (
    conflict,
    derived_of,
    exact_reservation,
    meet,
    sources_of,
    stated_of,
)
from goodoffices.analysis.alternatives.driving import driven_of, driver_effects, packages_at
from goodoffices.analysis.alternatives.influence import influences_of
from goodoffices.analysis.alternatives.results import Alternatives, PartyAlternatives
from goodoffices.analysis.space import Space, space_of
from goodoffices.analysis.tolerance import floor_of, slack
from goodoffices.model.case import Case
from goodoffices.model.preferences import Alternative


def alternatives_of(case: Case, supposed: Collection[str] = ()) -> Alternatives:
    """Answer what each party's alternatives mean for a deal.

    Args:
        case: a checked case with some alternative.
        supposed: the parties whose reservation value is a supposition and not stated.

    Raises:
        AnalysisError: the case has no issues, or its conditions are too entangled.
    """
    space = space_of(case)
    notes: list[str] = []
    scene = _scene(space, case, notes)
    parties = tuple(_party(case, number, scene, supposed) for number in range(len(case.parties)))
    for party in case.parties:
        found = conflict(case, party.id, _own(case, party.id))
        notes += [found] if found is not None and party.id not in supposed else []
    if scene is not None:
        notes += [note for number in range(len(parties)) for note in _out_of_reach(case, number, scene)]
        if scene.limits_aside:
            notes.append(
                "red lines and mandates alone leave no package, so no alternative could open a zone; what stands here "
                "is the zone of reservation values alone, those limits aside"
            )
    swings = [(one.swing, one.party) for one in parties if one.swing]
    bounded = any(
        step.status == "bounded"
        for one in parties
        for step in (*one.curve, one.low, one.now, one.high)
        if step
    )
    return Alternatives(
        parties=parties,
        matters_most=max(swings)[1] if swings else None,
        influences=() if scene is None else influences_of(case, scene),
        limits_aside=scene is not None and scene.limits_aside,
        status="bounded" if bounded or (scene is not None and scene.status == "bounded") else "exact",
        notes=tuple(notes),
    )


def _own(case: Case, party: str) -> list[Alternative]:
    return [one for one in case.alternatives if one.party == party]


def _scene(space: Space, case: Case, notes: list[str]) -> Scene | None:
    """Return the scene, where the zone can be counted; where a value is not stated, the derived one's middle."""
    if space.missing:
        notes += [f"{what}, so the zone cannot be counted" for what in space.missing]
        return None
    if space.feasible.empty:
        notes.append("the constraints leave no package at all; loosen one of them")
        return None
    reservations = []
    for number, party in enumerate(case.parties):
        derived = derived_of(_own(case, party.id))
        if exact_reservation(case, party.id) is not None or derived is None:
            reservations.append(space.reservations[number])
        else:
            low, high = derived[1]
            reservations.append((low + high) / 2)
            notes.append(
                f"the party '{party.id}' has no stated reservation value; here the middle of its alternatives, "
                f"{(low + high) / 2:g}, stands for it, while zone and solutions count from its lowest feasible "
                f"utility; `--alternative {party.id}=middle` counts everything with it"
            )
    return Scene(space, reservations)


def _out_of_reach(case: Case, number: int, scene: Scene) -> list[str]:
    """Say which alternatives are better than every deal, or worse than every deal."""
    low, high = scene.span(number)
    found = []
    for one in _own(case, case.parties[number].id):
        if one.utility is None:
            continue
        if floor_of(one.utility[0]) > high:
            found.append(
                f"the alternative '{one.id}' is worth at least {one.utility[0]:g}, more than any feasible package is "
                f"to '{one.party}' (at most {high:g}): no deal beats it"
            )
        elif one.utility[1] + slack(low) < low:
            found.append(
                f"the alternative '{one.id}' is worth at most {one.utility[1]:g}, less than any feasible package is to "
                f"'{one.party}' (at least {low:g}): every deal beats it"
            )
    return found


def _party(case: Case, number: int, scene: Scene | None, supposed: Collection[str]) -> PartyAlternatives:
    name = case.parties[number].id
    own = _own(case, name)
    found = derived_of(own)
    derived = None if found is None else found[1]
    stated = None if name in supposed else stated_of(case, name)
    feared = [one.utility for one in own if one.worst and one.utility is not None]
    driven = driven_of(own)
    bare = PartyAlternatives(
        party=name,
        best=None if found is None else found[0],
        derived=derived,
        sources=() if derived is None else sources_of(own, derived),
        driven=driven,
        driven_packages=packages_at(scene, number, driven),
        worst=(min(low for low, _ in feared), max(high for _, high in feared)) if feared else None,
        stated=None if name in supposed else exact_reservation(case, name),
        agrees=None if stated is None or derived is None else meet(stated, derived),
        used=None, beats=None, least=(), low=None, now=None, high=None, curve=(), complete=False,
        breakpoints=None, turns=None, empty_above=None, swing=None,
        drivers=tuple(driver_effects(own, number, scene)),
    )  # fmt: skip
    return bare if scene is None else _counted(bare, number, scene)


def _counted(bare: PartyAlternatives, number: int, scene: Scene) -> PartyAlternatives:
    """Add what only a counted zone can say."""
    used = scene.reservations[number]
    now = scene.at(number, used)
    low, high = (scene.at(number, end) for end in bare.derived or (used, used))
    values: Sequence[float] = (low.reservation, used, high.reservation)
    curve, breakpoints = scene.levels(number, values)
    beating = [scene.beating(number, value) for value in values]
    return structs.replace(
        bare,
        used=used,
        beats=(beating[0], beating[1], beating[2]),
        least=tuple(least(scene, number, value) for value in values),
        low=low,
        now=now,
        high=high,
        curve=curve,
        complete=breakpoints == len(curve),
        breakpoints=breakpoints,
        turns=scene.turns(number, min(scene.span(number)[0], *values)),
        empty_above=scene.empty_above(number),
        swing=None if bare.derived is None else abs(low.share - high.share),
    )
