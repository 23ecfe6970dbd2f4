"""What the mediated protocols share: a proposal that all answer unseen, and a better one for all once there is one.

Answers are yes or no, and nobody hears another's: what is known is whether all said yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import structs

from goodoffices.model.case import Case
from goodoffices.simulation.agents.seat import MEDIATOR
from goodoffices.simulation.mediating.asking import informed
from goodoffices.simulation.mediating.belief import Belief, belief_of, full_belief
from goodoffices.simulation.mediating.knowing import as_told, on_one_scale
from goodoffices.simulation.mediating.ordering import ordered
from goodoffices.simulation.protocols.course import Course, Outcome
from goodoffices.simulation.scenario import Scenario
from goodoffices.simulation.told import Told

#: An agreement is made better for all by so many lists at most, of so many packages each.
LISTS: Final = 20
LISTED: Final = 8

#: So many lists of what comes near, though no draw holds it to be better for all, are tried in vain before that ends.
UNLIKELY: Final = 1

#: Draws begin with a number below this.
LUCK: Final = 2**62


def believed(course: Course, told: Told, questions: int = 0) -> tuple[Belief, tuple[int, ...]]:
    """Return what the mediator believes after all it is told, and how many questions each side answered.

    Args:
        course: the talks.
        told: what it is told before, and in how many orders.
        questions: how many of the analysis's next questions each side answers before these.
    """
    scenario = course.scenario
    if told.level == "everything":
        return _told_all(scenario), (0,) * len(scenario.parties)
    truth, case, first = _asked(scenario, structs.replace(told, answers=0), questions)
    belief = belief_of(case, scenario, int(course.dice.integers(LUCK)))
    belief, then = ordered(truth, belief, scenario.listing, told.answers)
    return belief, tuple(one + other for one, other in zip(first, then, strict=True))


@lru_cache(maxsize=2)  # questions take seconds, and cells come one after the other
def _asked(scenario: Scenario, told: Told, questions: int) -> tuple[Case, Case, tuple[int, ...]]:
    """Return the truth on one scale and what is known after questions, once for all runs: nothing in it is chance."""
    truth = on_one_scale(scenario.case)
    return (truth, *informed(truth, as_told(truth, told), questions))


@lru_cache(maxsize=2)  # a scenario can be large, and cells come one after the other
def _told_all(scenario: Scenario) -> Belief:
    """Believe it once for all runs of a scenario: nothing in it is chance."""
    return full_belief(scenario)


def tabled(course: Course, package: int, time: float, *, last: bool) -> bool:
    """Table a package; say whether all said yes. The last is this package or no agreement."""
    return all(answered(course, package, time, last=last))


def answered(course: Course, package: int, time: float, *, last: bool) -> list[bool]:
    """Table a package; return who said yes. Everybody answers, whatever the others say."""
    course.put(MEDIATOR, package)
    answers = course.everybody(
        lambda agent: agent.approves(package, time) if last else agent.accepts(package, time)
    )
    course.replied()
    return answers


def criticised(course: Course, draft: int, most: int) -> list[list[int]]:
    """Ask everybody what to change in a draft; return the changed drafts of each side, the best first."""
    return course.everybody(lambda agent: agent.criticises(draft, most))


def compared(course: Course, than: int, listed: Sequence[int]) -> list[list[bool]]:
    """Ask everybody of each package on a list whether it is worse than another one: sides × packages."""
    return course.everybody(lambda agent: [agent.prefers(than, one) for one in listed])


def better_for_some(course: Course, one: int, than: int) -> bool:
    """Say whether some side finds a package better than another one."""
    return any(course.everybody(lambda agent: agent.prefers(one, than)))


def bettered(course: Course, package: int, belief: Belief) -> int:
    """Look for a package that is better for somebody and worse for nobody, and ask which all want instead.

    Raiffa, *Post-Settlement Settlements*, Negotiation Journal 1(1), 1985: what was agreed stands, unless all prefer
    something else. A round is a list; each side says of each package on it, unseen by the others, whether it is worse
    than what was agreed, and the mediator learns from that what to list next. It ends where nothing is likely to be
    better for somebody and worse for nobody.

    Args:
        course: the talks.
        package: what was agreed.
        belief: what the mediator believes.
    """
    tried: set[int] = set()
    left = UNLIKELY
    clock = course.times()
    for _ in range(LISTS):
        listed = belief.better(package, tried, LISTED).tolist()
        if not listed and left:
            left -= 1
            listed = belief.better(package, tried, LISTED, unlikely=True).tolist()
        if not listed or next(clock, None) is None:
            break
        for one in listed:
            course.put(MEDIATOR, one)
        worse = compared(course, package, listed)
        course.replied(len(listed))
        wanted = [
            one
            for place, one in enumerate(listed)
            if not any(own[place] for own in worse) and better_for_some(course, one, package)
        ]
        belief = belief.learning(
            [
                [(package, one) if own[place] else (one, package) for place, one in enumerate(listed)]
                for own in worse
            ]
        )
        # what was worse for somebody than what was agreed is worse than whatever all want instead
        tried.update(set(listed) - set(wanted))
        if wanted:
            package = max(wanted, key=belief.value)
            left = UNLIKELY
    return package


def proposed(course: Course, belief: Belief, answers: tuple[int, ...]) -> Outcome:
    """Table one package a round, that with the least regret of those not refused in vain; then better it for all."""
    refused: set[int] = set()
    for time in course.times():
        last = course.round >= course.rounds
        package = belief.next(refused)
        if package is None:
            refused.clear()
            package = belief.next(refused)
        if package is None:
            return course.ended("refused", answers=answers)
        if tabled(course, package, time, last=last):
            return course.agreed(bettered(course, package, belief), answers)
        refused.add(package)
    return course.ended("refused", answers=answers)
