"""Whether a party can accept a package: for all, some or none of the preferences that fit."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from goodoffices.analysis.partial.results import Modality, Share
from goodoffices.analysis.partial.room import Floats, Places, Room
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.conditions import holds
from goodoffices.model.packages import package_at


def acceptable(room: Room, places: Places) -> dict[str, Modality]:
    """Judge a package for each party: its red lines and mandates, then its utility against its reservation value."""
    package = package_at(places, room.case.issues)
    issues = room.case.issues_by_id
    found: dict[str, Modality] = {}
    for polytope in room.polytopes:
        party = polytope.knowledge.party
        if not all(holds(condition, package, issues) for condition in room.required[party]):
            found[party] = "never"
        elif not polytope.knowledge.limited:
            found[party] = "necessarily"
        else:
            gain, bias = polytope.gain(places), polytope.knowledge.bias
            if polytope.lowest(gain) + bias >= -RELATIVE:
                found[party] = "necessarily"
            else:
                found[party] = "possibly" if polytope.highest(gain) + bias >= -RELATIVE else "never"
    return found


def joined(modalities: Iterable[Modality]) -> Modality:
    """Return what holds for all parties together; their preferences are independent of one another."""
    every = set(modalities)
    return "never" if "never" in every else "possibly" if "possibly" in every else "necessarily"


def acceptability(room: Room, places: Places, judged: dict[str, Modality]) -> Share:
    """Return the share of preferences under which every party can accept the package."""
    if joined(judged.values()) != "possibly":
        certain = 1.0 if joined(judged.values()) == "necessarily" else 0.0
        return Share(value=certain, error=0.0, n=0, status="exact")
    good = np.ones(room.draws[0].shape[:2], bool)
    for polytope, drawn in zip(room.polytopes, room.draws, strict=True):
        if judged[polytope.knowledge.party] == "possibly":
            columns = list(polytope.utility(places))
            gains = (
                drawn[..., columns].sum(axis=-1)
                + polytope.knowledge.bias
                - drawn[..., room.layout.reservation]
            )
            good &= gains >= -RELATIVE
    return share_of(good.astype(float))


def share_of(held: Floats) -> Share:
    """Return the share of draws in which something held; the spread between chains gives its standard error.

    Args:
        held: chains × draws of 0 and 1.
    """
    means = held.mean(axis=1)
    error = float(means.std(ddof=1)) / math.sqrt(len(means)) if len(means) > 1 else 0.0
    # chains that all say the same still leave what so many draws cannot see (the rule of three)
    return Share(value=float(held.mean()), error=max(error, 1.0 / held.size), n=held.size, status="sampled")
