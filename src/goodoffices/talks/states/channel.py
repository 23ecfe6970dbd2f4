"""What has passed between one party and the mediators, as it stands."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from goodoffices.model.agreement import Terms
from goodoffices.model.issues import Issue
from goodoffices.talks.events import channel as events
from goodoffices.talks.events.base import Happened, Package
from goodoffices.talks.standing import OFFICES, Role
from goodoffices.talks.transitions import PROPOSAL, following


class Delegate(Struct, kw_only=True):
    """Someone in the delegation."""

    role: Role
    office: str = ""


class Message(Struct, kw_only=True):
    """A message, from the party (with a mark) or to it (with a manner).

    `marked_by`: who of the party's people marked it last; where none has, the mediator who entered it.
    """

    id: str
    at: dt.datetime
    by: str
    text: str
    mark: events.Mark | None = None
    marked_by: str = ""
    manner: events.Manner | None = None
    party: str = ""


class Attachment(Struct, kw_only=True):
    """A file that has passed; its content stands in its event."""

    id: str
    at: dt.datetime
    by: str
    name: str
    kind: str
    size: int
    mark: events.Mark | None = None


class GivenList(Struct, kw_only=True):
    """A list that the party gave: its latest version, by whom, and what of it may be passed on."""

    id: str
    at: dt.datetime
    by: str
    version: int
    obligation: str
    entries: tuple[events.Listed, ...]
    mark: events.ListMark = "hold"


class PassedList(Struct, kw_only=True):
    """What the mediators passed on of another party's list: how many of each category, and the names where allowed."""

    id: str
    at: dt.datetime
    party: str
    obligation: str
    counts: dict[str, int]
    entries: tuple[events.Listed, ...] = ()


class Proposal(Struct, kw_only=True):
    """A proposal on the table: its latest version, where it stands, and the answers to all its versions.

    Attributes:
        agenda: how many changes of the agenda there were when this version was tabled; None where it was not kept.
        ad_referendum: it was accepted, and still needs approval at home.
        entered: a mediator entered the answer that it has.
        approved: those at home have approved this version.
    """

    id: str
    at: dt.datetime
    status: str = "tabled"
    version: int = 1
    package: Package = field(default_factory=dict)
    text: str = ""
    clauses: tuple[events.Clause, ...] = ()
    terms: Terms | None = None
    deadline: dt.datetime | None = None
    agenda: int | None = None
    answers: list[events.Answered] = field(default_factory=list)
    ad_referendum: bool = False
    entered: bool = False
    approved: bool = False
    reason: str = ""


class Sounding(Struct, kw_only=True):
    """A question what the party would say, and what it said."""

    id: str
    question: str
    package: Package = field(default_factory=dict)
    answer: str = ""
    text: str = ""


class Final(Struct, kw_only=True):
    """A mediators' proposal; `agenda` is as in a proposal, and `accepted` is there when it is closed."""

    id: str
    package: Package
    deadline: dt.datetime
    text: str = ""
    round: str = ""
    agenda: int | None = None
    accepted: bool | None = None


class Bidding(Struct, kw_only=True):
    """A bidding on a number; `agenda` is as in a proposal, and `value` is where the bids met."""

    id: str
    question: str
    wants: Literal["more", "less"]
    deadline: dt.datetime
    issue: str = ""
    unit: str = ""
    agenda: int | None = None
    closed: bool = False
    value: float | None = None


class ChannelState(Struct, kw_only=True):
    """One channel.

    Attributes:
        acts_itself: the party's own people have acted, and not mediators for it alone.
        recalled: who was recalled from the delegation, and not named again since.
        runs: what the party answered to each run, and how many changes of the agenda there were then (`run_agendas`).
    """

    acts_itself: bool = False
    delegates: dict[str, Delegate] = field(default_factory=dict)
    recalled: list[str] = field(default_factory=list)
    consents: dict[str, bool] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    soundings: dict[str, Sounding] = field(default_factory=dict)
    finals: dict[str, Final] = field(default_factory=dict)
    biddings: dict[str, Bidding] = field(default_factory=dict)
    wishes: list[Issue] = field(default_factory=list)
    agenda: bool | None = None
    agenda_changes: int = 0
    agenda_reason: str = ""
    attendance: dict[str, tuple[str, ...]] = field(default_factory=dict)
    attendance_notes: dict[str, str] = field(default_factory=dict)
    runs: dict[str, bool | None] = field(default_factory=dict)
    lists: dict[str, GivenList] = field(default_factory=dict)
    passed: dict[str, PassedList] = field(default_factory=dict)
    run_agendas: dict[str, int] = field(default_factory=dict)

    def consent_to_run(self, run: str, agenda_changes: int) -> bool | None:
        """Return what the party answers to a run; None where it has not, or consented before the agenda changed."""
        answer = self.runs[run]
        return None if answer and self.run_agendas.get(run) != agenda_changes else answer

    def runs_now(self, agenda_changes: int) -> dict[str, bool | None]:
        """Return what the party answers to each run, as `consent_to_run` says it."""
        return {run: self.consent_to_run(run, agenda_changes) for run in self.runs}

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        if not self.acts_itself:
            self.acts_itself = happened.by.partition(":")[0] not in OFFICES
        match happened.event:
            case events.Said() as said:
                message = self._message(happened, said.message, said.text)
                message.mark, message.marked_by = said.mark, happened.by
            case events.Told() as told:
                message = self._message(happened, told.message, told.text)
                message.manner, message.party = told.manner, told.party
            case events.Answered() as answered:
                one = self.proposals[answered.proposal]
                one.status = following(PROPOSAL, one.status, answered.answer, one.id)
                one.ad_referendum, one.entered = answered.ad_referendum, bool(happened.entered_for)
                one.answers.append(answered)
            case events.Tabled() as tabled:
                self._table(tabled, happened.at)
            case events.Attached(attachment=name) as attached:
                self.attachments[name] = Attachment(
                    id=name, at=happened.at, by=happened.by, name=attached.name, kind=attached.kind,
                    size=len(attached.data), mark=attached.mark,
                )  # fmt: skip
            case events.Marked(message=name, mark=mark):
                self._mark(self.messages[name], mark, happened.by)
            case events.SoundingAnswered(sounding=name, answer=answer, text=text):
                self.soundings[name].answer, self.soundings[name].text = answer, text
            case events.Sounded(sounding=name) as sounded:
                self.soundings[name] = Sounding(id=name, question=sounded.question, package=sounded.package)
            case events.Withdrawn(proposal=name, reason=reason):
                self.proposals[name].status, self.proposals[name].reason = "withdrawn", reason
            case events.HomeDecided(proposal=name, approved=approved):
                self._decide(self.proposals[name], approved=approved)
            case events.Initialled(proposal=name):
                self.proposals[name].status = "initialled"
            case _:
                self._take_rarer(happened)

    def _take_rarer(self, happened: Happened) -> None:
        match happened.event:
            case events.FinalTabled(final=name) as final:
                self.finals[name] = Final(
                    id=name,
                    package=final.package,
                    deadline=final.deadline,
                    text=final.text,
                    round=final.round,
                    agenda=final.agenda,
                )
            case events.FinalClosed(final=name, accepted=accepted):
                self.finals[name].accepted = accepted
            case events.BiddingOpened(bidding=name) as opened:
                self.biddings[name] = Bidding(
                    id=name, question=opened.question, wants=opened.wants, deadline=opened.deadline,
                    issue=opened.issue, unit=opened.unit, agenda=opened.agenda,
                )  # fmt: skip
            case events.BiddingClosed(bidding=name, value=value):
                self.biddings[name].closed, self.biddings[name].value = True, value
            case events.DelegateNamed(person=person, role=role, office=office):
                self.delegates[person] = Delegate(role=role, office=office)
                self.recalled = [one for one in self.recalled if one != person]
            case events.DelegateRecalled(person=person):
                del self.delegates[person]
                self.recalled.append(person)
            case events.ConsentGiven(step=step):
                self.consents[step] = True
            case events.ConsentWithdrawn(step=step):
                self.consents[step] = False
            case events.IssueProposed(issue=issue):
                self.wishes.append(issue)
            case events.AgendaAnswered() as answer:
                self.agenda, self.agenda_reason = answer.agrees, answer.reason
                self.agenda_changes = answer.changes
            case events.AttendanceGiven(round=name, people=people, note=note):
                self.attendance[name], self.attendance_notes[name] = people, note
            case events.RunAsked(run=name):
                self.runs[name] = None
            case events.RunAnswered(run=name, consents=consents, agenda=agenda):
                self.runs[name], self.run_agendas[name] = consents, agenda
            case _:
                self._take_list(happened)

    def _take_list(self, happened: Happened) -> None:
        match happened.event:
            case events.ListGiven(list=name) as given:
                self.lists[name] = GivenList(
                    id=name, at=happened.at, by=happened.by, version=given.version, obligation=given.obligation,
                    entries=given.entries, mark=given.mark,
                )  # fmt: skip
            case events.ListPassed(list=name) as passed:
                self.passed[name] = PassedList(
                    id=name, at=happened.at, party=passed.party, obligation=passed.obligation,
                    counts=dict(passed.counts), entries=passed.entries,
                )  # fmt: skip

    def _message(self, happened: Happened, name: str, text: str) -> Message:
        message = Message(id=name, at=happened.at, by=happened.by, text=text)
        self.messages[name] = message
        return message

    @staticmethod
    def _mark(message: Message, mark: events.Mark, by: str) -> None:
        """Mark a message anew: what the party's people said of it counts, also when mediators allow themselves less."""
        message.mark = mark
        if by.partition(":")[0] not in OFFICES:
            message.marked_by = by

    def _table(self, tabled: events.Tabled, at: dt.datetime) -> None:
        known = self.proposals.get(tabled.proposal)
        self.proposals[tabled.proposal] = Proposal(
            id=tabled.proposal, at=at, version=tabled.version, package=tabled.package, text=tabled.text,
            clauses=tabled.clauses, terms=tabled.terms, deadline=tabled.deadline, agenda=tabled.agenda,
            answers=known.answers if known else [],
        )  # fmt: skip

    def _decide(self, proposal: Proposal, *, approved: bool) -> None:
        if proposal.status == "referred home":
            proposal.status = "accepted" if approved else "rejected"
        elif not approved:
            proposal.status = "rejected"
        proposal.ad_referendum, proposal.approved = False, approved
