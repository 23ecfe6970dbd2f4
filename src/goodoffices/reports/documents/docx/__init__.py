"""DOCX: what a lawyer opens, changes and sends back; comparisons are tracked changes."""

from __future__ import annotations

from goodoffices.language import use
from goodoffices.model.document import Document
from goodoffices.reports.documents.docx.package import packed


def write(document: Document) -> bytes:
    """Return the file: with its fonts in it, the same bytes for the same document."""
    from goodoffices.reports.documents.docx.writing import written  # noqa: PLC0415 - heavy, and only for DOCX

    with use(document.language):
        return packed(written(document))
