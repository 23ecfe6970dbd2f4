"""What is done from the overview."""

from __future__ import annotations

from django import forms

from goodoffices.web.accounts import visits
from goodoffices.web.overview.recorded import seen_now
from goodoffices.web.shell.forms import ActForm, BaseForm, text
from goodoffices.web.shell.words import gettext_lazy


class SeenForm(BaseForm):
    """I have seen what is new."""

    said = gettext_lazy("From now on, only what comes after this is new.")

    def perform(self) -> bool:
        """Note where they are."""
        places = {**self.visit.look.places, **seen_now(self.visit)}
        visits.mark(self.visit.account, self.visit.room.id, places)
        return True


class AnnounceForm(ActForm):
    """Tell all sides."""

    act = "announce"
    said = gettext_lazy("All sides see it.")
    text = text(gettext_lazy("What all sides are told"), rows=3)


class ReasonForm(ActForm):
    """Move the talks, with a reason that all sides see."""

    reason = text(gettext_lazy("Why; all sides see this"), most=2_000, required=False)


class ImpasseForm(ReasonForm):
    """Declare an impasse."""

    act = "declare_impasse"
    said = gettext_lazy("All sides see that the talks are at an impasse.")


class ResumeForm(ReasonForm):
    """Resume the talks."""

    act = "resume_talks"
    said = gettext_lazy("All sides see that the talks go on.")


class CloseForm(ReasonForm):
    """Close the case."""

    act = "close_case"
    said = gettext_lazy("The case is closed.")
    sure = forms.BooleanField(label=gettext_lazy("Yes, close the case: nothing more can be done in it"))


class PostForm(ActForm):
    """Write to the mediators who see the same channels."""

    act = "post"
    said = gettext_lazy("The mediators who share these channels see it.")
    text = text(gettext_lazy("To the mediators who share your channels"), rows=2)

    def plain(self) -> dict[str, object]:
        """Return the act's fields."""
        return {"text": self.cleaned_data["text"], "to": sorted(self.visit.who.share)}


class NoteForm(ActForm):
    """Note something for oneself."""

    act = "note"
    said = gettext_lazy("It is in your notes.")
    text = text(gettext_lazy("A note for yourself"), rows=2)
