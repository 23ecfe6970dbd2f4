"""How things stand in the ledger, in words."""

from __future__ import annotations

from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.agreement import Entry
from goodoffices.reports.words import bounded
from goodoffices.web.shell.words import gettext_lazy

#: How an obligation stands.
STANDINGS: Final = {
    "disputed": gettext_lazy("in dispute"),
    "wanting": gettext_lazy("found wanting"),
    "done": gettext_lazy("done"),
    "part": gettext_lazy("done in part"),
    "reported": gettext_lazy("reported, not verified"),
    "nothing": gettext_lazy("nothing reported"),
}
#: What became of a report.
REPORTS: Final = {
    "reported": gettext_lazy("waits to be verified"),
    "verified": gettext_lazy("verified"),
    "wanting": gettext_lazy("found wanting"),
    "disputed": gettext_lazy("in dispute"),
    "resolved": gettext_lazy("dispute resolved"),
}
#: What somebody did.
STEPS: Final = {
    "report_performance": gettext_lazy("reported"),
    "verify_performance": gettext_lazy("found it done"),
    "find_wanting": gettext_lazy("found it wanting"),
    "dispute_performance": gettext_lazy("disputed that"),
    "resolve_dispute": gettext_lazy("resolved the dispute"),
    "claim_violation": gettext_lazy("claimed it"),
    "attribute_violation": gettext_lazy("attributed it"),
}
#: How a phase stands.
PHASES: Final = {
    "waiting": gettext_lazy("has not begun"),
    "under way": gettext_lazy("under way"),
    "ended": gettext_lazy("ended"),
    "failed": gettext_lazy("failed"),
}
#: Which standings are good, and which are not.
TONES: Final = {
    "done": "good",
    "verified": "good",
    "ended": "good",
    "disputed": "bad",
    "wanting": "bad",
    "failed": "bad",
}
#: Said to who took an earlier step.
TOOK: Final = gettext_lazy("You took an earlier step of this; another person takes this one.")


def much(quantity: int | None, high: int | None) -> str:
    """Write how much a step named; empty where it named nothing."""
    return "" if quantity is None else bounded(quantity, "exactly", high)


def line_of(entry: Entry) -> str:
    """Return what a line of a tally says, without its number."""
    if entry.from_state and entry.to:
        return _("went: %(before)s → %(after)s") % {"before": entry.from_state, "after": entry.to}
    if entry.from_state:
        return _("left: %(before)s") % {"before": entry.from_state}
    if entry.added:
        return _("came: %(after)s") % {"after": entry.to}
    return _("counted: %(state)s") % {"state": entry.to}


def numbered(number: int) -> str:
    """Return what an entry is called where several are spoken of."""
    return _("entry %(number)s") % {"number": whole(number)}
