"""What one party's own answers imply, without anything of another: weights, packages, and which is better."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.partial.knowledge import Fact, Knowledge, Layout, knowledge_of
from goodoffices.analysis.partial.polytope import Polytope, clash
from goodoffices.analysis.partial.results import FactNote
from goodoffices.model.case import Case
from goodoffices.model.depending import utility_of
from goodoffices.model.packages import Package, is_complete
from goodoffices.model.preferences import Interdependent
from goodoffices.model.result import Result

#: Which of two packages is better: for all utility functions that fit, or, `open`, for some the one and for some the
#: other; `apart` where they settle different issues, so that nothing can be said.
Better = Literal["first", "second", "alike", "open", "apart"]

#: Utilities that differ by less are alike.
_SAME: Final = 1e-7

#: By so much what is better is better at least, where it is asked whether answers clash: no rounding hides it.
_CLEARLY: Final = 1e-4


class Worth(Result, frozen=True, kw_only=True):
    """A package, by its place among those asked about.

    `utility` is the lowest and the highest utility by all that fits, None where the package leaves an issue open;
    `against_none` says whether it is better (`first`) or worse (`second`) than no agreement, None where nothing is
    known of what that is worth.
    """

    utility: tuple[float, float] | None
    against_none: Better | None


class Pair(Result, frozen=True, kw_only=True):
    """Two packages by their places, and which is better."""

    first: int
    second: int
    better: Better


class Implied(Result, frozen=True, kw_only=True):
    """What follows from one party's preferences alone.

    `weights` are the ranges of the issues' weights; `packages` and `pairs` are about the packages asked about. Where
    `status` is `infeasible`, the answers in `contradiction` cannot all be true, and nothing else is given.
    """

    status: Literal["exact", "infeasible"]
    weights: Mapping[str, tuple[float, float]]
    packages: tuple[Worth, ...]
    pairs: tuple[Pair, ...]
    contradiction: tuple[FactNote, ...]


def implied_by(case: Case, packages: Sequence[Package] = ()) -> Implied:
    """Return what one party's preferences imply; exact, by linear programs where they are known in part.

    Args:
        case: a case with that party alone, and the issues.
        packages: complete or partial packages to judge.

    Raises:
        AnalysisError: the case has no issues, or not one party with additive or interdependent preferences; or a
            package is none of it.
    """
    if not case.issues:
        raise AnalysisError("there are no issues yet, so there is nothing to prefer")
    if len(case.parties) == 1 and isinstance(known := case.parties[0].preferences, Interdependent):
        return _exactly(known, case, packages)
    layout = Layout.of(case)
    knowledge = knowledge_of(case, case.parties[0], layout) if len(case.parties) == 1 else None
    if knowledge is None:
        raise AnalysisError("this is said of one party at a time, with additive preferences")
    contradiction = _clash(knowledge, layout)
    if contradiction:
        return Implied(
            status="infeasible", weights={}, packages=(), pairs=(), contradiction=_notes(contradiction)
        )
    polytope = Polytope(knowledge, layout)
    placed = [_places(case, package) for package in packages]
    worths = tuple(
        _worth(polytope, places, complete=is_complete(package, case.issues))
        for package, places in zip(packages, placed, strict=True)
    )
    pairs = tuple(
        Pair(first=one, second=other, better=_compared(polytope, placed[one], placed[other]))
        for one, other in itertools.combinations(range(len(placed)), 2)
    )
    total = polytope.highest(dict.fromkeys(range(len(case.issues)), 1.0)) or 1.0
    weights = {
        issue.id: (max(0.0, low / total), max(0.0, high / total))
        for number, issue in enumerate(case.issues)
        for low, high in [polytope.span(number)]
    }
    return Implied(status="exact", weights=weights, packages=worths, pairs=pairs, contradiction=())


def _exactly(known: Interdependent, case: Case, packages: Sequence[Package]) -> Implied:
    """Return what exactly known preferences imply of which some depend on several issues.

    Packages that leave an issue open are compared with none: what they are worth may depend on it.
    """
    for package in packages:
        _places(case, package)
    whole = [is_complete(package, case.issues) for package in packages]
    worths = [
        utility_of(known, package, case.issues_by_id) if complete else None
        for package, complete in zip(packages, whole, strict=True)
    ]
    total = sum(map(abs, known.weights.values())) or 1.0
    return Implied(
        status="exact",
        weights={
            issue.id: (share, share)
            for issue in case.issues
            for share in [abs(known.weights.get(issue.id, 0.0)) / total]
        },
        packages=tuple(
            Worth(utility=None, against_none=None)
            if worth is None
            else Worth(utility=(worth, worth), against_none=_between(worth, known.reservation))
            for worth in worths
        ),
        pairs=tuple(
            Pair(first=one, second=other, better=_between(worths[one], worths[other]) or "apart")
            for one, other in itertools.combinations(range(len(worths)), 2)
        ),
        contradiction=(),
    )


def _between(first: float | None, second: float | None) -> Better | None:
    """Return which of two utilities is higher; None where one is not known."""
    if first is None or second is None:
        return None
    if abs(first - second) <= _SAME:
        return "alike"
    return "first" if first > second else "second"


def _clash(knowledge: Knowledge, layout: Layout) -> tuple[Fact, ...]:
    """Return answers that cannot all be true, as they were given where those alone contradict each other.

    That the best value of an issue counts 1 and the worst 0 stands for the order in which they were put; without it
    the order itself is named.
    """
    clearly = tuple(replace(fact, low=_CLEARLY) if fact.strict else fact for fact in knowledge.facts)
    found = clash(replace(knowledge, facts=clearly), layout)
    if not found:
        return ()
    spoken = tuple(fact for fact in clearly if fact.origin != "scale" or fact.low < fact.high or fact.low)
    return clash(replace(knowledge, facts=spoken), layout) or found


def _places(case: Case, package: Package) -> dict[int, int]:
    """Return the place of a package's value on each issue that it settles."""
    found = {}
    for number, issue in enumerate(case.issues):
        if issue.id in package:
            place = issue.index_of(package[issue.id])
            if place is None:
                raise AnalysisError(f"the issue '{issue.id}' has no option '{package[issue.id]}'")
            found[number] = place
    return found


def _worth(polytope: Polytope, places: Mapping[int, int], *, complete: bool) -> Worth:
    if not complete:
        return Worth(utility=None, against_none=None)
    layout, bias = polytope.layout, polytope.knowledge.bias
    terms = {layout.at(issue, place): 1.0 for issue, place in places.items()}
    utility = (polytope.lowest(terms) + bias, polytope.highest(terms) + bias)
    gain = terms | {layout.reservation: -1.0}
    against = _sign(polytope, gain, bias) if polytope.knowledge.limited else None
    return Worth(utility=utility, against_none=against)


def _compared(polytope: Polytope, first: Mapping[int, int], second: Mapping[int, int]) -> Better:
    if set(first) != set(second):
        return "apart"
    terms: dict[int, float] = {}
    for issue, place in first.items():
        if place != second[issue]:
            terms[polytope.layout.at(issue, place)] = 1.0
            terms[polytope.layout.at(issue, second[issue])] = -1.0
    return _sign(polytope, terms, 0.0) if terms else "alike"


def _sign(polytope: Polytope, terms: Mapping[int, float], more: float) -> Better:
    low, high = polytope.lowest(terms) + more, polytope.highest(terms) + more
    if abs(low) <= _SAME and abs(high) <= _SAME:
        return "alike"
    if low >= -_SAME:
        return "first"
    return "second" if high <= _SAME else "open"


def _notes(facts: Iterable[Fact]) -> tuple[FactNote, ...]:
    found: dict[str, FactNote] = {}
    for fact in facts:
        if fact.origin != "scale":
            found.setdefault(fact.text, FactNote(text=fact.text, origin=fact.origin, sources=fact.sources))
    return tuple(found.values())
