"""Analyse a case, or find out why it is deadlocked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import structs

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.deadlock import Diagnosis
from goodoffices.analysis.interdependent.pace import Pace
from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.model import Additive, Case, Package
from goodoffices.services.opening import Opened, open_scenario

if TYPE_CHECKING:
    from goodoffices.analysis.alternatives.supposing import Supposed
    from goodoffices.analysis.explaining.shapes import Explanations
    from goodoffices.analysis.partial.implied import Implied
    from goodoffices.analysis.partial.results import Robust
    from goodoffices.analysis.questions.results import Questions
    from goodoffices.analysis.trades.shapes import Trades
    from goodoffices.services.starting import StartingPoint


def analyse(  # noqa: PLR0913 - one argument an option
    case_or_path: Case | Opened | str | Path,
    *,
    profiles: Sequence[str] | None = None,
    robust: bool | None = None,
    alternative: Supposed | None = None,
    budget: float | Pace | None = None,
    points: int | None = None,
    huge: bool = True,
) -> Analysis:
    """Analyse a case: zone of agreement, frontier, four solutions, decision bodies, alternatives.

    Args:
        case_or_path: a case, one that was opened, or the path of one or of another tool's domain.
        profiles: the profiles at the table where the path holds several.
        robust: whether to say what holds for all preferences that fit what is known; by default where they are known in
            part, so that there is no exact answer.
        alternative: what if: a party's alternative is worth this (a number, or `low`, `middle` or `high` of the range
            that follows from its alternatives) in place of the stated reservation value.
        budget: how many seconds a search may take, for cases that have to be searched (interdependent preferences, or
            conditions too entangled to be followed); or a pace, which can also be stopped and tells how far it is. What
            is not settled by then is `bounded`. As long as it takes by default.
        points: give at most so many points of the frontier, 2 or more, chosen so that the farthest any other is above
            them is little; the frontier's `coverage` says how far that is. All are given by default.
        huge: whether to hold frontiers of millions of points, in up to four gigabytes, before they are made coarser.

    Raises:
        CaseFileError: the path cannot be read.
        AnalysisError: the case cannot be analysed, the budget is no number above 0, or `points` is no whole number of 2
            or more.
    """
    pace = budget if isinstance(budget, Pace | None) else Pace(budget)
    if points is not None:
        from goodoffices.analysis.representing import check_points, represented  # noqa: PLC0415 - only on request

        points = check_points(points)
    case, seconds = _case(case_or_path, profiles)
    supposed: tuple[str, ...] = ()
    if alternative:
        from goodoffices.analysis.alternatives.supposing import suppose  # noqa: PLC0415 - only on request

        case, supposed = suppose(case, alternative)
    analysis = analyse_case(case, load_seconds=seconds, pace=pace, huge=huge)
    if points is not None and analysis.frontier is not None:
        frontier = represented(analysis.frontier, analysis.solutions, points)
        analysis = structs.replace(analysis, frontier=frontier)
    if supposed:
        analysis = structs.replace(analysis, notes=(*supposed, *analysis.notes))
    if case.decision_bodies:
        from goodoffices.analysis.decision.decisions import decisions_of  # noqa: PLC0415 - few cases have any

        analysis = structs.replace(analysis, decisions=decisions_of(case))
    if case.alternatives:
        from goodoffices.analysis.alternatives.alternatives import alternatives_of  # noqa: PLC0415 - as above

        analysis = structs.replace(analysis, alternatives=alternatives_of(case, alternative or ()))
    # a look at the kinds first: the room behind `robust` is heavy, and exact preferences need none of it
    if robust is False or (
        robust is None and all(isinstance(party.preferences, Additive) for party in case.parties)
    ):
        return analysis
    from goodoffices.analysis.partial.robust import known_in_part, robust_of  # noqa: PLC0415 - heavy

    if not analysis.feasible or (robust is None and not known_in_part(case)):
        return analysis
    return structs.replace(analysis, robust=robust_of(case))


def robust(
    case_or_path: Case | Opened | str | Path,
    packages: Sequence[StartingPoint] | Literal["all"] = (),
    *,
    profiles: Sequence[str] | None = None,
    analysis: Analysis | None = None,
) -> Robust:
    """Say what holds for all, and what for some, of the preferences that fit what is known.

    Args:
        case_or_path: as for `analyse`.
        packages: packages to judge besides those that come up by themselves, as `trades` takes them but complete; or
            `all`.
        profiles: as for `analyse`.
        analysis: the answer of `analyse`, where it is at hand.

    Raises:
        CaseFileError: the path, or the file of a package, cannot be read.
        AnalysisError: preferences are not additive or contradict each other, a package is not of this case or not
            complete, or there are too many.
    """
    from goodoffices.analysis.partial.robust import robust_of  # noqa: PLC0415 - heavy
    from goodoffices.services.starting import package_of, starting_point  # noqa: PLC0415 - only on request

    case, _ = _case(case_or_path, profiles)
    if packages == "all":
        return robust_of(case, None)
    given = [starting_point(one, case, lambda: analysis or analyse_case(case)) for one in packages]
    return robust_of(case, [package_of(one, case) for one in given])


def deadlock(
    case_or_path: Case | Opened | str | Path,
    *,
    profiles: Sequence[str] | None = None,
    costs: Mapping[str, float] | None = None,
    steps: bool = False,
    budget: float | None = None,
) -> Deadlock:
    """Say whether any package is acceptable to all; if none is, what blocks and what opens the zone, cheapest first.

    Args:
        case_or_path: as for `analyse`.
        profiles: as for `analyse`.
        costs: what giving up limits costs, by name, in place of what the case says.
        steps: whether to look for ways out by steps of limits along their options, too.
        budget: after so many seconds the answer is what is known by then; None: until it is whole.

    Raises:
        CaseFileError: the path cannot be read.
        AnalysisError: the case cannot be analysed, a cost is of no limit or no cost, or the budget is not above 0.
    """
    diagnosis = deadlock_stream(case_or_path, profiles=profiles, costs=costs, steps=steps, budget=budget)
    for _ in diagnosis:
        pass
    return diagnosis.known()


def deadlock_stream(
    case_or_path: Case | Opened | str | Path,
    *,
    profiles: Sequence[str] | None = None,
    costs: Mapping[str, float] | None = None,
    steps: bool = False,
    budget: float | None = None,
) -> Diagnosis:
    """Say what `deadlock` says as it is found: iterate over the events; `known()` returns the answer at any time.

    Arguments and errors as for `deadlock`. The events are `goodoffices.analysis.events`; ways out come cheapest first.
    """
    case, seconds = _case(case_or_path, profiles)
    return Diagnosis(case, load_seconds=seconds, costs=costs, steps=steps, budget=budget)


def explain(
    case_or_path: Case | Opened | str | Path,
    *,
    profiles: Sequence[str] | None = None,
    analysis: Analysis | None = None,
) -> Explanations:
    """Explain every figure of the analysis: status, inputs, method, and which input moved by how much changes it.

    Arguments and errors as for `analyse`; `analysis` is its answer, where it is at hand.
    """
    from goodoffices.analysis.explaining.explain import explain_case  # noqa: PLC0415 - only on request

    case, seconds = _case(case_or_path, profiles)
    return explain_case(case, analysis=analysis or analyse(case), load_seconds=seconds)


def trades(
    case_or_path: Case | Opened | str | Path,
    start: StartingPoint,
    *,
    profiles: Sequence[str] | None = None,
    analysis: Analysis | None = None,
) -> Trades:
    """Find what could be traded from a package: a path to the frontier with no loss, and each side's best trades.

    Args:
        case_or_path: as for `analyse`.
        start: a package, complete or partial; or the name of a solution, of a question put to a decision body, or of a
            way out of a deadlock (`way-1`); or ISSUE=OPTION,…; or a file that holds a package.
        profiles: as for `analyse`.
        analysis: the answer of `analyse`, where it is at hand.

    Raises:
        CaseFileError: the path, or the file of the package, cannot be read.
        AnalysisError: the case cannot be analysed, or the package is none of this case.
    """
    from goodoffices.analysis.trades.trades import trades_of  # noqa: PLC0415 - only on request
    from goodoffices.services.starting import starting_point  # noqa: PLC0415 - as above

    case, seconds = _case(case_or_path, profiles)
    given = starting_point(start, case, lambda: analysis or analyse_case(case))
    return trades_of(case, given, load_seconds=seconds)


def questions(
    case_or_path: Case | Opened | str | Path, *, profiles: Sequence[str] | None = None
) -> Questions:
    """Find what to ask next, of whom, and what the answer is expected to bring.

    Arguments and errors as for `analyse`; preferences must be additive, known exactly, in part, or from the record.
    """
    from goodoffices.analysis.questions.questions import questions_of  # noqa: PLC0415 - heavy, only on request

    case, _ = _case(case_or_path, profiles)
    return questions_of(case)


def implied(case: Case, packages: Sequence[Package] = ()) -> Implied:
    """Say what one party's preferences imply, without anything of another.

    Args:
        case: a case with that party alone.
        packages: complete or partial packages, to be judged and compared.

    Raises:
        AnalysisError: it is not one party with additive preferences, or a package is none of the case.
    """
    from goodoffices.analysis.partial.implied import implied_by  # noqa: PLC0415 - heavy, only on request

    return implied_by(case, packages)


def supposing(opened: Opened, alternative: Supposed) -> Opened:
    """Return what was opened with these alternatives in place of stated reservation values, as `analyse` takes them.

    Raises:
        AnalysisError: there is no such party, or nothing it could be worth to it.
    """
    if not alternative:
        return opened
    from goodoffices.analysis.alternatives.supposing import suppose  # noqa: PLC0415 - only on request

    return replace(opened, case=suppose(opened.case, alternative)[0])


def _case(case_or_path: Case | Opened | str | Path, profiles: Sequence[str] | None) -> tuple[Case, float]:
    if isinstance(case_or_path, Case):
        return case_or_path, 0.0
    opened = case_or_path if isinstance(case_or_path, Opened) else open_scenario(case_or_path, profiles)
    return opened.case, opened.seconds
