"""What waits for somebody, and until when: from what they see, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.talks.states import ChannelState, HomeState
from goodoffices.talks.states.channel import Proposal
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import sees
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Waiting:
    """Something that waits: what, for whom (a party, or nobody in particular), until when, where it is done."""

    text: str
    party: str
    until: dt.datetime | None
    address: str


def waiting(visit: Visit) -> list[Waiting]:
    """Return what waits for whoever visits, what ends soonest first."""
    found = list(_for_mediators(visit) if visit.who.side == "mediator" else _for_party(visit))
    return sorted(
        found, key=lambda one: (one.until is None, one.until or dt.datetime.max.replace(tzinfo=dt.UTC))
    )


def _open(proposal: Proposal) -> bool:
    return proposal.status in ("tabled", "referred home")


def _for_party(visit: Visit) -> Iterator[Waiting]:
    who, party = visit.who, visit.who.party
    if who.side == "party" and who.role is not None:
        yield from _in_channel(visit, party, visit.lens.channel(party), own=True)
    if who.side == "party" and sees(who, Stream("home", party)):
        yield from _at_home(visit, visit.lens.home(party))


def _for_mediators(visit: Visit) -> Iterator[Waiting]:
    for party in visit.case.parties:
        if party in visit.who.share:
            yield from _in_channel(visit, party, visit.lens.channel(party), own=False)


def _in_channel(visit: Visit, party: str, channel: ChannelState, *, own: bool) -> Iterator[Waiting]:
    case = visit.room.id
    proposals = reverse("proposals:own" if own else "proposals:proposals", args=[case])
    words = (
        reverse("channels:own", args=[case])
        if own
        else reverse("channels:channel", args=[case, visit.names.number(party)])
    )
    if not channel.consents.get("process"):
        yield Waiting(_("Consent to the process"), party, None, words)
    if (
        visit.case.issues
        and channel.agenda_changes != visit.case.agenda_changes
        and not visit.case.agenda_agreed
    ):
        yield Waiting(
            _("An answer to the agenda as it is"), party, None, reverse("agenda:agenda", args=[case])
        )
    for one in channel.proposals.values():
        if _open(one):
            yield Waiting(
                _("An answer to proposal %(name)s") % {"name": one.id}, party, one.deadline, proposals
            )
    for final in channel.finals.values():
        if final.accepted is None:
            text = _("Yes or no to the mediators' proposal %(name)s") % {"name": final.id}
            yield Waiting(text, party, final.deadline, proposals)
    for bidding in channel.biddings.values():
        if not bidding.closed:
            yield Waiting(
                _("A blind bid: %(question)s") % {"question": bidding.question},
                party,
                bidding.deadline,
                proposals,
            )
    for sounding in channel.soundings.values():
        if not sounding.answer:
            yield Waiting(_("A sounding: %(question)s") % {"question": sounding.question}, party, None, words)
    for run, consents in channel.runs.items():
        if consents is None:
            yield Waiting(
                _("Consent to the use of sealed preferences (%(name)s)") % {"name": run}, party, None, words
            )


def _at_home(visit: Visit, home: HomeState) -> Iterator[Waiting]:
    mine = set(visit.who.bodies)
    name = visit.who.actor.partition(":")[2]
    for question in home.questions.values():
        if (
            question.approved is None
            and question.body in mine
            and name not in home.voted.get(question.id, ())
        ):
            text = _("Your vote: %(question)s") % {"question": question.text}
            yield Waiting(
                text, visit.who.party, question.deadline, reverse("home:questions", args=[visit.room.id])
            )
