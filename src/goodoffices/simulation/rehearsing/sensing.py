"""On which inputs “accepted by all” hangs: first-order Sobol' indices, and the share at either end of each input.

The index is the share of the variance of what comes out that goes when one input is known: the correlation ratio of
binned draws (Sobol', *Sensitivity Estimates for Nonlinear Mathematical Models*, Mathematical Modelling and Computational
Experiments 1(4), 1993; McKay, *Evaluating Prediction Uncertainty*, NUREG/CR-6311, 1995), freed of what bins find by
chance (Kelley, *An Unbiased Correlation Ratio Measure*, PNAS 21(9), 1935), with its error by leaving out one tenth of the
draws after another (the jackknife).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.partial.sampling import CHAINS
from goodoffices.simulation.rehearsing.inputs import Column, Flags, Floats
from goodoffices.simulation.rehearsing.judging import Scene, Verdict
from goodoffices.simulation.rehearsing.results import Effect
from goodoffices.simulation.rehearsing.shares import part
from goodoffices.simulation.rehearsing.wants import columns_of

#: So many bins at most, of so many draws at least; and of fewer draws than this nothing is said.
_BINS: Final = 20
_IN_BIN: Final = 25
FEWEST: Final = 90

_GROUPS: Final = 10

_VARIES: Final = 1e-12


def effects_of(scene: Scene, verdict: Verdict) -> tuple[Effect, ...]:
    """Return what hangs on each input that has a part in the answer, the most first.

    Args:
        scene: the package on the table.
        verdict: what comes of it, with the inputs as drawn.
    """
    if scene.draws < FEWEST:
        return ()
    found = [*_numbers(scene, verdict.accepted), *_events(scene, verdict)]
    return tuple(
        sorted(found, key=lambda one: (-one.index, -abs(one.high.share - one.low.share), one.input))
    )


def _numbers(scene: Scene, accepted: Flags) -> Iterator[Effect]:
    for wants, worth in zip(scene.wants, scene.worth, strict=True):
        name = f"worth:{wants.party}"
        parts = columns_of(wants, scene.places)
        if np.ptp(worth) > _VARIES:
            yield _number(name, wants.party, f"what the package is worth to {wants.party}", worth, accepted)
        for column in parts:
            yield _of(column, accepted, part_of=name)
    for column in scene.columns:
        if plays(scene, column) and not column.id.startswith("line:"):
            yield _of(column, accepted)


def plays(scene: Scene, column: Column) -> bool:
    """Say whether an input that moves has a part in what is answered to the package itself."""
    if column.low >= column.high:
        return False
    if column.id.startswith("line:"):
        return any(
            crossed for line, crossed in zip(scene.lines, scene.crossed, strict=True) if line.column is column
        )
    if column.stage != "home":
        return True
    home = next(one for one in scene.homes if one.party == column.party)
    questions = scene.put_to(home)
    if column is not home.column:
        return any(column is chance for asked in questions for chance in asked.chances.values())
    if not questions:
        return scene.asked(home)
    return any(
        set(home.votes(asked, scene.drawn)[1]) - set(asked.chances) for asked in questions
    )


def _events(scene: Scene, verdict: Verdict) -> Iterator[Effect]:
    for line, crossed, held in zip(scene.lines, scene.crossed, verdict.held, strict=True):
        if crossed:
            says = f"{line.party} keeps to “{line.name.removeprefix(f'{line.party}: ')}”"
            yield from _event(f"holds:{line.name}", line.party, says, held, verdict.accepted)
    for home in scene.homes:
        for asked in scene.put_to(home):
            named = {one.member for one in asked.question.stances}
            for person, votes in home.votes(asked, scene.drawn)[1].items():
                if person in named:
                    name = f"votes:{asked.question.id}:{person}"
                    says = f"{person} is for “{asked.question.text}”"
                    yield from _event(name, home.party, says, votes, verdict.accepted)


def _of(column: Column, accepted: Flags, part_of: str = "") -> Effect:
    return _number(column.id, column.party, column.says, column.values, accepted, part_of)


def _number(  # noqa: PLR0913, PLR0917 - what an effect is made of
    name: str, party: str, says: str, values: Floats, accepted: Flags, part_of: str = ""
) -> Effect:
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    bins = max(2, min(_BINS, len(order) // _IN_BIN))
    index, error = _index(ranks * bins // len(ranks), accepted)
    third = len(order) // 3
    return Effect(
        input=name, party=party, says=says, kind="number", index=index, error=error,
        low=part(accepted[order[:third]]), high=part(accepted[order[-third:]]), part_of=part_of,
    )  # fmt: skip


def _event(name: str, party: str, says: str, happens: Flags, accepted: Flags) -> Iterator[Effect]:
    if happens.all() or not happens.any():
        return
    index, error = _index(happens.astype(np.int64), accepted)
    yield Effect(
        input=name, party=party, says=says, kind="event", index=index, error=error,
        low=part(accepted[~happens]), high=part(accepted[happens]),
    )  # fmt: skip


def _index(bins: NDArray[np.int64], accepted: Flags) -> tuple[float, float]:
    """Return the share of variance that bins explain, beyond what they would by chance, and its standard error."""
    groups = np.arange(len(bins)) % CHAINS % _GROUPS
    cells = np.zeros((_GROUPS, int(bins.max()) + 1, 2))
    np.add.at(cells, (groups, bins), np.array([np.ones(len(bins)), accepted]).T)
    whole = cells.sum(axis=0)
    without = [_share(whole - one) for one in cells]
    spread = (_GROUPS - 1) / _GROUPS * float(np.square(np.array(without) - np.mean(without)).sum())
    return max(0.0, _share(whole)), math.sqrt(spread)


def _share(cells: Floats) -> float:
    """Return Kelley's corrected correlation ratio, from draws and accepted draws by bin."""
    cells = cells[cells[:, 0] > 0]
    draws, held = cells[:, 0], cells[:, 1]
    n, mean = draws.sum(), held.sum() / draws.sum()
    total = n * mean * (1 - mean)
    rest = n - len(cells)
    if total <= 0 or rest <= 0:
        return 0.0
    inside = float((held * (1 - held / draws)).sum())
    return float(1.0 - inside / rest * (n - 1) / total)
