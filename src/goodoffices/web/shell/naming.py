"""Names by which the talks know parties, people, issues, mandates and bodies, made from what people wrote."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 60
#: Marks of direction: with them a name of a file can be made to look as if it ended otherwise.
TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

#: What joins letters and parts them where scripts need it, and is no letter itself.
_JOINING: Final = frozenset("\u200c\u200d")


def name_of(text: str, otherwise: str = "") -> str:
    """Return a text in small letters, digits and hyphens; where none of its letters can be, something else."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or otherwise


def spoken(name: str) -> str:
    """Return a name as it is read: `room-to-operate` is “Room to operate”."""
    words = name.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def readable(text: str) -> str:
    """Return a name as it was given, in one line and without marks that turn it; empty where nobody could see it."""
    kept = (c for c in text if c not in TURNING and (c.isprintable() or c.isspace() or c in _JOINING))
    plain = " ".join("".join(kept).split())
    return plain if any(unicodedata.category(c)[0] in "LNPS" for c in plain) else ""
