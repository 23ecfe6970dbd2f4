"""The talks of the seed's report as a script: each side's export shows what that side would know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import Played, play
from goodoffices.services.scripts import commands
from goodoffices.services.transcribing import transcript
from goodoffices.services.workspaces import Workspace, create
from goodoffices.talks.transcript import checked

SCRIPT = Path(__file__).parents[2] / "examples" / "cairo-2024" / "talks.jsonl"


def run(text: str, path: Path) -> tuple[Workspace, Played]:
    workspace = create(path)
    acts = list(commands(text, "talks.jsonl"))
    return workspace, play(Talks(workspace.case().history), acts, lambda _l, _w: None)


@pytest.fixture(scope="module")
def text() -> str:
    return SCRIPT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def views(text: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    workspace, played = run(text, tmp_path_factory.mktemp("cairo") / "workspace")
    assert [why for _, why in played.refused] == ["you have no vote in 'war-cabinet'"]
    return {
        who: transcript(workspace.case().history, who).decode()
        for who in ("israel", "hamas", "mediators", "israel:gantz")
    }


def told(view: str, event: str) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in view.splitlines()]
    found = [line["happened"]["event"] for line in lines if "happened" in line]
    return [one for one in found if one["event"] == event]


def test_every_transcript_holds(views: dict[str, str]) -> None:
    for who, view in views.items():
        assert checked(view.encode()).viewer == who


def test_each_side_sees_its_own_answer_and_the_same_proposal(views: dict[str, str]) -> None:
    for side, answer in (("israel", "accept"), ("hamas", "reject")):
        assert [one["answer"] for one in told(views[side], "answered")] == [answer]
        assert told(views[side], "tabled")[0]["package"] == {
            "hostages": 40,
            "prisoners": 700,
            "truce-length": "six-weeks",
        }
    assert len(told(views["mediators"], "answered")) == 2


def test_what_was_held_stays_and_what_was_relayed_crosses(views: dict[str, str]) -> None:
    assert "no commitment to end the war" in views["israel"]
    assert "no commitment to end the war" not in views["hamas"]
    assert "We wait to hear" not in views["israel"]
    assert "We have returned to our original demands." in views["israel"]
    assert [one.get("party") for one in told(views["israel"], "told")] == ["hamas", "hamas"]


def test_the_cabinet_the_mandate_and_the_votes_are_israels_alone(views: dict[str, str]) -> None:
    for words in ("war-cabinet", "room-to-operate", "more-ground", "gantz"):
        assert words in views["israel"]
        assert words not in views["hamas"]
        assert words not in views["mediators"]
    assert "more-ground" in views["israel:gantz"]
    assert "We have returned to our original demands." not in views["israel:gantz"]
    assert [one["approved"] for one in told(views["israel"], "question_decided")] == [False, True]


def test_the_recall_and_the_small_team_are_told_to_the_mediators_only(views: dict[str, str]) -> None:
    assert "a small team stays in Doha" in views["mediators"]
    assert "mossad-team" not in views["hamas"]


def test_the_rounds_are_everybodys(views: dict[str, str]) -> None:
    for view in (views["israel"], views["hamas"], views["mediators"]):
        moves = [(one["round"], one["status"]) for one in told(view, "round_moved")]
        assert moves == [("doha-march", "open"), ("doha-march", "collapsed"), ("cairo-march-31", "open")]


@pytest.mark.parametrize(("viewer", "other"), [("hamas", "israel"), ("israel", "hamas")])
def test_without_the_other_sides_private_acts_the_export_is_the_same(
    text: str, viewer: str, other: str, views: dict[str, str], tmp_path: Path
) -> None:
    """Leave out, line by line, whatever only the other side and the mediators knew."""
    lines = text.splitlines()
    private = {
        "say",
        "answer_proposal",
        "attend",
        "form_body",
        "put_question",
        "vote",
        "close_vote",
        "give_mandate",
    }
    kept, left_out = [], 0
    for line in lines:
        one = json.loads(line)
        mine = one["by"].startswith(other) or one.get("for") == other
        relayed = one["do"] == "say" and one.get("mark", "hold") != "hold"
        if mine and one["do"] in private and not relayed:
            left_out += 1
            continue
        kept.append(line)
    assert left_out
    workspace, _ = run("\n".join(kept), tmp_path / "less")
    assert transcript(workspace.case().history, viewer).decode() == views[viewer]
    workspace.close()
