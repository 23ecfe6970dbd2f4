"""The single negotiating text: a draft that all criticise and the mediator revises until no revision pleases all.

Fisher and Ury, *Getting to Yes*, 1981, ch. 7 (the one-text procedure). One draft gets stuck near where it began
(Klein, Faratin, Sayama and Bar-Yam, *Negotiating Complex Contracts*, Group Decision and Negotiation 12(2), 2003), so
several are begun and revised, and of what becomes of them the one is taken that all place highest: fallback bargaining
(Brams and Kilgour, *Fallback Bargaining*, Group Decision and Negotiation 10(4), 2001). Nobody says what anything is
worth: the mediator hears what to change, which of two texts is better, and in which order the last ones stand.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from goodoffices.simulation.packages import Places
from goodoffices.simulation.protocols.course import Course, Outcome, whole
from goodoffices.simulation.protocols.tabling import MEDIATOR, preferred, tabled
from goodoffices.simulation.sheet import Numbers
from goodoffices.simulation.told import Told

#: So many texts are begun; each side may ask for so many changes to one, and so many revisions of it are tried.
DRAFTS: Final = 8
_CHANGES: Final = 5
_REVISIONS: Final = 60

_BATCH: Final = 32

#: Issues, each with the place of the option that it goes to.
_Change = tuple[tuple[int, int], ...]


class SingleText:
    """The single negotiating text.

    Args:
        drafts: so many texts are begun.
    """

    name = "single text"
    mediated = True
    informed = False

    def __init__(self, drafts: int = DRAFTS) -> None:
        self._drafts = whole(drafts, "drafts", 1)

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end; the mediator is told nothing but the criticism."""
        del told
        waiting = iter(_begun(course, self._drafts))
        draft = next(waiting, None)
        if draft is None:
            return course.ended("refused")
        course.put(MEDIATOR, draft)
        texts: list[int] = []
        for _ in course.times():
            revised = _revised(course, draft)
            if revised is not None:
                draft = revised
                continue
            if draft not in texts:
                texts.append(draft)
            following = next(waiting, None)
            if following is None:
                break
            draft = following
            course.put(MEDIATOR, draft)
        else:
            texts.append(draft)
        for text in _fallen_back(course, texts):
            if tabled(course, text, 1.0, last=True):
                return course.agreed(text)
        return course.ended("refused")


def _begun(course: Course, most: int) -> Numbers:
    """Return drafts to begin with: options that some side would like best, mixed by turns."""
    places = course.scenario.places
    best = [agent.sheet.order[0] for agent in course.agents if len(agent.sheet.order)]
    if len(best) < len(course.agents):
        return np.empty(0, np.int64)
    wanted = places[best]
    whose = course.dice.integers(len(best), size=(4 * most, wanted.shape[1]))
    mixed = wanted[whose, np.arange(wanted.shape[1])]
    found = course.scenario.listing.numbers(mixed)
    # where constraints or a sample leave none of the mixtures, the sides' own demands are begun with
    drafts = dict.fromkeys([*found[found >= 0].tolist(), *map(int, best)])
    return np.array(list(drafts)[:most], np.int64)


def _revised(course: Course, draft: int) -> int | None:
    """Return a revision that is better for somebody and worse for nobody; None where none was found."""
    for revision in itertools.islice(_revisions(course, draft), _REVISIONS):
        course.put(MEDIATOR, revision)
        if preferred(course, revision, draft):
            return revision
    return None


def _revisions(course: Course, draft: int) -> Iterator[int]:
    """Yield revisions by what was asked for, alone and one side's changes for another's, the most wanted first."""
    places = course.scenario.places
    here = places[draft]
    asked = course.everybody(lambda agent: agent.criticises(draft, _CHANGES))
    moves: list[list[tuple[int, _Change]]] = []
    for changes in asked:
        own = [_change(places[one], here) for one in changes]
        singles = [(rank, (one,)) for rank, one in enumerate(own)]
        doubles = [
            (first + second + 1, (own[first], own[second]))
            for first, second in itertools.combinations(range(len(own)), 2)
            if own[first][0] != own[second][0]
        ]
        moves.append([*singles, *doubles])
    sets: list[tuple[int, _Change, _Change]] = [
        (rank, change, ()) for side in moves for rank, change in side if len(change) == 1
    ]
    for one, other in itertools.combinations(moves, 2):
        sets += [
            (rank + against, first, second)
            for (rank, first), (against, second) in itertools.product(one, other)
        ]
    sets.sort(key=lambda entry: entry[0])
    known = {draft}
    # few of them are tried before one pleases: no more are made than that
    for begin in range(0, len(sets), _BATCH):
        rows = [
            _changed(here, (*first, *second))
            for _, first, second in sets[begin : begin + _BATCH]
            if not {issue for issue, _ in first} & {issue for issue, _ in second}
        ]
        for number in course.scenario.listing.numbers(np.array(rows)).tolist() if rows else ():
            if number >= 0 and number not in known:
                known.add(number)
                yield number


def _changed(here: Places, changes: _Change) -> Places:
    """Return a package with some options changed."""
    there = here.copy()
    for issue, place in changes:
        there[issue] = place
    return there


def _change(there: Numbers, here: Numbers) -> tuple[int, int]:
    """Return which issue differs, and to which place it goes."""
    issue = int(np.flatnonzero(there != here)[0])
    return issue, int(there[issue])


def _fallen_back(course: Course, texts: Sequence[int]) -> list[int]:
    """Return the texts, first the one whose worst place in any side's order is the best."""
    numbers = np.array(texts, np.int64)
    places = np.zeros((len(course.agents), len(texts)), np.int64)
    for row, agent in zip(places, course.agents, strict=True):
        row[:] = [sum(agent.prefers(int(other), int(one)) for other in numbers) for one in numbers]
    order = np.lexsort((places.sum(axis=0), places.max(axis=0)))
    return [int(numbers[one]) for one in order]
