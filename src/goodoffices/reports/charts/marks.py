"""Which points of a frontier are drawn, and the marked ones among them: solutions and ways out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.points import utilities_of
from goodoffices.analysis.results import Analysis, Deadlock, Point
from goodoffices.language import Lazy, gettext_lazy, whole
from goodoffices.language import gettext as _
from goodoffices.model import Package

#: Names and marks of the solutions, in the order in which they are shown.
SOLUTIONS: Final[Mapping[str, tuple[Lazy, str]]] = {
    "nash": (gettext_lazy("Nash"), "diamond"),
    "kalai_smorodinsky": (gettext_lazy("Kalai–Smorodinsky"), "square"),
    "egalitarian": (gettext_lazy("Egalitarian"), "triangle"),
    "utilitarian": (gettext_lazy("Utilitarian"), "star"),
}

#: Marks for the Nash points of the cheapest ways out.
_WAYS_OUT: Final = ("down", "cross", "circle")


@dataclass(frozen=True)
class Mark:
    """A named point: its key in the page, its name, its shape."""

    key: str
    name: str
    shape: str
    utilities: tuple[float, ...]
    package: Package


@dataclass(frozen=True)
class MarkGroup:
    """Marks at one and the same place, which share a label."""

    marks: tuple[Mark, ...]

    @property
    def utilities(self) -> tuple[float, ...]:
        """Where they stand."""
        return self.marks[0].utilities

    @property
    def names(self) -> str:
        """All their names."""
        return _(", ").join(mark.name for mark in self.marks)


def marks(analysis: Analysis, deadlock: Deadlock | None) -> tuple[Mark, ...]:
    """Return the solutions, and the Nash points that the cheapest ways out of a deadlock would open."""
    found = [
        Mark(key, str(name), shape, solution.utilities, solution.package)
        for key, (name, shape) in SOLUTIONS.items()
        if (solution := analysis.solutions.get(key)) is not None
        and len(solution.utilities) == len(analysis.parties)
    ]
    ways = deadlock.ways_out if deadlock is not None else ()
    for place, (way, shape) in enumerate(zip(ways, _WAYS_OUT, strict=False), start=1):
        nash = way.opens.nash
        if nash is not None and len(nash.utilities) == len(analysis.parties):
            found.append(
                Mark(
                    f"way-{place}",
                    _("Way out {number}").format(number=whole(place)),
                    shape,
                    nash.utilities,
                    nash.package,
                )
            )
    return tuple(found)


def grouped(found: Sequence[Mark]) -> tuple[MarkGroup, ...]:
    """Put marks with the same utilities together, in order."""
    groups: dict[tuple[float, ...], list[Mark]] = {}
    for mark in found:
        groups.setdefault(tuple(round(u, 6) for u in mark.utilities), []).append(mark)
    return tuple(MarkGroup(tuple(group)) for group in groups.values())


def thinned(points: Sequence[Point], most: int) -> list[Point]:
    """Return at most about `most` points, evenly along the order given; each party's best and worst are kept."""
    if len(points) <= most:
        return list(points)
    keep = {round(k * (len(points) - 1) / (most - 1)) for k in range(most)}
    reached = utilities_of(points)
    keep |= {*reached.argmax(axis=0).tolist(), *reached.argmin(axis=0).tolist()}
    return [points[i] for i in sorted(keep)]
