"""What all sides and mediators share. These, and nothing else, cross the walls by themselves."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from goodoffices.model.agreement import Terms
from goodoffices.model.issues import Issue
from goodoffices.talks.events.base import Event, Package
from goodoffices.talks.events.channel import Clause
from goodoffices.talks.events.teaching import ClassDebriefed, ClassMoved, ClassOpened


class Side(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A party to the talks."""

    id: str
    name: str = ""


class CaseOpened(Event, frozen=True, kw_only=True, tag="case_opened"):
    """The talks have terms of reference, parties and a lead mediator."""

    title: str
    parties: tuple[Side, ...]
    lead: str
    terms: str = ""


class MediatorIntroduced(Event, frozen=True, kw_only=True, tag="mediator_introduced"):
    """The sides know of a mediator. In which channels it works, they do not."""

    mediator: str


class IssuePut(Event, frozen=True, kw_only=True, tag="issue_put"):
    """An issue is on the agenda, anew or in another form than before."""

    issue: Issue


class IssueDropped(Event, frozen=True, kw_only=True, tag="issue_dropped"):
    """An issue is off the agenda."""

    issue: str


class AgendaAgreed(Event, frozen=True, kw_only=True, tag="agenda_agreed"):
    """All sides have agreed to the agenda as it is."""


class RoundPlanned(Event, frozen=True, kw_only=True, tag="round_planned"):
    """A round is planned at a venue."""

    round: str
    name: str
    venue: str
    format: str = "indirect"
    starts_on: dt.date | None = None


class RoundMoved(Event, frozen=True, kw_only=True, tag="round_moved"):
    """A round is opened, adjourned, collapsed, resumed, closed or cancelled."""

    round: str
    status: str
    venue: str = ""
    reason: str = ""


class Announced(Event, frozen=True, kw_only=True, tag="announced"):
    """The mediators tell all sides."""

    text: str


class PartyWithdrew(Event, frozen=True, kw_only=True, tag="party_withdrew"):
    """A party has left the talks."""

    party: str


class PartyReturned(Event, frozen=True, kw_only=True, tag="party_returned"):
    """A party has come back to the talks."""

    party: str


class TalksMoved(Event, frozen=True, kw_only=True, tag="talks_moved"):
    """The talks are at an impasse, under way again, or closed."""

    status: str
    reason: str = ""


class AgreementReached(Event, frozen=True, kw_only=True, tag="agreement_reached"):
    """All sides have accepted and initialled the same package, text and terms."""

    package: Package
    text: str = ""
    clauses: tuple[Clause, ...] = ()
    terms: Terms | None = None


class AgreementSigned(Event, frozen=True, kw_only=True, tag="agreement_signed"):
    """A party has signed the agreement: by whom, in which office, where."""

    party: str
    person: str
    office: str = ""
    place: str = ""


class AgreementAttested(Event, frozen=True, kw_only=True, tag="agreement_attested"):
    """The lead mediator attests what was signed by all: `text` says what is attested."""

    text: str


CaseEvent = (
    CaseOpened | MediatorIntroduced | IssuePut | IssueDropped | AgendaAgreed | RoundPlanned | RoundMoved | Announced
    | PartyWithdrew | PartyReturned | TalksMoved | AgreementReached | AgreementSigned | AgreementAttested
    | ClassOpened | ClassMoved | ClassDebriefed
)  # fmt: skip
