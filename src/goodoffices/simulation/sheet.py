"""What a party knows before talks begin: the packages, and what they are worth to its own side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.packages import package_at
from goodoffices.model.parties import DecisionBody
from goodoffices.simulation.packages import Listing, Places

#: Packages that differ by less are worth the same.
EQUAL: Final = 1e-9

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


class Sheet(Struct, frozen=True, dict=True, eq=False):
    """What a party knows before the talks begin. Packages go by their numbers; nothing says what another side wants.

    Attributes:
        party: whose it is.
        issues: the issues, in order.
        listing: the packages.
        worth: what each package is worth to the party.
        acceptable: whether it is within the party's own limits and not below its reservation value.
        order: the acceptable packages, the best first.
        reservation: what no agreement is worth to it.
        bodies: the decision bodies at home.
        limits: what an agreement has to keep by its own red lines and mandates, in words.
        constraints: what every package has to keep, in words.
    """

    party: str
    issues: tuple[Issue, ...]
    listing: Listing
    worth: Floats
    acceptable: NDArray[np.bool_]
    order: Numbers
    reservation: float
    bodies: tuple[DecisionBody, ...] = ()
    limits: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()

    @property
    def places(self) -> Places:
        """The packages, packages × issues, as places among the issues' values."""
        return self.listing.places

    @cached_property
    def liking(self) -> Floats:
        """What packages are worth, those that are not acceptable less than any that is."""
        far = float(self.worth.max() - self.worth.min()) + 1.0
        return np.where(self.acceptable, self.worth, self.worth - far)

    @cached_property
    def climb(self) -> Numbers:
        """The acceptable packages, the least first; among equals in issue order."""
        return self.order[np.argsort(self.worth[self.order], kind="stable")]

    @cached_property
    def rising(self) -> Floats:
        """The worth of the acceptable packages, the least first."""
        return self.worth[self.climb]

    @cached_property
    def climbed(self) -> Numbers:
        """The packages of the climb, packages × issues, as places in one row of all options, issue after issue."""
        sizes = np.array([issue.size for issue in self.issues])
        columns: Numbers = np.cumsum(sizes) - sizes + self.places[self.climb]
        return columns

    @cached_property
    def level(self) -> Numbers:
        """For each place on the climb, where the next begins that is worth more."""
        return self.rising.searchsorted(self.rising + EQUAL, "right")

    @cached_property
    def top(self) -> float:
        """The most that any acceptable package is worth; the reservation value where there is none."""
        return float(self.rising[-1]) if len(self.rising) else self.reservation

    @cached_property
    def floor(self) -> float:
        """The least that an acceptable package is worth; the reservation value where there is none."""
        return float(self.rising[0]) if len(self.rising) else self.reservation

    def hardened(self, by: float) -> Sheet:
        """Return what the party knows when no agreement is worth more to it, by a share of the way to its best."""
        reservation = self.reservation + by * (self.top - self.reservation)
        acceptable = self.acceptable & (self.worth >= reservation)
        order = self.order[acceptable[self.order]]
        return structs.replace(self, reservation=reservation, acceptable=acceptable, order=order)

    def package(self, number: int) -> dict[str, Value]:
        """Return a package by its number."""
        return package_at(self.places[number].tolist(), self.issues)

    def number(self, package: Mapping[str, Value]) -> int:
        """Return the number of a complete package; -1 where it cannot be agreed."""
        chosen = [issue.index_of(package[issue.id]) for issue in self.issues]
        if None in chosen:
            return -1
        return int(self.listing.numbers(np.array([chosen], np.int16))[0])

    def rung(self, goal: float) -> tuple[int, int]:
        """Return where on the climb what is worth so much begins, and how many packages there are worth the same.

        Where nothing is worth so much it is the best. There must be an acceptable package.
        """
        at = min(int(self.rising.searchsorted(goal)), len(self.climb) - 1)
        return at, self.level[at] - at

    def least(self, goal: float) -> int:
        """Return the acceptable package that is worth least of those worth so much; the best where none is.

        Among equals it is the first in issue order. There must be an acceptable package.
        """
        return int(self.climb[self.rung(goal)[0]])
