"""What mediators have on the table with several parties at once: from the channels they share, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.talks.states.mediation import Carried
from goodoffices.talks.streams import Stream
from goodoffices.web.channels.passed import seen_parties, story
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Row:
    """Something that is on the table with some parties.

    Attributes:
        what: a proposal, a mediators' proposal, a bidding or a run.
        name: its working name among the mediators; its id where they do not share all of its channels.
        to: its id in each channel, in the order of the parties.
        carried: what the mediators keep about it together; None where not all of its channels are shared.
    """

    what: str
    name: str
    to: Mapping[str, str]
    carried: Carried | None

    @property
    def parties(self) -> list[str]:
        """The parties with whom it is on the table."""
        return list(self.to)


def rows(visit: Visit, what: str) -> list[Row]:
    """Return what is on the table of one kind, in the order in which it was put there."""
    parties = seen_parties(visit)
    found, known = [], set()
    for one in _carried(visit):
        to = {party: one.to[party] for party in parties if party in one.to}
        if one.what == what and to and all(name in _held(visit, party, what) for party, name in to.items()):
            found.append(Row(what, one.name, to, one))
            known |= set(to.items())
    for party in parties:
        alone = [name for name in _held(visit, party, what) if (party, name) not in known]
        found += [Row(what, name, {party: name}, None) for name in alone]
    begun = {party: _begun(visit, party, what) for party in parties}
    return sorted(found, key=lambda row: (begun[row.parties[0]].get(row.to[row.parties[0]], 0), row.name))


def row_of(visit: Visit, what: str, party: str, name: str) -> Row | None:
    """Return what is on the table under an id in a party's channel."""
    return next((row for row in rows(visit, what) if row.to.get(party) == name), None)


def _carried(visit: Visit) -> Iterator[Carried]:
    for name in visit.look.places:
        stream = Stream.parse(name)
        if stream.kind == "joint":
            yield from visit.lens.joint(stream.of.split("+")).carried.values()


def _held(visit: Visit, party: str, what: str) -> Mapping[str, object]:
    channel = visit.lens.channel(party)
    held: dict[str, Mapping[str, object]] = {
        "proposal": channel.proposals, "final": channel.finals, "bidding": channel.biddings, "run": channel.runs,
    }  # fmt: skip
    return held[what]


def _begun(visit: Visit, party: str, what: str) -> dict[str, int]:
    """Return which event of a party's channel put each thing of a kind on the table."""
    found: dict[str, int] = {}
    for number, happened in enumerate(story(visit, party)):
        name = getattr(happened.event, what, "")
        if name:
            found.setdefault(name, number)
    return found


def finals_this_round(visit: Visit) -> int:
    """Return how many mediators' proposals were made in the round that is open, as far as the mediator sees."""
    around, count = visit.case.latest_round, 0
    for row in rows(visit, "final"):
        party = row.parties[0]
        count += visit.lens.channel(party).finals[row.to[party]].round == around
    return count


def suggested_name(visit: Visit, word: str) -> str:
    """Return a working name that is free among what the mediator sees."""
    taken = {one.name for one in _carried(visit)}
    return next(f"{word}-{number}" for number in range(1, len(taken) + 2) if f"{word}-{number}" not in taken)
