"""What mediators assume that a party prefers, until it tells them: weights, worth of options, no agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model import Additive, Case
from goodoffices.model.issues import Issue, key_of
from goodoffices.model.parties import Party
from goodoffices.model.preferences import Linear, Table, ValueFunction, evaluate
from goodoffices.reports.names import as_read
from goodoffices.services.dossiers import begun
from goodoffices.web.desk.frame_forms import FrameForm
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.forms import text
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: An issue with more values than this is worth something at its two ends, and in proportion between them.
_MOST_VALUES: Final = 12


class AssumedForm(FrameForm):
    """Exact preferences that are assumed for a party."""

    said = gettext_lazy("The assumptions are in the working case; the analysis counts with them from now on.")

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's
        party: Party,
        issues: Mapping[str, Issue],
        **more: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*given, **more)
        self._party = party
        self._issues = issues
        known = party.preferences if isinstance(party.preferences, Additive) else None
        #: The fields are named by marks of the issues as they stand: none is taken for that of another issue.
        self._marks = {name: mark_of(issue) for name, issue in issues.items()}
        for issue in issues.values():
            mark = self._marks[issue.id]
            weight = known.weights.get(issue.id, 0.0) if known else round(1 / max(1, len(issues)), 3)
            self._number(f"weight-{mark}", _("How much it counts"), weight)
            for place, label, worth in _worths(issue, known):
                self._number(f"worth-{mark}-{place}", label, worth)
        self._number(
            "reservation", _("What no agreement is worth, from 0 to 1"), known.reservation if known else None
        )
        self.fields["assumption"] = text(
            _("Why you assume this"), most=2_000, rows=2,
            hint=_("It stands beside every result that rests on it."),
        )  # fmt: skip
        self.initial.setdefault("assumption", known.assumption if known else "")

    def _number(self, name: str, label: str, value: float | None) -> None:
        self.fields[name] = forms.FloatField(
            label=label, required=name != "reservation", min_value=0, max_value=1_000,
            widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        )  # fmt: skip
        self.initial.setdefault(name, value)

    def by_issue(self) -> Iterator[tuple[Issue, BoundField, list[BoundField]]]:
        """Yield each issue with the field of its weight and those of its values."""
        for issue in self._issues.values():
            mark = self._marks[issue.id]
            names = [name for name in self.fields if name.startswith(f"worth-{mark}-")]
            yield issue, self[f"weight-{mark}"], [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        """Check that something counts."""
        given: dict[str, Any] = super().clean() or {}
        weights = [given.get(f"weight-{mark}") for mark in self._marks.values()]
        if not self.errors and not any(weights):
            self.add_error(None, _("Nothing counts: give one issue at least a weight above 0."))
        return given

    def changed(self, case: Case) -> Case:
        """Return the case with these preferences."""
        given = self.cleaned_data
        weights, values = {}, {}
        for issue in self._issues.values():
            mark = self._marks[issue.id]
            weights[issue.id] = float(given[f"weight-{mark}"])
            places = [name.rpartition("-")[2] for name in given if name.startswith(f"worth-{mark}-")]
            worths = [float(given[f"worth-{mark}-{place}"]) for place in places]
            values[issue.id] = _function(issue, worths)
        preferences = Additive(
            weights=weights, values=values, reservation=given["reservation"], assumption=given["assumption"]
        )
        parties = tuple(
            msgspec.structs.replace(one, preferences=preferences) if one.id == self._party.id else one
            for one in case.parties
        )
        return msgspec.structs.replace(case, parties=parties)

    def noted(self) -> str:
        """Return what is changed."""
        return _("assumed preferences")


def _worths(issue: Issue, known: Additive | None) -> list[tuple[int, str, float]]:
    """Return for each value that is asked for its place, its label, and what it is worth now."""
    places = list(range(issue.size)) if issue.size <= _MOST_VALUES else [0, issue.size - 1]
    function = known.values.get(issue.id) if known else None
    found = []
    for place in places:
        value = issue.values[place]
        usual = place / max(1, issue.size - 1)
        worth = evaluate(function, value) if function is not None else usual
        found.append((place, as_read(issue, value), round(worth, 4)))
    return found


def _function(issue: Issue, worths: list[float]) -> ValueFunction:
    if issue.size <= _MOST_VALUES:
        return Table(evaluations={key_of(v): worth for v, worth in zip(issue.values, worths, strict=True)})
    low, high = float(issue.values[0]), float(issue.values[-1])
    return Linear(origin=low, offset=worths[0], slope=(worths[1] - worths[0]) / (high - low))


@page(is_mediator, whole=True)
def assumed(visit: Visit, number: int) -> HttpResponse:
    """Show and change what is assumed of a party."""
    whole, _count = begun(visit.room.talks, visit.who)
    ids = list(visit.case.parties)
    party = next((one for one in whole.parties if 0 < number <= len(ids) and one.id == ids[number - 1]), None)
    if party is None:
        raise Problem(404, NOT_THERE)
    form = visit.form(AssumedForm, "assumed", party=party, issues=whole.issues_by_id)
    if (done := visit.acted([form])) is not None:
        return done
    told = visit.lens.mandate(party.id).preferences is not None
    return visit.page(
        "desk/assumed.html.jinja", forms=[form], form_=form, party_=party.id, told=told,
        in_part=party.preferences is not None and not isinstance(party.preferences, Additive),
        seen_by=_("Only mediators who share all channels."),
    )  # fmt: skip
