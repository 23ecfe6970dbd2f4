"""The form in which ranges are set that a rehearsal has to assume: by party, in per cent, kept in no address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.simulation.rehearsing.assumed import USUAL, Kind
from goodoffices.simulation.rehearsing.inputs import Range
from goodoffices.web.analysis.sliders import key_of
from goodoffices.web.shell.forms import ERRORS, BaseForm
from goodoffices.web.shell.words import gettext_lazy

if TYPE_CHECKING:
    from goodoffices.web.analysis.study import Study

#: The name of the form, and of what is kept of it.
PREFIX: Final = "rehearsal-ranges"

#: What each range is of.
_ASKS: Final[Mapping[Kind, Any]] = {
    "aspiration": gettext_lazy("For which share of what it could gain at most it holds out now"),
    "firm": gettext_lazy("With which chance a red line of its own holds when a package is on the table"),
    "approval": gettext_lazy("With which chance somebody at home of whose vote nothing is known is for it"),
}
_WITHOUT_BODY: Final = gettext_lazy("With which chance those at home approve, where they are asked")


@dataclass(frozen=True)
class Span:
    """A range that is assumed of a party: of what, in words, and the names of its two fields."""

    party: str
    kind: Kind
    says: str
    low: str
    high: str


def spans_of(case: Case) -> Iterator[Span]:
    """Yield what a rehearsal has to assume of the parties: where they have red lines, and where homes have a say."""
    for party in case.parties:
        body = any(one.party == party.id for one in case.decision_bodies)
        asked = body or any(one.party == party.id and one.in_force(case.as_of) for one in case.mandates)
        lines = any(one.party == party.id for one in case.red_lines)
        shown: dict[Kind, bool] = {"aspiration": True, "firm": lines, "approval": asked}
        for kind, there in shown.items():
            if there:
                says = str(_WITHOUT_BODY if kind == "approval" and not body else _ASKS[kind])
                key = f"{kind}-{key_of(party.id)}"
                yield Span(party.id, kind, says, f"{key}-low", f"{key}-high")


class RangesForm(BaseForm):
    """Set the ranges that are assumed; nothing of the case is changed, and nobody is told."""

    passing: ClassVar = ("back",)
    said: ClassVar = gettext_lazy(
        "Here it is with these ranges. Nothing of the case was changed, and nobody is told."
    )

    def __init__(self, *given: Any, study: Study, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.study = study
        self.spans = list(spans_of(study.case))
        for one in self.spans:
            low, high = USUAL[one.kind]
            self.fields[one.low] = _field(_("At least, in per cent"), low)
            self.fields[one.high] = _field(_("At most, in per cent"), high)
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **ERRORS}

    def by_party(self) -> list[tuple[str, list[tuple[Span, BoundField, BoundField]]]]:
        """Return what is assumed of each party, with its fields."""
        parties = dict.fromkeys(one.party for one in self.spans)
        return [
            (party, [(one, self[one.low], self[one.high]) for one in self.spans if one.party == party])
            for party in parties
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a range that ends before it begins."""
        found = super().clean() or {}
        for one in self.spans:
            low, high = _ends(one, found)
            if low > high and one.low not in self.errors and one.high not in self.errors:
                self.add_error(one.high, _("This is below what is given as the least; give as much or more."))
        return found

    def ranges(self) -> dict[str, dict[str, Range]] | None:
        """Return the ranges that are not the usual ones, by kind and party; None where what was kept cannot be used."""
        form: RangesForm = self
        if not self.is_bound:
            names = [name for one in self.spans for name in (one.low, one.high)]
            kept = {f"{self.prefix}-{name}": self.initial.get(name, "") for name in names}
            form = RangesForm(kept, prefix=self.prefix, visit=self.visit, study=self.study)
        if not form.is_valid():
            return None
        found: dict[str, dict[str, Range]] = {}
        for one in form.spans:
            low, high = (end / 100 for end in _ends(one, form.cleaned_data))
            if (low, high) != USUAL[one.kind]:
                found.setdefault(one.kind, {})[one.party] = (low, high)
        return found

    def perform(self) -> bool:
        """Keep the ranges that are not the usual ones, for the one who set them alone."""
        if not self.is_valid():
            return False
        kept: dict[str, str] = {}
        if f"{PREFIX}-back" not in self.visit.request.POST:
            for one in self.spans:
                ends = _ends(one, self.cleaned_data)
                if tuple(end / 100 for end in ends) != USUAL[one.kind]:
                    kept |= {one.low: f"{ends[0]:g}", one.high: f"{ends[1]:g}"}
        self.study.keep(PREFIX, kept)
        return True


def _field(label: str, usual: float) -> forms.FloatField:
    return forms.FloatField(
        label=label, initial=f"{100 * usual:g}", required=False, min_value=0.0, max_value=100.0,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )  # fmt: skip


def _ends(one: Span, given: Mapping[str, Any]) -> tuple[float, float]:
    """Return both ends in per cent; the usual one where none is given."""
    low, high = (100 * end for end in USUAL[one.kind])
    first, last = given.get(one.low), given.get(one.high)
    return low if first is None else float(first), high if last is None else float(last)
