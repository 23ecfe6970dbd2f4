"""Keep what somebody has begun to write."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from msgspec import Struct

from goodoffices.web.accounts import drafts
from goodoffices.web.accounts.seats import signed_in, standing_in
from goodoffices.web.api.answering import asked, endpoint
from goodoffices.web.problems import NOT_THERE, Problem


class Begun(Struct, forbid_unknown_fields=True):
    """A form by its name, and what stands in all of its fields."""

    form: str
    fields: dict[str, str]


@require_POST
@endpoint("POST")
def drafted(request: HttpRequest, case: str) -> HttpResponse:
    """Keep a draft as it is, and what is empty in it is empty; without any field there is none any more."""
    account = signed_in(request)
    room, _who = standing_in(request, case)
    begun = asked(request, Begun)
    if not begun.form or len(begun.form) > 100:  # noqa: PLR2004 - longer than any form's name
        raise Problem(404, NOT_THERE)
    if begun.fields:
        drafts.keep(account, room.id, begun.form, msgspec.json.encode(begun.fields).decode())
    else:
        drafts.drop(account, room.id, begun.form)
    return HttpResponse(status=204)
