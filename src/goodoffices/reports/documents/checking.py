"""What every document must satisfy before it is written, and its words made safe for all formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from goodoffices.language import LANGUAGES
from goodoffices.model.base import Part
from goodoffices.model.document import Document, InLanguage, SideBySide
from goodoffices.reports.assets import clean
from goodoffices.reports.documents.errors import DocumentError

#: The foot of a page holds one line: more would move what stands above it.
LONGEST_MARK: Final = 100
#: Line ends within a line are blanks in every format.
_BLANKS: Final = re.compile(r"[\t\n\r\u2028\u2029]+")
#: Embeddings and overrides of direction, which nobody sees: by an override 40 reads as 04, and what is open at the end
#: of a text turns what stands behind it. The formats part words by direction themselves.
_TURNING: Final = re.compile("[\u202a-\u202e]")


def checked(document: Document) -> Document:
    """Return the document with its words cleaned, as `reports.assets.clean` does.

    Raises:
        DocumentError: its mark is too long, or a language is not known.
    """
    for code in _languages(document):
        if code not in LANGUAGES:
            raise DocumentError(f"no language is known by '{code}'; there are: {', '.join(LANGUAGES)}")
    if document.mark is not None and len(document.mark.text) > LONGEST_MARK:
        raise DocumentError(
            f"the mark of a copy has {LONGEST_MARK} characters at most, and this one {len(document.mark.text)}: "
            "it stands on one line at the foot of every page"
        )
    made: Document = _cleaned(document)
    return made


def _languages(document: Document) -> Iterator[str]:
    yield document.language
    for block in document.blocks:
        if isinstance(block, SideBySide):
            yield from block.languages
        elif isinstance(block, InLanguage):
            yield block.language
    for one in document.versions:
        yield from _languages(one)


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - any part of a document
    """Return a part with every text in it cleaned."""
    if isinstance(value, str):
        return _TURNING.sub("", _BLANKS.sub(" ", clean(value)))
    if isinstance(value, tuple):
        return tuple(_cleaned(one) for one in value)
    if isinstance(value, Part):
        return msgspec.structs.replace(
            value, **{name: _cleaned(getattr(value, name)) for name in value.__struct_fields__}
        )
    return value
