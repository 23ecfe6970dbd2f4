"""Limits on what a party can accept: red lines and mandates."""

from __future__ import annotations

import datetime as dt

from goodoffices.model.base import Id, NonNegative, Part, Text
from goodoffices.model.conditions import Condition


class RedLine(Part, frozen=True, kw_only=True):
    """A limit that a party says it will not cross: every package it can accept satisfies `requires`.

    A red line has its source: `positions` or `statements` of the record, or the person who entered it. `cost` is what
    giving it up costs, in whatever unit the user thinks.
    """

    party: Id
    name: Text
    requires: Condition
    cost: NonNegative = 1.0
    positions: tuple[Id, ...] = ()
    statements: tuple[Id, ...] = ()
    entered_by: str = ""
    assumption: str = ""

    @property
    def label(self) -> str:
        """How lists name the limit: party and name."""
        return f"{self.party}: {self.name}"


class Mandate(Part, frozen=True, kw_only=True):
    """The scope of authority given to a delegation: it may agree only to packages that satisfy `requires`.

    Without `requires` the mandate is recorded but limits nothing. `ad_referendum`: what is agreed still needs approval
    at home.
    """

    party: Id
    name: Text
    delegation: Id | None = None
    given_by: str = ""
    given_on: dt.date | None = None
    expires_on: dt.date | None = None
    requires: Condition | None = None
    ad_referendum: bool = False
    description: str = ""
    cost: NonNegative = 1.0
    statements: tuple[Id, ...] = ()
    assumption: str = ""

    @property
    def label(self) -> str:
        """How lists name the limit: party and name."""
        return f"{self.party}: {self.name}"

    def in_force(self, day: dt.date | None) -> bool:
        """Say whether the mandate has not expired by that day (always, where one of the dates is unknown)."""
        return day is None or self.expires_on is None or day <= self.expires_on
