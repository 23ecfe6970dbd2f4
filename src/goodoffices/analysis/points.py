"""The points of a frontier, millions of them where it must be: two arrays that read like a tuple of `Point`s."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, SupportsIndex, TypeVar, overload

from goodoffices.analysis.results import Point
from goodoffices.model.base import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: So many points are made, or written, at a time.
_CHUNK: Final = 4_096

_Word = TypeVar("_Word")


class Points(Sequence[Point]):
    """Points made when they are looked at; equal to any sequence of the same points.

    Args:
        utilities: points × parties.
        places: points × issues, the package of each point as places among the issues' values.
        issues: the issues' ids.
        values: of each issue, its values.
    """

    __slots__ = ("_issues", "_values", "places", "utilities")

    def __init__(
        self,
        utilities: NDArray[np.float64],
        places: NDArray[np.int32],
        issues: Sequence[str],
        values: Sequence[Sequence[Value]],
    ) -> None:
        self.utilities = utilities
        self.places = places
        self._issues = tuple(issues)
        self._values = tuple(values)

    def __len__(self) -> int:
        """How many points there are."""
        return len(self.utilities)

    @overload
    def __getitem__(self, place: SupportsIndex) -> Point: ...
    @overload
    def __getitem__(self, place: slice) -> Points: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Point | Points:
        """Return a point, or those of a stretch."""
        if isinstance(place, slice):
            return Points(self.utilities[place], self.places[place], self._issues, self._values)
        chosen = self.places[place].tolist()
        package = {
            issue: values[at] for issue, values, at in zip(self._issues, self._values, chosen, strict=True)
        }
        return Point(utilities=tuple(self.utilities[place].tolist()), package=package)

    def __iter__(self) -> Iterator[Point]:
        """Yield the points, made some at a time."""
        for start in range(0, len(self), _CHUNK):
            for utilities, package in self._rows(start, self._values):
                yield Point(utilities=tuple(utilities), package=dict(zip(self._issues, package, strict=True)))

    def __eq__(self, other: object) -> bool:
        """Compare point by point."""
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # its points hold packages, which have none either

    def __repr__(self) -> str:
        """Say how many points there are."""
        return f"Points({len(self)} of {len(self._issues)} issues)"

    def take(self, numbers: Sequence[int] | NDArray[np.int64]) -> Points:
        """Return the points of these numbers, in this order."""
        return Points(self.utilities[numbers], self.places[numbers], self._issues, self._values)

    def find(self, package: Mapping[str, Value]) -> int | None:
        """Return the number, from 0, of the point that has a package; None where none has."""
        if len(package) != len(self._issues):
            return None
        try:
            chosen = [
                values.index(package[issue]) for issue, values in zip(self._issues, self._values, strict=True)
            ]
        except (KeyError, ValueError):
            return None
        found = (self.places == chosen).all(axis=1).nonzero()[0]
        return int(found[0]) if len(found) else None

    def json(self, *, ensure_ascii: bool = False) -> Iterator[str]:
        """Yield, piece by piece, the JSON list that the points are in `to_dict()`.

        Raises:
            ValueError: a utility is infinite or not a number, which JSON cannot say.
        """
        # what JSON says of a value is written once and not again for every point that has it
        fragments = [
            [
                f"{json.dumps(issue, ensure_ascii=ensure_ascii)}: "
                f"{json.dumps(value, ensure_ascii=ensure_ascii, allow_nan=False)}"
                for value in values
            ]
            for issue, values in zip(self._issues, self._values, strict=True)
        ]
        yield "["
        for start in range(0, len(self), _CHUNK):
            written = []
            for utilities, package in self._rows(start, fragments):
                if not all(map(math.isfinite, utilities)):
                    raise ValueError(f"a utility is no number: {utilities}")
                figures = ", ".join(map(repr, utilities))
                written.append(f'{{"utilities": [{figures}], "package": {{{", ".join(package)}}}}}')
            yield (", " if start else "") + ", ".join(written)
        yield "]"

    def _rows(
        self, start: int, words: Sequence[Sequence[_Word]]
    ) -> Iterator[tuple[list[float], tuple[_Word, ...]]]:
        """Yield utilities and package of the points from `start` on, as many as are made at a time."""
        places = self.places[start : start + _CHUNK]
        columns = [
            [own[place] for place in column] for own, column in zip(words, places.T.tolist(), strict=True)
        ]
        packages = zip(*columns, strict=True)
        yield from zip(self.utilities[start : start + _CHUNK].tolist(), packages, strict=True)


def utilities_of(points: Sequence[Point]) -> NDArray[np.float64]:
    """Return what points are worth, points × parties; `Points` are not made for it."""
    if isinstance(points, Points):
        return points.utilities
    import numpy as np  # noqa: PLC0415 - heavy

    return np.array([point.utilities for point in points], float)


def number_of(points: Sequence[Point], package: Mapping[str, Value]) -> int | None:
    """Return the number, from 0, of the first point that has a package; None where none has."""
    if isinstance(points, Points):
        return points.find(package)
    return next((number for number, point in enumerate(points) if point.package == package), None)
