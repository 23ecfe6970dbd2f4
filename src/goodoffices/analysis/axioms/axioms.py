"""The axioms: each with its words, its source, and a judgement of one instance.

The theory knows convex sets; here problems are finite, and ties are settled by the largest sorted gains and then by the
order of packages. Finite problems: Mariotti, *Nash bargaining theory when the number of alternatives can be finite*,
Social Choice and Welfare 15(3), 1998; Nagahisa and Tanaka, *An axiomatization of the Kalai-Smorodinsky solution when
the feasible sets can be finite*, Social Choice and Welfare 19(4), 2002. An overview of the axioms: Thomson,
*Cooperative Models of Bargaining*, Handbook of Game Theory 2, 1994, ch. 35.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final, Literal

from goodoffices.analysis.axioms.problem import Problem, Vector, at_least, near, same
from goodoffices.analysis.results import SolutionName

#: What happens to a problem in an instance of an axiom.
Change = Literal[
    "nothing", "rename", "rescale", "shift", "enlarge", "leave out", "add", "add dominated", "raise"
]


@dataclass(frozen=True)
class Instance:
    """One problem, and what becomes of it by the change that the axiom speaks of.

    Attributes:
        before: the problem.
        after: the changed problem; the same one where nothing changes.
        order: for *rename*, which party takes whose place.
        factors, terms: for *rescale*, *enlarge* and *shift*: utility becomes factor × utility + term, party by party.
        party: for *raise*, whose reservation value goes up.
    """

    before: Problem
    after: Problem
    order: tuple[int, ...] = ()
    factors: Vector = ()
    terms: Vector = ()
    party: int = 0


#: Whether an instance keeps the axiom; None where its premise does not hold.
Judge = Callable[[SolutionName, Instance], bool | None]


@dataclass(frozen=True)
class Axiom:
    """One axiom."""

    key: str
    title: str
    says: str
    source: str
    change: Change
    judge: Judge = field(repr=False)


def _pareto(name: SolutionName, instance: Instance) -> bool | None:
    chosen = instance.before.choose(name)
    if chosen is None:
        return None
    return not any(
        all(at_least(u, c) for u, c in zip(point, chosen, strict=True)) and not same(point, chosen)
        for point in instance.before.points
    )


def _weak_pareto(name: SolutionName, instance: Instance) -> bool | None:
    chosen = instance.before.choose(name)
    if chosen is None:
        return None
    return not any(
        all(u > c and not near(u, c) for u, c in zip(point, chosen, strict=True))
        for point in instance.before.points
    )


def _rationality(name: SolutionName, instance: Instance) -> bool | None:
    chosen = instance.before.choose(name)
    if chosen is None:
        return None
    return all(at_least(gain, 0.0) for gain in instance.before.gains(chosen))


def _symmetry(name: SolutionName, instance: Instance) -> bool | None:
    before = instance.before
    chosen = before.choose(name)
    mirrored = all(
        tuple(point[party] for party in order) in before.points
        for point in before.points
        for order in permutations(range(before.parties))
    )
    if chosen is None or not mirrored or len(set(before.disagreement)) > 1:
        return None
    return all(near(one, chosen[0]) for one in chosen)


def _anonymity(name: SolutionName, instance: Instance) -> bool | None:
    before, after = instance.before.choose(name), instance.after.choose(name)
    if before is None or after is None:
        return None if before is after else False
    return same(sorted(instance.before.gains(before)), sorted(instance.after.gains(after)))


def _covariance(name: SolutionName, instance: Instance) -> bool | None:
    before, after = instance.before.choose(name), instance.after.choose(name)
    if before is None or after is None:
        return None if before is after else False
    expected = [f * u + t for f, u, t in zip(instance.factors, before, instance.terms, strict=True)]
    return same(after, expected)


def _covariance_without_ties(name: SolutionName, instance: Instance) -> bool | None:
    if instance.before.choose(name) is None or instance.before.tied(name):
        return None
    return _covariance(name, instance)


def _contraction(name: SolutionName, instance: Instance) -> bool | None:
    before = instance.before.choose(name)
    if before is None or before not in instance.after.points:
        return None
    return instance.after.choose(name) == before


def _unchanged(name: SolutionName, instance: Instance) -> bool | None:
    before = instance.before.choose(name)
    return None if before is None else instance.after.choose(name) == before


def _rational_only(name: SolutionName, instance: Instance) -> bool | None:
    if not instance.before.zone:
        return None
    left = Problem(instance.before.zone, instance.before.disagreement)
    return _unchanged(name, Instance(instance.before, left))


def _both(name: SolutionName, instance: Instance) -> tuple[Vector, Vector] | None:
    before, after = instance.before.choose(name), instance.after.choose(name)
    return None if before is None or after is None else (before, after)


def _strong_monotonicity(name: SolutionName, instance: Instance) -> bool | None:
    both = _both(name, instance)
    return None if both is None else all(at_least(b, a) for a, b in zip(*both, strict=True))


def _restricted_monotonicity(name: SolutionName, instance: Instance) -> bool | None:
    both = _both(name, instance)
    if both is None or instance.before.zone == () or instance.before.ideal != instance.after.ideal:
        return None
    return all(at_least(b, a) for a, b in zip(*both, strict=True))


def _individual_monotonicity(name: SolutionName, instance: Instance) -> bool | None:
    both = _both(name, instance)
    if both is None or not instance.before.zone:
        return None
    old, new = instance.before.ideal, instance.after.ideal
    gaining = [
        party
        for party in range(len(old))
        if all(old[other] == new[other] for other in range(len(old)) if other != party)
    ]
    return all(at_least(both[1][party], both[0][party]) for party in gaining) if gaining else None


def _smallest_gain(name: SolutionName, instance: Instance) -> bool | None:
    both = _both(name, instance)
    if both is None:
        return None
    return at_least(min(instance.after.gains(both[1])), min(instance.before.gains(both[0])))


def _smallest_share(name: SolutionName, instance: Instance) -> bool | None:
    both = _both(name, instance)
    if both is None or not instance.before.zone or instance.before.ideal != instance.after.ideal:
        return None
    if min(instance.before.gains(instance.before.ideal)) <= 0:
        return None
    return at_least(min(instance.after.shares(both[1])), min(instance.before.shares(both[0])))


def _disagreement_monotonicity(name: SolutionName, instance: Instance) -> bool | None:
    both = _both(name, instance)
    return None if both is None else at_least(both[1][instance.party], both[0][instance.party])


_NASH: Final = "Nash 1950"
_KALAI: Final = "Kalai 1977"
_THOMSON: Final = "Thomson 1994"

AXIOMS: Final[tuple[Axiom, ...]] = (
    Axiom(
        "pareto", "Efficiency (Pareto)",
        "no package is better for one party and worse for none", _NASH, "nothing", _pareto,
    ),
    Axiom(
        "weak-pareto", "Weak efficiency",
        "no package is better for every party", _KALAI, "nothing", _weak_pareto,
    ),
    Axiom(
        "rationality", "Individual rationality",
        "nobody gets less than the reservation value", _NASH, "nothing", _rationality,
    ),
    Axiom(
        "symmetry", "Symmetry",
        "where exchanging the parties leaves the problem as it is, all gain the same", _NASH, "nothing", _symmetry,
    ),
    Axiom(
        "anonymity", "Anonymity",
        "renaming the parties leaves the gains, sorted, as they are", _THOMSON, "rename", _anonymity,
    ),
    Axiom(
        "scale", "Scale invariance without ties",
        "a party's utilities in another unit and from another zero change nothing, where one utility vector has the "
        "best score",
        _NASH, "rescale", _covariance_without_ties,
    ),
    Axiom(
        "scale-ties", "Scale invariance, ties included",
        "the same, however many share the best score", _NASH, "rescale", _covariance,
    ),
    Axiom(
        "common-scale", "Independence of the common scale",
        "all utilities times one number change nothing", _KALAI, "enlarge", _covariance,
    ),
    Axiom(
        "translation", "Translation invariance",
        "a number added to a party's utilities and reservation value changes nothing", _KALAI, "shift", _covariance,
    ),
    Axiom(
        "iia", "Independence of irrelevant alternatives",
        "what is chosen stays chosen when others are left out", f"{_NASH}; finite: Mariotti 1998", "leave out",
        _contraction,
    ),
    Axiom(
        "dominated", "Independence of dominated packages",
        "adding a package that is worse for all, or for some and better for none, changes nothing", _THOMSON,
        "add dominated", _unchanged,
    ),
    Axiom(
        "irrational", "Independence of packages below the reservation values",
        "leaving out what some party would not accept changes nothing", _THOMSON, "nothing", _rational_only,
    ),
    Axiom(
        "individual", "Individual monotonicity",
        "with more packages and the others' best gains as before, a party gets no less",
        "Kalai and Smorodinsky 1975", "add", _individual_monotonicity,
    ),
    Axiom(
        "restricted", "Restricted monotonicity",
        "with more packages and all best gains as before, nobody gets less", _THOMSON, "add",
        _restricted_monotonicity,
    ),
    Axiom(
        "strong", "Strong monotonicity",
        "with more packages nobody gets less", _KALAI, "add", _strong_monotonicity,
    ),
    Axiom(
        "smallest-share", "Monotonicity of the smallest share",
        "with more packages and all best gains as before, the smallest share of a best gain does not fall",
        "what is left of Kalai and Smorodinsky 1975 over finite sets; compare Nagahisa and Tanaka 2002", "add",
        _smallest_share,
    ),
    Axiom(
        "smallest-gain", "Monotonicity of the smallest gain",
        "with more packages the smallest gain does not fall",
        "what is left of Kalai 1977 over finite sets; compare Imai 1983", "add", _smallest_gain,
    ),
    Axiom(
        "disagreement", "Disagreement point monotonicity",
        "a party whose reservation value rises gets no less",
        "Thomson, Journal of Economic Theory 42(1), 1987", "raise", _disagreement_monotonicity,
    ),
)  # fmt: skip
