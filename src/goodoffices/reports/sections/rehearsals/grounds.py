"""What “accepted by all” hangs on most, and all numbers that went into a rehearsal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import gettext_lazy, isolated, led, leftward, sentence
from goodoffices.reports import words
from goodoffices.reports.charts.hinges import End, Hinge, Hinges, hinges
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.rehearsals.base import (
    Grounds,
    Rehearsed,
    Written,
    grounds_of,
    percent_unit,
    within,
    written,
)
from goodoffices.simulation.rehearsing.inputs import Origin
from goodoffices.simulation.rehearsing.results import Effect, Input, Odds

#: How many inputs are drawn; all have their row in a table.
_DRAWN: Final = 10

_ORIGINS: Final[Mapping[Origin, object]] = {
    "entered": gettext_lazy("as the case states it"),
    "alternatives": gettext_lazy("by its alternatives"),
    "record": gettext_lazy("by the record"),
    "assumed": gettext_lazy("assumed, as the case cannot say it"),
    "asked": gettext_lazy("as it was set for this rehearsal"),
}


@dataclass(frozen=True)
class EffectLine:
    """An input on which the answer hangs: how much, and how often all accept at both ends."""

    party: str
    says: str
    event: bool
    part: bool
    index: str
    low: Written
    high: Written


@dataclass(frozen=True)
class HingesView:
    """The picture, the rows of the table that are drawn, and the others."""

    chart: Hinges | None
    drawn: tuple[EffectLine, ...]
    others: tuple[EffectLine, ...]


@dataclass(frozen=True)
class InputLine:
    """A number that is not known for certain."""

    party: str
    says: str
    reach: str
    origin: str
    grounds: Grounds
    assumption: str


@dataclass(frozen=True)
class InputsView:
    """What the answers rest on, and, apart, what is not known of preferences."""

    inputs: tuple[InputLine, ...]
    wants: tuple[InputLine, ...]


def hangs(rehearsed: Rehearsed) -> Section:
    """Show on which inputs it hangs most whether all accept."""
    found, names = rehearsed.found, rehearsed.names
    drawn = found.sensitivity[:_DRAWN]
    chart = hinges(
        [
            Hinge(
                led(isolated(names.party(one.party))), sentence(one.says), names.colour(one.party), _end(one.low),
                _end(one.high),
            )
            for one in drawn
        ],
        _end(found.accepted), percent_unit(),
    )  # fmt: skip
    lead = _(
        "How often all accept where one input alone is low or high, the others being as drawn; first that which "
        "explains most."
    )
    view = HingesView(chart, tuple(map(_effect, drawn)), tuple(map(_effect, found.sensitivity[_DRAWN:])))
    return Section("hinges", _("What it hangs on"), lead, view)


def _end(odds: Odds) -> End:
    return End(100 * odds.share, 100 * odds.sampling[0], 100 * odds.sampling[1])


def _effect(one: Effect) -> EffectLine:
    index = leftward(f"{words.share(one.index)} ± {words.share(one.error)}")
    return EffectLine(
        one.party,
        sentence(one.says),
        one.kind == "event",
        bool(one.part_of),
        index,
        written(one.low),
        written(one.high),
    )


def inputs(rehearsed: Rehearsed) -> Section:
    """Show every number that is not known for certain, its range, and where that comes from."""
    given = rehearsed.found.inputs
    view = InputsView(
        tuple(_input(one, rehearsed) for one in given if one.stage != "wants"),
        tuple(_input(one, rehearsed) for one in given if one.stage == "wants"),
    )
    lead = _(
        "Each number that is not known for certain is drawn from its range, every value as likely as any other, and "
        "no input because of another."
    )
    return Section("inputs", _("What went in"), lead, view)


def _input(one: Input, rehearsed: Rehearsed) -> InputLine:
    # what is worth something is a utility; all else at the table and at home is a share or a chance
    worth = one.stage == "wants" or one.id.startswith("floor:")
    reach = words.span(one.low, one.high) if worth else within(one.low, one.high)
    grounds = grounds_of(one.sources, rehearsed.case)
    return InputLine(
        one.party, sentence(one.says), reach, str(_ORIGINS[one.origin]), grounds, one.assumption.strip()
    )
