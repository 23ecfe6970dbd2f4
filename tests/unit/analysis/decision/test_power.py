"""Power indices against figures that were published."""

from __future__ import annotations

import pytest

from goodoffices.analysis.decision.power import power_of
from goodoffices.model.parties import DecisionBody, Member, Rule


def body(weights: dict[str, float], rule: Rule, veto: tuple[str, ...] = ()) -> DecisionBody:
    members = tuple(Member(id=n, name=n, weight=w, veto=n in veto) for n, w in weights.items())
    return DecisionBody(id="b", party="p", name="b", members=members, rule=rule)


def test_the_security_council_since_1965() -> None:
    """Straffin, Power and Stability in Politics, Handbook of Game Theory 2, 1994, section 5: 0.196 and 0.0019."""
    permanent = [f"p{n}" for n in range(5)]
    names = permanent + [f"n{n}" for n in range(10)]
    council = body(dict.fromkeys(names, 1.0), Rule(kind="qualified", threshold="9/15"), tuple(permanent))
    power = {one.member: one for one in power_of(council, {"b": council})}
    assert power["p0"].shapley_shubik == pytest.approx(421 / 2145)
    assert power["n0"].shapley_shubik == pytest.approx(4 / 2145)
    assert power["p0"].banzhaf_share == pytest.approx(848 / 5080)
    assert power["n0"].banzhaf_share == pytest.approx(84 / 5080)


def test_the_european_community_of_1958() -> None:
    """Brams and Affuso, New Paradoxes of Voting Power on the EC Council of Ministers, 1985: Luxembourg has none."""
    weights = {"de": 4.0, "fr": 4.0, "it": 4.0, "be": 2.0, "nl": 2.0, "lu": 1.0}
    council = body(weights, Rule(kind="weighted", threshold="12/17"))
    power = {one.member: one for one in power_of(council, {"b": council})}
    assert [power[name].shapley_shubik_exact for name in weights] == [
        "7/30",
        "7/30",
        "7/30",
        "3/20",
        "3/20",
        "0",
    ]
    assert [power[name].banzhaf_share for name in weights] == pytest.approx(
        [10 / 42] * 3 + [6 / 42] * 2 + [0]
    )


def test_a_parliament_of_hundreds_is_exact() -> None:
    house = body({f"m{n}": 1.0 for n in range(120)}, Rule(kind="majority"))
    power = power_of(house, {"b": house})
    assert {one.shapley_shubik_exact for one in power} == {"1/120"}
    blocks = body(
        {"a": 47.0, "b": 31.0, "c": 24.0, "d": 11.0, "e": 7.0}, Rule(kind="weighted", threshold="61/120")
    )
    assert sum(one.shapley_shubik for one in power_of(blocks, {"b": blocks})) == pytest.approx(1)


def test_the_leader_has_it_all() -> None:
    members = (
        Member(id="l", name="L", role="leader"),
        Member(id="m", name="M"),
        Member(id="o", name="O", role="observer"),
    )
    cabinet = DecisionBody(id="b", party="p", name="b", members=members, rule=Rule(kind="leader"))
    assert [(one.member, one.shapley_shubik) for one in power_of(cabinet, {"b": cabinet})] == [
        ("l", 1.0),
        ("m", 0.0),
    ]
