"""The page of every event: what can happen, in which streams it stands, with its fields."""

from __future__ import annotations

import inspect
from typing import Final, get_args

import msgspec

from goodoffices.model.case import Case
from goodoffices.talks.events import OF_KIND, Event
from goodoffices.talks.streams import Kind
from scripts.reference.shapes import words

_HEAD: Final = """# Every event

What an [act](acts.md) leaves behind: an event in one stream or several. This page is written by `make reference` from
the code. A transcript (`goodoffices export`), `GET /api/cases/ID/streams/STREAM/events` and the live updates hold
events; [which stream is seen by whom](../explanation/talks.md#streams).

Each event in a stream has, beside its own fields, `at` (when), `by` (who), `event` (its name), where a mediator entered
it for a party `entered_for` and `meeting`, and `version`, which counts the shapes that this event has had. Fields that
hold nothing are left out.
"""


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    where = streams_of_events()
    for kind in dict.fromkeys(kinds[0] for kinds in where.values()):
        parts.append(f"## In `{kind}`\n")
        mine = [event for event, kinds in where.items() if kinds[0] == kind]
        parts += [_event(one, where[one]) for one in sorted(mine, key=name_of)]
    return "\n".join(parts)


def streams_of_events() -> dict[type[Event], list[Kind]]:
    """Return every event with the kinds of streams that hold it."""
    found: dict[type[Event], list[Kind]] = {}
    for kind, events in OF_KIND.items():
        for event in get_args(events) or (events,):
            found.setdefault(event, []).append(kind)
    return found


def name_of(event: type[Event]) -> str:
    """Return the name of an event."""
    return str(event.__struct_config__.tag)


def _event(event: type[Event], kinds: list[Kind]) -> str:
    lines = [f"### `{name_of(event)}`", "", inspect.cleandoc(event.__doc__ or ""), ""]
    if len(kinds) > 1:
        lines += [f"It stands in {' and '.join(f'`{kind}`' for kind in kinds)}.", ""]
    if fields := msgspec.structs.fields(event):
        lines += ["| Field | What it is |", "|---|---|"]
        lines += [f"| `{field.encode_name}` | {_field(field)} |" for field in fields]
        lines.append("")
    return "\n".join(lines)


def _field(field: msgspec.structs.FieldInfo) -> str:
    """Return what a field is; the shapes stand on the page of acts."""
    said = words(field.type)
    return said if field.type is Case else said.replace("](#", "](acts.md#")
