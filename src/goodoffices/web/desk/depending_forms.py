"""Conditional values of the preferences that mediators assume: add one, change one, take one out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from django.forms.boundfield import BoundField

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.depending import depending
from goodoffices.model.issues import Issue
from goodoffices.model.parties import Party
from goodoffices.model.preferences import Dependent
from goodoffices.reports.names import described
from goodoffices.talks.errors import Refused
from goodoffices.web.desk.frame_forms import FrameForm
from goodoffices.web.home.exact_fields import ConditionFields, exact
from goodoffices.web.shell.words import gettext_lazy


def dependent_of(party: Party) -> tuple[Dependent, ...]:
    """Return the conditional values of a party."""
    return getattr(party.preferences, "dependent", ())


def _with(
    case: Case,
    name: str,
    change: Callable[[tuple[Dependent, ...]], Iterable[Dependent]],
    of: Dependent | None = None,
) -> Case:
    """Return a case with the conditional values of a party changed, of which `of` must be one: forms may be old."""
    party = case.parties_by_id[name]
    known, preferences = dependent_of(party), exact(party.preferences)
    if preferences is None or (of is not None and of not in known):
        raise Refused(_("Somebody has changed these preferences meanwhile; look at them again."))
    changed = msgspec.structs.replace(party, preferences=depending(preferences, tuple(change(known))))
    parties = tuple(changed if one.id == name else one for one in case.parties)
    return msgspec.structs.replace(case, parties=parties)


class ConditionalForm(FrameForm):
    """Add a conditional value to the preferences of a party, or change one."""

    said = gettext_lazy(
        "The conditional value is in the working case; the analysis counts with it from now on."
    )

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's
        party: Party,
        issues: Mapping[str, Issue],
        of: Dependent | None = None,
        **more: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*given, **more)
        self._party, self._issues, self._of = party.id, issues, of
        beside = [one for one in dependent_of(party) if one != of]
        self._condition = ConditionFields(self, issues, beside, of)

    def parts(self) -> Iterator[tuple[Issue, list[BoundField]]]:
        """Yield each issue with the fields that say which of its options are meant."""
        return self._condition.shown()

    def clean(self) -> dict[str, Any]:
        """Check that it depends on several issues, and changes something."""
        given: dict[str, Any] = super().clean() or {}
        self._condition.check()
        return given

    def changed(self, case: Case) -> Case:
        """Return the case with the conditional value; in its place, where it was there before.

        Raises:
            Refused: what is to be changed stands there no more, or there are no exact preferences any more.
        """
        made = self._condition.dependent()
        if self._of is None:
            return _with(case, self._party, lambda known: (*known, made))
        return _with(
            case, self._party, lambda known: [made if one == self._of else one for one in known], self._of
        )

    def noted(self) -> str:
        """Return what is changed."""
        return (
            f"{'+' if self._of is None else '±'} {described(self._condition.dependent().when, self._issues)}"
        )


class DropConditionalForm(FrameForm):
    """Take a conditional value out of the preferences of a party."""

    said = gettext_lazy(
        "The conditional value is gone from the working case; the list of earlier states still has it."
    )

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's
        party: Party,
        issues: Mapping[str, Issue],
        of: Dependent,
        **more: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*given, **more)
        self._party, self._issues, self._of = party.id, issues, of

    def changed(self, case: Case) -> Case:
        """Return the case without the conditional value.

        Raises:
            Refused: it is gone already.
        """
        return _with(case, self._party, lambda known: [one for one in known if one != self._of], self._of)

    def noted(self) -> str:
        """Return what is changed."""
        return f"− {described(self._of.when, self._issues)}"
