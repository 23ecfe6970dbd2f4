"""A sweep on a real Ray cluster of three nodes, one of which is killed: the results are whole, and the same."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goodoffices.services.simulating import plan_of, played
from goodoffices.simulation.errors import SimulationError
from tests.simulating import quarrel

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"
)

FILES = ("runs.csv", "runs.parquet", "summary.csv", "summary.json", "sweep.json")


@pytest.fixture
def cluster() -> Iterator[tuple[Any, list[Any]]]:
    """Start a cluster of three nodes on this machine."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    made: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    more = [made.add_node(num_cpus=1) for _ in range(2)]
    made.wait_for_nodes()
    yield made, more
    made.shutdown()


def test_a_node_that_is_killed_takes_nothing_along(cluster: Any, tmp_path: Path) -> None:
    head, more = cluster
    plan = plan_of([quarrel()], protocols=["single-text"], seeds=1_500)
    played(plan, out=tmp_path / "here")
    killed = threading.Event()

    def kill(done: int, total: int) -> None:
        if done > total / 4 and not killed.is_set():
            killed.set()
            head.remove_node(more[0], allow_graceful=False)

    started = time.monotonic()
    played(plan, on=f"ray:{head.address}", workers=3, out=tmp_path / "there", progress=kill)
    assert killed.is_set(), (
        f"the sweep was over in {time.monotonic() - started:.1f} s, before a node was killed"
    )
    for name in FILES:
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes(), name


def test_where_no_cluster_is_a_sentence_says_so() -> None:
    plan = plan_of([quarrel()], seeds=1)
    with pytest.raises(SimulationError, match=r"no Ray cluster answers at 127\.0\.0\.1:1"):
        played(plan, on="ray:127.0.0.1:1")
