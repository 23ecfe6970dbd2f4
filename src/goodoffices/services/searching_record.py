"""Find pieces of the working case's record by their words, in memory, as the record stands."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import msgspec

from goodoffices.model import Case
from goodoffices.model.record import Conflict, Judgement, Position, Statement
from goodoffices.model.reviewing import Standing as HowItStands
from goodoffices.model.reviewing import edited, in_force, merges, standing_of
from goodoffices.services.acting import Talks
from goodoffices.services.dossiers import dossier
from goodoffices.services.reviewing import Piece, What
from goodoffices.services.searching import plain_of
from goodoffices.storage.history import History
from goodoffices.storage.records import words_of
from goodoffices.talks.standing import Standing

#: A word that is there whole counts so much more than one that only begins so.
_WHOLE = 2.0
#: A word says less in a piece longer than so many characters.
_LENGTH = 200


@dataclass(frozen=True)
class Found:
    """A piece of the record that a query found.

    Attributes:
        what: a statement, a position or a conflict.
        piece: as it stands; as it was suggested, where it was rejected.
        standing: how it stands.
        score: how well it fits: higher is better.
    """

    what: What
    piece: Piece
    standing: HowItStands
    score: float


@dataclass(frozen=True)
class _Entry:
    """A piece as it was suggested, the edit that counts, the name for which its speaker stands, and its words."""

    piece: Piece
    edit: Judgement | None
    into: str
    text: str


@dataclass
class _Index:
    """The words of each piece of a case, kept from one to the next where the piece says the same."""

    case: Case | None = None
    entries: dict[tuple[What, str], _Entry] = field(default_factory=dict)


_indexes: WeakKeyDictionary[History, _Index] = WeakKeyDictionary()


def find(talks: Talks, who: Standing, query: str, most: int = 50) -> list[Found]:
    """Return what has all words of a query, or begins so, in the record of the working case; the best first.

    Where nothing has them all, what has most of them.

    Raises:
        Refused: the working case is not for the one who asks.
    """
    case = dossier(talks, who)
    asked = list(dict.fromkeys(words_of(plain_of(query))))
    if case is None or not asked:
        return []
    with talks.history.lock:
        index = _indexes.setdefault(talks.history, _Index())
        if index.case is not case:
            index.entries = dict(_indexed(case, index.entries))
            index.case = case
        entries = index.entries
    force = in_force(case.judgements)
    return [_found(case, key[0], entries[key], force, score) for score, key in _scored(entries, asked)[:most]]


def _found(
    case: Case, what: What, entry: _Entry, force: Mapping[tuple[str, str], Judgement], score: float
) -> Found:
    standing = standing_of(case, what, entry.piece, force)
    piece = _as_it_stands(entry.piece, entry.edit, entry.into)
    if standing == "accepted":
        piece = msgspec.structs.replace(piece, reader="")
    return Found(what, piece, standing, score)


def _as_it_stands(piece: Piece, edit: Judgement | None, into: str) -> Piece:
    if edit is not None:
        piece = edited(piece, edit.fields)  # type: ignore[type-var]  # one of the three, whichever
    return msgspec.structs.replace(piece, speaker=into) if into and isinstance(piece, Statement) else piece


def _scored(
    entries: Mapping[tuple[What, str], _Entry], asked: list[str]
) -> list[tuple[float, tuple[What, str]]]:
    """Return what has all words, or most of them where nothing has them all, with how well it fits; the best first."""
    begins = [f" {one}" for one in asked]
    having = [{key for key, entry in entries.items() if begin in entry.text} for begin in begins]
    chosen: Iterable[tuple[What, str]] = set.intersection(*having)
    if not chosen:
        how_many = Counter(key for some in having for key in some)
        most = max(how_many.values(), default=0)
        chosen = [key for key, many in how_many.items() if many == most]
    rarity = [math.log(1 + len(entries) / (1 + len(some))) for some in having]
    scored = [
        (sum(map(operator.mul, rarity, (_weight(entries[key].text, begin) for begin in begins))), key)
        for key in chosen
    ]
    return sorted(scored, key=lambda one: (-one[0], one[1]))


def _weight(text: str, begin: str) -> float:
    """Return how much a word says of a piece: more where it stands whole, often, and among few."""
    often = text.count(begin)
    exact = _WHOLE if f"{begin} " in text else 1.0
    return exact * often / (often + len(text) / _LENGTH)


def _indexed(
    case: Case, before: Mapping[tuple[What, str], _Entry]
) -> Iterator[tuple[tuple[What, str], _Entry]]:
    """Yield each piece with its words; those of a piece that says the same as before are kept."""
    groups: tuple[tuple[What, Iterable[Piece]], ...] = (
        ("statement", case.statements),
        ("position", case.positions),
        ("conflict", case.conflicts),
    )
    names = {one.id: one.title for one in case.parties} | {one.id: one.name for one in case.issues}
    force, merged = in_force(case.judgements), merges(case)
    for what, pieces in groups:
        for one in pieces:
            key = (what, one.id)
            judged = force.get(key)
            edit = judged if judged is not None and judged.verdict == "edited" else None
            into = ""
            if isinstance(one, Statement) and merged:
                into = merged.get(edit.fields.get("speaker", one.speaker) if edit else one.speaker, "")
            known = before.get(key)
            if known is not None and known.piece is one and known.edit is edit and known.into == into:
                yield key, known
            else:
                words = words_of(plain_of(_text(_as_it_stands(one, edit, into), names)), most=None)
                yield key, _Entry(one, edit, into, f" {' '.join(words)} ")


def _text(piece: Piece, names: dict[str, str]) -> str:
    """Return the words by which a piece is found."""
    told: tuple[str | None, ...]
    match piece:
        case Statement():
            party = names.get(piece.speaker_party or "", "")
            figures = (f"{one.value:g} {one.of}" for one in piece.figures)
            told = (piece.content, piece.speaker, party, piece.act, piece.note, *piece.via, *figures)
        case Position():
            who, about = names.get(piece.party, piece.party), names.get(piece.issue, piece.issue)
            told = (who, about, piece.stand, piece.summary, *map(str, piece.options))
        case Conflict():
            told = (piece.kind, piece.about, piece.note)
    return " ".join(one for one in told if one)
