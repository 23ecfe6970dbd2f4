"""A workspace to try things in: the sample cases, with the talks that ship with them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from goodoffices.services.acting import Talks
from goodoffices.services.replaying import play
from goodoffices.services.samples import sample_case
from goodoffices.services.scripts import commands
from goodoffices.services.workspaces import Workspace, create

#: The samples, each with the id of its case in the workspace, and what a demonstration adds so that everybody has a seat.
SAMPLES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "cairo-2024", "main",
        ('{"at": "2024-03-31T09:30:00Z", "by": "mediator:egypt", "do": "admit_audience", "audience": "observer:guest"}',),
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
        play(talks, list(commands(text, str(script))), lambda _line, _why: None)
    return workspace
