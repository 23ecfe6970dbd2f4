"""Why a document cannot be written, as a sentence."""

from __future__ import annotations


class DocumentError(ValueError):
    """A document that cannot be written: what is wrong, and what to do."""
