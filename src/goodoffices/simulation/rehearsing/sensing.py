"""On which inputs “accepted by all” hangs: first-order Sobol' indices, and the share at either end of each input.

The index is the share of the variance of what comes out that goes when one input is known: the correlation ratio of
binned draws (Sobol', *Sensitivity Estimates for Nonlinear Mathematical Models*, Mathematical Modelling and
Computational Experiments 1(4), 1993; McKay, *Evaluating Prediction Uncertainty*, NUREG/CR-6311, 1995), freed of what
bins find by chance (Kelley, *An Unbiased Correlation Ratio Measure*, PNAS 21(9), 1935), with its error by leaving out
one tenth of the draws after another (the jackknife).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.partial.sampling import CHAINS
from goodoffices.simulation.rehearsing.inputs import Column, Floats
from goodoffices.simulation.rehearsing.judging import Scene, Verdict
from goodoffices.simulation.rehearsing.results import Effect, Odds
from goodoffices.simulation.rehearsing.shares import odds, part, worth_of
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
    share = float(verdict.accepted.mean())
    if scene.draws < FEWEST or not 0.0 < share < 1.0:
        return ()
    found = [*_numbers(scene, verdict.accepted), *_lines(scene, verdict), *_votes(scene, verdict)]
    return tuple(sorted(found, key=lambda one: (-one.index, -abs(one.high.share - one.low.share), one.input)))


def _numbers(scene: Scene, accepted: Floats) -> Iterator[Effect]:
    for wants, worth in zip(scene.wants, scene.worth, strict=True):
        name = f"worth:{wants.party}"
        if np.ptp(worth) > _VARIES:
            title = scene.room.case.parties_by_id[wants.party].title
            yield _number(name, wants.party, f"what the package is worth to {title}", worth, accepted)
        for column in columns_of(scene.room.case, wants, scene.places):
            yield _of(column, accepted, part_of=name)
    for column in scene.columns:
        if plays(scene, column):
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
        set(home.votes(asked, scene.drawn)[1]) - set(asked.chances) for asked in questions if asked.voted
    )


def _lines(scene: Scene, verdict: Verdict) -> Iterator[Effect]:
    """Yield what hangs on whether red lines hold; one that holds and is crossed leaves nothing to accept."""
    found = odds(verdict.accepted)
    share, (low, high) = found.share, found.sampling
    for line, owner in zip(scene.lines, verdict.crossed, strict=True):
        gives = float(1.0 - scene.drawn[line.column.id].mean())
        if owner < 0 or not 0.0 < gives < 1.0:
            continue
        title = scene.room.case.parties_by_id[line.party].title
        error = math.sqrt(share * (1 - share) / worth_of(verdict.accepted))
        yield Effect(
            input=f"holds:{line.name}", party=line.party,
            says=f"{title} keeps to “{line.name.removeprefix(f'{line.party}: ')}”", kind="event",
            index=(1 - gives) / gives * share / (1 - share),
            error=(1 - gives) / gives * error / (1 - share) ** 2,
            low=Odds(share=min(1.0, share / gives), n=found.n, sampling=(low / gives, min(1.0, high / gives))),
            high=Odds(share=0.0, n=found.n, sampling=(0.0, 0.0), status="exact"),
        )  # fmt: skip


def _votes(scene: Scene, verdict: Verdict) -> Iterator[Effect]:
    """Yield what hangs on the votes of those at home who are known not to have settled theirs."""
    for home in scene.homes:
        for asked in scene.put_to(home):
            named = {one.member for one in asked.question.stances}
            names = {one.id: one.name for body in home.every.values() for one in body.members}
            for person, votes in home.votes(asked, scene.drawn)[1].items():
                if person in named and 0 < votes.sum() < len(votes):
                    index, error = _index(votes.astype(np.int64), verdict.accepted)
                    yield Effect(
                        input=f"votes:{asked.question.id}:{person}", party=home.party,
                        says=f"{names[person]} is for “{asked.question.text}”", kind="event", index=index,
                        error=error, low=part(verdict.accepted[~votes]), high=part(verdict.accepted[votes]),
                    )  # fmt: skip


def _of(column: Column, accepted: Floats, part_of: str = "") -> Effect:
    return _number(column.id, column.party, column.says, column.values, accepted, part_of)


def _number(  # noqa: PLR0913, PLR0917 - what an effect is made of
    name: str, party: str, says: str, values: Floats, accepted: Floats, part_of: str = ""
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


def _index(bins: NDArray[np.int64], accepted: Floats) -> tuple[float, float]:
    """Return the share of variance that bins explain, beyond what they would by chance, and its standard error."""
    groups = np.arange(len(bins)) % CHAINS % _GROUPS
    cells = np.zeros((_GROUPS, int(bins.max()) + 1, 3))
    np.add.at(cells, (groups, bins), np.array([np.ones(len(bins)), accepted, accepted**2]).T)
    whole = cells.sum(axis=0)
    without = [_share(whole - one) for one in cells]
    spread = (_GROUPS - 1) / _GROUPS * float(np.square(np.array(without) - np.mean(without)).sum())
    return max(0.0, _share(whole)), math.sqrt(spread)


def _share(cells: Floats) -> float:
    """Return the corrected correlation ratio, from the draws, chances and squares of chances in each bin.

    What bins explain is measured by the chance in each draw; what there is to explain is a yes or no.
    """
    draws, sums, squares = cells[cells[:, 0] > 0].T
    n = draws.sum()
    mean = sums.sum() / n
    total = n * mean * (1 - mean)
    rest = n - len(draws)
    if total <= 0 or rest <= 0:
        return 0.0
    inside = float((squares - sums**2 / draws).sum()) / rest
    between = float((sums**2 / draws).sum() - n * mean**2)
    return float((between - (len(draws) - 1) * inside) / total)
