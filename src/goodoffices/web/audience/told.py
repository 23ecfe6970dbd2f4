"""What somebody from outside was told: an observer, a guarantor, an audience, a party's constituency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.talks.states.briefing import Briefing
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Told:
    """Something that an audience was told: when, by whom, in their words."""

    at: dt.datetime
    by: str
    text: str


def told(visit: Visit, audience: str = "") -> list[Told]:
    """Return what an audience was told, the newest first, for `audience/told.html.jinja`.

    What was corrected stands as it was told, and the correction beside it as one thing more.

    Args:
        visit: who looks: that audience itself, or a lead mediator; of a constituency, its party's delegation.
        audience: which; left out, the one who looks.

    Raises:
        Hidden: it is not for who looks.
    """
    state = visit.lens.told(audience or visit.who.actor)
    found = [Told(at, visit.names.person(by), text) for at, by, text in state.lines]
    for briefing in state.briefings.values():
        found += _briefing(visit, briefing)
    return sorted(found, key=lambda one: one.at)[::-1]


def _briefing(visit: Visit, briefing: Briefing) -> Iterator[Told]:
    text = "\n".join((briefing.title, *briefing.texts) if briefing.title else briefing.texts)
    yield Told(briefing.at, visit.names.person(briefing.by), text)
    for one in briefing.corrections:
        said = _("Corrected (%(briefing)s, item %(number)s): %(text)s Why: %(reason)s") % {
            "briefing": briefing.title or briefing.id, "number": whole(one.number), "text": one.text,
            "reason": one.reason,
        }  # fmt: skip
        yield Told(one.at, visit.names.person(one.by), said)
