"""Act, look, and follow."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from functools import partial
from typing import Annotated, Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from goodoffices.services.scripts import ScriptError, command_of
from goodoffices.services.searching import search
from goodoffices.services.transcribing import transcript_of
from goodoffices.services.viewing import Moment, Seen, preview, view
from goodoffices.talks.actions import GROUPS, Command
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing
from goodoffices.web.accounts import limits
from goodoffices.web.accounts.entering import still_signed_in
from goodoffices.web.api.answering import (
    answer,
    asked,
    at_most,
    endpoint,
    standing,
)
from goodoffices.web.handling import in_thread
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House, Room

#: Seconds between two signs of life to those who follow.
HEARTBEAT: Final = 15.0
#: At most so many events in one answer.
PAGE: Final = 500
#: So many windows and programs of one actor follow a case at a time at most.
MOST_FOLLOWING: Final = 50
#: How many events a stream may have, as databases count.
_Number = Annotated[int, msgspec.Meta(ge=0, lt=2**62)]


def _command(request: HttpRequest, who: Standing) -> Command:
    """Read an act; who acts and when is not theirs to say."""
    plain = asked(request, dict[str, Any])
    for name in ("at", "by"):
        if name in plain:
            raise Problem(422, f"{name}: leave this out; the server says so")
    do = plain.get("do")
    if isinstance(do, str) and do in GROUPS["clock"]:
        raise Problem(422, f"do: there is no act '{do}'")
    try:
        return command_of(plain | {"at": House.now().isoformat(), "by": who.actor})
    except ScriptError as error:
        raise Problem(422, str(error)) from None


@endpoint("POST")
def acts(request: HttpRequest, case: str = "") -> HttpResponse:
    """Do something; answer with what came of it, as the actor sees it."""
    room, who = standing(request, case)
    if not limits.allows("act", f"{room.id}\n{who.actor}"):
        raise Problem(429, "too many acts; wait a minute")
    command = _command(request, who)
    room.talks.tick_for(command)
    outcome = room.talks.do(command)
    events = [Seen(stream, entry).line for stream, entry in outcome.events]
    return answer({"events": events, "again": outcome.again}, 200 if outcome.again else 201)


@endpoint("POST")
def previews(request: HttpRequest, case: str = "") -> HttpResponse:
    """Say what others would see of an act, without doing it."""
    room, who = standing(request, case)
    if not limits.allows("preview", f"{room.id}\n{who.actor}"):
        raise Problem(429, "too many previews; wait a minute")
    return answer({"shown": preview(room.talks, _command(request, who))})


@endpoint("GET")
def standing_now(request: HttpRequest, case: str = "") -> HttpResponse:
    """Say how things stand, as the one who asks sees them."""
    room, who = standing(request, case)
    return answer(view(room.talks, who))


@endpoint("GET")
def streams(request: HttpRequest, case: str = "") -> HttpResponse:
    """Say which streams one sees, and how many events each has."""
    room, who = standing(request, case)
    versions = Moment(room.talks).versions(who)
    return answer({"streams": {str(stream): version for stream, version in versions.items()}})


@endpoint("GET")
def events(request: HttpRequest, stream: str, case: str = "") -> HttpResponse:
    """Return the events of a stream after a number."""
    room, who = standing(request, case)
    found = {str(one): one for one in Moment(room.talks).versions(who)}
    if stream not in found:
        raise Problem(404, NOT_THERE)
    try:
        after = int(request.GET.get("after", "0"))
    except ValueError:
        after = -1
    if not 0 <= after < 2**62:
        raise Problem(422, "after: give the number of an event")
    entries = room.talks.history.tail(found[stream], after)[:PAGE]
    return answer({"events": [Seen(found[stream], entry).line for entry in entries]})


@endpoint("GET")
def searched(request: HttpRequest, case: str = "") -> HttpResponse:
    """Find what happened by its words, the newest first."""
    room, who = standing(request, case)
    found = search(room.talks, who, request.GET.get("q", ""), at_most(request))
    return answer({"events": [seen.line for seen in found]})


@endpoint("GET")
def transcripts(request: HttpRequest, case: str = "") -> HttpResponse:
    """Return all that one sees, as one file that can be checked offline."""
    room, who = standing(request, case)
    data = transcript_of(room.history, who)
    return HttpResponse(data, content_type="application/jsonl")


@endpoint("GET")
def live(request: HttpRequest, case: str = "") -> HttpResponseBase:
    """Follow: server-sent events, each as one sees it; `Last-Event-ID` goes on where one was."""
    room, who = standing(request, case)
    if room.bells.many(who.actor) >= MOST_FOLLOWING:
        raise Problem(429, f"you follow in {MOST_FOLLOWING} places already; close one of them first")
    places = _places(request.headers.get("Last-Event-ID", request.GET.get("after", "")))
    session = request.session.session_key or ""
    return StreamingHttpResponse(
        _following(room, who.actor, session, places), content_type="text/event-stream"
    )


def _places(text: str) -> dict[str, int]:
    """Read the place at which somebody was: how many events of each stream they have seen."""
    if not text:
        return {}
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text), type=dict[str, _Number])
    except (ValueError, msgspec.DecodeError, RecursionError):
        raise Problem(422, "Last-Event-ID: give the id of an event that you were sent") from None


def _place(places: dict[str, int]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(places, order="sorted")).decode()


def _sent(places: dict[str, int], seen: Seen) -> bytes:
    """Return an event as it is sent, and take it into the places."""
    places[str(seen.stream)] = seen.entry.number
    data = msgspec.json.encode(seen.line)
    return f"id: {_place(places)}\nevent: happened\ndata: ".encode() + data + b"\n\n"


async def _following(room: Room, actor: str, session: str, places: dict[str, int]) -> AsyncIterator[bytes]:
    yield b": good offices\n\n"
    async with aclosing(moments(room, actor, session)) as coming:
        async for moment, who in coming:
            if moment is None:
                yield b": still here\n\n"
                continue
            here = dict(places)
            key = (moment, who, tuple(sorted(here.items())))
            found = await room.bells.asked(key, partial(moment.since, who, here))
            for start in range(0, len(found), PAGE):
                yield b"".join(_sent(places, seen) for seen in found[start : start + PAGE])


async def moments(room: Room, actor: str, session: str) -> AsyncGenerator[tuple[Moment | None, Standing]]:
    """Yield the talks as they stand now and whenever somebody sees something new, with who they are then.

    None instead of a moment is a sign of life. It ends where the session does, or when they take no part any more.
    """
    follower = None
    try:
        while True:
            if follower is not None:
                follower.bell.clear()
            moment = await room.bells.moment()
            try:
                who = await room.bells.asked((moment, actor), partial(moment.standing, actor))
            except Refused:
                return
            if follower is None or follower.who != who:
                if follower is not None:
                    room.bells.leave(follower)
                follower = room.bells.follow(who)
                # What happened before this bell was hung did not ring it.
                continue
            yield moment, who
            try:
                await asyncio.wait_for(follower.bell.wait(), HEARTBEAT)
            except TimeoutError:
                # A session may have ended on another server, which rings no bell here.
                if not await in_thread(still_signed_in, session):
                    return
                yield None, who
            if follower.ended:
                return
    finally:
        if follower is not None:
            room.bells.leave(follower)
