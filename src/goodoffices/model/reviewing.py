"""What people make of what a machine suggested: accepted, edited, rejected, merged; and the record as it stands then.

A suggestion is never changed, and neither is a judgement: judgements are added, each with who and when, and the last
one that is not undone counts. The record as it stands is computed from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from goodoffices.model.case import Case
from goodoffices.model.record import Conflict, Judgement, Position, Statement

#: How a piece of the record stands: a person's own, suggested and not looked at, or judged.
Standing = Literal["own", "suggested", "accepted", "edited", "rejected"]
_Piece = TypeVar("_Piece", Statement, Position, Conflict)
_Backed = TypeVar("_Backed", Position, Conflict)
_KINDS: Mapping[str, str] = {"statement": "statements", "position": "positions", "conflict": "conflicts"}


def in_force(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """Return the judgement that counts for each piece, by kind and id: the last one that is not undone.

    An undoing takes back the last judgement that counts then; the one before it, if any, counts again.
    """
    standing: dict[tuple[str, str], list[Judgement]] = {}
    for one in judgements:
        made = standing.setdefault((one.what, one.of), [])
        if one.verdict != "undone":
            made.append(one)
        elif made:
            made.pop()
    return {key: made[-1] for key, made in standing.items() if made}


def standing_of(
    case: Case,
    what: str,
    piece: Statement | Position | Conflict,
    judged: Mapping[tuple[str, str], Judgement] | None = None,
) -> Standing:
    """Return how a piece of the record stands; `judged` is what `in_force` says, for whoever asks of many pieces."""
    return _standing(in_force(case.judgements) if judged is None else judged, what, piece)


def _standing(
    judged: Mapping[tuple[str, str], Judgement], what: str, piece: Statement | Position | Conflict
) -> Standing:
    made = judged.get((what, piece.id))
    verdict = made.verdict if made is not None else None
    if verdict in ("accepted", "edited", "rejected"):
        return verdict
    return "suggested" if piece.reader else "own"


def merges(case: Case) -> dict[str, str]:
    """Return for each way of writing a speaker the one it stands for, chains followed."""
    force = in_force(case.judgements).items()
    direct = {name: one.into for (what, name), one in force if what == "name" and one.verdict == "merged"}
    out = {}
    for name, first in direct.items():
        seen, into = {name}, first
        while into in direct and into not in seen:
            seen.add(into)
            into = direct[into]
        out[name] = into
    return out


def current(case: Case) -> Case:
    """Return the case with its record as it stands: edits made, what was rejected left out, names merged.

    What was accepted or edited counts as a person's own (`reader` empty); what nobody looked at keeps its `reader`.
    Positions and conflicts lose the statements that were rejected, and go when none is left.
    """
    if not case.judgements:
        return case
    judged = in_force(case.judgements)
    names = merges(case)
    statements = [
        msgspec.structs.replace(one, speaker=names.get(one.speaker, one.speaker))
        for one in _kept(case.statements, "statement", judged)
    ]
    gone = {one.id for one in case.statements} - {one.id for one in statements}
    return msgspec.structs.replace(
        case,
        statements=tuple(statements),
        positions=tuple(_backed(_kept(case.positions, "position", judged), gone)),
        conflicts=tuple(_backed(_kept(case.conflicts, "conflict", judged), gone)),
    )


def _kept(pieces: Sequence[_Piece], what: str, judged: Mapping[tuple[str, str], Judgement]) -> list[_Piece]:
    kept = []
    for piece in pieces:
        standing = _standing(judged, what, piece)
        if standing == "rejected":
            continue
        if standing == "edited":
            kept.append(edited(piece, judged[what, piece.id].fields))
        elif standing == "accepted":
            kept.append(msgspec.structs.replace(piece, reader=""))
        else:
            kept.append(piece)
    return kept


def edited(piece: _Piece, fields: Mapping[str, Any]) -> _Piece:
    """Return a piece with some fields set anew.

    Raises:
        msgspec.ValidationError: a field does not exist or takes no such value.
    """
    plain = {**msgspec.to_builtins(piece), **fields, "reader": ""}
    return msgspec.convert(plain, type(piece))


def _backed(pieces: Iterable[_Backed], gone: set[str]) -> Iterable[_Backed]:
    for piece in pieces:
        left = tuple(one for one in piece.statements if one not in gone)
        if left == piece.statements:
            yield piece
        elif left:
            yield msgspec.structs.replace(piece, statements=left)


def judge(case: Case, judgements: Sequence[Judgement]) -> Case:
    """Return the case with judgements added.

    Raises:
        KeyError: a judgement is of a piece that the case does not have; its text is a sentence.
        ValueError: an edit sets a field that does not exist, or to a value it cannot take; a sentence too.
    """
    known: dict[str, dict[str, Any]] = {}
    for one in judgements:
        if one.what == "name":
            continue
        if one.what not in known:
            known[one.what] = {piece.id: piece for piece in getattr(case, _KINDS[one.what])}
        pieces = known[one.what]
        if one.of not in pieces:
            raise KeyError(f"the case has no {one.what} '{one.of}'")
        if one.verdict == "edited":
            try:
                edited(pieces[one.of], one.fields)
            except msgspec.ValidationError as error:
                raise ValueError(f"{one.what} '{one.of}' cannot be edited so: {error}") from error
    return msgspec.structs.replace(case, judgements=(*case.judgements, *judgements))
