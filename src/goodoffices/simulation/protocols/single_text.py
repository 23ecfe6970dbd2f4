"""The single negotiating text: a draft that all criticise and the mediator revises until no revision pleases all.

Fisher and Ury, *Getting to Yes*, 1981, ch. 7 (the one-text procedure). One draft gets stuck near where it began
(Klein, Faratin, Sayama and Bar-Yam, *Negotiating Complex Contracts*, Group Decision and Negotiation 12(2), 2003), so
several are begun and revised, and of what becomes of them the one is taken that all place highest: fallback bargaining
(Brams and Kilgour, *Fallback Bargaining*, Group Decision and Negotiation 10(4), 2001). Nobody says what anything is
worth: the mediator hears what to change, which of two texts is better, and in which order the last ones stand.

Where there are many packages, more changes would have to go together than can be tried one after the other. There the
mediator draws up a last text of its own by all that criticism named, and betters it by lists, as it does an agreement.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import structs

from goodoffices.model.preferences import Ordinal
from goodoffices.simulation.agents.seat import MEDIATOR
from goodoffices.simulation.mediating.belief import Belief, belief_of
from goodoffices.simulation.packages import Places
from goodoffices.simulation.protocols.course import Course, Outcome, whole
from goodoffices.simulation.protocols.tabling import (
    LUCK,
    better_for_some,
    bettered,
    compared,
    criticised,
    tabled,
)
from goodoffices.simulation.sheet import Numbers
from goodoffices.simulation.told import Told

#: So many texts are begun; each side may ask for so many changes to one, and so many revisions of it are tried.
DRAFTS: Final = 8
_CHANGES: Final = 5
_REVISIONS: Final = 60

_BATCH: Final = 32

#: From so many packages on the mediator draws up a last text of its own.
MANY: Final = 10_000

#: It does so by so many of the comparisons it heard last.
_KEPT: Final = 250

#: Issues, each with the place of the option that it goes to.
_Change = tuple[tuple[int, int], ...]


class SingleText:
    """The single negotiating text.

    Args:
        drafts: so many texts are begun.
        many: from so many packages on the mediator draws up a last text of its own; 0 for never.
    """

    name = "single text"
    mediated = True
    informed = False

    def __init__(self, drafts: int = DRAFTS, many: int = MANY) -> None:
        self._drafts, self._many = whole(drafts, "drafts", 1), whole(many, "packages", 0)

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end; the mediator is told nothing but the criticism."""
        del told
        waiting = iter(_begun(course, self._drafts))
        draft = next(waiting, None)
        if draft is None:
            return course.ended("refused")
        course.put(MEDIATOR, draft)
        texts: list[int] = []
        heard = _Heard(course)
        for _ in course.times():
            revised = _revised(course, draft, heard)
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
        if 0 < self._many <= course.scenario.packages:
            belief = heard.believed()
            own = belief.next(())
            if own is not None and tabled(course, own, 1.0, last=True):
                return course.agreed(bettered(course, own, belief), heard.answers)
        for text in _fallen_back(course, texts):
            if tabled(course, text, 1.0, last=True):
                return course.agreed(text, heard.answers)
        return course.ended("refused", answers=heard.answers)


class _Heard:
    """What criticism named: for each side pairs of packages, the first at least as good as the second."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._pairs: list[dict[tuple[int, int], None]] = [{} for _ in course.agents]
        self._criticised = 0

    @property
    def answers(self) -> tuple[int, ...]:
        """How many times each side was asked what to change."""
        return (self._criticised,) * len(self._pairs)

    def criticised(self, draft: int, changes: Sequence[Sequence[int]]) -> None:
        """Hear what each side would change, the best first: all of it is better than the draft."""
        self._criticised += 1
        for known, own in zip(self._pairs, changes, strict=True):
            known.update(dict.fromkeys(itertools.pairwise([*own, draft])))

    def compared(self, draft: int, revision: int, worse: Sequence[bool]) -> None:
        """Hear which of two texts is worse for whom."""
        for known, one in zip(self._pairs, worse, strict=True):
            known[(draft, revision) if one else (revision, draft)] = None

    def believed(self) -> Belief:
        """Return what the mediator makes of it, the latest most of all; it knows of no reservation value."""
        scenario = self._course.scenario
        parties = tuple(structs.replace(party, preferences=Ordinal()) for party in scenario.case.parties)
        luck = int(self._course.dice.integers(LUCK))
        belief = belief_of(structs.replace(scenario.case, parties=parties), scenario, luck)
        if scenario.packages == math.prod(scenario.listing.sizes):
            # each side's best package is what the drafts were made of
            belief = belief.demanding([int(agent.sheet.order[0]) for agent in self._course.agents])
        return belief.learning([list(known)[-_KEPT:] for known in self._pairs])


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


def _revised(course: Course, draft: int, heard: _Heard) -> int | None:
    """Return a revision that is better for somebody and worse for nobody; None where none was found."""
    for revision in itertools.islice(_revisions(course, draft, heard), _REVISIONS):
        course.put(MEDIATOR, revision)
        worse = [own[0] for own in compared(course, draft, [revision])]
        course.replied()
        heard.compared(draft, revision, worse)
        if not any(worse) and better_for_some(course, revision, draft):
            return revision
    return None


def _revisions(course: Course, draft: int, heard: _Heard) -> Iterator[int]:
    """Yield revisions by what was asked for, alone and one side's changes for another's, the most wanted first."""
    places = course.scenario.places
    here = places[draft]
    asked = criticised(course, draft, _CHANGES)
    heard.criticised(draft, asked)
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
    places = np.array(
        course.everybody(
            lambda agent: [sum(agent.prefers(int(other), int(one)) for other in numbers) for one in numbers]
        )
    )
    order = np.lexsort((places.sum(axis=0), places.max(axis=0)))
    return [int(numbers[one]) for one in order]
