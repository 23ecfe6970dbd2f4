from __future__ import annotations

import math

import pytest
from msgspec import structs

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.counting import choosing
from goodoffices.analysis.results import Analysis, Zone
from goodoffices.cli.analyse import _zone_line
from goodoffices.model import Additive, Case, Issue, Option, Party, Table


def analysed() -> Analysis:
    """Two parties over four issues of eight options each, who want the opposite."""
    options = tuple(Option(id=f"o{place}") for place in range(8))
    names = [f"i{number}" for number in range(4)]
    parties = []
    for number in range(2):
        worth = [place if number else 7 - place for place in range(8)]
        table = Table(evaluations={f"o{place}": float(one) for place, one in enumerate(worth)})
        known = Additive(
            weights=dict.fromkeys(names, 1.0), values=dict.fromkeys(names, table), reservation=12.0
        )
        parties.append(Party(id=f"p{number}", preferences=known))
    issues = tuple(Issue(id=name, options=options) for name in names)
    return analyse_case(Case(parties=tuple(parties), issues=issues))


def test_an_exact_zone_and_a_sampled_one_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = analysed()
    assert exact.zone is not None
    assert exact.zone.status == "exact"
    assert "(exact)" in _zone_line(exact)
    monkeypatch.setattr(choosing, "_SEARCHED", 0)
    monkeypatch.setattr(choosing, "_quickest", lambda *_: (math.inf, pytest.fail))
    sampled = analysed()
    assert sampled.zone is not None
    assert (sampled.zone.status, sampled.zone.confidence) == ("sampled", 0.99)
    assert sampled.zone.bounds is not None
    assert sampled.zone.bounds[0] <= exact.zone.packages <= sampled.zone.bounds[1]
    assert _zone_line(sampled).endswith("; 99% sure, by a sample)")
    assert sampled.to_dict()["zone"]["confidence"] == 0.99
    assert "confidence" not in exact.to_dict()["zone"]


def test_bounds_that_are_proven_need_no_other_word() -> None:
    zone = Zone(packages=15, share=0.1, status="bounded", bounds=(10, 20))
    assert _zone_line(structs.replace(analysed(), zone=zone)).endswith(
        "about 15 packages (between 10 and 20)"
    )
