"""What a check says, and what it is told beside the terms."""

from __future__ import annotations

from typing import Literal

from goodoffices.agreement.ordering import Node, Order
from goodoffices.language import gettext as _
from goodoffices.language import isolated, quoted
from goodoffices.model.agreement import Count, Entry, Obligation, Phase, Tally
from goodoffices.model.case import Case
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.model.result import Result

#: `wrong`: it cannot be carried out as it stands. `open`: it is not said. `norm`: something to look at, never approved.
Kind = Literal["wrong", "open", "norm"]


class Finding(Result, frozen=True):
    """One thing found: its kind, the rule that found it, where (`phases/first/obligations/x`), and a sentence.

    `also` are other places that it is about; `source` names where a norm is published.
    """

    kind: Kind
    rule: str
    where: str
    says: str
    also: tuple[str, ...] = ()
    source: str = ""


class Setting(Result, frozen=True):
    """What the terms are judged against: who is there, what is on the table, what exists.

    `package` None: nothing is agreed yet, so that nothing is left open by it. `clauses` are the issues that the text of
    the agreement settles by itself.
    """

    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    package: Package | None = None
    clauses: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    tallies: tuple[Tally, ...] = ()
    entries: tuple[Entry, ...] = ()


def setting_of(case: Case) -> Setting:
    """Return what the terms of a case are judged against, nothing being agreed yet."""
    return Setting(
        parties=tuple(case.parties_by_id), mediators=tuple(one.id for one in case.mediators), issues=case.issues,
        counts=case.counts, tallies=case.tallies, entries=case.entries,
    )  # fmt: skip


def place_of(order: Order, node: Node) -> str:
    """Write where a node stands."""
    what, name = node
    if what == "done":
        return f"phases/{order.phase_of[name]}/obligations/{name}"
    return f"phases/{name}"


def at(phase: Phase, one: Obligation | None = None) -> str:
    """Write where a phase, or an obligation in it, stands."""
    return f"phases/{phase.id}" if one is None else f"phases/{phase.id}/obligations/{one.id}"


def words_of(order: Order, node: Node) -> str:
    """Name a node in a sentence."""
    what, name = node
    if what == "done":
        return quoted(order.obligations[name].action)
    if what == "begins":
        return _("the beginning of “{phase}”").format(phase=isolated(order.phases[name].name))
    return _("the end of “{phase}”").format(phase=isolated(order.phases[name].name))
