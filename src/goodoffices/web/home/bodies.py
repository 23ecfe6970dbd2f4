"""Those who decide at home: their questions as one of them, or who answers for the party, may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.model import parties as model
from goodoffices.model.deciding import Vote, persons, vote_of
from goodoffices.model.parties import DecisionBody, Member
from goodoffices.reports.charts.seats import Seats, seats
from goodoffices.talks.standing import split
from goodoffices.talks.states import HomeState
from goodoffices.talks.states.home import Question
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import sees
from goodoffices.web.home.whose import Whose
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Kept:
    """What is decided at home, in one of the two places where it may stand: at home, or entered by mediators."""

    key: str
    state: HomeState
    entered: bool


@dataclass(frozen=True)
class Row:
    """A member, how they voted where that may be seen, and whether they have."""

    member: Member
    vote: Vote | None
    voted: bool


@dataclass(frozen=True)
class Asked:
    """A question before a body, as it may be seen.

    Attributes:
        question: the question.
        key: names its forms: where it stands, and its place there, which never changes.
        body: the body.
        ballot: when its votes may be seen.
        rows: the members with their votes.
        picture: the members by where they stand.
        over: whether its deadline is behind it.
        waiting: the ids of the members for whom who looks may still vote.
    """

    question: Question
    key: str
    body: DecisionBody
    ballot: str
    rows: tuple[Row, ...]
    picture: Seats
    over: bool
    waiting: tuple[str, ...]

    @property
    def shows_votes(self) -> bool:
        """Whether it may be seen how anybody voted."""
        return any(row.vote is not None for row in self.rows)


def kept(visit: Visit, whose: Whose) -> list[Kept]:
    """Return where things of home stand, as far as who looks sees it."""
    found = [Kept("e", visit.lens.entered(whose.party), entered=True)]
    if sees(visit.who, Stream("home", whose.party)):
        found.insert(0, Kept("h", visit.lens.home(whose.party), entered=False))
    return found


def sits_in(body: DecisionBody, bodies: Mapping[str, DecisionBody], name: str) -> bool:
    """Whether somebody sits in a body, with a vote or without, or in one that sits within it."""
    within = (one.body for one in body.members if one.body is not None)
    return any(one.id == name for one in body.members) or any(
        sits_in(bodies[one], bodies, name) for one in within if one in bodies
    )


def bodies_for(visit: Visit, whose: Whose, place: Kept) -> list[DecisionBody]:
    """Return the bodies that who looks has to do with: all for who answers for the party, else their own."""
    if whose.entering or visit.who.decides:
        return list(place.state.bodies.values())
    name = split(visit.who.actor)[1]
    return [one for one in place.state.bodies.values() if sits_in(one, place.state.bodies, name)]


def questions_for(visit: Visit, whose: Whose, place: Kept, now: dt.datetime) -> list[Asked]:
    """Return the questions before these bodies, in the order in which they were put."""
    known = {one.id for one in bodies_for(visit, whose, place)}
    return [
        _asked(place.state, one, f"{place.key}{number}", now, None if whose.entering else visit.who.actor)
        for number, one in enumerate(place.state.questions.values(), 1)
        if one.body in known
    ]


def _asked(state: HomeState, question: Question, key: str, now: dt.datetime, actor: str | None) -> Asked:
    """Return a question as it may be seen; `actor` votes, or, where there is none, a mediator for any member."""
    bodies, voted = question.bodies, state.voted.get(question.id, [])
    body = bodies[question.body]
    rows = tuple(
        Row(one, _seen_vote(one, question, bodies), one.id in voted or one.id in question.votes)
        for one in body.members
    )
    stances = tuple(
        model.Stance(member=row.member.id, stance=row.vote) for row in rows if row.vote is not None
    )
    over = question.deadline is not None and question.deadline <= now
    waiting: list[str] = []
    if question.approved is None and not over:
        entitled = [one for one in persons(body, bodies) if one not in voted]
        own = split(actor)[1] if actor is not None else ""
        waiting = entitled if actor is None else [one for one in entitled if one == own]
    drawn = model.Question(id=question.id, text=question.text, stances=stances)
    return Asked(question, key, body, question.ballot, rows, seats(body, drawn), over, tuple(waiting))


def _seen_vote(member: Member, question: Question, bodies: Mapping[str, DecisionBody]) -> Vote | None:
    """Return a member's vote where it may be seen; that of a body within follows from its members'."""
    if member.body is not None and question.votes and question.approved is not None:
        return vote_of(member, question.votes, bodies)
    return question.votes.get(member.id)


def names_of(bodies: Mapping[str, DecisionBody]) -> dict[str, str]:
    """Return what people read for the ids of all members."""
    return {one.id: one.name for body in bodies.values() for one in body.members}
