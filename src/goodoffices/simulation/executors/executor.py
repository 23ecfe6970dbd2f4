"""The shape of all executors, and which one plays a sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.sweeps.plan import Part, Plan
from goodoffices.simulation.sweeps.rows import Row

#: What was played: a part, and its rows.
Played = tuple[Part, list[Row]]

#: Plays parts of a plan, and yields each as it is done, in any order.
Executor = Callable[[Plan, Sequence[Part]], Iterator[Played]]


def executor_of(on: str, workers: int) -> Executor:
    """Return what plays a sweep.

    Args:
        on: `here`, `ray` for a cluster started on this machine, or `ray:ADDRESS` for one that runs.
        workers: how many processes work at the same time; on a cluster, how many parts are under way.

    Raises:
        SimulationError: it is none of these.
    """
    if workers < 1:
        raise SimulationError(f"workers: {workers} is no number of processes; give 1 or more")
    if on == "here":
        if workers == 1:
            from goodoffices.simulation.executors.inline import played_inline  # noqa: PLC0415 - one of three

            return played_inline
        from goodoffices.simulation.executors.pool import Pool  # noqa: PLC0415 - as above

        return Pool(workers)
    name, _, address = on.partition(":")
    if name != "ray":
        raise SimulationError(f"'{on}' is no place to play a sweep; write here, ray, or ray:ADDRESS")
    from goodoffices.simulation.executors.ray_cluster import RayCluster  # noqa: PLC0415 - as above

    return RayCluster(address or None, workers)
