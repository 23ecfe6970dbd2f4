"""The page of the next question: what to ask of whom, what the answer is expected to bring, and sending it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from goodoffices.analysis.questions.results import Question, Questions
from goodoffices.language import counted, sentence
from goodoffices.language import gettext as _
from goodoffices.reports import words
from goodoffices.services.answers import Ready
from goodoffices.web.analysis.sliders import key_of
from goodoffices.web.analysis.study import Study
from goodoffices.web.shell.forms import ActForm, choice, text
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: As the lines of a question are written: a sounding asks without proposing, a message is in the mediators' words.
_WAYS: Final = (
    ("sound", gettext_lazy("As a sounding: they are asked what they would say, and answer there")),
    ("tell", gettext_lazy("As a message in the channel")),
)


class AskForm(ActForm):
    """Put a question to a party; it is sent only when one has seen what they will see."""

    said = gettext_lazy("It was sent. They see it in their channel; nobody else does.")
    how = choice(gettext_lazy("How it is sent"), _WAYS, radio=True)
    words = text(gettext_lazy("The question, in your words"), rows=4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *given: Any, party: str, asked: Question, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        more["initial"] = {"how": "sound", "words": sentence(asked.text), **(more.get("initial") or {})}
        super().__init__(*given, **more)
        self.party = party

    @property
    def act(self) -> str:  # type: ignore[override]  # which of two acts, as was chosen
        """The act by which it is sent."""
        return str(self.cleaned_data["how"])

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        asked = self.cleaned_data["words"]
        if self.act == "sound":
            return {"to": self.party, "question": asked}
        return {"to": [self.party], "text": asked}

    def perform(self) -> bool:
        """Look at what they will see; or send it, where that was done."""
        if not self.is_valid():
            return False
        mark = key_of(self.cleaned_data["how"], self.cleaned_data["words"])
        if "preview" not in self.visit.request.POST and self.cleaned_data["seen"] != mark:
            return self.wrong(_("Look first at what they will see; then it can be sent."))
        done = super().perform()
        if self.previewed is not None:
            self.data = {**self.visit.request.POST.dict(), self.add_prefix("seen"): mark}
        return done


@dataclass(frozen=True)
class Asked:
    """A question with its figures in words, and the form by which it is sent."""

    question: Question
    cost: str
    shrinks: str
    settles: str
    bar: float
    form: AskForm | None


@page(is_mediator, whole=True)
def questions(visit: Visit) -> HttpResponse:
    """Show what to ask next."""
    study = Study.of(visit)
    answer = study.ask("questions")
    found: Questions | None = answer.result if isinstance(answer, Ready) else None
    asked = [_asked(study, one, found) for one in found.questions] if found is not None else []
    sent = [one.form for one in asked if one.form is not None]
    if (done := visit.acted(sent)) is not None:
        return done
    if any(form.previewed is not None for form in sent):
        visit.status = 200
    return study.page(
        "analysis/questions.html.jinja",
        seen_by=_("Only you and the mediators who share all channels. A party sees only what you send it."),
        forms=sent, answer=answer, found=found, asked=asked, share=words.share,
    )  # fmt: skip


def _asked(study: Study, question: Question, found: Questions) -> Asked:
    visit = study.visit
    form = None
    if question.party in visit.who.share and question.party in visit.case.parties:
        prefix = f"ask-{key_of(question.party, question.text)}"
        form = visit.form(AskForm, prefix, party=question.party, asked=question)
    longest = max(one.shrinks for one in found.questions) or 1.0
    cost = counted("{n} comparison", "{n} comparisons", question.cost)
    return Asked(
        question, _("one comparison") if question.cost == 1 else cost,
        f"{words.share(question.shrinks)} ± {words.share(question.error)}", words.share(question.settles),
        100 * question.shrinks / longest, form,
    )  # fmt: skip
