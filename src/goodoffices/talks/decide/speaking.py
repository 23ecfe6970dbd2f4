"""Decide what a delegation says and answers in its channel."""

from __future__ import annotations

import math
from typing import Final

from goodoffices.model.casefile.check_terms import check_issue, check_package
from goodoffices.model.conditions import describe
from goodoffices.talks.actions import party as acts
from goodoffices.talks.decide.asking import (
    Ask,
    Handlers,
    Puts,
    check_attachment,
    check_consents,
    numbered,
)
from goodoffices.talks.decide.mediating import ALLOWS
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import Event, Package
from goodoffices.talks.events import channel as events
from goodoffices.talks.events.case import PartyReturned, PartyWithdrew
from goodoffices.talks.events.home import Noted, Receipt
from goodoffices.talks.events.unseen import BidMade, FinalAnswered
from goodoffices.talks.mandates import beyond, in_force, waits_for_home
from goodoffices.talks.moments import said
from goodoffices.talks.permissions import check_answers, check_instructs, check_own, check_speaks, may_widen
from goodoffices.talks.states.channel import Delegate, Proposal
from goodoffices.talks.streams import CASE, Stream
from goodoffices.talks.transitions import PROPOSAL, following


def _channel(ask: Ask) -> Stream:
    return Stream("channel", ask.party)


def name_delegate(ask: Ask, act: acts.NameDelegate) -> Puts:
    """Name someone of the delegation."""
    check_answers(ask.who, ask.party)
    _check_own(ask)
    known = ask.lens.channel(ask.party).delegates.get(act.person)
    _check_mandator(ask, act.role, known)
    if known is not None and (known.role, known.office) == (act.role, act.office):
        raise Refused(f"{act.person} is in the delegation as {act.role} already")
    yield _channel(ask), events.DelegateNamed(person=act.person, role=act.role, office=act.office)


def recall_delegate(ask: Ask, act: acts.RecallDelegate) -> Puts:
    """Recall someone."""
    check_answers(ask.who, ask.party)
    _check_own(ask)
    known = ask.lens.channel(ask.party).delegates.get(act.person)
    if known is None:
        raise Refused(f"{act.person} is not in the delegation")
    _check_mandator(ask, "", known)
    yield _channel(ask), events.DelegateRecalled(person=act.person)


def _check_own(ask: Ask) -> None:
    """Refuse mediators to say who the people of a party are that acts itself."""
    check_own(ask.who, ask.party, acts_itself=ask.lens.channel(ask.party).acts_itself)


def _check_mandator(ask: Ask, role: str, known: Delegate | None) -> None:
    """Refuse to make or unmake a mandator to whoever could not give a mandate: nobody takes their own limits away.

    Where there is no mandator yet, whoever binds the party names the first.
    """
    delegates = ask.lens.channel(ask.party).delegates.values()
    if "mandator" in (role, known.role if known is not None else "") and any(
        one.role == "mandator" for one in delegates
    ):
        check_instructs(ask.who, ask.party)


def consent(ask: Ask, act: acts.Consent) -> Puts:
    """Consent to a step."""
    check_answers(ask.who, ask.party)
    if ask.lens.channel(ask.party).consents.get(act.step):
        raise Refused(f"the consent to '{act.step}' is recorded already")
    yield _channel(ask), events.ConsentGiven(step=act.step)


def withdraw_consent(ask: Ask, act: acts.WithdrawConsent) -> Puts:
    """Take consent back."""
    check_answers(ask.who, ask.party)
    if not ask.lens.channel(ask.party).consents.get(act.step):
        raise Refused(f"there is no consent to '{act.step}' to withdraw")
    yield _channel(ask), events.ConsentWithdrawn(step=act.step)


def propose_issue(ask: Ask, act: acts.ProposeIssue) -> Puts:
    """Ask for an issue on the agenda."""
    check_speaks(ask.who, ask.party)
    for path, problem in check_issue(act.issue, ("issue",)):
        raise Refused(f"{'.'.join(map(str, path))}: {problem}")
    yield _channel(ask), events.IssueProposed(issue=act.issue, reason=act.reason)


def answer_agenda(ask: Ask, act: acts.AnswerAgenda) -> Puts:
    """Agree to the agenda, or say what is wrong with it."""
    check_answers(ask.who, ask.party)
    changes = ask.lens.case.agenda_changes
    yield _channel(ask), events.AgendaAnswered(agrees=act.agrees, changes=changes, reason=act.reason)


def say(ask: Ask, act: acts.Say) -> Puts:
    """Tell the mediators something."""
    check_speaks(ask.who, ask.party)
    name = numbered("m", ask.lens.channel(ask.party).messages)
    yield _channel(ask), events.Said(message=name, text=act.text, mark=act.mark)


def attach(ask: Ask, act: acts.Attach) -> Puts:
    """Give the mediators a file."""
    check_speaks(ask.who, ask.party)
    attachments = ask.lens.channel(ask.party).attachments
    check_attachment(attachments, act.data)
    name = numbered("a", attachments)
    yield (
        _channel(ask),
        events.Attached(attachment=name, name=act.name, kind=act.kind, data=act.data, mark=act.mark),
    )


def mark_message(ask: Ask, act: acts.MarkMessage) -> Puts:
    """Say anew what the mediators may do with a message."""
    check_speaks(ask.who, ask.party)
    message = ask.lens.channel(ask.party).messages.get(act.message)
    if message is None or message.mark is None:
        raise Refused(f"there is no message '{act.message}' of yours")
    if message.mark == act.mark:
        raise Refused(f"'{act.message}' is marked {act.mark} already")
    wider = not set(ALLOWS[act.mark]) <= set(ALLOWS[message.mark])
    if wider and not may_widen(ask.who, ask.party, message.by):
        raise Refused(
            f"'{act.message}' is marked {message.mark}; only who wrote it, or who answers for {ask.party}, allows more"
        )
    yield _channel(ask), events.Marked(message=act.message, mark=act.mark)


def _check_mandate(ask: Ask, package: Package) -> bool:
    """Refuse what is beyond the mandate; return whether what is agreed still needs approval at home.

    Beyond is what contradicts a mandate. What a mandate leaves open, as a text without a package does, the delegation
    may accept subject to approval at home.
    """
    issues = ask.lens.case.issues
    mandates = in_force(ask.lens, ask.party, ask.at, entered=ask.entered)
    passed = beyond(mandates, package, issues)
    if passed is not None and passed.requires is not None:
        raise Refused(
            f"this is beyond the mandate '{passed.mandate}' ({describe(passed.requires, issues)}); refer it home "
            "(answer: refer), or have the mandate widened"
        )
    return waits_for_home(mandates, package, issues)


def _check_on_agenda(ask: Ask, package: Package) -> None:
    """Refuse to agree to what is no longer on the agenda."""
    for path, problem in check_package(package, ask.lens.case.issues, ()):
        raise Refused(
            f"package, {'.'.join(map(str, path))}: {problem}; it has left the agenda since this was tabled, and the "
            "mediators can table it anew (revise_proposal)"
        )


def _proposal(ask: Ask, name: str, version: int) -> Proposal:
    """Return a proposal on the table, if it is the version that the actor has read."""
    one = ask.lens.channel(ask.party).proposals.get(name)
    if one is None:
        raise Refused(f"there is no proposal '{name}'")
    if version not in (0, one.version):
        raise Refused(f"'{name}' is version {one.version} now; look at it and answer again")
    return one


def answer_proposal(ask: Ask, act: acts.AnswerProposal) -> Puts:
    """Answer a proposal."""
    check_answers(ask.who, ask.party)
    check_consents(ask)
    one = _proposal(ask, act.proposal, act.version)
    following(PROPOSAL, one.status, act.answer, f"the proposal '{act.proposal}'")
    if one.deadline is not None and ask.at > one.deadline:
        raise Refused(f"the deadline for '{act.proposal}' was {said(one.deadline)}")
    package = ask.checked(act.package)
    if act.answer == "counter" and not (package or act.text):
        message = "package: a counter-proposal says what is proposed instead, as a package or a text"
        raise Refused(message)
    if act.answer == "accept_if" and not (act.condition or act.requires):
        message = "condition: say on what condition"
        raise Refused(message)
    ask.check_condition(act.requires)
    referendum = False
    # What is accepted is what is tabled, whatever else is sent with it.
    agreed = one.package if act.answer == "accept" else {**one.package, **package}
    if act.answer in ("accept", "accept_if"):
        _check_on_agenda(ask, agreed)
    if act.answer in ("accept", "accept_if", "counter"):
        referendum = _check_mandate(ask, agreed) and act.answer == "accept"
    yield (
        _channel(ask),
        events.Answered(
            proposal=act.proposal, answer=act.answer, version=one.version, package=package, condition=act.condition,
            requires=act.requires, text=act.text, ad_referendum=referendum,
        ),
    )  # fmt: skip


def initial(ask: Ask, act: acts.Initial) -> Puts:
    """Initial what was accepted, if those at home have approved it or a mandate in force lets it be."""
    check_answers(ask.who, ask.party)
    check_consents(ask)
    one = _proposal(ask, act.proposal, act.version)
    following(PROPOSAL, one.status, "initial", f"the proposal '{act.proposal}'")
    if one.ad_referendum:
        raise Refused(
            f"'{act.proposal}' was accepted subject to approval at home; it is not there yet (put_question)"
        )
    _check_on_agenda(ask, one.package)
    if not one.approved and _check_mandate(ask, one.package):
        raise Refused(
            f"no mandate in force lets '{act.proposal}' be initialled now; it needs approval at home (put_question), "
            "or a mandate (give_mandate)"
        )
    yield _channel(ask), events.Initialled(proposal=act.proposal, version=one.version)


def answer_sounding(ask: Ask, act: acts.AnswerSounding) -> Puts:
    """Say what the party would say."""
    check_answers(ask.who, ask.party)
    check_consents(ask)
    one = ask.lens.channel(ask.party).soundings.get(act.sounding)
    if one is None:
        raise Refused(f"there is no sounding '{act.sounding}'")
    if one.answer:
        raise Refused(f"'{act.sounding}' is answered already")
    yield (
        _channel(ask),
        events.SoundingAnswered(sounding=act.sounding, answer=act.answer, text=act.text),
    )


def _receipt(ask: Ask, what: str, of: str) -> tuple[Stream, Receipt]:
    """Return a receipt, and refuse a second answer."""
    if ask.entered:
        stream = Stream("entered", ask.party)
        known = [(one.what, one.of) for one in ask.lens.entered(ask.party).receipts]
    else:
        stream = Stream("room", ask.party)
        known = [(one.what, one.of) for one in ask.lens.room(ask.party).receipts]
    if (what, of) in known:
        raise Refused(f"'{of}' is answered already; there is no second answer")
    return stream, Receipt(what="final" if what == "final" else "bidding", of=of)


def answer_final(ask: Ask, act: acts.AnswerFinal) -> Puts:
    """Answer a mediators' proposal, unseen."""
    check_answers(ask.who, ask.party)
    check_consents(ask)
    one = ask.lens.channel(ask.party).finals.get(act.final)
    if one is None:
        raise Refused(f"there is no mediators' proposal '{act.final}'")
    if one.accepted is not None or ask.at >= one.deadline:
        raise Refused(f"the deadline for '{act.final}' was {said(one.deadline)}")
    receipt = _receipt(ask, "final", act.final)
    if act.yes:
        _check_mandate(ask, one.package)
    yield Stream("answers", ask.party), FinalAnswered(final=act.final, yes=act.yes)
    yield receipt


def bid(ask: Ask, act: acts.Bid) -> Puts:
    """Make a blind bid."""
    check_answers(ask.who, ask.party)
    check_consents(ask)
    one = ask.lens.channel(ask.party).biddings.get(act.bidding)
    if one is None:
        raise Refused(f"there is no bidding '{act.bidding}'")
    if one.closed or ask.at >= one.deadline:
        raise Refused(f"the deadline for '{act.bidding}' was {said(one.deadline)}")
    _check_bid(ask, one.issue, act.value)
    receipt = _receipt(ask, "bidding", act.bidding)
    yield Stream("answers", ask.party), BidMade(bidding=act.bidding, value=act.value)
    yield receipt


def _check_bid(ask: Ask, name: str, value: float) -> None:
    """Refuse a number that the issue of a bidding does not have."""
    if not math.isfinite(value):
        message = "value: a bid is a number"
        raise Refused(message)
    issue = ask.lens.case.issues.get(name)
    scale = None if issue is None else issue.integers or issue.reals
    if scale is not None and not scale.low <= value <= scale.high:
        raise Refused(f"value: '{name}' is a number from {scale.low:,} to {scale.high:,}")


def attend(ask: Ask, act: acts.Attend) -> Puts:
    """Say who comes to a round."""
    check_answers(ask.who, ask.party)
    one = ask.lens.case.rounds.get(act.round)
    if one is None:
        raise Refused(f"there is no round '{act.round}'")
    if one.status in ("closed", "cancelled"):
        raise Refused(f"the round '{act.round}' is {one.status}; nobody comes to it any more")
    if not all(person.strip() for person in act.people):
        message = "people: leave no name empty"
        raise Refused(message)
    if not act.people and act.round not in ask.lens.channel(ask.party).attendance:
        message = "people: name one at least who comes; nobody was named before who would not come now"
        raise Refused(message)
    yield _channel(ask), events.AttendanceGiven(round=act.round, people=act.people, note=act.note)


def answer_run(ask: Ask, act: acts.AnswerRun) -> Puts:
    """Let the engine use the sealed preferences, or not: consent can be taken back at any time."""
    check_answers(ask.who, ask.party)
    if act.consents:
        check_consents(ask)
    runs = ask.lens.channel(ask.party).runs
    if act.run not in runs:
        raise Refused(f"there is no run '{act.run}'")
    # Consent can be taken back, as to every step.
    if runs[act.run] == act.consents:
        raise Refused(f"'{act.run}' is answered so already")
    yield _channel(ask), events.RunAnswered(run=act.run, consents=act.consents)


def withdraw_party(ask: Ask, act: acts.WithdrawParty) -> Puts:  # noqa: ARG001 - every act is decided alike
    """Leave the talks."""
    check_answers(ask.who, ask.party)
    if ask.party in ask.lens.case.withdrawn:
        raise Refused(f"{ask.party} has left the talks already")
    yield CASE, PartyWithdrew(party=ask.party)


def return_party(ask: Ask, act: acts.ReturnParty) -> Puts:  # noqa: ARG001 - as above
    """Come back."""
    check_answers(ask.who, ask.party)
    if ask.party not in ask.lens.case.withdrawn:
        raise Refused(f"{ask.party} is in the talks")
    yield CASE, PartyReturned(party=ask.party)


def note(ask: Ask, act: acts.Note) -> Puts:
    """Note something for the own delegation, or for oneself."""
    if ask.who.side == "mediator" and not ask.party:
        yield Stream("notes", ask.who.actor), Noted(text=act.text)
        return
    if ask.entered:
        message = "a mediator's notes are the mediator's own; leave out for whom"
        raise Refused(message)
    check_speaks(ask.who, ask.party)
    event: Event = Noted(text=act.text)
    yield Stream("room", ask.party), event


HANDLERS: Final[Handlers] = {
    acts.NameDelegate: name_delegate, acts.RecallDelegate: recall_delegate, acts.Consent: consent,
    acts.WithdrawConsent: withdraw_consent, acts.ProposeIssue: propose_issue, acts.AnswerAgenda: answer_agenda,
    acts.Say: say, acts.Attach: attach,
    acts.MarkMessage: mark_message, acts.AnswerProposal: answer_proposal, acts.Initial: initial,
    acts.AnswerSounding: answer_sounding, acts.AnswerFinal: answer_final, acts.Bid: bid, acts.Attend: attend,
    acts.AnswerRun: answer_run, acts.WithdrawParty: withdraw_party, acts.ReturnParty: return_party, acts.Note: note,
}  # fmt: skip
