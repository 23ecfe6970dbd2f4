"""An issue as people fill it in: its title, and how it can be settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model.base import free
from goodoffices.model.issues import Issue, Option
from goodoffices.talks.states import CaseState
from goodoffices.web.shell.forms import choice, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy, pgettext_lazy

#: What an issue may be, by its name in the form.
_KINDS = (
    ("options", gettext_lazy("Options in words")),
    ("ordered", gettext_lazy("Options in words, from one end to the other")),
    ("integers", gettext_lazy("Whole numbers")),
    ("reals", gettext_lazy("Numbers with fractions")),
)


class IssueFields(forms.Form):
    """The fields of an issue, and what they come to."""

    title = text(gettext_lazy("Issue"), most=200)
    kind = choice(gettext_lazy("How it can be settled"), _KINDS)
    options = text(
        gettext_lazy("Options, one a line"), rows=4, required=False,
        hint=gettext_lazy("Where they run from one end to the other, in that order."),
    )  # fmt: skip
    low = forms.FloatField(label=pgettext_lazy("range", "From"), required=False)
    high = forms.FloatField(label=pgettext_lazy("range", "To"), required=False)
    unit = text(gettext_lazy("Unit"), most=80, required=False)

    def issue(self, case: CaseState, of: Issue | None = None) -> dict[str, Any]:
        """Return the issue as an act has it.

        Args:
            case: an issue that is or was on its agenda under this title is put anew, another gets an id of its own.
            of: the issue that is changed, where that is known; what the form does not ask for stays as it was.
        """
        given = self.cleaned_data
        title = given["title"]
        before = of or next((one for one in case.issues.values() if title in (one.title, one.id)), None)
        once = next((one for one, called in case.issue_titles.items() if called == title), None)
        name = before.id if before else once or free(name_of(title, "issue"), case.issue_titles)
        plain: dict[str, Any] = {"id": name, "title": title}
        if before is not None:
            plain |= {"description": before.description, "aliases": list(before.aliases)}
        if given["unit"]:
            plain["unit"] = given["unit"]
        if given["kind"] in ("options", "ordered"):
            titles = [line.strip() for line in given["options"].splitlines() if line.strip()]
            plain["options"] = _options(
                titles, before.options if before else (), case.option_titles.get(name, {})
            )
            plain["ordered"] = given["kind"] == "ordered"
        else:
            whole = given["kind"] == "integers"
            ends: dict[str, Any] = {end: int(given[end]) if whole else given[end] for end in ("low", "high")}
            if whole and before is not None and before.integers is not None:
                ends["step"] = before.integers.step
            plain[given["kind"]] = ends
        return plain

    def clean(self) -> dict[str, Any]:
        """Check that the options, or the ends, are there."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") in ("options", "ordered"):
            if len({line.strip() for line in given.get("options", "").splitlines() if line.strip()}) < 2:  # noqa: PLR2004 - a choice
                self.add_error("options", _("Write two different options at least, one a line."))
        elif given.get("kind"):
            for end in ("low", "high"):
                if given.get(end) is None and end not in self.errors:
                    self.add_error(end, _("Give a number."))
            if not self.errors and given["low"] >= given["high"]:
                self.add_error("high", _("This must be more than where it begins."))
            if not self.errors and given["kind"] == "integers" and (given["low"] % 1 or given["high"] % 1):
                self.add_error("low", _("Give whole numbers here."))
        return given


def filled_in(issue: Issue) -> dict[str, Any]:
    """Return what the fields hold for an issue as it stands."""
    ends = issue.integers or issue.reals
    kind = (
        "integers"
        if issue.integers
        else "reals"
        if issue.reals
        else "ordered"
        if issue.ordered
        else "options"
    )
    return {
        "title": issue.name, "kind": kind, "unit": issue.unit,
        "options": "\n".join(option.title or option.id for option in issue.options),
        "low": ends.low if ends else None, "high": ends.high if ends else None,
    }  # fmt: skip


def _options(
    titles: Sequence[str], before: Sequence[Option], ever: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the options: one that is or was there under its id, any other under one that no option ever had.

    An id stands in what was tabled, answered and limited: it must not come to mean something else.
    """
    described = {option.id: option.description for option in before}
    ids = {title: name for name, title in ever.items()}
    ids |= {option.title or option.id: option.id for option in before}
    free = (name for number in count(len(ever) + 1) if (name := f"o{number}") not in ever)
    made = []
    for title in titles:
        name = ids[title] if title in ids else next(free)
        made.append({"id": name, "title": title, "description": described.get(name, "")})
    return made
