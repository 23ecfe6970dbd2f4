"""How things stand, stream by stream: the events of a stream, folded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from goodoffices.talks.events.base import Happened
from goodoffices.talks.states.briefing import AudienceState, BriefingState
from goodoffices.talks.states.case import CaseState
from goodoffices.talks.states.channel import ChannelState
from goodoffices.talks.states.dossier import DossierState
from goodoffices.talks.states.home import HomeState, MandateState, RoomState
from goodoffices.talks.states.ledger import LedgerState
from goodoffices.talks.states.mediation import DeskState, JointState, LinesState
from goodoffices.talks.states.teaching import ClassState, SeatState, TableState
from goodoffices.talks.states.unseen import AnswersState, BallotsState, SealedState
from goodoffices.talks.states.voices import VoiceState
from goodoffices.talks.streams import Kind

State = (
    CaseState | ChannelState | MandateState | HomeState | RoomState | AnswersState | BallotsState | SealedState
    | DeskState | JointState | DossierState | LinesState | AudienceState | LedgerState | BriefingState | VoiceState
    | ClassState | TableState | SeatState
)  # fmt: skip

#: What the events of each kind of stream are folded into.
STATES: Final[dict[Kind, type[State]]] = {
    "case": CaseState,
    "channel": ChannelState,
    "mandate": MandateState,
    "home": HomeState,
    "entered": HomeState,
    "ballots": BallotsState,
    "room": RoomState,
    "answers": AnswersState,
    "sealed": SealedState,
    "audit": LinesState,
    "desk": DeskState,
    "joint": JointState,
    "dossier": DossierState,
    "notes": LinesState,
    "audience": AudienceState,
    "ledger": LedgerState,
    "briefing": BriefingState,
    "constituency": AudienceState,
    "voice": VoiceState,
    "class": ClassState,
    "table": TableState,
    "seat": SeatState,
}


def evolve(state: State, happened: Happened) -> None:
    """Take one more event into a state that nobody else holds."""
    state.take(happened)


def fold(kind: Kind, history: Iterable[Happened]) -> State:
    """Return how things stand after a stream's history: the same events, the same state."""
    state: State = STATES[kind]()
    for happened in history:
        state.take(happened)
    return state


__all__ = [
    "STATES", "AnswersState", "AudienceState", "BallotsState", "BriefingState", "CaseState", "ChannelState",
    "ClassState", "DeskState", "DossierState", "HomeState", "JointState", "LedgerState", "LinesState", "MandateState",
    "RoomState", "SealedState", "SeatState", "State", "TableState", "VoiceState", "evolve", "fold",
]  # fmt: skip
