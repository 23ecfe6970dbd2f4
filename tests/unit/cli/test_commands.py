"""The command line as the contracts fix it: exit codes, what is printed where, and how `--profiles` is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices import Case, __version__, analyse, deadlock
from goodoffices.cli.main import run
from goodoffices.cli.output import short_count
from goodoffices.model import Additive, Issue, Linear, Option, Party, Table
from goodoffices.model.issues import IntegerRange
from tests.conftest import CAIRO, ROOT, TESSEN
from tests.unit.cli.running import out_of


def test_analyse_prints_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(out_of(capsys, "analyse", str(TESSEN), "--json"))
    assert list(document) >= ["parties"]
    assert {"parties", "issues", "packages", "zone", "frontier", "solutions", "seconds"} <= set(document)
    assert set(document["zone"]) == {"packages", "share", "status"}
    assert set(document["solutions"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    assert {"load", "frontier", "total"} <= set(document["seconds"])
    for solution in document["solutions"].values():
        assert set(solution) == {"utilities", "package", "status"}
        assert solution["status"] == "exact"
    points = document["frontier"]["points"]
    assert document["frontier"]["size"] == len(points)
    assert [point["utilities"][0] for point in points] == sorted(point["utilities"][0] for point in points)
    assert document == {
        **analyse(TESSEN).to_dict(), "seconds": document["seconds"], "warnings": [], "trades": None, "questions": None,
    }  # fmt: skip


def test_deadlock_prints_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(out_of(capsys, "deadlock", str(CAIRO), "--json"))
    assert document["deadlocked"] is True
    assert document["complete"] is True
    assert ["israel: no unvetted return", "hamas: all residents return to the north"] in document[
        "blocking_sets"
    ]
    for way in document["ways_out"]:
        assert set(way) == {"relax", "cost", "opens", "helps", "chance"}
        assert way["opens"]["packages"] > 0
        assert set(way["opens"]["nash"]) == {"utilities", "package"}
    assert document == {**deadlock(CAIRO).to_dict(), "seconds": document["seconds"], "warnings": []}


def test_a_case_that_is_not_deadlocked_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(out_of(capsys, "deadlock", str(TESSEN), "--json"))
    assert (document["deadlocked"], document["blocking_sets"], document["ways_out"]) == (False, [], [])
    assert "Not deadlocked" in out_of(capsys, "deadlock", str(TESSEN))


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["analyse", str(TESSEN), "--save", "p.html"], ["page: p.html"]),
        (["deadlock", str(TESSEN), "--save", "p.html"], ["page: p.html"]),
        (["positions", str(CAIRO), "--save", "p.html"], ["page: p.html"]),
        (["rehearse", str(TESSEN), "--package", "nash", "--draws", "50", "--save", "p.html"], ["page: p.html"]),
        (["simulate", str(TESSEN), "--seeds", "1", "--save", "p.html", "--out", "o"], ["results: o", "page: p.html"]),
        (["simulate", str(TESSEN), "--show", "--save", "p.html"], ["page: p.html"]),
        (
            ["agreement", str(TESSEN), "--starts", "2031-06-20", "--calendar", "d.ics", "--data", "d.csv"],
            ["calendar: d.ics", "data: d.csv, 31 records"],
        ),
    ],
    ids=lambda one: one[0],
)  # fmt: skip
def test_what_was_written_is_said_after_everything_else(
    arguments: list[str], last: list[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goodoffices", *arguments],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert len(lines) > len(last) + 3
    assert lines[-len(last) :] == last
    assert not set(last) & set(lines[: -len(last)])


def test_both_write_the_page_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("analyse", "deadlock"):
        page = tmp_path / f"{command}.html"
        json.loads(out_of(capsys, command, str(CAIRO), "--json", "--save", str(page)))
        assert "Deadlocked" in page.read_text()
    assert run(["analyse", str(CAIRO), "--save", str(tmp_path / "no" / "folder.html")]) == 2
    assert "folder.html" in capsys.readouterr().err


def test_nothing_is_written_where_nobody_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("analyse", "deadlock"):
        assert run([command, str(TESSEN)]) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A NegMAS folder with three profiles."""
    case = Case(
        issues=(Issue(id="x", options=(Option(id="a"), Option(id="b"))),),
        parties=tuple(
            Party(
                id=name,
                preferences=Additive(
                    weights={"x": 1.0}, values={"x": Table(evaluations={"a": float(n), "b": 1.0})}
                ),
            )
            for n, name in enumerate(("p", "q", "r"))
        ),
    )
    case.save(tmp_path / "case.json")
    assert run(["convert", str(tmp_path / "case.json"), str(tmp_path / "domain"), "--to", "negmas"]) == 0
    return tmp_path / "domain"


@pytest.mark.parametrize(
    "arguments",
    [
        ["PATH", "--profiles", "r.yml", "p.yml", "--json"],
        ["PATH", "--json", "--profiles", "r.yml", "p.yml"],
        ["--json", "PATH", "--profiles", "r.yml", "--profiles", "p.yml"],
        ["--profiles", "r.yml", "p.yml", "--json", "PATH"],
        ["--json", "--profiles", "r.yml", "p.yml", "PATH"],
    ],
)
def test_profiles_take_all_names_up_to_the_next_option(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    filled = [str(folder) if argument == "PATH" else argument for argument in arguments]
    assert json.loads(out_of(capsys, "analyse", *filled))["parties"] == ["r", "p"]


def test_all_profiles_are_at_the_table_without_a_choice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert json.loads(out_of(capsys, "analyse", str(folder), "--json"))["parties"] == ["p", "q", "r"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["analyse"],
        ["nothing"],
        ["analyse", "a", "b"],
        ["analyse", "--wat"],
        ["convert", "a"],
        ["schema", "x"],
    ],
)
def test_a_wrong_call_is_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    printed = capsys.readouterr()
    if arguments:
        assert printed.out == ""
        assert len(printed.err.splitlines()) == 1
        assert printed.err.startswith("goodoffices: ")


def test_version_and_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert __version__ in out_of(capsys, "--version")
    assert json.loads(out_of(capsys, "schema"))["$defs"]["Case"]


def test_a_fault_of_ours_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GOODOFFICES_DEBUG", raising=False)
    monkeypatch.setattr("goodoffices.services.analysing.analyse_case", lambda *_, **__: 1 / 0)
    assert run(["analyse", str(TESSEN)]) == 2
    assert "fault of Good Offices" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from goodoffices.cli.main import run; run(['--help']); "
        "heavy = {'numpy', 'numba', 'ortools', 'moocore', 'yaml', 'jinja2', 'rich', 'msgspec'} & set(sys.modules); "
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_small_domain_needs_no_compiler(folder: Path) -> None:
    script = (
        f"import sys; from goodoffices import analyse; analyse({str(folder)!r}, profiles=['p.yml', 'q.yml']); "
        "sys.exit('numba was loaded' if 'numba' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_space_beyond_all_numbers_is_counted_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issues = tuple(Issue(id=f"i{n}", integers=IntegerRange(low=0, high=9)) for n in range(50))
    parties = tuple(
        Party(
            id=name,
            preferences=Additive(
                weights={issue.id: 0.02 for issue in issues},
                values={issue.id: Linear(slope=sign / 9, offset=float(sign < 0)) for issue in issues},
            ),
        )
        for name, sign in (("up", 1), ("down", -1))
    )
    Case(issues=issues, parties=parties).save(tmp_path / "case.json")
    document = json.loads(out_of(capsys, "analyse", str(tmp_path / "case.json"), "--json"))
    assert document["packages"] == document["zone"]["packages"] == 10**50
    assert document["frontier"] == {**document["frontier"], "status": "exact", "size": 451}
    assert "1.00 × 10^50 packages" in out_of(capsys, "analyse", str(tmp_path / "case.json"))


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (1234567, "1,234,567"), (10**15 - 1, "999,999,999,999,999"), (25 * 10**20, "2.50 × 10^21")],
)
def test_counts_are_short(number: int, text: str) -> None:
    assert short_count(number) == text


def started(
    *arguments: str, encoding: str = "utf-8", closed: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, with an output that knows only some letters, or with none."""
    command = [sys.executable, "-m", "goodoffices", *arguments]
    if closed:
        command = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run(command, capture_output=True, env=environment, check=False, timeout=120)


def test_an_output_that_knows_few_letters_is_written_to_all_the_same() -> None:
    people = started("analyse", str(CAIRO), encoding="ascii")
    assert (people.returncode, people.stderr) == (0, b"")
    script = started("analyse", str(CAIRO), "--json", encoding="ascii")
    assert script.returncode == 0
    assert json.loads(script.stdout)["parties"] == ["israel", "hamas"]
    assert started("analyse", str(CAIRO), closed=True).returncode == 0


def test_a_page_has_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(CAIRO), "--save", "-"]) == 2
    assert "name one" in capsys.readouterr().err
    assert not (ROOT / "-").exists()


def test_a_command_that_is_nearly_right_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analize", str(CAIRO)]) == 2
    assert "Did you mean 'analyse'?" in capsys.readouterr().err
