"""Drafts of a mediator: each round one package is laid before all sides, who say yes or no and what they would change.

The one-text procedure with a mediator who thinks (Fisher and Ury, *Getting to Yes*, 1981, ch. 7): what a side says of a
draft the mediator alone hears, and makes of it what it can. A person may mediate.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from goodoffices.simulation.agents.agent import WALK
from goodoffices.simulation.agents.person import Replied
from goodoffices.simulation.mediating.drafting import Draftsman
from goodoffices.simulation.protocols.course import Course, Outcome, whole
from goodoffices.simulation.protocols.tabling import answered, believed, bettered, criticised
from goodoffices.simulation.told import Told

#: So many changes each side may ask for in a draft.
CHANGES: Final = 5


class Drafting:
    """A mediator's drafts.

    Args:
        changes: so many changes each side may ask for in a draft.
    """

    name = "mediator's drafts"
    mediated = True
    informed = True

    def __init__(self, changes: int = CHANGES) -> None:
        self._changes = whole(changes, "changes", 0)

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end; a person who mediates may end them (walked away, by nobody at the table)."""
        mediator: Draftsman = course.mediator or Believing(course, told)
        for time in course.times():
            last = course.round >= course.rounds
            draft = mediator.draft(time)
            if draft == WALK:
                break
            yes = answered(course, draft, time, last=last)
            if all(yes):
                return course.agreed(mediator.settled(draft), mediator.answers)
            if not last:
                # those who said yes are asked too: what they would change may win the others
                changes = criticised(course, draft, self._changes)
                mediator.hear(
                    draft, [Replied(one, tuple(own)) for one, own in zip(yes, changes, strict=True)]
                )
        else:
            return course.ended("refused", answers=mediator.answers)
        return course.ended("walked away" if course.mediator else "refused", answers=mediator.answers)


class Believing:
    """A program that mediates: it lays out what it believes to be best, and learns from what is said of it.

    Args:
        course: the talks.
        told: what it is told beforehand.
    """

    def __init__(self, course: Course, told: Told) -> None:
        self._course = course
        self._belief, self.answers = believed(course, told)
        self._tried: set[int] = set()

    def hear(self, draft: int, replies: Sequence[Replied]) -> None:
        """Learn from what each side would change; a draft that was refused was tried, whoever laid it."""
        self._tried.add(draft)
        self._belief = self._belief.learning(
            [list(itertools.pairwise([*own.changes, draft])) for own in replies]
        )

    def draft(self, time: float) -> int:
        """Return what is believed to be best of what was not tried; all over again where everything was."""
        del time
        found = self._belief.next(self._tried)
        if found is None:
            self._tried.clear()
            found = self._belief.next(self._tried)
        if found is None:
            return WALK
        self._tried.add(found)
        return found

    def settled(self, package: int) -> int:
        """Return what is better for some and worse for none, where lists of what may be find it."""
        return bettered(self._course, package, self._belief)
