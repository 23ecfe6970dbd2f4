"""What a number counts: the words that follow it, as far as they belong to the counted noun."""

from __future__ import annotations

import re

from goodoffices.record.lexicon import words

_LIST = "figures"
STOPS = words(_LIST, "stops")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'-]*")
_PARTICIPLE = re.compile(r"\w{3,}(?:ed|ing)$")
_MOST = 5


_GAP = re.compile(r"\s+|-")
_CONTAINED = re.compile(r"\s+of\s+(?:(?:the|its|their|his|her|all|these|those)\s+)*")


def counted(text: str, at: int, end: int) -> str:
    """Return the noun that begins at `at`, "" where none does: "Palestinian security prisoners", "people"."""
    kept: list[str] = []
    place = at
    while len(kept) < _MOST:
        gap = _GAP.match(text, place, end)
        if gap is None and place != at:
            break
        found = _WORD.match(text, gap.end() if gap else place, end)
        if found is None:
            break
        word = found[0].rstrip("'’-")
        lower = word.lower()
        if lower in STOPS or (kept and _verb(lower, kept)):
            break
        kept.append(word)
        place = found.end()
        if _plural(lower):
            return " ".join(kept) + _contained(text, place, end, lower)
        if re.match(r"[,;:.!?)\]”\"—–]|['’]s\b", text[place : place + 2]):
            break
    return " ".join(kept)


def _verb(word: str, before: list[str]) -> bool:
    """Tell a verb after the noun from an adjective before it."""
    if word in words(_LIST, "participles") and not _plural(before[-1].lower()):
        return False
    return bool(_PARTICIPLE.match(word))


def _plural(word: str) -> bool:
    return word in words(_LIST, "plurals") or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous", "ics"))  # noqa: PLR2004 - gas, bus
    )


def _contained(text: str, place: int, end: int, word: str) -> str:
    """Return " of WHAT" after a word that measures something else."""
    if word not in words(_LIST, "containers"):
        return ""
    found = _CONTAINED.match(text, place, end)
    inner = counted(text, found.end(), end) if found else ""
    return f" of {inner}" if inner else ""
