"""The page of one run of simulated talks, self-contained like that of an analysis."""

from __future__ import annotations

from msgspec import structs

from goodoffices.analysis.results import Analysis
from goodoffices.language import counted, isolated, whole
from goodoffices.language import gettext as _
from goodoffices.reports import playing, words
from goodoffices.reports.masthead import Masthead
from goodoffices.reports.names import Names
from goodoffices.reports.page import written
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.course import course
from goodoffices.reports.sections.sweeps.setup import SetupView, common, domain_of
from goodoffices.simulation.looking import Run
from goodoffices.simulation.sweeps.plan import Plan


def render_run(plan: Plan, run: Run, analysis: Analysis) -> str:
    """Write the page of one run as one HTML document.

    Args:
        plan: the plan whose first run it is.
        run: the run.
        analysis: what `analyse` answers of its case.

    Returns:
        The document. The same input gives the same text.
    """
    # these are no talks of the mediators and days of the case
    case = structs.replace(plan.domains[0].case, mediators=(), as_of=None, summary="")
    names = Names(case)
    return written(
        "sweep.html.jinja", case=case, names=names, head=_head(run, names),
        sections=[course(run, analysis, names), _setup(plan, run)], several=False,
    )  # fmt: skip


def _head(run: Run, names: Names) -> Masthead:
    figures = (
        (_("Efficiency"), words.share(run.efficiency), _("of the best product of gains")),
        (_("Fairness"), words.share(run.fairness), _("of the largest smallest gain")),
        (_("Rounds"), whole(run.rounds), _("of {number} at most").format(number=whole(run.limit))),
        (_("Put on the table"), whole(run.offers), _("offers, drafts and proposals")),
    )
    title = _("Simulated talks: {name}").format(name=run.domain)
    return Masthead(title, "open" if run.agreed else "blocked", _verdict(run, names), _detail(run), figures)


def _verdict(run: Run, names: Names) -> str:
    """Say how the talks ended."""
    number, party = whole(run.rounds), isolated(names.party(run.by))
    match run.ended:
        case "agreement":
            return _("Agreement in round {number}.").format(number=number)
        case "deadline":
            return counted("No agreement within {n} round.", "No agreement within {n} rounds.", run.limit)
        case "walked away":
            return _("{party} walked away in round {number}.").format(party=party, number=number)
        case "not approved at home":
            return _("Agreed in round {number}, but not approved at home by {party}.").format(
                party=party, number=number
            )
        case "broke off":
            return _("Agreed, and broken off by {party} when {share} of it was done.").format(
                party=party, share=words.share(run.done)
            )
        case "stopped":
            return _("Stopped in round {number}: who sat for {party} did what may not be done.").format(
                number=number, party=party
            )
        case "collapsed":
            return _("The talks collapsed in round {number}, after a spoiler's strike.").format(number=number)
        case _:
            return _("No agreement: all proposals were refused.")


def _detail(run: Run) -> str:
    if not run.agreed:
        return run.why
    if run.on_frontier:
        return _("No package is better for one and worse for none.")
    return _("Some package is better for one and worse for none.")


def _setup(plan: Plan, run: Run) -> Section:
    answers = max(run.answers, default=0)
    facts = (
        (_("Protocol"), playing.protocol_name(run.protocol)),
        (_("Agents"), playing.table_name(run.agents)),
        (_("Mediator is told"), playing.told_name(run.told) if run.told else ""),
        (_("Answers of each party, at most"), whole(answers) if answers else ""),
        *common(plan),
    )  # fmt: skip
    lead = _("What this run rests on. The same names, numbers and seed give the same run.")
    view = SetupView(tuple((term, text) for term, text in facts if text), (domain_of(plan.domains[0]),))
    return Section("setup", _("What was played"), lead, view)
