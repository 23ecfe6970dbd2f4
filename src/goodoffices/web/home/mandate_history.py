"""The mandates of a party with their history, and what they allow of what is on the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition
from goodoffices.reports.names import described
from goodoffices.talks.events.base import Happened
from goodoffices.talks.events.home import MandateEnded, MandateGiven
from goodoffices.talks.states import ChannelState
from goodoffices.talks.streams import Kind, Stream
from goodoffices.web.home.limits import Change, Issues, compared, judged, parts_of
from goodoffices.web.home.past import Past, past
from goodoffices.web.home.whose import Whose
from goodoffices.web.shell.visits import Visit

#: What no longer is before the party.
_OFF_THE_TABLE = ("withdrawn", "rejected")


@dataclass(frozen=True)
class Version:
    """A mandate as it was given once: `change` says how it stands to the version before it."""

    given: MandateGiven
    happened: Happened
    shown: bool
    change: Change | None


@dataclass
class Mandate:
    """A mandate through all its versions; `ended` when it was taken back.

    Attributes:
        name: its name.
        place: its place among the party's mandates by when each was first given; it never changes.
    """

    name: str
    place: int
    versions: list[Version] = field(default_factory=list)
    ended: Happened | None = None

    @property
    def now(self) -> Version:
        """The version that was given last."""
        return self.versions[-1]

    def in_force(self, now: dt.datetime) -> bool:
        """Whether it limits what may be agreed."""
        expires = self.now.given.expires
        return self.ended is None and (expires is None or expires > now)


@dataclass(frozen=True)
class Allowed:
    """What the mandates in force allow of a package on the table, and by which limits.

    Attributes:
        name: what it is called on the table: `p1`.
        version: of a proposal; 0 for a mediators' proposal.
        package: the package.
        result: within all limits, beyond one, or open.
        limits: those that are crossed, or else that are open, each with its mandate.
    """

    name: str
    version: int
    package: Mapping[str, Value]
    result: Literal["within", "beyond", "open"]
    limits: tuple[tuple[str, str], ...]


def streams(whose: Whose) -> list[Stream]:
    """Return where mandates stand, as far as who looks sees it."""
    kinds = [Stream("mandate", whose.party), Stream("entered", whose.party)]
    return kinds if whose.entering else [*kinds, Stream("home", whose.party)]


def mandates_of(visit: Visit, whose: Whose) -> list[Mandate]:
    """Return the mandates that somebody sees, those of the past too, in the order in which they were first given."""
    return _gathered(past(visit, streams(whose)), visit.case.issues)


def _gathered(events: Iterable[Past], issues: Issues) -> list[Mandate]:
    found: dict[tuple[Kind, str], Mandate] = {}
    for seen in events:
        happened = seen.happened
        match happened.event:
            case MandateGiven() as given:
                place = seen.stream.kind, given.mandate
                one = found.setdefault(place, Mandate(given.mandate, len(found) + 1))
                before = one.versions[-1].given.requires if one.versions else None
                change = compared(given.requires, before, issues) if one.versions else None
                one.versions.append(Version(given, happened, seen.stream.kind != "home", change))
                one.ended = None
            case MandateEnded(mandate=name) if (seen.stream.kind, name) in found:
                found[seen.stream.kind, name].ended = happened
            case _:
                pass
    return list(found.values())


def on_the_table(channel: ChannelState) -> list[tuple[str, int, Mapping[str, Value]]]:
    """Return the packages before a party: name, version (0 for a mediators' proposal), package."""
    proposals: list[tuple[str, int, Mapping[str, Value]]] = [
        (one.id, one.version, one.package)
        for one in channel.proposals.values()
        if one.package and one.status not in _OFF_THE_TABLE
    ]
    return proposals + [(one.id, 0, one.package) for one in channel.finals.values() if one.accepted is None]


def allowed_of(channel: ChannelState, mandates: Sequence[Mandate], issues: Issues) -> list[Allowed]:
    """Judge what is on the table by mandates."""
    limits = [(one.name, part) for one in mandates for part in parts_of(one.now.given.requires)]
    return [_judged(one, limits, issues) for one in on_the_table(channel)]


def _judged(
    one: tuple[str, int, Mapping[str, Value]], limits: Iterable[tuple[str, Condition]], issues: Issues
) -> Allowed:
    name, version, package = one
    crossed: list[tuple[str, str]] = []
    open_still: list[tuple[str, str]] = []
    for mandate, part in limits:
        kept = judged(part, package, issues)
        if kept is not True:
            (open_still if kept is None else crossed).append((mandate, described(part, issues)))
    if crossed:
        return Allowed(name, version, package, "beyond", tuple(crossed))
    return Allowed(name, version, package, "open" if open_still else "within", tuple(open_still))
