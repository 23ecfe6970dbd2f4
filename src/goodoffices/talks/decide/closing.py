"""Count what nobody has seen, when its time has come, and let one result out.

Only this file reads answers, bids and closed ballots.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Final

from goodoffices.model.deciding import Vote, adopts
from goodoffices.talks.actions import clock as acts
from goodoffices.talks.actions.party import CloseVote
from goodoffices.talks.decide.asking import PROCESS, Ask, Handlers, Puts
from goodoffices.talks.decide.instructing import question_of
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import channel as events
from goodoffices.talks.events.home import QuestionDecided
from goodoffices.talks.events.mediation import Closed, RunDone
from goodoffices.talks.lens import Lens
from goodoffices.talks.moments import said
from goodoffices.talks.on_agenda import gone, is_bid_on, nearest, number_of
from goodoffices.talks.permissions import check_answers
from goodoffices.talks.states.home import Question
from goodoffices.talks.states.mediation import Carried
from goodoffices.talks.streams import Stream


def close_due(ask: Ask, act: acts.CloseDue) -> Puts:
    """Close what has its deadline behind it."""
    if ask.who.side != "clock":
        message = "deadlines close by themselves; nobody closes them"
        raise Refused(message)
    try:
        stream = Stream.parse(act.stream)
    except ValueError as error:
        raise Refused(f"stream: {error}") from None
    if stream.kind == "joint":
        one = ask.lens.joint(stream.of.split("+")).carried.get(act.name)
        still = open_in(ask.lens, one) if one is not None else []
        _check_due(not still, one.deadline if one else None, ask.at, act.name)
        assert one is not None
        named = [party for party in still if party in act.parties or not act.parties]
        close = _close_final if one.what == "final" else _close_bidding
        yield from close(ask, stream, one, named)
        return
    state = ask.lens.home(stream.of) if stream.kind == "home" else ask.lens.entered(stream.of)
    question = state.questions.get(act.name)
    done = question is None or question.approved is not None
    _check_due(done, question.deadline if question else None, ask.at, act.name)
    assert question is not None
    yield from _count(ask, stream, question)


def open_in(lens: Lens, one: Carried) -> list[str]:
    """Return the parties in whose channels a mediators' proposal or a bidding is not closed yet.

    In a channel that was destroyed there is nothing to close.
    """
    if one.what == "final":
        finals = {party: lens.channel(party).finals.get(name) for party, name in one.to.items()}
        return [party for party, final in finals.items() if final is not None and final.accepted is None]
    biddings = {party: lens.channel(party).biddings.get(name) for party, name in one.to.items()}
    return [party for party, bidding in biddings.items() if bidding is not None and not bidding.closed]


def _check_due(done: bool, deadline: dt.datetime | None, at: dt.datetime, name: str) -> None:  # noqa: FBT001 - a fact
    if done or deadline is None:
        raise Refused(f"there is nothing open named '{name}' that has a deadline")
    if at < deadline:
        raise Refused(f"'{name}' is open until {said(deadline)}")


def _close_final(ask: Ask, stream: Stream, one: Carried, parties: list[str]) -> Puts:
    """Close a mediators' proposal: accepted if all said yes; silence is no, and so is leaving the talks.

    What has left the agenda since it was made is not accepted either. It closes in some channels before others, but
    with one result.
    """
    accepted = (
        one.accepted if one.closed else all(_says_yes(ask, party, name) for party, name in one.to.items())
    )
    for party in parties:
        yield Stream("channel", party), events.FinalClosed(final=one.to[party], accepted=accepted)
    if not one.closed:
        yield stream, Closed(name=one.name, what="final", accepted=accepted)


def _says_yes(ask: Ask, party: str, name: str) -> bool:
    """Whether a party has said yes to a mediators' proposal, and is still there, as is what it said yes to."""
    answer = ask.counting.answers(party).answers.get(name)
    if answer is None or not answer[0] or not _takes_part(ask.counting, party):
        return False
    final = ask.counting.channel(party).finals[name]
    return not gone(ask.counting.case, final.package, final.agenda)


def _takes_part(lens: Lens, party: str) -> bool:
    return party not in lens.case.withdrawn and bool(lens.channel(party).consents.get(PROCESS))


def _close_bidding(ask: Ask, stream: Stream, one: Carried, parties: list[str]) -> Puts:
    """Close a bidding: half-way between the bids, if who wants more asks no more than who wants less gives.

    On an issue of whole numbers it is the nearest of them; where the issue has left the agenda, the bids did not meet.
    """
    value = one.value if one.closed else _met(ask, one)
    for party in parties:
        yield Stream("channel", party), events.BiddingClosed(bidding=one.to[party], value=value)
    if not one.closed:
        yield stream, Closed(name=one.name, what="bidding", accepted=value is not None, value=value)


def _met(ask: Ask, one: Carried) -> float | None:
    """Return where the bids of those who are still there meet."""
    bids: dict[str, float] = {}
    issue = None
    for party, name in one.to.items():
        bid = ask.counting.answers(party).bids.get(name)
        if bid is None or not _takes_part(ask.counting, party):
            return None
        bidding = ask.counting.channel(party).biddings[name]
        issue = number_of(ask.counting.case, bidding.issue, bidding.agenda)
        if bidding.issue and (issue is None or not is_bid_on(issue, bid[0])):
            return None
        bids[bidding.wants] = bid[0]
    if bids["more"] <= bids["less"]:
        return nearest(issue, bids["more"] / 2 + bids["less"] / 2)
    return None


def close_vote(ask: Ask, act: CloseVote) -> Puts:
    """Close the vote on a question before its deadline, or where it has none."""
    check_answers(ask.who, ask.party)
    stream, _, question = question_of(ask, act.question)
    yield from _count(ask, stream, question)


def _count(ask: Ask, stream: Stream, question: Question) -> Puts:
    """Count the votes on a question; where it was about a proposal, say in the channel what was decided."""
    votes: Mapping[str, Vote] = question.votes
    if question.ballot != "open":
        ballots = ask.counting.ballots(stream.of)
        votes = (ballots.entered if stream.kind == "entered" else ballots.votes).get(question.id, {})
    approved = adopts(question.bodies[question.body], votes, question.bodies)
    yield (
        stream,
        QuestionDecided(
            question=question.id,
            approved=approved,
            tally=dict(sorted(Counter(votes.values()).items())),
            votes={} if question.ballot == "secret" else dict(sorted(votes.items())),
        ),
    )
    channel = ask.counting.channel(stream.of)
    proposal = channel.proposals.get(question.proposal)
    if proposal is None or proposal.version != question.version:
        return
    if stream.kind == "entered" and channel.acts_itself and ask.who.side != "party":
        # What was entered for a party does not decide for it once it acts itself.
        return
    if proposal.status in ("referred home", "accepted") and not proposal.approved:
        yield (
            Stream("channel", stream.of),
            events.HomeDecided(proposal=question.proposal, approved=approved),
        )


def finish_run(ask: Ask, act: acts.FinishRun) -> Puts:
    """Give the mediators the one package that a run suggests, or none."""
    if ask.who.side != "engine":
        message = "only the engine finishes a run"
        raise Refused(message)
    one = ask.lens.joint(act.to).carried.get(act.name)
    if one is None or one.what != "run" or one.closed:
        raise Refused(f"there is no open run '{act.name}'")
    if missing := unwilling(ask.lens, one):
        raise Refused(f"{missing[0]} has not consented to the run")
    yield Stream("joint", "+".join(sorted(act.to))), RunDone(name=act.name, package=act.package)


def unwilling(lens: Lens, run: Carried) -> list[str]:
    """Return the parties without whose consent a run cannot be: to it, and to the process in which they still are."""
    changes = lens.case.agenda_changes
    return [
        party
        for party, name in run.to.items()
        if not (lens.channel(party).consent_to_run(name, changes) and _takes_part(lens, party))
    ]


def tick(ask: Ask, act: acts.Tick) -> Puts:  # noqa: ARG001 - every act is decided alike
    """Say what time it is. What is due then closes one by one (`close_due`); the tick itself leaves no trace."""
    if ask.who.side != "clock":
        message = "only the clock says what time it is"
        raise Refused(message)
    yield from ()


HANDLERS: Final[Handlers] = {
    acts.CloseDue: close_due,
    acts.Tick: tick,
    acts.FinishRun: finish_run,
    CloseVote: close_vote,
}
