"""The record in the database: keep and find."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from goodoffices.model.record import Conflict, Judgement, Position, Statement
from goodoffices.services.records import Piece, find, keep
from goodoffices.talks.errors import Refused
from goodoffices.web.api.answering import answer, asked, at_most, endpoint, standing
from goodoffices.web.problems import NOT_THERE, Problem


class Kept(Struct, forbid_unknown_fields=True):
    """Pieces of a record, as in a case file."""

    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@endpoint("GET", "POST")
def record(request: HttpRequest, case: str = "") -> HttpResponse:
    """Find pieces of one's own record by their words; keep more of them."""
    room, who = standing(request, case)
    try:
        if request.method == "POST":
            given = asked(request, Kept)
            pieces: tuple[Piece, ...] = (
                *given.statements,
                *given.positions,
                *given.conflicts,
                *given.judgements,
            )
            return answer({"kept": keep(room.case, who, pieces)}, 201)
        found = find(room.case, who, request.GET.get("q", ""), at_most(request))
    except Refused:
        raise Problem(404, NOT_THERE) from None
    return answer({"found": [{"kind": one.kind, "piece": msgspec.Raw(one.data)} for one in found]})
