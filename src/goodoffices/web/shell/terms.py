"""What people read of the terms of an agreement: as tables, and as lines to compare two versions by."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.language import gettext as _
from goodoffices.language import labelled, listed, ngettext, whole
from goodoffices.model.agreement import Category, Obligation, Phase, Terms
from goodoffices.reports.duties import called_in, quantity, rates, ratio
from goodoffices.reports.words import date
from goodoffices.talks.standing import OFFICES
from goodoffices.web.shell.people import Names


class TermsShown:
    """Terms as somebody reads them."""

    def __init__(self, terms: Terms, names: Names) -> None:
        self.terms = terms
        self.called = called_in(terms)
        self._names = names

    def actor(self, actor: str) -> str:
        """Return who owes something."""
        return self._names.actor(actor)

    def quantity(self, one: Obligation) -> str:
        """Return how much is owed."""
        return quantity(one)

    def categories(self, one: Obligation) -> list[str]:
        """Return the kinds of what is owed, each with how many."""
        return [_category(part) for part in one.including]

    def exchange(self, one: Obligation) -> list[str]:
        """Return for what something is given, and at which rates."""
        found = [self.called(one.in_exchange_for)] if one.in_exchange_for else []
        return [*found, *rates(one), *([ratio(one)] if one.ratio else [])]

    def verified_by(self, one: Obligation) -> str:
        """Return who verifies; empty where the terms name nobody."""
        who = one.verified_by
        return self._names.called(who) if who.partition(":")[0] in OFFICES and ":" in who else who

    def conditions(self, one: Obligation) -> list[str]:
        """Return what comes before."""
        after = [_("after: %(what)s") % {"what": listed(self.called.all(one.after))}] if one.after else []
        return [*after, *one.conditions]

    def phase_facts(self, phase: Phase) -> list[tuple[str, list[str]]]:
        """Return what the terms say of a phase, line by line, under headings."""
        starts = [date(phase.starts_on)] if phase.starts_on else []
        if phase.starts_after:
            starts.append(_("after: %(what)s") % {"what": listed(self.called.all(phase.starts_after))})
        ends = []
        if phase.days:
            ends.append(
                ngettext("after %(num)s day", "after %(num)s days", phase.days) % {"num": whole(phase.days)}
            )
        if phase.ends_after:
            ends.append(_("with: %(what)s") % {"what": listed(self.called.all(phase.ends_after))})
        fails = [phase.resumes_if_failed] if phase.resumes_if_failed else []
        if phase.suspends:
            fails.append(_("no longer owed: %(what)s") % {"what": listed(self.called.all(phase.suspends))})
        facts = (
            (_("Starts"), [*starts, phase.starts_when]), (_("Ends"), [*ends, phase.ends_when]),
            (_("If it fails"), fails),
        )  # fmt: skip
        return [(name, [one for one in said if one]) for name, said in facts if any(said)]

    def guarantors(self) -> list[tuple[str, str]]:
        """Return who backs performance, and of what."""
        return [
            (one.name, listed(self.called.all(one.backs)) if one.backs else _("all of it"))
            for one in self.terms.guarantors
        ]

    def lines(self) -> str:
        """Return all of it as text, a line for each thing: two versions are compared by it."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for phase in self.terms.phases:
            yield phase.name
            for name, said in self.phase_facts(phase):
                yield labelled(name, _("; ").join(said))
            for one in phase.obligations:
                yield "– " + _("; ").join(filter(None, self._obligation(one)))
        for who, what in self.guarantors():
            yield _("Guarantor: %(who)s (%(what)s)") % {"who": who, "what": what}
        if self.terms.dispute:
            yield _("Disputes: %(route)s") % {"route": self.terms.dispute}

    def _obligation(self, one: Obligation) -> Iterator[str]:
        yield labelled(self.actor(one.actor), one.action)
        yield self.quantity(one)
        yield _(", ").join(self.categories(one))
        if one.recipient:
            yield _("to %(name)s") % {"name": one.recipient}
        if one.due_day is not None:
            yield _("by day %(day)s") % {"day": whole(one.due_day)}
        if exchange := self.exchange(one):
            yield _("in exchange for: %(what)s") % {"what": _(", ").join(exchange)}
        yield from self.conditions(one)
        if one.verification or one.verified_by:
            yield _("verified: %(how)s") % {
                "how": _(", ").join(filter(None, (one.verification, self.verified_by(one))))
            }
        if one.dispute:
            yield _("disputes: %(route)s") % {"route": one.dispute}


def _category(one: Category) -> str:
    return one.of if one.quantity is None else f"{whole(one.quantity)} {one.of}"
