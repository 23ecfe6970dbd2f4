"""What people read for the ids of the working case, with the colours and links of the workbench."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from goodoffices.model import Case
from goodoffices.reports.names import Names
from goodoffices.services.listing import Register, register

if TYPE_CHECKING:
    from goodoffices.web.shell.visits import Visit


class CaseNames(Names):
    """The names in the working case, as the reports' sections ask for them."""

    def __init__(self, case: Case, visit: Visit) -> None:
        super().__init__(case)
        self._visit = visit

    def colour(self, party_id: str | None) -> str:
        """Return the colour that the party has on all pages."""
        return self._visit.names.colour(party_id or "")

    @cached_property
    def _register(self) -> Register | None:
        kept = self._visit.lens.dossier.case
        return register(kept) if kept is not None else None

    def row(self, statement_id: str) -> int:
        """Return the number that a statement has in the record."""
        line = self._register.of("statement", statement_id) if self._register is not None else None
        return int(line.name[1:]) if line is not None else 0

    def address(self, statement_id: str) -> str:
        """Return where a statement stands: on its page in the record."""
        return reverse("record:statement", args=[self._visit.room.id, self.row(statement_id)])
