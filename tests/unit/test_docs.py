"""The documents are tested: commands print what the page shows, Python runs, links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.cli.main import COMMANDS
from tests.conftest import ROOT, shared_folder

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

#: A line that stands for any number of lines of output.
ANYTHING = "…"

FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def blocks(language: str) -> list[tuple[Path, int, str]]:
    """Every fenced block of a language: its page, line and text."""
    return [
        (page, page.read_text()[: found.start()].count("\n") + 1, found["body"])
        for page in PAGES
        for found in FENCE.finditer(page.read_text())
        if found["language"] == language
    ]


def named(block: tuple[Path, int, str]) -> str:
    return f"{block[0].relative_to(ROOT)}:{block[1]}"


def run(command: str) -> str:
    """Run a command of a page from the root of the repository, in a window of 80 columns."""
    words = shlex.split(command)
    if words[0] == "goodoffices":
        words = [sys.executable, "-m", *words]
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout + done.stderr


def matches(expected: list[str], printed: list[str]) -> bool:
    """Whether output is as shown, line by line; `…` stands for any lines."""
    if not expected:
        return not printed
    if expected[0].strip() == ANYTHING:
        return any(matches(expected[1:], printed[skipped:]) for skipped in range(len(printed) + 1))
    return (
        bool(printed) and expected[0].rstrip() == printed[0].rstrip() and matches(expected[1:], printed[1:])
    )


def _remove(paths: list[Path]) -> None:
    """Remove what the commands of a page write, so that they can write it again."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@pytest.mark.parametrize("block", blocks("console"), ids=named)
def test_commands_print_what_the_page_shows(
    block: tuple[Path, int, str], request: pytest.FixtureRequest
) -> None:
    commands = re.split(r"^\$ ", block[2], flags=re.MULTILINE)[1:]
    assert commands, "a console block begins with a command: $ goodoffices …"
    made = [ROOT / name for name in re.findall(r"\bout/[\w.-]+", block[2])]
    request.addfinalizer(lambda: _remove(made))
    _remove(made)
    for text in commands:
        command, *expected = text.rstrip("\n").split("\n")
        if command.startswith("make"):
            continue
        if "../shared" in command:
            request.getfixturevalue("shared")
            command = command.replace("../shared", str(shared_folder()))
        printed = run(command).rstrip("\n").split("\n")
        assert matches(expected, [] if printed == [""] else printed), "\n".join([command, *printed])


@pytest.mark.parametrize("block", blocks("python"), ids=named)
def test_python_runs(block: tuple[Path, int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected = [line.split("  # ", 1)[1] for line in block[2].splitlines() if line.startswith("print(")]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block[2], named(block), "exec"), {})  # noqa: S102 - the page's own code is what is tested
    assert printed.getvalue().splitlines() == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text()):
        target = found["target"].split("#")[0]
        if target and "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in COMMANDS:
        assert f"goodoffices {command}" in readme, command


def test_the_diagram_has_the_rooms_of_the_code() -> None:
    rooms = {
        path.name for path in (ROOT / "src" / "goodoffices").iterdir() if (path / "__init__.py").exists()
    }
    diagram = (ROOT / "docs" / "architecture.md").read_text()
    for room in rooms:
        assert f'{room}["{room} —' in diagram, room
        assert f"| `{room}/` |" in diagram, room


def test_the_page_of_acts_is_what_the_code_says() -> None:
    from scripts.acts import PAGE, page

    assert PAGE.read_text() == page(), "write it anew: python -m scripts.acts"
