"""Tables in a narrow window: no word is cut in two, and what cannot stand side by side stands one below the other."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

#: From this width on, in columns, tables are drawn as they are: it is the one that they are laid out for.
WIDE: Final = 80

#: What a column takes beside its words: a blank on each side, and a line.
_BETWEEN: Final = 3


class FittingConsole(Console):
    """A console that lays out tables for the width of its window where that is narrower than `WIDE`."""

    def print(self, *objects: Any, **settings: Any) -> None:  # noqa: ANN401 - as rich has it
        """Print as rich does, tables so that every word stays whole."""
        fitted = [
            part
            for one in objects
            for part in (fit(self, one) if isinstance(one, Table) and self.width < WIDE else [one])
        ]
        if len(fitted) == len(objects):
            super().print(*fitted, **settings)
            return
        for part in fitted:
            super().print(part, **settings)


def fit(console: Console, table: Table) -> list[RenderableType]:
    """Lay out a table for a narrow window.

    Args:
        console: where it is printed.
        table: its columns are given widths where that is enough.

    Returns:
        The table with every word whole, without its outer lines where they take what the words need; or, where its
        columns are too many, each row as a block of lines, `heading: cell`, below its first cell. Neighbours in a row
        that say the same share a line.
    """
    columns = [[column.header, *column.cells] for column in table.columns]
    sizes = [[Measurement.get(console, console.options, cell) for cell in cells] for cells in columns]
    least = [max(size.minimum for size in column) for column in sizes]
    most = [max(size.maximum for size in column) for column in sizes]
    borders = _BETWEEN * len(columns) + 1
    if sum(most) + borders <= console.width:
        return [table]
    if sum(least) + borders > console.width:
        # The blanks and lines at both ends are four columns.
        borders -= 4
        table.show_edge = table.pad_edge = False
    if sum(least) + borders > console.width:
        return [*_blocks(table)]
    for column, width in zip(table.columns, _shared_out(least, most, console.width - borders), strict=True):
        column.width = width
    return [table]


def _shared_out(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """Give each column its longest word, and what is left to those that want more, in equal parts."""
    widths = [*least]
    left = room - sum(widths)
    while left > 0 and (wanting := [n for n, width in enumerate(widths) if width < most[n]]):
        for number in wanting[:left]:
            widths[number] += 1
        left -= len(wanting[:left])
    return widths


def _blocks(table: Table) -> Iterator[RenderableType]:
    # A heading on two lines that ends its first one with a dash is one word.
    headings = [" ".join(_text(column.header).plain.replace("–\n", "–").split()) for column in table.columns]
    if table.title:
        yield table.title
    for number, cells in enumerate(zip(*(column.cells for column in table.columns), strict=True)):
        first, *others = (_text(cell) for cell in cells)
        if first.plain.strip():
            first.stylize("bold")
            lead = {"": "", "#": "# "}.get(headings[0], f"{headings[0]}: ")
            yield Text.assemble(lead, first)
        told = (
            (heading, cell) for heading, cell in zip(headings[1:], others, strict=True) if cell.plain.strip()
        )
        for _, alike in groupby(told, key=lambda one: one[1].plain):
            same = [*alike]
            names = ", ".join(heading for heading, _ in same if heading)
            lines = same[0][1].split("\n")
            yield Text.assemble("  ", f"{names}: " if names else "", lines[0])
            yield from (Text.assemble("    ", line) for line in lines[1:])
        if table.rows[number].end_section:
            yield ""
    if table.caption:
        yield table.caption


def _text(cell: RenderableType) -> Text:
    """Return the words of a cell, each cell of our tables being a text or markup."""
    return cell.copy() if isinstance(cell, Text) else Text.from_markup(str(cell))
