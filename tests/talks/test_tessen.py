"""The invented talks on the river as a script, up to an agreement and what is done of it: each sees their own of it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import play
from goodoffices.services.scripts import commands
from goodoffices.services.transcribing import transcript
from goodoffices.services.workspaces import create
from goodoffices.talks.states import AudienceState, BriefingState, CaseState, LedgerState, State
from goodoffices.talks.streams import CASE, LEDGER, Stream, briefing, told_in
from goodoffices.talks.transcript import checked

FOLDER = Path(__file__).parents[2] / "examples" / "tessen-river"
PARTIES = ("orvane", "meldria", "port-sael")
IRRIGATORS, TOWNS, PRESS = "constituency:meldria+irrigators", "observer:river-towns", "audience:press"
VIEWERS = (
    *PARTIES, "mediators", "mediator:illara", "monitor:gauge-readers", TOWNS, PRESS, IRRIGATORS,
    "guarantor:development-bank", "voice:ida-marsh", "listener:ombudsman",
)  # fmt: skip


def replayed(lines: list[str], path: Path) -> Talks:
    """Return the talks after a script, nothing of which was refused."""
    talks = Talks(create(path).case().history)
    played = play(talks, list(commands("\n".join(lines), "script")), lambda _line, _why: None)
    assert not played.refused
    return talks


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Return the script: what is under way in the demonstration, and how it ends."""
    return [
        line
        for name in ("talks.jsonl", "agreed.jsonl")
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def talks(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> Talks:
    return replayed(lines, tmp_path_factory.mktemp("tessen") / "workspace")


def state(talks: Talks, stream: Stream) -> State:
    return talks.history.load(stream).state


def told(talks: Talks, who: str, *names: str) -> list[dict[str, Any]]:
    """Return what happened of some kinds, as somebody sees it."""
    found = (json.loads(line) for line in transcript(talks.history, who).splitlines())
    events = [one["happened"]["event"] for one in found if "happened" in one]
    return [one for one in events if one["event"] in names]


def test_every_transcript_holds(talks: Talks) -> None:
    for who in VIEWERS:
        assert checked(transcript(talks.history, who)).viewer == who


def test_what_was_initialled_is_declared_with_its_terms_signed_and_attested(talks: Talks) -> None:
    case = state(talks, CASE)
    assert isinstance(case, CaseState)
    assert case.agreement is not None
    assert set(case.agreement) == set(case.issues), "every issue is settled"
    assert len(case.agreement_clauses) == 5
    assert not any(clause.options for clause in case.agreement_clauses), "nothing is in brackets"
    assert case.agreement_terms is not None
    assert [phase.id for phase in case.agreement_terms.phases] == ["trial", "filling"]
    assert {party: (one.person, one.entered) for party, one in case.signatures.items()} == {
        "orvane": ("verrick", False), "meldria": ("Ruven Hale", True), "port-sael": ("oor", False),
    }  # fmt: skip
    assert case.attestation is not None


def test_what_was_reported_is_verified_or_resolved_by_others(talks: Talks) -> None:
    ledger = state(talks, LEDGER)
    assert isinstance(ledger, LedgerState)
    assert [(one.obligation, one.status, one.quantity) for one in ledger.reports.values()] == [
        ("trial-release", "resolved", 50), ("trial-payment", "verified", 8), ("gauges", "verified", 60),
    ]  # fmt: skip
    for one in ledger.reports.values():
        persons = [step.by for step in one.steps]
        assert all(before != after for before, after in pairwise(persons))
    assert {name: one.status for name, one in ledger.phases.items()} == {
        "trial": "ended",
        "filling": "under way",
    }
    assert [one.to for one in ledger.claims.values()] == [""], "a storm had cut the line"
    assert [(one.entry.value, one.entry.high, one.party) for one in ledger.entries] == [
        (240, None, "orvane"), (295, 310, ""), (47, 50, ""),
    ]  # fmt: skip
    for who in (*PARTIES, "mediator:illara"):
        assert told(talks, who, "dispute_resolved") == told(
            talks, "monitor:gauge-readers", "dispute_resolved"
        )


def test_who_is_told_what_and_what_is_still_due_to_them(talks: Talks) -> None:
    kept, towns = state(talks, briefing(PARTIES)), state(talks, told_in(TOWNS))
    assert isinstance(kept, BriefingState)
    assert isinstance(towns, AudienceState)
    first, second = towns.briefings.values()
    assert (len(first.corrections), len(second.corrections)) == (0, 1)
    assert "47 million" in second.texts[0]
    assert "50 million" in second.corrections[0].text
    assert [one.id for one in kept.due_to(PRESS)] == ["trial-done"]
    assert [one.id for one in kept.items.values() if one.status == "held"] == ["engineers"]
    assert not told(talks, PRESS, "corrected"), "they were not told what was wrong"
    assert [one["texts"] for one in told(talks, IRRIGATORS, "briefed")] == [
        ["The canals open as last year; 40 per cent of the river is ours to draw."]
    ]


def test_a_voice_reaches_the_mediators_as_far_as_it_consented(talks: Talks) -> None:
    (summary,) = told(talks, "mediators", "voices_summarised")
    assert (summary["inputs"], summary["people"], len(summary["quotes"])) == (1, 1, 1)
    views = {who: transcript(talks.history, who).decode() for who in VIEWERS}
    assert {who for who, view in views.items() if "draw water at night" in view} == {
        "voice:ida-marsh", "listener:ombudsman",
    }  # fmt: skip
    assert {who for who, view in views.items() if "nobody warns the ferries" in view} == {
        "voice:ida-marsh", "listener:ombudsman", "mediators",
    }  # fmt: skip


def test_without_what_meldria_and_the_voice_said_apart_nobody_else_sees_a_difference(
    lines: list[str], talks: Talks, tmp_path: Path
) -> None:
    private = {
        "put_item", "release_briefing", "admit_constituency", "speak_up", "summarise_voices", "put_question", "vote",
        "close_vote", "say", "note",
    }  # fmt: skip
    apart = ("meldria:", "voice:", "listener:")
    kept = []
    for line in lines:
        one = json.loads(line)
        at_home = one["do"] in ("put_question", "vote", "close_vote") and "third" in line
        if not one["by"].startswith(apart) or one["do"] not in private or at_home:
            kept.append(line)
    assert len(lines) - len(kept) >= 10
    less = replayed(kept, tmp_path / "less")
    for who in ("orvane", "port-sael", "mediator:illara", "monitor:gauge-readers", TOWNS, PRESS):
        assert transcript(less.history, who) == transcript(talks.history, who), who
