"""What was done is said, even where the form by which it was done is no longer on the page."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.visits import Visit

#: Forms by how their names begin, or by their whole name.
Kinds = Mapping[str, type[BaseForm]]


def said(visit: Visit, kinds: Kinds) -> str:
    """Return what the form says that was sent last: the first that it is, or begins with."""
    found = (
        kind
        for name, kind in kinds.items()
        if visit.done == name or visit.done.startswith(f"{name.removesuffix('-')}-")
    )
    return next((str(kind.said) for kind in found), "")
