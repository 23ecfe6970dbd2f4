"""What a sweep played: all that its figures rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.language import counted, plain, whole
from goodoffices.language import gettext as _
from goodoffices.model.packages import space_size
from goodoffices.reports import playing, words
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.sweeps.base import Sweep
from goodoffices.simulation.shocks import Shocks
from goodoffices.simulation.sweeps.plan import Domain, Plan


@dataclass(frozen=True)
class Played:
    """A domain: its name, its title, its parties, and how large it is."""

    name: str
    title: str
    parties: tuple[str, ...]
    issues: str
    packages: str


@dataclass(frozen=True)
class SetupView:
    """What was played as (term, description) pairs, and the domains."""

    facts: tuple[tuple[str, str], ...]
    domains: tuple[Played, ...]


def setup(sweep: Sweep) -> Section:
    """Say what was played."""
    plan = sweep.plan
    cells = plan.cells
    facts = [
        (_("Protocols"), _joined(playing.protocol_name(one.protocol) for one in cells)),
        (_("Agents"), _joined(playing.table_name(one.agents) for one in cells)),
        (_("Mediator is told"), _joined(playing.told_name(one.told) for one in cells if one.told)),
        (_("Runs of each cell"), whole(plan.seeds)),
        *common(plan),
    ]
    domains = tuple(map(domain_of, plan.domains))
    lead = _("What all figures of this page rest on. The same names, numbers and seed give the same figures.")
    view = SetupView(tuple((term, text) for term, text in facts if text), domains)
    return Section("setup", _("What was played"), lead, view)


def domain_of(one: Domain) -> Played:
    """Return what there is to say of a domain."""
    case = one.case
    return Played(
        one.name, case.title, tuple(party.title for party in case.parties), whole(len(case.issues)),
        whole(space_size(case.issues)),
    )  # fmt: skip


def common(plan: Plan) -> list[tuple[str, str]]:
    """Return what sweeps and single runs have in common, as (term, description) pairs."""
    return [
        (_("Talks end after"), counted("{n} round", "{n} rounds", plan.rounds)),
        (_("Seed"), plain(plan.seed)),
        *_befalling(plan.shocks),
    ]


def _befalling(shocks: Shocks) -> list[tuple[str, str]]:
    if shocks.none:
        return [(_("Leaks and spoilers"), _("none"))]
    return [
        (_("Chance of a leak in a round"), words.share(shocks.leak)),
        (_("Chance of a spoiler in a round"), words.share(shocks.spoiler)),
        (_("Each hardens a side, on the way to its best, by"), words.share(shocks.hardens)),
        (_("A spoiler costs"), counted("{n} round", "{n} rounds", shocks.lost)),
        (_("Chance that a spoiler ends the talks"), words.share(shocks.collapse)),
    ]


def _joined(names: Iterable[str]) -> str:
    return _("; ").join(dict.fromkeys(names))
