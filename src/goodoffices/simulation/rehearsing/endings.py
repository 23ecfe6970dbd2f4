"""How it ends at first, and what each party does and why: shares of the draws, and at the ends of the inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from goodoffices.simulation.rehearsing.inputs import Flags, Floats, Range
from goodoffices.simulation.rehearsing.judging import BELOW, CROSSES, HOLDS_OUT, Scene, Verdict
from goodoffices.simulation.rehearsing.results import EndOdds, PartyAnswer, Reason, Why
from goodoffices.simulation.rehearsing.shares import Ends, moved, odds

_WHY: Final[dict[int, Why]] = {
    CROSSES: "crosses a red line", BELOW: "worth less than no agreement", HOLDS_OUT: "holds out for more",
}  # fmt: skip


def endings_of(scene: Scene, verdict: Verdict, ends: Ends) -> Iterator[EndOdds]:
    """Yield all ways in which it ended at first in some draw, the likeliest first."""
    parties = scene.parties
    found = [
        EndOdds(
            ending="accepted", parties=(),
            odds=moved(odds(verdict.accepted), [ends.at().accepted, ends.of(ends.worst).accepted]),
        )
    ]  # fmt: skip
    for some in _sets(verdict.refusing[:, ~verdict.agreed_at_table]):
        names, others = _named(parties, some), _named(parties, ~some)
        held = [_exactly(one.refusing, some) for one in (verdict, ends.at(names), ends.at(others))]
        found.append(
            EndOdds(ending="refused at the table", parties=tuple(names), odds=moved(odds(held[0]), held[1:]))
        )
    for some in _sets(verdict.at_home[:, verdict.at_home.any(axis=0)]):
        names, others = _named(parties, some), _named(parties, ~some)
        seen = (verdict, ends.at((), names), ends.at(parties, others))
        held = [_exactly(one.at_home, some) for one in seen]
        found.append(
            EndOdds(ending="not approved at home", parties=tuple(names), odds=moved(odds(held[0]), held[1:]))
        )
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


def _refuses(verdict: Verdict, party: int) -> Flags:
    return np.asarray(verdict.refusing[party] | ~verdict.approved[party])


def _reasons(scene: Scene, verdict: Verdict, corners: Sequence[Verdict], party: int) -> Iterator[Reason]:
    own = scene.parties[party]
    lines = tuple(
        line.name for line, crossed in zip(scene.lines, scene.crossed, strict=True) if crossed and line.party == own
    )
    for code, why in _WHY.items():
        if code != CROSSES or lines:
            held = [np.asarray(one.reasons[party] == code) for one in (verdict, *corners)]
            names = lines if code == CROSSES else ()
            yield Reason(why=why, names=names, odds=moved(odds(held[0]), held[1:]))
    home = scene.homes[party]
    if scene.asked(home):
        held = [np.asarray(~one.refusing[party] & ~one.approved[party]) for one in (verdict, *corners)]
        names = (*scene.beyond(home), *(one.question.id for one in scene.put_to(home)))
        yield Reason(why="not approved at home", names=names, odds=moved(odds(held[0]), held[1:]))


def _sets(some: Flags) -> Flags:
    """Return the different columns, as rows."""
    return np.unique(some.T, axis=0) if some.size else np.zeros((0, len(some)), bool)


def _exactly(flags: Flags, some: Flags) -> Flags:
    return np.asarray((flags == some[:, None]).all(axis=0))


def _named(parties: Sequence[str], some: Flags) -> list[str]:
    return [party for party, held in zip(parties, some.tolist(), strict=True) if held]


def _range(numbers: Floats) -> Range:
    return float(numbers.min()), float(numbers.max())
