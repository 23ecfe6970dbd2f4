"""A real browser, started once for the journeys of a file, and the workbench with the sample cases.

No longer: while it is open, a loop runs in its thread, and whatever serves pages or asks a database there takes that for
a server's.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from goodoffices.services.acting import Talks
from goodoffices.services.demonstrating import demonstration
from goodoffices.services.replaying import play
from goodoffices.services.scripts import command_of
from goodoffices.services.workspaces import open_workspace, secret
from tests.journeys.workbench import PATIENCE, Browsers, Workbench, served
from tests.talks.table import Act

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browsers(chromium: Path) -> Iterator[Browsers]:
    """Return what gives the browser; one that has crashed is started anew, so that one journey alone fails by it."""
    started: list[Browser] = []
    with sync_playwright() as playwright:

        def running() -> Browser:
            if not started or not started[-1].is_connected():
                started.append(playwright.chromium.launch(executable_path=str(chromium), args=FLAGS))
            return started[-1]

        expect.set_options(timeout=PATIENCE)
        yield running
        if started:
            started[-1].close()


@pytest.fixture
def browser(browsers: Browsers) -> Browser:
    return browsers()


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the sample cases, made once; whoever changes anything takes a copy."""
    path = tmp_path_factory.mktemp("samples") / "workspace"
    demonstration(path).close()
    # What signs cookies and tokens is made when a workspace is first served; copies have the same.
    secret(path, "web.key")
    return path


Copies = Callable[..., AbstractContextManager[Workbench]]


@pytest.fixture(scope="module")
def copied(browsers: Browsers, sample_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Return what serves a copy of the sample cases: `with copied(clock="+0") as workbench`.

    In one of them the talks go on before, by `acts` of a script, each with its time.
    """

    def serve(
        clock: str = "+0", case: str = "", acts: Sequence[Act] = ()
    ) -> AbstractContextManager[Workbench]:
        path = tmp_path_factory.mktemp("copy") / "workspace"
        shutil.copytree(sample_workspace, path)
        if acts:
            _go_on(path, case, acts)
        return served(browsers, path, clock=clock)

    return serve


def _go_on(path: Path, case: str, acts: Sequence[Act]) -> None:
    workspace = open_workspace(path)
    script = [(number, command_of(one)) for number, one in enumerate(acts, 1)]
    played = play(Talks(workspace.case(case).history), script, lambda _line, _why: None)
    workspace.close()
    assert not played.refused, played.refused


@pytest.fixture
def workbench(copied: Copies) -> Iterator[Workbench]:
    """Serve the sample cases for one journey, which may act."""
    with copied() as made:
        yield made


@pytest.fixture(scope="module")
def gallery(copied: Copies) -> Iterator[Workbench]:
    """Serve the sample cases for all that only look."""
    with copied() as made:
        yield made


@pytest.fixture(scope="module")
def acting(copied: Copies) -> Iterator[Workbench]:
    """Serve the sample cases for journeys that act, each in a place of its own."""
    with copied() as made:
        yield made
