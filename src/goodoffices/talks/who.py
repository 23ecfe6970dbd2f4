"""Find out who an actor is in a case."""

from __future__ import annotations

from goodoffices.talks.errors import Refused
from goodoffices.talks.lens import Load
from goodoffices.talks.standing import (
    CLOCK,
    CONSTITUENCY,
    ENGINE,
    FOLLOWERS,
    INSTRUCTOR,
    LEARNER,
    Standing,
    split,
)
from goodoffices.talks.states import BriefingState, CaseState, ChannelState, ClassState, DeskState, HomeState
from goodoffices.talks.streams import CASE, CLASS, DESK, Stream

_NOBODY = "you take no part in these talks"


def person_of(actor: str, load: Load) -> Standing:
    """Return the standing of somebody who looks, signs in or is invited: nobody is the clock or the engine.

    Raises:
        Refused: the actor has none, in a sentence that is the same for all who have none.
    """
    if actor in (CLOCK, ENGINE):
        raise Refused(_NOBODY)
    return standing_of(actor, load)


def standing_of(actor: str, load: Load) -> Standing:
    """Return an actor's standing.

    Raises:
        Refused: the actor has none, in a sentence that is the same for all who have none.
    """
    try:
        whose, name = split(actor)
    except ValueError as error:
        raise Refused(str(error)) from None
    if actor in (CLOCK, ENGINE):
        return Standing(actor=actor, side="clock" if actor == CLOCK else "engine")
    if whose == "mediator":
        return _mediator(actor, load)
    if whose == CONSTITUENCY:
        return _constituency(actor, name, load)
    if whose in (INSTRUCTOR, LEARNER):
        return _in_class(actor, whose, name, load)
    for side in FOLLOWERS:
        if whose == side:
            desk = load(DESK)
            assert isinstance(desk, DeskState)
            if actor not in desk.audiences:
                raise Refused(_NOBODY)
            return Standing(actor=actor, side=side)
    return _of_party(actor, whose, name, load)


def _mediator(actor: str, load: Load) -> Standing:
    desk = load(DESK)
    assert isinstance(desk, DeskState)
    share = desk.mediators.get(actor)
    if share is None:
        raise Refused(_NOBODY)
    return Standing(actor=actor, side="mediator", share=frozenset(share.parties), lead=share.lead)


def _in_class(actor: str, whose: str, name: str, load: Load) -> Standing:
    state = load(CLASS)
    assert isinstance(state, ClassState)
    if whose == INSTRUCTOR and actor in state.instructors:
        return Standing(actor=actor, side="instructor")
    learner = state.learners.get(name) if whose == LEARNER else None
    if learner is None:
        raise Refused(_NOBODY)
    return Standing(
        actor=actor, side="learner", table=learner.table, place=learner.party, called=learner.called
    )


def _of_party(actor: str, party: str, name: str, load: Load) -> Standing:
    case, channel = load(CASE), load(Stream("channel", party))
    assert isinstance(case, CaseState)
    assert isinstance(channel, ChannelState)
    if party not in case.parties:
        raise Refused(_NOBODY)
    delegate = channel.delegates.get(name)
    home, entered = load(Stream("home", party)), load(Stream("entered", party))
    assert isinstance(home, HomeState)
    assert isinstance(entered, HomeState)
    bodies = _sits_in(home, name)
    # A body that mediators entered is gone when the party forms one of its name, and with whoever was recalled since.
    given = (
        [] if name in channel.recalled else [one for one in _sits_in(entered, name) if one not in home.bodies]
    )
    if delegate is None and not bodies and not given:
        raise Refused(_NOBODY)
    role = delegate.role if delegate is not None else None
    return Standing(
        actor=actor, side="party", party=party, role=role, bodies=tuple(bodies), entered_bodies=tuple(given)
    )


def _sits_in(home: HomeState, name: str) -> list[str]:
    """Return the decision bodies in which somebody sits."""
    return [body.id for body in home.bodies.values() if any(one.id == name for one in body.members)]


def _constituency(actor: str, name: str, load: Load) -> Standing:
    party, _, own = name.partition("+")
    case = load(CASE)
    assert isinstance(case, CaseState)
    if party in case.parties:
        kept = load(Stream("briefing", party))
        assert isinstance(kept, BriefingState)
        if own in kept.constituencies:
            return Standing(actor=actor, side=CONSTITUENCY)
    raise Refused(_NOBODY)
