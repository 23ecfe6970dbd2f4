"""Phases, guarantors, where disputes go, and what is taken out, as forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import labelled
from goodoffices.model import Case
from goodoffices.model.agreement import Guarantor, Obligation, Phase
from goodoffices.model.base import free
from goodoffices.web.desk.frame_forms import FrameForm
from goodoffices.web.shell.figures import amount, day
from goodoffices.web.shell.forms import ERRORS, several, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy
from goodoffices.web.terms.changing import Piece, moved_up, taken, with_guarantor, with_phase, without


class TermsForm(FrameForm):
    """A change of the terms in the working case."""

    said: ClassVar[object] = gettext_lazy("It is in the working case; what is found of it stands beside it.")

    def __init__(self, *given: Any, whole: Case, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.whole = whole

    def offer(self, name: str, label: str, choices: Iterable[tuple[str, str]], hint: str = "") -> None:
        """Add a field for some of several; where there are none, it is not there."""
        options = list(choices)
        if options:
            self.fields[name] = several(label, options, required=False, hint=hint)
            self.fields[name].error_messages |= ERRORS

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return what was chosen of several."""
        return tuple(self.cleaned_data.get(name) or ())

    def named(self, but: str = "") -> list[tuple[str, str]]:
        """Return phases and obligations to choose from, but one."""
        found = []
        for phase in self.whole.phases:
            found.append((phase.id, _("the phase “%(phase)s”") % {"phase": phase.name}))
            found += self.duties(phase.obligations)
        return [one for one in found if one[0] != but]

    def duties(self, obligations: Iterable[Obligation] | None = None) -> list[tuple[str, str]]:
        """Return obligations to choose from."""
        every = [one for phase in self.whole.phases for one in phase.obligations]
        return [
            (one.id, labelled(self.visit.names.actor(one.actor), one.action))
            for one in (every if obligations is None else obligations)
        ]

    def fresh(self, called: str, otherwise: str) -> str:
        """Return an id for something new."""
        return free(name_of(called, otherwise), taken(self.whole))


class PhaseForm(TermsForm):
    """Add a phase, or change one."""

    name = text(gettext_lazy("Name"), most=200)
    days = amount(gettext_lazy("How many days it lasts"))
    starts_on = day(
        gettext_lazy("Starts on the day"),
        hint=gettext_lazy("Empty: on the first day of the agreement, or after what is ticked below."),
    )  # fmt: skip
    starts_when = text(gettext_lazy("When it starts, in words"), most=1_000, required=False)
    ends_when = text(gettext_lazy("When it ends, in words"), most=1_000, required=False)
    resumes_if_failed = text(gettext_lazy("What resumes if it fails"), most=1_000, required=False)

    def __init__(self, *given: Any, of: Phase | None = None, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        if of is not None:
            more["initial"] = {**_standing(of), **more.get("initial", {})}
        super().__init__(*given, **more)
        self._of = of
        own = of.id if of is not None else ""
        self.offer("starts_after", _("It starts after"), self.named(but=own))
        self.offer("ends_after", _("It ends with"), self.named(but=own))
        self.offer("suspends", _("No longer owed if it fails (snapback)"), self.duties())

    def clean_days(self) -> int | None:
        """Return the days, 1 or more."""
        found: int | None = self.cleaned_data["days"]
        if found == 0:
            raise forms.ValidationError(
                _("A phase lasts a day at least; leave it empty where it is not said.")
            )
        return found

    def changed(self, case: Case) -> Case:
        """Return the case with the phase."""
        given = self.cleaned_data
        before = self._of or Phase(id=self.fresh(given["name"], "phase"), name="-")
        fresh = msgspec.structs.replace(
            before, name=given["name"], days=given["days"], starts_on=given["starts_on"],
            starts_after=self.chosen("starts_after"), starts_when=given["starts_when"],
            ends_after=self.chosen("ends_after"), ends_when=given["ends_when"],
            resumes_if_failed=given["resumes_if_failed"], suspends=self.chosen("suspends"),
        )  # fmt: skip
        return with_phase(case, fresh, self._of)

    def noted(self) -> str:
        """Return what is changed."""
        return f"{'+' if self._of is None else '±'} {self.cleaned_data['name']}"


def _standing(of: Phase) -> dict[str, Any]:
    plain = ("name", "days", "starts_on", "starts_when", "ends_when", "resumes_if_failed")
    lists = ("starts_after", "ends_after", "suspends")
    return {name: getattr(of, name) for name in plain} | {name: list(getattr(of, name)) for name in lists}


class GuarantorForm(TermsForm):
    """Add a guarantor, or change one."""

    name = text(gettext_lazy("Who guarantees"), most=200)

    def __init__(self, *given: Any, of: Guarantor | None = None, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        if of is not None:
            more["initial"] = {"name": of.name, "backs": list(of.backs), **more.get("initial", {})}
        super().__init__(*given, **more)
        self._of = of
        self.offer("backs", _("What is backed"), self.named(), _("Nothing ticked: all of it."))

    def changed(self, case: Case) -> Case:
        """Return the case with the guarantor."""
        name = self.cleaned_data["name"]
        before = self._of or Guarantor(id=self.fresh(name, "guarantor"), name="-")
        fresh = msgspec.structs.replace(before, name=name, backs=self.chosen("backs"))
        return with_guarantor(case, fresh, self._of)

    def noted(self) -> str:
        """Return what is changed."""
        return f"{'+' if self._of is None else '±'} {self.cleaned_data['name']}"


class DisputesForm(TermsForm):
    """Say where disputes go, unless an obligation says otherwise."""

    route = text(
        gettext_lazy("Where disputes go"), most=1_000, rows=2, required=False,
        hint=gettext_lazy("Unless an obligation says otherwise."),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.initial.setdefault("route", self.whole.dispute)

    def changed(self, case: Case) -> Case:
        """Return the case with the route."""
        return msgspec.structs.replace(case, dispute=self.cleaned_data["route"])

    def noted(self) -> str:
        """Return what is changed."""
        return f"± {_('Where disputes go')}"


class MoveUpForm(FrameForm):
    """Put a phase, or an obligation of its phase, before the one that it stands behind."""

    said = gettext_lazy("It stands one place further up.")

    def __init__(self, *given: Any, of: Phase | Obligation, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._of = of

    def changed(self, case: Case) -> Case:
        """Return the case with it one place further up."""
        return moved_up(case, self._of)

    def noted(self) -> str:
        """Return what is changed."""
        return f"↑ {self._of.action if isinstance(self._of, Obligation) else self._of.name}"


class TakeOutForm(FrameForm):
    """Take a phase, an obligation or a guarantor out of the terms."""

    said = gettext_lazy("It is out of the working case; the list of earlier states still has it.")

    def __init__(self, *given: Any, of: Piece, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._of = of

    def changed(self, case: Case) -> Case:
        """Return the case without it."""
        return without(case, self._of)

    def noted(self) -> str:
        """Return what is changed."""
        return f"− {self._of.action if isinstance(self._of, Obligation) else self._of.name}"
