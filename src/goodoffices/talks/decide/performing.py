"""Decide what a party does of an agreement: lists, signing, what it has done, disputes and claims, what it counts."""

from __future__ import annotations

from typing import Final

from goodoffices.talks.actions import performing as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts, check_consents
from goodoffices.talks.decide.counting import check_entry, check_range, check_step, ledger_of, report_of
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import ledger as events
from goodoffices.talks.events.case import AgreementSigned
from goodoffices.talks.events.channel import ListGiven
from goodoffices.talks.permissions import (
    check_answers,
    check_lead,
    check_monitors,
    may_dispute_finding,
    may_widen,
)
from goodoffices.talks.standing import split
from goodoffices.talks.streams import CASE, LEDGER, Stream
from goodoffices.talks.transitions import PERFORMANCE, following

#: What may be passed on of a list, from the least to the most.
_MARKS: Final = ("hold", "counts", "names")


def give_list(ask: Ask, act: acts.GiveList) -> Puts:
    """Give the mediators a list. Nothing that is said of it holds a name: a refusal stands where others look."""
    check_answers(ask.who, ask.party)
    if not act.entries:
        message = "entries: the list is empty; name somebody"
        raise Refused(message)
    seen: dict[str, int] = {}
    for number, entry in enumerate(act.entries):
        if not entry.name.strip():
            raise Refused(f"entries.{number}.name: leave no name empty")
        if (first := seen.setdefault(entry.name.strip(), number)) != number:
            raise Refused(f"entries.{number}: this is the person of entry {first} again; leave one out")
    terms = ask.lens.case.agreement_terms
    if terms is not None and not any(
        one.id == act.obligation for phase in terms.phases for one in phase.obligations
    ):
        raise Refused(f"obligation: the agreement has no obligation '{act.obligation}'")
    known = ask.lens.channel(ask.party).lists.get(act.list)
    if known is not None:
        wider = _MARKS.index(act.mark) > _MARKS.index(known.mark)
        if wider and not may_widen(ask.who, ask.party, known.by, known.by):
            raise Refused(
                f"mark: '{act.list}' is marked {known.mark}; only who answers for {ask.party} allows more with it"
            )
    yield (
        Stream("channel", ask.party),
        ListGiven(
            list=act.list, version=known.version + 1 if known else 1, obligation=act.obligation, entries=act.entries,
            mark=act.mark,
        ),
    )  # fmt: skip


def sign_agreement(ask: Ask, act: acts.SignAgreement) -> Puts:
    """Sign the agreement."""
    check_answers(ask.who, ask.party)
    check_consents(ask)
    case = ask.lens.case
    if case.status != "agreed":
        message = "there is no agreement to sign now; it is declared first (declare_agreement)"
        raise Refused(message)
    if ask.party not in case.agreement_parties:
        raise Refused(
            f"{ask.party} was not in the talks when the agreement was declared, and is not bound by it"
        )
    if ask.party in case.signatures:
        raise Refused(f"{ask.party} has signed the agreement already")
    if ask.entered and not act.person:
        raise Refused(f"person: say who signed for {ask.party}")
    yield (
        CASE,
        AgreementSigned(
            party=ask.party, person=act.person or split(ask.who.actor)[1], office=act.office, place=act.place
        ),
    )


def report_performance(ask: Ask, act: acts.ReportPerformance) -> Puts:
    """Report that what is owed was done."""
    if ask.party:
        check_answers(ask.who, ask.party)
    else:
        check_lead(ask.who)
    state = ledger_of(ask)
    owed = state.obligations.get(act.obligation)
    if owed is None:
        raise Refused(f"obligation: the agreement has no obligation '{act.obligation}'")
    if not ask.party and owed.actor in state.parties:
        raise Refused(
            f"'{act.obligation}' is {owed.actor}'s: it reports itself, or it is entered for it (for, meeting)"
        )
    if ask.party and owed.actor != ask.party:
        raise Refused(
            f"'{act.obligation}' is owed by {owed.actor}, who reports it; {ask.party} may claim a violation"
        )
    check_range(act.quantity, act.high)
    ask.check_past(act.on)
    yield (
        LEDGER,
        events.PerformanceReported(
            report=f"r{len(state.reports) + 1}", obligation=act.obligation, party=ask.party, quantity=act.quantity,
            high=act.high, on=act.on, words=act.words,
        ),
    )  # fmt: skip


def dispute_performance(ask: Ask, act: acts.DisputePerformance) -> Puts:
    """Dispute what was found of a report: a party, or a monitor who found otherwise."""
    if ask.party or not may_dispute_finding(ask.who):
        check_answers(ask.who, ask.party)
    one = report_of(ledger_of(ask), act.report)
    following(PERFORMANCE, one.status, "dispute_performance", f"the report '{act.report}'")
    check_step(ask, one.steps[-1:])
    yield LEDGER, events.PerformanceDisputed(report=act.report, party=ask.party, words=act.words)


def claim_violation(ask: Ask, act: acts.ClaimViolation) -> Puts:
    """Claim that what was agreed was violated."""
    check_answers(ask.who, ask.party)
    state = ledger_of(ask)
    if act.obligation and act.obligation not in state.obligations:
        raise Refused(f"obligation: the agreement has no obligation '{act.obligation}'")
    if not act.obligation and state.obligations:
        message = "obligation: say which obligation of the agreement was violated"
        raise Refused(message)
    ask.check_past(act.on)
    yield (
        LEDGER,
        events.ViolationClaimed(
            claim=f"v{len(state.claims) + 1}",
            party=ask.party,
            words=act.words,
            obligation=act.obligation,
            on=act.on,
        ),
    )


def enter_count(ask: Ask, act: acts.EnterCount) -> Puts:
    """Enter a line of a tally; what a party enters is what it reports."""
    if ask.party:
        check_answers(ask.who, ask.party)
    else:
        check_monitors(ask.who)
    state = ledger_of(ask)
    check_entry(ask, state, act.entry)
    if not (act.entry.source.strip() or ask.party):
        message = "entry.source: say from where the number is"
        raise Refused(message)
    yield LEDGER, events.CountEntered(entry=act.entry, party=ask.party)


HANDLERS: Final[Handlers] = {
    acts.GiveList: give_list, acts.SignAgreement: sign_agreement, acts.ReportPerformance: report_performance,
    acts.DisputePerformance: dispute_performance, acts.ClaimViolation: claim_violation, acts.EnterCount: enter_count,
}  # fmt: skip
