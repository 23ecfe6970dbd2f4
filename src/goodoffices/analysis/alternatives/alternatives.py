"""What each side does without a deal: reservation values derived, the zone moved by them, whose matters most.

Fisher, Ury and Patton, *Getting to Yes*, 1981, ch. 6; Lax and Sebenius, *The Power of Alternatives or the Limits to
Negotiation*, Negotiation Journal 1(2), 1985; Raiffa, *The Art and Science of Negotiation*, 1982, part II.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from goodoffices.analysis.alternatives.curve import PLACES, Scene
from goodoffices.analysis.alternatives.results import Alternatives, DriverEffect, PartyAlternatives, Step
from goodoffices.analysis.space import Space, space_of
from goodoffices.analysis.tolerance import slack
from goodoffices.model.case import Case
from goodoffices.model.preferences import Additive, Alternative

Range = tuple[float, float]


def alternatives_of(case: Case) -> Alternatives:
    """Answer what each party's alternatives mean for a deal.

    Args:
        case: a checked case with some alternative.
    """
    space = space_of(case)
    notes: list[str] = []
    scene = _scene(space, case, notes)
    parties = tuple(_party(case, party.id, scene) for party in case.parties)
    notes += [
        f"the reservation value of '{one.party}' is stated as {one.stated:g}, but its best alternative '{one.best}' is "
        f"worth {one.derived[0]:g} to {one.derived[1]:g}; the stated one is used"
        for one in parties
        if one.agrees is False and one.derived is not None
    ]
    if scene is not None and scene.limits_aside:
        notes.append(
            "red lines and mandates alone leave no package, so no alternative could open a zone; what stands here is "
            "the zone of reservation values alone, those limits aside"
        )
    swings = [(one.swing, one.party) for one in parties if one.swing]
    bounded = any(step.status == "bounded" for one in parties for step in one.curve)
    return Alternatives(
        parties=parties,
        matters_most=max(swings)[1] if swings else None,
        limits_aside=scene is not None and scene.limits_aside,
        status="bounded" if bounded or (scene is not None and scene.status == "bounded") else "exact",
        notes=tuple(notes),
    )


def derived_of(alternatives: Sequence[Alternative]) -> tuple[str, Range] | None:
    """Return the best of a party's alternatives, and the range of the reservation value that follows from all of them.

    A party takes the best of what it has: at least the largest lowest value, at most the largest highest one. What it
    only fears (`worst`) is no choice of its own.
    """
    known = [(one.id, one.utility) for one in alternatives if not one.worst and one.utility is not None]
    if not known:
        return None
    best = max(known, key=lambda one: (one[1][0] + one[1][1], one[0]))
    return best[0], (max(low for _, (low, _) in known), max(high for _, (_, high) in known))


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
        derived = derived_of([one for one in case.alternatives if one.party == party.id])
        assert isinstance(party.preferences, Additive)
        if party.preferences.reservation is not None or derived is None:
            reservations.append(space.reservations[number])
        else:
            low, high = derived[1]
            reservations.append((low + high) / 2)
            notes.append(
                f"the party '{party.id}' has no stated reservation value; here the middle of its alternatives, "
                f"{(low + high) / 2:g}, stands for it, while zone and solutions count from its lowest feasible utility"
            )
    return Scene(space, reservations)


def _party(case: Case, name: str, scene: Scene | None) -> PartyAlternatives:
    own = [one for one in case.alternatives if one.party == name]
    found = derived_of(own)
    preferences = case.parties_by_id[name].preferences
    stated = preferences.reservation if isinstance(preferences, Additive) else None
    feared = [one.utility for one in own if one.worst and one.utility is not None]
    derived = None if found is None else found[1]
    agrees = None
    if stated is not None and derived is not None:
        agrees = derived[0] - slack(stated) <= stated <= derived[1] + slack(stated)
    low = now = high = None
    curve: tuple[Step, ...] = ()
    beats = empty_above = swing = None
    if scene is not None:
        number = [party.id for party in case.parties].index(name)
        now = scene.at(number, scene.reservations[number])
        low, high = (scene.at(number, end) for end in derived or (now.reservation, now.reservation))
        swing = None if derived is None else abs(low.share - high.share)
        values = tuple(step.reservation for step in (low, now, high))
        curve = tuple(scene.at(number, value) for value in _places(scene, number, values))
        beats = (
            scene.beating(number, values[0]),
            scene.beating(number, values[1]),
            scene.beating(number, values[2]),
        )
        empty_above = scene.empty_above(number)
    return PartyAlternatives(
        party=name,
        best=None if found is None else found[0],
        derived=derived,
        worst=(min(low for low, _ in feared), max(high for _, high in feared)) if feared else None,
        stated=stated,
        agrees=agrees,
        used=None if now is None else now.reservation,
        beats=beats,
        low=low,
        now=now,
        high=high,
        curve=curve,
        empty_above=empty_above,
        swing=swing,
        drivers=tuple(_drivers(case, own, name, scene)),
    )


def _places(scene: Scene, party: int, marked: Sequence[float]) -> list[float]:
    """Return the values to look at: evenly over the party's utilities, and those that are marked."""
    low, high = scene.span(party)
    even = [low + (high - low) * place / (PLACES - 1) for place in range(PLACES)]
    return sorted({*even, *marked})


def _drivers(
    case: Case, own: Sequence[Alternative], name: str, scene: Scene | None
) -> Iterator[DriverEffect]:
    """Yield what moves a party's alternatives, and what that does to its reservation value and to the zone."""
    for alternative in own:
        for driver in alternative.drivers:
            reservation = None
            if driver.by is not None and alternative.utility is not None and not alternative.worst:
                low, high = (value + by for value, by in zip(alternative.utility, driver.by, strict=True))
                span = (min(low, high), max(low, high))
                moved = [
                    structs.replace(one, utility=span) if one.id == alternative.id else one for one in own
                ]
                after = derived_of(moved)
                reservation = None if after is None else after[1]
            packages = None
            if scene is not None and reservation is not None:
                number = [party.id for party in case.parties].index(name)
                ends = [scene.at(number, value).packages for value in reservation]
                packages = (min(ends), max(ends))
            yield DriverEffect(
                alternative=alternative.id,
                title=driver.title,
                effect=driver.effect,
                reservation=reservation,
                packages=packages,
                sources=driver.statements,
                assumption=driver.assumption,
            )
