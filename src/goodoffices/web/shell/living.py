"""Follow from a page: it is told that something it shows has changed, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from goodoffices.services.viewing import versions
from goodoffices.talks.errors import Refused
from goodoffices.web.accounts.entering import still_signed_in
from goodoffices.web.accounts.seats import standing_in
from goodoffices.web.api.answering import WRONG
from goodoffices.web.api.talking import HEARTBEAT, asking
from goodoffices.web.project import Room
from goodoffices.web.shell.visits import place_of


async def live(request: HttpRequest, case: str) -> HttpResponseBase:
    """Follow; whoever may not is told so with an empty 204, after which a browser does not ask again."""
    try:
        room, who = await asking(partial(standing_in, request, case))
    except WRONG:
        return HttpResponse(status=204)
    session = request.session.session_key or ""
    return StreamingHttpResponse(_following(room, who.actor, session), content_type="text/event-stream")


async def _following(room: Room, actor: str, session: str) -> AsyncIterator[bytes]:
    yield b"retry: 1000\n\n"
    follower, told = None, ""
    try:
        while True:
            try:
                who = await room.bells.once(actor, partial(room.talks.standing, actor))
            except Refused:
                return
            if follower is None or follower.who != who:
                if follower is not None:
                    room.bells.leave(follower)
                follower = room.bells.follow(who)
            follower.bell.clear()
            place = place_of(await room.bells.once(("place", who), partial(versions, room.talks, who)))
            if place != told:
                told = place
                yield f"event: place\ndata: {place}\n\n".encode()
            try:
                await asyncio.wait_for(follower.bell.wait(), HEARTBEAT)
            except TimeoutError:
                if not await asking(partial(still_signed_in, session)):
                    return
                yield b": still here\n\n"
            if follower.ended:
                return
    finally:
        if follower is not None:
            room.bells.leave(follower)
