"""The workbench of the demonstration, served for journeys, and people who use it in browsers of their own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).parents[2]
#: How long a demonstration may take to be there.
_PATIENCE = 60.0


@dataclass
class Workbench:
    """A demonstration that runs."""

    address: str
    links: dict[tuple[str, str], str]
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def person(
        self, case: str, actor: str, *, dark: bool = False, width: int = 1280, language: str = "en"
    ) -> Person:
        """Return somebody who has signed in by their link, in a browser of their own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale=language,
        )
        self.contexts.append(context)
        person = Person(context.new_page(), self.address, case)
        person.page.goto(self.links[case, actor])
        return person


class Person:
    """Somebody in a browser, with all that their pages asked for and complained about."""

    def __init__(self, page: Page, address: str, case: str) -> None:
        self.page = page
        self.address = address
        self.case = case
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.failed: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        # What a browser says of its own accord about forms is no complaint of ours.
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.elsewhere.append(request.url)

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.failed.append(response.url)

    def go(self, path: str = "") -> Page:
        """Open a page of the case."""
        self.page.goto(f"{self.address}/cases/{self.case}/{path}" if self.case else f"{self.address}/{path}")
        return self.page

    def well(self) -> None:
        """Assert that nothing was asked for elsewhere, refused by the policy, or failed."""
        assert self.elsewhere == []
        assert self.failed == []
        assert self.complaints == []


@contextmanager
def demonstrated(browser: Browser) -> Iterator[Workbench]:
    """Serve a demonstration of its own."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "goodoffices", "demo", "--no-open"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        said, begun = "", time.monotonic()
        for line in process.stdout:
            said += line
            if "admin:keeper" in line:
                break
            assert time.monotonic() - begun < _PATIENCE, said
        made = Workbench(_address(said), _links(said), browser)
        yield made
        for context in made.contexts:
            context.close()
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def _address(said: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert found is not None, said
    return found[0]


def _links(said: str) -> dict[tuple[str, str], str]:
    links, case = {}, "main"
    for line in said.splitlines():
        found = re.match(r"  (\S+)\s+(http\S+)$", line)
        if found is not None:
            links[case if not found[1].startswith("admin:") else "", found[1]] = found[2]
        elif "Tessen" in line:
            case = "tessen"
    return links
