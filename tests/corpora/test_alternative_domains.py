"""Alternatives put into real domains, against looking at every package."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from goodoffices.analysis.alternatives.alternatives import alternatives_of
from goodoffices.model import Case
from goodoffices.model.preferences import Alternative
from goodoffices.services import open_scenario
from tests.corpora.test_real_domains import TOLERANCE, utilities_of

DOMAINS = (
    "genius/anac/y2010/ItexvsCypress",
    "genius/anac/y2010/Travel",
    "genius/anac/y2011/Grocery",
    "genius/anac/y2011/Car",
    "genius/anac/y2011/Energy",
    "genius/anac/y2012/Supermarket/Supermarket-C-domain.xml",
)


def with_alternatives(case: Case) -> Case:
    """Every party could live without a deal, a little better from one to the next."""
    return msgspec.structs.replace(
        case,
        alternatives=tuple(
            Alternative(
                id=f"alone-{party.id}", party=party.id, title="Alone", utility=(0.3 + number / 20, 0.7)
            )
            for number, party in enumerate(case.parties)
        ),
    )


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_real_domain_holds_against_every_package(shared: Path, domain: str) -> None:
    case = with_alternatives(open_scenario(shared / "scenarios" / domain).case)
    utilities = utilities_of(case)
    found = alternatives_of(case)
    assert found.status == "exact"
    used = np.array([one.used for one in found.parties])
    for number, one in enumerate(found.parties):
        rest = [other for other in range(len(used)) if other != number]
        open_to = utilities[(utilities[:, rest] >= used[rest] - TOLERANCE).all(axis=1)]
        own = open_to[:, number]
        assert one.empty_above == pytest.approx(own.max(), abs=1e-9)
        assert one.breakpoints is not None
        assert one.breakpoints == len(np.unique(np.round(own, 9))) or one.breakpoints > 2000
        for level in one.curve:
            assert level.packages == (own >= level.reservation - TOLERANCE).sum()
        for step, least, beats in zip((one.low, one.now, one.high), one.least, one.beats or (), strict=True):
            assert step is not None
            at = used.copy()
            at[number] = step.reservation
            assert step.packages == (own >= step.reservation - TOLERANCE).sum()
            reached = utilities[:, number] >= step.reservation - TOLERANCE
            assert beats == reached.sum()
            inside = open_to[own >= step.reservation - TOLERANCE]
            best = np.maximum(inside - at, 0.0).prod(axis=1).max(initial=0.0)
            nash = 0.0 if step.nash is None else np.maximum(np.array(step.nash) - at, 0.0).prod()
            assert nash == pytest.approx(best, rel=1e-6, abs=1e-12)
            assert (least is None) == (not reached.any())
            if least is not None:
                low, high = utilities.min(axis=0), utilities.max(axis=0)
                shares = ((utilities - low) / np.where(high > low, high - low, 1.0))[:, rest].sum(axis=1)
                worth = ((np.array(least.utilities) - low) / np.where(high > low, high - low, 1.0))[
                    rest
                ].sum()
                assert worth == pytest.approx(shares[reached].max(), abs=1e-9)
        for turn in one.turns or ():
            at = used.copy()
            at[number] = (turn.above + turn.upto) / 2
            best = np.maximum(open_to - at, 0.0).prod(axis=1).max()
            assert np.maximum(np.array(turn.utilities) - at, 0.0).prod() == pytest.approx(best, rel=1e-6)
