"""The terms of the working case, as a proposal can take them along."""

from __future__ import annotations

from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.agreement import Terms
from goodoffices.services.agreeing import for_the_table
from goodoffices.services.dossiers import begun
from goodoffices.talks.events.channel import Tabled
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import shares_all
from goodoffices.web.shell.visits import Visit

#: The choice that keeps the terms of the version from which a new one starts.
KEPT: Final = "kept"


def working_terms(visit: Visit) -> Terms | None:
    """Return the terms of the working case as they may be tabled; None where there are none, or none to see."""
    if not shares_all(visit.who, visit.case.parties):
        return None
    case, _count = begun(visit.room.talks, visit.who)
    return for_the_table(case, visit.case.issues) if case.phases else None


class TermsChoice:
    """Which terms go with a proposal: those of the version before, those of the working case as they stand, or none.

    The working case's are chosen by a mark of them: what was looked at is what is sent, or nothing is.
    """

    def __init__(self, visit: Visit, now: Tabled | None) -> None:
        self._now = now.terms if now is not None else None
        self._working = working_terms(visit)
        self.options: list[tuple[str, str]] = []
        if self._now is not None and now is not None:
            number = {"number": whole(now.version)}
            self.options.append((KEPT, _("Those of version %(number)s, as they are") % number))
        if self._working is not None:
            self.options.append((mark_of(self._working), _("Those of the working case, as they stand now")))
        if self.options:
            self.options.insert(0, ("", _("No terms")))

    @property
    def first(self) -> str:
        """What is chosen before anybody chooses."""
        return KEPT if self._now is not None else ""

    def chosen(self, value: str) -> Terms | None:
        """Return the terms that were chosen."""
        if not value:
            return None
        return self._now if value == KEPT else self._working
