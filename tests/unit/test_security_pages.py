"""The pages of security properties: every file, name and test that they name is there; every line has code and a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

PAGES = tuple(ROOT / "docs" / "explanation" / name for name in ("walls.md", "security-properties.md"))
CODE, TESTS = ROOT / "src" / "goodoffices", ROOT / "tests"
TICKED = re.compile(r"`([^`]+)`")
HEADINGS = {"What", "---"}


class Line(NamedTuple):
    """A property: where it stands, and what is named for it."""

    where: str
    code: list[str]
    tests: list[str]


def lines() -> Iterator[Line]:
    for page in PAGES:
        for number, text in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            cells = [one.strip() for one in text.strip().strip("|").split("|")]
            if not text.startswith("|") or cells[0] in HEADINGS:
                continue
            assert len(cells) == 3, f"{page.name}, line {number}: a property, its code, its test"
            yield Line(f"{page.name}:{number}", TICKED.findall(cells[1]), TICKED.findall(cells[2]))


def is_path(name: str) -> bool:
    return "/" in name or re.fullmatch(r"[\w-]+\.(py|toml|txt|jinja)", name) is not None or name == "Makefile"


def path_of(name: str) -> Path | None:
    """Return the file that a page names: from the root of the repository, or from that of the package."""
    places = (ROOT / name, CODE / name, CODE / f"{name}.py")
    return next((one for one in places if one.exists()), None)


@cache
def text_of(path: Path) -> str:
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


@cache
def all_tests() -> frozenset[str]:
    return frozenset(re.findall(r"(?m)^(?:async )?def (test_\w+)", text_of(TESTS)))


@pytest.mark.parametrize("line", list(lines()), ids=lambda line: line.where)
def test_what_a_property_rests_on_is_there(line: Line) -> None:
    files = [name for name in line.code if is_path(name)]
    for name in files:
        assert path_of(name) is not None, f"{line.where}: there is no {name}"
    held = "\n".join(text_of(path) for name in files if (path := path_of(name)) is not None)
    names = [name for name in line.code if not is_path(name)]
    for name in names:
        assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", held or text_of(CODE)), (
            f"{line.where}: {name} is not in {files or 'the code'}"
        )
    shown = [name for name in line.tests if name.startswith("test_")]
    for name in shown:
        assert name in all_tests(), f"{line.where}: there is no test {name}"
    places = [name for name in line.tests if is_path(name)]
    for name in places:
        assert path_of(name) is not None, f"{line.where}: there is no {name}"


def test_every_property_has_code_and_a_test() -> None:
    without_code = [line.where for line in lines() if not line.code]
    without_test = [line.where for line in lines() if not line.tests]
    # Said of everything, or shown by generated histories that the line above names.
    assert len(without_code) == 2, without_code
    assert len(without_test) == 1, without_test
