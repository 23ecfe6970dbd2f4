"""Questions that could be put to a party, and how each draw of its preferences would answer them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.partial.polytope import Polytope
from goodoffices.analysis.partial.room import Places
from goodoffices.analysis.questions.particles import Particles
from goodoffices.analysis.questions.results import QuestionKind

Floats = NDArray[np.float64]

#: A question of which a smaller share of draws gives one of the answers is not worth asking.
_FEWEST: Final = 0.02

#: So many differences between two values of an issue are set against each other, the least certain ones.
_DIFFERENCES: Final = 48

#: So many of the best packages are asked about as wholes, and issues with more values than this are not put in order.
_WHOLE: Final = 40
_MOST_VALUES: Final = 8

_EQUAL: Final = 1e-9

#: An issue's number and the place of one of its values.
Choice = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """A question to one party.

    Attributes:
        party: the party's number.
        kind: what is asked.
        first, second: what is compared: values of the same issues, or a whole package against nothing.
        issue: whose values are to be ordered.
        answers: for each draw the number of its answer; for two packages 1 where the first is better.
        cost: how many comparisons it stands for.
    """

    party: int
    kind: QuestionKind
    first: tuple[Choice, ...]
    second: tuple[Choice, ...]
    issue: int | None
    answers: NDArray[np.int64]
    cost: int


def questions_to(party: int, particles: Particles) -> Iterator[Asked]:
    """Yield what could be asked of a party and is not decided by what is known already."""
    polytope = particles.room.polytopes[party]
    if polytope.point is not None:
        return
    points = particles.points[party]
    yield from _trade_offs(party, polytope, points)
    yield from _acceptance(party, particles)
    yield from _orders(party, polytope, points)


def _trade_offs(party: int, polytope: Polytope, points: Floats) -> Iterator[Asked]:
    """Yield which of two values of one issue is better, and which of two differences weighs more."""
    differences: list[tuple[float, int, int, int, Floats]] = []
    for issue, values in enumerate(polytope.layout.issues):
        if values.size > _MOST_VALUES:
            places = np.unique(np.linspace(0, values.size - 1, _MOST_VALUES).round().astype(int)).tolist()
        else:
            places = list(range(values.size))
        for one, other in itertools.combinations(places, 2):
            lead = points[:, polytope.layout.at(issue, one)] - points[:, polytope.layout.at(issue, other)]
            ahead = lead > _EQUAL
            if _open(ahead):
                yield Asked(
                    party, "packages", ((issue, one),), ((issue, other),), None, ahead.astype(np.int64), 1
                )
            if lead.mean() < 0:
                differences.append((float(lead.std()), issue, other, one, -lead))
            else:
                differences.append((float(lead.std()), issue, one, other, lead))
    differences.sort(key=lambda one: -one[0])
    for first, second in itertools.combinations(differences[:_DIFFERENCES], 2):
        _, issue, better, worse, lead = first
        _, against, gained, lost, other = second
        if issue == against:
            continue
        heavier = lead - other > _EQUAL
        if _open(heavier):
            yield Asked(
                party, "packages",
                tuple(sorted(((issue, better), (against, lost)))), tuple(sorted(((issue, worse), (against, gained)))),
                None, heavier.astype(np.int64), 1,
            )  # fmt: skip


def _acceptance(party: int, particles: Particles) -> Iterator[Asked]:
    """Yield whether packages that may be chosen are better than no agreement."""
    if not particles.room.polytopes[party].knowledge.limited:
        return
    for row in np.argsort(-particles.products, kind="stable")[:_WHOLE].tolist():
        accepts = particles.worth[party][:, row] > 0
        if _open(accepts):
            package: Places = particles.pool[row]
            yield Asked(party, "acceptance", tuple(enumerate(package)), (), None, accepts.astype(np.int64), 1)


def _orders(party: int, polytope: Polytope, points: Floats) -> Iterator[Asked]:
    """Yield the order of an issue's values, and that of the issues, where either is not known."""
    layout = polytope.layout
    for issue, values in enumerate(layout.issues):
        if 2 < values.size <= _MOST_VALUES:  # noqa: PLR2004 - two are compared, not ordered
            own = points[:, layout.starts[issue] : layout.starts[issue] + values.size]
            answers = _order_of(own)
            if answers is not None:
                yield Asked(party, "options", (), (), issue, answers, values.size - 1)
    if polytope.knowledge.kind in ("interval", "ordinal", "record") and len(layout.issues) > 2:  # noqa: PLR2004 - as above
        answers = _order_of(points[:, : len(layout.issues)])
        if answers is not None:
            yield Asked(party, "issues", (), (), None, answers, len(layout.issues) - 1)


def _order_of(worths: Floats) -> NDArray[np.int64] | None:
    """Return a number for the order of the columns in each row; None where it is the same in all."""
    _, numbers = np.unique(np.argsort(-worths, axis=1, kind="stable"), axis=0, return_inverse=True)
    answers: NDArray[np.int64] = numbers.reshape(-1).astype(np.int64)
    return answers if answers.any() else None


def _open(answers: NDArray[np.bool_]) -> bool:
    share = answers.mean()
    return bool(_FEWEST < share < 1 - _FEWEST)
