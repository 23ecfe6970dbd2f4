"""A report as it was handed in: its text, exactly as given, and what its file says about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "html", "pdf", "docx"]


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    `text` is what all spans count in: the decoded file for plain text, the extracted text otherwise. `title`, `outlet`
    and `published` are what the file itself declares, None where it does not.
    """

    name: str
    text: str
    kind: Kind = "text"
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    warnings: tuple[str, ...] = ()
