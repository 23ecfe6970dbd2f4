"""replay, export, verify, backup, restore, rotate, purge, invite: the way of a workspace."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.cli.main import run
from goodoffices.talks.actions.party import Say
from goodoffices.talks.decide import HANDLERS
from goodoffices.talks.decide.asking import Ask, Puts

SCRIPT = Path(__file__).parents[3] / "examples" / "cairo-2024" / "talks.jsonl"


def goodoffices(*arguments: object) -> int:
    return run([str(one) for one in arguments])


def apart(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command that sets Django up, in a process of its own."""
    command = [sys.executable, "-m", "goodoffices", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    assert goodoffices("replay", SCRIPT, tmp_path / "w") == 0
    return tmp_path / "w"


def test_replay_says_what_was_refused_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert goodoffices("replay", SCRIPT, tmp_path / "w", "--json") == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["done"] == 39
    assert captured.err == f"{SCRIPT}, line 30: you have no vote in 'war-cabinet'\n"


def test_replay_strictly_stops_at_the_first_refusal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert goodoffices("replay", SCRIPT, tmp_path / "w", "--strict") == 2
    assert "line 30" in capsys.readouterr().err
    assert not (tmp_path / "w").exists(), "nothing is half made"
    assert goodoffices("replay", SCRIPT, tmp_path / "w") == 0


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> int:
    """Break this program where it decides an act; return the line of the script in which it comes first."""

    def fails(_ask: Ask, _act: object) -> Puts:
        raise KeyError("six-weeks")

    monkeypatch.setitem(HANDLERS, Say, fails)  # type: ignore[misc]  # of any act
    lines = [json.loads(line) for line in SCRIPT.read_text().splitlines()]
    return next(number for number, line in enumerate(lines, 1) if line["do"] == "say")


def test_a_fault_names_its_line_and_leaves_nothing_half_made(
    broken: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert goodoffices("replay", SCRIPT, tmp_path / "w") == 2
    said = capsys.readouterr().err
    assert f"talks.jsonl, line {broken}: here Good Offices fails, and your input does not (KeyError" in said
    assert not (tmp_path / "w").exists()
    monkeypatch.undo()
    assert goodoffices("replay", SCRIPT, tmp_path / "w") == 0


def test_a_fault_leaves_no_half_case_beside_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert goodoffices("replay", SCRIPT, tmp_path / "w") == 0
    assert goodoffices("replay", SCRIPT, tmp_path / "w", "--case", "second", "--strict") == 2
    assert goodoffices("export", tmp_path / "w", "--as", "israel", tmp_path / "x", "--case", "second") == 2
    assert "there is no case 'second'" in capsys.readouterr().err
    assert goodoffices("replay", SCRIPT, tmp_path / "w", "--case", "second") == 0
    for case in ("main", "second"):
        assert goodoffices("export", tmp_path / "w", "--as", "israel", tmp_path / case, "--case", case) == 0
    assert goodoffices("verify", tmp_path / "w") == 0
    assert (tmp_path / "main").read_bytes() == (tmp_path / "second").read_bytes()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: this is truncated JSON: it ends before its last bracket"),
        ("[]", "line 2: an act is a JSON object"),
        ('{"do": "sing"}', "line 2: do: there is no act 'sing'"),
        ('{"do": "say", "by": "a:b", "at": "2031-01-01", "text": "x"}', "line 2: at: "),
        ('{"do": "say", "by": "a:b", "at": "2031-01-01T10:00:00", "text": "x"}', "line 2: at: give the time with its zone"),
        ('{"do": "say", "by": "a:b", "at": "2031-01-01T10:00:00Z"}', "line 2: the required field is missing: 'text'"),
        ('{"do": "say", "by": 1, "at": "2031-01-01T10:00:00Z", "text": "x"}', "line 2: by: "),
        ('{"do": "say", "by": "a:b", "at": "2031-01-01T10:00:00Z", "text": "x", "y": 1}', "there is no such field here: 'y'"),
        ('{"do": "say", "by": "a:b", "at": "0001-01-01T00:00:00+14:00", "text": "x"}', "line 2: at: give a time between the years"),
        ('{"do": "bid", "by": "a:b", "at": "2031-01-01T10:00:00Z", "bidding": "b1", "value": 1e400}', "line 2: a number in it is too large to be kept"),
        ('{"do": "put_question", "by": "a:b", "at": "2031-01-01T10:00:00Z", "question": "q", "body": "b", "text": "x", "deadline": "2031-01-02T10:00:00"}', "line 2: deadline: give the time with its zone"),
        ('{"do": "give_mandate", "by": "a:b", "at": "2031-01-01T10:00:00Z", "mandate": "m", "expires": "9999-12-31T23:59:59-12:00"}', "line 2: expires: give a time between the years"),
        ('{"do": "open_round", "by": "a:b", "at": "2031-01-01T10:00:00Z", "round": "doha\\n"}', "line 2: round: a name has small letters"),
        ('{"do": "say", "by": "a:b", "at": "2031-01-01T10:00:00Z", "text": "x", "key": "a\\u0000"}', "line 2: key: a key has no NUL"),
        ("[" * 100_000, "line 2: this nests too deep; write it flatter; an act is one line of JSON"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_act_is_a_sentence_and_nothing_is_made(
    line: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text(SCRIPT.read_text().splitlines()[0] + "\n" + line + "\n")
    assert goodoffices("replay", script, tmp_path / "w") == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe{}", b"\x00\x01"])
def test_what_is_no_script_is_a_sentence(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script.jsonl"
    script.write_bytes(data)
    assert goodoffices("replay", script, tmp_path / "w") == 2
    assert "script.jsonl" in capsys.readouterr().err


def test_a_workspace_is_not_made_over_something(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert goodoffices("replay", SCRIPT, workspace) == 2
    assert "there is something here already" in capsys.readouterr().err


def test_two_workspaces_of_one_script_export_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        goodoffices("replay", SCRIPT, tmp_path / name)
        assert goodoffices("export", tmp_path / name, "--as", "hamas", tmp_path / f"{name}.jsonl") == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_export_and_verify(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "israel.jsonl"
    assert goodoffices("export", workspace, "--as", "israel", out, "--sign") == 0
    assert goodoffices("verify", out) == 0
    assert "signed by" in capsys.readouterr().out
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    out.write_bytes(data)
    assert goodoffices("verify", out) == 1
    assert goodoffices("verify", workspace) == 0
    assert goodoffices("export", workspace, "--as", "mars", out) == 2
    assert "there is no party 'mars'" in capsys.readouterr().err
    assert goodoffices("verify", tmp_path / "nothing") == 2


def test_a_workspace_whose_database_was_changed_does_not_verify(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    connection = sqlite3.connect(workspace / "talks.sqlite3")
    connection.execute("DELETE FROM events WHERE stream = 'channel/israel' AND number = 4")
    connection.commit()
    connection.close()
    assert goodoffices("verify", workspace) == 1
    assert "channel/israel: event 4 is not the one that was written there" in capsys.readouterr().out


def test_backup_and_restore(workspace: Path, tmp_path: Path) -> None:
    assert apart("invite", workspace, "hamas:official").returncode == 0
    saved = apart("backup", workspace, tmp_path / "backup", "--json")
    assert saved.returncode == 0, saved.stderr
    assert json.loads(saved.stdout)["rows"]["events"] > 40
    assert b"war-cabinet" not in (tmp_path / "backup").read_bytes()
    key = workspace / "master.key"
    made = apart("restore", tmp_path / "backup", tmp_path / "again", "--key", key)
    assert made.returncode == 0, made.stderr
    for place, name in ((workspace, "a"), (tmp_path / "again", "b")):
        goodoffices("export", place, "--as", "mediators", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    whole = (tmp_path / "backup").read_bytes()
    for number, wrong in enumerate(
        (whole[:-1], whole + b"x", whole[:200] + bytes([whole[200] ^ 1]) + whole[201:], b"")
    ):
        (tmp_path / "wrong").write_bytes(wrong)
        tried = apart("restore", tmp_path / "wrong", tmp_path / f"not-{number}", "--key", key)
        assert tried.returncode == 2
        assert "Traceback" not in tried.stderr
        assert not (tmp_path / f"not-{number}").exists()


def test_several_cases_in_one_workspace(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert goodoffices("replay", SCRIPT, workspace, "--case", "new", "--json") == 0
    drawn = json.loads(capsys.readouterr().out.splitlines()[-1])["case"]
    assert goodoffices("replay", SCRIPT, workspace, "--case", "second") == 0
    assert f"{workspace}, case second: 39 acts done" in capsys.readouterr().out
    assert goodoffices("replay", SCRIPT, workspace, "--case", "second") == 2
    assert "there is a case 'second' already" in capsys.readouterr().err
    assert goodoffices("replay", SCRIPT, workspace, "--case", "@x/") == 2
    assert "is no id for a case" in capsys.readouterr().err
    for case in ("main", drawn, "second"):
        assert goodoffices("export", workspace, "--as", "hamas", tmp_path / case, "--case", case) == 0
        assert (tmp_path / case).read_bytes() == (tmp_path / "main").read_bytes()
    assert goodoffices("export", workspace, "--as", "hamas", tmp_path / "x", "--case", "nowhere") == 2
    said = f"there is no case 'nowhere'; there are: main, {', '.join(sorted([drawn, 'second']))}"
    assert said in capsys.readouterr().err
    assert goodoffices("verify", workspace, "--json") == 0
    events = json.loads(capsys.readouterr().out)["events"]
    assert {"channel/hamas", "@second/channel/hamas", f"@{drawn}/channel/hamas"} <= set(events)
    # A workspace may begin with a case that is not the first.
    assert goodoffices("replay", SCRIPT, tmp_path / "other", "--case", "second") == 0
    assert goodoffices("export", tmp_path / "other", "--as", "hamas", tmp_path / "x") == 2


def test_who_is_invited_to_what(workspace: Path) -> None:
    goodoffices("replay", SCRIPT, workspace, "--case", "second")
    given = {}
    for arguments in (["hamas:official"], ["hamas:official", "--case", "second"], ["admin:anna"]):
        made = apart("invite", workspace, *arguments, "--json")
        assert made.returncode == 0, made.stderr
        plain = json.loads(made.stdout)
        given[plain["name"]] = (plain["case"], plain["actor"])
    assert given == {
        "hamas:official": ("main", "hamas:official"),
        "hamas:official@second": ("second", "hamas:official"),
        "admin:anna": ("", "admin:anna"),
    }
    for arguments, sentence in (
        (["hamas:official", "--case", "nowhere"], "there is no case 'nowhere'"),
        (["hamas:nobody"], "you take no part in these talks"),
        (["admin:Anna!"], "'admin:Anna!' is no actor"),
    ):
        refused = apart("invite", workspace, *arguments)
        assert refused.returncode == 2
        assert sentence in refused.stderr


def test_rotation_and_purge(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    goodoffices("export", workspace, "--as", "israel", tmp_path / "before")
    assert apart("rotate", workspace).returncode == 0
    again = apart("rotate", workspace)
    assert again.returncode == 2
    assert "the key before this one is still here" in again.stderr
    goodoffices("export", workspace, "--as", "israel", tmp_path / "after")
    assert (tmp_path / "before").read_bytes() == (tmp_path / "after").read_bytes()
    assert apart("purge", workspace, "israel", "--yes").returncode == 0
    assert goodoffices("verify", workspace) == 0
    assert goodoffices("export", workspace, "--as", "hamas", tmp_path / "hamas") == 0
    assert goodoffices("export", workspace, "--as", "mediators", tmp_path / "left") == 0
    left = (tmp_path / "left").read_text()
    assert '"purged":["audit/israel","channel/israel"' in left or '"channel/israel"' in left.splitlines()[0]
    assert "no commitment to end the war" not in left
    assert goodoffices("verify", tmp_path / "left") == 0
    assert goodoffices("purge", workspace, "mars", "--yes") == 2
    assert goodoffices("purge", workspace, "israel", "--case", "nowhere", "--yes") == 2
    assert "there is no case 'nowhere'; there are: main" in capsys.readouterr().err


def test_what_is_no_workspace_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert goodoffices("export", tmp_path, "--as", "x", tmp_path / "out") == 2
    assert "this is no workspace" in capsys.readouterr().err
    goodoffices("replay", SCRIPT, tmp_path / "w")
    (tmp_path / "w" / "master.key").unlink()
    assert goodoffices("export", tmp_path / "w", "--as", "israel", tmp_path / "out") == 2
    assert "there is no master key here" in capsys.readouterr().err
