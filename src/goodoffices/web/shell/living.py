"""Follow from a page: it is told that something it shows has changed, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from goodoffices.web.accounts.seats import standing_in
from goodoffices.web.api.answering import WRONG
from goodoffices.web.api.talking import MOST_FOLLOWING, moments
from goodoffices.web.project import Room
from goodoffices.web.shell.visits import place_of


def live(request: HttpRequest, case: str) -> HttpResponseBase:
    """Follow; whoever may not is told so with an empty 204: a browser says so then, and does not ask again."""
    try:
        room, who = standing_in(request, case)
    except WRONG:
        return HttpResponse(status=204)
    if room.bells.many(who.actor) >= MOST_FOLLOWING:
        return HttpResponse(status=204)
    session = request.session.session_key or ""
    return StreamingHttpResponse(_following(room, who.actor, session), content_type="text/event-stream")


async def _following(room: Room, actor: str, session: str) -> AsyncIterator[bytes]:
    yield b"retry: 1000\n\n"
    told = ""
    async with aclosing(moments(room, actor, session)) as coming:
        async for moment, who in coming:
            if moment is None:
                yield b": still here\n\n"
                continue
            place = place_of({str(stream): version for stream, version in moment.versions(who).items()})
            if place != told:
                told = place
                yield f"event: place\ndata: {place}\n\n".encode()
