"""The package on the table, and how it would end: each ending with how often, and in which ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goodoffices.language import counted, isolated, led, listed, plain, sentence
from goodoffices.language import gettext as _
from goodoffices.reports.charts.lanes import Lane, Lanes, Measure, Spot, lanes
from goodoffices.reports.names import Names
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.rehearsals.base import (
    Rehearsed,
    Written,
    in_a_line,
    percent_unit,
    written,
)
from goodoffices.simulation.rehearsing.results import EndOdds, Odds

#: How many endings are drawn; the table has all.
_DRAWN: Final = 10


@dataclass(frozen=True)
class PackageView:
    """The package in words, and what was taken for granted."""

    package: list[tuple[str, str]]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """An ending in words, in short and whose; its colour, and how often it comes to that."""

    name: str
    short: str
    whose: str
    colour: str
    odds: Odds
    written: Written


@dataclass(frozen=True)
class EndingsView:
    """The picture, the table, and what is said below."""

    chart: Lanes
    first: tuple[Line, ...]
    later: tuple[Line, ...]
    left: int
    as_stated: str
    made: str


def package(rehearsed: Rehearsed) -> Section:
    """Show the package that is put on the table, and say what a rehearsal is."""
    lead = _(
        "Nothing here is a forecast. It says what follows from what is known and assumed of the parties, not what they "
        "will do."
    )
    view = PackageView(rehearsed.names.package(rehearsed.found.package), rehearsed.found.notes)
    return Section("rehearsed", _("If this package were tabled now"), lead, view)


def endings(rehearsed: Rehearsed) -> Section:
    """Show how it would end, and how often."""
    found, names = rehearsed.found, rehearsed.names
    first = tuple(_line(one, names) for one in found.endings)
    later: tuple[Line, ...] = ()
    if found.later.refused:
        later = (
            _after(_("refused, and an agreement later"), found.later.agreement),
            _after(_("refused, and no agreement at all"), found.later.none),
        )
    drawn = (*first[:_DRAWN], *later)
    chart = lanes(
        [Measure(_("Share of draws"), 0.0, 100.0, percent_unit())],
        [Lane(one.short, one.whose, one.colour, "circle", (_spot(one.odds),)) for one in drawn],
    )
    made = counted("{n} draw, seed {seed}.", "{n} draws, seed {seed}.", found.draws, seed=plain(found.seed))
    view = EndingsView(chart, first, later, max(0, len(first) - _DRAWN), in_a_line(found.as_stated), made)
    lead = _(
        "In every draw, all that is not known for certain is drawn from its range; this is in how many draws it ends "
        "so. Each share has two ranges: what chance leaves open, and how far the inputs move it."
    )
    return Section("endings", _("How it would end"), lead, view)


def _line(one: EndOdds, names: Names) -> Line:
    colour = names.colour(one.parties[0]) if len(one.parties) == 1 else "party-0"
    parties = listed(isolated(names.party(party)) for party in one.parties)
    match one.ending:
        case "accepted":
            short = name = _("accepted by all")
        case "refused at the table":
            short, name = sentence(one.ending), _("refused at the table by {parties}")
        case "not approved at home":
            short, name = sentence(one.ending), _("not approved at home by {parties}")
    return Line(led(name.format(parties=parties)), short, led(parties), colour, one.odds, written(one.odds))


def _after(name: str, odds: Odds) -> Line:
    return Line(name, name, "", "party-0", odds, written(odds))


def _spot(odds: Odds) -> Spot:
    """Return a share with its ranges as a box: chance is the box, the whiskers are the inputs."""
    low, high = odds.sampling
    least, most = odds.inputs or odds.sampling
    return Spot(100 * odds.share, 100 * least, 100 * most, (100 * low, 100 * high))
