"""The forms by which those in a seat answer what is asked of them; each knows the question that it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import labelled, whole
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.talks.events.teaching import SeatAsked
from goodoffices.web.classroom.wanting import MOST, Wants, in_words
from goodoffices.web.shell.forms import ERRORS, ActForm, choice, several, text
from goodoffices.web.shell.words import gettext_lazy


class AnswerForm(ActForm):
    """An answer to a question: which, is kept with it, so that a stale page answers nothing else."""

    act = "answer_seat"
    question = forms.IntegerField(widget=forms.HiddenInput(attrs={"data-kept": True}), min_value=1)

    def __init__(self, *given: Any, wants: Wants, asked: SeatAsked, number: int, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        more["initial"] = {"question": number, **more.get("initial", {})}
        super().__init__(*given, **more)
        self.wants, self.asked = wants, asked

    def answer(self) -> dict[str, Any]:
        """Return what is said, and about which packages."""
        raise NotImplementedError

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        return {"question": self.cleaned_data["question"], **self.answer()}


class AcceptForm(AnswerForm):
    """Accept what is on the table."""

    said = gettext_lazy("You have accepted it.")

    def answer(self) -> dict[str, Any]:
        """Accept."""
        return {"said": "accept"}


class WalkForm(AnswerForm):
    """Leave the table."""

    said = gettext_lazy("You have left the table; there is no agreement.")
    sure = forms.BooleanField(label=gettext_lazy("We leave the table for good."))

    def answer(self) -> dict[str, Any]:
        """Walk away."""
        return {"said": "walk"}


class EndForm(WalkForm):
    """End talks that one mediates."""

    said = gettext_lazy("You have ended the talks; there is no agreement.")
    sure = forms.BooleanField(label=gettext_lazy("These talks end without an agreement."))


class OfferForm(AnswerForm):
    """Put a package on the table, or look first what it is worth to one's own side."""

    said = gettext_lazy("It is on the table.")

    def __init__(self, *given: Any, begin: Mapping[str, Value], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.weighed: tuple[str, list[str]] | None = None
        for number, issue in enumerate(self.wants.case.issues, 1):
            name = f"issue-{number}"
            self.fields[name] = _field(self.wants, issue)
            self.fields[name].error_messages |= ERRORS
            if not self.is_bound and issue.id in begin:
                self.initial.setdefault(name, _key(issue, begin[issue.id]))

    def package(self) -> dict[str, Value]:
        """Return the package."""
        found: dict[str, Value] = {}
        for number, issue in enumerate(self.wants.case.issues, 1):
            given = self.cleaned_data[f"issue-{number}"]
            found[issue.id] = issue.values[int(given)] if issue.size <= MOST else _meant(issue, given)
        return found

    def answer(self) -> dict[str, Any]:
        """Offer it."""
        return {"said": "offer", "packages": [self.package()]}

    def perform(self) -> bool:
        """Offer, or weigh."""
        if "weigh" not in self.visit.request.POST:
            return super().perform()
        if self.is_valid():
            package = self.package()
            if any(issue.index_of(package[issue.id]) is None for issue in self.wants.case.issues):
                return self.wrong(_("A number is not one of those that can be chosen."))
            self.weighed = self.wants.written(package), self.wants.notes(package)
            self.visit.status = 200
        return False


class DraftForm(OfferForm):
    """Lay a draft before all sides."""

    said = gettext_lazy("Your draft lies before all sides.")


class YesForm(AnswerForm):
    """Say yes or no, unseen by the other sides."""

    said = gettext_lazy("Your answer is given; the other sides do not see it.")
    answered = choice(
        gettext_lazy("Your answer"), (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))), radio=True
    )

    def answer(self) -> dict[str, Any]:
        """Say so."""
        return {"said": self.cleaned_data["answered"]}


class PreferForm(AnswerForm):
    """Say which of two is better."""

    said = gettext_lazy("Your answer is given; the other sides do not see it.")
    answered = choice(
        gettext_lazy("Which is better for you?"),
        (
            ("first", gettext_lazy("the first")), ("second", gettext_lazy("the second")),
            ("neither", gettext_lazy("they are as good as each other")),
        ), radio=True,
    )  # fmt: skip

    def answer(self) -> dict[str, Any]:
        """Say so."""
        return {"said": self.cleaned_data["answered"]}


class CriticiseForm(AnswerForm):
    """Say what to change in a draft, the most important first."""

    said = gettext_lazy("Your criticism is given; only the mediator has it.")

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        draft, names = self.asked.packages[0], self.wants.names
        self.changes = [
            {**draft, issue.id: value}
            for issue in self.wants.case.issues
            for value in _spread(issue)
            if value != draft[issue.id] and self.wants.possible({**draft, issue.id: value})
        ]
        issues = self.wants.case.issues_by_id
        lines = [("", _("nothing more"))]
        for number, changed in enumerate(self.changes):
            issue = next(one for one in issues if changed[one] != draft[one])
            words = {"issue": names.issue(issue), "option": names.option(issue, changed[issue])}
            lines.append(
                (str(number), f"{labelled(words['issue'], words['option'])} ({self.wants.written(changed)})")
            )
        for place in range(1, self.asked.most + 1):
            label = _("Change %(number)s") % {"number": whole(place)}
            self.fields[f"change-{place}"] = choice(label, lines, required=False)
            self.fields[f"change-{place}"].error_messages |= ERRORS

    def answer(self) -> dict[str, Any]:
        """Return the changes, each once."""
        chosen = [self.cleaned_data[f"change-{place}"] for place in range(1, self.asked.most + 1)]
        return {"said": "these", "packages": [self.changes[int(one)] for one in dict.fromkeys(chosen) if one]}


class BidForm(AnswerForm):
    """Say, unseen, which packages of a ladder would do now."""

    said = gettext_lazy("Your bids are given; nobody sees them.")
    rungs = several(gettext_lazy("Which of these would you accept now?"), (), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        field = self.fields["rungs"]
        assert isinstance(field, forms.MultipleChoiceField)
        lines = in_words(self.wants.names, self.asked.packages)
        field.choices = [
            (str(number), f"{line} ({self.wants.written(package)})")
            for number, (line, package) in enumerate(zip(lines, self.asked.packages, strict=True))
        ]

    def answer(self) -> dict[str, Any]:
        """Return the rungs."""
        return {
            "said": "these",
            "packages": [self.asked.packages[int(one)] for one in self.cleaned_data["rungs"]],
        }


class SpeakForm(ActForm):
    """Say something to all at the table."""

    act = "speak_at_table"
    said = gettext_lazy("All at your table read it.")
    text = text(gettext_lazy("Say something to the other side"), most=2_000, rows=2)


def _spread(issue: Issue) -> list[Value]:
    """Return the values among which a change is chosen: all, or of many so many that lie evenly from end to end."""
    few = min(issue.size, MOST)
    return [issue.values[place * (issue.size - 1) // max(few - 1, 1)] for place in range(few)]


def _meant(issue: Issue, given: float) -> Value:
    """Return the value that a number means: of real numbers the one that people read so, whatever rounding adds."""
    if issue.reals is None:
        return given
    near = min((one for one in issue.values if not isinstance(one, str)), key=lambda one: abs(one - given))
    return near if f"{near:g}" == f"{given:g}" else given


def _field(wants: Wants, issue: Issue) -> forms.Field:
    """Return the field by which an option of an issue is chosen, each with what it adds to one's own side."""
    label = wants.names.issue(issue.id)
    if issue.size > MOST:
        low, high = (wants.names.option(issue.id, issue.values[place]) for place in (0, -1))
        hint = _("A number from %(low)s to %(high)s.") % {"low": low, "high": high}
        whole_numbers = all(isinstance(value, int) for value in (issue.values[0], issue.values[-1]))
        kind = forms.IntegerField if whole_numbers else forms.FloatField
        return kind(label=label, help_text=hint)
    lines = []
    for number, value in enumerate(issue.values):
        adds = wants.adds(issue.id, value)
        name = wants.names.option(issue.id, value)
        lines.append((str(number), f"{name} ({adds})" if adds else name))
    return choice(label, lines)


def _key(issue: Issue, value: Value) -> Any:  # noqa: ANN401 - a number, or the place of an option
    return str(issue.index_of(value)) if issue.size <= MOST else value
