"""Say what a party prefers in numbers: what counts how much, and what depends on several issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec
from django.forms.boundfield import BoundField

from goodoffices.model.depending import depending
from goodoffices.model.issues import Issue
from goodoffices.model.preferences import Dependent, Preferences
from goodoffices.web.home import giving
from goodoffices.web.home.exact_fields import ConditionFields, Exact, WorthFields, exact
from goodoffices.web.home.rewriting import RewritingForm
from goodoffices.web.shell.forms import stamp
from goodoffices.web.shell.words import gettext_lazy


class GivingForm(RewritingForm):
    """Give exact preferences anew, in place of those that were given last.

    Args:
        before: what was given last.
        sealed: whether it was sealed; then it is sealed again, unless the form asks.
    """

    said: ClassVar[object] = gettext_lazy("Your preferences are taken.")
    seen = stamp(80)

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's forms
        before: Preferences | None = None,
        sealed: bool = False,
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*given, **more)
        self.before, self._sealed = before, sealed
        self._stamp = giving.stamp_of(before, self.visit.case.agenda_changes)
        self.initial.setdefault("seen", self._stamp)

    def clean(self) -> dict[str, Any]:
        """Check what was entered, and that nothing has changed meanwhile."""
        given: dict[str, Any] = super().clean() or {}
        self.check()
        if given.get("seen") != self._stamp and not self.errors:
            self.add_error(None, giving.changed_meanwhile())
            self.write("seen", self._stamp)
        return given

    def check(self) -> None:
        """Say beside the fields what is wrong."""

    def made(self) -> Exact:
        """Return the preferences that are given."""
        raise NotImplementedError

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act: to state them, or to seal them."""
        how = self.cleaned_data.get("how") or ("seal" if self._sealed and not self.entered_for else "state")
        self.act = giving.act_of(how)  # type: ignore[misc]  # chosen in the form
        return {"preferences": msgspec.to_builtins(self.made())}

    @property
    def _dependent(self) -> tuple[Dependent, ...]:
        return getattr(self.before, "dependent", ())

    def _with(self, dependent: tuple[Dependent, ...]) -> Exact:
        known = exact(self.before)
        assert known is not None
        return depending(known, dependent)


class ExactForm(GivingForm):
    """Weights, worths and what no agreement is worth; conditional values stay as they are."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._worths = WorthFields(self, self.visit.case.issues, self.before, usual=False)
        if not self.entered_for:
            self.fields["how"] = giving.how_field()

    def by_issue(self) -> Iterator[tuple[Issue, BoundField, list[BoundField]]]:
        """Yield each issue with the field of its weight and those of its values."""
        return self._worths.by_issue()

    def check(self) -> None:
        """Check that something counts."""
        self._worths.check()

    def made(self) -> Exact:
        """Return the preferences that are given."""
        return self._worths.preferences(dependent=self._dependent)


class ConditionalForm(GivingForm):
    """Add a conditional value to the numbers that were given last, or change one."""

    def __init__(self, *given: Any, of: Dependent | None = None, **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        self._of = of
        beside = [one for one in self._dependent if one != of]
        self._condition = ConditionFields(self, self.visit.case.issues, beside, of)

    def parts(self) -> Iterator[tuple[Issue, list[BoundField]]]:
        """Yield each issue with the fields that say which of its options are meant."""
        return self._condition.shown()

    def check(self) -> None:
        """Check that it depends on several issues, and changes something."""
        self._condition.check()

    def made(self) -> Exact:
        """Return the preferences that are given."""
        new = self._condition.dependent()
        if self._of is None:
            return self._with((*self._dependent, new))
        return self._with(tuple(new if one == self._of else one for one in self._dependent))


class DropConditionalForm(GivingForm):
    """Take a conditional value out of the numbers that were given last."""

    def __init__(self, *given: Any, of: Dependent, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._of = of

    def made(self) -> Exact:
        """Return the preferences that are given."""
        return self._with(tuple(one for one in self._dependent if one != self._of))
