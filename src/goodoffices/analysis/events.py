"""What a diagnosis tells as it finds it: each a JSON object whose `event` says which."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.analysis.results import Chance, LimitNote, Softened, WayBySteps, WayOut
from goodoffices.model.result import Result


class Begun(Result, frozen=True, kw_only=True, tag_field="event", tag="begun"):
    """The first event: whether any package is within every limit, and which limits there are."""

    deadlocked: bool
    infeasible: bool
    limits: tuple[LimitNote, ...]


class BlockingSet(Result, frozen=True, kw_only=True, tag_field="event", tag="blocking_set"):
    """A minimal set of limits that cannot stand together."""

    limits: tuple[str, ...]


class WayFound(Result, frozen=True, kw_only=True, tag_field="event", tag="way_out"):
    """A way out, cheapest first; what it opens follows."""

    relax: tuple[str, ...]
    cost: float


class StepsFound(Result, frozen=True, kw_only=True, tag_field="event", tag="way_out_by_steps"):
    """A way out by steps, cheapest first; what it opens follows."""

    moves: tuple[Softened, ...]
    cost: float


class WorkedOut(Result, frozen=True, kw_only=True, tag_field="event", tag="worked_out"):
    """A way out that was told before, with what it opens."""

    way_out: WayOut


class StepsWorkedOut(Result, frozen=True, kw_only=True, tag_field="event", tag="worked_out_by_steps"):
    """A way out by steps that was told before, with what it opens."""

    way_out: WayBySteps


class Ended(Result, frozen=True, kw_only=True, tag_field="event", tag="end"):
    """The last event: whether the lists are whole; otherwise as a `Deadlock`."""

    deadlocked: bool
    complete: bool
    steps_complete: bool | None
    infeasible: bool
    chance: Chance | None
    notes: tuple[str, ...]
    seconds: Mapping[str, float]


Event = Begun | BlockingSet | WayFound | StepsFound | WorkedOut | StepsWorkedOut | Ended
