"""What somebody sees of the talks as tables, read through their own lens: nobody takes away what is not theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.model.deciding import rule_in_words
from goodoffices.reports.names import described
from goodoffices.services.sheets import Cell, Rows, Table
from goodoffices.services.viewing import newest
from goodoffices.talks.states.channel import ChannelState, Proposal
from goodoffices.talks.streams import DESK, Kind, Stream
from goodoffices.talks.visibility import sees
from goodoffices.web.desk.cells import day_cell, joined, moment_cell, package_cell
from goodoffices.web.desk.ledger_tables import claims, counted, obligations, performance, signatures
from goodoffices.web.desk.said_tables import biddings, messages, soundings
from goodoffices.web.desk.telling_tables import telling_tables
from goodoffices.web.home.bodies import Asked, bodies_for, kept, questions_for
from goodoffices.web.home.whose import Whose
from goodoffices.web.overview.balance import contacts
from goodoffices.web.project import House
from goodoffices.web.shell.happening import lines
from goodoffices.web.shell.navigation import (
    decides_at_home,
    in_talks,
    is_delegate,
    is_mediator,
    sees_ledger,
)
from goodoffices.web.shell.visits import Visit

#: So many events a table holds; the transcript has all.
_EVENTS: Final = 20_000
#: The working case is taken away as itself.
_LEFT_OUT: Final[tuple[Kind, ...]] = ("dossier",)
#: Where mandates stand: what is shown to the mediators, what they entered, what is kept at home.
_MANDATES: Final[Mapping[Kind, str]] = {
    "mandate": "shown to the mediators", "entered": "entered by mediators", "home": "kept at home",
}  # fmt: skip


def own_tables(visit: Visit) -> dict[str, Callable[[], Table]]:
    """Return the tables that there are for somebody, by their names; each is made when it is asked for."""
    who = visit.who
    found: dict[str, Callable[[], Table]] = {"events": lambda: _events(visit)}
    if in_talks(who):
        found["rounds"] = lambda: _rounds(visit)
    if channels := _channels(visit):
        found |= {
            "people": lambda: _people(visit), "delegations": lambda: _delegations(visit),
            "messages": lambda: messages(visit, channels), "proposals": lambda: _proposals(visit),
            "soundings": lambda: soundings(visit, channels), "biddings": lambda: biddings(visit, channels),
        }  # fmt: skip
    if any(sees(who, Stream(kind, party)) for party in visit.case.parties for kind in _MANDATES):
        found["mandates"] = lambda: _mandates(visit)
    if _homes(visit):
        found |= {
            "bodies": lambda: _bodies(visit), "questions": lambda: _questions(visit), "votes": lambda: _votes(visit),
        }  # fmt: skip
    if is_mediator(who):
        found["contacts"] = lambda: _contacts(visit)
    if in_talks(who):
        found["signatures"] = lambda: signatures(visit)
    if sees_ledger(who):
        found |= {
            "obligations": lambda: obligations(visit), "performance": lambda: performance(visit),
            "claims": lambda: claims(visit), "counted": lambda: counted(visit),
        }  # fmt: skip
    return found | telling_tables(visit)


def _channels(visit: Visit) -> dict[str, ChannelState]:
    """Return the channels that somebody sees."""
    return {
        party: visit.lens.channel(party)
        for party in visit.case.parties
        if sees(visit.who, Stream("channel", party))
    }


def _homes(visit: Visit) -> list[Whose]:
    """Return whose decisions at home somebody sees: their own party's, or what was entered for a party."""
    numbered = [(party, visit.names.number(party)) for party in visit.case.parties]
    if is_mediator(visit.who):
        return [
            Whose(party, number, entering=True) for party, number in numbered
            if sees(visit.who, Stream("entered", party))
        ]  # fmt: skip
    if not decides_at_home(visit.who):
        return []
    return [Whose(party, number, entering=False) for party, number in numbered if party == visit.who.party]


def _events(visit: Visit) -> Table:
    found = lines(visit, reversed(newest(visit.room.talks, visit.who, _EVENTS, but=_LEFT_OUT)))
    rows: list[tuple[Cell, ...]] = [
        (moment_cell(one.moment), one.place, one.by, one.text, one.note) for one in found
    ]
    return Table("events", ("at", "place", "by", "what", "entered"), rows)


def _rounds(visit: Visit) -> Table:
    columns = ("round", "venue", "format", "status", "starts on", "opened at", "reason")
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            one.venue,
            one.format,
            one.status,
            day_cell(one.starts_on),
            moment_cell(one.opened),
            one.reason,
        )
        for one in visit.case.rounds.values()
    ]
    return Table("rounds", columns, rows, frozenset({"format", "status"}))


def _people(visit: Visit) -> Table:
    def rows() -> Rows:
        if sees(visit.who, DESK):
            for actor, share in visit.lens.desk.mediators.items():
                shared = joined(visit.names.party(party) for party in share.parties)
                yield (
                    visit.names.called(actor),
                    "mediator",
                    None,
                    "leads" if share.lead else None,
                    None,
                    shared,
                )
            for actor in visit.lens.desk.audiences:
                yield visit.names.called(actor), actor.partition(":")[0], None, None, None, None
        else:
            for actor in visit.case.mediators:
                yield visit.names.called(actor), "mediator", None, None, None, None
        for party, channel in _channels(visit).items():
            for name, one in channel.delegates.items():
                yield (
                    visit.names.name(name),
                    "delegation",
                    visit.names.party(party),
                    one.role,
                    one.office,
                    None,
                )
        if is_delegate(visit.who):
            own = visit.who.party
            for name in visit.lens.briefing({own}).constituencies:
                yield visit.names.name(name), "constituency", visit.names.party(own), None, None, None

    columns = ("name", "side", "party", "role", "office", "channels shared")
    return Table("people", columns, list(rows()), frozenset({"side", "role"}))


def _delegations(visit: Visit) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            visit.names.party(party), visit.names.round(name), visit.names.name(person),
            channel.attendance_notes.get(name),
        )
        for party, channel in _channels(visit).items()
        for name, coming in channel.attendance.items()
        for person in coming
    ]  # fmt: skip
    return Table("delegations", ("party", "round", "who comes", "note"), rows)


def _proposals(visit: Visit) -> Table:
    columns = (
        "party", "kind", "proposal", "version", "status", "tabled at", "deadline", "package", "text", "answer",
        "to version", "condition", "counter-package", "answer text", "needs approval at home",
    )  # fmt: skip

    def rows() -> Rows:
        for party, channel in _channels(visit).items():
            side = visit.names.party(party)
            for one in channel.proposals.values():
                begun = (
                    side, "proposal", one.id, one.version, one.status, moment_cell(one.at), moment_cell(one.deadline),
                    package_cell(visit, one.package), _text(one),
                )  # fmt: skip
                for answer in one.answers:
                    counter = package_cell(visit, answer.package)
                    referred = "yes" if answer.ad_referendum else "no"
                    yield (
                        *begun,
                        answer.answer,
                        answer.version,
                        answer.condition,
                        counter,
                        answer.text,
                        referred,
                    )
                if not one.answers:
                    yield (*begun, *[None] * 6)
            for final in channel.finals.values():
                status = {None: "open", True: "accepted", False: "rejected"}[final.accepted]
                package = package_cell(visit, final.package)
                yield (
                    side, "mediators' proposal", final.id, None, status, None, moment_cell(final.deadline), package,
                    final.text, *[None] * 6,
                )  # fmt: skip

    words = frozenset({"kind", "status", "answer", "needs approval at home"})
    return Table("proposals", columns, list(rows()), words)


def _mandates(visit: Visit) -> Table:
    def rows() -> Rows:
        for party in visit.case.parties:
            for kind, where in _MANDATES.items():
                if not sees(visit.who, Stream(kind, party)):
                    continue
                state = visit.lens.of(Stream(kind, party))
                for one in getattr(state, "mandates", {}).values():
                    requires = (
                        described(one.requires, visit.case.issues) if one.requires is not None else None
                    )
                    referred = "yes" if one.ad_referendum else "no"
                    yield (
                        visit.names.party(party),
                        one.mandate,
                        where,
                        requires,
                        moment_cell(one.expires),
                        referred,
                        one.text,
                    )

    columns = ("party", "mandate", "where", "allows", "until", "needs approval at home", "text")
    return Table("mandates", columns, list(rows()), frozenset({"where", "needs approval at home"}))


def _bodies(visit: Visit) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            visit.names.party(whose.party), body.name, rule_in_words(body.rule, _), one.name, one.office, one.role,
            one.weight, "yes" if one.veto else "no", "yes" if one.votes else "no",
        )
        for whose in _homes(visit)
        for place in kept(visit, whose)
        for body in bodies_for(visit, whose, place)
        for one in body.members
    ]  # fmt: skip
    columns = ("party", "body", "rule", "member", "office", "role", "weight", "veto", "votes")
    return Table("bodies", columns, rows, frozenset({"role", "veto", "votes"}))


def _questions(visit: Visit) -> Table:
    def rows() -> Rows:
        for whose, asked in _asked(visit):
            one = asked.question
            outcome = {None: "open", True: "approved", False: "rejected"}[one.approved]
            tally = (one.tally.get(vote) for vote in ("for", "against", "abstains", "absent"))
            yield (
                visit.names.party(whose.party), asked.body.name, one.text, one.proposal or None, one.version or None,
                package_cell(visit, one.package), moment_cell(one.deadline), outcome, *tally,
            )  # fmt: skip

    columns = (
        "party", "body", "question", "proposal", "version", "package", "deadline", "outcome", "for", "against",
        "abstains", "absent",
    )  # fmt: skip
    return Table("questions", columns, list(rows()), frozenset({"outcome"}))


def _votes(visit: Visit) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (visit.names.party(whose.party), asked.body.name, asked.question.text, row.member.name, row.vote)
        for whose, asked in _asked(visit)
        for row in asked.rows
        if row.vote is not None
    ]
    return Table("votes", ("party", "body", "question", "member", "vote"), rows, frozenset({"vote"}))


def _asked(visit: Visit) -> Iterator[tuple[Whose, Asked]]:
    now = House.now()
    for whose in _homes(visit):
        for place in kept(visit, whose):
            for one in questions_for(visit, whose, place, now):
                yield whose, one


def _contacts(visit: Visit) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            visit.names.party(one.party), one.said, one.told, one.said_lately, one.told_lately,
            moment_cell(one.last_said), moment_cell(one.last_told),
        )
        for one in contacts(visit, House.now())
    ]  # fmt: skip
    columns = (
        "party", "said by it", "told to it", "said by it lately", "told to it lately", "last said at", "last told at",
    )  # fmt: skip
    return Table("contacts", columns, rows)


def _text(proposal: Proposal) -> str | None:
    return proposal.text or "\n\n".join(one.text for one in proposal.clauses) or None
