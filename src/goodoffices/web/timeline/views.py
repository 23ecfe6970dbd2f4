"""The page of the time line."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.model.base import first_day
from goodoffices.services.searching import search
from goodoffices.services.viewing import newest
from goodoffices.web.shell.happening import Line, lines
from goodoffices.web.shell.navigation import at_the_table, shares_all
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit
from goodoffices.web.timeline.picture import picture

#: So much is shown; more where it is asked for.
_PAGE: Final = 100
_MOST: Final = 1_000


@page(at_the_table)
def timeline(visit: Visit) -> HttpResponse:
    """Show what has happened, the newest first; with words in `q`, what has these words.

    The words come by POST, so that they stand in no address.
    """
    words = visit.request.POST.get("q", "").strip() if visit.request.method == "POST" else ""
    asked = visit.request.GET.get("most", "")
    most = min(_MOST, max(_PAGE, int(asked))) if asked.isdecimal() and len(asked) < 6 else _PAGE  # noqa: PLR2004 - digits
    talks, who = visit.room.talks, visit.who
    found = search(talks, who, words, _PAGE) if words else newest(talks, who, most, but=("dossier", "audit"))
    told = lines(visit, found)
    if not words and shares_all(who, visit.case.parties):
        told = sorted([*told, *_reported(visit)], key=lambda line: line.at, reverse=True)[:most]
    colours = {party: visit.names.colour(party) for party in visit.case.parties}
    return visit.page(
        "timeline/timeline.html.jinja",
        seen_by=_("Each sees here what they see elsewhere: what you see, others may not."),
        lines=told, words=words, picture=None if words else picture(told, colours),
        more=most + _PAGE if not words and len(told) == most and most < _MOST else 0, colours=colours,
    )  # fmt: skip


def _reported(visit: Visit) -> list[Line]:
    """Return what the press reported, as the mediators' record has it."""
    case = visit.lens.dossier.case
    if case is None:
        return []
    found = []
    for event in case.timeline:
        day = first_day(event.on)
        at = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        party = event.parties[0] if len(event.parties) == 1 else ""
        found.append(
            Line(at, _("Reported"), party if party in visit.case.parties else "", "", event.title, "")
        )
    return found
