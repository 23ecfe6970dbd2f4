"""Changes of the working case's frame, and of what of it stands on the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import msgspec

from goodoffices.model import Case
from goodoffices.model.issues import Issue
from goodoffices.services.dossiers import Place, change_frame
from goodoffices.talks.actions.base import Action
from goodoffices.talks.actions.case import PutIssue
from goodoffices.talks.errors import Refused
from goodoffices.web.project import House
from goodoffices.web.shell.forms import ActsForm, BaseForm
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


class AsOnAgendaForm(FrameForm):
    """Give an issue of the working case the form that it has on the agenda."""

    said = gettext_lazy("The working case has the issue as it is on the agenda.")

    def __init__(self, *given: Any, issue: Issue, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._issue = issue

    def changed(self, case: Case) -> Case:
        """Return the case with the issue as the agenda has it."""
        issues = tuple(self._issue if one.id == self._issue.id else one for one in case.issues)
        return msgspec.structs.replace(case, issues=issues)

    def noted(self) -> str:
        """Return what is changed."""
        return f"± {self._issue.name}"


class OntoAgendaForm(ActsForm):
    """Put issues of the working case on the agenda, as they are there."""

    said: ClassVar[object] = gettext_lazy("It is on the agenda, and all sides see it.")

    def __init__(self, *given: Any, issues: Sequence[Issue], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._issues = issues

    def acts(self) -> list[Action]:
        """Put them there, one after the other."""
        return [PutIssue(issue=issue) for issue in self._issues]
