"""Sweeps: the same results whatever plays them and however often they stop; files as their schema says."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from goodoffices.services.simulating import plan_of, played, simulate
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.executors import pool
from goodoffices.simulation.executors.inline import played_inline
from goodoffices.simulation.shocks import Shocks
from goodoffices.simulation.sweeps.parts import Player
from goodoffices.simulation.sweeps.plan import Part, Plan, tables
from goodoffices.simulation.sweeps.rows import COLUMNS, Row
from goodoffices.simulation.sweeps.store import Store, schema_of
from goodoffices.simulation.sweeps.summary import mean_of, share_of
from tests.conftest import ROOT
from tests.simulating import quarrel

FILES = ("runs.csv", "runs.parquet", "summary.csv", "summary.json", "sweep.json")


def plan(seeds: int = 60) -> Plan:
    return plan_of(
        [quarrel(), quarrel(together=True)], protocols=["alternating", "single-text"], agents=["micro", "boulware,linear"],
        told=["orders"], seeds=seeds,
    )  # fmt: skip


def read(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_a_sweep_that_was_stopped_goes_on_and_comes_to_the_same(tmp_path: Path) -> None:
    whole, halted = tmp_path / "whole", tmp_path / "halted"
    first = played(plan(), out=whole)
    store = Store(halted, plan())
    for number, (part, rows) in enumerate(played_inline(plan(), store.left())):
        if number == 5:
            break
        store.keep(part, rows)
    assert len(Store(halted, plan()).left()) == len(plan().parts) - 5
    heard: list[tuple[int, int]] = []
    second = played(plan(), out=halted, progress=lambda done, total: heard.append((done, total)))
    assert read(whole) == read(halted)
    assert first.cells == second.cells
    assert heard[-1] == (plan().runs, plan().runs) == (360, 360)
    assert heard[0][0] == 50 + 10 + 50 + 10 + 50 + 10
    third = played(plan(), out=halted)
    assert third.cells == first.cells, "a sweep that is finished is read, not played again"
    assert sorted(one.name for one in halted.iterdir()) == sorted([*FILES, "report.html"])


def test_several_processes_come_to_the_same_and_one_that_dies_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(plan(), out=tmp_path / "one")
    monkeypatch.setenv("GOODOFFICES_TEST_DIES", str(tmp_path / "died"))
    monkeypatch.setattr("goodoffices.simulation.executors.pool._play", _dying)
    played(plan(), out=tmp_path / "two", workers=2)
    assert (tmp_path / "died").exists()
    assert read(tmp_path / "one") == read(tmp_path / "two")


def _dying(part: Part) -> list[Row]:
    """Play a part in a worker, which dies at the fourth, once."""
    mark = Path(os.environ["GOODOFFICES_TEST_DIES"])
    if part.number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    assert pool._player is not None
    return pool._player.play(part)


def test_results_are_written_as_the_schema_says(tmp_path: Path) -> None:
    simulate(quarrel(), agents=["micro"], seeds=3, out=tmp_path / "out")
    table = pq.read_table(tmp_path / "out" / "runs.parquet")
    assert table.schema.equals(schema_of())
    assert table.schema.field("efficiency").metadata[b"means"].startswith(b"the product of gains")
    assert table.num_rows == 3
    with (tmp_path / "out" / "runs.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["run"] for row in rows] == ["0", "1", "2"]
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert rows[0]["agents"] == "micro | micro"
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["cells"][0]["runs"] == 3
    with (tmp_path / "out" / "summary.csv").open(encoding="utf-8", newline="") as lines:
        (cell,) = csv.DictReader(lines)
    assert cell["ended: agreement"] == "3"


def test_a_run_rests_on_its_own_cell_alone() -> None:
    few, many = plan(seeds=2), plan(seeds=4)
    rows = {(row["domain"], row["protocol"], row["agents"], row["seed"]): row for row in _rows(many)}
    for row in _rows(few):
        other = rows[row["domain"], row["protocol"], row["agents"], row["seed"]]
        assert row | {"run": 0} == other | {"run": 0}


def _rows(of: Plan) -> Iterator[dict[str, object]]:
    player = Player(of)
    for part in of.parts:
        yield from player.play(part)


def test_another_sweep_s_folder_is_not_touched(tmp_path: Path) -> None:
    played(plan(seeds=1), out=tmp_path / "out")
    with pytest.raises(SimulationError, match="holds the results of another sweep"):
        played(plan(seeds=2), out=tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    with pytest.raises(SimulationError, match="holds something else"):
        played(plan(seeds=1), out=tmp_path / "mine")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"seeds": 0}, "0 is no number of runs"), ({"seed": -1}, "-1 is below 0"), ({"rounds": 0}, "no number of rounds"),
        ({"told": ["much"]}, "does not say what"), ({"protocols": ["duel"]}, "there is no protocol 'duel'"),
        ({"agents": ["bully"]}, "there is no agent 'bully'"), ({"workers": 0}, "no number of processes"),
        ({"rounds": 10**7}, "give 1 to 1,000,000"), ({"shocks": Shocks(leak=2.0)}, "leak: 2 is no share"),
        ({"shocks": Shocks(spoiler=float("nan"))}, "spoiler: nan is no share"),
        ({"on": "the moon"}, "no place to play"), ({"seeds": 10**8}, "more than the 10,000,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_played_is_refused_in_a_sentence(given: dict[str, object], says: str) -> None:
    with pytest.raises(SimulationError, match=says):
        simulate(quarrel(), **given)  # type: ignore[arg-type]  # one argument each


def test_means_and_shares_lie_within_their_intervals() -> None:
    assert mean_of([0.5, 0.5]).to_dict() == {"value": 0.5, "low": 0.5, "high": 0.5}
    one = mean_of([0.0, 1.0] * 50)
    assert one.low < 0.5 < one.high
    assert 0.3 < one.low < one.high < 0.7
    rare = share_of([True] + [False] * 99)
    assert 0 < rare.low < 0.01 < rare.high < 0.06
    assert tables(["micro,mandated(timed(1,0.5))", "linear"]) == (
        ("micro", "mandated(timed(1,0.5))"),
        ("linear",),
    )


def test_the_columns_are_in_the_documents() -> None:
    page = (ROOT / "docs" / "reference" / "simulation.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | " in page, column.name


def test_an_agent_that_was_changed_is_another_sweep(tmp_path: Path) -> None:
    own = tmp_path / "mine.py"
    text = "from goodoffices.simulation.agents.honest import Honest\n\n\nclass Mine(Honest):\n    pass\n"
    own.write_text(text, encoding="utf-8")
    played(plan_of([quarrel()], agents=[f"mandated({own}:Mine)"]), out=tmp_path / "out")
    own.write_text(text + "# changed\n", encoding="utf-8")
    with pytest.raises(SimulationError, match="another sweep"):
        played(plan_of([quarrel()], agents=[f"mandated({own}:Mine)"]), out=tmp_path / "out")


def test_what_an_older_engine_played_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as older:
        for module in ("plan", "store"):
            older.setattr(f"goodoffices.simulation.sweeps.{module}.ENGINE", "0.0.1, engine 1")
        played(plan(seeds=1), out=out)
        played(plan(seeds=1), out=out)
    with pytest.raises(SimulationError, match=r"another version played \(0\.0\.1, engine 1; this is"):
        played(plan(seeds=1), out=out)
    written = json.loads((out / "sweep.json").read_text(encoding="utf-8"))
    del written["engine"]
    (out / "sweep.json").write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(SimulationError, match="an older one; this is"):
        played(plan(seeds=1), out=out)


def test_a_summary_that_is_damaged_is_named(tmp_path: Path) -> None:
    played(plan(seeds=1), out=tmp_path / "out")
    (tmp_path / "out" / "summary.json").write_text('{"cells": [{}]}', encoding="utf-8")
    with pytest.raises(SimulationError, match=r"summary\.json: it cannot be read"):
        played(plan(seeds=1), out=tmp_path / "out")


def test_ctrl_c_says_where_the_rest_is_and_the_same_command_goes_on(tmp_path: Path) -> None:
    case, out = tmp_path / "case.yaml", tmp_path / "out"
    quarrel().save(case)
    command = [
        sys.executable, "-m", "goodoffices", "simulate", str(case), "--protocol", "single-text", "--seeds", "3000",
        "--workers", "2", "--out", str(out),
    ]  # fmt: skip
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while not list((out / "parts").glob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert (
        said
        == f"goodoffices: stopped; what was played so far is in {out}, and the same command goes on there\n"
    )
    assert subprocess.run(command, capture_output=True, check=True, timeout=120).stdout
    assert (out / "summary.json").exists()
