"""The channels as mediators see them: all that they share side by side, and one alone with its whole history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.services.searching import search
from goodoffices.talks.streams import Stream
from goodoffices.web.accounts import drafts
from goodoffices.web.channels.columns import Entering, answers_for, chosen, column, step_name, words_for
from goodoffices.web.channels.foreseeing import together
from goodoffices.web.channels.forms import HandForm, OpenRunForm, RelayForm, SearchForm, SoundForm, TellForm
from goodoffices.web.channels.passed import (
    Line,
    carried,
    entered,
    lines,
    party_at,
    purposes,
    seen_parties,
    story,
    version_of,
)
from goodoffices.web.channels.saying import KINDS
from goodoffices.web.channels.unread import read_until
from goodoffices.web.proposals.table import suggested_name
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import said
from goodoffices.web.shell.values import MANNERS, MARKS
from goodoffices.web.shell.visits import Visit

#: So much of a channel's history stands on one page, and so much is found by one search.
_PAGE: Final = 100
_FOUND: Final = 50
#: A number with more digits is none of an event.
_DIGITS: Final = 12


@dataclass
class Desk:
    """What a mediator can do towards parties."""

    tell: TellForm | None = None
    hand: HandForm | None = None
    sound: SoundForm | None = None
    run: OpenRunForm | None = None
    relay: RelayForm | None = None

    def all(self) -> list[BaseForm]:
        """Return the forms that are there."""
        forms = (self.tell, self.hand, self.sound, self.run, self.relay)
        return [form for form in forms if form is not None]


@page(is_mediator)
def channels(visit: Visit) -> HttpResponse:
    """Show every channel that the mediator shares, one column each."""
    parties = seen_parties(visit)
    read = read_until(visit, parties)
    desk = _desk(visit, parties, parties)
    columns = [column(visit, party, read[party]) for party in parties]
    forms = desk.all() + [form for one in columns for form in one.entering.all()]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "channels/channels.html.jinja", forms=forms, desk=desk, columns=columns, carried=carried(visit),
        seen_by=_("Each column: its delegation and the mediators who share that channel. No party sees another's."),
        said=said(visit, KINDS),
        **words(),
    )  # fmt: skip


@page(is_mediator)
def channel(visit: Visit, number: int) -> HttpResponse:
    """Show one channel with its whole history, and find in it."""
    party = party_at(visit, number)
    state, told = visit.lens.channel(party), story(visit, party)
    read = read_until(visit, [party])[party]
    desk = _desk(visit, [party], seen_parties(visit))
    entering = words_for(visit, party)
    answers_for(visit, party, entering)
    find = visit.form(SearchForm, f"find-{number}")
    forms = [*desk.all(), *entering.all()]
    found = _found(visit, party, find, read)
    if not find.is_bound and (done := visit.acted(forms)) is not None:
        return done
    shown, before, after = part(visit, list(lines(visit, party, read)), _PAGE)
    return visit.page(
        "channels/channel.html.jinja", forms=forms, party=party, number=number, channel=state, desk=desk,
        entering=entering, find=find, found=found, shown=shown, before=before, after=after, carried=carried(visit),
        left=party in visit.case.withdrawn, leaving=is_leaving(visit, entering),
        purposes=purposes(told), entered=entered(told), said=said(visit, KINDS), **words(),
        seen_by=_("You, the mediators who share this channel, and the delegation of %(party)s.")
        % {"party": visit.names.party(party)},
    )  # fmt: skip


def is_leaving(visit: Visit, entering: Entering) -> bool:
    """Whether somebody is about to say that the party leaves: one step before it does."""
    return "leave" in visit.request.GET or (entering.leave is not None and entering.leave.is_bound)


def words() -> dict[str, Any]:
    """Return the words that the templates of the channels share."""
    return {"together": together, "marks": MARKS, "manners": MANNERS, "step_name": step_name}


def part(visit: Visit, every: list[Line], most: int) -> tuple[list[Line], int, int]:
    """Return the newest of what passed, or what stands before a number that the address names.

    Returns:
        what is shown; the number before which there is more, or 0; the number up to which the next page goes, or 0.
    """
    asked = visit.request.GET.get("before", "")
    end = (
        min(int(asked) - 1, len(every))
        if asked.isascii() and asked.isdigit() and len(asked) < _DIGITS
        else len(every)
    )
    start = max(0, end - most)
    later = min(end + most, len(every)) + 1 if end < len(every) else 0
    return every[start : max(0, end)], start + 1 if start else 0, later


def _found(visit: Visit, party: str, find: SearchForm, read: int) -> list[Line] | None:
    """Return what was found, the newest first; None where nothing was looked for."""
    if not find.is_bound:
        return None
    if not find.is_valid():
        visit.status = 422
        return None
    # What was looked for is no draft.
    drafts.drop(visit.account, visit.room.id, find.prefix or "")
    stream, words = Stream("channel", party), find.cleaned_data["words"]
    hits = search(visit.room.talks, visit.who, words, _FOUND, within=stream)
    numbers = {seen.entry.number for seen in hits if seen.entry.number <= version_of(visit, party)}
    return [line for line in lines(visit, party, read) if line.number in numbers][::-1]


def _desk(visit: Visit, parties: list[str], others: list[str]) -> Desk:
    if not parties:
        return Desk()
    # What is begun for one channel is never found in another's.
    ending = "" if parties == others else f"-{visit.names.number(parties[0])}"
    desk = Desk(
        tell=visit.form(TellForm, f"tell{ending}", parties=parties),
        hand=visit.form(HandForm, f"hand{ending}", parties=parties),
        sound=visit.form(SoundForm, f"sound{ending}", parties=parties),
        relay=_relay(visit, parties, others),
    )
    if len(parties) > 1:
        start = {"name": suggested_name(visit, "run")}
        desk.run = visit.form(OpenRunForm, "open-run", parties=parties, initial=start)
    return desk


def _relay(visit: Visit, parties: list[str], others: list[str]) -> RelayForm | None:
    """Return the form by which a message is carried on: one that was chosen by its party's place and its id."""
    number, _dash, name = chosen(visit, "relay", "relay").partition("-")
    for party in parties:
        if str(visit.names.number(party)) == number:
            source = visit.lens.channel(party).messages.get(name)
            if source is not None and source.mark is not None:
                to = [one for one in others if one != party]
                return visit.form(RelayForm, f"relay-{number}-{name}", parties=to, party=party, source=source)
    return None


__all__ = ["Desk", "channel", "channels", "is_leaving", "part", "words"]
