"""An obligation as a form."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import labelled
from goodoffices.model import Case
from goodoffices.model.agreement import Obligation
from goodoffices.model.parties import Mediator
from goodoffices.talks.standing import split
from goodoffices.web.shell.figures import FROM, TO, amount, between
from goodoffices.web.shell.forms import ERRORS, choice, text
from goodoffices.web.shell.words import gettext_lazy
from goodoffices.web.terms.changing import phase_of, with_obligation
from goodoffices.web.terms.forms import TermsForm
from goodoffices.web.terms.rows import CategoryRows, RateRows

#: The fields that hold what stands in the obligation as it is.
_PLAIN = (
    "actor", "action", "quantity", "high", "of", "recipient", "due_day", "verification", "verified_by", "dispute",
    "names", "assumption",
)  # fmt: skip


class ObligationForm(TermsForm):
    """Add an obligation, or change one."""

    phase = choice(gettext_lazy("In which phase"), ())
    actor = choice(gettext_lazy("Who"), ())
    action = text(gettext_lazy("Does what"), most=500, hint=gettext_lazy("Such as “releases prisoners”."))
    quantity = amount(FROM)
    high = amount(TO)
    of = text(gettext_lazy("Of what"), most=200, required=False, hint=gettext_lazy("Such as “prisoners”."))
    recipient = text(gettext_lazy("To whom"), most=200, required=False)
    due_day = amount(
        gettext_lazy("By which day of the phase"),
        hint=gettext_lazy("Its first day is day 1. Empty: by its last."),
    )  # fmt: skip
    in_exchange_for = choice(gettext_lazy("In exchange for"), (), required=False)
    ratio_low = forms.FloatField(
        label=gettext_lazy("For each one received, from"), required=False, min_value=0
    )
    ratio_high = forms.FloatField(
        label=gettext_lazy("For each one received, to"), required=False, min_value=0
    )
    conditions = text(
        gettext_lazy("Conditions in words"), most=4_000, rows=2, required=False,
        hint=gettext_lazy("One a line."),
    )  # fmt: skip
    verification = text(gettext_lazy("How it is verified"), most=500, required=False)
    verified_by = text(
        gettext_lazy("Who verifies it"), most=200, required=False,
        hint=gettext_lazy("In words, or by the name of a monitor or mediator; that one alone verifies it then."),
    )  # fmt: skip
    dispute = text(gettext_lazy("Where a dispute about it goes"), most=500, required=False)
    names = text(gettext_lazy("List of names that it concerns"), most=200, required=False)
    taken = choice(gettext_lazy("Out of which count there can be no more"), (), required=False)
    assumption = text(gettext_lazy("Why it is assumed"), most=1_000, rows=2, required=False)

    def __init__(self, *given: Any, of: Obligation | None = None, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        whole: Case = more["whole"]
        if of is not None:
            more["initial"] = {**_standing(of, whole), **more.get("initial", {})}
        super().__init__(*given, **more)
        self._of = of
        known = [(phase.id, phase.name) for phase in whole.phases]
        self._choose("phase", known)
        self._choose("actor", [("", "–"), *self._actors()])
        others = [one for one in self.duties() if of is None or one[0] != of.id]
        self._choose("in_exchange_for", [("", "–"), *others])
        self._choose("taken", [("", "–"), *_counts(whole)])
        self.offer("after", _("Owed after"), self.named(but=of.id if of is not None else ""))
        self.offer("issues", _("Which issues it carries out"), [(one.id, one.name) for one in whole.issues])
        self.kinds = CategoryRows(self, of.including if of is not None else ())
        self.rates = RateRows(self, of.rates if of is not None else ())

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages |= ERRORS

    def _actors(self) -> list[tuple[str, str]]:
        """Return who can owe something: parties, mediators of the case, and those who mediate in the talks."""
        case = self.visit.case
        found = dict(case.parties)
        found |= {one.id: one.name for one in self.whole.mediators}
        for actor in case.mediators:
            name = split(actor)[1]
            found.setdefault(name, self.visit.names.name(name))
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        """Check ranges and rows."""
        given: dict[str, Any] = super().clean() or {}
        if "quantity" not in self.errors and (wrong := between(given.get("quantity"), given.get("high"))):
            self.add_error("high", wrong)
        if given.get("due_day") == 0:
            self.add_error("due_day", _("The first day of a phase is day 1."))
        low, high = given.get("ratio_low"), given.get("ratio_high")
        if high is not None and (low is None or high < low):
            self.add_error("ratio_high", _("The range runs from the lower to the higher number."))
        self.kinds.check()
        self.rates.check()
        return given

    def changed(self, case: Case) -> Case:
        """Return the case with the obligation; who owes it is among its mediators, where it is no party."""
        given = self.cleaned_data
        before = self._of or Obligation(
            id=self.fresh(given["action"], "obligation"), actor=given["actor"], action="-"
        )
        low = given["ratio_low"]
        high = low if given["ratio_high"] is None else given["ratio_high"]
        count, _comma, state = given["taken"].partition(":")
        fresh = msgspec.structs.replace(
            before, **{name: given[name] for name in _PLAIN}, including=self.kinds.made(), rates=self.rates.made(),
            in_exchange_for=given["in_exchange_for"] or None, ratio=None if low is None else (low, high),
            after=self.chosen("after"), issues=self.chosen("issues"),
            conditions=tuple(line.strip() for line in given["conditions"].split("\n") if line.strip()),
            **_out_of(case, count, state),
        )  # fmt: skip
        return with_obligation(self._with_actor(case), given["phase"], fresh, self._of)

    def _with_actor(self, case: Case) -> Case:
        actor = self.cleaned_data["actor"]
        if actor in case.parties_by_id or any(one.id == actor for one in case.mediators):
            return case
        named = Mediator(id=actor, name=self.visit.names.name(actor))
        return msgspec.structs.replace(case, mediators=(*case.mediators, named))

    def noted(self) -> str:
        """Return what is changed."""
        return f"{'+' if self._of is None else '±'} {self.cleaned_data['action']}"


def _counts(case: Case) -> list[tuple[str, str]]:
    """Return counts, tallies and their states to choose from, by their places."""
    found = [(f"c{place}", one.of) for place, one in enumerate(case.counts, 1)]
    for place, tally in enumerate(case.tallies, 1):
        found.append((f"t{place}", tally.of))
        found += [(f"t{place}:{n}", labelled(tally.of, state)) for n, state in enumerate(tally.states, 1)]
    return found


def _out_of(case: Case, count: str, state: str) -> dict[str, Any]:
    if not count:
        return {"out_of": None, "state": ""}
    place = int(count[1:]) - 1
    if count[0] == "c":
        return {"out_of": case.counts[place].id, "state": ""}
    tally = case.tallies[place]
    return {"out_of": tally.id, "state": tally.states[int(state) - 1] if state else ""}


def _standing(of: Obligation, case: Case) -> dict[str, Any]:
    within = phase_of(case, of.id)
    return {name: getattr(of, name) for name in _PLAIN} | {
        "phase": within.id if within is not None else "", "in_exchange_for": of.in_exchange_for or "",
        "ratio_low": of.ratio[0] if of.ratio else None, "ratio_high": of.ratio[1] if of.ratio else None,
        "after": list(of.after), "issues": list(of.issues), "conditions": "\n".join(of.conditions),
        "taken": _taken(of, case),
    }  # fmt: skip


def _taken(of: Obligation, case: Case) -> str:
    for place, one in enumerate(case.counts, 1):
        if one.id == of.out_of:
            return f"c{place}"
    for place, tally in enumerate(case.tallies, 1):
        if tally.id == of.out_of:
            return f"t{place}:{tally.states.index(of.state) + 1}" if of.state in tally.states else f"t{place}"
    return ""
