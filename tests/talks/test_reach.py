"""How far the code of a decision reaches: to what its actor sees, and only the closing to what nobody sees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from goodoffices.talks import decide
from goodoffices.talks.errors import Hidden
from tests.talks.table import opened


def test_only_the_closing_reads_what_nobody_sees() -> None:
    folder = Path(decide.__file__).parent
    readers = {
        path.name for path in folder.glob("*.py")
        if any(isinstance(node, ast.Attribute) and node.attr == "counting" for node in ast.walk(ast.parse(path.read_text())))
    }  # fmt: skip
    assert readers == {"closing.py"}


def test_reaching_beyond_ones_view_is_a_fault_and_not_an_answer() -> None:
    from goodoffices.talks.lens import Lens
    from goodoffices.talks.standing import Standing

    table = opened()
    lens = Lens(
        Standing(actor="alba:head", side="party", party="alba", role="head"),
        lambda stream: table.talks.history.load(stream).state,
    )
    assert lens.channel("alba").delegates
    with pytest.raises(Hidden):
        lens.channel("borea")
    with pytest.raises(Hidden):
        lens.joint(["alba", "borea"])
    with pytest.raises(Hidden):
        lens.answers("alba")
