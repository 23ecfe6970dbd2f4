"""The record for pages that rest on it in part: there for those who see it, and for others as if there were none."""

from __future__ import annotations

from goodoffices.services.dossiers import dossier
from goodoffices.services.listing import Register, register
from goodoffices.web.shell.navigation import shares_all
from goodoffices.web.shell.visits import Visit


def book_of(visit: Visit) -> Register | None:
    """Return the record, for those who see it; None for others, and before it is begun."""
    if not shares_all(visit.who, visit.case.parties):
        return None
    case = dossier(visit.room.talks, visit.who)
    return register(case) if case is not None else None
