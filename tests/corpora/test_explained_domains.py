"""Explanations of real domains, against looking at every package by the moved weights."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from goodoffices import explain
from goodoffices.analysis.explaining.shapes import Explanation, Move
from goodoffices.model import Additive, Case
from goodoffices.services import open_scenario
from tests.corpora.test_real_domains import TOLERANCE, best_row, utilities_of

DOMAINS = (
    "genius/anac/y2010/ItexvsCypress",
    "genius/anac/y2011/Grocery",
    "genius/anac/y2011/Car",
    "genius/anac/y2012/Supermarket/Supermarket-C-domain.xml",
    "genius/anac/y2010/Travel",
)

#: Shares of the way to a change; odd, so as not to hit exact ties.
INSIDE = (0.0713, 0.5171, 0.9831)

Floats = NDArray[np.float64]


def moved(case: Case, move: Move, to: float) -> Case:
    """The case with one weight or reservation value changed."""
    parties = []
    for party in case.parties:
        preferences = party.preferences
        assert isinstance(preferences, Additive)
        if party.id == move.party and move.issue is None:
            preferences = msgspec.structs.replace(preferences, reservation=to)
        elif party.id == move.party and move.issue is not None:
            total = sum(preferences.weights.values())
            share = (total - to) / (total - preferences.weights[move.issue])
            weights = {issue: weight * share for issue, weight in preferences.weights.items()}
            preferences = msgspec.structs.replace(preferences, weights=weights | {move.issue: to})
        parties.append(msgspec.structs.replace(party, preferences=preferences))
    return msgspec.structs.replace(case, parties=tuple(parties))


def chosen(case: Case, name: str) -> tuple[int | None, Floats]:
    """The row that a solution chooses, by its definition, and all utilities."""
    utilities = utilities_of(case)
    stated = [p.preferences.reservation for p in case.parties if isinstance(p.preferences, Additive)]
    gains = utilities - [
        low if value is None else value for value, low in zip(stated, utilities.min(axis=0), strict=True)
    ]
    if name == "utilitarian":
        return best_row(utilities.sum(axis=1), gains, np.arange(len(utilities))), utilities
    zone = np.flatnonzero((gains >= -TOLERANCE).all(axis=1))
    if not len(zone):
        return None, utilities
    gains = np.maximum(gains, 0)
    if name == "nash":
        return best_row(gains.prod(axis=1), gains, zone), utilities
    if name == "egalitarian":
        return best_row(gains.min(axis=1), gains, zone), utilities
    largest = gains[zone].max(axis=0)
    if (largest <= TOLERANCE).any():
        return None, utilities
    return best_row((gains / largest).min(axis=1), gains, zone), utilities


def stays(case: Case, name: str, now: int | None) -> bool:
    row, utilities = chosen(case, name)
    if row is None or now is None:
        return row is now
    return np.allclose(utilities[row], utilities[now], rtol=1e-8, atol=1e-8)


@cache
def explained(path: Path) -> tuple[Case, Mapping[str, Explanation]]:
    """Return a domain's case and its explanations, made once."""
    case = open_scenario(path).case
    return case, explain(case).figures


@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"])
@pytest.mark.parametrize("domain", DOMAINS)
def test_choices_of_real_domains_change_where_explanations_say(shared: Path, domain: str, name: str) -> None:
    case, figures = explained(shared / "scenarios" / domain)
    found = figures[name]
    assert found.notes == ()
    now = chosen(case, name)[0]
    turns = 0
    for move in [move for move in found.sensitivity if move.room is not None][:6]:
        assert move.value is not None
        for turn in filter(None, (move.down, move.up)):
            turns += 1
            assert turn.status == "exact"
            near, far = turn.interval
            for part in INSIDE:
                assert stays(moved(case, move, move.value + part * (near - move.value)), name, now), (
                    move,
                    turn,
                )
            assert not stays(moved(case, move, far), name, now), (move, turn)
    assert turns
