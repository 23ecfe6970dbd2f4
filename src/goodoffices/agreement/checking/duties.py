"""Who must do what by when, and who sees that it is done: what an obligation does not say."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.agreement.checking.findings import Finding, Setting, at
from goodoffices.agreement.ordering import Order
from goodoffices.language import gettext as _
from goodoffices.language import isolated
from goodoffices.model.agreement import Obligation, Phase


def duties(order: Order, setting: Setting) -> Iterator[Finding]:
    """Yield what obligations leave unsaid."""
    for phase in order.terms.phases:
        for one in phase.obligations:
            yield from _actor(phase, one, setting)
            yield from _missing(phase, one, order.terms.dispute)


def _actor(phase: Phase, one: Obligation, setting: Setting) -> Iterator[Finding]:
    known = bool(setting.parties or setting.mediators)
    if one.actor in setting.mediators:
        says = _("“{action}”: {actor} is a mediator and no party, and is bound only if it signs as well")
        yield Finding(kind="open", rule="no-party", where=at(phase, one), says=_fill(says, one))
    elif known and one.actor not in setting.parties:
        says = _("“{action}”: '{actor}' is no party to this; name one, or have it sign as well")
        yield Finding(kind="wrong", rule="no-party", where=at(phase, one), says=_fill(says, one))


def _missing(phase: Phase, one: Obligation, dispute: str) -> Iterator[Finding]:
    where = at(phase, one)
    if not one.recipient:
        yield Finding(
            kind="open",
            rule="no-recipient",
            where=where,
            says=_fill(_("“{action}”: to whom, is not said"), one),
        )
    if one.due_day is None:
        says = _fill(_("“{action}”: by which day, is not said"), one)
        yield Finding(kind="open", rule="no-due-day", where=where, says=says)
    if not one.verification:
        says = _fill(_("“{action}”: how it is verified, is not said"), one)
        yield Finding(kind="open", rule="no-verification", where=where, says=says)
    if not one.verified_by:
        says = _fill(_("“{action}”: who verifies it, is not said"), one)
        yield Finding(kind="open", rule="no-verifier", where=where, says=says)
    elif one.verified_by.strip().casefold() in (one.actor.casefold(), one.recipient.strip().casefold()):
        says = _fill(_("“{action}” is verified by one of those whom it is about; name somebody else"), one)
        yield Finding(kind="open", rule="own-verifier", where=where, says=says)
    if not one.dispute and not dispute:
        says = _fill(_("“{action}”: where a dispute goes, is not said"), one)
        yield Finding(kind="open", rule="no-dispute-route", where=where, says=says)


def _fill(sentence: str, one: Obligation) -> str:
    return sentence.format(action=isolated(one.action), actor=isolated(one.actor))
