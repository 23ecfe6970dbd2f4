"""How the talks at a table ended, in words."""

from __future__ import annotations

from goodoffices.language import gettext as _
from goodoffices.language import isolated, sentence, whole
from goodoffices.reports.names import Names
from goodoffices.talks.events.teaching import Result
from goodoffices.talks.states.teaching import TableState


def ending_of(table: TableState | Result, names: Names) -> str:
    """Return how the talks at a table ended; empty as long as they have not."""
    number, party = whole(table.round), isolated(names.party(table.by))
    match table.ended:
        case "":
            return ""
        case "agreement":
            return _("Agreement in round %(number)s.") % {"number": number}
        case "deadline":
            return _("No agreement: the rounds are over.")
        case "time is up":
            return _("No agreement: time is up.")
        case "walked away" if not table.by:
            return _("Who mediates ended the talks in round %(number)s.") % {"number": number}
        case "walked away":
            return _("%(party)s walked away in round %(number)s.") % {"party": party, "number": number}
        case "not approved at home":
            return _("Agreed in round %(number)s, but not approved at home by %(party)s.") % {
                "party": party, "number": number,
            }  # fmt: skip
        case "broke off":
            return _("Agreed, and broken off by %(party)s before all of it was done.") % {"party": party}
        case "stopped":
            why = sentence(table.why) if isinstance(table, TableState) and table.why else ""
            return _("Stopped: %(why)s") % {"why": why} if why else _("The talks were stopped.")
        case _:
            return _("No agreement: all proposals were refused.")
