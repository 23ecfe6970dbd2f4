"""What the mediated protocols share: a proposal that all answer unseen, and a better one for all once there is one.

Answers are yes or no, and nobody hears another's: what is known is whether all said yes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from goodoffices.simulation.mediating.asking import informed
from goodoffices.simulation.mediating.belief import Belief, belief_of, full_belief
from goodoffices.simulation.mediating.knowing import as_told, on_one_scale
from goodoffices.simulation.protocols.course import Course, Outcome
from goodoffices.simulation.scenario import Scenario
from goodoffices.simulation.told import Told

#: By so many proposals at most an agreement is made better for all.
BETTER: Final = 10

MEDIATOR: Final = -1


def believed(course: Course, told: Told) -> tuple[Belief, tuple[int, ...]]:
    """Return what the mediator believes after all it is told, and how many questions each side answered."""
    return _believed(course.scenario, told)


@lru_cache(maxsize=2)  # a scenario can be large, and cells come one after the other
def _believed(scenario: Scenario, told: Told) -> tuple[Belief, tuple[int, ...]]:
    """Believe it once for all runs of a scenario: nothing in it is chance."""
    if told.level == "everything":
        return full_belief(scenario), (0,) * len(scenario.parties)
    truth = on_one_scale(scenario.case)
    case, answers = informed(truth, as_told(truth, told), told.answers)
    return belief_of(case, scenario), answers


def tabled(course: Course, package: int, time: float, *, last: bool) -> bool:
    """Table a package; say whether all said yes. The last is this package or no agreement."""
    course.put(MEDIATOR, package)
    return all(
        course.everybody(
            lambda agent: agent.approves(package, time) if last else agent.accepts(package, time)
        )
    )


def preferred(course: Course, other: int, package: int) -> bool:
    """Ask which of two packages is better; say whether the first is for somebody, and the second for nobody."""
    against = course.everybody(lambda agent: agent.prefers(package, other))
    return not any(against) and any(course.everybody(lambda agent: agent.prefers(other, package)))


def bettered(course: Course, package: int, belief: Belief, most: int = BETTER) -> int:
    """Look for a package that is better for somebody and worse for nobody, and ask whether all want it instead.

    Raiffa, *Post-Settlement Settlements*, Negotiation Journal 1(1), 1985: what was agreed stands, unless all prefer
    something else.
    """
    tried = {package}
    for _ in range(most):
        other = belief.better(package, tried)
        if other is None:
            break
        tried.add(other)
        course.put(MEDIATOR, other)
        if preferred(course, other, package):
            package = other
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
