"""What waits in a party's channel."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.talks.permissions import may_speak
from goodoffices.talks.states.channel import Proposal
from goodoffices.talks.streams import Stream
from goodoffices.talks.visibility import sees
from goodoffices.web.overview.waits import Waiting, binding_turn, turn_of
from goodoffices.web.shell.navigation import decides_at_home, is_mediator
from goodoffices.web.shell.visits import Visit


def in_channel(visit: Visit, party: str) -> Iterator[Waiting]:
    """Yield what waits for a party in its channel, as somebody reads it who sees the channel."""
    if may_speak(visit.who, party):
        turn = binding_turn(visit, party)
        yield from _joining(visit, party, turn)
        yield from _proposals(visit, party, turn)
        yield from _unseen(visit, party, turn)
        yield from _asked(visit, party, turn)


def _joining(visit: Visit, party: str, turn: str) -> Iterator[Waiting]:
    case, channel = visit.case, visit.lens.channel(party)
    if not channel.consents.get("process"):
        yield Waiting(_("Consent to the process"), party, None, _channel(visit, party), turn)
    if case.issues and channel.agenda_changes != case.agenda_changes and not case.agenda_agreed:
        address = reverse("agenda:agenda", args=[visit.room.id])
        yield Waiting(_("An answer to the agenda as it is"), party, None, address, turn)


def _proposals(visit: Visit, party: str, turn: str) -> Iterator[Waiting]:
    address = proposals_of(visit)
    for one in visit.lens.channel(party).proposals.values():
        name = {"name": one.id}
        if one.status == "tabled":
            yield Waiting(_("An answer to proposal %(name)s") % name, party, one.deadline, address, turn)
        elif waits_at_home(one):
            yield _approval(visit, party, one)
        elif one.status == "accepted" and visit.case.status != "agreed":
            yield Waiting(_("Initials under proposal %(name)s") % name, party, None, address, turn)


def waits_at_home(proposal: Proposal) -> bool:
    """Whether a proposal waits for those at home: it was referred to them, or accepted subject to their approval."""
    return proposal.status == "referred home" or (proposal.status == "accepted" and proposal.ad_referendum)


def _approval(visit: Visit, party: str, proposal: Proposal) -> Waiting:
    text = _("Approval at home of proposal %(name)s") % {"name": proposal.id}
    # Who does not see what is decided at home reads that it is decided there.
    inside = is_mediator(visit.who) or decides_at_home(visit.who)
    address = questions_of(visit, party) if inside else proposals_of(visit)
    turn = "" if inside else turn_of(visit, party)
    # A deadline is that of the answer: what was accepted has been answered.
    until = proposal.deadline if proposal.status == "referred home" else None
    return Waiting(text, party, until, address, turn)


def _unseen(visit: Visit, party: str, turn: str) -> Iterator[Waiting]:
    """Yield what is answered unseen; of what has been answered, those who see its receipt read no more."""
    channel, given, address = visit.lens.channel(party), _receipts(visit, party), proposals_of(visit)
    for final in channel.finals.values():
        if final.accepted is None and ("final", final.id) not in given:
            text = _("Yes or no to the mediators' proposal %(name)s") % {"name": final.id}
            yield Waiting(text, party, final.deadline, address, turn)
    for one in channel.biddings.values():
        if not one.closed and ("bidding", one.id) not in given:
            text = _("A blind bid: %(question)s") % {"question": one.question}
            yield Waiting(text, party, one.deadline, address, turn)


def _receipts(visit: Visit, party: str) -> set[tuple[str, str]]:
    found = []
    if sees(visit.who, Stream("room", party)):
        found += visit.lens.room(party).receipts
    if sees(visit.who, Stream("entered", party)):
        found += visit.lens.entered(party).receipts
    return {(one.what, one.of) for one in found}


def _asked(visit: Visit, party: str, turn: str) -> Iterator[Waiting]:
    channel, address = visit.lens.channel(party), _channel(visit, party)
    for sounding in channel.soundings.values():
        if not sounding.answer:
            text = _("A sounding: %(question)s") % {"question": sounding.question}
            yield Waiting(text, party, None, address, turn)
    for run, consents in channel.runs_now(visit.case.agenda_changes).items():
        if consents is None:
            text = _("Consent to the use of sealed preferences (%(name)s)") % {"name": run}
            yield Waiting(text, party, None, address, turn)


def _channel(visit: Visit, party: str) -> str:
    if is_mediator(visit.who):
        return reverse("channels:channel", args=[visit.room.id, visit.names.number(party)])
    return reverse("channels:own", args=[visit.room.id])


def proposals_of(visit: Visit) -> str:
    """Return where somebody finds the proposals."""
    return reverse("proposals:proposals" if is_mediator(visit.who) else "proposals:own", args=[visit.room.id])


def questions_of(visit: Visit, party: str) -> str:
    """Return where the questions at home are: one's own, or those that mediators enter for a party."""
    if is_mediator(visit.who):
        return reverse("home:questions-of", args=[visit.room.id, visit.names.number(party)])
    return reverse("home:questions", args=[visit.room.id])
