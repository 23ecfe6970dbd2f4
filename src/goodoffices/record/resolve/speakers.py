"""What a source is: a name, a role without a name, an outlet, a pronoun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from goodoffices.record.lexicon import either, words

#: `definite`: somebody spoken of before, by a role. `nobody`: the text gives no source.
#: `office`: by an office that one person holds, which may also stand for somebody spoken of before.
Kind = Literal["nobody", "named", "unnamed", "pronoun", "definite", "office"]

_LIST = "speakers"
_OUTLET_NAME = re.compile(rf"\b{either(_LIST, 'outlets')}\b")
_OUTLET_WORDS = "|".join(sorted(words(_LIST, "outlet words"), key=len, reverse=True))
#: A name that holds a word outlets call themselves by, or one with its number: "Channel 12", "the Harbour Gazette".
_OUTLET = re.compile(
    rf"\b(?:the\s+)?((?:[A-Z][\w.&’'-]*\s+){{0,4}}(?:{_OUTLET_WORDS})(?:\s+(?:\d+|[A-Z][\w.&’'-]*)){{0,2}})(?!\w)"
)
_OUTLET_KIND = re.compile(
    r"\b([A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*){0,3})\s+(?:news\s+)?(?:newspaper|daily|weekly|news\s+(?:site|website|agency|outlet|channel)|"
    r"broadcaster|television|radio|website|magazine|network|site|channel|tv)\b"
)
#: "the Lindemark broadcaster LRK", "the daily Aftenposten".
_KIND_THEN_NAME = re.compile(
    r"\b(?:newspaper|daily|weekly|news\s+(?:site|website|agency|outlet|channel)|broadcaster|magazine|network|agency)\s+"
    r"((?:the\s+)?[A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*){0,3})"
)
_INDEFINITE = re.compile(
    r"^(?:an?|one|two|three|four|five|some|several|many|most|other|another|various|multiple|a\s+number\s+of|few|both|dozens|hundreds|"
    r"unnamed|anonymous|unidentified|senior|top|high-ranking|high-level|local|certain)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(?:unnamed|anonymous|unidentified|undisclosed|condition\s+of\s+anonymity|not\s+(?:be\s+)?named)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s+(?:of|in|at|from|by|with|for|on|to|who|whom|that|which|close|familiar|involved|briefed|speaking|taking|attending)\b|,"
)
#: A role, and then who holds it: "a spokeswoman for the company, Lena Holt".
_APPOSED = re.compile(r",\s+[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+)+$")
_EDGES = ' ,.;:—–-"“”'
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "both",
        "other",
        "some",
        "several",
        "many",
        "two",
        "three",
        "one",
    ]
)
#: "the official", "the relative of the two": of no more words than this.
_SHORT = 3
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w.’'-]*|\d+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as the report has it. `outlet` is its name where it is an outlet or speaks through one, else ""."""

    written: str
    kind: Kind
    outlet: str = ""


def outlet_in(text: str) -> str:
    """Return the outlet that a text names, "" where it names none."""
    if found := _KIND_THEN_NAME.search(text):
        return found[1]
    for pattern in (_OUTLET_KIND, _OUTLET, _OUTLET_NAME):
        if found := pattern.search(text):
            name = (found[1] if found.groups() else found[0]).strip()
            # "Egypt's Al Qahera News TV": the country is not part of the name.
            return re.sub(r"^[A-Z][\w.-]*['’]s\s+(?=[A-Z])", "", name)
    return ""


def speaker_of(written: str) -> Speaker:
    """Tell what a source is by its words."""
    text = re.sub(r"[\s,]+(?:who|which|that)$", "", " ".join(written.split()).strip(_EDGES)).strip(_EDGES)
    bare = re.sub(r"['’]s$", "", text)
    if not bare:
        return Speaker("", "nobody")
    head, outlet = _head(bare), outlet_in(bare)
    definite = (
        re.match(r"(?:the|this|that|these|those|his|her|their|its|both)\s", bare, re.IGNORECASE) is not None
    )
    if bare.lower() in words(_LIST, "pronouns") or (definite and head in words(_LIST, "back")):
        return Speaker(text, "pronoun")
    if _ANONYMOUS.search(text):
        return Speaker(text, "unnamed", outlet)
    if head in words(_LIST, "papers"):
        return _paper(text, bare, outlet)
    if _APPOSED.search(bare):
        return Speaker(text, "named", outlet)
    owned = definite or re.match(r"^[A-Z][\w.’' -]*['’]s?\s", bare) is not None
    if head in words(_LIST, "offices") and owned and not _INDEFINITE.match(bare):
        # Only one holds it: "Ormea's envoy", "the premier".
        return Speaker(text, "office" if definite else "named", outlet)
    if head in words(_LIST, "anonymous"):
        # "the official" is somebody spoken of before; "Hamas officials" and "the officials close to the talks" are not.
        again = definite and len(_WORD.findall(bare)) <= _SHORT
        return Speaker(text, "definite" if again else "unnamed", outlet)
    names = [token for token in _WORD.findall(bare) if token[0].isupper() and token.lower() not in _ARTICLES]
    if names or definite or head in words(_LIST, "institutions"):
        return Speaker(text, "named", outlet)
    return Speaker(text, "unnamed", outlet)


def _paper(text: str, bare: str, outlet: str) -> Speaker:
    """Tell whose statement, report or article it is."""
    author = re.search(r"\b(?:from|by|of)\s+(.+)$", bare) or re.match(r"(.+?)['’]s?\s+\w+$", bare)
    if author is not None and not outlet:
        inner = speaker_of(author[1])
        return Speaker(text, inner.kind, inner.outlet)
    if outlet:
        return Speaker(text, "named", outlet)
    inside = [token for token in _WORD.findall(bare)[:-1] if token.lower() not in _ARTICLES]
    several = _INDEFINITE.match(bare) or (inside and inside[-1].lower() in words(_LIST, "anonymous"))
    named = any(token[0].isupper() for token in inside) and not several
    return Speaker(text, "named" if named else "unnamed")


def _head(text: str) -> str:
    """Return the head word in small letters: the last before what only says where, of what, or who else."""
    core = _BEHIND.split(text, maxsplit=1)[0]
    tokens = _WORD.findall(core)
    return re.sub(r"['’]s?$", "", tokens[-1]).lower() if tokens and not _surname(tokens) else ""


def _surname(tokens: list[str]) -> bool:
    """Tell whether the last word is a name that only looks like a role: "Ana Farmer"."""
    return (
        len(tokens) > 1
        and tokens[-1][0].isupper()
        and tokens[-2][0].isupper()
        and tokens[-2].lower() not in _ARTICLES
    )
