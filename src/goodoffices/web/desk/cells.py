"""How moments, days and packages stand in the cells of tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from goodoffices.model.base import Value
from goodoffices.web.shell.visits import Visit


def package_cell(visit: Visit, package: Mapping[str, Value]) -> str | None:
    """Return a package in one cell; None where there is none."""
    return joined(f"{issue}: {option}" for issue, option in visit.names.package(package))


def joined(words: Iterable[str]) -> str | None:
    """Return several words in one cell; None where there are none."""
    return "; ".join(words) or None


def moment_cell(moment: dt.datetime | None) -> str | None:
    """Return a moment as programs read it."""
    return moment.isoformat() if moment is not None else None


def day_cell(day: dt.date | None) -> str | None:
    """Return a day as programs read it."""
    return day.isoformat() if day is not None else None
