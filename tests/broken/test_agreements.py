"""Terms, tallies, days and tables that cannot be: exit code 2 and one sentence that says what and where, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.cli.main import run
from goodoffices.model.casefile import read_case_text

SOUND = """\
goodoffices: 1
title: A small agreement
as_of: 2031-01-01
parties: [{id: a}, {id: b}]
phases:
  - id: one
    name: One
    days: 10
    obligations:
      - {id: frees, actor: a, action: frees, quantity: 40, of: persons, due_day: 5, out_of: t, state: held}
      - {id: pays, actor: b, action: pays, in_exchange_for: frees, after: [frees], ratio: [2, 3]}
  - {id: two, name: Two, starts_after: [one]}
guarantors: [{id: g, name: G, backs: [one]}]
counts: [{id: k, of: persons, value: 3}]
tallies: [{id: t, of: persons, states: [held, free]}]
entries:
  - {id: in, tally: t, to: held, added: true, value: 50, on: 2031-01-01}
  - {id: out, tally: t, from: held, to: free, value: 10, on: [2031-01-02, 2031-01-03]}
  - {id: too, tally: t, from: held, to: free, value: 11, on: 2031-01-02, same_as: out}
"""

#: What is changed in the sound case, into what, and words of the sentence.
BROKEN = {
    "a negative person": ("quantity: 40", "quantity: -40", "number"),
    "half a person": ("quantity: 40", "quantity: 40.5", "whole number"),
    "a negative entry": ("value: 50", "value: -50", "number"),
    "half an entry": ("value: 10", "value: 10.5", "whole number"),
    "a day that does not exist": ("on: 2031-01-01}", "on: 2031-02-29}", "no day of the calendar"),
    "days in the wrong order": ("[2031-01-02, 2031-01-03]", "[2031-01-03, 2031-01-02]", "ends before that"),
    "an obligation twice": ("id: pays", "id: frees", "'frees' is used twice"),
    "an obligation after itself": ("after: [frees]", "after: [pays]", "waits for itself"),
    "an obligation for itself": ("in_exchange_for: frees", "in_exchange_for: pays", "in exchange for itself"),
    "a phase after itself": ("starts_after: [one]", "starts_after: [two]", "waits for itself"),
    "after nothing": ("after: [frees]", "after: [dawn]", "no obligation or phase 'dawn'"),
    "a name that is two things": ("{id: two, name: Two, starts_after: [one]}", "{id: frees, name: Two, starts_after: [one]}", "a phase and an obligation"),
    "no days": ("days: 10", "days: 0", "number"),
    "out of nothing": ("out_of: t, state: held", "out_of: u", "no count or tally 'u'"),
    "out of a state that is none": ("state: held", "state: gone", "has no state 'gone'"),
    "a state of nothing": ("out_of: t, state: held", "state: held", "goes with `out_of`"),
    "a guarantor of nothing": ("backs: [one]", "backs: [nine]", "no obligation or phase 'nine'"),
    "no state": ("states: [held, free]", "states: []", "needs a state at least"),
    "a state twice": ("states: [held, free]", "states: [held, free, held]", "stands in the tally twice"),
    "an entry of no state": ("to: held, added: true, value: 50", "value: 50", "says of no state anything"),
    "an entry of another state": ("to: held, added", "to: gone, added", "has no state 'gone'"),
    "added out of a state": ("to: held, added: true", "from: free, to: held, added: true", "out of none"),
    "from a state to itself": ("from: held, to: free, value: 10", "from: held, to: held, value: 10", "nobody goes from"),
    "an entry of no tally": ("{id: in, tally: t", "{id: in, tally: u", "no tally 'u'"),
    "a range without its end": ("value: 10,", "value: 10, bound: range,", "needs `high`"),
    "a range backwards": ("value: 10,", "value: 10, high: 9,", "from the lower to the higher"),
    "the same as what goes elsewhere": ("same_as: out", "same_as: in", "goes from and to other states"),
    "the same as itself": ("same_as: out", "same_as: too", "the same as no other"),
}  # fmt: skip


def sentence(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must fail, and return the one sentence it says."""
    assert run(list(arguments)) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert "fault of Good Offices" not in error
    return error


def test_the_sound_case_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SOUND)
    assert run(["agreement", str(path)]) == 0
    assert "pays for “frees” comes to 80 to 120" in capsys.readouterr().out


@pytest.mark.parametrize("kind", BROKEN)
def test_a_sentence_says_what_cannot_be_and_in_which_line(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, words = BROKEN[kind]
    assert SOUND.count(old) == 1
    path = tmp_path / "case.yaml"
    path.write_text(SOUND.replace(old, new))
    said = sentence(capsys, "agreement", str(path), "--json")
    assert words in said
    assert "case.yaml:" in said


def test_a_phase_that_never_begins_is_found_and_everything_else_still_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SOUND.replace("    days: 10\n", "    starts_after: [two]\n"))
    assert read_case_text(path.read_text()).phases
    assert run(["agreement", str(path), "--starts", "2031-01-01"]) == 0
    out = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "the phase “One” can never begin" in out
    assert "these conditions are circular" in out
    assert "held" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--starts", "2031-02-29"], "'2031-02-29' is no day of the calendar"),
        (["--starts", "soon"], "'soon' is no day of the calendar"),
        (["--starts", "9999-12-30"], "outside the calendar"),
        (["--today", "2031-13-01"], "no day of the calendar"),
        (["--done", "frees"], "not ID=DATE"),
        (["--done", "frees=2031-02-30"], "no day of the calendar"),
        (["--done", "nothing=2031-02-03"], "no obligation or phase 'nothing'"),
        (["--calendar", "OUT.ics"], "say on which day it starts"),
        (["--starts", "9999-12-21", "--calendar", "OUT.ics"], "last day of the calendar"),
        (["--data", "OUT.txt"], "end in .jsonl or .csv"),
        (["--data", "no/folder/out.csv"], "cannot be written"),
    ],
)
def test_days_and_places_that_do_not_exist(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(SOUND)
    assert words in sentence(capsys, "agreement", "case.yaml", *arguments)
    assert [path.name for path in Path().iterdir()] == ["case.yaml"]


def test_figures_too_large_to_be_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SOUND.replace("value: 50", f"value: {10**20}"))
    assert "cannot be reckoned with" in sentence(capsys, "agreement", str(path))


#: A table of precedents: its bytes, what is asked, and words of the sentence.
TABLES = {
    "empty": (b"", ["peace"], "the file is empty"),
    "no text": (b"\x89PNG\r\n\x1a\n\x00\x00", ["peace"], "no text"),
    "no agreements": (b"a,b\n1,2\n", ["peace"], "line 1: no column says which agreement"),
    "nothing asked": (b"Agt\nA\n", [], "nothing is asked"),
    "a topic that is none": (b"Agt\nA\n", ["--topic", "Peace"], "no topic 'Peace'"),
    "an issue of no case": (b"Agt\nA\n", ["--issue", "x"], "name the case as well"),
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_that_is_none(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, asked, words = TABLES[kind]
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    assert words in sentence(capsys, "precedents", str(path), *asked)


def test_an_issue_that_the_case_does_not_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.yaml").write_text(SOUND)
    (tmp_path / "table.csv").write_text("Agt\nA\n")
    said = sentence(
        capsys,
        "precedents",
        str(tmp_path / "table.csv"),
        "--case",
        str(tmp_path / "case.yaml"),
        "--issue",
        "x",
    )
    assert "there is no issue 'x' in this case; it has none" in said
    assert "no such file" in sentence(capsys, "precedents", str(tmp_path / "nowhere.csv"), "peace")
