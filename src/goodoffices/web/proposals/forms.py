"""Tabling a proposal and revising it: a package, a text, and clauses whose brackets are tied to issues."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

import msgspec
from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.talks.events.channel import Clause, Tabled
from goodoffices.web.channels.forms import ToParties, clean_name
from goodoffices.web.proposals.clauses import Tie, clauses_of, tied, ties, written
from goodoffices.web.shell.forms import ActForm, choice, moment, several, text
from goodoffices.web.shell.packages import PackageFields
from goodoffices.web.shell.words import gettext_lazy, pgettext_lazy
from goodoffices.web.terms.tabling import TermsChoice

#: A text of many clauses.
_LONG: Final = 60_000


class Composing(ActForm):
    """The fields of a proposal. Brackets that were not there when the form was written are tied in a second step."""

    passing: ClassVar = ("tie-",)

    clauses = text(
        gettext_lazy("Clauses"), most=_LONG, rows=10, required=False,
        hint=gettext_lazy(
            "One clause a paragraph, with an empty line between two. Words that are not agreed stand in brackets: "
            "“filled in [five] [seven] years”."
        ),
    )  # fmt: skip
    tied = forms.CharField(widget=forms.HiddenInput, required=False, max_length=_LONG)
    text = text(
        gettext_lazy("In words"),
        rows=4,
        required=False,
        hint=gettext_lazy("What the proposal says as a whole."),
    )

    def __init__(self, *given: Any, now: Tabled | None = None, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.now = now
        issues = self.visit.case.issues
        PackageFields.add(self, issues, now.package if now is not None else None)
        self.fields["deadline"] = moment(_("To be answered until"), self.visit, required=False)
        self._terms = TermsChoice(self.visit, now)
        if self._terms.options:
            hint = _("Phases and obligations; the parties read them as tables.")
            self.fields["terms"] = choice(_("Terms"), self._terms.options, required=False, hint=hint)
            self.initial.setdefault("terms", self._terms.first)
        begun: dict[str, str] = {}
        if now is not None:
            begun = _start(self, now)
        name = self.add_prefix("clauses")
        self.ties = ties(
            str(self.data.get(name, "")) if self.is_bound else str(self.initial.get("clauses", "")), issues
        )
        self.brackets_are_new = self.is_bound and self._tie_anew()
        for tie in self.ties:
            self._add(tie, begun)
        self.initial["tied"] = _signature(self.ties)

    def _add(self, tie: Tie, begun: Mapping[str, str]) -> None:
        choices: list[Any] = [("", _("– in words alone –")), *tie.choices]
        number = {"words": tie.words, "number": whole(tie.clause)}
        self.fields[tie.name] = forms.ChoiceField(
            label=_("[%(words)s] in clause %(number)s stands for") % number, choices=choices, required=False
        )
        if not self.is_bound:
            self.initial.setdefault(tie.name, begun.get(tie.name, tie.guess))

    def _tie_anew(self) -> bool:
        """Fill in what brackets stand for that are not those for which it was said; say whether there are any."""
        signature, seen = _signature(self.ties), str(self.data.get(self.add_prefix("tied"), ""))
        if signature == seen:
            return False
        before = _read(seen)
        fresh = {"tied": signature}
        for tie in self.ties:
            same = next((name for name, words in before if words == tie.words), None)
            if same is not None:
                before.remove((same, tie.words))
            said = self.data.get(self.add_prefix(same)) if same is not None else None
            fresh[tie.name] = tie.guess if said is None else said
        self.renew(**fresh)
        return bool(self.ties)

    def clean(self) -> dict[str, Any]:
        """Check that brackets are tied, and that those of one clause stand for one issue."""
        given: dict[str, Any] = super().clean() or {}
        if self.brackets_are_new:
            self.add_error("clauses", _("Say below what each bracket stands for; then send it again."))
            return given
        __, wrong = self._clauses(given)
        if wrong:
            self.add_error(
                "clauses",
                _(
                    "The brackets of clause %(number)s must stand for options of one issue, or all for words alone."
                )
                % {"number": whole(wrong)},
            )
        return given

    def _clauses(self, given: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
        chosen = {tie.name: given.get(tie.name, "") for tie in self.ties}
        before: Sequence[Clause] = self.now.clauses if self.now is not None else ()
        return clauses_of(given.get("clauses", ""), chosen, self.visit.case.issues, before)

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            "package": PackageFields.of(self, self.visit.case.issues), "text": given["text"],
            "clauses": self._clauses(given)[0],
        }  # fmt: skip
        if given.get("deadline"):
            found["deadline"] = given["deadline"]
        terms = self._terms.chosen(given.get("terms", ""))
        if terms is not None:
            found["terms"] = msgspec.to_builtins(terms)
        return found


class TableForm(Composing, ToParties):
    """Table a proposal to one party or several."""

    act = "table_proposal"
    said = gettext_lazy("It is on the table.")
    to = several(
        pgettext_lazy("recipients", "To"),
        (),
        hint=gettext_lazy("Each gets it in its own channel, and does not see who else has it."),
    )
    name = text(
        gettext_lazy("Working name"), most=80,
        hint=gettext_lazy("For the mediators of these channels alone: letters from a to z, digits, hyphens."),
    )  # fmt: skip

    def clean_name(self) -> str:
        """Return the name as the talks keep it."""
        return clean_name(self.cleaned_data["name"])

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {**super().plain(), "to": self.cleaned_data["to"], "name": self.cleaned_data["name"]}


class ReviseForm(Composing):
    """Table a new version of a proposal to the same parties."""

    act = "revise_proposal"
    said = gettext_lazy("The new version is on the table.")
    #: From which version it starts.
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, name: str, to: Sequence[str], **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*given, **more)
        self.name, self.to = name, list(to)
        assert self.now is not None
        self.initial["base"] = self.now.version

    def clean(self) -> dict[str, Any]:
        """Check that nobody has tabled another version meanwhile."""
        given = super().clean()
        assert self.now is not None
        if given.get("base") != self.now.version and not self.was_done():
            self.renew(base=str(self.now.version))
            self.add_error(
                None,
                _(
                    "Version %(number)s was tabled meanwhile. Look at it, and send yours again if it still holds."
                )
                % {"number": whole(self.now.version)},
            )
        return given

    def plain(self) -> dict[str, Any]:
        """Return the act's fields."""
        return {**super().plain(), "name": self.name, "to": self.to}


def _start(form: Composing, now: Tabled) -> dict[str, str]:
    """Begin with a version that is on the table; return what its brackets stand for."""
    form.initial.setdefault("text", now.text)
    form.initial.setdefault("clauses", written(now.clauses))
    if now.deadline is not None:
        zone = zoneinfo.ZoneInfo(form.visit.account.zone)
        form.initial.setdefault("deadline", now.deadline.astimezone(zone).replace(tzinfo=None))
    issues = form.visit.case.issues
    return {
        f"tie-{number}-{place}": value
        for number, clause in enumerate(now.clauses, 1)
        for place, value in tied(clause, issues).items()
    }


def _signature(found: Sequence[Tie]) -> str:
    return msgspec.json.encode([(tie.name, tie.words) for tie in found]).decode() if found else ""


def _read(signature: str) -> list[tuple[str, str]]:
    try:
        return msgspec.json.decode(signature or "[]", type=list[tuple[str, str]])
    except msgspec.DecodeError:
        return []
