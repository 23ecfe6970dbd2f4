"""A delegation's own channel: what passed with the mediators, and what it can say, give, consent to and answer."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.permissions import may_answer
from goodoffices.talks.states import ChannelState
from goodoffices.web.channels.columns import answers_for, words_for
from goodoffices.web.channels.passed import entered, lines, purposes, story
from goodoffices.web.channels.saying import KINDS
from goodoffices.web.channels.unread import read_until
from goodoffices.web.channels.views import is_leaving, part, words
from goodoffices.web.shell.navigation import is_delegate
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import said
from goodoffices.web.shell.visits import Visit

#: So much of the channel stands on one page.
_PAGE: Final = 40


@page(is_delegate)
def own(visit: Visit) -> HttpResponse:
    """Show a delegation its channel."""
    party = visit.who.party
    state, told = visit.lens.channel(party), story(visit, party)
    read = read_until(visit, [party])[party]
    entering = words_for(visit, party)
    answers_for(visit, party, entering)
    forms = entering.all()
    if (done := visit.acted(forms)) is not None:
        return done
    shown, before, after = part(visit, list(lines(visit, party, read)), _PAGE)
    return visit.page(
        "channels/own.html.jinja", forms=forms, party=party, number=visit.names.number(party), channel=state,
        entering=entering, shown=shown, before=before, after=after, binds=may_answer(visit.who, party),
        asked_now=bool(entering.soundings or entering.runs) or _waits(visit, state),
        answered_now=_answered(visit, state),
        left=party in visit.case.withdrawn, leaving=is_leaving(visit, entering),
        purposes=purposes(told), entered=entered(told), said=said(visit, KINDS),
        **words(),
        seen_by=_("Only your delegation and the mediators of your channel."),
    )  # fmt: skip


def _waits(visit: Visit, channel: ChannelState) -> bool:
    """Whether something that the mediators asked is not answered yet."""
    runs = channel.runs_now(visit.case.agenda_changes).values()
    return any(not one.answer for one in channel.soundings.values()) or None in runs


def _answered(visit: Visit, channel: ChannelState) -> bool:
    """Whether something that the mediators asked is answered."""
    answers = [bool(one.answer) for one in channel.soundings.values()]
    runs = channel.runs_now(visit.case.agenda_changes).values()
    return any(answers) or any(answer is not None for answer in runs)
