"""What reading and writing other tools' files return."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goodoffices.model import Case

#: More parties than this at one table must be chosen from.
MOST_PROFILES = 6


@dataclass(frozen=True)
class Loaded:
    """A case read from a file or folder, the name of its format, and what was passed over."""

    case: Case
    format: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Converted:
    """The files written, their format, and what the format could not hold."""

    format: str
    written: tuple[Path, ...]
    warnings: tuple[str, ...] = ()
