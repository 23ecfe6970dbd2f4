"""Runs of the engine on sealed preferences: one package comes out, or none, and nothing else."""

from __future__ import annotations

from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Additive, Case, Interdependent, Party
from goodoffices.model.base import Value
from goodoffices.model.casefile.check_terms import check_preferences
from goodoffices.storage.history import History
from goodoffices.talks.decide.closing import unwilling
from goodoffices.talks.lens import Lens
from goodoffices.talks.standing import ENGINE, Standing
from goodoffices.talks.states.mediation import Carried


def suggested(history: History, run: Carried) -> dict[str, Value] | None:
    """Return the package that a run suggests: the Nash package of what the parties sealed.

    None where a party has sealed nothing, or something from which no exact answer follows, or that does not weigh all
    that stands on the agenda now, in the words that it has now; or where no package leaves everybody at least where
    they are without an agreement.
    """
    from goodoffices.analysis.analyse import analyse_case  # noqa: PLC0415 - heavy, and rarely asked for

    lens = Lens(Standing(actor=ENGINE, side="engine"), lambda stream: history.load(stream).state)
    parties = []
    for party in sorted(run.to):
        sealed = lens.sealed(party)
        preferences = sealed.preferences
        if not isinstance(preferences, Additive | Interdependent):
            return None
        if any(check_preferences(preferences, lens.case.issues, ())):
            return None
        if lens.case.grown_since(sealed.agenda):
            return None
        parties.append(Party(id=party, preferences=preferences))
    case = Case(title="sealed", parties=tuple(parties), issues=tuple(lens.case.issues.values()))
    try:
        solution = analyse_case(case).solutions.get("nash")
    except AnalysisError:
        return None
    return dict(solution.package) if solution is not None else None


def ready(history: History, run: Carried) -> bool:
    """Say whether all parties have consented to a run."""
    lens = Lens(Standing(actor=ENGINE, side="engine"), lambda stream: history.load(stream).state)
    return not unwilling(lens, run)
