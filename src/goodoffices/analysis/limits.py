"""The limits of a case, of all three kinds, under one roof: red lines, mandates in force, stated reservation values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodoffices.analysis.results import LimitNote
from goodoffices.model.case import Case
from goodoffices.model.conditions import Condition, describe
from goodoffices.model.limits import Mandate, RedLine
from goodoffices.model.preferences import Additive, NonAdditive, idle


@dataclass(frozen=True)
class Limit:
    """One limit: a condition on packages, or a utility that a party does not go below."""

    name: str
    party: str
    kind: Literal["red line", "mandate", "reservation value"]
    cost: float
    condition: Condition | None = None
    reservation: float | None = None
    sources: tuple[str, ...] = ()

    def note(self, case: Case) -> LimitNote:
        """Return the limit in words."""
        if self.condition is not None:
            requires = describe(self.condition, case.issues_by_id)
        else:
            requires = f"a utility of at least {self.reservation:g}"
        return LimitNote(
            name=self.name,
            party=self.party,
            kind=self.kind,
            requires=requires,
            cost=self.cost,
            sources=self.sources,
        )


def limits_of(case: Case) -> tuple[Limit, ...]:
    """Return all limits of a case: red lines, mandates in force, then reservation values."""
    limits = [
        Limit(line.label, line.party, "red line", line.cost, condition=line.requires, sources=_sources(line))
        for line in case.red_lines
    ]
    limits += [
        Limit(
            mandate.label,
            mandate.party,
            "mandate",
            mandate.cost,
            condition=mandate.requires,
            sources=_sources(mandate),
        )
        for mandate in case.mandates
        if mandate.requires is not None and mandate.in_force(case.as_of)
    ]
    limits += [
        Limit(
            f"{party.id}: reservation value",
            party.id,
            "reservation value",
            1.0,
            reservation=preferences.reservation,
        )
        for party in case.parties
        if isinstance(preferences := party.preferences, Additive | NonAdditive)
        and preferences.reservation is not None
        and (isinstance(preferences, Additive) or not idle(preferences))
    ]
    return tuple(limits)


def _sources(limit: RedLine | Mandate) -> tuple[str, ...]:
    """Say where a limit comes from: positions, statements, a person's entry or an assumption."""
    sources = [f"position {one}" for one in limit.positions] if isinstance(limit, RedLine) else []
    sources += [f"statement {one}" for one in limit.statements]
    if isinstance(limit, RedLine) and limit.entered_by:
        sources.append(f"entered by {limit.entered_by}")
    if isinstance(limit, Mandate) and limit.given_by:
        sources.append(f"given by {limit.given_by}")
    if limit.assumption:
        sources.append(f"assumption: {limit.assumption}")
    return tuple(sources)
