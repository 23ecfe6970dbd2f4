"""The one error of agreements: a sentence that says what cannot be done, where, and what to do."""

from __future__ import annotations


class AgreementError(ValueError):
    """Terms, figures or files of which what is asked cannot be said."""
