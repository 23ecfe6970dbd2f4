"""Someone who has never seen Good Offices runs the demo and looks at its page; the pictures of the docs are taken here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

PICTURES = ROOT / "docs" / "pictures"

#: `make pictures` sets this, and the pictures of the docs are taken anew.
TAKE = "GOODOFFICES_PICTURES"


def test_the_demo_shows_the_deadlock_and_what_would_open_it(browser: Browser, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "goodoffices", "demo"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert "Deadlocked" in done.stdout
    assert "Ways out" in done.stdout
    address = re.search(r"file://\S+", done.stdout)
    assert address is not None
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address[0])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Indirect truce talks")
    for title in ("What blocks agreement", "the frontier", "Where the parties stand", "Timeline"):
        expect(page.get_by_role("heading", level=2).filter(has_text=title).first).to_be_visible()
    if os.environ.get(TAKE):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(
            path=PICTURES / "deadlock.png",
            clip={"x": 0, "y": 0, "width": 1280, "height": 1500},
            full_page=True,
        )
        sections = {"frontier": "What is possible", "positions": "Where the parties stand"}
        for name, title in sections.items():
            section = page.locator("section").filter(
                has=page.get_by_role("heading", level=2).filter(has_text=title)
            )
            section.first.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def test_every_picture_is_used_and_every_picture_used_is_there() -> None:
    texts = [page.read_text() for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]]
    used = {name for text in texts for name in re.findall(r"pictures/([\w-]+\.png)", text)}
    assert used == {path.name for path in PICTURES.glob("*.png")}
