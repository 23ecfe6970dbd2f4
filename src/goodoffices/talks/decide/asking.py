"""What a decision is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec

from goodoffices.model.base import Value
from goodoffices.model.casefile.check_terms import check_condition, check_package
from goodoffices.model.conditions import Condition
from goodoffices.model.wording import in_our_words
from goodoffices.talks.actions import Action
from goodoffices.talks.actions.base import ALL_TOGETHER, LARGEST
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import Event
from goodoffices.talks.lens import Lens
from goodoffices.talks.moments import said
from goodoffices.talks.permissions import check_mediates
from goodoffices.talks.standing import Standing
from goodoffices.talks.states.channel import Attachment
from goodoffices.talks.streams import Stream

_Shape = TypeVar("_Shape")

#: An event and the stream in which it stands.
Put = tuple[Stream, Event]
Puts = Iterator[Put]

#: Where a day begins first, it does so many hours before it does in UTC.
_EARLIEST: Final = dt.timedelta(hours=14)
#: The step of the process without which nothing is proposed to a party.
PROCESS = "process"


@dataclass(frozen=True)
class Ask:
    """An act before it is decided.

    Attributes:
        who: the actor.
        at: when.
        lens: the talks as the actor sees them.
        party: the party whose act it is; "" for mediators' own.
        entered: whether a mediator enters it for the party.
        counting: the talks with what nobody sees. For `closing` alone, which lets one result out.
        sides: the parties to the talks. They name the streams of all of them, also to who writes there and sees nothing
            of the talks.
    """

    who: Standing
    at: dt.datetime
    lens: Lens
    party: str
    entered: bool
    counting: Lens
    sides: tuple[str, ...] = ()

    def checked(self, package: Mapping[str, Value]) -> dict[str, Value]:
        """Return a package whose issues and options are on the agenda.

        Raises:
            Refused: one is not.
        """
        for path, problem in check_package(package, self.lens.case.issues, ()):
            raise Refused(f"package, {'.'.join(map(str, path))}: {problem}")
        return dict(package)

    def check_condition(self, condition: Condition | None) -> None:
        """Refuse a condition on what is not on the agenda."""
        if condition is not None:
            for path, problem in check_condition(condition, self.lens.case.issues, ("requires",)):
                raise Refused(f"{'.'.join(map(str, path))}: {problem}")

    def check_future(self, deadline: dt.datetime | None) -> None:
        """Refuse a deadline that is over."""
        if deadline is not None and deadline <= self.at:
            message = f"the deadline {said(deadline)} is over already"
            raise Refused(message)

    def check_past(self, on: dt.date | None, field: str = "on") -> None:
        """Refuse a day on which nothing can have happened yet, anywhere."""
        if on is not None and on > (self.at + _EARLIEST).date():
            raise Refused(f"{field}: {on} is still to come; give the day on which it was")

    def to(self, parties: Iterable[str], *, proposing: bool = True) -> tuple[str, ...]:
        """Return the parties to which a mediator turns, each once.

        Raises:
            Refused: one has no channel with the actor, has left, or (`proposing`) has not consented to the process.
        """
        named = tuple(dict.fromkeys(parties))
        check_mediates(self.who, frozenset(named))
        case = self.lens.case
        for party in named:
            if party in case.withdrawn:
                raise Refused(f"{party} has left the talks")
            if proposing and not self.lens.channel(party).consents.get(PROCESS):
                raise Refused(f"{party} has not consented to the process; record its consent first (consent)")
        return named


#: What decides each act.
Handlers = dict[type[Action], Callable[[Ask, Any], Puts]]


def check_consents(ask: Ask) -> None:
    """Refuse to answer for a party what was put to it in a process to which it no longer consents."""
    if ask.lens.channel(ask.party).consents.get(PROCESS) is False:
        raise Refused(
            f"{ask.party} has withdrawn its consent to the process; to answer, it consents again (consent)"
        )


def as_written(made: _Shape, field: str) -> _Shape:
    """Return what will be read again from what is written: the shape is checked, and nothing is kept that is not.

    Raises:
        Refused: something in it cannot be written as it is.
    """
    where = f"{field}: " if field else ""
    try:
        read = msgspec.json.decode(msgspec.json.encode(made), type=type(made))
        msgspec.msgpack.encode(read)
    except (msgspec.MsgspecError, OverflowError, TypeError, ValueError, RecursionError) as error:
        problem, at, path = str(error).partition(" - at `$.")
        words = in_our_words(problem)
        raise Refused(f"{where}{path.rstrip('`')}: {words}" if at else f"{where}{words}") from None
    return read


def numbered(letter: str, taken: Mapping[str, object]) -> str:
    """Return the next name of its kind in a channel, counted in that channel alone: m1, then m2."""
    return f"{letter}{len(taken) + 1}"


def check_attachment(attachments: Mapping[str, Attachment], data: bytes) -> None:
    """Refuse a file that is empty or too large, by itself or with those that passed in the channel before."""
    if not data:
        message = "data: the file is empty"
        raise Refused(message)
    if len(data) > LARGEST:
        message = f"data: the file has {len(data):,} bytes; at most {LARGEST:,} can be attached"
        raise Refused(message)
    if sum(one.size for one in attachments.values()) + len(data) > ALL_TOGETHER:
        message = (
            f"data: the files in this channel have more than {ALL_TOGETHER:,} bytes together with this one"
        )
        raise Refused(message)
