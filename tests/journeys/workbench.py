"""The workbench with the sample cases, served for journeys, and people who use it in browsers of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

from tests.journeys.serving import READY

ROOT = Path(__file__).parents[2]
#: Where the server looks for modules: here, then where whoever runs the journeys looks.
_PLACES = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
#: Gives the browser that runs.
Browsers = Callable[[], Browser]
#: How long anything may take on a machine that is busy, in milliseconds.
PATIENCE = 30_000
#: How long a server may take until it is there, in seconds.
_STARTS = 120.0


@dataclass
class Workbench:
    """A server of a workspace, in a process of its own, and the people who use it.

    Attributes:
        workspace: what is served.
        clock: the file of its time.
        browsers: gives the browser in which people look at it.
        address: where it is.
        links: for each case and actor the link by which they sign in; they are others after a restart.
    """

    workspace: Path
    clock: Path
    browsers: Browsers
    address: str = ""
    links: dict[tuple[str, str], str] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the server, at the same address as before, and wait until it answers."""
        port = self.address.rpartition(":")[2] or "0"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.serving", str(self.workspace), str(self.clock), port],
            stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": _PLACES}, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        begun = time.monotonic()
        said = []
        for line in self.process.stdout:
            if line.strip() == READY:
                break
            said.append(line.split())
            assert time.monotonic() - begun < _STARTS, said
        assert said, "the server did not start"
        self.address = said[0][0]
        self.links = {(case.strip("-"), actor): link for case, actor, link in said[1:]}

    def stop(self) -> None:
        """Stop the server as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=_STARTS)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def tell_time(self, told: str) -> None:
        """Set the clock: a time, or by how many seconds it is later than elsewhere."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(told, encoding="utf-8")
        fresh.replace(self.clock)

    def person(
        self, case: str, actor: str, *, dark: bool = False, width: int = 1280, language: str = "en",
        script: bool = True,
    ) -> Person:  # fmt: skip
        """Return somebody who has signed in by their link, in a browser of their own."""
        person = self.stranger(case, dark=dark, width=width, language=language, script=script)
        person.page.goto(self.links[case, actor])
        return person

    def stranger(
        self, case: str, *, dark: bool = False, width: int = 1280, language: str = "en", script: bool = True
    ) -> Person:
        """Return somebody who has not signed in yet."""
        context = self.browsers().new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale=language,
            java_script_enabled=script, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return Person(context.new_page(), self.address, case)

    def close(self) -> None:
        """Let everybody go, and stop the server."""
        for context in self.contexts:
            with suppress(Error):
                context.close()
        self.stop()


class Person:
    """Somebody in a browser, with all that their pages asked for and complained about."""

    def __init__(self, page: Page, address: str, case: str) -> None:
        self.page = page
        self.address = address
        self.case = case
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.failed: list[str] = []
        self._watch(page)

    def _watch(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        # That a form came back with a sentence beside a field, a browser says of its own accord; it is no complaint.
        if "the server responded with a status of 4" in message.text:
            return
        if message.type in ("error", "warning") or "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:")):
            self.elsewhere.append(request.url)

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.failed.append(response.url)

    def url(self, path: str = "") -> str:
        """Return the address of a page of the case."""
        return f"{self.address}/cases/{self.case}/{path}" if self.case else f"{self.address}/{path}"

    def go(self, path: str = "") -> Page:
        """Open a page of the case."""
        self.page.goto(self.url(path))
        return self.page

    def tab(self, path: str = "") -> Page:
        """Open a page of the case beside the one that is open, in the same browser."""
        page = self.page.context.new_page()
        self._watch(page)
        page.goto(self.url(path))
        return page

    def source(self, path: str) -> str:
        """Return a page as it is sent, without showing it."""
        response = self.page.context.request.get(
            self.url(path) if not path.startswith("/") else self.address + path
        )
        assert response.ok, (path, response.status)
        return response.text()

    def menu(self) -> list[str]:
        """Return the addresses of all pages in the menu of the page that is open."""
        found = self.page.locator("nav.rooms a").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
        return [str(one) for one in found]

    def well(self) -> None:
        """Assert that nothing was asked for elsewhere, refused by the policy, or failed."""
        assert self.elsewhere == []
        assert self.failed == []
        assert self.complaints == []


@contextmanager
def served(browsers: Browsers, workspace: Path, *, clock: str = "+0") -> Iterator[Workbench]:
    """Serve a workspace while it is asked for."""
    file = workspace.with_name(f"{workspace.name}.clock")
    file.write_text(clock, encoding="utf-8")
    made = Workbench(workspace, file, browsers)
    try:
        made.start()
        yield made
    finally:
        made.close()
