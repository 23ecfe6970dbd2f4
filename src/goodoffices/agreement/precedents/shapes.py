"""Agreements of others, as they are read from a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import field

from goodoffices.model.result import Result


class Provision(Result, frozen=True):
    """A piece of an agreement's text: where it stands there, and the line of the table it was read from."""

    text: str
    reference: str = ""
    topics: Mapping[str, int | None] = field(default_factory=dict)
    line: int = 0


class Agreement(Result, frozen=True):
    """An agreement. `topics`: how far each is dealt with, from 1 to 3; None: it is, and how far is not said."""

    id: str
    name: str
    on: dt.date | None = None
    year: int | None = None
    country: str = ""
    process: str = ""
    stage: str = ""
    parties: str = ""
    third_parties: str = ""
    link: str = ""
    topics: Mapping[str, int | None] = field(default_factory=dict)
    provisions: tuple[Provision, ...] = ()
    line: int = 0


class Precedents(Result, frozen=True):
    """A table of agreements; `problems` are sentences about what could not be read, with the line of each."""

    agreements: tuple[Agreement, ...]
    topics: tuple[str, ...]
    problems: tuple[str, ...] = ()
