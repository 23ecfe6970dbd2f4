"""Who was told what, what is due to whom, and what differs between audiences."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse

from goodoffices.talks.states.briefing import Item
from goodoffices.web.api.answering import answer, day_asked, endpoint, standing
from goodoffices.web.briefings.keeping import Kept
from goodoffices.web.briefings.knowing import knowing


@endpoint("GET")
def briefings(request: HttpRequest, case: str = "") -> HttpResponse:
    """Return, of all that can be told, what each audience was told, is to be told, or is not; and when it last was."""
    room, who = standing(request, case)
    kept = Kept(room.looks.at(who).lens, day_asked(request))
    items = list(kept.state.items.values())
    audiences = []
    for one in kept.listed:
        last = kept.last(one)
        audiences.append({
            "audience": one,
            "last": None if last is None else {"at": last.at, "by": last.by},
            "items": {item.id: _stands(item, one, kept.today) for item in items},
        })  # fmt: skip
    return answer({"items": [_plain(item) for item in items], "audiences": audiences})


def _plain(item: Item) -> dict[str, Any]:
    return {
        "id": item.id, "at": item.at, "by": item.by, "text": item.latest, "status": item.status,
        "audiences": item.audiences, "due": item.due, "sources": item.sources, "statements": item.statements,
    }  # fmt: skip


def _stands(item: Item, audience: str, on: dt.date) -> dict[str, Any]:
    """Return how an audience stands to an item: what it holds to be right where it was told."""
    found = knowing(item, audience, on)
    return {
        "status": found.status, "at": found.at, "until": found.until, "overdue": found.overdue, "now": found.now,
        "corrected": len(found.corrections), "briefing": found.briefing,
    }  # fmt: skip
