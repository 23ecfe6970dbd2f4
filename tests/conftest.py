"""What every test may ask for: the shared data, a browser, and how hard Hypothesis looks."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
CAIRO, ORRIN, TESSEN = (ROOT / "examples" / name for name in ("cairo-2024", "orrin-pass", "tessen-river"))

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Deadlines are off because compiled kernels and shared machines make single examples slow by chance.
settings.register_profile("default", deadline=None, max_examples=25, print_blob=True)
settings.register_profile(
    "nightly",
    deadline=None,
    max_examples=2_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")


def shared_folder() -> Path | None:
    """Return the folder with data too large for the repository, or None where it is not at hand.

    It is what `GOODOFFICES_SHARED` names, else `shared` beside the repository.
    """
    folder = Path(os.environ.get("GOODOFFICES_SHARED") or ROOT.parent / "shared")
    return folder.resolve() if folder.is_dir() else None


def missing(what: str) -> NoReturn:
    """Skip the test on a person's machine; fail it in continuous integration, where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared data: scenarios, corpora, reports."""
    folder = shared_folder()
    if folder is None:
        missing(
            "the shared data is not at hand: set GOODOFFICES_SHARED, or put it in 'shared' beside the repository"
        )
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the system's Chromium; `make test` installs it where it can."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        missing("there is no Chromium on this machine: `make test` installs it, or says what to install")
    return Path(found)


@pytest.fixture(scope="session")
def soffice() -> Path:
    """Return the system's LibreOffice; `make test` installs it where it can."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        missing("there is no LibreOffice on this machine: `make test` installs it, or says what to install")
    return Path(found)


_numbers = itertools.count(1)


def new_database(server: str, kind: str = "fresh") -> str:
    """Make an empty database on a PostgreSQL server; return its address."""
    import psycopg

    name = f"{kind}_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{server}/{name}"


class PostgresServer(NamedTuple):
    """A PostgreSQL server of the tests' own: its address, and the folder of its programs."""

    address: str
    programs: Path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Return a PostgreSQL server of the tests' own, from the system's packages."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres(postgres_server: PostgresServer) -> str:
    """Return the address of that server."""
    return postgres_server.address


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server, with nothing in it."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    program = shutil.which("initdb")
    if not programs and program is None:
        missing("there is no PostgreSQL on this machine: `make test` installs it, or says what to install")
    folder = programs[-1] if programs else Path(str(program)).parent
    # PostgreSQL does not run as root, and its socket's path must be short.
    place = Path(tempfile.mkdtemp(prefix="go-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(place / "data")

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=place)

    run(str(folder / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "--no-sync")
    options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c max_connections=200"
    run(str(folder / "pg_ctl"), "-D", data, "-o", options, "-l", str(place / "log"), "-w", "start")
    try:
        yield PostgresServer(f"postgresql://postgres@127.0.0.1:{port}", folder)
    finally:
        run(str(folder / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(place, ignore_errors=True)


#: Begun first, so that no worker is left alone with one of them in the end.
LONGEST = ("test_two_servers.py", "test_crashes.py", "test_generated_servers.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
