"""A delegation's own channel: what passed with the mediators, and what it can say, give, consent to and answer."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.permissions import may_answer
from goodoffices.web.channels.columns import answers_for, words_for
from goodoffices.web.channels.passed import entered, lines, purposes, story
from goodoffices.web.channels.unread import read_until
from goodoffices.web.channels.views import part, words
from goodoffices.web.shell.navigation import is_delegate
from goodoffices.web.shell.pages import page
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
    shown, before, after = part(visit, list(lines(state, told, read)), _PAGE)
    return visit.page(
        "channels/own.html.jinja", forms=forms, party=party, number=visit.names.number(party), channel=state,
        entering=entering, shown=shown, before=before, after=after, binds=may_answer(visit.who, party),
        left=party in visit.case.withdrawn, leaving="leave" in visit.request.GET or visit.is_sent("leave"),
        purposes=purposes(told), entered=entered(told), **words(),
        seen_by=_("Only your delegation and the mediators of your channel."),
    )  # fmt: skip
