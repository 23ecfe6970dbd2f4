"""What an observer or a guarantor was told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goodoffices.talks.states import LinesState
from goodoffices.talks.streams import Stream
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Told:
    """Something that an audience was told: when, by whom, in their words."""

    at: dt.datetime
    by: str
    text: str


def told(visit: Visit, audience: str = "") -> list[Told]:
    """Return what an audience was told, the newest first, for `audience/told.html.jinja`.

    Args:
        visit: who looks: that audience itself, or a lead mediator.
        audience: which; left out, the one who looks.

    Raises:
        Hidden: it is not for who looks.
    """
    state = visit.lens.of(Stream("audience", audience or visit.who.actor))
    assert isinstance(state, LinesState)
    return [Told(at, visit.names.person(by), text) for at, by, text in reversed(state.lines)]
