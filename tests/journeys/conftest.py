"""A real browser, started once for all journeys, and the workbench with the sample cases."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from goodoffices.services.demonstrating import demonstration
from tests.journeys.workbench import PATIENCE, Workbench, served

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        expect.set_options(timeout=PATIENCE)
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the sample cases, made once; whoever changes anything takes a copy."""
    path = tmp_path_factory.mktemp("samples") / "workspace"
    demonstration(path).close()
    return path


Copies = Callable[..., AbstractContextManager[Workbench]]


@pytest.fixture(scope="session")
def copied(browser: Browser, sample_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Return what serves a copy of the sample cases: `with copied(clock="+0") as workbench`."""

    def serve(clock: str = "+0") -> AbstractContextManager[Workbench]:
        path = tmp_path_factory.mktemp("copy") / "workspace"
        shutil.copytree(sample_workspace, path)
        return served(browser, path, clock=clock)

    return serve


@pytest.fixture
def workbench(copied: Copies) -> Iterator[Workbench]:
    """Serve the sample cases for one journey, which may act."""
    with copied() as made:
        yield made


@pytest.fixture(scope="session")
def gallery(copied: Copies) -> Iterator[Workbench]:
    """Serve the sample cases for all that only look."""
    with copied() as made:
        yield made
