"""What somebody's mandate says of a package, said before they answer."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.reports.names import described
from goodoffices.talks.events import Package
from goodoffices.talks.mandates import beyond, in_force, waits_for_home, within
from goodoffices.talks.permissions import enters_no_more, may_answer
from goodoffices.web.project import House
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Judged:
    """What the mandate says.

    Attributes:
        mandate: the name of the mandate that the package goes beyond, or nothing.
        limit: its limit in words.
        waits: whether what is accepted still needs approval at home.
        held: whether any mandate is in force, as far as the one who asks sees.
        settled: whether the package satisfies every mandate, whatever becomes of the issues that it leaves open.
    """

    mandate: str
    limit: str
    waits: bool
    held: bool
    settled: bool


def judged(visit: Visit, party: str, package: Package) -> Judged | None:
    """Say what the mandate that somebody sees says of a package; None for who cannot bind the party."""
    if not may_answer(visit.who, party):
        return None
    entered = visit.who.side == "mediator"
    mandates = in_force(visit.lens, party, House.now(), entered=entered)
    passed = beyond(mandates, package, visit.case.issues)
    limit = described(passed.requires, visit.case.issues) if passed is not None and passed.requires else ""
    waits = waits_for_home(mandates, package, visit.case.issues)
    # What is entered as accepted for a party that acts itself, it has still to say itself.
    waits |= enters_no_more(visit.who, acts_itself=visit.lens.channel(party).acts_itself)
    return Judged(
        passed.mandate if passed else "", limit, waits, bool(mandates),
        within(mandates, package, visit.case.issues),
    )  # fmt: skip
