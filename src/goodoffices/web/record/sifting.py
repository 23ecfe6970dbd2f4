"""By what the list of the record is sifted, in words to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from goodoffices.language import gettext as _
from goodoffices.language import gettext_lazy
from goodoffices.model import Case
from goodoffices.model.record import Act, Stand
from goodoffices.reports.names import Names
from goodoffices.reports.sections.positions import KINDS as CONFLICTS
from goodoffices.web.record.asking import STANDINGS, SURE, Asked, Numbers, named

#: How a piece stands, in words.
STANDING: Final = {
    "suggested": gettext_lazy("waits for review"), "own": gettext_lazy("entered by a person"),
    "accepted": gettext_lazy("accepted"), "edited": gettext_lazy("edited"), "rejected": gettext_lazy("rejected"),
}  # fmt: skip
SURENESS: Final = {
    "high": gettext_lazy("80 % and more"), "middle": gettext_lazy("50 to 80 %"), "low": gettext_lazy("under 50 %"),
}  # fmt: skip
WHAT: Final = {
    "s": gettext_lazy("statements"), "p": gettext_lazy("positions"), "c": gettext_lazy("conflicts"),
}  # fmt: skip
#: So many reports stand in the list to choose from, the newest first; all can be reached from their page.
_SOURCES: Final = 100
_TITLE: Final = 60


@dataclass(frozen=True)
class Choice:
    """A list to choose from in the filters."""

    name: str
    label: str
    value: str
    options: Sequence[tuple[str, object]]


def filters(asked: Asked, case: Case, numbers: Numbers, standing: str) -> list[Choice]:
    """Return what the list can be sifted by; values are numbers and words of ours."""
    words = Names(case)
    parties = [(str(number), words.actor(one)) for number, one in enumerate(numbers.parties, 1)]
    newest = list(enumerate(numbers.sources, 1))[-_SOURCES:][::-1]
    sources = [(str(number), words.sources[one][:_TITLE]) for number, one in newest]
    source = named(numbers.sources, asked.source)
    if source in words.sources and asked.source not in dict(sources):
        sources.append((asked.source, words.sources[source][:_TITLE]))
    issues = [(str(number), words.issue(one)) for number, one in enumerate(numbers.issues, 1)]
    standings = [(one, STANDING[one]) for one in STANDINGS]
    acts = dict.fromkeys((*get_args(Act), *get_args(Stand)))
    any_ = ("", _("all"))
    return [
        Choice("is", _("Standing"), standing or "all", [("all", _("all")), *standings]),
        Choice("kind", _("Kind"), asked.kind, [any_, *WHAT.items()]),
        Choice("party", _("Party"), asked.party, [any_, *parties, ("0", _("nobody in the case"))]),
        Choice("act", _("What is done"), asked.act, [any_, *((one, _(one)) for one in acts), *CONFLICTS.items()]),
        Choice("sure", _("Confidence"), asked.sure, [any_, *((one, SURENESS[one]) for one in SURE)]),
        Choice("issue", _("Issue"), asked.issue, [any_, *issues]),
        Choice("source", _("Report"), asked.source, [any_, *sources]),
    ]  # fmt: skip
