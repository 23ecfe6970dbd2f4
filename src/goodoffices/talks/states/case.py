"""What all sides share, as it stands."""

from __future__ import annotations

import datetime as dt

import msgspec
from msgspec import Struct, field

from goodoffices.model.agreement import Terms
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.talks.events import case as events
from goodoffices.talks.events.base import Happened, Package
from goodoffices.talks.events.channel import Clause
from goodoffices.talks.events.teaching import ClassDebriefed, ClassMoved, ClassOpened


class Round(Struct, kw_only=True):
    """A round of talks: planned, open, adjourned, collapsed, closed or cancelled."""

    id: str
    name: str
    venue: str
    format: str
    status: str
    starts_on: dt.date | None = None
    reason: str = ""
    opened: dt.datetime | None = None


class Signature(Struct, kw_only=True):
    """That a party has signed: when, by whom; `entered` by a mediator who was told so."""

    at: dt.datetime
    person: str
    office: str = ""
    place: str = ""
    entered: bool = False


class Attestation(Struct, kw_only=True):
    """What the lead mediator attests of what was signed."""

    at: dt.datetime
    by: str
    text: str


class Meaning(Struct, kw_only=True):
    """What something on the agenda means: its words, each after the change of the agenda with which it got them."""

    words: list[tuple[int, str]] = field(default_factory=list)

    def differs(self, agenda: int) -> bool:
        """Whether it meant something else on an earlier agenda, or nothing, than it does now.

        Words that came and went in between are nothing to those who never had them before them.
        """
        then = [words for since, words in self.words if since <= agenda]
        return not then or then[-1] != self.words[-1][1]


class Meanings(Struct, kw_only=True):
    """What an issue means: its words, its range where it is a number, and each option that it has had."""

    issue: Meaning = field(default_factory=Meaning)
    range: Meaning = field(default_factory=Meaning)
    options: dict[str, Meaning] = field(default_factory=dict)


class CaseState(Struct, kw_only=True):
    """The shared state of the talks. `status`: "" before they are opened, under way, impasse, agreed or closed.

    `meanings` hold what every issue and option came to mean when, also of what has left the agenda. `issue_titles` and
    `option_titles` hold what every issue and option was called last that was ever on the agenda:
    what was tabled and answered stays readable, and no id is given anew. `agreements` counts how often an agreement was
    declared: amended, it is declared anew, and signed anew by `agreement_parties`, those who were in the talks then.
    `classroom` is where a class is that rehearses talks: gathering, playing, over or debriefed; "" in talks.
    """

    title: str = ""
    terms: str = ""
    lead: str = ""
    status: str = ""
    reason: str = ""
    parties: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    issues: dict[str, Issue] = field(default_factory=dict)
    issue_titles: dict[str, str] = field(default_factory=dict)
    option_titles: dict[str, dict[str, str]] = field(default_factory=dict)
    meanings: dict[str, Meanings] = field(default_factory=dict)
    agenda_agreed: bool = False
    agenda_changes: int = 0
    rounds: dict[str, Round] = field(default_factory=dict)
    current_round: str = ""
    latest_round: str = ""
    announcements: list[tuple[dt.datetime, str]] = field(default_factory=list)
    agreement: Package | None = None
    agreement_text: str = ""
    agreement_clauses: tuple[Clause, ...] = ()
    agreement_terms: Terms | None = None
    agreement_parties: list[str] = field(default_factory=list)
    agreements: int = 0
    signatures: dict[str, Signature] = field(default_factory=dict)
    attestation: Attestation | None = None
    classroom: str = ""
    debrief: ClassDebriefed | None = None

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.RoundMoved() as moved:
                self._move(moved, happened.at)
            case events.RoundPlanned(round=name) as planned:
                self.rounds[name] = Round(
                    id=name, name=planned.name, venue=planned.venue, format=planned.format, status="planned",
                    starts_on=planned.starts_on,
                )  # fmt: skip
            case events.Announced(text=text):
                self.announcements.append((happened.at, text))
            case events.IssuePut(issue=issue):
                self._put(issue)
            case events.IssueDropped(issue=name):
                del self.issues[name]
                self._agenda_changed()
            case events.AgendaAgreed():
                self.agenda_agreed = True
            case events.PartyWithdrew(party=party):
                self.withdrawn.append(party)
            case events.PartyReturned(party=party):
                self.withdrawn.remove(party)
            case events.TalksMoved(status=status, reason=reason):
                self.status, self.reason = status, reason
            case events.CaseOpened() as opened:
                self._open(opened)
            case _:
                self._take_rarer(happened)

    def _take_rarer(self, happened: Happened) -> None:
        match happened.event:
            case events.MediatorIntroduced(mediator=mediator):
                self.mediators.append(mediator)
            case events.AgreementReached() as reached:
                self._agree(reached)
            case events.AgreementSigned(party=party) as signed:
                self.signatures[party] = Signature(
                    at=happened.at, person=signed.person, office=signed.office, place=signed.place,
                    entered=bool(happened.entered_for),
                )  # fmt: skip
            case events.AgreementAttested(text=text):
                self.attestation = Attestation(at=happened.at, by=happened.by, text=text)
            case ClassOpened(title=title):
                self.title, self.status, self.classroom = title, "class", "gathering"
            case ClassMoved(status=status):
                self.classroom = status
            case ClassDebriefed() as debrief:
                self.classroom, self.debrief = "debriefed", debrief

    def _open(self, opened: events.CaseOpened) -> None:
        self.title, self.terms, self.lead, self.status = opened.title, opened.terms, opened.lead, "under way"
        self.parties = {side.id: side.name or side.id for side in opened.parties}
        self.mediators = [opened.lead]

    def _agree(self, reached: events.AgreementReached) -> None:
        self.status, self.agreement, self.agreement_text = "agreed", reached.package, reached.text
        self.agreement_clauses, self.agreement_terms = reached.clauses, reached.terms
        self.agreement_parties = [party for party in self.parties if party not in self.withdrawn]
        self.agreements += 1
        self.signatures, self.attestation = {}, None

    def _put(self, issue: Issue) -> None:
        self.issues[issue.id] = issue
        self.issue_titles[issue.id] = issue.name
        called = {option.id: option.title or option.id for option in issue.options}
        self.option_titles[issue.id] = self.option_titles.get(issue.id, {}) | called
        self._agenda_changed()
        self._mean(issue)

    def _mean(self, issue: Issue) -> None:
        """Keep what an issue means; what has the same words as before means what it did."""
        kind = "options" if issue.options else "integers" if issue.integers is not None else "reals"
        words = f"{kind}\n{issue.name}\n{issue.unit}\n{issue.description}"
        made = self.meanings[issue.id] = self.meanings.get(issue.id) or Meanings()
        self._means(made.issue, words)
        numbers = issue.integers or issue.reals
        if numbers is not None:
            self._means(made.range, str(msgspec.to_builtins(numbers)))
        for option in issue.options:
            words = f"{option.title or option.id}\n{option.description}"
            self._means(made.options.setdefault(option.id, Meaning()), words)

    def _means(self, meaning: Meaning, words: str) -> None:
        if not meaning.words or meaning.words[-1][1] != words:
            meaning.words.append((self.agenda_changes, words))

    def means_else(self, issue: str, value: Value | None, agenda: int | None) -> bool:
        """Whether an issue, or one of its values, means something else now than it did on an earlier agenda.

        Args:
            issue: an issue that is on the agenda.
            value: one of its options, where it has options.
            agenda: how many changes of the agenda there were then; None where that was not kept.
        """
        if agenda is None:
            return False
        now = self.meanings[issue]
        option = now.options.get(value) if isinstance(value, str) else None
        return now.issue.differs(agenda) or (option is not None and option.differs(agenda))

    def grown_since(self, agenda: int) -> bool:
        """Whether something stands on the agenda that did not, or meant something else, on an earlier agenda."""
        for name, issue in self.issues.items():
            now = self.meanings[name]
            parts = [now.options[option.id] for option in issue.options] or [now.range]
            if any(part.differs(agenda) for part in (now.issue, *parts)):
                return True
        return False

    def _agenda_changed(self) -> None:
        self.agenda_agreed = False
        self.agenda_changes += 1

    def _move(self, moved: events.RoundMoved, at: dt.datetime) -> None:
        one = self.rounds[moved.round]
        one.status, one.reason = moved.status, moved.reason
        one.venue = moved.venue or one.venue
        if moved.status == "open":
            one.opened = one.opened or at
            self.current_round = self.latest_round = moved.round
        elif self.current_round == moved.round and moved.status in ("collapsed", "closed"):
            self.current_round = ""
