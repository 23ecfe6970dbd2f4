"""What stands at the foot of a recipient's copy."""

from __future__ import annotations

from goodoffices.language import figures, pgettext
from goodoffices.model.document import Document


def mark_of(document: Document) -> str:
    """Return the mark of a copy in words, in the language that is spoken; nothing where it has none."""
    mark = document.mark
    if mark is None:
        return ""
    if not mark.copy:
        return mark.text
    number = figures(mark.copy)
    if not mark.text:
        return pgettext("mark of a copy", "Copy {number}").format(number=number)
    return pgettext("mark of a copy", "Copy {number} – {text}").format(number=number, text=mark.text)
