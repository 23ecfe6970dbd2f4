"""Plays a sweep in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.simulation.executors.executor import Played
from goodoffices.simulation.sweeps.parts import Player
from goodoffices.simulation.sweeps.plan import Part, Plan


def played_inline(plan: Plan, parts: Sequence[Part]) -> Iterator[Played]:
    """Play one part after the other."""
    player = Player(plan)
    for part in parts:
        yield part, player.play(part)
