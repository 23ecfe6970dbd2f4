"""What somebody may see, as far as a transcript of theirs says who they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, get_args

from goodoffices.talks.errors import Refused
from goodoffices.talks.events import Happened
from goodoffices.talks.standing import LEARNER, Side, Standing, is_name, split
from goodoffices.talks.states import CaseState, State, fold
from goodoffices.talks.streams import CASE, DESK, KINDS, MEDIATORS_AUDIT, Kind, Stream
from goodoffices.talks.visibility import sees
from goodoffices.talks.who import person_of

#: The kinds of streams that say who somebody is.
TELLING: Final[tuple[Kind, ...]] = ("case", "channel", "home", "entered", "desk")
#: Who sees as all lead mediators do.
_MEDIATORS: Final = "mediators"
_SIDES: Final[tuple[str, ...]] = get_args(Side)
#: How the number of a table is written.
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,2}")

_Told = Mapping[Stream, Iterable[Happened]]


def seen_by(viewer: str, told: _Told, purged: Collection[Stream]) -> Callable[[Stream], bool]:
    """Return what says whether the viewer of a transcript sees a stream.

    Where the transcript holds what says who they are, that decides. Where it cannot (a co-mediator does not see which
    channels they share, nor a learner who sits where; what was destroyed says nothing any more), it is what somebody of
    their side sees at most.

    Args:
        viewer: an actor, a party as its head sees it, or `mediators`.
        told: the events of the transcript's streams, of the kinds in `TELLING` at least.
        purged: the streams that were destroyed.

    Raises:
        ValueError: there is nobody of that name, in a sentence.
    """
    case = _folded(CASE, told)
    assert isinstance(case, CaseState)
    who = _standing(viewer, told, purged)

    def seen(stream: Stream) -> bool:
        of_party = KINDS[stream.kind][1] and stream != MEDIATORS_AUDIT
        if of_party and CASE in told and stream.of not in case.parties:
            return False
        return sees(who(stream), stream)

    return seen


def _standing(viewer: str, told: _Told, purged: Collection[Stream]) -> Callable[[Stream], Standing]:
    """Return who the viewer is; towards a stream, where it is not known what else they see."""
    if is_name(viewer):
        if viewer == _MEDIATORS:
            return lambda stream: _mediating(viewer, stream, lead=True)
        return lambda _stream: Standing(actor=viewer, side="party", party=viewer, role="head")
    whose, _ = split(viewer)
    if whose == "mediator":
        if DESK not in told:
            return lambda stream: _mediating(viewer, stream, lead=False)
    elif whose == LEARNER:
        seated = _seated(viewer, (*told, *purged))
        return lambda _stream: seated
    elif whose in _SIDES:
        return lambda _stream: Standing(actor=viewer, side=whose)  # type: ignore[arg-type]  # it is one of them
    elif any(Stream(kind, whose) in purged for kind in TELLING):
        return lambda _stream: Standing(actor=viewer, side="party", party=whose, role="head")
    try:
        known = person_of(viewer, lambda stream: _folded(stream, told))
    except Refused:
        message = f"by what it holds, {viewer} takes no part in these talks"
        raise ValueError(message) from None
    return lambda _stream: known


def _mediating(viewer: str, stream: Stream, *, lead: bool) -> Standing:
    """Return a mediator who shares the channels that a stream is about."""
    return Standing(actor=viewer, side="mediator", share=frozenset(stream.of.split("+")), lead=lead)


def _seated(viewer: str, streams: Iterable[Stream]) -> Standing:
    """Return a learner who sits in the first seat of which they hold something: nobody sits in two."""
    seat = next((one.of for one in sorted(streams) if one.kind == "seat"), "")
    table, _, party = seat.partition("+")
    number = int(table) if _NUMBER.fullmatch(table) else 0
    return Standing(actor=viewer, side=LEARNER, table=number, place=party)


def _folded(stream: Stream, told: _Told) -> State:
    """Return how a stream stands by what is told of it.

    Raises:
        ValueError: its events cannot have come one after another.
    """
    try:
        return fold(stream.kind, told.get(stream, ()))
    except Exception:  # noqa: BLE001 - whatever fails, these are no events of talks that were held
        message = f"the events of {stream} cannot have come one after another"
        raise ValueError(message) from None
