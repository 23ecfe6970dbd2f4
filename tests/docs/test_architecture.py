"""The page of the architecture is true to the code: rooms, layers, who imports whom, and what is in each room."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.site.diagrams import chart_of
from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "goodoffices"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
Arrows = set[tuple[str, str]]


def layers() -> list[set[str]]:
    """Return the layers as import-linter has them, from the top."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    listed = config["importlinter:contract:rooms"]["layers"].strip().splitlines()
    return [set(re.findall(r"\w+", line)) for line in listed]


def imports() -> Arrows:
    """Return which room imports which, as the sources have it."""
    return {
        (room, other)
        for room in ROOMS
        for path in (PACKAGE / room).rglob("*.py")
        for other in _named(path)
        if other != room and other in ROOMS
    }


def _named(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("goodoffices"):
            parts = (node.module or "").split(".")
            yield from parts[1:2] or [name.name for name in node.names]
        elif isinstance(node, ast.Import):
            yield from (
                name.name.split(".")[1] for name in node.names if name.name.startswith("goodoffices.")
            )


def reached(room: str, arrows: Arrows) -> set[str]:
    """Return all rooms that a room reaches."""
    found: set[str] = set()
    waiting = [room]
    while waiting:
        here = waiting.pop()
        new = {other for one, other in arrows if one == here} - found
        found |= new
        waiting += new
    return found


def test_the_sentence_has_the_layers_of_import_linter() -> None:
    found = re.search(r"From\s+the top: (.*?)\. Rooms", PAGE, re.DOTALL)
    assert found
    assert [set(re.findall(r"`(\w+)`", layer)) for layer in found[1].split(";")] == layers()


def test_the_arrows_are_what_the_code_imports_and_point_down_the_layers() -> None:
    source = re.search(r"```mermaid\n(.*?)```", PAGE, re.DOTALL)
    assert source
    head, *lines = [line.strip() for line in source[1].strip().splitlines()]
    chart = chart_of(head, lines)
    assert sorted(chart.labels) == ROOMS
    assert all(label.startswith(f"{room} — ") for room, label in chart.labels.items())
    level = {room: depth for depth, layer in enumerate(layers()) for room in layer}
    arrows = {(one, other) for one, other, _ in chart.arrows}
    assert all(level[one] < level[other] for one, other in arrows)
    real = imports()
    short = {
        (one, other) for one, other in real
        if not any(other in reached(between, real) for here, between in real if here == one and between != other)
    }  # fmt: skip
    assert arrows == short


@pytest.mark.parametrize("room", ROOMS)
def test_the_table_names_every_folder_of_a_room(room: str) -> None:
    row = re.search(rf"^\| `{room}/` \| (.*) \|$", PAGE, re.MULTILINE)
    assert row, f"a line | `{room}/` | what lives there |"
    folders = {path.name for path in (PACKAGE / room).iterdir() if path.is_dir()} - {"__pycache__"}
    missing = folders - {name.strip("/") for name in re.findall(r"`([\w/]+)`", row[1])}
    assert not missing, f"say on the line of `{room}/` what these are for"
