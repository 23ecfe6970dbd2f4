"""What every event shares."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from msgspec import Struct

from goodoffices.model.base import Value

#: One value for every issue, or for some, by issue id.
Package = dict[str, Value]


class Event(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="event"
):
    """Something that happened. `VERSION` counts the shapes it has had; older ones are upcast when read."""

    VERSION: ClassVar[int] = 1


class Happened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An event in its stream.

    Attributes:
        at: when, never before the event ahead of it in the stream.
        by: who did it; the clock for what a deadline brings.
        entered_for: the party whose act this is, where a mediator entered it.
        meeting: at which meeting the party said so.
        event: what happened.
        version: of the event's shape.
    """

    at: dt.datetime
    by: str
    event: Event
    entered_for: str = ""
    meeting: str = ""
    version: int = 1
