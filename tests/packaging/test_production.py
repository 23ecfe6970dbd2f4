"""The guide for production is followed to the letter, in a root of its own, with a real PostgreSQL.

What stands in for the machine: links to installed packages instead of a network, and programs that need root or systemd
(`tests/packaging/standing_in.py`): they do what the real ones would with the same files. Paths and the port are moved.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest

from goodoffices.cli.settings import SETTINGS
from goodoffices.web.bodies import LARGEST
from tests.packaging.installing import ROOT, Built, clean, lend, pinned

#: Minutes: what of it is fast is tested elsewhere every time.
pytestmark = pytest.mark.nightly

GUIDE = (ROOT / "docs" / "how-to" / "production.md").read_text(encoding="utf-8")
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
DEPLOYED = sorted((ROOT / "deploy").iterdir())
#: What is moved into the root of the test.
PLACES = re.compile(r"/(?:opt/goodoffices|etc|var/lib/goodoffices|usr/local/bin)\b")
STANDING_IN = Path(__file__).with_name("standing_in.py")


def blocks() -> list[tuple[str, str]]:
    """Return the commands of the guide, each block under the heading it stands under."""
    found = []
    for section in re.split(r"(?m)^## ", GUIDE)[1:]:
        heading = section.partition("\n")[0]
        found += [(heading, block) for block in re.findall(r"(?ms)^```sh\n(.*?)^```$", section)]
    return found


class Machine(NamedTuple):
    """A machine to follow the guide on."""

    root: Path
    release: Path
    port: int
    environment: dict[str, str]

    def moved(self, text: str) -> str:
        """Return a text with its paths and its port moved."""
        text = PLACES.sub(lambda found: f"{self.root}{found[0]}", text)
        return text.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}").replace(
            "PORT=8000", f"PORT={self.port}"
        )

    def follow(self, block: str) -> str:
        """Run the commands of a block; return what they print."""
        done = subprocess.run(
            ["sh", "-eu", "-c", self.moved(block)], cwd=self.release, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture
def machine(tmp_path: Path, built: Built, postgres: str) -> Iterator[Machine]:
    """Return a machine on which nothing is set up yet."""
    root = tmp_path / "root"
    for folder in (
        "etc/systemd/system",
        "etc/nginx/sites-available",
        "etc/nginx/sites-enabled",
        "usr/local/bin",
        "var/lib",
        "opt",
    ):
        (root / folder).mkdir(parents=True)
    with tarfile.open(built.sdist) as opened:
        opened.extractall(tmp_path / "release", filter="data")
    (release,) = (tmp_path / "release").iterdir()
    lend(pinned("runtime.txt", "build.txt"), tmp_path / "lent")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("apt-get", "useradd", "runuser", "systemctl", "python3", "nginx"):
        script = programs / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{STANDING_IN}" {name} "$@"\n')
        script.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = urlsplit(postgres)
    clients = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join(
        [str(programs), str(root / "usr/local/bin"), *map(str, clients[-1:]), "/usr/sbin", os.environ["PATH"]]
    )
    environment = clean(
        PATH=path, PGHOST=str(server.hostname), PGPORT=str(server.port), STANDING_IN=str(tmp_path),
        # Kernels are plain functions then: to compile them here would take minutes and show nothing.
        NUMBA_DISABLE_JIT="1",
    )  # fmt: skip
    made = Machine(root, release, port, environment)
    for file in (release / "deploy").iterdir():
        file.write_text(made.moved(file.read_text(encoding="utf-8")), encoding="utf-8")
    yield made
    subprocess.run(
        ["systemctl", "stop", "goodoffices.service"], env=environment, check=False, capture_output=True
    )


def test_the_guide_is_followed_to_the_letter(machine: Machine) -> None:
    done: dict[str, list[str]] = {}
    for heading, block in blocks():
        done.setdefault(heading, []).append(machine.follow(block))
        if heading == "The server":
            _looked_at_from_the_proxy(machine)
    assert list(done) == [
        "The program", "The database and the workspace", "The master key", "The server", "TLS", "The first people", "Backups", "A new version",
    ]  # fmt: skip
    workspace = machine.root / "var/lib/goodoffices/workspace"
    assert done["The master key"] == [(workspace / "master.key").read_text()]
    assert (workspace / "master.key").stat().st_mode & 0o777 == 0o600
    assert done["The server"][0].endswith("ready\n")
    assert "works once, until" in done["The first people"][0]
    assert "nothing is wrong" in done["The first people"][0]
    assert "trial holds: 0 events" in done["Backups"][0]
    assert done["A new version"][0].endswith("ready\n")
    (backup,) = (machine.root / "var/lib/goodoffices/backups").glob("*.backup")
    assert backup.stat().st_mode & 0o777 == 0o600
    log = (machine.root.parent / "goodoffices.service.log").read_text()
    assert [line for line in log.splitlines() if '"level": "error"' in line or "Traceback" in line] == []


def _looked_at_from_the_proxy(machine: Machine) -> None:
    """Look at the server as nginx does, by the name of the guide."""
    address = f"http://127.0.0.1:{machine.port}/sign-in"
    found = httpx.get(address, headers={"Host": "talks.example.org"}, timeout=60)
    assert found.status_code == 200
    assert all("Secure" in one for one in found.headers.get_list("set-cookie"))
    assert httpx.get(address, headers={"Host": "elsewhere.example"}, timeout=60).status_code == 400


def test_the_steps_of_the_container_are_those_of_the_guide() -> None:
    # In the container, the user is the server's already.
    followed = [
        line.replace("goodoffices-run ", "/opt/goodoffices/bin/goodoffices ")
        for heading, block in blocks()
        if heading != "A new version"
        for line in block.splitlines()
    ]
    ran = re.findall(r"(?m)^RUN (.*)$", CONTAINER)
    packages = set(shlex.split(ran[0].partition("--no-install-recommends")[2].partition("&&")[0]))
    assert packages <= set(shlex.split(followed[0]))
    assert any("libpango" in one for one in packages)
    places = [followed.index(step) for step in ran[1:]]
    assert places == sorted(places)
    assert len(places) == 6
    program = next(block for heading, block in blocks() if heading == "The program").splitlines()[1:]
    assert program == ran[1 : 1 + len(program)], "no step of the program is left out"


def test_what_the_container_starts_is_what_there_is() -> None:
    variables = dict(re.findall(r"(?m)^ENV (\w+)=(\S+)$", CONTAINER))
    assert set(variables) <= {one.variable for one in SETTINGS}
    assert variables["GOODOFFICES_WORKSPACE"].startswith("/var/lib/goodoffices/")
    for words in (
        "USER goodoffices",
        f"EXPOSE {variables['GOODOFFICES_PORT']}",
        'CMD ["serve"]',
        "/readyz",
        "STOPSIGNAL SIGTERM",
    ):
        assert words in CONTAINER
    assert CONTAINER.index("USER goodoffices") < CONTAINER.index("ENTRYPOINT")


def test_the_units_are_sound(tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "goodoffices.service").read_text()
    for line in (
        "ProtectSystem=strict",
        "ReadWritePaths=/var/lib/goodoffices",
        "NoNewPrivileges=yes",
        "UMask=0077",
    ):
        assert line in unit.splitlines()
    variables = re.findall(r"(?m)^#?(GOODOFFICES_\w+)=", (ROOT / "deploy" / "goodoffices.env").read_text())
    assert set(variables) <= {one.variable for one in SETTINGS}
    verify = shutil.which("systemd-analyze")
    for one in (path for path in DEPLOYED if path.suffix in (".service", ".timer")):
        # That programs of the guide are not on this machine is no fault of the unit.
        (tmp_path / one.name).write_text(
            re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", one.read_text())
        )
    for one in tmp_path.glob("*.*") if verify else ():
        done = subprocess.run([str(verify), "verify", str(one)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), one.name


def test_the_proxy_lets_through_what_the_server_takes_and_keeps_nothing() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    largest = re.search(r"client_max_body_size (\d+)m;", text)
    assert largest
    assert int(largest[1]) * 2**20 > LARGEST
    plain, secure = text.split("listen 443")
    assert "return 301 https://" in plain
    assert "proxy_pass" not in plain
    for words in (
        "proxy_pass http://127.0.0.1:8000;", "proxy_set_header Host $host;", "proxy_buffering off;",
        "proxy_request_buffering off;", "access_log off;", "ssl_protocols TLSv1.2 TLSv1.3;", "gzip off;",
        "Strict-Transport-Security",
    ):  # fmt: skip
        assert words in secure
    assert text.count("{") == text.count("}")
    assert "access_log off;" in plain
