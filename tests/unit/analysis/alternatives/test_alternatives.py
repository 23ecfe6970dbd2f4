"""What is answered about alternatives, where it can be worked out by hand."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from goodoffices import analyse
from goodoffices.analysis.alternatives import curve, influence
from goodoffices.analysis.alternatives.alternatives import alternatives_of
from goodoffices.analysis.alternatives.turns import turns
from goodoffices.model import Case
from goodoffices.model.casefile import read_case_text
from goodoffices.model.preferences import Alternative

#: Five packages; the seller gets 0, 1/4, 1/2, 3/4, 1, the buyer the rest.
CASE = """
goodoffices: 1
issues: [{id: price, title: Price, integers: {low: 0, high: 4}}]
parties:
  - {id: seller, preferences: {kind: additive, assumption: Guessed., weights: {price: 1}, values: {price: {kind: linear, slope: 0.25}}SELLER}}
  - {id: buyer, preferences: {kind: additive, weights: {price: 1}, values: {price: {kind: linear, slope: -0.25, origin: 4}}, reservation: 0.1}}
sources: [{id: paper, title: Paper}]
statements: [{id: s1, source: paper, content: I have another buyer., speaker: The seller, speaker_named: true, act: asserts}]
alternatives:
  - {id: other, party: seller, title: Another buyer, utility: [0.2, 0.6], statements: [s1], assumption: From the paper.}
  - {id: keeps, party: seller, title: Keeps it, utility: [0.1, 0.3]}
  - {id: ruin, party: seller, title: Is ruined, worst: true, utility: [-1, -0.5]}
"""


def case(seller: str = "") -> Case:
    return read_case_text(CASE.replace("SELLER", seller))


def test_by_hand() -> None:
    found = alternatives_of(case(", reservation: 0.3"))
    seller, buyer = found.parties
    assert (seller.best, seller.derived, seller.worst, seller.agrees) == (
        "other",
        (0.2, 0.6),
        (-1.0, -0.5),
        True,
    )
    assert seller.sources == ("s1",)
    # the buyer takes nothing below 0.1, so the price is at most 3; all steps are known
    assert [(level.reservation, level.packages) for level in seller.curve] == [
        (0, 4),
        (0.25, 3),
        (0.5, 2),
        (0.75, 1),
    ]
    assert seller.complete
    assert seller.breakpoints == 4
    assert seller.empty_above == 0.75
    assert seller.beats == (4, 3, 2)
    assert [least.package if least else None for least in seller.least] == [
        {"price": 1},
        {"price": 2},
        {"price": 3},
    ]
    # (u - t)(0.9 - u) is largest at u = (t + 0.9) / 2: between prices 1 and 2 it turns at t = -0.15, then at 0.35, …
    assert [(round(t.upto, 9), t.package["price"]) for t in seller.turns or ()] == [(0.35, 2), (0.75, 3)]
    assert seller.low is not None
    assert seller.high is not None
    assert (seller.low.package, seller.high.package) == ({"price": 2}, {"price": 3})
    assert buyer.derived is None
    assert buyer.drivers == ()
    assert found.matters_most == "seller"
    other, keeps = found.influences
    assert (other.alternative, other.reservation, other.packages, round(other.swing, 12)) == (
        "other",
        (0.2, 0.6),
        (3, 1),
        0.4,
    )
    # from 3 packages to 1 while the value moves by 40 hundredths: the mean falls by 2/2 in 40 steps
    assert other.elasticity == pytest.approx(-1 / 40)
    # what the seller would not take anyway moves nothing
    assert (keeps.reservation, keeps.swing, keeps.elasticity) == ((0.4, 0.4), 0.0, None)


def test_a_stated_value_stays_and_a_conflict_names_both_sources() -> None:
    found = analyse(case(", reservation: 0.9"))
    assert found.reservations["seller"] == 0.9
    assert found.alternatives is not None
    (note,) = (one for one in found.alternatives.notes if "stated" in one)
    for word in (
        "0.9",
        "assumed: Guessed.",
        "'other'",
        "0.2 to 0.6",
        "statement s1",
        "assumed: From the paper.",
    ):
        assert word in note
    assert found.alternatives.parties[0].agrees is False


def test_without_a_stated_value_the_core_counts_from_the_lowest_and_says_so() -> None:
    found = analyse(case())
    assert found.reservations["seller"] == 0.0
    assert found.zone is not None
    assert found.zone.packages == 4
    assert found.alternatives is not None
    assert found.alternatives.parties[0].used == 0.4
    assert any("`--alternative seller=middle`" in note for note in found.alternatives.notes)
    counted = analyse(case(), alternative={"seller": "middle"})
    assert counted.reservations["seller"] == 0.4
    assert counted.zone is not None
    assert counted.zone.packages == 2


@pytest.mark.parametrize(
    ("utility", "says"), [((1.2, 1.4), "no deal beats it"), ((-2, -1), "every deal beats it")]
)
def test_what_lies_beyond_all_packages_is_said(utility: tuple[float, float], says: str) -> None:
    beyond = msgspec.structs.replace(
        case(), alternatives=(Alternative(id="x", party="buyer", title="X", utility=utility),)
    )
    assert any(says in note for note in alternatives_of(beyond).notes)


def test_without_exact_preferences_ranges_still_stand() -> None:
    text = CASE.replace("SELLER", "")
    start = text.index("kind: additive, assumption")
    vague = read_case_text(
        text[:start]
        + "kind: ordinal, priorities: [price], reservation: [0.7, 0.8]"
        + text[text.index("}}}", start) + 2 :]
    )
    found = alternatives_of(vague)
    seller = found.parties[0]
    assert (seller.derived, seller.agrees, seller.now, seller.curve) == ((0.2, 0.6), False, None, ())
    assert any("0.7 to 0.8" in note for note in found.notes)
    assert any("known by order" in note for note in found.notes)


def test_elasticity_of_zones_larger_than_any_float() -> None:
    assert influence.elasticity((3 * 10**400, 10**400), 0.4) == pytest.approx(-1 / 40)
    assert influence.elasticity((0, 0), 0.4) is None


def test_too_many_turns_are_given_up() -> None:
    own = np.linspace(0, 1, 1001)
    assert turns(own, 1 - own, 0.0, 100) is None
    found = turns(own, 1 - own, 0.0, 1000)
    assert found is not None
    assert found[0][0] == 0.0
    assert math.isclose(found[-1][1], own[-2])


def test_a_space_too_large_to_be_counted_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.analysis import zone
    from goodoffices.analysis.counting import choosing

    monkeypatch.setattr(zone, "_PLAIN", 0)
    monkeypatch.setattr(choosing, "_SEARCHED", 0)
    monkeypatch.setattr(choosing, "_quickest", lambda *_: (math.inf, pytest.fail))
    monkeypatch.setattr(curve, "MOST_LISTED", 0)
    exact = alternatives_of(case(", reservation: 0.3"))
    monkeypatch.undo()
    listed = alternatives_of(case(", reservation: 0.3"))
    now, known = exact.parties[0].now, listed.parties[0].now
    assert now is not None
    assert known is not None
    low, high = now.bounds or (now.packages, now.packages)
    assert low <= known.packages <= high
    assert exact.parties[0].complete is False
