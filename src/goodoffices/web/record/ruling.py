"""What is judged of many pieces of the record at once: by a rule, or by the name of a speaker."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, get_args

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.record import Act, Stand, Statement
from goodoffices.record.errors import ReadingError
from goodoffices.services.dossiers import done_before
from goodoffices.services.growing import fitting, merge_names, review_by_rule
from goodoffices.services.listing import Line, Register
from goodoffices.talks.errors import Refused
from goodoffices.web.record.judging import RecordForm
from goodoffices.web.shell.forms import choice, text
from goodoffices.web.shell.words import gettext_lazy

#: So many suggestions are named where a rule is tried, and so many names that are like another.
_SHOWN: Final = 12
_NAMES: Final = 12


class MergeForm(RecordForm):
    """Let the speaker of a statement stand for the same as another name, wherever it is written so."""

    said = gettext_lazy("The names are one from now on; each statement keeps how it was written.")
    into = text(
        gettext_lazy("Is the same as"), most=500, hint=gettext_lazy("The name by which it is to be shown.")
    )

    def __init__(self, *given: Any, line: Line, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        assert isinstance(line.plain, Statement)
        assert isinstance(line.suggested, Statement)
        #: A merge is of a name as it is written in statements.
        self.name = line.suggested.speaker
        self.alike = alike(book.case, self.name)
        self.fields["into"].widget.attrs["list"] = f"alike-{self.prefix}"

    def do(self) -> None:
        """Merge."""
        merge_names(self.place(), self.name, self.cleaned_data["into"], key=self.once())


class PartForm(RecordForm):
    """Let two names be two again."""

    said = gettext_lazy("The names are two again.")
    name = forms.CharField(widget=forms.HiddenInput, max_length=20_000, strip=False)

    def do(self) -> None:
        """Part them."""
        merge_names(self.place(), self.cleaned_data["name"], "", undo=True, key=self.once())


def alike(case: Case, name: str) -> list[str]:
    """Return other ways of writing a speaker that share a word with a name, those that share most first."""
    words = _words(name)
    shared: Counter[str] = Counter()
    for other in {one.speaker for one in case.statements if one.speaker and one.speaker != name}:
        shared[other] = len(words & _words(other))
    return [one for one, count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])) if count][
        :_NAMES
    ]


def _words(name: str) -> set[str]:
    return {word for word in name.casefold().replace("’", " ").replace("'", " ").split() if len(word) > 3}  # noqa: PLR2004 - shorter ones are of every name


class RuleForm(RecordForm):
    """Judge all suggestions that fit a rule."""

    said = gettext_lazy("All that fitted the rule are judged; “Undo” takes them back together.")
    least = forms.FloatField(
        label=gettext_lazy("Confidence from"), required=False, min_value=0, max_value=1, localize=False,
        help_text=gettext_lazy("From 0 to 1, for instance 0.8."), widget=forms.NumberInput(attrs={"step": "0.05"}),
    )  # fmt: skip
    kind = choice(
        gettext_lazy("Kind"),
        [
            ("", gettext_lazy("any")), ("statement", gettext_lazy("statements")),
            ("position", gettext_lazy("positions")), ("conflict", gettext_lazy("conflicts")),
        ],
        required=False,
    )  # fmt: skip
    party = choice(gettext_lazy("Party"), (), required=False)
    does = choice(
        gettext_lazy("What is done"),
        [
            ("", gettext_lazy("any")),
            *((f"act={one}", gettext_lazy(one)) for one in get_args(Act)),
            *((f"stand={one}", gettext_lazy(one)) for one in get_args(Stand) if one not in get_args(Act)),
        ],
        required=False,
    )  # fmt: skip
    more = text(
        gettext_lazy("Further terms"), required=False, most=500,
        hint=gettext_lazy("Parted by commas, for instance: named=yes, via=Reuters."),
    )  # fmt: skip
    verdict = choice(
        gettext_lazy("All that fit are"),
        (("accepted", gettext_lazy("accepted")), ("rejected", gettext_lazy("rejected"))), radio=True,
    )  # fmt: skip

    def __init__(self, *given: Any, book: Register, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        more["initial"] = {"verdict": "accepted", "least": 0.8} | more.get("initial", {})
        super().__init__(*given, **more)
        self.book = book
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("any")), *((one.id, one.title) for one in book.case.parties)]
        #: What fits, where that was asked for.
        self.fits: list[Line] | None = None
        self.count = 0

    def rule(self) -> str:
        """Return the rule as it is written into each judgement."""
        given = self.cleaned_data
        terms = [
            f"confidence>={given['least']:g}" if given["least"] is not None else "",
            f"kind={given['kind']}" if given["kind"] else "",
            f"party={given['party']}" if given["party"] else "",
            given["does"],
            given["more"],
        ]
        return ", ".join(term for term in terms if term)

    def clean(self) -> dict[str, Any]:
        """Check that there is a rule at all."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.rule():
            self.add_error("least", _("Say what a suggestion must be like."))
        return given

    def perform(self) -> bool:
        """Judge; or, where that was asked for, look at what fits."""
        if self.is_valid() and "look" in self.visit.request.POST:
            try:
                ids = fitting(self.place(), self.rule())
            except ReadingError as error:
                return self.wrong(str(error), "more")
            self.count = len(ids)
            wanted = set(ids[:_SHOWN])
            self.fits = [line for line in self.book.lines if line.suggested.id in wanted][:_SHOWN]
            return False
        return super().perform()

    def do(self) -> None:
        """Judge all that fit."""
        place, key = self.place(), self.once()
        again = done_before(place, key)
        _case, count = review_by_rule(place, self.rule(), self.cleaned_data["verdict"], key=key)
        if not count and not again:
            raise Refused(_("No suggestion that waits for review fits this rule."))
