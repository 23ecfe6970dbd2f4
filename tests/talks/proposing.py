"""A proposal on the table, and what comes of acts."""

from __future__ import annotations

import json
from typing import Any

from tests.talks.table import LEAD, PACKAGE, Act, Table, act, opened

FOR_ALBA: Act = {"entered_for": "alba", "meeting": "second meeting"}


def proposed() -> Table:
    """Return a table with a proposal to alba and borea on it."""
    table = opened()
    good(table, act(LEAD, "table_proposal", name="first", to=["alba", "borea"], package=PACKAGE))
    return table


def good(table: Table, *acts: Act) -> None:
    """Play acts, none of which is refused."""
    played = table.play(list(acts))
    assert not played.refused, played.refused


def refused(table: Table, one: Act) -> str:
    """Return the sentence by which an act is refused."""
    played = table.play([one])
    assert played.refused, f"{one} was not refused"
    return played.refused[0][1]


def events(table: Table, who: str) -> list[dict[str, Any]]:
    """Return all that happened, as somebody sees it."""
    lines = [json.loads(line) for line in table.seen(who).split(b"\n") if line.startswith(b'{"happened"')]
    return [line["happened"]["event"] | {"stream": line["stream"]} for line in lines]


def of(table: Table, who: str, name: str) -> list[dict[str, Any]]:
    """Return what happened of one kind, as somebody sees it."""
    return [one for one in events(table, who) if one["event"] == name]
