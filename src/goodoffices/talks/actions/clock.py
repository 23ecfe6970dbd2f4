"""What time brings, and what the engine finds."""

from __future__ import annotations

from goodoffices.talks.actions.base import Action, Name, Names
from goodoffices.talks.events.base import Package


class CloseDue(Action, frozen=True, kw_only=True, tag="close_due"):
    """Close what has its deadline behind it: a mediators' proposal, a bidding, or a question before a body."""

    stream: str
    name: Name


class FinishRun(Action, frozen=True, kw_only=True, tag="finish_run"):
    """Give the mediators the one package that a run suggests, or none."""

    name: Name
    to: Names
    package: Package | None = None
