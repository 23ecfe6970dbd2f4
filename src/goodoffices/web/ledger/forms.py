"""The steps of the ledger as forms: report, find, dispute, resolve, claim, attribute, move a phase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from goodoffices.language import gettext as _
from goodoffices.language import labelled
from goodoffices.model.agreement import Obligation
from goodoffices.talks.actions import Command
from goodoffices.talks.states.ledger import Claim, Performance
from goodoffices.talks.transitions import PHASE
from goodoffices.web.shell.figures import FROM, TO, amount, between, day
from goodoffices.web.shell.forms import ERRORS, ActForm, EnteringForm, choice, text
from goodoffices.web.shell.words import gettext_lazy

#: What can become of a phase, in words.
MOVES: Final = {
    "start_phase": gettext_lazy("It begins"),
    "end_phase": gettext_lazy("It has ended"),
    "fail_phase": gettext_lazy("It has failed"),
}


def dated(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return fields of an act as a script has them: days as texts, and nothing of what was left empty."""
    return {
        name: given[name].isoformat() if hasattr(given[name], "isoformat") else given[name]
        for name in names
        if given.get(name) not in (None, "")
    }


class Ranged(ActForm):
    """A form with a quantity, from `quantity` to `high`."""

    def clean(self) -> dict[str, Any]:
        """Check that a range runs from the lower to the higher number."""
        given: dict[str, Any] = super().clean() or {}
        if "quantity" not in self.errors and (wrong := between(given.get("quantity"), given.get("high"))):
            self.add_error("high", wrong)
        return given


class ForOneOf(ActForm):
    """An act of a party; a mediator says for which, and at which meeting it was said.

    Args:
        parties: those for which a mediator can enter it; none where whoever acts is of the party.
        own: what it is where it is for none of them; empty where it must be for one.
    """

    def __init__(self, *given: Any, parties: Sequence[str] = (), own: str = "", **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._parties, self._own = parties, own
        if parties:
            known = [(one, self.visit.names.party(one)) for one in parties]
            self.fields["whose"] = choice(
                _("Entered for"), [("", own or "–"), *known], required=not own,
            )  # fmt: skip
            self.fields["meeting"] = text(_("At which meeting they said so"), most=2_000, required=not own)
            for name in ("whose", "meeting"):
                self.fields[name].error_messages |= ERRORS

    def clean(self) -> dict[str, Any]:
        """Ask for the meeting at which a party said so."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("whose") and not given.get("meeting") and "meeting" not in self.errors:
            self.add_error("meeting", _("Say at which meeting they said so."))
        return given

    def command(self) -> Command:
        """Return the act."""
        self.entered_for = self.cleaned_data.get("whose", "")
        return super().command()


class ReportForm(Ranged, EnteringForm):
    """Report that something owed is done, or so much of it."""

    act = "report_performance"
    said = gettext_lazy(
        "The report is in the ledger; it counts for certain when somebody else has verified it."
    )
    quantity = amount(FROM, hint=gettext_lazy("Empty: all that is owed."))
    high = amount(TO)
    on = day(gettext_lazy("On which day"))
    words = text(gettext_lazy("In words"), most=2_000, rows=2, required=False)

    def __init__(self, *given: Any, of: Obligation, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._of = of
        if of.of:
            self.fields["quantity"].label = _("How many: %(of)s") % {"of": of.of}

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        return {"obligation": self._of.id, **dated(self.cleaned_data, "quantity", "high", "on", "words")}


class FindingForm(Ranged):
    """Say what was found of a report."""

    act = "verify_performance"
    said = gettext_lazy("What you found is in the ledger.")
    found = choice(
        gettext_lazy("What was found"),
        (
            ("all", gettext_lazy("It is done, as it was reported")),
            ("part", gettext_lazy("So much of it is done")),
            ("wanting", gettext_lazy("It is not done")),
        ),
        radio=True,
    )
    quantity = amount(FROM)
    high = amount(TO)
    words = text(gettext_lazy("In words"), most=2_000, rows=2, required=False)

    def __init__(self, *given: Any, report: Performance, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._report = report

    def clean(self) -> dict[str, Any]:
        """Ask for what goes with what was found."""
        given = super().clean()
        if given.get("found") == "part" and given.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Say how much of it is done."))
        if given.get("found") == "wanting" and not given.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say what is wanting."))
        return given

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        self.act = "find_wanting" if given["found"] == "wanting" else "verify_performance"  # type: ignore[misc]  # it is chosen in the form
        names = ("quantity", "high", "words") if given["found"] == "part" else ("words",)
        return {"report": self._report.id, **dated(given, *names)}


class DisputeForm(ForOneOf):
    """Dispute what was found of a report."""

    act = "dispute_performance"
    said = gettext_lazy("The dispute is in the ledger.")
    words = text(gettext_lazy("What is disputed, and why"), most=20_000, rows=2)

    def __init__(self, *given: Any, report: Performance, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._report = report

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        return {"report": self._report.id, **dated(self.cleaned_data, "words")}


class ResolveForm(Ranged):
    """Say what counts of a report that is in dispute."""

    act = "resolve_dispute"
    said = gettext_lazy("The dispute is resolved, for all to see.")
    performed = choice(
        gettext_lazy("What counts"),
        (("yes", gettext_lazy("It is done, or so much of it")), ("no", gettext_lazy("It is not done"))), radio=True,
    )  # fmt: skip
    quantity = amount(FROM, hint=gettext_lazy("Empty: as much as was named last."))
    high = amount(TO)
    words = text(gettext_lazy("Why"), most=20_000, rows=2)

    def __init__(self, *given: Any, report: Performance, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._report = report

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        plain = dated(given, "quantity", "high", "words")
        return {"report": self._report.id, "performed": given["performed"] == "yes", **plain}


class ClaimForm(ForOneOf):
    """Claim that what was agreed was violated."""

    act = "claim_violation"
    said = gettext_lazy("The claim is in the ledger; to whom it is attributed, somebody else says.")
    about = choice(gettext_lazy("Which obligation"), (), required=False)
    on = day(gettext_lazy("On which day"))
    words = text(gettext_lazy("What happened"), most=20_000, rows=3)

    def __init__(self, *given: Any, owed: Sequence[Obligation], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        known = [(one.id, labelled(self.visit.names.actor(one.actor), one.action)) for one in owed]
        if known:
            self.fields["about"] = choice(_("Which obligation"), [("", "–"), *known])
            self.fields["about"].error_messages |= ERRORS
        else:
            del self.fields["about"]
        self.order_fields(["key", "about", "on", "words", "whose", "meeting"])

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        about = {"obligation": given["about"]} if given.get("about") else {}
        return about | dated(given, "on", "words")


class AttributeForm(ActForm):
    """Attribute a violation to a party, or to nobody."""

    act = "attribute_violation"
    said = gettext_lazy("The attribution is in the ledger.")
    to = choice(gettext_lazy("To whom"), ())
    words = text(gettext_lazy("Why"), most=20_000, rows=2)

    def __init__(self, *given: Any, claim: Claim, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._claim = claim
        parties = [(one, self.visit.names.party(one)) for one in self.visit.lens.ledger.parties]
        self.fields["to"] = choice(_("To whom"), [("", "–"), *parties, ("nobody!", _("To nobody"))])
        self.fields["to"].error_messages |= ERRORS
        self.order_fields(["key", "to", "words"])

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act; to nobody is written by leaving it out."""
        given = self.cleaned_data
        to = {} if given["to"] == "nobody!" else {"to": given["to"]}
        return {"claim": self._claim.id, **to, **dated(given, "words")}


class PhaseForm(ActForm):
    """Say that a phase begins, has ended or has failed."""

    act = "start_phase"
    said = gettext_lazy("All who see the ledger see it.")
    move = choice(gettext_lazy("What happens"), (), radio=True)
    on = day(gettext_lazy("On which day"), hint=gettext_lazy("Empty: today."))
    words = text(gettext_lazy("In words"), most=2_000, rows=2, required=False)

    def __init__(self, *given: Any, phase: str, status: str, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._phase = phase
        able = [(move, MOVES[move]) for state, move in PHASE if state == status]
        self.fields["move"] = choice(_("What happens"), able, radio=True)
        self.fields["move"].error_messages |= ERRORS
        if len(able) == 1:
            self.initial.setdefault("move", able[0][0])
        self.order_fields(["key", "move", "on", "words"])

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        self.act = self.cleaned_data["move"]  # type: ignore[misc]  # which act it is, is chosen in the form
        return {"phase": self._phase, **dated(self.cleaned_data, "on", "words")}
