"""The documents are tested: commands print what the page shows, Python runs, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from goodoffices.cli.main import COMMANDS, goodoffices
from tests.conftest import ROOT, shared_folder
from tests.docs.snippets import Snippet, commands, matches, printed_by_python, run, snippets

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
#: Read from top to bottom: what one block makes, the next one uses (test_walkthroughs.py).
IN_ORDER = [
    *sorted((ROOT / "docs" / "tutorials").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]

#: Pages whose Python takes tens of seconds: it runs in `make nightly`; what the commands beside it print is always looked at.
LONG = {ROOT / "docs" / "theory" / f"{name}.md" for name in ("rehearsal", "robust", "zone")}

LINK = re.compile(r"(?<!\\)\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def blocks(language: str) -> list[Snippet]:
    """Every fenced block of a language that stands by itself."""
    pages = [page for page in PAGES if page not in IN_ORDER]
    return [one for page in pages for one in snippets(page) if one.language == language]


#: The calls in blocks of a shell that are not run, since they name files of the reader's own; production.md is followed
#: elsewhere (tests/packaging).
CALLS = [
    (str(one), line)
    for page in PAGES
    if page.name != "production.md"
    for one in snippets(page)
    if one.language == "sh"
    for line in one.text.replace("\\\n", " ").splitlines()
    if line.startswith("goodoffices ")
]


def _remove(paths: list[Path]) -> None:
    """Remove what the commands of a page write, so that they can write it again."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_commands_print_what_the_page_shows(block: Snippet, request: pytest.FixtureRequest) -> None:
    made = [ROOT / name for name in re.findall(r"\bout/[\w.-]+", block.text)]
    request.addfinalizer(lambda: _remove(made))
    _remove(made)
    for command, expected in commands(block):
        if command.startswith("make"):
            continue
        if "../shared" in command:
            request.getfixturevalue("shared")
            command = command.replace("../shared", str(shared_folder()))  # noqa: PLW2901 - the same command
        printed = run(command).rstrip("\n").split("\n")
        assert matches(expected, [] if printed == [""] else printed), "\n".join([command, *printed])


@pytest.mark.parametrize(
    "block",
    [pytest.param(one, marks=[pytest.mark.nightly] if one.page in LONG else []) for one in blocks("python")],
    ids=str,
)
def test_python_runs(block: Snippet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected, printed = printed_by_python(block)
    assert printed == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text()):
        target = found["target"].split("#")[0]
        if target and "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]}: {call[1]}")
def test_what_is_shown_without_its_output_is_a_call_that_the_command_takes(call: tuple[str, str]) -> None:
    _, name, *arguments = shlex.split(call[1], comments=True)
    assert name in COMMANDS
    command = goodoffices.get_command(click.Context(goodoffices), name)
    assert command is not None
    command.make_context(name, arguments)


def test_every_part_of_the_benchmarks_names_a_command_that_is_there() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text()
    commands = {path.stem for path in (ROOT / "benchmarks").glob("*.py") if '"__main__"' in path.read_text()}
    assert set(re.findall(r"`(?:[^`]* )?(?:python -m )?benchmarks\.(\w+)", page)) == commands
    assert commands == set(re.findall(r"-m benchmarks\.(\w+)", (ROOT / "Makefile").read_text()))
    parts = re.split(r"(?m)^## ", page)
    assert "**The machine.**" in parts[0]
    for part in parts[1:]:
        title, _, rest = part.partition("\n")
        assert title.startswith("What is reached") or re.search(r"`(python -m benchmarks|make)", rest), title


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in COMMANDS:
        assert f"goodoffices {command}" in readme, command
