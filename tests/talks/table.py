"""A table to play talks at: a workspace in memory, and a cast that is always the same.

The cast: the mediators `lunn` (leads), `co` (shares alba's channel) and `far` (shares borea's); three parties, each with
a head, a member, an adviser, a mandator at home and a voter in its cabinet; an observer and a guarantor.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import Played, play
from goodoffices.services.scripts import command_of
from goodoffices.services.transcribing import transcript
from goodoffices.storage.history import History
from goodoffices.storage.sqlite import SqliteStore
from goodoffices.storage.vault import Vault
from goodoffices.talks.errors import Refused

START = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
LEAD = "mediator:lunn"
PARTIES = ("alba", "borea", "cora")
Act = dict[str, Any]

ISSUES: list[Act] = [
    {"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "short"}, {"id": "long"}]},
    {"id": "crossings", "integers": {"low": 0, "high": 5}},
]


def minute(number: int) -> str:
    """Return the time so many minutes after the start."""
    return (START + dt.timedelta(minutes=number)).isoformat().replace("+00:00", "Z")


def act(by: str, do: str, **fields: Any) -> Act:
    """Return an act without its time; `entered_for` is written `for`."""
    if "entered_for" in fields:
        fields["for"] = fields.pop("entered_for")
    return {"by": by, "do": do, **fields}


def cabinet(party: str) -> Act:
    """Return a decision body of a party."""
    members = [{"id": "voter", "name": "Voter"}, {"id": "head", "name": "Head"}]
    return {
        "id": "cabinet",
        "party": party,
        "name": "Cabinet",
        "members": members,
        "rule": {"kind": "majority"},
    }


def opening(silent: Collection[str] = ()) -> list[Act]:
    """Return the acts that bring everybody to the table; what `silent` parties do is entered for them."""
    acts = [
        act(
            LEAD,
            "open_case",
            title="Talks",
            parties=[{"id": party} for party in PARTIES],
            issues=ISSUES,
            terms="Indirect, in confidence.",
        ),
        act(LEAD, "admit_mediator", mediator="mediator:co", share=["alba"]),
        act(LEAD, "admit_mediator", mediator="mediator:far", share=["borea"]),
        act(LEAD, "admit_audience", audience="observer:un"),
        act(LEAD, "admit_audience", audience="guarantor:league"),
    ]
    for party in PARTIES:
        entered: Act = {"entered_for": party, "meeting": "first meeting"}
        acts += [
            act(LEAD, "name_delegate", person=role, role=role, **entered)
            for role in ("head", "member", "adviser", "mandator")
        ]
        own: Act = entered if party in silent else {}
        acts += [
            act(LEAD if own else f"{party}:head", "consent", **own),
            act(LEAD if own else f"{party}:mandator", "form_body", body=cabinet(party), **own),
        ]
    return acts


#: Those from outside, beside the observer and the guarantor.
OUTSIDE = ("audience:families", "monitor:watch", "listener:ear", "voice:amal")


def outside() -> list[Act]:
    """Return the acts that let others from outside follow, and by which alba and borea tell those they answer to."""
    return [
        *(act(LEAD, "admit_audience", audience=one) for one in OUTSIDE),
        *(act(f"{party}:head", "admit_constituency", constituency="home") for party in ("alba", "borea")),
    ]


#: Terms of two phases: alba frees, borea opens; what follows waits for both.
TERMS: Act = {
    "phases": [
        {
            "id": "first", "name": "First phase", "days": 10, "ends_after": ["free", "open"],
            "resumes_if_failed": "The roads close again.", "suspends": ["open"],
            "obligations": [
                {"id": "free", "actor": "alba", "action": "frees", "quantity": 40, "of": "people", "due_day": 5,
                 "verified_by": "the watch"},
                {"id": "open", "actor": "borea", "action": "opens", "quantity": 2, "of": "roads", "due_day": 7},
                {"id": "pay", "actor": "lunn", "action": "publishes the figures"},
            ],
        },
        {"id": "second", "name": "Second phase", "starts_after": ["first", "free"], "obligations": [
            {"id": "mend", "actor": "cora", "action": "mends the bridge"},
        ]},
    ],
    "guarantors": [{"id": "league", "name": "The League", "backs": ["first"]}],
    "dispute": "The mediators resolve it.",
}  # fmt: skip
PACKAGE: Act = {"truce": "short", "crossings": 3}


def agreeing(terms: Act | None = TERMS, name: str = "deal", proposal: str = "p1", **more: Any) -> list[Act]:
    """Return the acts by which all three parties come to an agreement with terms."""
    to = list(PARTIES)
    tabled = act(LEAD, "table_proposal", name=name, to=to, package=PACKAGE, **more)
    if terms is not None:
        tabled["terms"] = terms
    return [
        tabled,
        *(act(f"{one}:mandator", "give_mandate", mandate="deal", shown=True) for one in PARTIES),
        *(act(f"{one}:head", "answer_proposal", proposal=proposal, answer="accept") for one in PARTIES),
        *(act(f"{one}:head", "initial", proposal=proposal) for one in PARTIES),
        act(LEAD, "declare_agreement", name=name, to=to),
    ]


@dataclass
class Table:
    """Talks in memory."""

    talks: Talks = field(default_factory=lambda: Talks(_history()))
    clock: int = 0

    def play(self, acts: list[Act]) -> Played:
        """Play acts, each a minute after the one before it unless it has its own time."""
        script = []
        for number, one in enumerate(acts):
            self.clock += 1
            script.append((number, command_of({"at": minute(self.clock), **one})))
        return play(self.talks, script, lambda _line, _why: None)

    def seen(self, who: str) -> bytes:
        """Return all that somebody sees, as one file; or the sentence for who sees nothing."""
        try:
            return transcript(self.talks.history, who)
        except Refused as refusal:
            return str(refusal).encode()


def _history() -> History:
    return History(SqliteStore(Path(":memory:")), Vault(bytes(32)))


def opened(silent: Collection[str] = ()) -> Table:
    """Return a table at which everybody sits, or `silent` parties are spoken for."""
    table = Table()
    played = table.play(opening(silent))
    assert not played.refused, played.refused
    return table


def agreed(terms: Act | None = TERMS) -> Table:
    """Return a table at which everybody sits, also those from outside, and an agreement is declared."""
    table = opened()
    played = table.play([*outside(), *agreeing(terms)])
    assert not played.refused, played.refused
    return table


def copied(table: Table) -> Table:
    """Return a table that stands as another does now, and goes on by itself: sooner there than played anew."""
    before, history = table.talks.history.store, _history()
    assert isinstance(before, SqliteStore)
    assert isinstance(history.store, SqliteStore)
    history.store.add(before.copy())
    return Table(Talks(history), table.clock)
