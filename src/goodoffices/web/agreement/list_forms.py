"""Lists of names as forms: given by a party, passed on by mediators as far as it allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms

from goodoffices.language import gettext as _
from goodoffices.language import labelled, plain
from goodoffices.model.agreement import Obligation
from goodoffices.model.base import free
from goodoffices.talks.actions.performing import LONGEST_LIST
from goodoffices.talks.events.channel import Listed
from goodoffices.talks.states.channel import GivenList
from goodoffices.web.channels.forms import ToParties
from goodoffices.web.shell.forms import ERRORS, EnteringForm, choice, several, text
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy, pgettext_lazy

#: What parts a name from its kind and a note: a semicolon in whichever script, or a tab from a spreadsheet.
_PARTS: Final = re.compile("[;\u061b\uff1b\t]")
_MARKS: Final = (
    ("hold", gettext_lazy("Nothing of it")),
    ("counts", gettext_lazy("How many of each kind")),
    ("names", gettext_lazy("The names too")),
)
#: All names of a long list.
_LONG: Final = 2_000_000


def written(entries: Iterable[Listed]) -> str:
    """Return a list as it is written: a person a line."""
    return "\n".join("; ".join(_parts(one)) for one in entries)


def _parts(one: Listed) -> list[str]:
    parts = [one.name, one.category, one.note]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return parts


class GiveListForm(EnteringForm):
    """Give the mediators a list of persons, or a new version of one."""

    act = "give_list"
    said = gettext_lazy("The list is with the mediators of the channel, and with nobody else.")
    called = text(gettext_lazy("What the list is called"), most=80)
    about = choice(gettext_lazy("For which obligation"), ())
    entries = text(
        gettext_lazy("Persons"), most=_LONG, rows=8,
        hint=gettext_lazy("One a line: the name; the kind; a note for the mediators. Kind and note may be left out."),
    )  # fmt: skip
    mark = choice(gettext_lazy("What the mediators may pass on"), _MARKS, radio=True)

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django's forms
        owed: Sequence[Obligation],
        taken: Sequence[str],
        of: GivenList | None = None,
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*given, **more)
        self._of, self._taken = of, taken
        options = [(one.id, labelled(self.visit.names.actor(one.actor), one.action)) for one in owed]
        self.fields["about"] = choice(_("For which obligation"), options)
        self.fields["about"].error_messages |= ERRORS
        self.initial.setdefault("mark", "hold")
        if of is not None:
            del self.fields["called"]
            if of.obligation not in [one.id for one in owed]:
                del self.fields["about"]
            self.initial.setdefault("about", of.obligation)
            self.initial["mark"] = of.mark
            self.initial.setdefault("entries", written(of.entries))
        self.order_fields(["key", "called", "about", "entries", "mark", "meeting"])

    def clean_entries(self) -> list[dict[str, str]]:
        """Return the persons, line by line; what is wrong names a line and nobody."""
        found: list[dict[str, str]] = []
        seen: dict[str, int] = {}
        for number, line in enumerate(self.cleaned_data["entries"].split("\n"), 1):
            if not line.strip():
                continue
            name, *more = (part.strip() for part in _PARTS.split(line))
            if not name:
                said = _("Line %(number)s has no name; leave no name empty.")
                raise forms.ValidationError(said % {"number": plain(number)})
            if len(more) > 2:  # noqa: PLR2004 - kind and note
                said = _("Line %(number)s has more than a name, a kind and a note.")
                raise forms.ValidationError(said % {"number": plain(number)})
            if seen.setdefault(name, number) != number:
                said = _("Line %(number)s is the person of line %(first)s again; leave one out.")
                raise forms.ValidationError(said % {"number": plain(number), "first": plain(seen[name])})
            fields = dict(zip(("category", "note"), more, strict=False))
            found.append({"name": name} | {part: words for part, words in fields.items() if words})
        if len(found) > LONGEST_LIST:
            said = _("A list has %(most)s persons at most; part it in two.")
            raise forms.ValidationError(said % {"most": plain(LONGEST_LIST)})
        if not found:
            raise forms.ValidationError(_("Name somebody."))
        return found

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        if self._of is not None:
            name, about = self._of.id, given.get("about") or self._of.obligation
        else:
            name = free(name_of(given["called"], f"list-{len(self._taken) + 1}"), self._taken)
            about = given["about"]
        return {"list": name, "obligation": about, "entries": given["entries"], "mark": given["mark"]}


class PassListForm(ToParties):
    """Pass a party's list on to others, as it allows."""

    act = "pass_list"
    said = gettext_lazy("It was passed on, as far as its side allows.")
    to = several(pgettext_lazy("recipients", "To"), ())
    what = choice(gettext_lazy("What"), (), radio=True)

    def __init__(self, *given: Any, party: str, of: GivenList, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self._party, self._of = party, of
        able = _MARKS[1:] if of.mark == "names" else _MARKS[1:2]
        self.fields["what"] = choice(_("What"), able, radio=True)
        self.fields["what"].error_messages |= ERRORS
        self.initial.setdefault("what", "counts")

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        given = self.cleaned_data
        return {"party": self._party, "list": self._of.id, "to": given["to"], "what": given["what"]}
