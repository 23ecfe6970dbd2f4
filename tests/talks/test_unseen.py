"""What nobody sees before its time is not seen by going round either; and what was destroyed holds nobody up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodoffices.services.scripts import ScriptError, command_of, commands
from goodoffices.services.viewing import preview, view
from goodoffices.talks.errors import Refused
from goodoffices.talks.streams import Stream
from tests.talks.proposing import good
from tests.talks.table import LEAD, Act, Table, act, cabinet, minute, opened

ENTERED = {"entered_for": "alba", "meeting": "m"}


def state(table: Table, stream: str) -> dict[str, Any]:
    found: dict[str, Any] = view(table.talks, table.talks.standing(LEAD))["streams"][stream]["state"]
    return found


def asked() -> Act:
    return act(LEAD, "put_question", question="q", body="cabinet", text="?", **ENTERED)


@pytest.mark.parametrize("actor", ["clock", "engine"])
def test_nobody_is_the_clock_or_the_engine(actor: str) -> None:
    with pytest.raises(Refused, match="you take no part"):
        opened().talks.standing(actor)


def test_nobody_writes_the_lines_of_the_engine() -> None:
    line = json.dumps({"at": minute(1), **act("engine", "finish_run", name="x", to=["alba"], package={})})
    with pytest.raises(ScriptError, match="script, line 1: by: the engine runs by itself"):
        list(commands(line, "script"))


def test_at_which_meeting_a_party_said_that_it_leaves_is_not_told_to_all() -> None:
    table = opened(silent=["alba"])
    good(table, act(LEAD, "withdraw_party", entered_for="alba", meeting="at the hotel, by night"))
    assert b"party_withdrew" in table.seen("borea")
    assert b"by night" not in table.seen("borea")


def test_a_preview_counts_no_votes() -> None:
    table = opened(silent=["alba"])
    good(table, asked(), act("alba:voter", "vote", question="q", vote="for"))
    closing = command_of({"at": minute(99), **act(LEAD, "close_vote", question="q", **ENTERED)})
    with pytest.raises(Refused, match="what nobody sees yet is counted when this is done"):
        preview(table.talks, closing)


def test_votes_at_home_are_not_counted_with_those_that_mediators_entered() -> None:
    table = opened(silent=["alba"])
    voted = act(LEAD, "vote", question="q", vote="for", member="head", **ENTERED)
    good(table, asked(), voted, act("alba:voter", "vote", question="q", vote="against"))
    good(
        table,
        act("alba:mandator", "form_body", body=cabinet("alba")),
        act("alba:head", "put_question", question="own", body="cabinet", text="in confidence"),
        *(act(f"alba:{who}", "vote", question="own", vote="against") for who in ("head", "voter")),
        act("alba:head", "close_vote", question="q"),
        act("alba:head", "close_vote", question="own"),
    )
    assert state(table, "entered/alba")["questions"]["q"]["votes"] == {"head": "for", "voter": "against"}
    kept = table.talks.history.load(Stream("home", "alba")).state
    assert kept.questions["own"].tally == {"against": 2}  # type: ignore[union-attr]  # the state of a home


OPEN = [
    act(LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=minute(60)),
    act(LEAD, "open_bidding", name="b", more="alba", less="borea", question="?", deadline=minute(60)),
    act("alba:head", "answer_final", final="f1", yes=True),
    act("borea:head", "answer_final", final="f1", yes=True),
    act("alba:head", "put_question", question="q", body="cabinet", text="?", deadline=minute(60)),
]


def test_what_a_party_had_open_when_it_was_destroyed_closes_for_the_others_at_its_time() -> None:
    table = opened()
    good(table, *OPEN)
    names = table.talks.history.store.streams()
    table.talks.history.purge([Stream.parse(name) for name in names if name.endswith("/alba")])
    table.clock = 70
    good(table, act("clock", "tick"), act("borea:head", "say", text="on we go"))
    channel = state(table, "channel/borea")
    assert channel["finals"]["f1"]["accepted"] is False
    assert (channel["biddings"]["b1"]["closed"], channel["biddings"]["b1"]["value"]) == (True, None)
    assert table.talks.history.store.due(command_of({"at": minute(99), **act("clock", "tick")}).at) == []


def test_bids_however_large_meet_half_way() -> None:
    table = opened()
    good(
        table,
        act(LEAD, "open_bidding", name="b", more="alba", less="borea", question="?", deadline=minute(60)),
        act("alba:head", "bid", bidding="b1", value=1.7e308),
        act("borea:head", "bid", bidding="b1", value=1.7e308),
    )
    table.clock = 70
    good(table, act("clock", "tick"))
    assert state(table, "channel/alba")["biddings"]["b1"]["value"] == 1.7e308
