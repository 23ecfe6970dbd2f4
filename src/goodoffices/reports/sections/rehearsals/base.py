"""What the sections on a rehearsal are made from, and how its shares are written: each with its ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from goodoffices.language import figures, pgettext, sentence, spread
from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.reports.names import Names
from goodoffices.simulation.rehearsing.results import Odds, Rehearsal

#: Per cents nearer to an end than this have a digit more; what does not reach an end is not written as if it did.
_NEAR: Final = 9.95
_LEAST: Final = 0.1
_TINY: Final = 0.01


@dataclass(frozen=True)
class Rehearsed:
    """What there is to show: the case, what people read for its ids, and what was found."""

    case: Case
    names: Names
    found: Rehearsal


@dataclass(frozen=True)
class Written:
    """A share in words: itself, where chance leaves it, and how far the inputs move it; "–" where that is not known."""

    share: str
    chance: str
    inputs: str


@dataclass(frozen=True)
class Grounds:
    """What an input rests on: statements, so that they can be linked, and whatever else there is in words."""

    statements: tuple[str, ...]
    others: tuple[str, ...]


def percent(share: float) -> str:
    """Write a share from 0 to 1 in per cent, one digit more near 0 and 1, which only what is there is called."""
    value = 100 * share
    if _NEAR <= value <= 100 - _NEAR or value in (0.0, 100.0):
        return _percent(f"{value:.0f}")
    if value > 100 - _LEAST:
        return pgettext("number", "over {number}").format(number=_percent(f"{100 - _LEAST}"))
    if value < _TINY:
        return pgettext("number", "under {number}").format(number=_percent(f"{_TINY}"))
    return _percent(f"{value:.2f}" if value < _LEAST else f"{value:.1f}")


def percent_unit() -> str:
    """Return how the numbers of an axis of shares are written."""
    return pgettext("number", "{number} %")


def _percent(value: str) -> str:
    return percent_unit().format(number=figures(value))


def within(low: float, high: float) -> str:
    """Write a range of shares."""
    first, last = percent(low), percent(high)
    return first if first == last else spread(first, last)


def written(odds: Odds) -> Written:
    """Write a share with both its ranges."""
    chance = _("exact") if odds.status == "exact" else within(*odds.sampling)
    return Written(percent(odds.share), chance, "–" if odds.inputs is None else within(*odds.inputs))


def in_a_line(odds: Odds) -> str:
    """Write a share with its ranges in one line."""
    said = written(odds)
    if odds.status == "exact":
        return _("{share}, exact").format(share=said.share)
    if odds.inputs is None:
        return _("{share} ({chance})").format(share=said.share, chance=said.chance)
    return _("{share} ({chance} by chance, {inputs} by the inputs)").format(
        share=said.share, chance=said.chance, inputs=said.inputs
    )


def grounds_of(sources: Iterable[str], case: Case) -> Grounds:
    """Part what an input rests on: statements, those behind positions too, and what else there is."""
    positions = {one.id: one.statements for one in case.positions}
    statements: list[str] = []
    others: list[str] = []
    for source in sources:
        kind, _space, name = source.rpartition(" ")
        if name in case.statements_by_id and kind in ("", "statement"):
            statements.append(name)
        elif kind == "position" and positions.get(name):
            statements += positions[name]
        else:
            others.append(sentence(source))
    return Grounds(tuple(dict.fromkeys(statements)), tuple(dict.fromkeys(others)))
