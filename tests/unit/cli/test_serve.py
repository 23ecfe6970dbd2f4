"""`serve`: its settings, the sentence of each mistake in them, and what a server says of itself."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from goodoffices.cli.main import run
from goodoffices.cli.settings import SETTINGS, unknown
from goodoffices.services.workspaces import create, open_workspace
from goodoffices.storage.errors import StorageError
from tests.conftest import ROOT, new_database

PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "99999"}, "'--port' (env var: 'GOODOFFICES_PORT'): 99999 is not in the range"),
        ({"PORT": "http"}, "'http' is not a valid integer"),
        ({"HTTPS": "perhaps"}, "'perhaps' is not a valid boolean"),
        ({"HTTPS": "1"}, "give it with --name"),
        ({"NAMES": "https://talks.example/x"}, "is no name of a server; give the name alone: talks.example"),
        ({"NAMES": "a_b"}, "'a_b' is no name of a server; such as talks.example.org"),
        ({"LOG": "xml"}, "'xml' is not one of 'text', 'json'"),
        ({"METRICS": "9464"}, "'9464' is no address; give HOST:PORT"),
        ({"METRICS": "127.0.0.1:99999"}, "'127.0.0.1:99999' is no address"),
        ({"HOST": "no.such.host.invalid"}, "nobody can listen on no.such.host.invalid:"),
        ({"WORKSPACE": "nowhere"}, "nowhere: this is no workspace"),
        ({"MASTER_KEY": "abc"}, "GOODOFFICES_MASTER_KEY: this is no master key; it has 64 hexadecimal digits"),
        ({"WORKSPCE": "x"}, "GOODOFFICES_WORKSPCE: there is no such setting; did you mean GOODOFFICES_WORKSPACE?"),
        ({"COLOUR": "x"}, "GOODOFFICES_COLOUR: there is no such setting; there are: GOODOFFICES_WORKSPACE, "),
    ],
)  # fmt: skip
def test_every_mistake_in_a_setting_is_a_sentence(
    variables: dict[str, str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    create(tmp_path / "w").close()
    monkeypatch.setenv("GOODOFFICES_WORKSPACE", str(tmp_path / "w"))
    for name, value in variables.items():
        monkeypatch.setenv(f"GOODOFFICES_{name}", value)
    assert run(["serve", "--port", "0"] if "PORT" not in variables else ["serve"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create(tmp_path / "w").close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert run(["serve", str(tmp_path / "w"), "--port", port]) == 2
        assert f"nobody can listen on 127.0.0.1:{port} (address already in use)" in capsys.readouterr().err
        assert run(["demo", "--port", port]) == 2
        assert "nobody can listen" in capsys.readouterr().err


def test_what_the_tests_of_this_project_set_is_no_mistake() -> None:
    assert unknown({name: "x" for name in os.environ if name.startswith("GOODOFFICES_")}) == []
    assert unknown({"HOME": "x", "GOODOFFICES_PORT": "1"}) == []


def test_every_setting_has_its_line_in_the_documents_and_every_line_its_setting() -> None:
    rows = re.findall(r"(?m)^\| `(GOODOFFICES_\w+)` \| ([^|]*) \| ([^|]*) \|", PAGE)
    shown = [(variable, option.strip().strip("`"), default.strip("` ")) for variable, option, default in rows]
    assert shown == [(one.variable, one.option or "–", one.default) for one in SETTINGS]


def test_every_variable_that_the_code_reads_is_a_setting() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    read = {name for text in texts for name in re.findall(r"GOODOFFICES_[A-Z_]*[A-Z]", text)}
    assert {one.variable for one in SETTINGS} <= read
    assert {name for name in read if unknown({name: ""})} == set()


@pytest.fixture(params=["sqlite", "postgres"])
def served(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Path, str, str, subprocess.Popen[str]]]:
    """Return a workspace that is served, its address, that of its metrics, and the server."""
    address = "" if request.param == "sqlite" else new_database(request.getfixturevalue("postgres"))
    create(tmp_path / "w", address).close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        metrics = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "goodoffices", "serve", str(tmp_path / "w"), "--port", "0", "--log", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"GOODOFFICES_METRICS": metrics},
    )  # fmt: skip
    assert server.stdout is not None
    try:
        yield tmp_path / "w", server.stdout.readline().split()[-1], f"http://{metrics}/metrics", server
    finally:
        server.kill()
        server.communicate()


def test_a_server_says_that_it_is_ready_measures_itself_and_keeps_changes_away(
    served: tuple[Path, str, str, subprocess.Popen[str]],
) -> None:
    place, address, metrics, server = served
    for path, text in (("healthz", "ok\n"), ("readyz", "ready\n")):
        found = httpx.get(f"{address}/{path}", headers={"Host": "anybody"}, timeout=60)
        assert (found.status_code, found.text) == (200, text)
        assert set(found.headers) <= {
            "content-type", "content-length", "content-security-policy", "x-content-type-options", "cache-control",
            "date",
        }  # fmt: skip
    assert httpx.get(f"{address}/sign-in", timeout=60).status_code == 200
    measured = httpx.get(metrics, timeout=60).text
    assert "goodoffices_ready 1\n" in measured
    assert 'goodoffices_answers_total{status="2xx"} 3\n' in measured
    assert httpx.get(f"{address}/metrics", timeout=60).status_code == 404
    workspace = open_workspace(place)
    with pytest.raises(StorageError, match="a server runs on this"), workspace.store.alone():
        pass
    refused = subprocess.run(
        [sys.executable, "-m", "goodoffices", "rotate", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "stop the server, then try again" in refused.stderr
    assert not (place / "master.key.new").exists()
    server.send_signal(signal.SIGTERM)
    _, log = server.communicate(timeout=20)
    said = [json.loads(line) for line in log.splitlines()]
    assert [one["says"] for one in said] == ["ready", "stopped"]
    with workspace.store.alone():
        pass
    workspace.close()


def test_a_server_that_is_stopped_from_its_terminal_does_not_say_that_nothing_was_written(
    tmp_path: Path,
) -> None:
    create(tmp_path / "w").close()
    with subprocess.Popen(
        [sys.executable, "-m", "goodoffices", "serve", str(tmp_path / "w"), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        assert server.stdout.readline().startswith("serving ")
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=60)
    assert server.returncode == 130
    assert said == ("stopped\n", "")


def test_a_demonstration_that_its_user_stops_has_done_what_it_was_asked_for(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "goodoffices", "demo", "--no-open"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(tmp_path)},
    ) as demo:  # fmt: skip
        assert demo.stdout is not None
        before = "".join(iter(demo.stdout.readline, "the menu:\n"))
        assert "stop it with Ctrl-C" in before
        assert list(tmp_path.glob("goodoffices-demo-*"))
        demo.send_signal(signal.SIGINT)
        out, err = demo.communicate(timeout=60)
    assert demo.returncode == 0
    assert out.endswith("\nStopped; nothing of it is kept.\n")
    assert "goodoffices: stopped" not in err
    assert not list(tmp_path.glob("goodoffices-demo-*"))
