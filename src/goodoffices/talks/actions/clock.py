"""What time brings, and what the engine finds."""

from __future__ import annotations

from goodoffices.talks.actions.base import Action, Name, Names
from goodoffices.talks.events.base import Package


class CloseDue(Action, frozen=True, kw_only=True, tag="close_due"):
    """Close what has its deadline behind it: a mediators' proposal, a bidding, or a question before a body.

    `parties`: in the channels of these parties; all, where it is empty.
    """

    stream: str
    name: Name
    parties: tuple[str, ...] = ()


class Tick(Action, frozen=True, kw_only=True, tag="tick"):
    """Say what time it is: whatever has its deadline behind it closes."""


class FinishRun(Action, frozen=True, kw_only=True, tag="finish_run"):
    """Give the mediators the one package that a run suggests, or none."""

    name: Name
    to: Names
    package: Package | None = None
