"""Trades: the path from a package to the frontier, and what each side could get at what cost to the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.results import Point
from goodoffices.analysis.trades.shapes import Stop, Trade, Trades
from goodoffices.language import figures, isolated, labelled, led, pgettext, quoted, whole
from goodoffices.language import gettext as _
from goodoffices.reports import words
from goodoffices.reports.charts.marks import Mark
from goodoffices.reports.charts.plane import Plane, plane
from goodoffices.reports.charts.text import wrap
from goodoffices.reports.charts.tornado import Lane, Side, Tornado, tornado
from goodoffices.reports.names import Names
from goodoffices.reports.sections.base import Material, Section

#: Steps that are named in the plane, and bars that are drawn; with more of them only the whole path is.
_NAMED: Final = 7
_BARS: Final = 24
_PAIR: Final = 2

#: How far beyond the path the plane reaches, as a share of what it spans.
_MARGIN: Final = 0.35


@dataclass(frozen=True)
class Cell:
    """What a trade is for one party: its gain, and the issues on which it gets and gives."""

    party: str
    gain: str
    tone: str
    gets: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A trade: its name, the issues that move, and what it is for each party."""

    name: str
    changes: tuple[tuple[str, str, str], ...]
    cells: tuple[Cell, ...]
    rate: str
    crosses: tuple[str, ...]
    restores: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The trades of one party."""

    party: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class TradesView:
    """The picture, the path, and the tables."""

    found: Trades
    parties: tuple[str, ...]
    plane: Plane | None
    path: str
    bars: Tornado | None
    start: tuple[tuple[str, str], ...]
    crosses: tuple[str, ...]
    steps: tuple[Row, ...]
    total: Row | None
    beyond: Row | None
    best: tuple[Group, ...]
    concessions: tuple[Group, ...]


def trades(material: Material) -> Section | None:
    """Show the trades from a package, where they were asked for."""
    found, names = material.trades, material.names
    if found is None:
        return None
    steps = tuple(_row(_step(number), one, names) for number, one in enumerate(found.steps, start=1))
    marked = _marks(found, names)
    drawn = _plane(material, marked) if len(found.parties) == _PAIR else None
    view = TradesView(
        found=found, parties=found.parties, plane=drawn,
        path="" if drawn is None or found.efficient else _line(drawn, found),
        bars=None if drawn is not None else _bars(found, names),
        start=tuple(names.package(found.start.package)),
        crosses=_limits(found.start.crosses, names),
        steps=steps,
        total=_row(_("In all"), found.total, names) if found.total is not None and len(steps) > 1 else None,
        beyond=_row(_("Beyond"), found.beyond, names) if found.beyond is not None else None,
        best=_groups(found.best, names), concessions=_groups(found.concessions, names),
    )  # fmt: skip
    named = quoted(found.start.name) if found.start.name else _("the package given")
    lead = _(
        "What could be traded from {package}: steps to the frontier by which nobody loses, and for each side what it "
        "could get, at what cost to the others."
    )
    return Section("trades", _("What could be traded"), lead.format(package=named), view)


def _step(number: int) -> str:
    return _("Step {number}").format(number=whole(number))


def _for(party: str) -> str:
    return _("For {party}").format(party=isolated(party))


def _row(name: str, trade: Trade, names: Names) -> Row:
    cells = []
    for number, party in enumerate(trade.sides):
        gain = trade.gains[number]
        sign = "+" if gain > 0 else ""
        cells.append(
            Cell(
                party=party, gain=sign + words.utility(gain) if gain else figures("0"),
                tone="gain" if gain > 0 else "loss" if gain < 0 else "none",
                gets=tuple(names.issue(c.issue) for c in trade.changes if c.effects[number] > 1e-9),
                gives=tuple(names.issue(c.issue) for c in trade.changes if c.effects[number] < -1e-9),
            )
        )  # fmt: skip
    return Row(
        name=name, changes=tuple((names.issue(c.issue), c.before_says, c.after_says) for c in trade.changes),
        cells=tuple(cells), rate=_("free") if trade.rate is None else figures(f"{trade.rate:.2f}"),
        crosses=_limits(trade.crosses, names), restores=_limits(trade.restores, names),
    )  # fmt: skip


def _limits(labels: Iterable[str], names: Names) -> tuple[str, ...]:
    """Name limits by the titles of those whose they are."""
    parted = (names.limit(label) for label in labels)
    return tuple(led(labelled(names.party(party), name)) if party else name for party, name in parted)


def _groups(by_party: Mapping[str, Sequence[Trade]], names: Names) -> tuple[Group, ...]:
    return tuple(
        Group(party, tuple(_row(whole(number), one, names) for number, one in enumerate(found, start=1)))
        for party, found in by_party.items()
        if found
    )


def _marks(found: Trades, names: Names) -> list[Mark]:
    """Return the places that the plane names: the start, the stops of a short path, the end; or what lies beside it."""
    marked = [_mark("start", _("Start"), "square", found.start)]
    if found.efficient:
        for party, listed in found.concessions.items():
            marked += [
                Mark(
                    f"{party}-{number}",
                    _numbered(wrap(names.party(party), 16, 1)[0], number),
                    "circle",
                    one.utilities,
                    one.package,
                )
                for number, one in enumerate(listed, start=1)
            ]
        return marked
    if len(found.steps) <= _NAMED:
        marked += [
            Mark(
                f"step-{number}",
                _("After step {number}").format(number=whole(number)),
                "circle",
                one.utilities,
                one.package,
            )
            for number, one in enumerate(found.steps[:-1], start=1)
        ]
    return [*marked, _mark("end", _("End, on the frontier"), "star", found.end)]


def _mark(key: str, name: str, shape: str, stop: Stop) -> Mark:
    return Mark(key, name, shape, stop.utilities, stop.package)


def _plane(material: Material, marked: Sequence[Mark]) -> Plane:
    """Draw the part of the plane around the path."""
    ends = []
    for axis in range(_PAIR):
        reached = [mark.utilities[axis] for mark in marked]
        room = _MARGIN * max(max(reached) - min(reached), 0.02)
        ends.append((min(reached) - room, max(reached) + room))
    frontier = material.analysis.frontier if material.analysis is not None else None
    points: Sequence[Point] = frontier.points if frontier is not None else ()
    near = [
        p for p in points if all(low <= u <= high for u, (low, high) in zip(p.utilities, ends, strict=True))
    ]
    return plane(near, marked, None)


def _numbered(party: str, number: int) -> str:
    return _("{party}, {number}").format(party=_for(party), number=whole(number))


def _line(drawn: Plane, found: Trades) -> str:
    """Return the path through all stops."""
    stops = [found.start.utilities, *(step.utilities for step in found.steps)]
    return "M" + "L".join(f"{drawn.x(first):.1f} {drawn.y(second):.1f}" for first, second in stops)


def _bars(found: Trades, names: Names) -> Tornado | None:
    """Draw what each step, or each side's best concession, brings each party, in per cent of its span."""
    listed: list[tuple[str, Trade]] = [(_step(n), one) for n, one in enumerate(found.steps, start=1)]
    if found.efficient:
        listed = [
            (_for(names.party(party)), max(some, key=lambda one: one.rate or 0.0))
            for party, some in found.concessions.items()
            if some
        ]
    if len(listed) * len(found.parties) > _BARS and found.total is not None:
        listed = [(_("In all"), found.total)]
    lanes = [lane for name, one in listed for lane in _lanes(name, one, names)]
    reach = max((side.length for lane in lanes for side in (lane.left, lane.right) if side), default=0.0)
    return tornado(lanes, reach, pgettext("number", "{number} %"))


def _lanes(name: str, trade: Trade, names: Names) -> Iterable[Lane]:
    for party, share in zip(trade.sides, trade.shares, strict=True):
        percent = 100 * share
        side = Side(abs(percent), figures(f"{'+' if percent > 0 else '−'}{abs(percent):.1f}"))
        yield Lane(
            labelled(name, names.party(party)), names.colour(party),
            side if percent < 0 else None, side if percent > 0 else None,
        )  # fmt: skip
