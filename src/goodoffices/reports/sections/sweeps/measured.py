"""Sections that show measures of each cell with their intervals: agreement, the frontier, rounds, fairness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.language import figures, whole
from goodoffices.language import gettext as _
from goodoffices.reports import playing
from goodoffices.reports.charts.lanes import Lane, Lanes, Measure, Spot, lanes
from goodoffices.reports.charts.scale import domain
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.sweeps.base import (
    Figure,
    Sweep,
    Table,
    about,
    number_figure,
    percent_unit,
    share_figure,
)
from goodoffices.simulation.sweeps.summary import CellSummary, Estimate, Quantiles

#: The template of all of them.
_KIND: Final = "measured"


@dataclass(frozen=True)
class MeasuredView:
    """The pictures by domain, what they are called and show, the table, and what is said below."""

    title: str
    shows: str
    pictures: tuple[tuple[str, Lanes], ...]
    table: Table
    notes: tuple[str, ...]
    left: int


def agreed(sweep: Sweep) -> Section:
    """Show how often talks ended with an agreement, and how good what came of them is."""
    heads = (_("Runs with an agreement"), _("Efficiency"))
    view = _view(
        sweep, _("Agreement and efficiency"), tuple(map(_share, heads)),
        lambda one: (_spot(one.agreed, 100), _spot(one.efficiency, 100)),
        (*heads, _("Runs")),
        lambda one: (share_figure(one.agreed), share_figure(one.efficiency), Figure(whole(one.runs))),
        (
            _(
                "Efficiency: the product of all gains over having no agreement, as a share of the largest that any "
                "package gives. A run without an agreement counts as 0, one that was broken off by what was done."
            ),
        ),
    )  # fmt: skip
    lead = _("How often there was an agreement, and which share of the best product of gains it gave.")
    return Section("agreed", view.title, lead, view, _KIND)


def near(sweep: Sweep) -> Section | None:
    """Show how near agreements are to the frontier; None where nothing was agreed at all."""
    reached = [one.distance.high for one in sweep.cells if one.distance is not None]
    if not reached:
        return None
    heads = (_("Agreements on the frontier"), _("Distance from the frontier"))
    view = _view(
        sweep, _("How near to the frontier"), (_share(heads[0]), Measure(heads[1], *_from_zero(max(reached)))),
        lambda one: (_spot(one.on_frontier, 100), _spot(one.distance, 1)),
        heads,
        lambda one: (share_figure(one.on_frontier), number_figure(one.distance, 4)),
        (
            _(
                "Distance: from the agreement to the nearest point of the frontier, as the crow flies, where each "
                "party's gains are counted in shares of the most that it could gain."
            ),
            _nothing_agreed(),
        ),
    )  # fmt: skip
    lead = _(
        "How many agreements nobody could have bettered for one without loss to another, and how far off the others "
        "are."
    )
    return Section("near", view.title, lead, view, _KIND)


def rounds(sweep: Sweep) -> Section | None:
    """Show how many rounds talks took to an agreement; None where nothing was agreed at all."""
    taken = [one.rounds_spread.p95 for one in sweep.cells if one.rounds_spread is not None]
    if not taken:
        return None
    view = _view(
        sweep, _("Rounds to an agreement"), (Measure(_("Rounds"), *_from_zero(max(taken))),),
        lambda one: (_box(one.rounds_spread),),
        (_("Mean"), *(percent_unit().format(number=figures(part)) for part in (5, 25, 50, 75, 95))),
        lambda one: (number_figure(one.rounds, 1), *_quantiles(one.rounds_spread)),
        (
            _(
                "A box holds the middle half of the runs with an agreement, its line is the one in the middle; the "
                "whiskers leave out the twentieth that was soonest and the twentieth that was latest."
            ),
            _("A column with a percentage: so many of the runs with an agreement took no more rounds than this."),
            _nothing_agreed(),
        ),
    )  # fmt: skip
    return Section("rounds", view.title, _("How long it took, where there was an agreement."), view, _KIND)


def fair(sweep: Sweep) -> Section:
    """Show how even the gains are, and how large together."""
    heads = (_("Fairness"), _("Sum of gains"))
    view = _view(
        sweep, _("Fairness and sum of gains"), tuple(map(_share, heads)),
        lambda one: (_spot(one.fairness, 100), _spot(one.welfare, 100)),
        heads,
        lambda one: (share_figure(one.fairness), share_figure(one.welfare)),
        (
            _(
                "Each party's gain is counted in shares of the most that it could gain. Fairness: the smallest gain, "
                "as a share of the largest smallest gain that any package gives; sum of gains: as a share of the "
                "largest sum. Runs without an agreement count as in efficiency."
            ),
        ),
    )  # fmt: skip
    lead = _("How well off the party is that gains least, and how much all gain together.")
    return Section("fair", view.title, lead, view, _KIND)


def _view(  # noqa: PLR0913, PLR0917 - a picture and the table beside it
    sweep: Sweep,
    title: str,
    measures: Sequence[Measure],
    spots: Callable[[CellSummary], tuple[Spot | None, ...]],
    heads: Sequence[str],
    written: Callable[[CellSummary], Sequence[Figure]],
    notes: tuple[str, ...],
) -> MeasuredView:
    pictures = []
    for name, cells in sweep.drawn():
        looks = [sweep.look(one) for one in cells]
        listed = [
            Lane(playing.protocol_name(one.protocol), about(one), look.colour, look.shape, spots(one))
            for one, look in zip(cells, looks, strict=True)
        ]
        pictures.append((name, lanes(measures, listed)))
    if any(spot is not None and spot.box for one in sweep.cells for spot in spots(one)):
        shows = _(
            "One row for each cell of the sweep: a box for the middle half of the runs, a line for the one in the "
            "middle, and whiskers for nearly all. The table gives the figures."
        )
    else:
        shows = _(
            "One row for each cell of the sweep: a mark for what was found, and a bar for where the true figure lies "
            "with 95 %. The table gives the figures."
        )
        every = _(
            "A bar reaches over the interval in which the true figure lies with 95 %; where all runs came to the same, "
            "there may be none."
        )
        notes = (every, *notes)
    left = len(sweep.all) - len(sweep.cells)
    return MeasuredView(title, shows, tuple(pictures), sweep.table(heads, written), notes, left)


def _nothing_agreed() -> str:
    return _("Runs without an agreement do not count here; a row without a mark had no agreement at all.")


def _share(title: str) -> Measure:
    return Measure(title, 0.0, 100.0, percent_unit())


def _spot(one: Estimate | None, times: float) -> Spot | None:
    return None if one is None else Spot(times * one.value, times * one.low, times * one.high)


def _box(one: Quantiles | None) -> Spot | None:
    return None if one is None else Spot(one.p50, one.p5, one.p95, (one.p25, one.p75))


def _quantiles(one: Quantiles | None) -> tuple[Figure, ...]:
    if one is None:
        return (Figure("–"),) * 5
    return tuple(Figure(figures(f"{value:,.4g}")) for value in (one.p5, one.p25, one.p50, one.p75, one.p95))


def _from_zero(most: float) -> tuple[float, float]:
    """Return the ends of an axis from 0 to what is reached."""
    return (0.0, 1.0) if most <= 0 else (0.0, domain([0.0, most])[1])
