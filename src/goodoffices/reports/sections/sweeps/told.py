"""What a mediator has to be told: how good agreements are against what it knows, and how much it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.language import figures, labelled
from goodoffices.language import gettext as _
from goodoffices.reports import playing
from goodoffices.reports.charts.curves import Curves, Panel, Series, curves
from goodoffices.reports.charts.scale import domain
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.sweeps.base import (
    Figure,
    Look,
    Sweep,
    Table,
    agents_of,
    percent_unit,
    share_figure,
    table_of,
)
from goodoffices.simulation.sweeps.summary import CellSummary

#: More curves than this are not told apart in one picture.
_CURVES = 6


@dataclass(frozen=True)
class Picture:
    """The curves of a domain, what each is called, and whether the axis begins above 0."""

    domain: str
    chart: Curves
    legend: tuple[tuple[str, Look], ...]
    cut: bool


@dataclass(frozen=True)
class ToldView:
    """The pictures by domain, and the table."""

    pictures: tuple[Picture, ...]
    table: Table
    left: int


def told(sweep: Sweep) -> Section | None:
    """Show what it brings to tell a mediator more; None where no mediator is told anything."""
    if not sweep.informed:
        return None
    pictures: list[Picture] = []
    listed: list[CellSummary] = []
    for name, cells in sweep.domains():
        informed = [one for one in cells if one.told]
        tables = list(dict.fromkeys((one.protocol, one.agents) for one in informed))
        listed += sorted(
            informed, key=lambda one: (tables.index((one.protocol, one.agents)), playing.told_rank(one.told))
        )
        kinds = sorted(dict.fromkeys(one.told for one in informed), key=playing.told_rank)
        if len(kinds) > 1:
            pictures += [
                _picture(sweep, name, kinds, informed, tables[first : first + _CURVES])
                for first in range(0, len(tables), _CURVES)
            ]
    view = ToldView(
        pictures=tuple(pictures),
        table=table_of(
            listed,
            (_("Efficiency"), _("Runs with an agreement"), _("Answers of each party, on average")),
            lambda one: (share_figure(one.efficiency), share_figure(one.agreed), Figure(_answers(one))),
        ),
        left=len(sweep.all) - len(sweep.cells),
    )  # fmt: skip
    lead = _(
        "How good agreements are by what the parties let the mediator know before the talks, from nothing to "
        "everything, and how many questions each of them answered then."
    )
    return Section("told", _("What the mediator had to be told"), lead, view)


def _picture(
    sweep: Sweep,
    name: str,
    kinds: Sequence[str],
    cells: Sequence[CellSummary],
    tables: Sequence[tuple[str, str]],
) -> Picture:
    by_place = {(one.protocol, one.agents, one.told): one for one in cells}
    found = [[by_place.get((*table, kind)) for kind in kinds] for table in tables]
    present = [[one for one in row if one is not None] for row in found]
    looks = [sweep.look(row[0]) for row in present]
    lowest = min(100 * one.efficiency.low for row in present for one in row)
    low = 0.0 if lowest < 50 else min(domain([lowest, 100.0])[0], 90.0)
    main = Panel(
        _("Efficiency"), low, 100.0, unit=percent_unit(),
        series=tuple(
            Series(look.colour, look.shape, tuple(None if one is None else _interval(one) for one in row))
            for look, row in zip(looks, found, strict=True)
        ),
    )  # fmt: skip
    panels = [main]
    most = max(one.answers for row in present for one in row)
    if most > 0:
        panels.append(
            Panel(
                _("Answers of each party, on average"), 0.0, domain([0.0, most])[1],
                tuple(
                    Series(
                        look.colour, look.shape,
                        tuple(None if one is None else (one.answers,) * 3 for one in row),
                    )
                    for look, row in zip(looks, found, strict=True)
                ),
            )
        )  # fmt: skip
    many = len({protocol for protocol, _agents in tables}) < len(tables)
    legend = tuple((_named(row[0], agents=many), look) for row, look in zip(present, looks, strict=True))
    return Picture(name, curves([playing.told_name(kind) for kind in kinds], panels), legend, low > 0)


def _named(cell: CellSummary, *, agents: bool) -> str:
    name = playing.protocol_name(cell.protocol)
    return labelled(name, agents_of(cell)) if agents else name


def _interval(one: CellSummary) -> tuple[float, float, float]:
    return 100 * one.efficiency.value, 100 * one.efficiency.low, 100 * one.efficiency.high


def _answers(one: CellSummary) -> str:
    return figures(f"{one.answers:,.1f}") if one.answers else figures("0")
