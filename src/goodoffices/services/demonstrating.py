"""A workspace to try things in: the sample cases, with the talks that ship with them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from goodoffices.model import Case
from goodoffices.services.acting import Talks
from goodoffices.services.dossiers import Place, start_from
from goodoffices.services.growing import read_reports
from goodoffices.services.replaying import play
from goodoffices.services.samples import sample_case
from goodoffices.services.scripts import commands
from goodoffices.services.workspaces import Workspace, create

_GUEST: Final = (
    '{"at": "2024-03-31T09:30:00Z", "by": "mediator:egypt", '
    '"do": "admit_audience", "audience": "observer:guest"}'
)
#: The samples, each with the id of its case in the workspace, and what a demonstration adds to its talks.
SAMPLES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "cairo-2024", "main",
        (_GUEST,),
    ),
    ("tessen-river", "tessen", ()),
)  # fmt: skip


def demonstration(path: Path, database: str = "") -> Workspace:
    """Make a workspace with the sample cases.

    Raises:
        WorkspaceError: it cannot be made there.
    """
    workspace = create(path, database)
    for name, case, more in SAMPLES:
        folder = sample_case(name)
        script = folder / "talks.jsonl"
        text = script.read_text(encoding="utf-8") + "\n".join(more)
        talks = Talks(workspace.new_case(case).history)
        acts = list(commands(text, str(script)))
        play(talks, acts, lambda _line, _why: None)
        _first, opened = acts[0]
        place = Place(talks, talks.standing(opened.by), acts[-1][1].at + dt.timedelta(hours=1))
        _begin_dossier(place, folder)
    return workspace


def _begin_dossier(place: Place, folder: Path) -> None:
    """Put a sample into the mediators' working case: all of it, the texts of its reports, and a report to review."""
    case = Case.load(folder)
    files = {one.id: folder / one.file for one in case.sources if one.file}
    texts = {source: file.read_text(encoding="utf-8") for source, file in files.items() if file.is_file()}
    start_from(place, case, texts=texts, note=folder.name)
    for file in sorted(folder.glob("unread/*.txt")):
        # The name ends with the day.
        read_reports(place, [(file.name, file.read_bytes())], published=file.stem[-len("2031-05-17") :])
