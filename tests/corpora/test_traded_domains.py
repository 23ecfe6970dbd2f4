"""Trades from packages of real domains, against looking at every package."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from goodoffices import trades
from goodoffices.model import Additive, Case
from goodoffices.model.packages import package_at
from goodoffices.services import open_scenario
from tests.corpora.test_real_domains import TOLERANCE, utilities_of

DOMAINS = (
    "genius/anac/y2010/ItexvsCypress",
    "genius/anac/y2010/EnglandZimbabwe",
    "genius/anac/y2010/Travel",
    "genius/anac/y2011/Grocery",
    "genius/anac/y2011/Car",
    "genius/anac/y2011/Energy",
    "genius/anac/y2012/Supermarket/Supermarket-C-domain.xml",
)

STARTS = 6

Floats = NDArray[np.float64]


def without_limits(case: Case) -> Case:
    """The case without reservation values, so that no trade crosses anything."""
    parties = []
    for party in case.parties:
        assert isinstance(party.preferences, Additive)
        free = msgspec.structs.replace(party.preferences, reservation=None)
        parties.append(msgspec.structs.replace(party, preferences=free))
    return msgspec.structs.replace(case, parties=tuple(parties))


def places_of(case: Case) -> NDArray[np.int64]:
    """Every package as places, in the order of `utilities_of`."""
    sizes = [issue.size for issue in case.issues]
    return np.stack(np.unravel_index(np.arange(np.prod(sizes)), sizes), axis=1)


@pytest.mark.parametrize("domain", DOMAINS)
def test_trades_of_a_real_domain_hold_against_every_package(shared: Path, domain: str) -> None:
    case = without_limits(open_scenario(shared / "scenarios" / domain).case)
    every, utilities = places_of(case), utilities_of(case)
    sizes = [issue.size for issue in case.issues]
    spans = utilities.max(axis=0) - utilities.min(axis=0)
    spans = np.where(spans > TOLERANCE, spans, 1.0)
    for start in np.random.default_rng(20240330).integers(0, len(every), STARTS):
        here, at = every[start], utilities[start]
        found = trades(case, package_at(here.tolist(), case.issues))
        assert found.status == "exact"
        before = at
        for step in found.steps:
            gained = np.array(step.utilities) - before
            assert (gained >= -TOLERANCE).all()
            assert (gained > TOLERANCE).any()
            row = np.ravel_multi_index(
                [issue.index_of(step.package[issue.id]) or 0 for issue in case.issues], sizes
            )
            np.testing.assert_allclose(utilities[row], step.utilities, rtol=1e-9, atol=1e-9)
            before = np.array(step.utilities)
        better = (utilities >= before - TOLERANCE).all(axis=1) & (utilities > before + TOLERANCE).any(axis=1)
        assert not better.any()
        gains = np.maximum(utilities - at, 0)[(utilities >= at - TOLERANCE).all(axis=1)]
        assert np.prod(np.maximum(before - at, 0)) >= gains.prod(axis=1).max() * (1 - 1e-6) - 1e-15
        moved = (every != here).sum(axis=1)
        shares = np.where(np.abs(utilities - at) <= TOLERANCE, 0.0, utilities - at) / spans
        cost = np.maximum(-shares, 0).sum(axis=1)
        for number, party in enumerate(case.parties):
            listed = found.best[party.id]
            free = ((moved >= 1) & (moved <= 2) & (cost == 0)).nonzero()[0]
            alone = ((moved == 1) & (cost == 0)).nonzero()[0]
            most = shares[free, number].max(initial=0.0)
            if most > 0:
                assert listed[0].rate is None
                # two issues that are each free and not exchanged for one another are two trades
                assert (
                    listed[0].shares[number] >= max(most / 2, shares[alone, number].max(initial=0.0)) - 1e-9
                )
            paid = [one.rate for one in listed if one.rate is not None]
            assert all(a >= b - 1e-9 for a, b in itertools.pairwise(paid))
            if most <= 0:
                dear = ((moved >= 1) & (moved <= 2) & (shares[:, number] > 0)).nonzero()[0]
                assert bool(paid) == bool(len(dear))
                if paid:
                    # no sum of two trades has a better rate than the better of them
                    assert paid[0] == pytest.approx((shares[dear, number] / cost[dear]).max(), rel=1e-6)
