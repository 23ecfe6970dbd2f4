"""Open whatever describes a dispute: a case, or a domain of the field's other tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from goodoffices.interchange import load_scenario
from goodoffices.model import Case
from goodoffices.model.reviewing import current


@dataclass(frozen=True)
class Opened:
    """A case, where it came from, what was passed over, and how long reading took."""

    case: Case
    format: str
    warnings: tuple[str, ...]
    seconds: float


def open_scenario(path: str | Path, profiles: Sequence[str] | None = None) -> Opened:
    """Read a case file or folder, a GENIUS domain, a GeniusWeb folder or a NegMAS folder.

    Args:
        path: the file or folder.
        profiles: the profiles at the table, in order, relative to the folder; all of the domain without it.

    Raises:
        CaseFileError: what is wrong, with file, line and field.
    """
    start = perf_counter()
    loaded = load_scenario(Path(path), profiles)
    return Opened(current(loaded.case), loaded.format, loaded.warnings, perf_counter() - start)
