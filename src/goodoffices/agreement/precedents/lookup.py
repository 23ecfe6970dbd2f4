"""How other agreements solved an issue: found by topic and by words, ranked, with where it stands.

Half of the score is how far an agreement deals with the topics asked for (the sum of its levels by the most there
could be; where no level is given, it counts as 1), half how well its words fit (BM25: Robertson and Zaragoza, *The
Probabilistic Relevance Framework*, 2009, with k1 = 1.2 and b = 0.75; English words by their stems), by the best
that is found. Where only topics or only words are asked for, that is all of the score.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from goodoffices.agreement.precedents.shapes import Agreement, Precedents, Provision
from goodoffices.agreement.precedents.topics import TOPIC_NAMES, topics_in
from goodoffices.model.issues import Issue
from goodoffices.model.result import Result

_K1: Final = 1.2
_B: Final = 0.75
_HIGHEST: Final = 3
_EXCERPT: Final = 240

#: Words that say nothing of an issue.
_IDLE: Final = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "on",
        "or",
        "so",
        "that",
        "the",
        "their",
        "these",
        "this",
        "to",
        "what",
        "which",
        "who",
        "will",
        "with",
    ]
)


class Hit(Result, frozen=True):
    """An agreement that deals with what was asked for; `excerpt` and `reference` show the provision that fits best."""

    agreement: str
    name: str
    year: int | None
    country: str
    score: float
    topics: tuple[str, ...]
    words: tuple[str, ...]
    excerpt: str
    reference: str
    link: str
    line: int


def asked(issue: Issue) -> tuple[tuple[str, ...], str]:
    """Return the topics and the words by which to look an issue up: its title, other names and options."""
    words = " . ".join((issue.name, *issue.aliases, *(option.title for option in issue.options)))
    return topics_in(words), " ".join((issue.name, *issue.aliases))


def look_up(
    precedents: Precedents, *, topics: Sequence[str] = (), words: str = "", most: int = 10
) -> tuple[Hit, ...]:
    """Return agreements that deal with topics, or use words, best first; of equals the newest, then by name.

    Args:
        precedents: the table.
        topics: codes of topics, as `topic_of` gives them.
        words: words to look for.
        most: how many to return.
    """
    pieces = [(one, piece) for one in precedents.agreements for piece in _pieces(one)]
    wanted = list(dict.fromkeys(_stems(words)))
    fits = _bm25([_stems(_text(one, piece)) for one, piece in pieces], wanted)
    best: dict[str, tuple[float, Provision]] = {}
    for (one, piece), fit in zip(pieces, fits, strict=True):
        if one.id not in best or fit > best[one.id][0]:
            best[one.id] = (fit, piece)
    top = max((fit for fit, _piece in best.values()), default=0.0)
    scored: list[tuple[float, Agreement, tuple[str, ...]]] = []
    for one in precedents.agreements:
        fit = best[one.id][0]
        found = tuple(code for code in topics if code in one.topics)
        dealt = sum(one.topics[code] or 1 for code in found) / (_HIGHEST * len(topics)) if topics else 0.0
        shares = [dealt] * bool(topics) + [fit / top if top else 0.0] * bool(wanted)
        scored.append((sum(shares) / len(shares) if shares else 0.0, one, found))
    scored.sort(key=lambda each: (-each[0], -(each[1].year or 0), each[1].name))
    return tuple(
        _hit(one, _shown(one, best[one.id], found), score, found, wanted)
        for score, one, found in scored[:most]
        if score > 0
    )


def _pieces(one: Agreement) -> tuple[Provision, ...]:
    return one.provisions or (Provision(text="", line=one.line),)


def _shown(one: Agreement, best: tuple[float, Provision], found: Sequence[str]) -> Provision:
    """Return the provision to show: the one whose words fit best, or else one on a topic asked for."""
    fit, piece = best
    if fit > 0:
        return piece
    return next((each for each in one.provisions if set(found) & set(each.topics)), piece)


def _text(one: Agreement, piece: Provision) -> str:
    """Return the words of a provision, with what the agreement is called; without a text, with its topics' names."""
    topics = "" if piece.text else " ".join(TOPIC_NAMES.get(code, "") for code in one.topics)
    return f"{one.name} {one.process} {topics} {piece.text}"


def _hit(
    one: Agreement, piece: Provision, score: float, found: tuple[str, ...], wanted: Sequence[str]
) -> Hit:
    used = set(_stems(_text(one, piece)))
    return Hit(
        agreement=one.id, name=one.name, year=one.year, country=one.country, score=round(score, 4), topics=found,
        words=tuple(word for word in wanted if word in used), excerpt=_excerpt(piece.text, wanted),
        reference=piece.reference, link=one.link, line=piece.line,
    )  # fmt: skip


def _excerpt(text: str, wanted: Sequence[str]) -> str:
    """Return the piece of a text that begins a little before the first word looked for."""
    plain = " ".join(text.split())
    if len(plain) <= _EXCERPT:
        return plain
    places = [found.start() for found in re.finditer(r"\w+", plain) if _stem(found[0].casefold()) in wanted]
    start = max(0, min(places[0] - _EXCERPT // 4, len(plain) - _EXCERPT)) if places else 0
    start = plain.rfind(" ", 0, start) + 1
    cut = plain[start : start + _EXCERPT].rsplit(" ", 1)[0]
    return f"{'… ' if start else ''}{cut}{' …' if start + len(cut) < len(plain) else ''}"


def _bm25(documents: Sequence[Sequence[str]], wanted: Sequence[str]) -> list[float]:
    if not documents or not wanted:
        return [0.0] * len(documents)
    counts = [Counter(document) for document in documents]
    mean = sum(map(len, documents)) / len(documents) or 1.0
    scores = [0.0] * len(documents)
    for word in wanted:
        having = sum(word in count for count in counts)
        weight = math.log(1 + (len(documents) - having + 0.5) / (having + 0.5))
        for place, count in enumerate(counts):
            often = count[word]
            scale = _K1 * (1 - _B + _B * len(documents[place]) / mean)
            scores[place] += weight * often * (_K1 + 1) / (often + scale) if often else 0.0
    return scores


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"\w+", text.casefold()) if word not in _IDLE]


@cache
def _stem(word: str) -> str:
    from snowballstemmer import stemmer  # noqa: PLC0415 - only where words are looked for

    stem: str = stemmer("english").stemWord(word)
    return stem
