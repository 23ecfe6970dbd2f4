"""What an analysis answers: frozen objects whose `to_dict()` is the JSON of the contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from goodoffices.analysis.alternatives.results import Alternatives
from goodoffices.analysis.decision.results import BodyAnswer
from goodoffices.analysis.partial.results import Robust
from goodoffices.model.base import Value
from goodoffices.model.packages import Package
from goodoffices.model.result import Result, Status

SolutionName = Literal["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"]

#: The names of the solutions, in the order in which they are shown.
SOLUTIONS: Final[tuple[SolutionName, ...]] = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


class Point(Result, kw_only=True, frozen=True):
    """A package with each party's utility for it, in the order of the parties."""

    utilities: tuple[float, ...]
    package: Package


class Solution(Result, kw_only=True, frozen=True, omit_defaults=True):
    """The package a solution concept chooses.

    Where `status` is `bounded`, `bound` is the highest value of its objective that a package left out could have.
    """

    utilities: tuple[float, ...]
    package: Package
    status: Status
    bound: float | None = None


class Zone(Result, kw_only=True, frozen=True, omit_defaults=True):
    """The zone of agreement: feasible, within every red line and mandate, nobody below the reservation value.

    `share` is `packages` over all feasible packages (0 where there is none). Where an exact count is out of reach,
    `status` is `bounded`, `bounds` holds the lowest and highest count possible and `packages` an estimate between. Or
    it is `sampled`: `bounds` is then an interval that holds the true count with the probability `confidence`.
    """

    packages: int
    share: float
    status: Status
    bounds: tuple[int, int] | None = None
    confidence: float | None = None


class Frontier(Result, kw_only=True, frozen=True, omit_defaults=True):
    """All distinct non-dominated utility vectors over the feasible packages, by the first party's utility.

    Where `status` is `bounded`, every feasible package is, in every party's utility, at most `bound` above some point.
    Where so many points only were asked for, `size` still counts all, and `coverage` says how good those given are:
    every point is, in every party's utility, at most that much above one of them.
    """

    status: Status
    size: int
    points: Sequence[Point]
    bound: float | None = None
    coverage: float | None = None


class Analysis(Result, kw_only=True, frozen=True):
    """The answer of `analyse`.

    `packages` counts the whole space, constraints aside; `feasible` those that satisfy the constraints (None where they
    cannot be counted). `notes` says in sentences why something is absent, or what was assumed. `robust`: what holds for
    all and what for some preferences that fit, where they are known in part. `decisions`: the decision bodies.
    `alternatives`: what each side does without a deal, where the case says so.
    """

    parties: tuple[str, ...]
    issues: int
    packages: int
    feasible: int | None
    zone: Zone | None
    frontier: Frontier | None
    solutions: Mapping[str, Solution | None]
    reservations: Mapping[str, float]
    notes: tuple[str, ...]
    seconds: Mapping[str, float]
    robust: Robust | None = None
    decisions: tuple[BodyAnswer, ...] = ()
    alternatives: Alternatives | None = None


class LimitNote(Result, kw_only=True, frozen=True):
    """A limit in words: whose, of what kind, what it requires, what giving it up costs, where it comes from."""

    name: str
    party: str
    kind: Literal["red line", "mandate", "reservation value"]
    requires: str
    cost: float
    sources: tuple[str, ...]


class NashPoint(Point, kw_only=True, frozen=True, omit_defaults=True):
    """The Nash point of what a way out opens; `bound` as in a `Solution`, where it is not proven."""

    status: Status = "exact"
    bound: float | None = None


class Opening(Result, kw_only=True, frozen=True):
    """What a way out opens: how many packages, and the Nash point among them (None without preferences).

    Where `status` is `bounded`, `bounds` holds the lowest and the highest count possible, and `packages` an estimate.
    """

    packages: int
    status: Status
    nash: NashPoint | None
    bounds: tuple[int, int] | None = None


class Help(Result, kw_only=True, frozen=True):
    """What a party gets where a way out opens.

    `reservation` is its reservation value as it stands now (the lowest feasible utility where none is stated), given up
    or not. `nash`: its utility at the Nash point of what is opened; `best` and `worst`: on the frontier of that. Any of
    them is None where it is not known. `gives`: a limit of its own gives way. Where `status` is `bounded`, these
    are the best and the worst found: better and worse packages may have been left out.
    """

    party: str
    gives: bool
    reservation: float
    nash: float | None
    best: float | None
    worst: float | None
    status: Status


class Chance(Result, kw_only=True, frozen=True):
    """How likely there is a zone, where preferences are known in part.

    `share` of `samples` utility functions, drawn evenly from all that fit, under which some package is acceptable to
    all; `low` and `high` bound the true share with 95 % confidence (Wilson).
    """

    share: float
    low: float
    high: float
    samples: int


class WayOut(Result, kw_only=True, frozen=True):
    """A minimal set of limits whose relaxing opens a zone; `helps`: whom, and how much, by party.

    `chance`: how likely it really does, where preferences are known in part.
    """

    relax: tuple[str, ...]
    cost: float
    opens: Opening
    helps: tuple[Help, ...] = ()
    chance: Chance | None = None


class Softened(Result, kw_only=True, frozen=True):
    """A limit that gives way by `steps` of `of` steps; `of` is what it takes to give it up.

    The bound on `issue` moves to the value `to`; for a reservation value `issue` is empty and `to` a number, steps are
    tenths of the way to its party's lowest feasible utility. `to` is None where the limit is given up.
    """

    limit: str
    issue: str
    to: Value | None
    steps: int
    of: int
    path: str = ""


class WayBySteps(Result, kw_only=True, frozen=True):
    """A minimal set of moves that opens a zone: with any of them a step shorter there is none. As a `WayOut` else."""

    moves: tuple[Softened, ...]
    cost: float
    opens: Opening
    helps: tuple[Help, ...] = ()
    chance: Chance | None = None


class Deadlock(Result, kw_only=True, frozen=True):
    """The answer of `deadlock`.

    `blocking_sets` are the minimal sets of limits that cannot stand together, `ways_out` the minimal sets whose
    removal opens a zone, cheapest first. `complete`: both lists are whole; otherwise they are the first found.
    `infeasible`: the constraints alone leave no package, so no limit is to blame. `ways_out_by_steps`: minimal sets of
    moves, cheapest first, where they were asked for; `steps_complete`: there are no others (None: not asked for).
    `chance`: how likely there is a zone as things stand, where preferences are known in part.
    """

    deadlocked: bool
    blocking_sets: tuple[tuple[str, ...], ...]
    ways_out: tuple[WayOut, ...]
    complete: bool
    infeasible: bool
    limits: tuple[LimitNote, ...]
    notes: tuple[str, ...]
    seconds: Mapping[str, float]
    ways_out_by_steps: tuple[WayBySteps, ...] = ()
    steps_complete: bool | None = None
    chance: Chance | None = None
