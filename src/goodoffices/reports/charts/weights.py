"""Weights of the issues for each party, with the range in which each is thought to lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.model import Additive, Case, Interdependent, Interval
from goodoffices.model.preferences import Preferences
from goodoffices.reports.charts.scale import Scale, domain
from goodoffices.reports.charts.shapes import PARTY_SHAPES
from goodoffices.reports.charts.text import wrap
from goodoffices.reports.names import Names

_WIDTH: Final = 900
_NAMES: Final = 300
_ROW: Final = 19
_TOP: Final = 30


@dataclass(frozen=True)
class Weight:
    """One party's weight for one issue: the mark, and the range as a bar."""

    y: float
    value: float | None
    low: float
    high: float
    shape: str
    colour: str


@dataclass(frozen=True)
class Row:
    """An issue."""

    y: float
    height: float
    lines: tuple[str, ...]
    weights: tuple[Weight, ...]


@dataclass(frozen=True)
class Weights:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: float
    x: Scale
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str, str], ...]


#: A weight and its range; the weight is None where only the range is known.
Known = tuple[float | None, float, float]


def weights_of(preferences: Preferences | None) -> Mapping[str, Known]:
    """Return what is known of a party's weights, by issue."""
    match preferences:
        case Additive():
            return {i: (w, *preferences.ranges.get(i, (w, w))) for i, w in preferences.weights.items()}
        case Interdependent():
            return {issue: (weight, weight, weight) for issue, weight in preferences.weights.items()}
        case Interval():
            return {issue: (None, low, high) for issue, (low, high) in preferences.weights.items()}
        case _:
            return {}


def weights(case: Case, names: Names) -> Weights | None:
    """Lay out the chart; None where no party has weights."""
    known = {party.id: weights_of(party.preferences) for party in case.parties}
    known = {party: own for party, own in known.items() if own}
    return spans([(issue.id, issue.name) for issue in case.issues], known, case, names)


def spans(
    rows: Sequence[tuple[str, str]], known: Mapping[str, Mapping[str, Known]], case: Case, names: Names
) -> Weights | None:
    """Lay out a bar for each party in each row; None where there are none.

    Args:
        rows: keys and names, from the top.
        known: by party and row's key: a value or None, and the range around it.
        case: for the parties' shapes.
        names: for their names and colours.
    """
    ends = [edge for own in known.values() for _, low, high in own.values() for edge in (low, high)]
    if not ends:
        return None
    low, high = domain([0.0, *ends])
    x = Scale(low, high, float(_NAMES), _WIDTH - 16.0)
    looks = {
        party.id: (PARTY_SHAPES[place % len(PARTY_SHAPES)], names.colour(party.id))
        for place, party in enumerate(case.parties)
    }
    placed = []
    y = float(_TOP)
    for key, name in rows:
        lines = tuple(wrap(name, 40, 2))
        height = max(_ROW * len(known), _ROW * len(lines)) + 12.0
        placed.append(Row(y, height, lines, _row(key, y, known, x, looks)))
        y += height
    legend = tuple((names.party(party), *looks[party]) for party in known)
    return Weights(_WIDTH, y + 8, x, tuple(placed), legend)


def _row(
    key: str,
    top: float,
    known: Mapping[str, Mapping[str, Known]],
    x: Scale,
    looks: Mapping[str, tuple[str, str]],
) -> tuple[Weight, ...]:
    """Place the parties' bars in one row below each other."""
    found = []
    for place, (party, own) in enumerate(known.items()):
        if key in own:
            value, low, high = own[key]
            mark = None if value is None else x(value)
            found.append(Weight(top + 15.0 + _ROW * place, mark, x(low), x(high), *looks[party]))
    return tuple(found)
