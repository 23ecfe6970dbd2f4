"""The page of rounds and delegations."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.permissions import may_answer
from goodoffices.talks.states import ChannelState
from goodoffices.talks.states.case import Round
from goodoffices.talks.streams import CASE
from goodoffices.web.home.past import past
from goodoffices.web.rounds.forms import AttendForm, MoveForm, NameForm, PlanForm, RecallForm
from goodoffices.web.rounds.picture import Step, bands, steps_of
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_delegate, is_lead, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import said
from goodoffices.web.shell.visits import Visit

#: Rounds to which somebody can still come.
_COMING = ("planned", "open", "adjourned", "collapsed")
#: Rounds with which nothing can be done any more.
_OVER = ("closed", "cancelled")


@dataclass(frozen=True)
class Past:
    """A round, the states through which it went, and the form that moves it on."""

    round: Round
    steps: list[Step]
    move: MoveForm | None


@dataclass(frozen=True)
class Delegation:
    """A party's delegation, who comes to which round, and what can be done about both."""

    party: str
    number: int
    channel: ChannelState
    name: NameForm | None
    recalls: dict[str, RecallForm]
    attends: dict[str, AttendForm]

    @property
    def forms(self) -> list[BaseForm]:
        """All its forms."""
        name = [self.name] if self.name is not None else []
        return [*name, *self.recalls.values(), *self.attends.values()]


@page(lambda who: is_mediator(who) or is_delegate(who))
def rounds(visit: Visit) -> HttpResponse:
    """Show the rounds, and the delegations that one sees."""
    leads = is_lead(visit.who)
    happened = [seen.happened for seen in past(visit, [CASE])]
    steps = steps_of(happened)
    plan = visit.form(PlanForm, "round-plan") if leads else None
    every = [
        Past(one, steps.get(one.id, []), _move(visit, one, place) if leads else None)
        for place, one in enumerate(visit.case.rounds.values(), 1)
    ]
    delegations = [_delegation(visit, party) for party in visit.case.parties if _is_seen(visit, party)]
    forms: list[BaseForm] = [form for form in (plan, *(one.move for one in every)) if form is not None]
    forms += [form for one in delegations for form in one.forms]
    if (done := visit.acted(forms)) is not None:
        return done
    last = happened[-1].at
    return visit.page(
        "rounds/rounds.html.jinja", seen_by=_seen_by(visit), forms=forms, plan=plan, rounds=every,
        said=said(visit, {"recall-": RecallForm, "round-move-": MoveForm}),
        picture=bands(visit.case.rounds, steps, last, visit.local), delegations=delegations,
    )  # fmt: skip


def _is_seen(visit: Visit, party: str) -> bool:
    return party in visit.who.share if is_mediator(visit.who) else party == visit.who.party


def _move(visit: Visit, one: Round, place: int) -> MoveForm | None:
    if one.status in _OVER and not visit.is_sent(f"round-move-{place}"):
        return None
    return visit.form(MoveForm, f"round-move-{place}", of=one, initial={"round": one.id})


def _delegation(visit: Visit, party: str) -> Delegation:
    number, channel = visit.names.number(party), visit.lens.channel(party)
    given = {"entered_for": party} if is_mediator(visit.who) else {}
    if not may_answer(visit.who, party):
        return Delegation(party, number, channel, None, {}, {})
    # Who the people of a party are that acts itself, it says itself.
    names = not (given and channel.acts_itself)
    recalls = {
        person: visit.form(
            RecallForm, f"recall-{number}-{_place_of(channel, person)}", initial={"person": person}, **given
        )
        for person in channel.delegates
        if names
    }
    attends = {
        one.id: visit.form(AttendForm, f"attend-{number}-{place}", channel=channel, of=one, **given)
        for place, one in enumerate(visit.case.rounds.values(), 1)
        if one.status in _COMING
    }
    name = visit.form(NameForm, f"delegate-{number}", **given) if names else None
    return Delegation(party, number, channel, name, recalls, attends)


def _place_of(channel: ChannelState, person: str) -> int:
    return list(channel.delegates).index(person) + 1


def _seen_by(visit: Visit) -> str:
    if is_mediator(visit.who):
        return _("All sides see the rounds. A delegation is seen by itself and the mediators of its channel.")
    return _(
        "All sides see the rounds. Your delegation is seen by itself and your mediators, and by no other side."
    )
