"""Count how many folders load: `python -m scripts.formats [FOLDER]` prints the table on the page of formats."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from goodoffices.model import CaseFileError
from goodoffices.services import open_scenario

OUTCOMES = ("as it is", "once a domain is chosen", "once profiles are chosen", "not")

HEAD = (
    "| Collection | Folders | Load as they are | Once one of several domains is chosen "
    "| Once profiles are chosen | Not |"
)


def outcome_of(folder: Path) -> str:
    """Say how a folder loads, having tried."""
    try:
        open_scenario(folder)
    except CaseFileError as error:
        if "several domains" in error.problem:
            names = error.problem.rsplit(": ", 1)[1].split(", ")
            return OUTCOMES[1] if all(_loads(folder / name) for name in names) else OUTCOMES[3]
        if "--profiles" in error.problem:
            names = error.problem.rsplit("among ", 1)[1].split(", ")
            return OUTCOMES[2] if _loads(folder, names[:2]) else OUTCOMES[3]
        return OUTCOMES[3]
    return OUTCOMES[0]


def _loads(path: Path, profiles: list[str] | None = None) -> bool:
    try:
        open_scenario(path, profiles)
    except CaseFileError as error:
        return "--profiles" in error.problem
    return True


def table(scenarios: Path) -> str:
    """Return the table for all folders below `genius/` and `negmas/`."""
    lines = [HEAD, "|---|--:|--:|--:|--:|--:|"]
    for name, endings in (("genius", (".xml",)), ("negmas", (".yml", ".yaml", ".json"))):
        files = [file for file in (scenarios / name).rglob("*") if file.suffix in endings]
        counts = Counter(outcome_of(folder) for folder in sorted({file.parent for file in files}))
        cells = [str(counts[outcome]) for outcome in OUTCOMES]
        lines.append(f"| {name} | {sum(counts.values())} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/scenarios")
    sys.stdout.write(table(given) + "\n")
