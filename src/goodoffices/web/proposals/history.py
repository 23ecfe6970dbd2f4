"""The history of one proposal in one channel: its versions, and what was answered to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.talks.events import Happened
from goodoffices.talks.events import channel as events


@dataclass(frozen=True)
class Version:
    """A version: what was tabled, when and by whom."""

    happened: Happened
    tabled: events.Tabled

    @property
    def number(self) -> int:
        """Which one, from 1."""
        return self.tabled.version


@dataclass(frozen=True)
class Step:
    """What came of a version: an answer, a decision at home, initials, its withdrawal."""

    happened: Happened
    version: int

    @property
    def answered(self) -> events.Answered | None:
        """The answer that it is."""
        return self.happened.event if isinstance(self.happened.event, events.Answered) else None


@dataclass(frozen=True)
class Past:
    """All versions of a proposal, the oldest first, and all steps."""

    versions: list[Version]
    steps: list[Step]

    def version(self, number: int) -> Version | None:
        """Return a version by its number."""
        return next((one for one in self.versions if one.number == number), None)

    def of(self, version: int) -> list[Step]:
        """Return what came of a version."""
        return [step for step in self.steps if step.version == version]

    @property
    def counter(self) -> Step | None:
        """The last answer that proposed another package, or accepted one on condition."""
        return next((step for step in reversed(self.steps) if step.answered and step.answered.package), None)


def past(story: Iterable[Happened], proposal: str) -> Past:
    """Return the history of a proposal."""
    found = Past([], [])
    for happened in story:
        match happened.event:
            case events.Tabled(proposal=name) as tabled if name == proposal:
                found.versions.append(Version(happened, tabled))
            case events.Answered(proposal=name, version=version) if name == proposal:
                found.steps.append(Step(happened, version))
            case (
                events.Withdrawn(proposal=name)
                | events.HomeDecided(proposal=name)
                | events.Initialled(proposal=name)
            ) if name == proposal:
                found.steps.append(Step(happened, found.versions[-1].number if found.versions else 1))
            case _:
                continue
    return found
