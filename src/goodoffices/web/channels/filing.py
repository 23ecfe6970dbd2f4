"""Files that pass in a channel: what they may be is told by what is in them, and not by what they are called."""

from __future__ import annotations

import base64
from typing import Any, Final, get_args

from django import forms
from django.core.files.uploadedfile import UploadedFile

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.talks.actions.base import KINDS, LARGEST
from goodoffices.web.shell.naming import TURNING
from goodoffices.web.shell.words import gettext_lazy

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Each kind by how its files' names end, and by how they begin where all of them do.
_ENDINGS: Final[dict[str, tuple[str, bytes]]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "txt": ("text/plain", b""),
    "csv": ("text/csv", b""),
    "geojson": ("application/geo+json", b""),
    "docx": (_WORD, b"PK\x03\x04"),
    "xlsx": (_SHEET, b"PK\x03\x04"),
}
_ALL: Final = "PDF, PNG, JPEG, TXT, CSV, GeoJSON, DOCX, XLSX"
_LONGEST: Final = 200
_CONTROL: Final = 32


class Filing(forms.FileField):
    """A field for one file; cleaned to the fields of an act: `name`, `kind`, and `data` in base 64."""

    def __init__(self) -> None:
        accept = ",".join(f".{ending}" for ending in _ENDINGS)
        super().__init__(
            label=gettext_lazy("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": accept}),
            help_text=gettext_lazy("PDF, PNG, JPEG, TXT, CSV, GeoJSON, DOCX or XLSX, up to 1 MB."),
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> dict[str, str]:  # noqa: ANN401 - as Django's fields
        """Return the file as an act has it.

        Raises:
            ValidationError: a sentence.
        """
        found = super().clean(data, initial)
        if not isinstance(found, UploadedFile):
            raise forms.ValidationError(_("Choose a file."))
        if (found.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("This file has %(size)s bytes; %(most)s are possible at most. Choose a smaller one.")
                % {"size": whole(found.size or 0), "most": whole(LARGEST)}
            )
        name, content = checked_name(found.name or ""), found.read()
        return {"name": name, "kind": _kind(name, content), "data": base64.b64encode(content).decode()}


def checked_name(name: str) -> str:
    """Return the name of a file; Django has taken folders and unseen signs out of it.

    Raises:
        ValidationError: it is none, or too long.
    """
    if not name.strip() or len(name) > _LONGEST:
        raise forms.ValidationError(_("Give the file a shorter name, then choose it again."))
    return name


def _kind(name: str, content: bytes) -> str:
    ending = name.rpartition(".")[2].lower()
    if ending not in _ENDINGS:
        raise forms.ValidationError(
            _("A file of this kind cannot be passed on. What can be: %(kinds)s.") % {"kinds": _ALL}
        )
    kind, begins = _ENDINGS[ending]
    if not content:
        raise forms.ValidationError(_("This file is empty. Choose another one."))
    if not (content.startswith(begins) if begins else _is_text(content)):
        raise forms.ValidationError(
            _(
                "What is in this file is not what its name says (%(ending)s). Save it anew, or choose another one."
            )
            % {"ending": ending.upper()}
        )
    return kind


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def safe_name(name: str, kind: str) -> str:
    """Return a name under which a file of a kind can be saved: it ends as its kind does, and looks like what it is."""
    shown = "".join(letter for letter in name if letter not in TURNING and ord(letter) >= _CONTROL)
    shown = shown.replace("/", "_").replace("\\", "_").strip(" .") or "file"
    endings = [ending for ending, (known, _begins) in _ENDINGS.items() if known == kind]
    if shown.rpartition(".")[2].lower() not in endings:
        shown = f"{shown}.{endings[0] if endings else 'bin'}"
    return shown


def known_kind(kind: str) -> str:
    """Return a kind if it is one of those that may pass; anything else is bytes."""
    return kind if kind in get_args(KINDS) else "application/octet-stream"
