"""What every class of the model shares: frozen, keyword-only, no unknown fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from typing import Annotated, overload

from msgspec import Meta, Struct

#: A short name by which other parts of the case refer to a thing. Never empty.
Id = Annotated[str, Meta(min_length=1, max_length=200)]

#: A name or a sentence for people. Never empty.
Text = Annotated[str, Meta(min_length=1)]

#: An option's id (unordered or ordered options), a whole number or a real number (ranges).
Value = str | int | float

#: One day, or the first and last day of the range in which the thing happened.
When = dt.date | tuple[dt.date, dt.date]

#: A number of at least 0.
NonNegative = Annotated[float, Meta(ge=0)]

#: A number between 0 and 1.
Share = Annotated[float, Meta(ge=0, le=1)]

#: Start and end (exclusive) of a piece of a report's text, in Unicode code points.
Span = tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A piece of a case: immutable, compared by value, written without its defaults."""


def free(name: str, taken: Container[str]) -> str:
    """Return a name that is not taken: the name itself, or with the first number behind it that makes it one."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


@overload
def first_day(when: When) -> dt.date: ...
@overload
def first_day(when: When | None) -> dt.date | None: ...
def first_day(when: When | None) -> dt.date | None:
    """Return the day itself, or the first day of the range; None where nothing is known."""
    return when[0] if isinstance(when, tuple) else when


@overload
def last_day(when: When) -> dt.date: ...
@overload
def last_day(when: When | None) -> dt.date | None: ...
def last_day(when: When | None) -> dt.date | None:
    """Return the day itself, or the last day of the range; None where nothing is known."""
    return when[1] if isinstance(when, tuple) else when
