"""What a party's mandates say of a package: the same for a decision and for whoever is told of it beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from goodoffices.model.casefile.check_terms import check_condition, check_package
from goodoffices.model.conditions import Condition, holds
from goodoffices.model.issues import Issue
from goodoffices.talks.events import Package
from goodoffices.talks.events.home import MandateGiven
from goodoffices.talks.lens import Lens
from goodoffices.talks.streams import Kind

#: Where a mandate stands, and its name: what has one name in two places is two mandates, and both bind.
Place = tuple[Kind, str]


def in_force(lens: Lens, party: str, at: dt.datetime, *, entered: bool) -> dict[Place, MandateGiven]:
    """Return the mandates of a party that are in force, as an actor sees them, by where they stand and their names.

    Args:
        lens: what the actor sees.
        party: whose mandates.
        at: when they are looked at.
        entered: a mediator looks, who does not see what is kept at home.

    Raises:
        Hidden: the actor sees no mandate of the party.
    """
    places: dict[Kind, dict[str, MandateGiven]] = {
        "mandate": lens.mandate(party).mandates,
        "entered": lens.entered(party).mandates,
    }
    if not entered:
        places["home"] = lens.home(party).mandates
    return {
        (place, name): one
        for place, given in places.items()
        for name, one in given.items()
        if one.expires is None or one.expires > at
    }


def beyond(
    mandates: Mapping[Place, MandateGiven], package: Package, issues: Mapping[str, Issue]
) -> MandateGiven | None:
    """Return the first mandate that a package goes beyond; None where it goes beyond none."""
    for one in mandates.values():
        if one.requires is not None and _keeps(one.requires, package, issues) is False:
            return one
    return None


def within(mandates: Mapping[Place, MandateGiven], package: Package, issues: Mapping[str, Issue]) -> bool:
    """Whether a package keeps every mandate, however the issues that it leaves open are settled."""
    given = [one.requires for one in mandates.values() if one.requires is not None]
    return all(_keeps(condition, package, issues) is True for condition in given)


def _keeps(condition: Condition, package: Package, issues: Mapping[str, Issue]) -> bool | None:
    """Say whether a package keeps a condition.

    It is open (None) where the condition no longer fits the agenda, as of an issue that has left it or has other
    options now. A package with an option that the agenda no longer has keeps no limit on it.
    """
    if any(check_condition(condition, issues, ())):
        return None
    limited = {name: package[name] for name in condition.issues if name in package}
    return False if any(check_package(limited, issues, ())) else holds(condition, package, issues)


def waits_for_home(
    mandates: Mapping[Place, MandateGiven], package: Package, issues: Mapping[str, Issue]
) -> bool:
    """Whether a package that goes beyond no mandate still needs approval at home.

    It does without a mandate, under one that is ad referendum, and where it leaves open what a mandate limits, as a
    text without a package does.
    """
    if not mandates or any(one.ad_referendum for one in mandates.values()):
        return True
    return not within(mandates, package, issues)
