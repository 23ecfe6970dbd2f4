"""What can happen, by the stream in which it stands."""

from __future__ import annotations

from typing import Any, Final, get_args

from goodoffices.talks.events.base import Event, Happened, Package
from goodoffices.talks.events.briefing import AudienceEvent, BriefingEvent, ConstituencyEvent
from goodoffices.talks.events.case import CaseEvent
from goodoffices.talks.events.channel import ChannelEvent
from goodoffices.talks.events.dossier import DossierEvent
from goodoffices.talks.events.home import HomeEvent, MandateEvent, RoomEvent
from goodoffices.talks.events.ledger import LedgerEvent
from goodoffices.talks.events.mediation import AuditEvent, DeskEvent, JointEvent, NotesEvent
from goodoffices.talks.events.teaching import ClassEvent, SeatEvent, TableEvent
from goodoffices.talks.events.unseen import AnswersEvent, BallotsEvent, SealedEvent
from goodoffices.talks.events.voices import VoiceEvent
from goodoffices.talks.streams import Kind

#: The events that each kind of stream holds.
OF_KIND: Final[dict[Kind, Any]] = {
    "case": CaseEvent,
    "channel": ChannelEvent,
    "mandate": MandateEvent,
    "home": HomeEvent,
    "entered": HomeEvent,
    "ballots": BallotsEvent,
    "room": RoomEvent,
    "answers": AnswersEvent,
    "sealed": SealedEvent,
    "audit": AuditEvent,
    "desk": DeskEvent,
    "joint": JointEvent,
    "dossier": DossierEvent,
    "notes": NotesEvent,
    "audience": AudienceEvent,
    "ledger": LedgerEvent,
    "briefing": BriefingEvent,
    "constituency": ConstituencyEvent,
    "voice": VoiceEvent,
    "class": ClassEvent,
    "table": TableEvent,
    "seat": SeatEvent,
}

#: Every event by its name.
EVENTS: Final[dict[str, type[Event]]] = {
    str(one.__struct_config__.tag): one
    for events in OF_KIND.values()
    for one in get_args(events) or (events,)
}

__all__ = ["EVENTS", "OF_KIND", "Event", "Happened", "Package"]
