"""Guarantors who back what is not there, and failures that would suspend it."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.agreement.checking.findings import Finding, at
from goodoffices.agreement.ordering import Order
from goodoffices.language import gettext as _
from goodoffices.language import isolated
from goodoffices.model.agreement import Phase


def backing(order: Order) -> Iterator[Finding]:
    """Yield what is wrong with guarantors and with what is suspended where a phase fails."""
    for guarantor in order.terms.guarantors:
        where = f"guarantors/{guarantor.id}"
        for name in guarantor.backs:
            if name not in order.obligations and name not in order.phases:
                says = _("{guarantor} backs '{name}', which the terms do not have").format(
                    guarantor=isolated(guarantor.name), name=isolated(name)
                )
                yield Finding(kind="wrong", rule="backs-nothing", where=where, says=says)
        if not order.terms.phases:
            says = _("{guarantor} backs nothing: the terms have no phases").format(
                guarantor=isolated(guarantor.name)
            )
            yield Finding(kind="open", rule="backs-nothing", where=where, says=says)
    if order.terms.phases and not order.terms.guarantors:
        says = _("nobody guarantees that the agreement is kept")
        yield Finding(kind="open", rule="no-guarantor", where="guarantors", says=says)
    for phase in order.terms.phases:
        yield from _suspended(order, phase)


def _suspended(order: Order, phase: Phase) -> Iterator[Finding]:
    for name in phase.suspends:
        if name not in order.obligations:
            says = _(
                "where the phase “{phase}” fails, '{name}' is suspended, which is no obligation of these terms"
            )
            yield Finding(
                kind="wrong",
                rule="suspends-nothing",
                where=at(phase),
                says=says.format(phase=isolated(phase.name), name=isolated(name)),
            )
    inside = {one.actor for one in phase.obligations}
    suspended = {order.obligations[name].actor for name in phase.suspends if name in order.obligations}
    if suspended and inside and not inside - suspended and len(suspended) == 1:
        says = _(
            "where the phase “{phase}” fails, only what {actor} owes is suspended, who alone could let it fail"
        )
        actor = next(iter(suspended))
        yield Finding(
            kind="open",
            rule="suspends-own",
            where=at(phase),
            says=says.format(phase=isolated(phase.name), actor=actor),
        )
