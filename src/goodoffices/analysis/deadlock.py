"""Why there is no deal: the minimal sets of limits that cannot stand together, and the cheapest ways out.

Ways out are minimal correction sets, blocking sets minimal unsatisfiable sets of limits, with the constraints as hard
background. The ways out come from a solver in order of cost (Morgado, Liffiton, Marques-Silva, *MaxSAT-Based MCS
Enumeration*, HVC 2012); the blocking sets are the minimal sets that meet every way out (Reiter, *A Theory of Diagnosis
from First Principles*, Artificial Intelligence 32(1), 1987, theorem 4.4). Where limits give way step by step, the same
is asked of what each holds on to (`analysis/lines.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Final

from goodoffices.analysis.analyse import check_parties
from goodoffices.analysis.consistency import Consistency, Spent
from goodoffices.analysis.costs import costed
from goodoffices.analysis.events import Begun, Ended, Event
from goodoffices.analysis.interdependent.pace import check_budget
from goodoffices.analysis.lines import Lines, stepped_lines, whole_lines
from goodoffices.analysis.results import Chance, Deadlock
from goodoffices.analysis.space import Space, space_of
from goodoffices.model.case import Case
from goodoffices.model.preferences import Additive, Interval, Ordinal

if TYPE_CHECKING:
    from goodoffices.analysis.partial.chances import Chances
    from goodoffices.analysis.ways import Ways

#: After this many ways out, or blocking sets, the search stops and says that it is not complete.
MOST_WAYS: Final = 200
MOST_SETS: Final = 2_000
#: After this many ways out by steps.
MOST_BY_STEPS: Final = 20

#: Without a budget the search for ways out, where diagrams are too large, ends after so many seconds.
_PATIENCE: Final = 40.0
#: With one, this share of what is left goes into the search for ways out, the rest into what they open.
_SHARE: Final = 0.6
#: Following the constraints may take so many seconds before a solver is asked.
_FOLLOWING: Final = 10.0


def deadlock_of(  # noqa: PLR0913 - what a person can ask for, each by its name
    case: Case,
    *,
    load_seconds: float = 0.0,
    most_ways: int = MOST_WAYS,
    costs: Mapping[str, float] | None = None,
    steps: bool = False,
    budget: float | None = None,
) -> Deadlock:
    """Diagnose a case.

    Args:
        case: a checked case.
        load_seconds: how long reading it took, for the `seconds` of the answer.
        most_ways: how many ways out to list at most.
        costs: what giving up limits costs, by name, in place of what the case says.
        steps: whether to look for ways out by steps, too.
        budget: after so many seconds the answer is what is known by then; None: until it is whole.

    Raises:
        AnalysisError: there are no issues, fewer than two or more than six parties, a cost is of no limit or no cost,
            or the budget is not above 0.
    """
    diagnosis = Diagnosis(
        case, load_seconds=load_seconds, most_ways=most_ways, costs=costs, steps=steps, budget=budget
    )
    for _ in diagnosis:
        pass
    return diagnosis.known()


class Diagnosis:
    """A diagnosis that tells what it finds as it finds it: iterate over its events, and ask `known` at any time.

    Arguments and errors are those of `deadlock_of`.
    """

    def __init__(  # noqa: PLR0913 - as `deadlock_of`
        self,
        case: Case,
        *,
        load_seconds: float = 0.0,
        most_ways: int = MOST_WAYS,
        costs: Mapping[str, float] | None = None,
        steps: bool = False,
        budget: float | None = None,
    ) -> None:
        self._start = perf_counter()
        self._load = load_seconds
        check_budget(budget)
        check_parties(case)
        until = self._start + (_FOLLOWING if budget is None else min(_FOLLOWING, budget / 5))
        self._space = space_of(case, lambda: perf_counter() > until, loosely=True)
        self._limits = costed(self._space.limits, costs or {})
        self._end = None if budget is None else self._start + budget
        self._most_ways = most_ways
        self._steps = steps
        self._deadlocked: bool | None = None
        self._infeasible = False
        self._consistency: Consistency | None = None
        self._ways: Ways | None = None
        self._by_steps: Ways | None = None
        self._finished = False
        self._chance: Chance | None = None
        self._chances = _chances_of(self._space)
        self._notes = [
            f"{what}, so it blocks nothing by a reservation value"
            for what in self._space.missing
            if not any(f"'{party}'" in what for party in self._space.judged)
        ]
        if self._chances is not None and self._chances.contradicts:
            self._notes.append(
                f"what is known of the preferences of '{self._chances.contradicts}' contradicts itself, so chances "
                "cannot be given"
            )
        self._events = self._run()

    def __iter__(self) -> Iterator[Event]:
        """Yield what is found, as it is found."""
        return self._events

    def known(self) -> Deadlock:
        """Return what is known by now; `complete` only where both lists are whole.

        Where it is not known yet whether all limits can stand, the answer is that of a deadlock, and a note says so.
        """
        ways, by_steps = self._ways, self._by_steps
        open_or_infeasible = self._deadlocked is False or self._infeasible
        settled = self._consistency is None or self._consistency.settled
        steps_complete = None
        if self._steps:
            steps_complete = open_or_infeasible or (by_steps is not None and by_steps.search.complete)
        return Deadlock(
            deadlocked=self._deadlocked is not False,
            blocking_sets=()
            if ways is None
            else tuple(sorted(ways.blocking, key=lambda names: (len(names), names))),
            ways_out=() if ways is None else ways.ways_out(),
            complete=settled and (open_or_infeasible or (ways is not None and ways.search.complete)),
            infeasible=self._infeasible,
            limits=tuple(limit.note(self._space.case) for limit in self._limits),
            notes=(*self._notes, *self._remarks()),
            seconds={"load": self._load, "total": self._load + perf_counter() - self._start},
            ways_out_by_steps=() if by_steps is None else by_steps.ways_by_steps(),
            steps_complete=steps_complete,
            chance=self._chance,
        )

    def ended(self) -> Ended:
        """Return the last event, as it would be by now."""
        answer = self.known()
        return Ended(
            deadlocked=answer.deadlocked, complete=answer.complete, steps_complete=answer.steps_complete,
            infeasible=answer.infeasible, chance=answer.chance, notes=answer.notes, seconds=answer.seconds,
        )  # fmt: skip

    def _remarks(self) -> Iterator[str]:
        """Yield what must be said of the answer as it is by now."""
        ways = [one for one in (self._ways, self._by_steps) if one is not None]
        if self._deadlocked is None:
            yield "whether all limits can stand together is not known yet; they are taken not to"
        if not self._finished or any(one.over for one in ways):
            yield "the search ended before everything was found; these are the first found"
        left = sum(one.left for one in ways)
        if left:
            yield f"{left} more ways out were found, and not worked out: they are too large, or time was over"
        judges = {
            id(one): one for one in (self._consistency, *(way.consistency for way in ways)) if one is not None
        }
        trusted = sum(one.trusted for one in judges.values())
        if trusted:
            yield (
                "the limits tie too many issues together to be followed exactly: that some of them cannot stand "
                f"together rests on the constraint solver, {trusted} times on nothing else"
            )
        if not all(one.settled for one in judges.values()):
            yield (
                "some sets of limits have too many packages near the edge to settle whether they can stand together; "
                "they are taken not to"
            )

    def _run(self) -> Iterator[Event]:
        try:
            yield from self._diagnose()
            self._finished = True
        except Spent:
            pass
        yield self.ended()

    def _diagnose(self) -> Iterator[Event]:
        space = self._space
        names = tuple(limit.note(space.case) for limit in self._limits)
        lines = whole_lines(space, self._limits)
        self._consistency = consistency = Consistency(space, lines, self._end)
        if space.feasible.empty or (space.entangled and not consistency.can_stand(())):
            self._deadlocked = self._infeasible = True
            self._notes.append(
                "the constraints alone leave no package, so no limit is to blame; loosen one of them"
            )
            yield Begun(deadlocked=True, infeasible=True, limits=names)
            return
        self._deadlocked = not consistency.can_stand(range(len(self._limits)))
        yield Begun(deadlocked=self._deadlocked, infeasible=False, limits=names)
        if not self._deadlocked:
            if self._chances is not None:
                self._chance = self._chances.chance(self._limits, entangled=consistency.entangled)
            return
        self._ways = self._ways_of(consistency, self._most_ways)
        yield from self._followed(self._ways)
        if self._steps:
            self._by_steps = self._stepwise(consistency, stepped_lines(space, self._limits))
            yield from self._followed(self._by_steps)

    def _ways_of(self, consistency: Consistency, most: int, *, by_steps: bool = False) -> Ways:
        from goodoffices.analysis.correcting import Corrections  # noqa: PLC0415 - only where something blocks
        from goodoffices.analysis.ways import Ways  # noqa: PLC0415 - as above

        search = Corrections(self._space, consistency, most, MOST_SETS)
        return Ways(self._space, consistency, search, self._chances, by_steps=by_steps)

    def _stepwise(self, whole: Consistency, lines: Lines) -> Ways:
        consistency = Consistency(self._space, lines, self._end)
        consistency.entangled |= whole.entangled
        return self._ways_of(consistency, MOST_BY_STEPS, by_steps=True)

    def _followed(self, ways: Ways) -> Iterator[Event]:
        """Find the ways out of one kind, then work them out."""
        now = perf_counter()
        if self._end is not None:
            share = _SHARE * (_SHARE if self._steps and not ways.by_steps else 1.0)
            ways.consistency.until = now + share * (self._end - now)
        elif ways.consistency.entangled:
            ways.consistency.until = now + _PATIENCE
        yield from ways.found()
        ways.consistency.until = None
        until = self._end
        if until is not None and self._steps and not ways.by_steps:
            until = perf_counter() + (1 - _SHARE) * (until - perf_counter())
        yield from ways.worked_out(until)


def _chances_of(space: Space) -> Chances | None:
    """Return what answers for chances; None where all preferences are exactly known, or not at all."""
    in_part = any(
        isinstance(known := party.preferences, Interval | Ordinal)
        or (isinstance(known, Additive) and known.ranges and known.reservation is not None)
        for party in space.case.parties
    )
    if not in_part or space.feasible.empty:
        return None
    from goodoffices.analysis.partial.chances import Chances  # noqa: PLC0415 - heavy

    chances = Chances(space)
    return chances if chances.applies else None
