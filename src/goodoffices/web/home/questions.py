"""The page of the questions at home, and of the votes on them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model.deciding import rule_in_words
from goodoffices.model.parties import DecisionBody, Rule
from goodoffices.talks.permissions import may_answer, may_form, may_instruct
from goodoffices.web.home.approving import ApproveForm
from goodoffices.web.home.approving import waiting as waiting_for_one
from goodoffices.web.home.bodies import Asked, Kept, bodies_for, kept, names_of, questions_for
from goodoffices.web.home.body_forms import BodyForm
from goodoffices.web.home.question_forms import CloseForm, QuestionForm, VoteForm
from goodoffices.web.home.whose import Whose, of, own
from goodoffices.web.project import House
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import decides_at_home, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import said
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Before:
    """A question with what can be done about it, and whether a mediator entered it."""

    asked: Asked
    entered: bool
    vote: VoteForm | None
    close: CloseForm | None


@dataclass(frozen=True)
class Deciding:
    """A body, when its votes may be seen, and the form that changes it."""

    body: DecisionBody
    key: str
    ballot: str
    entered: bool
    form: BodyForm | None


@page(decides_at_home)
def questions(visit: Visit) -> HttpResponse:
    """Show somebody the questions at home that concern them."""
    return _questions(visit, own(visit))


@page(is_mediator)
def questions_of(visit: Visit, number: int) -> HttpResponse:
    """Show mediators the questions that they enter for a party."""
    return _questions(visit, of(visit, number))


def _questions(visit: Visit, whose: Whose) -> HttpResponse:
    now, places = House.now(), kept(visit, whose)
    itself = whose.entering and visit.lens.channel(whose.party).acts_itself
    answers = may_answer(visit.who, whose.party) and not itself
    every = [
        _before(visit, whose, place, one, answers)
        for place in places
        for one in questions_for(visit, whose, place, now)
    ]
    bodies = [one for place in places for one in _bodies(visit, whose, place)]
    form_body, put = _new(visit, whose, places) if answers else (None, None)
    approvals = _approvals(visit, whose, places)
    forms: list[BaseForm] = [form for one in every for form in (one.vote, one.close) if form is not None]
    forms += approvals
    forms += [form for form in (form_body, put, *(one.form for one in bodies)) if form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "home/questions.html.jinja", seen_by=_seen_by(visit, whose), forms=forms, whose=whose,
        said=said(visit, {"vote-": VoteForm, "close-": CloseForm, "approve-": ApproveForm}), approvals=approvals,
        waiting=[one for one in every if one.asked.question.approved is None],
        decided=[one for one in reversed(every) if one.asked.question.approved is not None],
        acts_itself=itself, bodies=bodies, form_body=form_body, put=put, rule=_rule,
        delegates=visit.lens.channel(whose.party).delegates if answers else {},
    )  # fmt: skip


def _approvals(visit: Visit, whose: Whose, places: list[Kept]) -> list[ApproveForm]:
    """Return the forms by which the only one who decides at home approves what waits for it."""
    if whose.entering or not _forms(visit, whose):
        return []
    channel = visit.lens.channel(whose.party)
    state = next(place.state for place in places if not place.entered)
    return [
        visit.form(ApproveForm, f"approve-{one.id}-{one.version}", proposal=one, state=state)
        for one in waiting_for_one(channel, state)
    ]


def _before(visit: Visit, whose: Whose, place: Kept, one: Asked, answers: bool) -> Before:  # noqa: FBT001 - a fact
    initial = {"question": one.question.id}
    vote = close = None
    prefix = whose.prefix(f"vote-{one.key}")
    if (one.waiting and (answers or not whose.entering)) or visit.is_sent(prefix):
        vote = visit.form(
            VoteForm, prefix, initial=initial, waiting=one.waiting, people=names_of(one.question.bodies), **whose.given
        )  # fmt: skip
    prefix = whose.prefix(f"close-{one.key}")
    if answers and (one.question.approved is None or visit.is_sent(prefix)):
        close = visit.form(CloseForm, prefix, initial=initial, **whose.given)
    return Before(one, place.entered, vote, close)


def _forms(visit: Visit, whose: Whose) -> bool:
    """Whether who looks may say who decides at home."""
    if not may_instruct(visit.who, whose.party):
        return False
    return may_form(visit.who, whose.party, acts_itself=visit.lens.channel(whose.party).acts_itself)


def _bodies(visit: Visit, whose: Whose, place: Kept) -> list[Deciding]:
    state = place.state
    # What mediators entered they change; what is formed at home, those at home; and neither while it is asked.
    changes = _forms(visit, whose) and place.entered == whose.entering
    asked = {name for one in state.questions.values() if one.approved is None for name in one.bodies}
    found = []
    for number, body in enumerate(state.bodies.values(), 1):
        if body not in bodies_for(visit, whose, place):
            continue
        key = f"{place.key}{number}"
        form = None
        if (changes and body.id not in asked) or visit.is_sent(whose.prefix(f"body-{key}")):
            form = visit.form(
                BodyForm, whose.prefix(f"body-{key}"), of=body, others=list(state.bodies.values()),
                ballot_now=state.ballots[body.id], **whose.given,
            )  # fmt: skip
        found.append(Deciding(body, key, state.ballots[body.id], place.entered, form))
    return found


def _new(visit: Visit, whose: Whose, places: list[Kept]) -> tuple[BodyForm | None, QuestionForm | None]:
    """Return the forms for a new body and a new question, where they are kept."""
    state = next(place.state for place in places if place.entered == whose.entering)
    bodies = list(state.bodies.values())
    form_body = None
    if _forms(visit, whose):
        form_body = visit.form(
            BodyForm, whose.prefix("body-new"), others=bodies, taken=[*state.bodies], **whose.given
        )
    if not bodies:
        return form_body, None
    taken = [name for place in places for name in place.state.questions]
    channel = visit.lens.channel(whose.party)
    put = visit.form(
        QuestionForm, whose.prefix("question-put"), bodies=bodies, channel=channel, taken=taken, **whose.given
    )
    return form_body, put


def _rule(rule: Rule) -> str:
    return rule_in_words(rule, _)


def _seen_by(visit: Visit, whose: Whose) -> str:
    if whose.entering:
        return _(
            "The mediators of this channel, and at home those who answer for %(party)s or sit in the body."
        ) % {"party": visit.names.party(whose.party)}
    if visit.who.decides:
        return _(
            "Only the head, the mandator and the members of each body; what mediators entered, they see too."
        )
    return _("Only those of your body, the head of the delegation and the mandator.")
