"""Decide what a delegation says and answers in its channel."""

from __future__ import annotations

from typing import Final

from goodoffices.model.casefile.check_terms import check_issue
from goodoffices.talks.actions import party as acts
from goodoffices.talks.decide.agreeing import check_bid, check_brackets, check_mandate, check_on_agenda
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
from goodoffices.talks.events import Event
from goodoffices.talks.events import channel as events
from goodoffices.talks.events.case import PartyReturned, PartyWithdrew
from goodoffices.talks.events.home import Noted, Receipt
from goodoffices.talks.events.unseen import BidMade, FinalAnswered
from goodoffices.talks.moments import said
from goodoffices.talks.permissions import (
    check_answers,
    check_instructs,
    check_own,
    check_speaks,
    enters_no_more,
    may_widen,
)
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
    """Refuse mediators to enter what a party alone does that acts itself."""
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
    _check_own(ask)
    if ask.lens.channel(ask.party).consents.get(act.step):
        raise Refused(f"the consent to '{act.step}' is recorded already")
    yield _channel(ask), events.ConsentGiven(step=act.step)


def withdraw_consent(ask: Ask, act: acts.WithdrawConsent) -> Puts:
    """Take consent back."""
    check_answers(ask.who, ask.party)
    _check_own(ask)
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
    check_consents(ask)
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
    if wider and ask.party in ask.lens.case.withdrawn:
        raise Refused(
            f"{ask.party} has left the talks; until it comes back (return_party), it allows less, not more"
        )
    if wider and not may_widen(ask.who, ask.party, message.by, message.marked_by):
        raise Refused(
            f"'{act.message}' is marked {message.mark}; only who wrote it, where nobody else of {ask.party} has marked "
            f"it since, or who answers for {ask.party}, allows more"
        )
    yield _channel(ask), events.Marked(message=act.message, mark=act.mark)


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
    if one.deadline is not None and ask.at >= one.deadline:
        raise Refused(f"the deadline for '{act.proposal}' was {said(one.deadline)}")
    package = ask.checked(act.package)
    if act.answer == "counter" and not (package or act.text):
        message = "package: a counter-proposal says what is proposed instead, as a package or a text"
        raise Refused(message)
    if act.answer == "accept_if" and not (act.condition or act.requires):
        message = "condition: say on what condition"
        raise Refused(message)
    if act.answer == "accept" and package:
        message = "package: what is accepted is what is tabled; for something else, answer: counter"
        raise Refused(message)
    ask.check_condition(act.requires)
    referendum = False
    if act.answer in ("accept", "accept_if"):
        check_on_agenda(ask, one, package)
    if act.answer in ("accept", "accept_if", "counter"):
        waits = check_mandate(ask, {**one.package, **package})
        # What others enter for a party that acts itself binds it when it has said so itself.
        waits |= ask.entered and ask.lens.channel(ask.party).acts_itself
        referendum = waits and act.answer == "accept"
    yield (
        _channel(ask),
        events.Answered(
            proposal=act.proposal, answer=act.answer, version=one.version, package=package, condition=act.condition,
            requires=act.requires, text=act.text, ad_referendum=referendum,
        ),
    )  # fmt: skip


def initial(ask: Ask, act: acts.Initial) -> Puts:
    """Initial what was accepted, if those at home have approved it or a mandate in force lets it be.

    What was entered as accepted, the party itself may initial as if it had accepted it.
    """
    check_answers(ask.who, ask.party)
    check_consents(ask)
    _check_own(ask)
    one = _proposal(ask, act.proposal, act.version)
    following(PROPOSAL, one.status, "initial", f"the proposal '{act.proposal}'")
    if one.ad_referendum and (ask.entered or not one.entered):
        raise Refused(
            f"'{act.proposal}' was accepted subject to approval at home; it is not there yet (put_question)"
        )
    check_on_agenda(ask, one)
    check_brackets(one.package, one.clauses)
    if not one.approved and check_mandate(ask, one.package):
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
    check_on_agenda(ask, one)
    receipt = _receipt(ask, "final", act.final)
    if act.yes and enters_no_more(ask.who, acts_itself=ask.lens.channel(ask.party).acts_itself):
        # What it keeps at home may forbid it, and whoever enters it does not see that.
        raise Refused(
            f"yes: {ask.party} acts for itself, and says yes to a mediators' proposal itself, as its mandates let it; "
            "that it says no, you can enter"
        )
    if act.yes:
        check_mandate(ask, one.package)
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
    check_bid(ask, one, act.value)
    receipt = _receipt(ask, "bidding", act.bidding)
    yield Stream("answers", ask.party), BidMade(bidding=act.bidding, value=act.value)
    yield receipt


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
    """Let the engine use the sealed preferences, or not: consent can be taken back at any time.

    It holds for the agenda as it is: when that changes, the party is asked anew.
    """
    check_answers(ask.who, ask.party)
    if act.consents and ask.entered:
        message = "consents: only the party itself lets its sealed preferences be used; that it does not, you can enter"
        raise Refused(message)
    if act.consents:
        check_consents(ask)
    channel, agenda = ask.lens.channel(ask.party), ask.lens.case.agenda_changes
    if act.run not in channel.runs:
        raise Refused(f"there is no run '{act.run}'")
    # Consent can be taken back, as to every step.
    if channel.consent_to_run(act.run, agenda) == act.consents:
        raise Refused(f"'{act.run}' is answered so already")
    yield _channel(ask), events.RunAnswered(run=act.run, consents=act.consents, agenda=agenda)


def withdraw_party(ask: Ask, act: acts.WithdrawParty) -> Puts:  # noqa: ARG001 - every act is decided alike
    """Leave the talks."""
    check_answers(ask.who, ask.party)
    _check_own(ask)
    if ask.party in ask.lens.case.withdrawn:
        raise Refused(f"{ask.party} has left the talks already")
    yield CASE, PartyWithdrew(party=ask.party)


def return_party(ask: Ask, act: acts.ReturnParty) -> Puts:  # noqa: ARG001 - as above
    """Come back."""
    check_answers(ask.who, ask.party)
    _check_own(ask)
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
