"""The case: everything about one dispute, as one frozen value."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Literal

from msgspec import field

from goodoffices.model.agreement import Balance, Briefing, Count, Entry, Guarantor, Phase, Tally, Terms
from goodoffices.model.base import Part, Text
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.model.limits import Mandate, RedLine
from goodoffices.model.parties import (
    Audience,
    Channel,
    DecisionBody,
    Delegation,
    Mediator,
    Party,
    Round,
    TimelineEvent,
)
from goodoffices.model.preferences import Additive, Alternative
from goodoffices.model.record import Conflict, Judgement, Position, Source, Statement


class Constraint(Part, frozen=True, kw_only=True):
    """A condition that every feasible package satisfies: logic or fact, nobody's choice."""

    name: Text
    requires: Condition
    description: str = ""
    statements: tuple[str, ...] = ()


class Case(Part, frozen=True, kw_only=True, dict=True):
    """One dispute: who, about what, what was said, what is wanted, what would be done.

    `goodoffices` is the version of the case file's format. `translations` hold the case's own words in other languages:
    by the code of a language, the words as they stand in the case, and what they are there.
    """

    goodoffices: Literal[1] = field(default=1)
    title: str = ""
    summary: str = ""
    as_of: dt.date | None = None
    parties: tuple[Party, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    decision_bodies: tuple[DecisionBody, ...] = ()
    mediators: tuple[Mediator, ...] = ()
    channels: tuple[Channel, ...] = ()
    audiences: tuple[Audience, ...] = ()
    rounds: tuple[Round, ...] = ()
    issues: tuple[Issue, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    phases: tuple[Phase, ...] = ()
    guarantors: tuple[Guarantor, ...] = ()
    dispute: str = ""
    counts: tuple[Count, ...] = ()
    balances: tuple[Balance, ...] = ()
    tallies: tuple[Tally, ...] = ()
    entries: tuple[Entry, ...] = ()
    briefings: tuple[Briefing, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: str | Path) -> Case:
        """Read a case file (YAML or JSON) or a case folder, and check it.

        Raises:
            CaseFileError: what is wrong, with file, line and field.
        """
        from goodoffices.model.casefile import read_case  # noqa: PLC0415 - the case file imports this module

        return read_case(Path(path))

    def save(self, path: str | Path) -> None:
        """Write the case: `.json` or `.yaml` by the name's ending, a folder where there is none. Atomic."""
        from goodoffices.model.casefile import write_case  # noqa: PLC0415 - as above

        write_case(self, Path(path))

    def issue(self, issue_id: str) -> Issue:
        """Return the issue of that id.

        Raises:
            KeyError: there is none.
        """
        return self.issues_by_id[issue_id]

    @cached_property
    def contributions(self) -> tuple[tuple[list[float], ...], ...]:
        """What each value adds to utility: party × issue × value, for parties with additive preferences."""
        return tuple(
            tuple(party.preferences.contributions(issue) for issue in self.issues)
            for party in self.parties
            if isinstance(party.preferences, Additive)
        )

    @cached_property
    def issues_by_id(self) -> dict[str, Issue]:
        """The issues by id, in order."""
        return {issue.id: issue for issue in self.issues}

    @property
    def terms(self) -> Terms:
        """What an agreement would oblige whom to."""
        return Terms(phases=self.phases, guarantors=self.guarantors, dispute=self.dispute)

    @property
    def parties_by_id(self) -> dict[str, Party]:
        """The parties by id, in order."""
        return {party.id: party for party in self.parties}

    @property
    def statements_by_id(self) -> dict[str, Statement]:
        """The statements by id, in order."""
        return {statement.id: statement for statement in self.statements}
