"""Documents: from blocks to HTML, DOCX, PDF and Akoma Ntoso. The same document gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from goodoffices._extras import require
from goodoffices.model.document import Document
from goodoffices.reports.documents.checking import checked

#: The kinds of files, by the endings of their names, each with its module.
KINDS: Final[Mapping[str, str]] = {"html": "html", "docx": "docx", "pdf": "pdf", "xml": "akoma"}
#: Those that need the extra `documents`.
_EXTRA: Final = ("docx", "pdf")

__all__ = ["KINDS", "write"]


def write(document: Document, kind: str) -> bytes:
    """Write a document.

    Args:
        document: what it holds.
        kind: one of `KINDS`: html, docx, pdf, or xml for Akoma Ntoso 3.0.

    Returns:
        the file's bytes: the same for the same document, on one machine. Characters that XML does not allow are
        replaced by the replacement character.

    Raises:
        DocumentError: the document cannot be written so: its mark is too long for the foot of a page, its language is
            not known, or what the kind needs is not on this machine.
        ExtraMissing: the kind needs the extra `documents`, which is not installed.
        KeyError: there is no such kind.
    """
    if kind in _EXTRA:
        require("documents")
    module = import_module(f"goodoffices.reports.documents.{KINDS[kind]}")
    data: bytes = module.write(checked(document))
    return data
