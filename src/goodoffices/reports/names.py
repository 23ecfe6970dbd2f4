"""What people read for the ids by which the parts of a case refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from goodoffices.language import gettext, plain
from goodoffices.model import Case, Condition, Package, describe
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.record import Statement

#: How many party colours and marks the style sheet knows.
COLOURS: Final = 6


def as_read(issue: Issue, value: Value) -> str:
    """Return what a person reads for an issue's value: the option's title, or the number in their own digits."""
    if isinstance(value, str):
        return issue.label_of(value)
    return f"{plain(value)} {issue.unit}" if issue.unit else plain(value)


def described(condition: Condition, issues: Mapping[str, Issue]) -> str:
    """Say a condition in the language that is spoken, with its digits."""
    return describe(condition, issues, gettext, plain)


class Names:
    """Looks up titles, and the anchors at which statements and conflicts stand in the page."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.statements: Mapping[str, Statement] = case.statements_by_id
        self._parties = {party.id: party.title for party in case.parties}
        self._issues = case.issues_by_id
        self._actors = self._parties | {mediator.id: mediator.name for mediator in case.mediators}
        self._places = {party.id: place for place, party in enumerate(case.parties)}
        self._rows = {statement: place for place, statement in enumerate(self.statements, start=1)}

    def party(self, party_id: str | None) -> str:
        """Return a party's title (the id itself where the case does not know it)."""
        return self._parties.get(party_id or "", party_id or "")

    def actor(self, actor_id: str) -> str:
        """Return the title of a party or mediator."""
        return self._actors.get(actor_id, actor_id)

    def colour(self, party_id: str | None) -> str:
        """Return the class that gives a party its colour; a neutral one for nobody."""
        place = self._places.get(party_id or "")
        return "party-0" if place is None else f"party-{place % COLOURS + 1}"

    def issue(self, issue_id: str) -> str:
        """Return an issue's title."""
        return self._issues[issue_id].name if issue_id in self._issues else issue_id

    def option(self, issue_id: str, value: Value) -> str:
        """Return what a person reads for an issue's value."""
        issue = self._issues.get(issue_id)
        return as_read(issue, value) if issue is not None else str(value)

    def package(self, package: Package) -> list[tuple[str, str]]:
        """Return (issue, option) in words, in the case's order of issues."""
        known = [issue_id for issue_id in self._issues if issue_id in package]
        known += [issue_id for issue_id in package if issue_id not in self._issues]
        return [(self.issue(issue_id), self.option(issue_id, package[issue_id])) for issue_id in known]

    def anchor(self, statement_id: str) -> str:
        """Return the id under which a statement stands in the record table."""
        return f"statement-{self._rows[statement_id]}"

    def address(self, statement_id: str) -> str:
        """Return where a link to a statement leads; in the workbench it has a page of its own."""
        return f"#{self.anchor(statement_id)}"

    def row(self, statement_id: str) -> int:
        """Return the number of a statement in the record table."""
        return self._rows[statement_id]

    def backing(self, statement_ids: Iterable[str]) -> list[Statement]:
        """Return the statements that are in the case."""
        return [self.statements[one] for one in statement_ids if one in self.statements]

    def mediators(self, mediator_ids: Iterable[str]) -> list[str]:
        """Return the mediators' names."""
        return [self.actor(one) for one in mediator_ids]

    def delegation(self, delegation_id: str | None) -> str:
        """Return a delegation's name."""
        return next((d.name for d in self.case.delegations if d.id == delegation_id), delegation_id or "")

    def audience(self, audience_id: str) -> str:
        """Return an audience's name."""
        return next((a.name for a in self.case.audiences if a.id == audience_id), audience_id)

    def round(self, round_id: str | None) -> str:
        """Return a round's name."""
        return next((r.name for r in self.case.rounds if r.id == round_id), round_id or "")

    def obligation(self, obligation_id: str | None) -> str:
        """Return an obligation's action."""
        found = (o.action for phase in self.case.phases for o in phase.obligations if o.id == obligation_id)
        return next(found, obligation_id or "")

    @cached_property
    def sources(self) -> dict[str, str]:
        """The title of each source by id."""
        return {source.id: source.title for source in self.case.sources}

    def limit(self, label: str) -> tuple[str, str]:
        """Part a limit's label, `party: name`, into party id and name."""
        party, colon, name = label.partition(": ")
        if not colon or party not in self._places:
            return "", label
        return party, gettext(name) if name == "reservation value" else name
