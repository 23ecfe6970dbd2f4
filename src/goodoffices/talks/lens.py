"""What an actor's act is decided from: the streams the actor sees, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from goodoffices.talks.errors import Hidden
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import (
    AnswersState,
    AudienceState,
    BallotsState,
    BriefingState,
    CaseState,
    ChannelState,
    ClassState,
    DeskState,
    DossierState,
    HomeState,
    JointState,
    LedgerState,
    MandateState,
    RoomState,
    SealedState,
    SeatState,
    State,
    TableState,
    VoiceState,
)
from goodoffices.talks.streams import (
    CASE,
    CLASS,
    DESK,
    LEDGER,
    Stream,
    briefing,
    dossier,
    joint,
    seat_of,
    table_of,
    told_in,
    voice_of,
)
from goodoffices.talks.visibility import sees

#: Returns how a stream stands.
Load = Callable[[Stream], State]

_Kind = TypeVar("_Kind", bound=State)


class Lens:
    """The talks as an actor sees them. Whatever the actor does not see raises `Hidden`."""

    def __init__(self, who: Standing, load: Load) -> None:
        self.who = who
        self._load = load

    def of(self, stream: Stream) -> State:
        """Return how a stream stands.

        Raises:
            Hidden: the actor does not see it.
        """
        if not sees(self.who, stream):
            message = f"{self.who.actor} does not see {stream}"
            raise Hidden(message)
        return self._load(stream)

    def _typed(self, stream: Stream, kind: type[_Kind]) -> _Kind:
        state = self.of(stream)
        assert isinstance(state, kind)
        return state

    @property
    def case(self) -> CaseState:
        """What all sides share."""
        return self._typed(CASE, CaseState)

    @property
    def desk(self) -> DeskState:
        """Who mediates."""
        return self._typed(DESK, DeskState)

    def channel(self, party: str) -> ChannelState:
        """What passed between a party and the mediators."""
        return self._typed(Stream("channel", party), ChannelState)

    def mandate(self, party: str) -> MandateState:
        """What a party shows the mediators of its limits."""
        return self._typed(Stream("mandate", party), MandateState)

    def home(self, party: str) -> HomeState:
        """What a party decides at home."""
        return self._typed(Stream("home", party), HomeState)

    def entered(self, party: str) -> HomeState:
        """What mediators entered of what a party decides at home."""
        return self._typed(Stream("entered", party), HomeState)

    def room(self, party: str) -> RoomState:
        """A delegation's own notes and receipts."""
        return self._typed(Stream("room", party), RoomState)

    def joint(self, parties: Iterable[str]) -> JointState:
        """What mediators keep about the channels of some parties."""
        return self._typed(joint(parties), JointState)

    @property
    def dossier(self) -> DossierState:
        """The mediators' working case."""
        return self._typed(dossier(self.case.parties), DossierState)

    @property
    def ledger(self) -> LedgerState:
        """What is done of the agreement."""
        return self._typed(LEDGER, LedgerState)

    def briefing(self, parties: Iterable[str]) -> BriefingState:
        """What mediators who share all channels keep to tell others; of one party, what its delegation does."""
        return self._typed(briefing(parties), BriefingState)

    def told(self, actor: str) -> AudienceState:
        """What somebody from outside was told."""
        return self._typed(told_in(actor), AudienceState)

    def voice(self, name: str) -> VoiceState:
        """What somebody affected has said."""
        return self._typed(voice_of(name), VoiceState)

    @property
    def classroom(self) -> ClassState:
        """Who is in a class, and what it rehearses."""
        return self._typed(CLASS, ClassState)

    def table(self, number: int) -> TableState:
        """What all at a table of a class see."""
        return self._typed(table_of(number), TableState)

    def seat(self, number: int, party: str) -> SeatState:
        """What those in a seat know, are asked and answer."""
        return self._typed(seat_of(number, party), SeatState)

    def answers(self, party: str) -> AnswersState:
        """Answers that nobody sees; for the clock."""
        return self._typed(Stream("answers", party), AnswersState)

    def ballots(self, party: str) -> BallotsState:
        """Votes that nobody sees yet; for the clock."""
        return self._typed(Stream("ballots", party), BallotsState)

    def sealed(self, party: str) -> SealedState:
        """Preferences for the engine."""
        return self._typed(Stream("sealed", party), SealedState)
