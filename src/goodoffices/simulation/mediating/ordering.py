"""Questions that ask for an order, and what the answers say: which package is best, which issues weigh more, and so on.

One order says more than one comparison, and people put things in order more readily than they say what they are worth
(Edwards and Barron, *SMARTS and SMARTER: Improved Simple Methods for Multiattribute Utility Measurement*,
Organizational Behavior and Human Decision Processes 60(3), 1994). A mediator asks first which package a side would like
best and which least, then in which order the issues weigh, and from then on to put packages in order that may be the
ones to table, chosen so that the draws disagree on each two of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

import numpy as np

from goodoffices.analysis.partial.knowledge import Fact
from goodoffices.analysis.partial.telling_kernels import told
from goodoffices.model.case import Case
from goodoffices.model.preferences import Additive
from goodoffices.simulation.mediating.belief import Belief
from goodoffices.simulation.mediating.side import NOTHING, Guessed, Numbers, Side
from goodoffices.simulation.packages import Floats, Listing
from goodoffices.simulation.sheet import EQUAL

#: So many packages are put in order at most: no more than a person can keep in view.
LISTED: Final = 8

#: A list is made of so many packages from all over, and of those that are likeliest to be the one to table.
_SPREAD: Final = 100
_LIKELY: Final = 60

#: Which of two packages is better is settled where the shares of draws that say either multiply to less than this.
_SETTLED: Final = 0.02

#: How much it counts how open a package is beside all on a list, next to beside the one where it is least.
_MEAN: Final = 0.2

#: Gains are taken to be no less, so that they have logarithms.
_LEAST: Final = 1e-3

#: A draw in which the evaluation of an option is so near to an end of the scale has it there.
_EXACT: Final = 1e-9

#: What differs by less than this share of the largest is alike: rounding, another on each processor, has no say.
_ALIKE: Final = 1e-9

_FREE: Final = float("inf")


def ordered(truth: Case, belief: Belief, listing: Listing, most: int) -> tuple[Belief, tuple[int, ...]]:
    """Ask each side so many questions at most; return what is believed then, and how many each side answered.

    Nothing is asked of a side that all draws answer alike.

    Args:
        truth: the case on one scale, by which the parties answer.
        belief: what is believed before.
        listing: the packages.
        most: so many questions to each side.
    """
    answers = [0] * len(belief.sides)
    for number in range(most):
        sides = list(belief.sides)
        for party, side in enumerate(sides):
            assert isinstance(side, Guessed)
            known = truth.parties[party].preferences
            assert isinstance(known, Additive)
            own = _Own(known, truth, listing)
            asked = next(_questions(side, own, belief, party, listing, decisive=number % 2 == 1), None)
            if asked is not None:
                sides[party] = side.knowing(asked)
                answers[party] += 1
        if all(one is other for one, other in zip(sides, belief.sides, strict=True)):
            break
        belief = Belief(tuple(sides))
    return belief, tuple(answers)


class _Own:
    """What a party answers by: its true contributions."""

    def __init__(self, known: Additive, truth: Case, listing: Listing) -> None:
        self.tables = [np.array(known.contributions(issue)) for issue in truth.issues]
        self._reservation = known.reservation or 0.0
        self._listing = listing

    def worth(self, packages: Numbers) -> Floats:
        """Return what packages are worth, and no agreement."""
        places = self._listing.places[packages]
        total = np.zeros(len(places))
        for issue, table in enumerate(self.tables):
            total += table[places[:, issue]]
        return np.where(packages == NOTHING, self._reservation, total)


def _questions(  # noqa: PLR0913 - what is known, of whom, and how it is asked
    side: Guessed, own: _Own, belief: Belief, party: int, listing: Listing, *, decisive: bool
) -> Iterator[list[Fact]]:
    """Yield what the answers to questions say that are open, the first to be asked first."""
    ends = [(int(table.argmax()), int(table.argmin())) for table in own.tables]
    layout, draws = side.polytope.layout, side.draws
    best = [
        abs(draws[:, issue] - draws[:, layout.at(issue, place)]).max()
        for issue, (place, _) in enumerate(ends)
    ]
    if max(best) > _EXACT:
        yield [side.end(issue, place, 1.0) for issue, (place, _) in enumerate(ends)]
    worst = [draws[:, layout.at(issue, place)].max() for issue, (_, place) in enumerate(ends)]
    if max(worst) > _EXACT:
        yield [side.end(issue, place, 0.0) for issue, (_, place) in enumerate(ends)]
    weights = draws[:, : len(ends)]
    order = np.argsort([-np.ptp(table) for table in own.tables], kind="stable").tolist()
    if (np.diff(weights[:, order], axis=1) > _EXACT).any():
        yield [
            Fact({more: 1.0, less: -1.0}, 0.0, _FREE, "", "entered")
            for more, less in itertools.pairwise(order)
        ]
    listed = _listed(belief, party, listing, decisive=decisive)
    if len(listed) > 1:
        worth = own.worth(listed)
        down = np.argsort(-worth, kind="stable").tolist()
        yield [
            side.fact(int(listed[one]), int(listed[other]), same=bool(worth[one] - worth[other] <= EQUAL))
            for one, other in itertools.pairwise(down)
        ]


def _listed(belief: Belief, party: int, listing: Listing, *, decisive: bool) -> Numbers:
    """Return packages for a party to put in order; none where no order says anything.

    Every other list is of packages that may be the one to table, each two of them as open as can be. The others are
    decisive: they tell by how much the package to table is better or worse for the party than its rivals.
    """
    found = np.empty(0, np.int64) if decisive else _open(belief, party)
    return found if len(found) else _decisive(belief, party, listing)


def _open(belief: Belief, party: int) -> Numbers:
    """Return packages that may be the one to table, of which draws disagree most on each two."""
    chosen, counts = np.unique(belief.joint.argmax(axis=1), return_counts=True)
    likely = np.argsort(-belief.expected, kind="stable")[:_LIKELY]
    items = np.unique(np.concatenate([chosen[np.argsort(-counts, kind="stable")][: 2 * _LIKELY], likely]))
    worth = belief.worth[party][:, items]
    ahead = np.array([(worth[:, [one]] > worth).mean(axis=0) for one in range(len(items))])
    apart = np.minimum(ahead, ahead.T)
    first = np.unravel_index(int(apart.argmax()), apart.shape)
    if apart[first] <= _SETTLED:
        return np.empty(0, np.int64)
    kept = [int(first[0]), int(first[1])]
    while len(kept) < min(LISTED, len(items)):
        score = apart[:, kept].min(axis=1) + _MEAN * apart[:, kept].mean(axis=1)
        score[kept] = -1.0
        kept.append(_largest(score))
    found: Numbers = belief.pool[items[kept]]
    return found


def _decisive(belief: Belief, party: int, listing: Listing) -> Numbers:
    """Return packages whose order, added one by one, explains most of what decides and is not yet explained.

    What decides is by how much the package to table is better or worse for the party than its rivals, in logarithms of
    gains.
    """
    spread = np.unique(np.linspace(0, len(listing) - 1, _SPREAD).astype(np.int64))
    likely = np.argsort(-belief.expected, kind="stable")[:_LIKELY]
    packages = np.unique(np.concatenate([spread, belief.pool[likely], belief.pool[belief.rivals]]))
    worth = belief.sides[party].worth(packages)
    if _limited(belief.sides[party]):
        packages, worth = np.append(packages, NOTHING), np.column_stack([worth, np.zeros(len(worth))])
    rows, open_ = np.ascontiguousarray(worth.T), _ratios(belief, party)
    kept = list(_first(rows, open_))
    if not kept:
        return np.empty(0, np.int64)
    while len(kept) < min(LISTED, len(packages)):
        left = np.ascontiguousarray(open_ - _explained(worth[:, kept], open_))
        score = np.sum([told(rows, one, 0, left, _SETTLED) for one in kept], axis=0)
        score[kept] = -1.0
        if score.max() <= 0:
            break
        kept.append(_largest(score))
    return packages[kept]


def _limited(side: Side) -> bool:
    return isinstance(side, Guessed) and side.polytope.knowledge.limited


def _ratios(belief: Belief, party: int) -> Floats:
    """Return what decides between the package to table and each rival, as far as the party goes: draws × rivals."""
    gains = np.maximum(belief.worth[party], _LEAST)
    at = belief.rivals
    ratio = np.log(gains[:, at[1:]]) - np.log(gains[:, at[:1]])
    ratio = ratio - ratio.mean(axis=0)
    return np.ascontiguousarray(ratio * belief.losses[at[1:]] / (ratio.std(axis=0) + _LEAST))


def _first(rows: Floats, open_: Floats) -> tuple[int, ...]:
    """Return the two packages whose order says most; none where none says anything. `rows`: packages × draws."""
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for one in range(len(rows) - 1):
        says = told(rows, one, one + 1, open_, _SETTLED)
        other = _largest(says)
        if says[other] > best[0] * (1.0 + _ALIKE):
            best = (float(says[other]), (one, other))
    return best[1]


def _largest(values: Floats) -> int:
    """Return where the largest of some values stands, of those alike the first."""
    most = values.max()
    return int((values >= most - abs(most) * _ALIKE).argmax())


def _explained(worth: Floats, open_: Floats) -> Floats:
    """Return what is open as far as the order of some packages explains it: draws × rivals."""
    ahead = [
        worth[:, one] > worth[:, other] for one, other in itertools.combinations(range(worth.shape[1]), 2)
    ]
    columns = np.stack(ahead, axis=1) - np.mean(ahead, axis=1)
    factors, *_ = np.linalg.lstsq(columns, open_, rcond=None)
    found: Floats = columns @ factors
    return found
