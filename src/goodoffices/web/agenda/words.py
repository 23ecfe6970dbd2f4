"""Issues in words."""

from __future__ import annotations

from goodoffices.model.issues import Issue


def settled(issue: Issue) -> list[str]:
    """Return in words how an issue can be settled."""
    if issue.integers is not None or issue.reals is not None:
        return [f"{issue.label_of(issue.values[0])} – {issue.label_of(issue.values[-1])}"]
    return [issue.label_of(value) for value in issue.values]
