"""`goodoffices simulate`: the page of a sweep, and one run to look at."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.cli.main import run
from tests.conftest import ROOT

TESSEN = str(ROOT / "examples" / "tessen-river")
SWEEP = ["--agents", "linear", "--agents", "conceder", "--seeds", "3", "--rounds", "20"]
ONE = ["--agents", "linear,boulware,linear", "--rounds", "20", "--seed", "4", "--leak", "0.2"]


def out_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["simulate", TESSEN, *arguments]) == 0
    return capsys.readouterr().out


def test_a_sweep_writes_its_page_where_asked_and_beside_its_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, folder = tmp_path / "page.html", tmp_path / "results"
    document = json.loads(out_of(capsys, *SWEEP, "--json", "--save", str(page), "--out", str(folder)))
    text = page.read_text(encoding="utf-8")
    assert text == (folder / "report.html").read_text(encoding="utf-8")
    for cell in document["cells"]:
        assert f"{100 * cell['efficiency']['value']:.1f} %" in text
        assert set(cell["rounds_spread"] or {"p5", "p25", "p50", "p75", "p95"}) == {
            "p5",
            "p25",
            "p50",
            "p75",
            "p95",
        }
    # one that is finished is not played again, and its page is the same
    (folder / "report.html").unlink()
    assert json.loads(out_of(capsys, *SWEEP, "--json", "--out", str(folder))) == document
    assert text == (folder / "report.html").read_text(encoding="utf-8")
    head = (folder / "summary.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [name for name in head if name.startswith("rounds_p")] == [
        "rounds_p5",
        "rounds_p25",
        "rounds_p50",
        "rounds_p75",
        "rounds_p95",
    ]


def test_a_run_is_shown_as_a_table_as_json_and_as_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    page = tmp_path / "run.html"
    document = json.loads(out_of(capsys, *ONE, "--show", "--json", "--save", str(page)))
    path = document["path"]
    assert len(path) == document["offers"]
    assert [one["by"] for one in path[:3]] == document["parties"]
    assert all(set(one) == {"round", "by", "package", "utilities"} for one in path)
    assert document["shocks"]
    shown = out_of(capsys, *ONE, "--show")
    first = [line for line in shown.splitlines() if line.startswith("│   1 ")]
    assert len(first) == 1
    for utility in path[0]["utilities"]:
        assert f"{utility:.4f}" in first[0]
    assert f"{len(path) - 30} more" in shown
    assert f"Ended in round {document['rounds']}: {document['ended']}" in shown
    assert shown.count("a leak hardened") == len(document["shocks"])
    assert "The course of the talks" in page.read_text(encoding="utf-8")


def test_nothing_is_played_that_could_not_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, said in (
        (["--save", str(tmp_path / "no" / "page.html")], "there is no folder"),
        (["--save", "-"], "is no file to save a page in"),
        (["--show", "--out", str(tmp_path / "out")], "leave out --out, or --show"),
    ):
        # so many runs would take hours
        assert run(["simulate", TESSEN, "--seeds", "9000000", *arguments]) == 2
        assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_playing_without_a_page_loads_no_templates() -> None:
    code = (
        "import sys; from goodoffices.cli.main import run; "
        f"assert run(['simulate', {TESSEN!r}, '--agents', 'honest', '--rounds', '2']) == 0; "
        "assert 'jinja2' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
