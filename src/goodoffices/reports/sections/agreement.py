"""What stands against an agreement, what it would hold, what is counted, who is told."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from goodoffices.agreement.ledger import TallyLedger, tally_of
from goodoffices.analysis.alternatives.results import (
    Alternatives,
    DriverEffect,
    Least,
    PartyAlternatives,
    Turn,
)
from goodoffices.language import gettext as _
from goodoffices.language import listed
from goodoffices.model.agreement import Balance, Count, Entry, Guarantor, Obligation, Phase, Tally
from goodoffices.reports import words
from goodoffices.reports.charts.balances import BalanceChart, balance_chart
from goodoffices.reports.charts.steps import Steps, steps
from goodoffices.reports.charts.tallies import TallyChart, tally_chart
from goodoffices.reports.duties import Called, quantity, rates, ratio
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


@dataclass(frozen=True)
class PhaseView:
    """A phase with what is owed in it: how much, in exchange for what and at which rates; and its conditions."""

    phase: Phase
    obligations: list[tuple[Obligation, str, list[str]]]
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class TermsView:
    """The phases, who guarantees what, where disputes go; `called` names obligations and phases."""

    phases: list[PhaseView]
    guarantors: list[tuple[Guarantor, str]]
    dispute: str
    called: Called


def phases(material: Material) -> Section | None:
    """Show the phases of the agreement under discussion, who backs it, and where disputes go."""
    case = material.case
    if not case.phases:
        return None
    called = Called(case.phases)
    view = TermsView(
        [
            PhaseView(
                phase, [(o, quantity(o), [*rates(o), *filter(None, [ratio(o)])]) for o in phase.obligations],
                _facts(phase, called),
            )
            for phase in case.phases
        ],
        [(one, listed(called.all(one.backs)) if one.backs else _("all of it")) for one in case.guarantors],
        case.dispute,
        called,
    )  # fmt: skip
    lead = _("Who would do what in each phase, how much of it, and in exchange for what.")
    return Section("phases", _("Phases and obligations"), lead, view)


def _facts(phase: Phase, called: Called) -> list[tuple[str, str]]:
    """Return when a phase starts and ends, and what follows where it fails, each with its heading."""
    starts = [words.date(phase.starts_on)] if phase.starts_on else []
    starts += (
        [_("after: {what}").format(what=listed(called.all(phase.starts_after)))] if phase.starts_after else []
    )
    ends = [_("with: {what}").format(what=listed(called.all(phase.ends_after)))] if phase.ends_after else []
    fails = (
        [_("no longer owed: {what}").format(what=listed(called.all(phase.suspends)))]
        if phase.suspends
        else []
    )
    found = (
        (_("Starts"), [*starts, phase.starts_when]), (_("Ends"), [*ends, phase.ends_when]),
        (_("If it fails"), [phase.resumes_if_failed, *fails]),
    )  # fmt: skip
    return [(name, _("; ").join(filter(None, said))) for name, said in found if any(said)]


@dataclass(frozen=True)
class TallyView:
    """A tally: how its entries leave it, its picture, and the entries."""

    tally: Tally
    ledger: TallyLedger
    chart: TallyChart | None
    entries: list[Entry]


def tallies(material: Material) -> Section | None:
    """Show what is counted over time, with the range between the fewest and the most that fit all entries."""
    case = material.case
    if not case.tallies:
        return None
    views = []
    for tally in case.tallies:
        entries = [one for one in case.entries if one.tally == tally.id]
        ledger = tally_of(tally, entries)
        views.append(TallyView(tally, ledger, tally_chart(tally, ledger, entries), entries))
    lead = _(
        "How many are in which state over time, by what every source says; where sources differ, the range is carried."
    )
    return Section("tallies", _("Counted over time"), lead, views)


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
