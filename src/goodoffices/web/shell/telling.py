"""What happened, in words: one sentence an event, in the language of whoever reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from goodoffices.language import gettext as _
from goodoffices.language import listed, ngettext, paired
from goodoffices.language import number as written
from goodoffices.model.base import Value
from goodoffices.talks.events import (
    EVENTS,
    case,
    channel,
    dossier,
    home,
    mediation,
    unseen,
)
from goodoffices.talks.events.base import Event
from goodoffices.web.shell.people import Names
from goodoffices.web.shell.telling_after import of_agreement, on_purpose
from goodoffices.web.shell.telling_class import in_class
from goodoffices.web.shell.values import worded


class Teller:
    """Tells events to one reader.

    Args:
        names: what that reader calls parties, persons and issues.
        moment: writes a time as that reader's clock shows it.
    """

    def __init__(self, names: Names, moment: Callable[[dt.datetime], str]) -> None:
        self._names = names
        self._moment = moment

    def tell(self, event: Event | Mapping[str, Any]) -> str:
        """Return what happened as a sentence, or two."""
        if isinstance(event, Mapping):
            event = msgspec.convert(event, EVENTS[event["event"]])
        for told in (self._shared, self._channel, self._answers, self._home, self._mediators):
            found = told(event)
            if found is not None:
                return found
        for later in (of_agreement, on_purpose, in_class):
            found = later(self._names, event)
            if found is not None:
                return found
        return _("Something happened that this version has no words for.")

    def _package(self, package: Mapping[str, Value]) -> str:
        return paired(self._names.package(package)) or _("no issue settled")

    def _shared(self, event: Event) -> str | None:  # noqa: PLR0911 - one sentence a kind
        match event:
            case case.CaseOpened():
                return _("The talks were opened: %(title)s.") % {"title": event.title}
            case case.MediatorIntroduced():
                you, other = _("You joined the mediation."), _("%(who)s joined the mediation.")
                return self._about(event.mediator, you, other)
            case case.IssuePut():
                return _("On the agenda: %(issue)s.") % {"issue": event.issue.name}
            case case.IssueDropped():
                return _("Off the agenda: %(issue)s.") % {"issue": event.issue}
            case case.AgendaAgreed():
                return _("All sides have agreed to the agenda.")
            case case.RoundPlanned():
                return _("Planned: %(round)s, in %(venue)s.") % {"round": event.name, "venue": event.venue}
            case case.RoundMoved():
                return self._round(event)
            case case.Announced():
                return _("The mediators told all sides: %(text)s") % {"text": event.text}
            case case.PartyWithdrew():
                return _("%(party)s left the talks.") % {"party": self._names.party(event.party)}
            case case.PartyReturned():
                return _("%(party)s came back to the talks.") % {"party": self._names.party(event.party)}
            case case.TalksMoved():
                said = _("The talks are now: %(status)s.") % {"status": _(event.status)}
                return f"{said} {event.reason}".strip()
            case case.AgreementReached():
                return _("Agreement: %(package)s.") % {"package": self._package(event.package)}
            case _:
                return None

    def _round(self, event: case.RoundMoved) -> str:
        found = self._names.round(event.round)
        said = _("%(round)s is now: %(status)s.") % {"round": found, "status": _(event.status)}
        return f"{said} {event.reason}".strip()

    def _channel(self, event: Event) -> str | None:  # noqa: PLR0911 - one sentence a kind
        match event:
            case channel.DelegateNamed():
                return _("%(person)s is in the delegation: %(role)s.") % {
                    "person": self._names.name(event.person), "role": _(event.role),
                }  # fmt: skip
            case channel.DelegateRecalled():
                return _("%(person)s was recalled from the delegation.") % {
                    "person": self._names.name(event.person)
                }
            case channel.ActsItself():
                return _("The party's own people act for it from now on.")
            case channel.ConsentGiven() | channel.ConsentWithdrawn():
                given = isinstance(event, channel.ConsentGiven)
                said = _("Consent was given: %(step)s.") if given else _("Consent was withdrawn: %(step)s.")
                return said % {"step": _(event.step)}
            case channel.IssueProposed():
                return _("Asked for on the agenda: %(issue)s.") % {"issue": event.issue.name}
            case channel.AgendaAnswered(agrees=True):
                return _("The agenda was agreed to as it is.")
            case channel.AgendaAnswered():
                return _with_words(_("The agenda was not agreed to."), event.reason)
            case channel.Said():
                return _("To the mediators (%(mark)s): %(text)s") % {
                    "mark": worded(event.mark),
                    "text": event.text,
                }
            case channel.Marked():
                return _("A message was marked anew: %(mark)s.") % {"mark": worded(event.mark)}
            case channel.Told(manner="own") | channel.Told(manner="idea"):
                return _("From the mediators: %(text)s") % {"text": event.text}
            case channel.Told():
                return _("From %(party)s, through the mediators: %(text)s") % {
                    "party": self._names.party(event.party), "text": event.text,
                }  # fmt: skip
            case channel.Attached():
                return _("A file: %(name)s.") % {"name": event.name}
            case channel.AttendanceGiven():
                people = [self._names.name(one) for one in event.people]
                coming = _("Comes to the round: %(people)s.") % {"people": listed(people)}
                return f"{coming} {event.note}".strip()
            case _:
                return None

    def _answers(self, event: Event) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one sentence a kind
        match event:
            case channel.Tabled(version=1):
                return _("Tabled, proposal %(name)s: %(what)s.") % {
                    "name": event.proposal, "what": self._tabled(event),
                }  # fmt: skip
            case channel.Tabled():
                return _("Version %(version)s of proposal %(name)s: %(what)s.") % {
                    "version": written(event.version), "name": event.proposal,
                    "what": self._tabled(event),
                }  # fmt: skip
            case channel.Withdrawn():
                return _with_words(
                    _("Proposal %(name)s was withdrawn.") % {"name": event.proposal}, event.reason
                )
            case channel.Answered():
                said = _("Proposal %(name)s was answered: %(answer)s.") % {
                    "name": event.proposal, "answer": worded(event.answer),
                }  # fmt: skip
                return f"{said} {event.condition} {event.text}".strip()
            case channel.HomeDecided(approved=True):
                return _("At home, proposal %(name)s was approved.") % {"name": event.proposal}
            case channel.HomeDecided():
                return _("At home, proposal %(name)s was not approved.") % {"name": event.proposal}
            case channel.Initialled():
                return _("Proposal %(name)s was initialled.") % {"name": event.proposal}
            case channel.Sounded():
                return _("A sounding: %(question)s") % {"question": event.question}
            case channel.SoundingAnswered():
                said = _("A sounding was answered: %(answer)s.") % {"answer": worded(event.answer)}
                return f"{said} {event.text}".strip()
            case channel.FinalTabled():
                return _("A mediators' proposal, to be answered yes or no until %(deadline)s: %(package)s.") % {
                    "deadline": self._moment(event.deadline), "package": self._package(event.package),
                }  # fmt: skip
            case channel.FinalClosed(accepted=True):
                return _("The mediators' proposal: all said yes.")
            case channel.FinalClosed():
                return _("The mediators' proposal: not all said yes.")
            case channel.BiddingOpened():
                return _("Blind bids until %(deadline)s: %(question)s") % {
                    "deadline": self._moment(event.deadline), "question": event.question,
                }  # fmt: skip
            case channel.BiddingClosed(value=None):
                return _("The bids did not meet.")
            case channel.BiddingClosed():
                return _("The bids met at %(value)s.") % {"value": written(event.value or 0.0)}
            case channel.RunAsked():
                return _("The mediators ask to use sealed preferences once: %(purpose)s") % {
                    "purpose": event.purpose
                }
            case channel.RunAnswered(consents=True):
                return _("The use of sealed preferences was consented to.")
            case channel.RunAnswered():
                return _("The use of sealed preferences was refused.")
            case _:
                return None

    def _tabled(self, event: channel.Tabled) -> str:
        """Return what a proposal settles, or says, or obliges to."""
        if event.package or event.text or event.terms is None:
            return self._package(event.package) if event.package else event.text[:200]
        many = len(event.terms.phases)
        text = ngettext("terms of %(count)s phase", "terms of %(count)s phases", many)
        return text % {"count": written(many)}

    def _home(self, event: Event) -> str | None:  # noqa: PLR0911 - one sentence a kind
        match event:
            case home.MandateGiven():
                return _with_words(_("A mandate was given: %(name)s.") % {"name": event.mandate}, event.text)
            case home.MandateEnded():
                return _("A mandate ended: %(name)s.") % {"name": event.mandate}
            case home.PreferencesStated():
                return _("Preferences were stated to the mediators.")
            case unseen.PreferencesSealed():
                return _("Preferences were given to the engine alone.")
            case home.BodyFormed():
                return _("Decides at home: %(body)s.") % {"body": event.body.name}
            case home.QuestionPut():
                return _("A question at home: %(text)s") % {"text": event.text}
            case home.VoteCast():
                return _("A vote was cast: %(vote)s.") % {"vote": _(event.vote)}
            case home.QuestionDecided(approved=True):
                return _("At home, it was decided: approved.")
            case home.QuestionDecided():
                return _("At home, it was decided: not approved.")
            case home.Noted():
                return event.text
            case home.Receipt():
                return _("An answer was taken; what it was, nobody sees.")
            case _:
                return None

    def _mediators(self, event: Event) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one sentence a kind
        match event:
            case mediation.MediatorAdmitted():
                you, other = _("You mediate with: %(parties)s."), _("%(who)s mediates with: %(parties)s.")
                return self._about(event.mediator, you, other, parties=self._parties(event.share))
            case mediation.ShareChanged():
                you, other = (
                    _("You now mediate with: %(parties)s."),
                    _("%(who)s now mediates with: %(parties)s."),
                )
                return self._about(event.mediator, you, other, parties=self._parties(event.share))
            case mediation.AudienceAdmitted():
                you, other = _("You follow the talks."), _("%(who)s follows the talks.")
                return self._about(event.audience, you, other)
            case mediation.Relayed():
                return _("A message of %(party)s was carried to %(to)s (%(manner)s).") % {
                    "party": self._names.party(event.party), "to": self._parties(event.to),
                    "manner": worded(event.manner),
                }  # fmt: skip
            case mediation.ProposalMade():
                return _("Proposal %(name)s, version %(version)s, went to %(to)s.") % {
                    "name": event.name, "version": written(event.version), "to": self._parties(event.to),
                }  # fmt: skip
            case mediation.FinalMade():
                return _("A mediators' proposal, %(name)s, went to %(to)s.") % {
                    "name": event.name, "to": self._parties(event.to),
                }  # fmt: skip
            case mediation.BiddingMade():
                return _("A bidding, %(name)s, was opened between %(to)s.") % {
                    "name": event.name, "to": self._parties(event.to),
                }  # fmt: skip
            case mediation.Closed(value=float() as value):
                return _("%(name)s closed: the bids met at %(value)s.") % {
                    "name": event.name,
                    "value": written(value),
                }
            case mediation.Closed(accepted=True):
                return _("%(name)s closed: all said yes.") % {"name": event.name}
            case mediation.Closed():
                return _("%(name)s closed: no agreement.") % {"name": event.name}
            case mediation.RunOpened():
                return _("A run on sealed preferences was asked for: %(name)s.") % {"name": event.name}
            case mediation.RunDone(package=None):
                return _("A run on sealed preferences suggests: none.")
            case mediation.RunDone():
                return _("A run on sealed preferences suggests: %(package)s.") % {
                    "package": self._package(event.package or {})
                }
            case mediation.Posted() | mediation.Informed():
                return event.text
            case mediation.Refusal():
                return _("Refused, %(act)s: %(why)s") % {"act": event.act, "why": event.why}
            case _:
                return self._dossier(event)

    def _dossier(self, event: Event) -> str | None:
        match event:
            case dossier.FrameSet():
                return _("The mediators' working case was changed.")
            case dossier.RecordGrown(statements=(_first, *_more) as found):
                text = ngettext(
                    "%(count)s statement came into the record.",
                    "%(count)s statements came into the record.",
                    len(found),
                )
                return text % {"count": written(len(found))}
            case dossier.RecordGrown():
                return _("The record was reviewed.")
            case dossier.ReportKept():
                return _("A report was kept with the record.")
            case dossier.PrecedentsKept():
                return _("A table of other agreements was kept with the working case.")
            case _other:
                return None

    def _about(self, actor: str, you: str, other: str, **values: str) -> str:
        """Return a sentence about somebody; to themselves, the one that speaks to them."""
        called = self._names.called(actor)
        is_reader = self._names.person(actor) != called
        return (you if is_reader else other) % {"who": called, **values}

    def _parties(self, parties: object) -> str:
        found = [self._names.party(str(one)) for one in parties]  # type: ignore[attr-defined]  # names, or a mapping of them
        return listed(found) if found else _("nobody")


def _with_words(said: str, words: str) -> str:
    """Return what is said, with what somebody wrote to it."""
    return f"{said} {words}".strip()
