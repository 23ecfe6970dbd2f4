"""What holds where preferences are known in part: the whole answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.folding import fold
from goodoffices.analysis.partial.acceptance import acceptability, acceptable, joined, share_of
from goodoffices.analysis.partial.efficiency import efficient
from goodoffices.analysis.partial.knowledge import Fact, Knowledge, Layout, knowledge_of
from goodoffices.analysis.partial.polytope import Polytope, clash
from goodoffices.analysis.partial.regret import NODES, minimax_regret
from goodoffices.analysis.partial.results import FactNote, Judgement, PartyKnowledge, Robust, Share
from goodoffices.analysis.partial.rivals import SAME, worst_loss
from goodoffices.analysis.partial.room import Places, Room
from goodoffices.analysis.solutions import choose, nash
from goodoffices.analysis.solutions.choice import candidates_of
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model.case import Case
from goodoffices.model.packages import Package, is_complete, package_at
from goodoffices.model.preferences import Additive, HyperRectangles

#: How many of the draws are solved for their Nash point, and how many packages are judged unasked.
_SOLVED: Final = 200
_SHOWN: Final = 6


def known_in_part(case: Case) -> bool:
    """Say whether some party's preferences are known in part, and none's are of a kind that is not additive."""
    kinds = [party.preferences for party in case.parties]
    if not case.issues or any(isinstance(kind, HyperRectangles) for kind in kinds):
        return False
    return any(not isinstance(kind, Additive) or kind.ranges for kind in kinds)


def robust_of(case: Case, packages: Sequence[Package] = ()) -> Robust:
    """Say what holds for all, and what for some, of the preferences that fit what is known.

    Args:
        case: a checked case whose parties' preferences are additive, known exactly, in part, or from the record alone.
        packages: complete packages to judge, besides those that come up by themselves.

    Raises:
        AnalysisError: entered comparisons contradict each other, a package is not complete, or no package is feasible.
    """
    layout = Layout.of(case)
    known = [one for party in case.parties if (one := knowledge_of(case, party, layout)) is not None]
    clashes = [clash(one, layout) if one.kind not in ("exact", "ranges") else () for one in known]
    for knowledge, facts in zip(known, clashes, strict=True):
        if facts and all(fact.origin == "entered" for fact in facts):
            said = "; ".join(fact.text for fact in facts)
            raise AnalysisError(
                f"the preferences of the party '{knowledge.party}' contradict each other: {said}; take one of them back"
            )
    parties = tuple(_noted(one, facts) for one, facts in zip(known, clashes, strict=True))
    if any(clashes):
        notes = [
            f"what is known of the preferences of '{one.party}' contradicts itself: "
            + "; ".join(f"{fact.text} ({', '.join(fact.sources) or 'as entered'})" for fact in facts)
            for one, facts in zip(known, clashes, strict=True)
            if facts
        ]
        return Robust(
            status="infeasible",
            parties=parties,
            agreement=None,
            minimax_regret=None,
            packages=(),
            notes=tuple(notes),
        )
    room = Room(case, layout, tuple(Polytope(one, layout) for one in known))
    if room.feasible.empty:
        raise AnalysisError("the constraints leave no package at all; loosen one of them")
    wanted = [_places(case, package) for package in packages]
    agreement, often = _solved(room)
    regret, loss = minimax_regret(room)
    losses = {_places(case, regret.package): loss}
    reasons: dict[Places, list[str]] = {places: ["asked for"] for places in wanted}
    reasons.setdefault(_places(case, regret.package), []).append("smallest largest regret")
    for places, _ in often.most_common(_SHOWN):
        reasons.setdefault(places, []).append("Nash solution of some preferences")
    total = sum(often.values())
    judged = []
    for places, why in reasons.items():
        by_party = acceptable(room, places)
        frequency = often[places] / total if total else 0.0
        loss = losses.get(places) or worst_loss(room, places, nodes=NODES)
        judged.append(
            Judgement(
                package=package_at(places, case.issues),
                why=tuple(why),
                utilities={
                    one.knowledge.party: (
                        one.lowest(one.utility(places)) + one.knowledge.bias,
                        one.highest(one.utility(places)) + one.knowledge.bias,
                    )
                    for one in room.polytopes
                },
                acceptable=by_party,
                acceptable_to_all=joined(by_party.values()),
                acceptability=acceptability(room, places, by_party),
                efficient=efficient(room, places),
                regret=loss.regret,
                regret_at_most=loss.bound if loss.bound > loss.regret + SAME else None,
                nash_share=_frequency(frequency, total, exact=room.exact),
            )
        )
    notes = (
        []
        if total
        else ["no preferences drawn leave a package that all can accept, so no Nash point is shown"]
    )
    return Robust(
        status="exact",
        parties=parties,
        agreement=agreement,
        minimax_regret=regret,
        packages=tuple(judged),
        notes=tuple(notes),
    )


def _solved(room: Room) -> tuple[Share, Counter[Places]]:
    """Solve draws for their Nash point: how often there is a zone, and which packages come out how often."""
    often: Counter[Places] = Counter()
    if room.admissible.empty:
        return Share(value=0.0, error=0.0, n=0, status="exact"), often
    chains, kept = room.draws[0].shape[:2]
    each = 1 if room.exact else max(1, _SOLVED // chains)
    held = np.zeros((chains, each))
    for chain in range(1 if room.exact else chains):
        for number in range(each):
            at = number * kept // each
            points = [drawn[chain, at] for drawn in room.draws]
            values, floors = room.values(points), np.array(room.floors(points))
            front = fold(room.admissible, values)
            lows = front.utilities.min(axis=0)
            reservations = np.where(np.isfinite(floors), floors, lows)
            found = candidates_of(
                front, reservations, within=np.array([floor_of(one) for one in reservations])
            )
            if found is None:
                continue
            held[chain, number] = 1.0
            solution = choose(nash.objective, found, values, room.case.issues)
            if solution is not None:
                often[_places(room.case, solution.package)] += 1
    if room.exact:
        return Share(value=float(held[0, 0]), error=0.0, n=0, status="exact"), often
    return share_of(held), often


def _frequency(value: float, draws: int, *, exact: bool) -> Share:
    if exact or not draws:
        return Share(value=value, error=0.0, n=0, status="exact")
    error = max((value * (1 - value) / draws) ** 0.5, 1.0 / draws)
    return Share(value=value, error=error, n=draws, status="sampled")


def _places(case: Case, package: Package) -> Places:
    if not is_complete(package, case.issues):
        open_issue = next(issue.id for issue in case.issues if issue.id not in package)
        raise AnalysisError(f"the package leaves the issue '{open_issue}' open; settle every issue")
    found = []
    for issue in case.issues:
        place = issue.index_of(package[issue.id])
        if place is None:
            raise AnalysisError(f"the issue '{issue.id}' has no option '{package[issue.id]}'")
        found.append(place)
    return tuple(found)


def _noted(knowledge: Knowledge, contradiction: Iterable[Fact]) -> PartyKnowledge:
    return PartyKnowledge(
        party=knowledge.party,
        kind=knowledge.kind,
        facts=_notes(
            fact
            for fact in knowledge.facts
            if fact.origin == "record" or (fact.origin == "entered" and len(fact.terms) > 1)
        ),
        contradiction=_notes(contradiction),
    )


def _notes(facts: Iterable[Fact]) -> tuple[FactNote, ...]:
    seen: dict[tuple[str, tuple[str, ...]], FactNote] = {}
    for fact in facts:
        if fact.origin == "scale":
            continue
        seen.setdefault(
            (fact.text, fact.sources), FactNote(text=fact.text, origin=fact.origin, sources=fact.sources)
        )
    return tuple(seen.values())
