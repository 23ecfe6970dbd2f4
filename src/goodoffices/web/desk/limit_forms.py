"""Red lines and constraints of the working case, without any syntax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import msgspec
from django import forms
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.case import Constraint
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.model.limits import RedLine
from goodoffices.reports.names import described
from goodoffices.talks.errors import Refused
from goodoffices.web.desk.frame_forms import FrameForm
from goodoffices.web.home.limit_fields import LimitFields
from goodoffices.web.home.limits import Limits, taken_apart
from goodoffices.web.shell.forms import choice, several, text
from goodoffices.web.shell.words import gettext_lazy

#: A limit as the working case has it.
Bound: TypeAlias = RedLine | Constraint


class LimitForm(FrameForm):
    """Add a red line of a party, or a constraint that binds all; or change one."""

    said = gettext_lazy("The limit is in the working case; the analysis counts with it from now on.")

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's
        issues: Mapping[str, Issue],
        of: Bound | None = None,
        **more: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        parts = taken_apart(of.requires if of else None, issues)
        parties = self._parties = [*more["visit"].case.parties]
        if of is not None:
            whose = parties.index(of.party) + 1 if isinstance(of, RedLine) else 0
            stands = {"whose": str(whose), "name": of.name, "assumption": _reason(of)}
            cost = of.cost if isinstance(of, RedLine) else 1.0
            more["initial"] = {**stands, "cost": cost, **more.get("initial", {})}
        super().__init__(*given, **more)
        self._of, self._others = of, parts.others
        names = [(str(n), self.visit.case.parties[one]) for n, one in enumerate(parties, 1)]
        everybody = ("0", _("Everybody: logic or fact, nobody's choice"))
        self.fields["whose"] = choice(_("Whose limit it is"), [*names, everybody])
        self.fields["name"] = text(_("Name"), most=120, hint=_("A few words, such as “no unvetted return”."))
        self._limits = LimitFields(self, issues, parts.by_issue)
        if self._others:
            words = [(str(n), described(one, issues)) for n, one in enumerate(self._others)]
            self.fields["others"] = several(
                _("And, as before"), words, required=False, hint=_("Untick what no longer holds.")
            )
            self.initial.setdefault("others", [value for value, _words in words])
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
        if not self.errors and self._requires(given) is None:
            self.add_error(
                None, _("This limits nothing: say for one issue at least what is still acceptable.")
            )
        return given

    def _requires(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        kept = tuple(self._others[int(n)] for n in given.get("others") or ())
        return Limits(self._limits.limits(), kept).plain()

    def changed(self, case: Case) -> Case:
        """Return the case with the limit: in its place, where it was one of the same kind before.

        Raises:
            Refused: what is to be changed stands there no more.
        """
        one = self._limit()
        if self._of is None:
            return _added(case, one)
        if type(one) is not type(self._of):
            return _added(_without(case, self._of), one)
        kind = _kind(one)
        return msgspec.structs.replace(
            case, **{kind: tuple(one if other == self._of else other for other in _standing(case, self._of))}
        )

    def _limit(self) -> Bound:
        given = self.cleaned_data
        requires = msgspec.convert(self._requires(given), Condition)
        if given["whose"] == "0":
            return Constraint(name=given["name"], requires=requires, description=given["assumption"])
        party = self._parties[int(given["whose"]) - 1]
        cost = 1.0 if given["cost"] is None else given["cost"]
        before = (
            self._of if isinstance(self._of, RedLine) else RedLine(party=party, name="-", requires=requires)
        )
        return msgspec.structs.replace(
            before, party=party, name=given["name"], requires=requires, cost=cost, assumption=given["assumption"],
            entered_by=before.entered_by or self.visit.who.actor,
        )  # fmt: skip

    def noted(self) -> str:
        """Return what is changed."""
        return f"{'+' if self._of is None else '±'} {self.cleaned_data['name']}"


class DropForm(FrameForm):
    """Take a red line or a constraint out of the working case."""

    said = gettext_lazy("The limit is gone from the working case; the list of earlier states still has it.")

    def __init__(self, *given: Any, of: Bound, **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        self._of = of

    def changed(self, case: Case) -> Case:
        """Return the case without the limit.

        Raises:
            Refused: it is gone already.
        """
        return _without(case, self._of)

    def noted(self) -> str:
        """Return what is changed."""
        return f"− {self._of.name}"


def _reason(limit: Bound) -> str:
    return limit.assumption if isinstance(limit, RedLine) else limit.description


def _kind(limit: Bound) -> str:
    return "red_lines" if isinstance(limit, RedLine) else "constraints"


def _standing(case: Case, limit: Bound) -> tuple[Bound, ...]:
    """Return the limits of its kind, of which it must be one: the form may be older than the case."""
    found: tuple[Bound, ...] = getattr(case, _kind(limit))
    if limit not in found:
        raise Refused(_("Somebody has changed this limit or taken it out meanwhile; look at it again."))
    return found


def _without(case: Case, limit: Bound) -> Case:
    return msgspec.structs.replace(
        case, **{_kind(limit): tuple(one for one in _standing(case, limit) if one != limit)}
    )


def _added(case: Case, limit: Bound) -> Case:
    kind = _kind(limit)
    return msgspec.structs.replace(case, **{kind: (*getattr(case, kind), limit)})
