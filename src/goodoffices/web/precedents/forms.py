"""Keep a table of other agreements; say what is to be looked up in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from django import forms

from goodoffices.agreement.precedents import TOPICS
from goodoffices.language import gettext as _
from goodoffices.model.issues import Issue
from goodoffices.services.answers import Answer, Failed, Waiting
from goodoffices.services.dossiers import Place, keep_table
from goodoffices.services.papers import Looking
from goodoffices.talks.actions.dossier import LARGEST_TABLE
from goodoffices.talks.errors import Refused
from goodoffices.web.accounts import drafts, limits
from goodoffices.web.documents.making import audience
from goodoffices.web.project import House
from goodoffices.web.shell.forms import TOO_MANY, BaseForm, choice, several, text
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.naming import TURNING
from goodoffices.web.shell.words import gettext_lazy

#: Under which name it is kept what was looked up last: in no address.
LOOKED_UP: Final = "precedents-looked-up"
#: So many seconds a table may take to be read, while its sender waits; it takes half a second.
_PATIENCE: Final = 30.0
_LONGEST_NAME: Final = 100


class TableForm(BaseForm):
    """Keep a table."""

    said = gettext_lazy("The table is kept with the working case, sealed like all of it.")
    table = forms.FileField(
        label=gettext_lazy("A table of agreements"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,text/csv"}),
        help_text=gettext_lazy(
            "CSV in the manner of PA-X, 8 MB at most: a line for an agreement or a provision, with a column AgtId or "
            "Agt."
        ),
    )  # fmt: skip

    def perform(self) -> bool:
        """Read the table, and keep it."""
        if not self.is_valid():
            return False
        sent = self.cleaned_data["table"]
        if not sent.size:
            return self.wrong(_("This file is empty. Choose another one."), "table")
        if sent.size > LARGEST_TABLE:
            return self.wrong(
                _("This table is larger than 8 MB. Take out columns that nobody looks up."), "table"
            )
        if not limits.allows("act", f"{self.visit.room.id}\n{self.visit.who.actor}"):
            return self.wrong(TOO_MANY)
        data, name = sent.read(), _shown(sent.name or "")
        answer = read(Looking(data, name, None), audience(self.visit))
        if isinstance(answer, Waiting):
            return self.wrong(_("This table is not read yet; send it once more in a moment."), "table")
        if isinstance(answer, Failed):
            return self.wrong(answer.sentence, "table")
        if not answer.result.agreements:
            return self.wrong(
                _("There is no agreement in this table; its lines stand under the headings."), "table"
            )
        place = Place(self.visit.room.talks, self.visit.who, House.now())
        try:
            keep_table(place, name, data, self.cleaned_data.get("key", ""))
        except Refused as refusal:
            return self.wrong(str(refusal))
        return True


def read(looking: Looking, whose: str) -> Answer:
    """Read a table, or look something up in it, and wait for it: the process that does it holds up nothing else."""
    return House.papers.waited(lambda: House.papers.look_up(looking, audience=whose), _PATIENCE)


class LookForm(BaseForm):
    """Say what is to be looked up."""

    said = gettext_lazy("What was found stands below.")

    def __init__(self, *given: Any, issues: Sequence[Issue], **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        visit = more["visit"]
        more["initial"] = {**looked_up(visit.drafts), **more.get("initial", {})}
        super().__init__(*given, **more)
        self.fields["words"] = text(
            _("Words"), most=400, required=False, hint=_("In English, as agreements are in such tables.")
        )
        options = [("", "–"), *((mark_of(one), one.name) for one in issues)]
        self.fields["issue"] = choice(
            _("An issue of this case"),
            options,
            required=False,
            hint=_("Its own words and topics are looked for."),
        )
        topics = [(one.code, f"{one.name} ({one.code})") for one in TOPICS]
        self.fields["topics"] = several(_("Topics"), topics, required=False)
        kept = self.initial.get("topics")
        if isinstance(kept, str):
            self.initial["topics"] = kept.split("\n")

    def clean(self) -> dict[str, Any]:
        """Check that anything is asked."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in ("words", "issue", "topics")):
            self.add_error("words", _("Give words, an issue or a topic."))
        return given

    def perform(self) -> bool:
        """Keep what is asked; the page looks it up."""
        if not self.is_valid():
            return False
        given = {
            name: "\n".join(value) if isinstance(value, list) else value
            for name, value in self.cleaned_data.items() if name != "key" and value
        }  # fmt: skip
        drafts.keep(self.visit.account, self.visit.room.id, LOOKED_UP, msgspec.json.encode(given).decode())
        return True


def looked_up(kept: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return what was looked up last."""
    return dict(kept.get(LOOKED_UP, {}))


def _shown(name: str) -> str:
    shown = "".join(one for one in name if one.isprintable() and one not in TURNING and one not in "/\\")
    return shown.strip()[-_LONGEST_NAME:] or "table.csv"
