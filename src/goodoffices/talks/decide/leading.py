"""Decide what the lead mediator does for all to see, and about who mediates."""

from __future__ import annotations

from typing import Final

from goodoffices.model.agreement import Terms
from goodoffices.model.casefile.check_terms import check_issue
from goodoffices.talks.actions import case as acts
from goodoffices.talks.decide.agreeing import check_brackets
from goodoffices.talks.decide.asking import PROCESS, Ask, Handlers, Puts
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import case as events
from goodoffices.talks.events.ledger import LedgerOpened
from goodoffices.talks.events.mediation import AudienceAdmitted, Informed, MediatorAdmitted, ShareChanged
from goodoffices.talks.on_agenda import gone
from goodoffices.talks.permissions import check_lead, check_mediates
from goodoffices.talks.standing import FOLLOWERS, OFFICES, is_name, split
from goodoffices.talks.states.channel import Proposal
from goodoffices.talks.states.mediation import Carried
from goodoffices.talks.streams import CASE, DESK, LEDGER, Stream
from goodoffices.talks.transitions import ROUND, TALKS, following

#: An agreement needs two.
_LEAST = 2


def open_case(ask: Ask, act: acts.OpenCase) -> Puts:
    """Open the talks."""
    check_lead(ask.who)
    if ask.lens.case.status:
        message = "these talks are open already"
        raise Refused(message)
    parties = [side.id for side in act.parties]
    if len(set(parties)) != len(parties) or len(parties) < _LEAST:
        message = "parties: the talks need two at least, each with its own id"
        raise Refused(message)
    for party in parties:
        if party in OFFICES or not is_name(party):
            message = (
                f"parties: '{party}' can name no party; use small letters, digits, dots and hyphens, and none of "
                f"{', '.join(OFFICES)}"
            )
            raise Refused(message)
    yield CASE, events.CaseOpened(title=act.title, parties=act.parties, lead=ask.who.actor, terms=act.terms)
    yield DESK, MediatorAdmitted(mediator=ask.who.actor, share=tuple(sorted(parties)), lead=True)
    seen: set[str] = set()
    for issue in act.issues:
        for path, problem in check_issue(issue, ("issues", issue.id)):
            raise Refused(f"{'.'.join(map(str, path))}: {problem}")
        if issue.id in seen:
            raise Refused(f"issues: '{issue.id}' is given twice")
        seen.add(issue.id)
        yield CASE, events.IssuePut(issue=issue)


def _check_share(ask: Ask, share: tuple[str, ...]) -> tuple[str, ...]:
    for party in share:
        if party not in ask.lens.case.parties:
            raise Refused(f"share: there is no party '{party}'")
    return tuple(sorted(set(share)))


def admit_mediator(ask: Ask, act: acts.AdmitMediator) -> Puts:
    """Let someone mediate."""
    check_lead(ask.who)
    whose, _ = _split(act.mediator)
    if whose != "mediator":
        raise Refused(f"mediator: '{act.mediator}' is no mediator; write mediator:NAME")
    if act.mediator in ask.lens.desk.mediators:
        raise Refused(f"{act.mediator} mediates already; change the share (change_share)")
    share = _check_share(ask, act.share)
    if act.lead:
        everybody = tuple(sorted(ask.lens.case.parties))
        if share not in ((), everybody):
            message = "share: a lead mediator sees all channels; leave the share out"
            raise Refused(message)
        share = everybody
    yield DESK, MediatorAdmitted(mediator=act.mediator, share=share, lead=act.lead)
    yield CASE, events.MediatorIntroduced(mediator=act.mediator)


def _split(actor: str) -> tuple[str, str]:
    try:
        return split(actor)
    except ValueError as error:
        raise Refused(str(error)) from None


def change_share(ask: Ask, act: acts.ChangeShare) -> Puts:
    """Say anew in which channels a mediator works."""
    check_lead(ask.who)
    known = ask.lens.desk.mediators.get(act.mediator)
    if known is None:
        raise Refused(f"{act.mediator} does not mediate; admit them first (admit_mediator)")
    if known.lead:
        message = "a lead mediator sees all channels; the share of a lead cannot be changed"
        raise Refused(message)
    yield DESK, ShareChanged(mediator=act.mediator, share=_check_share(ask, act.share))


def admit_audience(ask: Ask, act: acts.AdmitAudience) -> Puts:
    """Let somebody follow the talks."""
    check_lead(ask.who)
    if _split(act.audience)[0] not in FOLLOWERS:
        raise Refused(
            f"audience: '{act.audience}' is none; write {', '.join(f'{one}:NAME' for one in FOLLOWERS[:-1])} or "
            f"{FOLLOWERS[-1]}:NAME"
        )
    if act.audience in ask.lens.desk.audiences:
        raise Refused(f"{act.audience} follows the talks already")
    yield DESK, AudienceAdmitted(audience=act.audience)


def put_issue(ask: Ask, act: acts.PutIssue) -> Puts:
    """Put an issue on the shared agenda."""
    check_lead(ask.who)
    for path, problem in check_issue(act.issue, ("issue",)):
        raise Refused(f"{'.'.join(map(str, path))}: {problem}")
    if ask.lens.case.issues.get(act.issue.id) == act.issue:
        raise Refused(f"the issue '{act.issue.id}' is on the agenda in this form")
    yield CASE, events.IssuePut(issue=act.issue)


def drop_issue(ask: Ask, act: acts.DropIssue) -> Puts:
    """Take an issue off the shared agenda."""
    check_lead(ask.who)
    if act.issue not in ask.lens.case.issues:
        raise Refused(f"there is no issue '{act.issue}' on the agenda")
    yield CASE, events.IssueDropped(issue=act.issue)


def declare_agenda(ask: Ask, act: acts.DeclareAgenda) -> Puts:  # noqa: ARG001 - every act is decided alike
    """Declare the agenda agreed."""
    check_lead(ask.who)
    case = ask.lens.case
    _check_two(ask)
    for party in case.parties:
        channel = ask.lens.channel(party)
        agreed = channel.agenda and channel.agenda_changes == case.agenda_changes
        if party not in case.withdrawn and not agreed:
            raise Refused(f"{party} has not agreed to the agenda as it is")
    if case.agenda_agreed:
        message = "the agenda is agreed already"
        raise Refused(message)
    yield CASE, events.AgendaAgreed()


def _check_two(ask: Ask) -> None:
    """Refuse to declare agreed what fewer than two parties have agreed."""
    case = ask.lens.case
    present = [party for party in case.parties if party not in case.withdrawn]
    if len(present) < _LEAST:
        raise Refused(
            f"{' and '.join(present) or 'nobody'} alone is still in the talks; to agree takes two, and who has left "
            "can come back (return_party)"
        )


def plan_round(ask: Ask, act: acts.PlanRound) -> Puts:
    """Plan a round."""
    check_lead(ask.who)
    if act.round in ask.lens.case.rounds:
        raise Refused(f"there is a round '{act.round}' already; give this one another name")
    yield (
        CASE,
        events.RoundPlanned(
            round=act.round, name=act.name, venue=act.venue, format=act.format, starts_on=act.starts_on
        ),
    )


def move_round(ask: Ask, act: acts.MoveRound) -> Puts:
    """Move a round on."""
    check_lead(ask.who)
    one = ask.lens.case.rounds.get(act.round)
    if one is None:
        raise Refused(f"there is no round '{act.round}'; plan it first (plan_round)")
    status = following(ROUND, one.status, str(act.__struct_config__.tag), f"the round '{act.round}'")
    current = ask.lens.case.current_round
    if status == "open" and current not in ("", act.round):
        raise Refused(f"the round '{current}' is {ask.lens.case.rounds[current].status}; close it first")
    yield CASE, events.RoundMoved(round=act.round, status=status, venue=act.venue, reason=act.reason)


def announce(ask: Ask, act: acts.Announce) -> Puts:
    """Tell all sides, or some of those who follow the talks."""
    check_lead(ask.who)
    if not act.to:
        yield CASE, events.Announced(text=act.text)
    for audience in act.to:
        if audience not in ask.lens.desk.audiences:
            raise Refused(f"to: '{audience}' does not follow the talks; admit them first (admit_audience)")
        yield Stream("audience", audience), Informed(text=act.text)


def declare_impasse(ask: Ask, act: acts.DeclareImpasse) -> Puts:
    """Say that the talks are at an impasse."""
    yield _moved(ask, "declare_impasse", act.reason)


def resume_talks(ask: Ask, act: acts.ResumeTalks) -> Puts:
    """Say that the talks go on."""
    yield _moved(ask, "resume_talks", act.reason)


def close_case(ask: Ask, act: acts.CloseCase) -> Puts:
    """Close the case."""
    yield _moved(ask, "close_case", act.reason)


def _moved(ask: Ask, act: str, reason: str) -> tuple[Stream, events.TalksMoved]:
    check_lead(ask.who)
    status = following(TALKS, ask.lens.case.status, act, "the case")
    return CASE, events.TalksMoved(status=status, reason=reason)


def declare_agreement(ask: Ask, act: acts.DeclareAgreement) -> Puts:
    """Declare the agreement."""
    check_lead(ask.who)
    case = ask.lens.case
    check_mediates(ask.who, frozenset(act.to))
    following(TALKS, case.status, "declare_agreement", "the case")
    carried = ask.lens.joint(act.to).carried.get(act.name)
    if carried is None or carried.what != "proposal" or carried.package is None:
        raise Refused(f"there is no proposal '{act.name}' to {' and '.join(sorted(act.to))}")
    _check_two(ask)
    if missing := sorted(set(case.parties) - set(case.withdrawn) - set(carried.to)):
        raise Refused(f"the proposal was not tabled to {' and '.join(missing)}")
    for party, name in carried.to.items():
        one = ask.lens.channel(party).proposals[name]
        if party not in case.withdrawn and (one.status != "initialled" or one.version != carried.version):
            raise Refused(f"{party} has not initialled version {carried.version} of it")
        if party not in case.withdrawn and not ask.lens.channel(party).consents.get(PROCESS):
            raise Refused(f"{party} has withdrawn its consent to the process")
        if problem := gone(case, one.package, one.agenda, one.clauses, one.terms):
            raise Refused(f"{problem}; put it back on the agenda (put_issue), or table what is agreed anew")
        check_brackets(one.package, one.clauses)
    tabled = _tabled(ask, carried)
    yield (
        CASE,
        events.AgreementReached(
            package=carried.package, text=act.text or tabled.text, clauses=tabled.clauses, terms=tabled.terms
        ),
    )
    bound = tuple(
        events.Side(id=party, name=name if name != party else "")
        for party, name in case.parties.items()
        if party not in case.withdrawn
    )
    yield LEDGER, LedgerOpened(agreement=case.agreements + 1, parties=bound, terms=tabled.terms or Terms())


def _tabled(ask: Ask, carried: Carried) -> Proposal:
    """Return what all have initialled, as it stands with one of those who are in the talks."""
    there = [party for party in carried.to if party not in ask.lens.case.withdrawn] or list(carried.to)
    return ask.lens.channel(there[0]).proposals[carried.to[there[0]]]


def attest_agreement(ask: Ask, act: acts.AttestAgreement) -> Puts:
    """Attest the agreement."""
    check_lead(ask.who)
    case = ask.lens.case
    if case.status != "agreed":
        message = "there is no agreement to attest now; it is declared and signed first"
        raise Refused(message)
    if missing := [party for party in case.agreement_parties if party not in case.signatures]:
        raise Refused(f"{' and '.join(missing)} must sign it first (sign_agreement)")
    if case.attestation is not None:
        message = "the agreement is attested already"
        raise Refused(message)
    yield CASE, events.AgreementAttested(text=act.text)


HANDLERS: Final[Handlers] = {
    acts.OpenCase: open_case, acts.AdmitMediator: admit_mediator, acts.ChangeShare: change_share,
    acts.AdmitAudience: admit_audience, acts.PutIssue: put_issue, acts.DropIssue: drop_issue,
    acts.DeclareAgenda: declare_agenda, acts.PlanRound: plan_round, acts.OpenRound: move_round,
    acts.AdjournRound: move_round, acts.CollapseRound: move_round, acts.ResumeRound: move_round,
    acts.CloseRound: move_round, acts.CancelRound: move_round, acts.Announce: announce,
    acts.DeclareImpasse: declare_impasse, acts.ResumeTalks: resume_talks, acts.CloseCase: close_case,
    acts.DeclareAgreement: declare_agreement, acts.AttestAgreement: attest_agreement,
}  # fmt: skip
