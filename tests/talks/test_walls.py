"""Noninterference: whatever another side does or tells in private, what one sees is the same to the byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from goodoffices.talks import visibility
from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import Stream
from tests.talks.histories import at_home, before, moves, played
from tests.talks.private_acts import frame
from tests.talks.table import LEAD, act

#: Histories that are tried: a few hundred in every run, ten thousand in the nightly one.
HISTORIES = 10_000 if settings().max_examples >= 2_000 else 200
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
#: All but explaining, which takes minutes on histories.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
#: Everybody whose view must not change: all of alba's and those it answers to, those who mediate in its channel or its
#: and cora's, and who watches or is told from outside.
VIEWERS = (
    "alba", "alba:head", "alba:member", "alba:adviser", "alba:mandator", "alba:voter", "constituency:alba+home",
    "mediator:co", "mediator:two", "observer:un", "guarantor:league", "monitor:watch",
)  # fmt: skip


@settings(max_examples=HISTORIES, suppress_health_check=SLOW, phases=PHASES)
@given(moves)
def test_what_alba_sees_does_not_depend_on_what_borea_does_in_private(
    history: list[tuple[str, int, Any]],
) -> None:
    first, refused = played(history, 0)
    second, refused_too = played(history, 1)
    # What borea or alba is asked together with cora, who mediates with cora sees, and may.
    with_cora = any(
        one and "cora" in one.get("to", ()) for kind, _, two in history if kind == "private" for one in two
    ) or any(kind == "alike" for kind, *_ in history)
    for viewer in VIEWERS:
        if viewer != "mediator:two" or not with_cora:
            assert first.seen(viewer) == second.seen(viewer), viewer
    assert refused == refused_too
    closed = first.seen("alba").count(b'"final_closed"') + first.seen("alba").count(b'"bidding_closed"')
    event(f"deadlines that passed: {closed}")
    put = [one for kind, _, one in history if kind == "alike"]
    several = any(
        one[2] == other[2] and one[3:] != other[3:] for one in put for other in put if one is not other
    )
    event(f"several of one deadline, each variant with others: {several}")
    event(f"borea's own views differ: {first.seen('borea') != second.seen('borea')}")


@settings(max_examples=HISTORIES // 5, suppress_health_check=SLOW, phases=PHASES)
@given(at_home)
def test_what_is_decided_at_home_and_not_shown_changes_nothing_for_those_who_do_not_see_it(
    history: list[tuple[str, int, Any]],
) -> None:
    first, refused = played(history, 0)
    second, refused_too = played(history, 1)
    for viewer in (
        "alba:member",
        "alba:adviser",
        "mediators",
        "mediator:co",
        "mediator:two",
        "borea:head",
        "observer:un",
    ):
        assert first.seen(viewer) == second.seen(viewer), viewer
    assert refused == refused_too
    event(f"the mandator's own views differ: {first.seen('alba:mandator') != second.seen('alba:mandator')}")


@pytest.mark.parametrize(
    "leak",
    [
        "channel", "audit", "joint", "dossier", "answers", "entered", "briefing", "constituency", "voice", "audience",
    ],
)  # fmt: skip
def test_the_property_would_find_a_leak(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wall with a hole in it is not passed over."""
    honest = visibility.sees

    def leaky(who: Standing, stream: Stream) -> bool:
        return honest(who, stream) or (who.party == "alba" and stream.kind == leak)

    for module in ("goodoffices.talks.visibility", "goodoffices.talks.lens", "goodoffices.services.acting"):
        monkeypatch.setattr(f"{module}.sees", leaky)
    private = [
        act("borea:head", "say", text="in confidence"),
        act("borea:member", "answer_proposal", proposal="p1", answer="reject"),
        act("borea:head", "announce", text="not mine to say"),
        act(LEAD, "post", to=["alba", "borea"], text="careful"),
        act(LEAD, "set_frame", frame=frame("borea")),
        act("borea:head", "answer_final", final="f1", yes=True),
        act(LEAD, "answer_final", entered_for="borea", meeting="x", final="f1", yes=False),
        act(
            "borea:head",
            "put_item",
            item="i1",
            text="soon",
            status="due",
            audiences=["constituency:borea+home"],
        ),
        act("borea:head", "release_briefing", audience="constituency:borea+home", items=["i1"]),
        act("voice:amal", "speak_up", text="we wait", consent="summarise"),
        act(
            "listener:ear", "summarise_voices", text="they wait", rests_on=[{"voice": "amal", "input": "i1"}]
        ),
        act(LEAD, "announce", text="for you alone", to=["audience:families"]),
    ]
    first, _ = played([("private", 1, (one, None)) for one in private], 0)
    second, _ = played([("private", 1, (one, None)) for one in private], 1)
    assert first.seen("alba") != second.seen("alba")


def test_everybody_at_the_table_has_a_view() -> None:
    table = before()
    for viewer in (*VIEWERS, "borea", "cora", "mediators", "mediator:far", "voice:amal", "listener:ear"):
        assert table.seen(viewer)
