"""Issues in words."""

from __future__ import annotations

from goodoffices.model.issues import Issue
from goodoffices.reports.names import as_read


def settled(issue: Issue) -> list[str]:
    """Return in words how an issue can be settled."""
    if issue.integers is not None or issue.reals is not None:
        return [f"{as_read(issue, issue.values[0])} – {as_read(issue, issue.values[-1])}"]
    return [issue.label_of(value) for value in issue.values]
