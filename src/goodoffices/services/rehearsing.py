"""Rehearse a real case: what would come of a package if a mediator tabled it now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.results import Analysis
from goodoffices.model import Case
from goodoffices.services.opening import Opened, open_scenario
from goodoffices.services.starting import StartingPoint, package_of, starting_point
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.playing import ROUNDS
from goodoffices.simulation.rehearsing.assumed import Ranges, assumed_of
from goodoffices.simulation.rehearsing.later import PLAYS
from goodoffices.simulation.rehearsing.rehearse import DRAWS, rehearsal_of
from goodoffices.simulation.rehearsing.results import Rehearsal


def rehearse(  # noqa: PLR0913 - one argument an option
    case_or_path: Case | Opened | str | Path,
    package: StartingPoint,
    *,
    profiles: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    rounds: int = ROUNDS,
    plays: int = PLAYS,
    aspiration: Ranges | None = None,
    firm: Ranges | None = None,
    approval: Ranges | None = None,
    analysis: Analysis | None = None,
) -> Rehearsal:
    """Say what would come of a package if the mediator tabled it now: how often, in which range, on what that hangs.

    The same arguments give the same answer.

    Args:
        case_or_path: a case, one that was opened, or the path of one or of another tool's domain.
        package: a complete package, as `trades` takes it: a mapping, the name of a solution, of a question or of a way
            out (`way-1`), ISSUE=OPTION,…, or a file.
        profiles: the profiles at the table where the path holds several.
        draws: how many draws of all that is not known for certain, from 1 to 100,000.
        seed: what all chance begins with, from 0 on.
        rounds: when talks that go on after a refusal end without an agreement.
        plays: so many refused draws at most are played on.
        aspiration: for which share of what it could gain at most, without another's loss, a party holds out now: the
            lowest and the highest, for all or by party; 0 to 0.5 by default.
        firm: the chance that a stated red line holds when the package is on the table; 0.5 to 1 by default.
        approval: the chance that somebody at home of whose vote nothing is known is for it, or without a decision body
            that those at home approve; 0 to 1 by default.
        analysis: the answer of `analyse`, where it is at hand.

    Raises:
        CaseFileError: the path, or the file of the package, cannot be read.
        AnalysisError: the package is none of this case, or the case cannot be analysed.
        SimulationError: the package leaves an issue open or breaks a constraint, preferences are not additive or
            contradict each other, nothing is known, or a number or range is none.
    """
    if isinstance(case_or_path, Case):
        case = case_or_path
    else:
        opened = case_or_path if isinstance(case_or_path, Opened) else open_scenario(case_or_path, profiles)
        case = opened.case
    parties = [party.id for party in case.parties]
    assumed = assumed_of(parties, {"aspiration": aspiration, "firm": firm, "approval": approval})
    given = starting_point(package, case, lambda: analysis or analyse_case(case))
    return rehearsal_of(
        case, package_of(given, case), name=given.name, assumed=assumed, draws=draws, seed=seed,
        rounds=rounds, plays=plays,
    )  # fmt: skip


def rehearsal_page(case: Case, found: Rehearsal) -> str:
    """Return the page of a rehearsal, as one HTML document."""
    from goodoffices.reports.rehearsal import render_rehearsal  # noqa: PLC0415 - heavy, only for a page

    return render_rehearsal(case, found)


__all__ = ["Rehearsal", "SimulationError", "rehearsal_page", "rehearse"]
