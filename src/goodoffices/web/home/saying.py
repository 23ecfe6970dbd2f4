"""What was done is said, even where the form by which it was done is no longer on the page."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.visits import Visit


def said(visit: Visit, kinds: Mapping[str, type[BaseForm]]) -> str:
    """Return what a form says that was sent last, by the beginning of its name."""
    done = visit.request.GET.get("done", "")
    return next((str(kind.said) for name, kind in kinds.items() if done.startswith(name)), "")
