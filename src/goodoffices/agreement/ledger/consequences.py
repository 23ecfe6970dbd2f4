"""What the agreement says happens next: where a dispute goes, what is no longer owed, what resumes, what waits.

Nothing is decided here. Whether a phase has failed is for those to say whom the agreement names; `settled` says whether
anything about the facts is still open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from goodoffices.agreement.ledger.compliance import Compliance, Kept
from goodoffices.agreement.ordering import Order, order_of
from goodoffices.language import gettext as _
from goodoffices.language import isolated, listed, quoted
from goodoffices.model.agreement import Guarantor, Phase, Terms
from goodoffices.model.result import Result

What = Literal["dispute", "snapback", "resumes", "waits", "guarantor"]


class Consequence(Result, frozen=True):
    """One thing that the agreement says of an obligation that is not kept, or disputed.

    `about` is that obligation; `affects` the ids of obligations and phases, or of guarantors, that this is about.
    """

    what: What
    about: str
    phase: str
    says: str
    affects: tuple[str, ...] = ()
    settled: bool = False


def consequences_of(terms: Terms, compliance: Compliance) -> tuple[Consequence, ...]:
    """Return what follows from the terms where an obligation is disputed, found wanting, or late; in their order."""
    order = order_of(terms)
    found: list[Consequence] = []
    for kept in compliance.obligations:
        if kept.standing == "disputed":
            found.append(_dispute(order, kept, terms))
        if kept.standing in ("disputed", "wanting") or kept.late:
            found += _failing(order, kept, terms)
    return tuple(found)


def _dispute(order: Order, kept: Kept, terms: Terms) -> Consequence:
    one = order.obligations[kept.obligation]
    route = one.dispute or terms.dispute
    says = _("“{action}” is disputed: {route}").format(action=isolated(one.action), route=isolated(route))
    if not route:
        says = _("“{action}” is disputed, and the terms do not say where a dispute goes").format(
            action=isolated(one.action)
        )
    return Consequence(what="dispute", about=one.id, phase=kept.phase, says=says)


def _failing(order: Order, kept: Kept, terms: Terms) -> Iterator[Consequence]:
    phase = order.phases[kept.phase]
    settled = kept.standing == "wanting"
    yield from _snapback(order, phase, kept, settled=settled)
    waiting = tuple(dict.fromkeys(one.later[1] for one in order.after[("done", kept.obligation)]))
    if waiting:
        says = _("{names} can wait until “{action}” is done").format(
            names=listed(isolated(_named(order, name)) for name in waiting),
            action=isolated(order.obligations[kept.obligation].action),
        )
        yield Consequence(
            what="waits", about=kept.obligation, phase=phase.id, says=says, affects=waiting, settled=settled
        )
    backers = [one for one in terms.guarantors if _backs(one, kept.obligation, phase.id)]
    if backers:
        says = _("backed by: {names}").format(names=listed(isolated(one.name) for one in backers))
        yield Consequence(
            what="guarantor", about=kept.obligation, phase=phase.id, says=says,
            affects=tuple(one.id for one in backers), settled=settled,
        )  # fmt: skip


def _snapback(order: Order, phase: Phase, kept: Kept, *, settled: bool) -> Iterator[Consequence]:
    if phase.suspends:
        names = listed(isolated(_named(order, name)) for name in phase.suspends)
        says = _(
            "where the phase “{phase}” fails, this is no longer owed: {names}; once it is made good, it is owed again"
        ).format(phase=isolated(phase.name), names=names)
        yield Consequence(
            what="snapback",
            about=kept.obligation,
            phase=phase.id,
            says=says,
            affects=phase.suspends,
            settled=settled,
        )
    if phase.resumes_if_failed:
        says = _("where the phase “{phase}” fails: {resumes}").format(
            phase=isolated(phase.name), resumes=isolated(phase.resumes_if_failed)
        )
        yield Consequence(what="resumes", about=kept.obligation, phase=phase.id, says=says, settled=settled)


def _backs(one: Guarantor, obligation: str, phase: str) -> bool:
    return not one.backs or obligation in one.backs or phase in one.backs


def _named(order: Order, name: str) -> str:
    if name in order.obligations:
        return quoted(order.obligations[name].action)
    return quoted(order.phases[name].name) if name in order.phases else f"'{name}'"
