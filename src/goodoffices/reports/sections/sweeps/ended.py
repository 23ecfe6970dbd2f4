"""How talks ended, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.language import figures
from goodoffices.language import gettext as _
from goodoffices.reports import playing
from goodoffices.reports.charts.stacks import Stack, Stacks, stacks
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.sweeps.base import Figure, Sweep, Table, about, percent_unit
from goodoffices.simulation.sweeps.summary import CellSummary


@dataclass(frozen=True)
class EndedView:
    """The pictures by domain, what their parts are called, with their numbers, and the table."""

    pictures: tuple[tuple[str, Stacks], ...]
    legend: tuple[tuple[int, str], ...]
    table: Table
    left: int


def ended(sweep: Sweep) -> Section:
    """Show in which ways talks ended, and how often in each."""
    ways = playing.endings()
    seen = [
        (number, key, name)
        for number, (key, name) in enumerate(ways, start=1)
        if any(one.ended.get(key) for one in sweep.cells)
    ]
    pictures = []
    for name, cells in sweep.drawn():
        listed = [
            Stack(
                playing.protocol_name(one.protocol),
                about(one),
                tuple(float(one.ended.get(key, 0)) for key, _name in ways),
            )
            for one in cells
        ]
        pictures.append((name, stacks(listed, percent_unit())))

    def counts(one: CellSummary) -> list[Figure]:
        return [Figure(figures(f"{one.ended.get(key, 0):,}")) for _number, key, _name in seen]

    view = EndedView(
        pictures=tuple(pictures), legend=tuple((number, name) for number, _key, name in seen),
        table=sweep.table([name for _number, _key, name in seen], counts),
        left=len(sweep.all) - len(sweep.cells),
    )  # fmt: skip
    lead = _("In which way talks ended, in shares of all runs; the table counts them.")
    return Section("ended", _("How talks ended"), lead, view)
