"""What every act shares."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

#: Words of a person: not empty, and no longer than a long document.
Words = Annotated[str, Meta(min_length=1, max_length=200_000)]
#: A short text that may be left out.
Short = Annotated[str, Meta(max_length=2_000)]
#: A name that other acts refer to. A `$` alone would let a line break through at the end.
NAME: Final = r"^[a-z0-9][a-z0-9._-]{0,79}(?!\n)$"
Name = Annotated[str, Meta(pattern=NAME)]
Names = Annotated[tuple[Name, ...], Meta(min_length=1, max_length=200)]
#: A moment, with its zone.
Moment = Annotated[dt.datetime, Meta(tz=True)]
#: By which the same act is known again: as long as a database finds at once.
Key = Annotated[str, Meta(max_length=200)]


class Action(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="do"
):
    """What somebody does."""


class Command(Struct, frozen=True, kw_only=True):
    """An act, with all that decides what comes of it: who, when, for whom. The core knows no other clock.

    Attributes:
        at: when it is done.
        by: the actor.
        action: what.
        key: the same key by the same actor is the same act, and is done once.
        entered_for: the party for which a mediator enters it.
        meeting: at which meeting that party said so.
    """

    at: dt.datetime
    by: str
    action: Action
    key: str = ""
    entered_for: str = ""
    meeting: str = ""


#: What an attachment may be, and how large: one, and all of a channel together.
KINDS = Literal[
    "application/pdf", "image/png", "image/jpeg", "text/plain", "text/csv", "application/geo+json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
]  # fmt: skip
LARGEST = 1_000_000
ALL_TOGETHER = 20_000_000
FileName = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^/\\\\\x00-\x1f]+(?!\n)$")]
