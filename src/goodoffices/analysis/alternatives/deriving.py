"""Reservation values that follow from alternatives: a party takes the best of what it has."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis.tolerance import slack
from goodoffices.model.case import Case
from goodoffices.model.preferences import Additive, Alternative, Interval, NonAdditive, Ordinal

Range = tuple[float, float]


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


def sources_of(alternatives: Sequence[Alternative], derived: Range) -> tuple[str, ...]:
    """Return the statements behind the alternatives that set either end of a derived range."""
    found: dict[str, None] = {}
    for one in alternatives:
        if one.worst or one.utility is None:
            continue
        if one.utility[0] == derived[0] or one.utility[1] == derived[1]:
            found |= dict.fromkeys(one.statements)
    return tuple(found)


def stated_of(case: Case, party: str) -> Range | None:
    """Return the reservation value that a party's preferences state, as a range."""
    preferences = case.parties_by_id[party].preferences
    if preferences is None or preferences.reservation is None:
        return None
    if isinstance(preferences, (Interval, Ordinal)):
        return preferences.reservation
    return preferences.reservation, preferences.reservation


def conflict(case: Case, party: str, own: Sequence[Alternative]) -> str | None:
    """Name a reservation value and alternatives that cannot both be right, and where each comes from."""
    stated, found = stated_of(case, party), derived_of(own)
    if stated is None or found is None or meet(stated, found[1]):
        return None
    best, derived = found
    of_best = next(one for one in own if one.id == best)
    preferences = case.parties_by_id[party].preferences
    assumed = getattr(preferences, "assumption", "")
    low = f"{stated[0]:g}" if stated[0] == stated[1] else f"{stated[0]:g} to {stated[1]:g}"
    grounds = [f"statement {name}" for name in sources_of(own, derived)]
    grounds += [f"assumed: {of_best.assumption.strip()}"] if of_best.assumption else []
    return (
        f"the reservation value of '{party}' is stated as {low} (in its preferences"
        f"{f', assumed: {assumed.strip()}' if assumed else ''}), but its alternatives, '{best}' the best of them, put "
        f"it at {derived[0]:g} to {derived[1]:g} ({'; '.join(grounds) or 'no source given'}); the stated one is used"
    )


def meet(stated: Range, derived: Range) -> bool:
    """Say whether two ranges have a number in common, up to rounding."""
    return stated[1] >= derived[0] - slack(derived[0]) and stated[0] <= derived[1] + slack(derived[1])


def exact_reservation(case: Case, party: str) -> float | None:
    """Return the reservation value that exact preferences state."""
    preferences = case.parties_by_id[party].preferences
    return preferences.reservation if isinstance(preferences, Additive | NonAdditive) else None
