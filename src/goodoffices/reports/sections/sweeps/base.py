"""What every section on a sweep is made from: its cells, how each looks in pictures, and the table beside them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from goodoffices.language import figures, pgettext, spread
from goodoffices.language import gettext as _
from goodoffices.reports import playing
from goodoffices.reports.charts.shapes import PARTY_SHAPES
from goodoffices.reports.names import COLOURS
from goodoffices.simulation.sweeps.plan import Plan
from goodoffices.simulation.sweeps.summary import CellSummary, Estimate

#: So many cells are shown at most; files and JSON have all of them.
MOST_CELLS: Final = 400

#: So many cells are drawn in one picture, which has to fit on a page of paper.
MOST_DRAWN: Final = 18


@dataclass(frozen=True)
class Look:
    """How a cell's mark looks: by its colour, which is its protocol's, and by its shape."""

    colour: str
    shape: str


@dataclass(frozen=True)
class Figure:
    """A figure as it is written, and what is written below it."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A cell in a table: who talked how, what the mediator was told, and figures."""

    protocol: str
    agents: str
    told: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Group:
    """The rows of one domain."""

    domain: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """A table of cells: the heads of its figures, and its rows by domain."""

    heads: tuple[str, ...]
    groups: tuple[Group, ...]
    informed: bool

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(len(group.rows) for group in self.groups)


class Sweep:
    """What there is to show of a sweep.

    Args:
        plan: what was played.
        cells: what the runs of each cell came to.
    """

    def __init__(self, plan: Plan, cells: Sequence[CellSummary]) -> None:
        self.plan, self.all = plan, tuple(cells)
        self.cells = self.all[:MOST_CELLS]

    @cached_property
    def informed(self) -> bool:
        """Whether any mediator was told something."""
        return any(one.told for one in self.cells)

    @cached_property
    def _looks(self) -> dict[tuple[str, str], Look]:
        protocols = list(dict.fromkeys(one.protocol for one in self.cells))
        found: dict[tuple[str, str], Look] = {}
        seen = dict.fromkeys(protocols, 0)
        for one in self.cells:
            key = one.protocol, agents_of(one)
            if key not in found:
                place = protocols.index(one.protocol)
                mark = PARTY_SHAPES[(place + seen[one.protocol]) % len(PARTY_SHAPES)]
                found[key] = Look(f"party-{place % COLOURS + 1}", mark)
                seen[one.protocol] += 1
        return found

    def look(self, cell: CellSummary) -> Look:
        """Return how a cell's mark looks: the same in every picture."""
        return self._looks[cell.protocol, agents_of(cell)]

    def domains(self) -> Iterator[tuple[str, list[CellSummary]]]:
        """Yield each domain and its cells."""
        for name, cells in itertools.groupby(self.cells, key=lambda one: one.domain):
            yield name, list(cells)

    def drawn(self) -> Iterator[tuple[str, list[CellSummary]]]:
        """Yield, domain by domain, as many cells as one picture shows."""
        for name, cells in self.domains():
            count = -(-len(cells) // MOST_DRAWN)
            size = -(-len(cells) // count)
            for first in range(0, len(cells), size):
                yield name, cells[first : first + size]

    def table(self, heads: Sequence[str], written: Callable[[CellSummary], Sequence[Figure]]) -> Table:
        """Return the table of all cells that are shown."""
        return table_of(self.cells, heads, written)


def table_of(
    cells: Sequence[CellSummary], heads: Sequence[str], written: Callable[[CellSummary], Sequence[Figure]]
) -> Table:
    """Return a table of cells, in which those of one domain stand together."""
    groups = tuple(
        Group(name, tuple(_row(one, written(one)) for one in some))
        for name, some in itertools.groupby(cells, key=lambda one: one.domain)
    )
    return Table(tuple(heads), groups, any(one.told for one in cells))


def _row(cell: CellSummary, written: Sequence[Figure]) -> Row:
    return Row(
        playing.protocol_name(cell.protocol), agents_of(cell), playing.told_name(cell.told), tuple(written)
    )


def agents_of(cell: CellSummary) -> str:
    """Return who sat at a cell's table, in words."""
    return playing.table_name(cell.agents.split(" | "))


def about(cell: CellSummary) -> str:
    """Return who sat at a cell's table and what the mediator was told, as pictures have it."""
    return _("; ").join(filter(None, (agents_of(cell), cell.told and playing.told_name(cell.told))))


def percent_unit() -> str:
    """Return how the numbers of an axis of shares are written."""
    return pgettext("number", "{number} %")


def share_figure(one: Estimate | None) -> Figure:
    """Write a share, and below it from where to where it may lie."""
    return _figure(one, lambda value: percent_unit().format(number=figures(f"{100 * value:.1f}")))


def number_figure(one: Estimate | None, digits: int) -> Figure:
    """Write a mean, and below it from where to where it may lie."""
    return _figure(one, lambda value: figures(f"{value:,.{digits}f}"))


def _figure(one: Estimate | None, written: Callable[[float], str]) -> Figure:
    if one is None:
        return Figure("–")
    low, high = written(one.low), written(one.high)
    return Figure(written(one.value), "" if low == high else spread(low, high))
