"""What stands against an agreement, what it would hold, what is counted, who is told."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from goodoffices.analysis.alternatives.results import (
    Alternatives,
    DriverEffect,
    Least,
    PartyAlternatives,
    Turn,
)
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Balance, Count
from goodoffices.reports.charts.balances import BalanceChart, balance_chart
from goodoffices.reports.charts.steps import Steps, steps
from goodoffices.reports.duties import quantity, ratio
from goodoffices.reports.sections.base import Material, Section


@dataclass(frozen=True)
class BalanceView:
    """A balance with its counts and its picture."""

    balance: Balance
    total: Count
    parts: tuple[Count, ...]
    chart: BalanceChart | None


@dataclass(frozen=True)
class LeastView:
    """What a deal must beat at one worth of an alternative, and the package that does so at least cost to others."""

    at: float
    found: Least | None


@dataclass(frozen=True)
class AlternativesView:
    """What alternatives mean for a deal, and the picture."""

    found: Alternatives | None
    chart: Steps | None
    least: dict[str, list[LeastView]]
    turns: dict[str, list[Turn]]
    titles: dict[str, str]
    going: list[tuple[str, DriverEffect]]


def alternatives(material: Material) -> Section | None:
    """Show what each party does without an agreement."""
    if not material.case.alternatives:
        return None
    lead = _("What each party would do without an agreement; a package must be worth more to be accepted.")
    found = material.analysis.alternatives if material.analysis is not None else None
    chart = steps(found.parties, material.names) if found is not None else None
    parties = found.parties if found is not None else ()
    view = AlternativesView(
        found,
        chart,
        least={one.party: _least(one) for one in parties},
        turns={one.party: _turns(one) for one in parties},
        titles={one.id: one.title for one in material.case.alternatives},
        going=[(one.party, driver) for one in parties for driver in one.drivers if driver.over],
    )
    return Section("alternatives", _("Without an agreement"), lead, view)


def _least(one: PartyAlternatives) -> list[LeastView]:
    """Return what a deal must beat where the alternative is worth least, as used, and most, each package once."""
    steps_of = [step for step in (one.low, one.now, one.high) if step is not None]
    views = [LeastView(step.reservation, found) for step, found in zip(steps_of, one.least, strict=True)]
    return [
        view
        for number, view in enumerate(views)
        if view.found is None or view.found not in [other.found for other in views[:number]]
    ]


def _turns(one: PartyAlternatives) -> list[Turn]:
    """Return the stretches of the Nash solution that meet the range of the alternative, all where there is none."""
    if one.turns is None:
        return []
    low, high = one.derived or (-inf, inf)
    return [turn for turn in one.turns if turn.upto >= low and turn.above <= high]


def phases(material: Material) -> Section | None:
    """Show the phases of the agreement under discussion."""
    if not material.case.phases:
        return None
    return Section(
        "phases", _("Phases and obligations"),
        _("Who would do what in each phase, how much of it, and in exchange for what."),
        [(phase, [(o, quantity(o), ratio(o)) for o in phase.obligations]) for phase in material.case.phases],
    )  # fmt: skip


def counts(material: Material) -> Section | None:
    """Show the counts, and whether they add up."""
    case = material.case
    if not case.counts:
        return None
    known = {count.id: count for count in case.counts}
    balances = [
        BalanceView(
            b, known[b.total], tuple(known[p] for p in b.parts if p in known), balance_chart(b, known)
        )
        for b in case.balances
        if b.total in known
    ]
    lead = _("How many, of what, as of when, by whom; and whether the parts add up to the whole.")
    return Section("counts", _("Counts"), lead, balances)


def briefings(material: Material) -> Section | None:
    """Show what each audience is told."""
    if not material.case.briefings:
        return None
    lead = _("What each audience has been told on purpose, what is due to it, and what is held back.")
    return Section("briefings", _("Briefings"), lead)
