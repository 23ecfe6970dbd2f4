"""How a document is to be made: in which languages, by which template, compared with what, for whom, as which files."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any, Final

import msgspec
from django import forms

from goodoffices.agreement.text.errors import TextError
from goodoffices.agreement.text.template import languages
from goodoffices.language import LANGUAGES, current, sentence, whole
from goodoffices.language import gettext as _
from goodoffices.language.known import SOURCE
from goodoffices.model import CaseFileError
from goodoffices.model.casefile.plain import decode
from goodoffices.services.drafting import templates_for
from goodoffices.services.papers import own_template
from goodoffices.web.accounts import drafts, limits
from goodoffices.web.documents.subjects import Subject
from goodoffices.web.shell.forms import TOO_MANY, BaseForm, Words, choice, several, text
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.words import gettext_lazy

#: A template has so many bytes at most here.
LARGEST: Final = 48 * 1024
#: So many copies are made at a time.
MOST: Final = 20
_MOST_EACH: Final = 9
KINDS: Final = (
    ("docx", "DOCX (Word, LibreOffice)"),
    ("pdf", "PDF"),
    ("html", "HTML"),
    ("xml", "Akoma Ntoso (XML)"),
)


def spoken(codes: str) -> str:
    """Return in which languages a document is, as people read it: one, or two side by side."""
    first, _comma, second = codes.partition(",")
    if not second:
        return LANGUAGES[first].name
    return _("%(first)s and %(second)s, side by side") % {
        "first": LANGUAGES[first].name, "second": LANGUAGES[second].name,
    }  # fmt: skip


def choices_of_languages() -> list[tuple[str, str]]:
    """Return all languages in which a document can be, by their codes."""
    codes = [*languages(), *(",".join(two) for two in permutations(languages(), 2))]
    return [(one, spoken(one)) for one in codes]


class MakeForm(BaseForm):
    """Make a document: what is chosen is kept, and the files are made from it whenever it is looked at."""

    said = gettext_lazy("It is being made; what is ready stands below.")

    def __init__(self, *given: Any, subject: Subject, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        kept = kept_of(subject)
        own = current() if current() in languages() else SOURCE
        first = {"languages": own, "kinds": "docx", "copies": "1"}
        initial: dict[str, Any] = first | kept | more.pop("initial", {})
        super().__init__(*given, initial=initial, **more)
        self.subject = subject
        self._mediates = is_mediator(self.visit.who)
        self.fields["languages"] = choice(_("In which language"), choices_of_languages())
        self.fields["kinds"] = several(_("As which files"), KINDS)
        self._add_versions()
        if self._mediates:
            self._add_recipients()
            self._add_template()
        for name in ("kinds", "recipients"):
            if isinstance(self.initial.get(name), str):
                self.initial[name] = self.initial[name].split("\n")

    def _add_versions(self) -> None:
        numbers = [one.number for one in self.subject.versions]
        if len(numbers) > 1:
            named = [
                (str(one), _("version %(number)s") % {"number": whole(one)}) for one in reversed(numbers)
            ]
            self.fields["version"] = choice(
                _("Which version"), [("", _("the last one")), *named], required=False
            )
            self.fields["since"] = choice(
                _("Mark what changed since"), [("", _("nothing marked")), *named], required=False,
                hint=_(
                    "Words that went are struck through, words that came are underlined; in DOCX they are tracked "
                    "changes."
                ),
            )  # fmt: skip

    def _add_recipients(self) -> None:
        names = [(one, self.visit.names.party(one)) for one in self.visit.case.parties]
        self.fields["recipients"] = several(
            _("Copies for"), names, required=False,
            hint=_(
                "Every page bears the recipient's name, and the number of the copy among that recipient's."
            ),
        )  # fmt: skip
        self.fields["others"] = text(
            _("Copies for others"), rows=2, most=1_000, required=False, hint=_("A name a line.")
        )
        self.fields["copies"] = forms.IntegerField(
            label=_("Copies for each"), min_value=1, max_value=_MOST_EACH, localize=False
        )

    def _add_template(self) -> None:
        self.fields["template_file"] = forms.FileField(
            label=_("A template of your own, as a file"), required=False, allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
            help_text=_(
                "A plain text file in UTF-8; the shipped ones stand below. What it says comes into the next field."
            ),
        )  # fmt: skip
        self.fields["template"] = Words(
            label=_("A template of your own"), required=False, strip=False, max_length=LARGEST,
            widget=forms.Textarea({"rows": 8, "dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
            help_text=_("Empty: the shipped one."),
        )  # fmt: skip

    def perform(self) -> bool:
        """Keep what was chosen."""
        trouble = self._take_file()
        sound = self.is_valid()
        if trouble:
            return self.wrong(trouble, "template_file")
        if not sound or not self._template_fits():
            return False
        if len(copies_for(self.kept())) > MOST:
            return self.wrong(
                _("These are more than %(most)s copies; make some now, and others after that.")
                % {"most": whole(MOST)}, "copies",
            )  # fmt: skip
        data = msgspec.json.encode(self.kept())
        if len(data) > drafts.LARGEST:
            return self.wrong(_("This template is too large: 48 KiB at most."), "template")
        if not limits.allows("act", f"{self.visit.room.id}\n{self.visit.who.actor}"):
            return self.wrong(TOO_MANY)
        drafts.keep(self.visit.account, self.visit.room.id, keeping(self.subject), data.decode())
        return True

    def kept(self) -> dict[str, str]:
        """Return what is kept: the fields as text."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name not in ("key", "template_file") and value not in (None, "", []):
                found[name] = "\n".join(value) if isinstance(value, list) else str(value)
        return found

    def _take_file(self) -> str:
        """Put a file's text into its field, where it is corrected if something is wrong with it; return what is."""
        sent = self.files.get(self.add_prefix("template_file"))
        if sent is None or not self._mediates:
            return ""
        if (sent.size or 0) > LARGEST:
            return _("This template is too large: 48 KiB at most.")
        try:
            words = decode(sent.read(), "").replace("\r\n", "\n")
        except CaseFileError as error:
            return str(error)
        if not words.strip():
            return _("This file is empty. Choose another one.")
        self.renew(template=words)
        return ""

    def _template_fits(self) -> bool:
        text = self.cleaned_data.get("template", "")
        codes = self.cleaned_data["languages"].split(",")
        if "\0" in text:
            return self.wrong(_("There is a sign in this that cannot be kept; write it anew."), "template")
        try:
            own = own_template(text, "")
        except TextError as error:
            line = _("Line %(number)s") % {"number": whole(error.line)} if error.line is not None else ""
            return self.wrong(
                _(": ").join(part for part in (line, sentence(error.problem)) if part), "template"
            )
        try:
            templates_for(codes, own)
        except TextError as error:
            return self.wrong(str(error), "languages")
        return True


def keeping(subject: Subject) -> str:
    """Return under which name what was chosen for a subject is kept."""
    return f"made-{subject.form}"


def kept_of(subject: Subject) -> dict[str, str]:
    """Return what was chosen for a subject; nothing before it was."""
    return subject.visit.drafts.get(keeping(subject), {})


def copies_for(kept: dict[str, str]) -> list[tuple[str, bool, int]]:
    """Return for whom copies are: a party or another name, which of both, and the number of the copy among theirs."""
    parties = [(one, True) for one in kept.get("recipients", "").split("\n") if one]
    others = [(one.strip(), False) for one in kept.get("others", "").split("\n") if one.strip()]
    each = int(kept.get("copies") or 1)
    return [
        (name, known, number) for name, known in _once([*parties, *others]) for number in range(1, each + 1)
    ]


def _once(names: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    return list(dict.fromkeys(names))
