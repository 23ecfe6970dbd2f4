"""Decide what a party settles at home: mandates, preferences, bodies, questions, votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from goodoffices.model.case import Case
from goodoffices.model.casefile.check_bodies import check_bodies
from goodoffices.model.casefile.check_terms import check_preferences
from goodoffices.model.casefile.plain import FieldPath
from goodoffices.model.parties import DecisionBody
from goodoffices.model.preferences import Preferences
from goodoffices.talks.actions import party as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import home as events
from goodoffices.talks.events.unseen import PreferencesSealed
from goodoffices.talks.moments import said
from goodoffices.talks.permissions import check_answers, check_instructs, check_own
from goodoffices.talks.standing import split
from goodoffices.talks.states.home import HomeState, Question
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import sees


def _home(ask: Ask) -> tuple[Stream, HomeState]:
    """Return where what the actor settles for the party is kept."""
    if ask.entered:
        return Stream("entered", ask.party), ask.lens.entered(ask.party)
    return Stream("home", ask.party), ask.lens.home(ask.party)


def _deciding(ask: Ask) -> tuple[Stream, HomeState]:
    """Return where those at home decide, if it is for the actor to say so."""
    _check_own(ask)
    return _home(ask)


def _check_own(ask: Ask) -> None:
    if ask.entered:
        check_own(ask.who, ask.party, acts_itself=ask.lens.channel(ask.party).acts_itself)


def give_mandate(ask: Ask, act: acts.GiveMandate) -> Puts:
    """Give a mandate or change one. What a mediator enters, mediators see."""
    check_instructs(ask.who, ask.party)
    _check_own(ask)
    ask.check_condition(act.requires)
    ask.check_future(act.expires)
    shown = act.shown or ask.entered
    if shown and any(act.mandate in state.mandates for _, state in _homes(ask)):
        raise Refused(f"mandate: there is one named '{act.mandate}' that is kept at home; end it first")
    if not shown and act.mandate in ask.lens.mandate(ask.party).mandates:
        raise Refused(f"mandate: the mediators see one named '{act.mandate}'; end it first")
    given = events.MandateGiven(
        mandate=act.mandate, requires=act.requires, expires=act.expires, ad_referendum=act.ad_referendum,
        text=act.text,
    )  # fmt: skip
    yield Stream("mandate" if shown else "home", ask.party), given


def _homes(ask: Ask) -> list[tuple[Stream, HomeState]]:
    """Return the two places in which things of home may stand, as far as the actor sees them."""
    found = []
    if sees(ask.who, Stream("home", ask.party)):
        found.append((Stream("home", ask.party), ask.lens.home(ask.party)))
    return [*found, (Stream("entered", ask.party), ask.lens.entered(ask.party))]


def end_mandate(ask: Ask, act: acts.EndMandate) -> Puts:
    """Take a mandate back, wherever it stands."""
    check_instructs(ask.who, ask.party)
    _check_own(ask)
    found = [stream for stream, state in _homes(ask) if act.mandate in state.mandates]
    if act.mandate in ask.lens.mandate(ask.party).mandates:
        found.insert(0, Stream("mandate", ask.party))
    if not found:
        raise Refused(f"there is no mandate '{act.mandate}'")
    for stream in found:
        yield stream, events.MandateEnded(mandate=act.mandate)


def _check_preferences(ask: Ask, preferences: Preferences) -> None:
    for path, problem in check_preferences(preferences, ask.lens.case.issues, ("preferences",)):
        raise Refused(f"{'.'.join(map(str, path))}: {problem}")


def state_preferences(ask: Ask, act: acts.StatePreferences) -> Puts:
    """Tell the mediators what the party prefers."""
    check_answers(ask.who, ask.party)
    _check_preferences(ask, act.preferences)
    yield Stream("mandate", ask.party), events.PreferencesStated(preferences=act.preferences)


def seal_preferences(ask: Ask, act: acts.SealPreferences) -> Puts:
    """Give preferences to the engine alone."""
    if ask.entered:
        message = "sealed preferences are given by the party itself: whoever enters them would know them"
        raise Refused(message)
    check_answers(ask.who, ask.party)
    _check_preferences(ask, act.preferences)
    agenda = ask.lens.case.agenda_changes
    yield Stream("sealed", ask.party), PreferencesSealed(preferences=act.preferences, agenda=agenda)
    yield Stream("room", ask.party), events.Receipt(what="preferences", of="sealed")


def form_body(ask: Ask, act: acts.FormBody) -> Puts:
    """Say who decides at home: nobody whom it limits does, but whoever gives the mandate."""
    check_instructs(ask.who, ask.party)
    stream, state = _deciding(ask)
    if act.body.party != ask.party:
        raise Refused(f"body.party: the body decides for {ask.party}")
    _check_bodies(ask, act.body, state)
    for question in state.questions.values():
        if question.approved is None and act.body.id in question.bodies:
            raise Refused(
                f"body: the question '{question.id}' is before '{act.body.id}'; close the vote first (close_vote)"
            )
    yield stream, events.BodyFormed(body=act.body, ballot=act.ballot)


def _check_bodies(ask: Ask, body: DecisionBody, state: HomeState) -> None:
    """Refuse a body with which one of the party's bodies could not decide: they are looked at as they would then be."""
    # What is before the others is no part of this act; the agenda may have changed under it.
    bodies = {name: msgspec.structs.replace(one, questions=()) for name, one in state.bodies.items()}
    before = set(_problems(ask, bodies))
    for name, path, problem in _problems(ask, {**bodies, body.id: body}):
        if name == body.id:
            raise Refused(f"{'.'.join(map(str, ('body', *path)))}: {problem}")
        if (name, path, problem) not in before:
            raise Refused(f"body: with it, '{name}' could not decide: {problem}")


def _problems(ask: Ask, bodies: Mapping[str, DecisionBody]) -> Iterator[tuple[str, FieldPath, str]]:
    """Yield what is wrong with bodies: whose problem it is, where, and what."""
    given = tuple(bodies.values())
    issues = tuple(ask.lens.case.issues.values())
    for (_, place, *path), problem in check_bodies(Case(issues=issues, decision_bodies=given)):
        yield given[int(place)].id, tuple(path), problem


def put_question(ask: Ask, act: acts.PutQuestion) -> Puts:
    """Put a question to a body."""
    check_answers(ask.who, ask.party)
    stream, state = _deciding(ask)
    if act.body not in state.bodies:
        raise Refused(f"body: there is no body '{act.body}'; form it first (form_body)")
    if any(act.question in other.questions for _, other in _homes(ask)):
        raise Refused(f"question: there is one named '{act.question}' already")
    ask.check_future(act.deadline)
    package, version = ask.checked(act.package), 0
    if act.proposal:
        one = ask.lens.channel(ask.party).proposals.get(act.proposal)
        if one is None:
            raise Refused(f"proposal: there is no proposal '{act.proposal}'")
        if package not in ({}, one.package):
            raise Refused(
                f"package: the question is about '{act.proposal}' as it is tabled; leave the package out"
            )
        package, version = one.package, one.version
    yield (
        stream,
        events.QuestionPut(
            question=act.question, body=act.body, text=act.text, package=package, proposal=act.proposal,
            version=version, deadline=act.deadline,
        ),
    )  # fmt: skip


def question_of(ask: Ask, name: str) -> tuple[Stream, HomeState, Question]:
    """Return an open question, and where it stands.

    Raises:
        Refused: there is none of that name, or it is decided.
    """
    _check_own(ask)
    for stream, state in _homes(ask):
        if name in state.questions:
            one = state.questions[name]
            if one.approved is not None:
                raise Refused(f"'{name}' is decided: {'approved' if one.approved else 'not approved'}")
            return stream, state, one
    raise Refused(f"there is no question '{name}'")


def vote(ask: Ask, act: acts.CastVote) -> Puts:
    """Vote on a question."""
    if not (ask.entered or ask.who.decides or ask.who.bodies or ask.who.entered_bodies):
        message = "only members of a decision body vote"
        raise Refused(message)
    stream, state, one = question_of(ask, act.question)
    member = _member(ask, act, one)
    if one.deadline is not None and ask.at >= one.deadline:
        raise Refused(f"the vote on '{act.question}' ended on {said(one.deadline)}")
    if member in state.voted.get(act.question, ()):
        raise Refused(f"{member} has voted on '{act.question}' already")
    cast = events.VoteCast(
        question=act.question, member=member, vote=act.vote, entered=stream.kind == "entered"
    )
    if one.ballot == "open":
        yield stream, cast
    else:
        yield Stream("ballots", ask.party), cast
        yield stream, events.Receipt(what="vote", of=act.question, by=member)


def _member(ask: Ask, act: acts.CastVote, question: Question) -> str:
    """Return whose vote it is: the actor's own, or that of the member for whom a mediator enters it."""
    name = act.member if ask.entered else split(ask.who.actor)[1]
    if not ask.entered and act.member not in ("", name):
        message = "member: everyone votes for themselves"
        raise Refused(message)
    if name not in _voters(question.bodies[question.body], question.bodies):
        who = "you have" if not ask.entered else f"'{name}' has"
        raise Refused(f"{who} no vote in '{question.body}'")
    return name


def _voters(body: DecisionBody, bodies: Mapping[str, DecisionBody]) -> set[str]:
    """Return who votes in a body and in those that sit within it."""
    found = set()
    for member in body.members:
        if member.body is not None:
            found |= _voters(bodies[member.body], bodies)
        elif member.votes:
            found.add(member.id)
    return found


HANDLERS: Final[Handlers] = {
    acts.GiveMandate: give_mandate, acts.EndMandate: end_mandate, acts.StatePreferences: state_preferences,
    acts.SealPreferences: seal_preferences, acts.FormBody: form_body, acts.PutQuestion: put_question,
    acts.CastVote: vote,
}  # fmt: skip
