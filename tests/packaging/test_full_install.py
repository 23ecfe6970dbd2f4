"""An install as anybody does it, with a network: what pip fetches by itself, in versions that nobody has pinned."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.packaging.installing import ROOT, Built, clean


@pytest.mark.nightly
@pytest.mark.parametrize("extra", ["", "[web,postgres,simulation]"])
def test_pip_fetches_all_that_is_needed(built: Built, extra: str, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", symlinks=True)
    program = tmp_path / "env" / "bin" / "python"
    environment = clean()
    # Whoever has set an index of their own is asked there.
    environment = {name: value for name, value in environment.items() if name != "PIP_NO_INDEX"}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    what = f"goodoffices{extra} @ {built.wheel.as_uri()}"
    pip = [sys.executable, "-m", "pip", "--python", str(program)]
    for command in (["install", "--quiet", what], ["check"]):
        done = subprocess.run([*pip, *command], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def run(*command: str) -> str:
        done = subprocess.run(
            [str(program), "-m", "goodoffices", *command], env=clean(), cwd=tmp_path, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    case = str(ROOT / "examples" / "cairo-2024-frame")
    assert json.loads(run("deadlock", case, "--json"))["complete"] is True
    found = {one["what"]: one["state"] for one in json.loads(run("doctor", "--json"))["findings"]}
    assert found["files"] == "fine"
    assert (found["extra web"] == "fine") == bool(extra)
    if extra:
        report = ROOT / "examples" / "tessen-river" / "reports" / "radio-2031-05-15.txt"
        assert json.loads(run("read", str(report), "--json"))["reports"]
