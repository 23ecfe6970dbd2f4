"""The record in the database: keep statements, positions, conflicts and judgements; find them by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from goodoffices.model.record import Conflict, Judgement, Position, Statement
from goodoffices.services.acting import Talks
from goodoffices.services.workspaces import CaseWorkspace
from goodoffices.storage.records import Item
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing
from goodoffices.talks.visibility import record_of

Piece = Statement | Position | Conflict | Judgement


def keep(case: CaseWorkspace, who: Standing, pieces: Iterable[Piece]) -> int:
    """Keep pieces of a record in that of the one who asks; return how many there were.

    Raises:
        Refused: there is no record of theirs.
    """
    return case.records.put(_audience(case, who), map(item_of, pieces))


def find(case: CaseWorkspace, who: Standing, query: str, most: int = 20) -> list[Item]:
    """Return what has all words of a query in the record of the one who asks, the best first.

    Raises:
        Refused: there is no record of theirs.
    """
    return case.records.search(_audience(case, who), query, most)


def _audience(case: CaseWorkspace, who: Standing) -> str:
    audience = record_of(who, Talks(case.history).parties())
    if audience is None:
        message = "there is no record of yours here"
        raise Refused(message)
    return audience


def item_of(piece: Piece) -> Item:
    """Return a piece with the words by which it is found."""
    match piece:
        case Statement():
            words: Sequence[str | None] = (piece.content, piece.speaker, *piece.via)
            return _item(piece.id, "statement", words, piece)
        case Position():
            return _item(piece.id, "position", (piece.party, piece.issue, piece.stand, piece.summary), piece)
        case Conflict():
            return _item(piece.id, "conflict", (piece.kind, piece.about, piece.note), piece)
        case Judgement():
            name = f"{piece.of} {piece.at.isoformat()} {piece.verdict}"
            return _item(name, "judgement", (piece.of, piece.verdict, piece.by, piece.note), piece)


def _item(name: str, kind: str, words: Sequence[str | None], piece: Piece) -> Item:
    return Item(f"{kind}/{name}", kind, " ".join(word for word in words if word), msgspec.json.encode(piece))
