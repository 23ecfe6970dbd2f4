"""Decide what comes of an act: events, or a refusal. Pure: the same act on the same state gives the same events."""

from __future__ import annotations

from typing import Final

from goodoffices.talks.actions import GROUPS, Command
from goodoffices.talks.decide import (
    briefing,
    closing,
    instructing,
    leading,
    listening,
    mediating,
    performing,
    speaking,
    studying,
    teaching,
    verifying,
)
from goodoffices.talks.decide.asking import Ask, Handlers, Put, Puts
from goodoffices.talks.errors import Refused
from goodoffices.talks.events.channel import ActsItself
from goodoffices.talks.lens import Lens, Load
from goodoffices.talks.permissions import check_mediates
from goodoffices.talks.standing import ENGINE, INSTRUCTOR, Standing, split
from goodoffices.talks.states import CaseState
from goodoffices.talks.streams import CASE, Stream
from goodoffices.talks.who import standing_of

#: What decides each act.
HANDLERS: Final[Handlers] = {
    **leading.HANDLERS,
    **mediating.HANDLERS,
    **studying.HANDLERS,
    **speaking.HANDLERS,
    **instructing.HANDLERS,
    **performing.HANDLERS,
    **verifying.HANDLERS,
    **briefing.HANDLERS,
    **listening.HANDLERS,
    **teaching.HANDLERS,
    **closing.HANDLERS,
}
#: What can still be done in a case that is closed.
_ALWAYS = ("note", "open_case", "close_due", "finish_run", "tick", "open_class")
#: What a side that has left can do beside that.
_GONE = (*_ALWAYS, "return_party", "mark_message")


def decide(command: Command, load: Load) -> tuple[Standing, list[Put]]:
    """Decide an act.

    Args:
        command: the act.
        load: gives how a stream stands; it is asked for no stream that the actor does not see, except to find out who
            the actor is, and to count what nobody sees.

    Returns:
        who the actor is, and the events with their streams, in order.

    Raises:
        Refused: it is not possible, in a sentence for the actor.
    """
    who = _who(command, load)
    tag = str(command.action.__struct_config__.tag)
    lens = Lens(who, load)
    party = who.party
    if tag not in GROUPS["party"] and (command.entered_for or command.meeting):
        # It would stand in the channel of whoever is told, and say with whom the mediators have met.
        message = "for, meeting: these go with what a party does, and this is no party's act; leave them out"
        raise Refused(message)
    if command.entered_for:
        if who.side != "mediator":
            message = "for: only a mediator enters something for a party"
            raise Refused(message)
        check_mediates(who, frozenset({command.entered_for}))
        if not command.meeting:
            message = "meeting: say at which meeting the party said so"
            raise Refused(message)
        party = command.entered_for
    elif command.meeting:
        message = "meeting: this goes with for, the party that said so there; leave it out"
        raise Refused(message)
    case = _case(load)
    if tag not in _ALWAYS and case.status in ("", "closed"):
        raise Refused(
            "there are no talks yet; open them (open_case)" if not case.status else "the case is closed"
        )
    if party in case.withdrawn and tag not in _GONE:
        raise Refused(f"{party} has left the talks; it can come back (return_party)")
    ask = Ask(
        who=who, at=command.at, lens=lens, party=party, entered=bool(command.entered_for),
        counting=Lens(Standing(actor=ENGINE, side="engine"), load), sides=tuple(case.parties),
    )  # fmt: skip
    puts = list(HANDLERS[type(command.action)](ask, command.action))
    return who, [*puts, *_begun(ask, puts)]


def _begun(ask: Ask, puts: list[Put]) -> Puts:
    """Say in a party's channel that it acts itself, when its first act is one that its mediators do not see.

    From then on they enter neither its people nor what is decided at home. An answer that nobody sees says nothing
    here: that somebody answered would tell how.
    """
    channel = Stream("channel", ask.party)
    kinds = {stream.kind for stream, _ in puts}
    if (
        ask.who.side != "party"
        or ask.who.role is None
        or not puts
        or "answers" in kinds
        or channel in dict(puts)
    ):
        return
    if not ask.lens.channel(ask.party).acts_itself:
        yield channel, ActsItself()


def _who(command: Command, load: Load) -> Standing:
    """Return the actor's standing; whoever opens the talks, or a class, has none yet."""
    if command.action.__struct_config__.tag == "open_class" and not _case(load).status:
        try:
            whose, _ = split(command.by)
        except ValueError as error:
            raise Refused(str(error)) from None
        if whose != INSTRUCTOR:
            message = "an instructor opens a class; write instructor:NAME"
            raise Refused(message)
        return Standing(actor=command.by, side="instructor")
    if command.action.__struct_config__.tag == "open_case" and not _case(load).status:
        try:
            whose, _ = split(command.by)
        except ValueError as error:
            raise Refused(str(error)) from None
        if whose != "mediator":
            message = "a mediator opens the talks; write mediator:NAME"
            raise Refused(message)
        return Standing(actor=command.by, side="mediator", lead=True)
    return standing_of(command.by, load)


def _case(load: Load) -> CaseState:
    case = load(CASE)
    assert isinstance(case, CaseState)
    return case


__all__ = ["Put", "decide"]
