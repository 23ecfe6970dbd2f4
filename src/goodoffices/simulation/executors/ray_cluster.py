"""Plays a sweep on a Ray cluster, one that runs or one started here. A node that dies takes nothing along."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any, Final

from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.executors.executor import Played
from goodoffices.simulation.sweeps.parts import Player
from goodoffices.simulation.sweeps.plan import Part, Plan
from goodoffices.simulation.sweeps.rows import Row

#: How often a part is played anew when the machine that played it is gone.
_RETRIES: Final = 20

#: So many seconds an address may take to answer.
_PATIENCE: Final = 5.0

#: The plan that a worker's process has made ready.
_ready: dict[str, Player] = {}


class RayCluster:
    """Plays on a cluster.

    Args:
        address: where one runs; None starts one on this machine.
        workers: how many processes a cluster started here has.
    """

    def __init__(self, address: str | None, workers: int) -> None:
        self._address, self._workers = address, workers

    def __call__(self, plan: Plan, parts: Sequence[Part]) -> Iterator[Played]:
        """Play parts; yield each as it is done.

        Raises:
            SimulationError: Ray is not installed, or there is no cluster at the address.
        """
        ray = _ray()
        mine = not ray.is_initialized()
        if mine:
            self._connect(ray)
        try:
            yield from self._played(ray, plan, parts)
        finally:
            if mine:
                ray.shutdown()

    def _connect(self, ray: Any) -> None:  # noqa: ANN401 - Ray is imported when it is used
        if self._address is not None:
            _reached(self._address)
        given: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        try:
            if self._address is None:
                ray.init(num_cpus=self._workers, include_dashboard=False, **given)
            else:
                ray.init(address=self._address, **given)
        except (ConnectionError, ValueError, RuntimeError) as error:
            where = self._address or "this machine"
            raise SimulationError(f"no Ray cluster answers at {where}: {error}") from None

    def _played(self, ray: Any, plan: Plan, parts: Sequence[Part]) -> Iterator[Played]:  # noqa: ANN401 - as above
        play = ray.remote(num_cpus=1, max_retries=_RETRIES)(_play)
        shared = ray.put(plan)
        waiting = iter(parts)
        under_way: dict[Any, Part] = {}
        most = max(self._workers, int(ray.cluster_resources().get("CPU", 1))) * 2
        while True:
            while len(under_way) < most:
                part = next(waiting, None)
                if part is None:
                    break
                under_way[play.remote(shared, plan.digest, part)] = part
            if not under_way:
                return
            done, _ = ray.wait(list(under_way), num_returns=1)
            for reference in done:
                yield under_way.pop(reference), _got(ray, reference)


def _play(plan: Plan, digest: str, part: Part) -> list[Row]:
    """Play a part on a worker."""
    if digest not in _ready:
        _ready.clear()
        _ready[digest] = Player(plan)
    return _ready[digest].play(part)


def _got(ray: Any, reference: Any) -> list[Row]:  # noqa: ANN401 - as above
    """Return what a worker played, or raise what it raised."""
    try:
        rows: list[Row] = ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        raise SimulationError(str(error.cause)) from None
    except ray.exceptions.RayError as error:
        raise SimulationError(
            f"the cluster lost a part of the sweep {_RETRIES} times; see whether its machines have enough memory: "
            f"{type(error).__name__}"
        ) from None
    return rows


def _reached(address: str) -> None:
    """Refuse an address at which nothing listens: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host:  # a word of Ray's own, such as auto
        return
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except (OSError, ValueError):
        raise SimulationError(
            f"no Ray cluster answers at {address}; start one there (`ray start --head`), or leave out the address"
        ) from None


def _ray() -> Any:  # noqa: ANN401 - as above
    # nothing is reported to anybody
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray  # noqa: PLC0415 - heavy, and only where it was asked for
        import ray.exceptions  # noqa: PLC0415 - as above
    except ImportError:
        raise SimulationError(
            'Ray is not installed here: pip install "goodoffices[ray]", or play the sweep here with --workers'
        ) from None
    return ray
