"""What holds where preferences are known in part: the whole answer."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from goodoffices.analysis.diagram import DEAD
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.folding import fold
from goodoffices.analysis.partial.acceptance import acceptability, acceptable, joined, share_of
from goodoffices.analysis.partial.efficiency import efficient
from goodoffices.analysis.partial.knowledge import Fact, Knowledge
from goodoffices.analysis.partial.polytope import clash
from goodoffices.analysis.partial.record import said_by
from goodoffices.analysis.partial.regret import NODES, minimax_regret
from goodoffices.analysis.partial.results import FactNote, Judgement, PartyKnowledge, Robust, Share
from goodoffices.analysis.partial.rivals import SAME, Loss, worst_loss
from goodoffices.analysis.partial.room import Places, Room, room_of
from goodoffices.analysis.solutions import choose, nash
from goodoffices.analysis.solutions.choice import candidates_of
from goodoffices.analysis.tolerance import floor_of
from goodoffices.model.case import Case
from goodoffices.model.packages import Package, is_complete, package_at
from goodoffices.model.preferences import Interval, NonAdditive, Ordinal

#: How many of the draws are solved for their Nash point, and how many packages are judged unasked.
_SOLVED: Final = 200
_SHOWN: Final = 6

#: Fronts of draws may take so many cells (points × issues) together; then fewer draws are solved, not fewer than this.
_ROOM: Final = 20_000_000
_FEWEST: Final = 10

#: More packages than this are not judged at once.
MOST_JUDGED: Final = 1_000


def known_in_part(case: Case) -> bool:
    """Say whether there is no exact answer because some party's preferences are known in part.

    That is: none's are of a kind that is not additive, and of some party that has no exact ones something is known,
    from what was entered or from the record.
    """
    kinds = [party.preferences for party in case.parties]
    if not case.issues or any(isinstance(kind, NonAdditive) for kind in kinds):
        return False
    return any(
        isinstance(party.preferences, Interval | Ordinal)
        or (party.preferences is None and bool(said_by(case, party.id)))
        for party in case.parties
    )


def robust_of(case: Case, packages: Sequence[Package] | None = ()) -> Robust:
    """Say what holds for all, and what for some, of the preferences that fit what is known.

    Args:
        case: a checked case whose parties' preferences are additive, known exactly, in part, or from the record alone.
        packages: complete packages to judge, besides those that come up by themselves; None for every feasible one.

    Raises:
        AnalysisError: preferences are not additive, entered comparisons contradict each other, a package is not
            complete, no package is feasible, or every package was asked for and there are too many.
    """
    _check(case)
    room = room_of(case)
    known = [polytope.knowledge for polytope in room.polytopes]
    clashes = [clash(one, room.layout) for one in known]
    for knowledge, facts in zip(known, clashes, strict=True):
        if facts and all(fact.origin == "entered" for fact in facts):
            said = "; ".join(fact.text for fact in facts)
            raise AnalysisError(
                f"the preferences of the party '{knowledge.party}' contradict each other: {said}; take one of them back"
            )
    parties = tuple(_noted(one, facts) for one, facts in zip(known, clashes, strict=True))
    if any(clashes):
        return Robust(
            status="infeasible",
            parties=parties,
            agreement=None,
            minimax_regret=None,
            packages=(),
            notes=tuple(_contradictions(known, clashes)),
        )
    if room.feasible.empty:
        raise AnalysisError("the constraints leave no package at all; loosen one of them")
    wanted = _every(room) if packages is None else [_places(case, package) for package in packages]
    agreement, often = _solved(room)
    regret, loss = minimax_regret(room)
    losses = {_places(case, regret.package): loss}
    reasons: dict[Places, list[str]] = {places: ["asked for"] for places in wanted}
    reasons.setdefault(_places(case, regret.package), []).append("smallest largest regret")
    for places, _ in often.most_common(_SHOWN):
        reasons.setdefault(places, []).append("Nash solution of some preferences")
    judged = tuple(_judged(room, places, why, losses.get(places), often) for places, why in reasons.items())
    if any(one.acceptable_to_all == "necessarily" for one in judged):
        agreement = Share(value=1.0, error=0.0, n=0, status="exact")
    no_nash = "no preferences drawn leave a package that all can accept, so no Nash point is shown"
    return Robust(
        status="exact",
        parties=parties,
        agreement=agreement,
        minimax_regret=regret,
        packages=judged,
        notes=() if often else (no_nash,),
    )


def _check(case: Case) -> None:
    """Refuse a case of which nothing can be said here."""
    for party in case.parties:
        if isinstance(party.preferences, NonAdditive):
            raise AnalysisError(
                f"the preferences of the party '{party.id}' are not additive; what holds for all "
                "that fit can be said of additive ones only"
            )
    if not case.issues:
        raise AnalysisError("the case has no issues; add the issues that are talked about")


def _contradictions(known: Iterable[Knowledge], clashes: Iterable[Sequence[Fact]]) -> Iterator[str]:
    """Yield a sentence for each party of which what is known cannot all be so."""
    for one, facts in zip(known, clashes, strict=True):
        if facts:
            told = "; ".join(f"{fact.text} ({', '.join(fact.sources) or 'as entered'})" for fact in facts)
            yield f"what is known of the preferences of '{one.party}' contradicts itself: {told}"


def _judged(
    room: Room, places: Places, why: Sequence[str], loss: Loss | None, often: Counter[Places]
) -> Judgement:
    """Judge a package.

    Args:
        room: the preferences that fit, and the packages.
        places: the package, as the place of its value in each issue.
        why: why it is judged.
        loss: its largest loss, where that is known already.
        often: for how many preferences each package is the Nash solution.
    """
    total = often.total()
    by_party = acceptable(room, places)
    loss = loss or worst_loss(room, places, nodes=NODES)
    return Judgement(
        package=package_at(places, room.case.issues),
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
        nash_share=_frequency(often[places] / total if total else 0.0, total, exact=room.exact),
    )


def _every(room: Room) -> list[Places]:
    """Return all feasible packages, if they are not too many to judge one by one."""
    count = room.feasible.packages
    if count > MOST_JUDGED:
        raise AnalysisError(
            f"there are {count:,} feasible packages, more than the {MOST_JUDGED:,} that are judged one by one; "
            "name those to judge"
        )
    found: list[Places] = []

    def walk(depth: int, node: int, places: Places) -> None:
        if depth == len(room.feasible.levels):
            found.append(places)
            return
        for place, child in enumerate(room.feasible.levels[depth][node]):
            if child != DEAD:
                walk(depth + 1, child, (*places, place))

    walk(0, 0, ())
    return found


def _solved(room: Room) -> tuple[Share, Counter[Places]]:
    """Solve draws for their Nash point: how often there is a zone, and which packages come out how often."""
    often: Counter[Places] = Counter()
    if room.admissible.empty:
        return Share(value=0.0, error=0.0, n=0, status="exact"), often
    chains, kept = (1, 1) if room.exact else room.draws[0].shape[:2]
    rounds = 1 if room.exact else max(1, _SOLVED // chains)
    held: list[float] = []
    cells = 0
    for number, chain in itertools.product(range(rounds), range(chains)):
        points = [drawn[chain, number * kept // rounds] for drawn in room.draws]
        values, floors = room.values(points), np.array(room.floors(points))
        front = fold(room.admissible, values)
        cells += front.places.size
        reservations = np.where(np.isfinite(floors), floors, front.utilities.min(axis=0))
        found = candidates_of(front, reservations, within=np.array([floor_of(one) for one in reservations]))
        held.append(0.0 if found is None else 1.0)
        if found is not None:
            solution = choose(nash.objective, found, values, room.case.issues)
            if solution is not None:
                often[_places(room.case, solution.package)] += 1
        if cells > _ROOM and len(held) >= _FEWEST:
            break
    if room.exact:
        return Share(value=held[0], error=0.0, n=0, status="exact"), often
    whole = len(held) // chains * chains
    by_chain = np.array(held[:whole]).reshape(-1, chains).T if whole else np.array(held)[:, None]
    return share_of(by_chain), often


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
        facts=_notes(fact for fact in knowledge.facts if fact.origin != "scale" and fact.low < fact.high),
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
