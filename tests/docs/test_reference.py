"""Whatever the program has is in the reference: every command, function, act, event, setting and error has its heading."""

from __future__ import annotations

import re
import subprocess
import sys
from http import HTTPStatus

import pytest

import goodoffices
from goodoffices.cli.main import COMMANDS
from goodoffices.simulation.naming import AGENTS, PROTOCOLS
from goodoffices.talks.actions import ACTIONS
from goodoffices.talks.events import EVENTS
from tests.conftest import ROOT

REFERENCE = ROOT / "docs" / "reference"
#: What one test hands to its own processes.
_OF_ONE_TEST = {"GOODOFFICES_TEST_DIES", "GOODOFFICES_PROT", "GOODOFFICES_WORKSPCE", "GOODOFFICES_COLOUR"}


def headings(page: str) -> set[str]:
    """Return the headings of a page, without marks."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return {found.replace("`", "") for found in re.findall(r"^#{2,} (.+)$", text, flags=re.MULTILINE)}


def test_what_the_code_writes_is_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.reference", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("commands.md", {f"goodoffices {command}" for command in COMMANDS}),
        ("library.md", set(goodoffices.__all__)),
        ("acts.md", set(ACTIONS)),
        ("events.md", set(EVENTS)),
        ("errors.md", {"0", "1", "2", "130", "CaseFileError", "ExtraMissing", "Refused", "Tampered"}),
        ("endpoints.md", {"GET /api/session", "POST /api/cases/{case}/acts"}),
        ("endpoints.md", {"GET /healthz", "GET /readyz", "GET /metrics"}),
    ],
)
def test_each_has_its_heading(page: str, wanted: set[str]) -> None:
    assert wanted <= headings(page)


def test_every_status_that_says_what_is_wrong_has_its_heading() -> None:
    answered = {
        int(status)
        for path in (ROOT / "src" / "goodoffices" / "web").rglob("*.py")
        for status in re.findall(r"\b[Pp]roblem\(\s*(\d{3})\b", path.read_text(encoding="utf-8"))
    }
    assert {405, 422, 500} <= answered
    assert {f"{status} {HTTPStatus(status).phrase}" for status in answered} <= headings("errors.md")


def test_every_agent_and_protocol_has_its_line() -> None:
    text = (REFERENCE / "simulation.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w-]+)", " ".join(re.findall(r"(?m)^\| (`[^|]*) \|", text)))
    assert {*AGENTS, *PROTOCOLS} <= set(named)


def test_every_setting_has_its_heading() -> None:
    used = {
        name
        for folder in ("src", "tests", "benchmarks", "scripts", "training")
        for path in (ROOT / folder).rglob("*.py")
        for name in re.findall(r"GOODOFFICES_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
    } | set(re.findall(r"GOODOFFICES_[A-Z_]*[A-Z]\b", (ROOT / "Makefile").read_text(encoding="utf-8")))
    shown = {part for heading in headings("settings.md") for part in heading.split(", ")}
    assert used - _OF_ONE_TEST == {name for name in shown if name.startswith("GOODOFFICES_")}


def test_every_option_of_the_server_and_field_of_a_workspace_has_its_heading() -> None:
    from goodoffices.cli.serve import command
    from goodoffices.services.workspaces import _Settings

    options = {option for one in command.params for option in one.opts if option.startswith("--")}
    shown = {part for heading in headings("settings.md") for part in heading.split(", ")}
    assert options | set(_Settings.__struct_fields__) <= shown


def test_every_reference_page_is_listed_with_how_it_comes_about() -> None:
    from scripts.reference.__main__ import PAGES

    listed = (REFERENCE / "README.md").read_text(encoding="utf-8")
    for path in REFERENCE.glob("*.md"):
        if path.name != "README.md":
            line = re.search(rf"^\|.*\]\({re.escape(path.name)}\).*$", listed, flags=re.MULTILINE)
            assert line, path.name
            assert ("from the code" in line[0]) == (path.name in PAGES), path.name
