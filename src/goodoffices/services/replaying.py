"""Play a script of acts into a new workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodoffices.services.acting import Talks
from goodoffices.talks.actions import Command
from goodoffices.talks.errors import Refused


@dataclass(frozen=True)
class Played:
    """What came of a script: how many acts were done, how many of them had been done before, and what was refused."""

    done: int
    again: int
    refused: tuple[tuple[int, str], ...]


def play(talks: Talks, script: Sequence[tuple[int, Command]], told: Callable[[int, str], None]) -> Played:
    """Play a script.

    What is refused is told, and the script goes on: so it was at the table. Before each act, what has its deadline
    behind it closes in the channels of those who see the act; a line of the clock closes it in all.

    Args:
        talks: where.
        script: the acts with their lines.
        told: is called with the line and the sentence of each refusal.
    """
    done = again = 0
    refused = []
    for line, command in script:
        talks.tick_for(command)
        try:
            outcome = talks.do(command)
        except Refused as refusal:
            refused.append((line, str(refusal)))
            told(line, str(refusal))
            continue
        if talks.runs_wait.is_set():
            talks.finish_runs(command.at)
        done += 1
        again += outcome.again
    return Played(done, again, tuple(refused))
