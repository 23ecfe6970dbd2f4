"""How it ends at first, and what each party does and why: shares of the draws, and at the ends of the inputs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from goodoffices.simulation.rehearsing.inputs import Floats, Range
from goodoffices.simulation.rehearsing.judging import BELOW, CROSSES, HOLDS_OUT, Scene, Verdict
from goodoffices.simulation.rehearsing.results import EndOdds, PartyAnswer, Reason, Why
from goodoffices.simulation.rehearsing.shares import Ends, moved, odds

_WHY: Final[dict[int, Why]] = {
    CROSSES: "crosses a red line", BELOW: "worth less than no agreement", HOLDS_OUT: "holds out for more",
}  # fmt: skip


def endings_of(scene: Scene, verdict: Verdict, ends: Ends) -> Iterator[EndOdds]:
    """Yield all ways in which it can end at first in some draw, the likeliest first."""
    parties = scene.parties
    found = [
        EndOdds(
            ending="accepted", parties=(),
            odds=moved(odds(verdict.accepted), [ends.at().accepted, ends.of(ends.worst).accepted]),
        )
    ]  # fmt: skip
    for some in itertools.product((False, True), repeat=len(parties)):
        names, others = _named(parties, some), _named(parties, [not one for one in some])
        if not names:
            continue
        here = verdict.refused_by(some)
        if here.any():
            there = [one.refused_by(some) for one in (ends.at(names), ends.at(others))]
            found.append(EndOdds(ending="refused at the table", parties=names, odds=moved(odds(here), there)))
        here = verdict.stopped_by(some)
        if here.any():
            there = [one.stopped_by(some) for one in (ends.at((), names), ends.at(parties, others))]
            found.append(EndOdds(ending="not approved at home", parties=names, odds=moved(odds(here), there)))
    yield from sorted(found, key=lambda one: -one.odds.share)


def answers_of(scene: Scene, verdict: Verdict, ends: Ends) -> Iterator[PartyAnswer]:
    """Yield what each party does, whatever the others do, and why."""
    for number, (party, home) in enumerate(zip(scene.parties, scene.homes, strict=True)):
        corners = ends.corners(party)
        yield PartyAnswer(
            party=party,
            refuses=moved(odds(_refuses(verdict, number)), [_refuses(one, number) for one in corners]),
            reasons=tuple(_reasons(scene, verdict, corners, number)),
            worth=_range(scene.worth[number]),
            no_agreement=_range(scene.floors[number].at(scene.drawn)),
            asks_home=scene.asked(home),
        )


def _refuses(verdict: Verdict, party: int) -> Floats:
    return np.asarray(1.0 - verdict.accepts[party] * verdict.approved[party])


def _reasons(scene: Scene, verdict: Verdict, corners: Sequence[Verdict], party: int) -> Iterator[Reason]:
    lines = tuple(
        line.name for line, owner in zip(scene.lines, verdict.crossed, strict=True) if owner == party
    )
    for code, why in _WHY.items():
        if code != CROSSES or lines:
            chances = [one.because(party, code) for one in (verdict, *corners)]
            names = lines if code == CROSSES else ()
            yield Reason(why=why, names=names, odds=moved(odds(chances[0]), chances[1:]))
    home = scene.homes[party]
    if scene.asked(home):
        chances = [np.asarray(one.accepts[party] * ~one.approved[party]) for one in (verdict, *corners)]
        names = (*scene.beyond(home), *(one.question.id for one in scene.put_to(home)))
        yield Reason(why="not approved at home", names=names, odds=moved(odds(chances[0]), chances[1:]))


def _named(parties: Sequence[str], some: Sequence[bool]) -> tuple[str, ...]:
    return tuple(itertools.compress(parties, some))


def _range(numbers: Floats) -> Range:
    return float(numbers.min()), float(numbers.max())
