"""The page of a sweep of simulated talks, self-contained like that of an analysis."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.language import counted, plain, whole
from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.reports.masthead import Masthead
from goodoffices.reports.names import Names
from goodoffices.reports.page import written
from goodoffices.reports.sections.sweeps import Sweep, sweep_sections
from goodoffices.simulation.sweeps.plan import Plan
from goodoffices.simulation.sweeps.summary import CellSummary


def render_sweep(plan: Plan, cells: Sequence[CellSummary]) -> str:
    """Write the page of a sweep as one HTML document.

    Args:
        plan: what was played.
        cells: what the runs of each cell came to, one at least, in the plan's order.

    Returns:
        The document. The same input gives the same text.
    """
    nobody = Case()
    sweep = Sweep(plan, cells)
    return written(
        "sweep.html.jinja", case=nobody, names=Names(nobody), head=_head(sweep), sections=sweep_sections(sweep),
        several=len(plan.domains) > 1,
    )  # fmt: skip


def _head(sweep: Sweep) -> Masthead:
    plan = sweep.plan
    shown = (
        (_("Runs"), whole(plan.runs), counted("{n} of each cell", "{n} of each cell", plan.seeds)),
        (_("Cells"), whole(len(sweep.all)), _("domain, protocol, agents, what the mediator is told")),
        (_("Domains"), whole(len(plan.domains)), ""),
        (_("Seed"), plain(plan.seed), _("what all chance began with")),
    )
    title = _("Simulated talks")
    if len(plan.domains) == 1:
        title = _("Simulated talks: {name}").format(name=plan.domains[0].name)
    return Masthead(title, "unknown", "", "", shown)
