"""What passed in a channel, as a page shows it: event after event, who entered what, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goodoffices.language import listed
from goodoffices.talks.events import Event, Happened
from goodoffices.talks.events import channel as events
from goodoffices.talks.events.mediation import Relayed
from goodoffices.talks.states.channel import Message
from goodoffices.talks.streams import Stream
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Line:
    """Something that passed.

    Attributes:
        number: its number in the channel.
        happened: what, when and by whom.
        message: the message as it stands now, where it is one.
        new: whether it is since the last visit.
    """

    number: int
    happened: Happened
    message: Message | None = None
    new: bool = False

    @property
    def event(self) -> Event:
        """What passed."""
        return self.happened.event

    @property
    def proposal(self) -> str:
        """The proposal that it is about, or nothing."""
        return str(getattr(self.event, "proposal", ""))

    @property
    def attachment(self) -> str:
        """The file that it is, or nothing."""
        return str(getattr(self.event, "attachment", ""))


def party_at(visit: Visit, number: int) -> str:
    """Return the party at a place, if the visitor sees its channel.

    Raises:
        Problem: there is none, or it is not for the visitor: the same.
    """
    parties = list(visit.case.parties)
    party = parties[number - 1] if 0 < number <= len(parties) else ""
    if party not in seen_parties(visit):
        raise Problem(404, NOT_THERE)
    return party


def seen_parties(visit: Visit) -> list[str]:
    """Return the parties whose channels a visitor sees, in the order of the case."""
    who = visit.who
    if who.side == "mediator":
        return [party for party in visit.case.parties if party in who.share]
    return [who.party] if who.side == "party" and who.role is not None else []


def version_of(visit: Visit, party: str) -> int:
    """Return how many events the visitor's look at a channel takes in."""
    return visit.look.places.get(str(Stream("channel", party)), 0)


def story(visit: Visit, party: str) -> Sequence[Happened]:
    """Return all that passed in a channel, the oldest first."""
    return visit.room.stories.of(Stream("channel", party), version_of(visit, party))


def lines(visit: Visit, party: str, read: int, after: int = 0) -> Iterator[Line]:
    """Yield what passed after a number, the oldest first; `read` is how much the visitor has read before.

    What the visitor did is not new to them.
    """
    channel, told, me = visit.lens.channel(party), story(visit, party), visit.who.actor
    for number, happened in enumerate(told[after:], after + 1):
        match happened.event:
            case events.Said(message=name) | events.Told(message=name):
                message = channel.messages.get(name)
            case _:
                message = None
        yield Line(number, happened, message, new=number > read and happened.by != me)


def messages(found: Iterable[Line]) -> list[Line]:
    """Return the messages among what passed."""
    return [line for line in found if line.message is not None]


@dataclass(frozen=True)
class Carried:
    """How a party's message was carried on, and to whom in words."""

    to: str
    manner: events.Manner


def carried(visit: Visit) -> dict[tuple[str, str], list[Carried]]:
    """Return how messages were carried on, by party and message, as far as the mediator sees it."""
    found: dict[tuple[str, str], list[Carried]] = {}
    for one in relays(visit):
        to = listed([visit.names.party(party) for party in one.to])
        found.setdefault((one.party, one.message), []).append(Carried(to, one.manner))
    return found


def relays(visit: Visit) -> Iterator[Relayed]:
    """Yield what was carried from one party to others, as far as the mediator sees it."""
    for name in visit.look.places:
        stream = Stream.parse(name)
        if stream.kind == "joint":
            yield from visit.lens.joint(stream.of.split("+")).relayed


def entered(story: Iterable[Happened]) -> dict[tuple[str, str], Happened]:
    """Return what mediators entered for the party, by what it was and which one: ("said", "m3")."""
    found = {}
    for happened in story:
        if happened.entered_for:
            tag = str(happened.event.__struct_config__.tag)
            for name in ("message", "attachment", "proposal", "sounding", "run", "step"):
                if hasattr(happened.event, name):
                    found[tag, str(getattr(happened.event, name))] = happened
    return found


def purposes(story: Iterable[Happened]) -> dict[str, str]:
    """Return what for each run on sealed preferences was asked for."""
    return {one.event.run: one.event.purpose for one in story if isinstance(one.event, events.RunAsked)}
