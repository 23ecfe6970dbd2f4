"""Events as bytes: canonical JSON, the same bytes for the same event everywhere and always."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import msgspec

from goodoffices.talks.events import OF_KIND, Happened
from goodoffices.talks.streams import Kind

#: From an older shape of an event to the next: by the event's name and the version it has, a function of its fields.
UPCASTS: Final[dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = {}

#: What is said of an event that is none has so many letters at most.
_LONGEST: Final = 1_000
_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(plain: object) -> bytes:
    """Return canonical JSON: keys sorted, no spaces, UTF-8."""
    return _ENCODER.encode(plain)


def encoded(happened: Happened) -> bytes:
    """Return an event as canonical JSON, with the version of its shape."""
    return _ENCODER.encode(happened)


@cache
def _decoder(kind: Kind) -> msgspec.json.Decoder[Happened]:
    stored = msgspec.defstruct(
        "Stored", [("event", OF_KIND[kind])], bases=(Happened,), frozen=True, kw_only=True
    )
    return msgspec.json.Decoder(stored)


def decoded(kind: Kind, data: bytes) -> Happened:
    """Read what `encoded` wrote, now or years ago: older shapes are upcast.

    Raises:
        ValueError: it is no event of a stream of this kind, or of a version that is not known here.
    """
    try:
        happened = _decoder(kind).decode(data)
    except (msgspec.ValidationError, RecursionError):
        happened = None
    if happened is not None and happened.version == type(happened.event).VERSION:
        return happened
    return _upcast(kind, data)


def _upcast(kind: Kind, data: bytes) -> Happened:
    try:
        plain: Any = msgspec.json.decode(data)
    except RecursionError:
        plain = None
    if not isinstance(plain, dict):
        message = "an event is a group of fields, not nested without end"
        raise ValueError(message)  # noqa: TRY004 - as for whatever else is wrong with an event
    event = plain.get("event")
    name = event.get("event") if isinstance(event, Mapping) else None
    version = plain.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool):
        message = "version: the version of an event is a whole number"
        raise ValueError(message)  # noqa: TRY004 - as for whatever else is wrong with an event
    while (step := UPCASTS.get((str(name), version))) is not None:
        assert isinstance(event, dict)
        event = step(event)
        name, version = event["event"], version + 1
    try:
        made = _decoder(kind).decode(_ENCODER.encode(plain | {"event": event, "version": version}))
    except msgspec.ValidationError as error:
        # It names what it does not know, which may be of any length.
        raise msgspec.ValidationError(str(error)[:_LONGEST]) from None
    if version != type(made.event).VERSION:
        which = f"version {str(version)[:20]} of '{str(name)[:60]}'"
        message = f"version: there is no {which} here; a newer Good Offices may know it"
        raise ValueError(message)
    return made
