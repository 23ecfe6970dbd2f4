"""Lists of words, one file a subject: what the rules of the record look for, kept apart from how they look.

A file holds sections, `[name]`, and under each one word or phrase a line; `#` begins a remark. In a phrase, a blank
stands for any white space, `*` for the rest of a word, `(a|b)` for one or the other, a word in `(…)?` may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the sections of a list, in order, each with its phrases."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].strip()
        if entry.startswith("["):
            current = found.setdefault(entry.strip("[]"), [])
        elif entry:
            current.append(entry)
    return {section: tuple(entries) for section, entries in found.items()}


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Return the single words of a section."""
    return frozenset(word for entry in sections(name)[section] for word in entry.split())


@cache
def either(name: str, section: str) -> str:
    """Return a section as a pattern that matches any of its phrases, longest first, without groups of its own."""
    phrases = sorted(sections(name)[section], key=len, reverse=True)
    return "(?:" + "|".join(_pattern(phrase) for phrase in phrases) + ")"


@cache
def finder(name: str, section: str) -> re.Pattern[str]:
    """Return a compiled pattern that finds the phrases of a section as whole words, whatever their case."""
    return re.compile(rf"\b{either(name, section)}\b", re.IGNORECASE)


def _pattern(phrase: str) -> str:
    out = re.sub(r"\((?!\?)", "(?:", phrase)
    out = out.replace("*", r"\w*").replace("'", "['’]")
    return re.sub(r" +", r"\\s+", re.sub(r" (\(\?:[^()]*\))\?", r"(?:\\s+\1)?", out))
