"""One proposal: for mediators with all the parties that have it, for a delegation what it is asked to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.agreement.text.brackets import pieces
from goodoffices.language import gettext as _
from goodoffices.talks.on_agenda import open_brackets
from goodoffices.talks.permissions import enters_no_more, may_answer
from goodoffices.talks.states.channel import Proposal
from goodoffices.talks.transitions import PROPOSAL
from goodoffices.web.channels.downloads import has_a_channel
from goodoffices.web.channels.passed import party_at, story
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.proposals.acts import AgreementForm, WithdrawForm
from goodoffices.web.proposals.answering import AnswerForm, InitialForm, possible
from goodoffices.web.proposals.comparing import Comparison, compare, in_order
from goodoffices.web.proposals.forms import ReviseForm
from goodoffices.web.proposals.history import Past, Step, past
from goodoffices.web.proposals.left import over, time_left
from goodoffices.web.proposals.limits import Judged, judged
from goodoffices.web.proposals.table import Row, row_of
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import shares_all
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.values import worded
from goodoffices.web.shell.visits import Visit

#: The forms that go when they have done what they are for.
KINDS: Kinds = {
    "revise": ReviseForm, "withdraw": WithdrawForm, "agreement": AgreementForm, "answer": AnswerForm,
    "initial": InitialForm,
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Where a proposal stands with one party, and what can be answered for it.

    Attributes:
        party: the party.
        number: its place.
        one: the proposal in its channel.
        past: its versions and answers.
        mandate: what the mandate says of it; None for who cannot bind the party.
        answer: the form for an answer, where one is possible.
        initial: the form for initials, where they are possible.
        late: whether its deadline is over.
        away: whether the party has left the talks.
    """

    party: str
    number: int
    one: Proposal
    past: Past
    mandate: Judged | None
    answer: AnswerForm | None
    initial: InitialForm | None
    late: bool
    away: bool

    @property
    def forms(self) -> list[BaseForm]:
        """Return the forms that are there."""
        return [form for form in (self.answer, self.initial) if form is not None]


@page(has_a_channel)
def proposal(visit: Visit, number: int, proposal: str) -> HttpResponse:
    """Show a proposal to somebody who sees a channel in which it is."""
    party = party_at(visit, number)
    if proposal not in visit.lens.channel(party).proposals:
        raise Problem(404, NOT_THERE)
    if visit.who.side == "mediator":
        return _for_mediator(visit, party, proposal)
    return _for_delegation(visit, party, proposal)


def _for_delegation(visit: Visit, party: str, name: str) -> HttpResponse:
    standing = standing_with(visit, party, name, f"-{name}")
    if (done := visit.acted(standing.forms)) is not None:
        return done
    return visit.page(
        "proposals/put.html.jinja", forms=standing.forms, standing=standing, one=standing.one, past=standing.past,
        comparison=chosen(visit, standing.past), pieces=pieces, time_left=time_left, worded=worded,
        binds=may_answer(visit.who, party), left=party in visit.case.withdrawn, issues_of=issues_of,
        countered=countered([standing]),
        said=said(visit, KINDS), seen_by=_("Only your delegation and the mediators of your channel."),
    )  # fmt: skip


def _for_mediator(visit: Visit, party: str, name: str) -> HttpResponse:
    row = row_of(visit, "proposal", party, name)
    if row is None:
        raise Problem(404, NOT_THERE)
    # Forms are named by party and proposal, so that what is begun for one is never found in another's.
    sides = [standing_with(visit, one, at, f"-{visit.names.number(one)}-{at}") for one, at in row.to.items()]
    ending = f"-{sides[0].number}-{sides[0].one.id}"
    withdraw, agreement = _withdraw(visit, row, sides, ending), _agreement(visit, row, sides, ending)
    forms: list[BaseForm] = [form for side in sides for form in side.forms]
    forms += [form for form in (withdraw, agreement) if form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    first = sides[0]
    return visit.page(
        "proposals/proposal.html.jinja", forms=forms, row=row, sides=sides, one=first.one, past=first.past,
        comparison=chosen(visit, first.past), pieces=pieces, time_left=time_left, worded=worded, withdraw=withdraw,
        agreement=agreement, revisable=_all(sides, "revise_proposal") and row.carried is not None,
        missing=[side.party for side in sides if side.one.status != "initialled" and not side.away],
        number=visit.names.number(party), documented=shares_all(visit.who, visit.case.parties), name=name,
        issues_of=issues_of, countered=countered(sides), said=said(visit, KINDS),
        outside=[one for one in visit.case.parties if one not in row.to and one not in visit.case.withdrawn],
        seen_by=_("You, and the mediators who share these channels. Each party sees its own part."),
    )  # fmt: skip


def standing_with(visit: Visit, party: str, name: str, ending: str) -> Standing:
    """Return where a proposal stands with a party, with the forms for what can be answered."""
    one = visit.lens.channel(party).proposals[name]
    mandate = judged(visit, party, one.package)
    late, away = over(one.deadline), party in visit.case.withdrawn
    able = [answer for answer in possible(one) if not late and not away]
    if mandate is not None and mandate.mandate:
        able = [answer for answer in able if answer != "accept"]
    entering = {"entered_for": party} if visit.who.side == "mediator" else {}
    answer = initial = None
    if mandate is not None and (able or visit.is_sent(f"answer{ending}")):
        answer = visit.form(AnswerForm, f"answer{ending}", about=one, able=able, **entering)
    lets = one.approved or (mandate is not None and not mandate.mandate and not mandate.waits)
    lets &= not open_brackets(one.package, one.clauses)
    own = not enters_no_more(visit.who, acts_itself=visit.lens.channel(party).acts_itself)
    # What was entered as accepted, the party itself may initial as if it had accepted it.
    accepted = not one.ad_referendum or (one.entered and not entering)
    ready = one.status == "accepted" and accepted and lets and own and not away
    if mandate is not None and (ready or visit.is_sent(f"initial{ending}")):
        initial = visit.form(InitialForm, f"initial{ending}", about=one, **entering)
    past_of = past(story(visit, party), name)
    return Standing(party, visit.names.number(party), one, past_of, mandate, answer, initial, late, away)


def countered(sides: Iterable[Standing]) -> list[tuple[str, Step]]:
    """Return the parties that propose something else instead, each with its last such answer."""
    return [(side.party, side.past.counter) for side in sides if side.past.counter is not None]


def issues_of(visit: Visit, tabled: Proposal, found: Iterable[tuple[str, Step]]) -> list[str]:
    """Return the issues of what is tabled and of what is proposed instead, in the order of the agenda."""
    names = list(tabled.package)
    for _party, step in found:
        names += step.answered.package if step.answered is not None else ()
    return in_order(names, visit.case.issues)


def chosen(visit: Visit, found: Past) -> Comparison | None:
    """Return the two versions that the address names, compared; the last two where it names none."""
    newest = found.versions[-1].number if found.versions else 0
    one, other = (_number(visit.request.GET.get(name, "")) for name in ("from", "to"))
    before = found.version(one or newest - 1)
    after = found.version(other or newest)
    if before is None or after is None or before is after:
        return None
    return compare(before.tabled, after.tabled, visit.case.issues, lambda terms: visit.shown(terms).lines())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - of a version


def _all(sides: list[Standing], act: str) -> bool:
    return all((side.one.status, act) in PROPOSAL for side in sides)


def _withdraw(visit: Visit, row: Row, sides: list[Standing], ending: str) -> WithdrawForm | None:
    if row.carried is None or not (_all(sides, "withdraw_proposal") or visit.is_sent(f"withdraw{ending}")):
        return None
    return visit.form(WithdrawForm, f"withdraw{ending}", name=row.name, to=row.parties)


def _agreement(visit: Visit, row: Row, sides: list[Standing], ending: str) -> AgreementForm | None:
    """Return the form by which a lead mediator declares the agreement: when all have initialled the same version."""
    case = visit.case
    whole = set(case.parties) - set(case.withdrawn) <= set(row.to)
    initialled = all(side.one.status == "initialled" or side.party in case.withdrawn for side in sides)
    ready = visit.who.lead and row.carried is not None and whole and initialled and case.status == "under way"
    if not (ready or visit.is_sent(f"agreement{ending}")):
        return None
    return visit.form(AgreementForm, f"agreement{ending}", name=row.name, to=row.parties)
