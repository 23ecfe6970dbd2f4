"""Red lines and constraints of the working case, without any syntax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.case import Constraint
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.model.limits import RedLine
from goodoffices.services.dossiers import Place, change_frame
from goodoffices.talks.errors import Refused
from goodoffices.web.home.limit_fields import LimitFields
from goodoffices.web.home.limits import Limits
from goodoffices.web.project import House
from goodoffices.web.shell.forms import BaseForm, choice, text
from goodoffices.web.shell.words import gettext_lazy


class FrameForm(BaseForm):
    """A change of the working case's frame."""

    def changed(self, case: Case) -> Case:
        """Return the case as it is to be."""
        raise NotImplementedError

    def noted(self) -> str:
        """Return what is changed, for the list of states."""
        raise NotImplementedError

    def perform(self) -> bool:
        """Make the change."""
        if not self.is_valid():
            return False
        place = Place(self.visit.room.talks, self.visit.who, House.now())
        try:
            change_frame(place, self.changed, key=self.cleaned_data.get("key", ""), note=self.noted())
        except Refused as refusal:
            return self.wrong(str(refusal))
        return True


class LimitForm(FrameForm):
    """Add a red line of a party, or a constraint that binds all."""

    said = gettext_lazy("The limit is in the working case; the analysis counts with it from now on.")

    def __init__(self, *given: Any, issues: Mapping[str, Issue], **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        parties = [(str(n), name) for n, name in enumerate(self.visit.case.parties.values(), 1)]
        everybody = ("0", _("Everybody: logic or fact, nobody's choice"))
        self.fields["whose"] = choice(_("Whose limit it is"), [*parties, everybody])
        self.fields["name"] = text(_("Name"), most=120, hint=_("A few words, such as “no unvetted return”."))
        self._limits = LimitFields(self, issues)
        self.fields["cost"] = forms.FloatField(
            label=_("What giving it up costs"), initial=1, min_value=0, required=False,
            help_text=_("In whatever unit you think; ways out are listed by it."),
        )  # fmt: skip
        self.fields["assumption"] = text(
            _("Why it is assumed"), most=1_000, rows=2, required=False,
            hint=_("Leave empty where the record has it: link it there by the position."),
        )  # fmt: skip

    def limits(self) -> Iterator[tuple[Issue, list[BoundField]]]:
        """Yield each issue with the fields that limit it."""
        return self._limits.shown()

    def clean(self) -> dict[str, Any]:
        """Check that something is limited."""
        given: dict[str, Any] = super().clean() or {}
        self._limits.check()
        if not self.errors and Limits(self._limits.limits()).plain() is None:
            self.add_error(
                None, _("This limits nothing: say for one issue at least what is still acceptable.")
            )
        return given

    def changed(self, case: Case) -> Case:
        """Return the case with the limit."""
        given = self.cleaned_data
        requires = msgspec.convert(Limits(self._limits.limits()).plain(), Condition)
        if given["whose"] == "0":
            one = Constraint(name=given["name"], requires=requires, description=given["assumption"])
            return msgspec.structs.replace(case, constraints=(*case.constraints, one))
        party = list(self.visit.case.parties)[int(given["whose"]) - 1]
        cost = 1.0 if given["cost"] is None else given["cost"]
        line = RedLine(
            party=party, name=given["name"], requires=requires, cost=cost, assumption=given["assumption"],
            entered_by=self.visit.who.actor,
        )  # fmt: skip
        return msgspec.structs.replace(case, red_lines=(*case.red_lines, line))

    def noted(self) -> str:
        """Return what is changed."""
        return f"+ {self.cleaned_data['name']}"


class DropForm(FrameForm):
    """Take a red line or a constraint out of the working case."""

    said = gettext_lazy("The limit is gone from the working case; the list of earlier states still has it.")

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's
        what: str,
        name: str,
        party: str = "",
        **more: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*given, **more)
        self._what = (what, name, party)

    def changed(self, case: Case) -> Case:
        """Return the case without the limit."""
        kind, name, party = self._what
        left = tuple(
            one for one in getattr(case, kind) if (one.name, getattr(one, "party", "")) != (name, party)
        )
        return msgspec.structs.replace(case, **{kind: left})

    def noted(self) -> str:
        """Return what is changed."""
        return f"− {self._what[1]}"
