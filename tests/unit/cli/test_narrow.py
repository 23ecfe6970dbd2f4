"""Tables in a narrow window: whole words, nothing left out, and nothing wider than the window."""

from __future__ import annotations

import io
import re

import pytest
from rich.table import Table
from rich.text import Text

from goodoffices.cli.demo import _line
from goodoffices.cli.narrow import FittingConsole
from tests.conftest import ROOT
from tests.unit.cli.running import out_of

CAIRO = str(ROOT / "examples" / "cairo-2024")


def drawn(table: Table, width: int) -> list[str]:
    out = io.StringIO()
    FittingConsole(file=out, width=width, highlight=False).print(table)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def of_words() -> Table:
    table = Table()
    for heading in ("", "Kalai–\nSmorodinsky", "Egalitarian", "Would"):
        table.add_column(heading, overflow="fold")
    table.add_row(Text("Commitment"), "Desalination", "Desalination", Text("a plant\nby the sea"))
    return table


@pytest.mark.parametrize("width", [79, 60, 55])
def test_no_word_is_cut_where_the_columns_fit(width: int) -> None:
    lines = drawn(of_words(), width)
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    assert "┃" in text
    for word in ("Commitment", "Desalination", "Smorodinsky", "Egalitarian", "plant"):
        assert word in text


def test_a_row_becomes_a_block_where_they_do_not() -> None:
    assert drawn(of_words(), 40) == [
        "Commitment",
        "  Kalai–Smorodinsky, Egalitarian:",
        "Desalination",
        "  Would: a plant",
        "    by the sea",
    ]


def test_what_a_deadlock_and_an_analysis_say_stays_whole_at_sixty_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    blocked = out_of(capsys, "deadlock", CAIRO)
    # an interval is in one piece
    assert re.search(r"\(\d+%–\d+%\)", blocked)
    analysed = out_of(capsys, "analyse", CAIRO)
    assert "  Would: Go on with the campaign, Rafah included" in analysed
    assert "Nash, Kalai–Smorodinsky, Egalitarian: —" in analysed
    for text in (blocked, analysed):
        assert "…" not in text
        assert max(map(len, text.splitlines())) <= 60


def test_a_link_is_never_broken_in_two() -> None:
    link = "http://127.0.0.1:46813/demonstration?as=HW63txVCzmctBtzc"
    assert _line("mediator:egypt", link, 80).split() == ["mediator:egypt", link]
    assert "\n" not in _line("mediator:egypt", link, 80)
    assert _line("mediator:egypt", link, 60) == f"  mediator:egypt\n  {link}"
