"""A file that passed in a channel, to be saved: never shown in the browser, whatever is in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import Stream
from goodoffices.web.channels.filing import known_kind, safe_name
from goodoffices.web.channels.passed import party_at, version_of
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.navigation import is_delegate, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


def has_a_channel(who: Standing) -> bool:
    """Whether somebody sees a channel: as its mediator, or of its delegation."""
    return is_mediator(who) or is_delegate(who)


@page(has_a_channel)
def file(visit: Visit, number: int, attachment: str) -> HttpResponse:
    """Hand over a file to somebody who sees the channel in which it passed."""
    party = party_at(visit, number)
    found = visit.room.stories.content(Stream("channel", party), attachment, version_of(visit, party))
    if found is None:
        raise Problem(404, NOT_THERE)
    kind = known_kind(found.kind)
    response = HttpResponse(
        found.data, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    )
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=safe_name(found.name, kind)) or "attachment"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
