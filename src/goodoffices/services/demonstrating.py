"""A workspace to try things in: the sample cases, with the talks that ship with them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final, NamedTuple

from goodoffices.model import Case
from goodoffices.services.acting import Talks
from goodoffices.services.demonstrating_class import CLASSROOM, rehearse_class
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


class Shown(NamedTuple):
    """A case of the demonstration: the sample, its id in the workspace, its scripts, and acts that are added."""

    sample: str
    case: str
    scripts: tuple[str, ...] = ("talks.jsonl",)
    more: tuple[str, ...] = ()


#: The cases of the demonstration. One goes on to an agreement, so that its ledger and briefings can be seen.
SAMPLES: Final = (
    Shown("cairo-2024", "main", more=(_GUEST,)),
    Shown("tessen-river", "tessen"),
    Shown("tessen-river", "agreed", scripts=("talks.jsonl", "agreed.jsonl")),
)


def demonstration(path: Path, database: str = "") -> Workspace:
    """Make a workspace with the sample cases.

    Raises:
        WorkspaceError: it cannot be made there.
    """
    workspace = create(path, database)
    for shown in SAMPLES:
        folder = sample_case(shown.sample)
        lines = [
            line
            for name in shown.scripts
            for line in (folder / name).read_text(encoding="utf-8").splitlines()
        ]
        talks = Talks(workspace.new_case(shown.case).history)
        acts = list(commands("\n".join((*lines, *shown.more)), str(folder)))
        play(talks, acts, lambda _line, _why: None)
        _first, opened = acts[0]
        place = Place(talks, talks.standing(opened.by), acts[-1][1].at + dt.timedelta(hours=1))
        _begin_dossier(place, folder)
    rehearse_class(Talks(workspace.new_case(CLASSROOM).history))
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
