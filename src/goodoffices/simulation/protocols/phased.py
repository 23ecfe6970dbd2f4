"""Phased exchange: what was agreed is carried out step by step, and whoever has more to gain by stopping stops.

An agreement that nobody can enforce holds as long as, at every step, what is still to come is worth more to each side
than what it could keep by not doing its own part now; small steps, the heavy ones first, make it so (Schelling, *The
Strategy of Conflict*, 1960, pp. 45–46; Lockwood and Thomas, *Gradualism and Irreversibility*, Review of Economic
Studies 69(2), 2002). A guarantor makes stopping cost something.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import structs

from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.protocols.course import Course, Outcome, whole
from goodoffices.simulation.protocols.tabling import believed, proposed
from goodoffices.simulation.sheet import Floats
from goodoffices.simulation.told import Told

PHASES: Final = 3
GUARANTEE: Final = 0.1


class Phased:
    """The mediator's proposals, and then the agreement is carried out in phases.

    Args:
        phases: so many steps; at most one for each issue.
        guarantee: what stopping costs a side, as a share of the most it could gain at all.
    """

    name = "phased exchange"
    mediated = True
    informed = True

    def __init__(self, phases: int = PHASES, guarantee: float = GUARANTEE) -> None:
        self._phases, self._guarantee = whole(phases, "phases", 1), guarantee
        if not guarantee >= 0:
            raise SimulationError(f"guarantee: {guarantee:g} is no share; give 0 or more")

    def play(self, course: Course, told: Told) -> Outcome:
        """Play talks to their end, and what was agreed to its end."""
        belief, answers = believed(course, told)
        outcome = proposed(course, belief, answers)
        if outcome.package is None:
            return outcome
        gives, gets = _exchange(course, outcome.package)
        phases = _laid_out(gives, min(self._phases, gives.shape[1]))
        done = 0.0
        whole = gets.sum()
        penalties = self._guarantee * np.array(
            [agent.sheet.top - agent.sheet.reservation for agent in course.agents]
        )
        for number, phase in enumerate(phases):
            ahead = gets[:, [issue for later in phases[number + 1 :] for issue in later]].sum(axis=1)
            tempted = gives[:, phase].sum(axis=1) > ahead + penalties
            if tempted.any():
                return structs.replace(
                    outcome,
                    ended="broke off",
                    by=int(tempted.argmax()),
                    done=done,
                    rounds=outcome.rounds + number,
                )
            done += float(gets[:, phase].sum() / whole) if whole > 0 else 1.0 / len(phases)
        return structs.replace(outcome, rounds=outcome.rounds + len(phases))


def _exchange(course: Course, package: int) -> tuple[Floats, Floats]:
    """Return what each side gives up at each issue by keeping to a package, and what it gets: parties × issues."""
    issues = course.scenario.places.shape[1]
    gives, gets = np.zeros((2, len(course.agents), issues))
    for side, agent in enumerate(course.agents):
        sheet = agent.sheet
        near = sheet.listing.changed(package)
        changed = (sheet.places[near] != sheet.places[package]).argmax(axis=1)
        change = sheet.worth[near] - sheet.worth[package]
        for issue in range(issues):
            own = change[changed == issue]
            gives[side, issue], gets[side, issue] = (
                max(0.0, own.max(initial=0.0)),
                max(0.0, -own.min(initial=0.0)),
            )
    return gives, gets


def _laid_out(gives: Floats, phases: int) -> list[list[int]]:
    """Lay issues out in phases: what is hardest to give comes first, while there is most to come."""
    hardest = np.argsort(-gives.max(axis=0), kind="stable")
    return [part.tolist() for part in np.array_split(hardest, phases)]
