"""Whose briefings a page shows, whom they can be for, and what each of these was told: as far as who looks sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from goodoffices.talks.lens import Lens
from goodoffices.talks.permissions import may_answer, may_lead
from goodoffices.talks.standing import CONSTITUENCY
from goodoffices.talks.states import AudienceState
from goodoffices.talks.states.briefing import Briefing, BriefingState, Correction, Item
from goodoffices.talks.streams import told_in
from goodoffices.talks.visibility import sees
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House
from goodoffices.web.shell.naming import spoken
from goodoffices.web.shell.navigation import is_delegate, is_mediator, shares_all
from goodoffices.web.shell.visits import Visit

#: Who is admitted to say or hear something: they are told something now and then, and stand in lists from then on.
_SELDOM: Final = ("voice", "listener")
_One = TypeVar("_One")


@dataclass(frozen=True)
class Contact:
    """When an audience was last told something, and by whom."""

    at: dt.datetime
    by: str


class Kept:
    """The briefings that somebody keeps: the mediators', or those of a delegation.

    Attributes:
        lens: how who looks sees the talks.
        party: whose delegation it is; "" for the mediators.
        state: what is kept.
        audiences: whom it can be for, each with its place from 1, which stands in addresses.
        today: the day, on the calendar of who looks.
    """

    def __init__(self, lens: Lens, today: dt.date) -> None:
        """Look.

        Raises:
            Problem: there are none for who looks.
        """
        who = lens.who
        if not (is_delegate(who) or is_mediator(who)):
            raise Problem(404, NOT_THERE)
        self.lens, self.today = lens, today
        self.party = who.party if is_delegate(who) else ""
        if not self.party and not shares_all(who, lens.case.parties):
            raise Problem(404, NOT_THERE)
        self.state: BriefingState = lens.briefing({self.party} if self.party else lens.case.parties)
        self.audiences = {one: place for place, one in enumerate(self._audiences(), 1)}

    def _audiences(self) -> Iterator[str]:
        if self.party:
            yield from (f"{CONSTITUENCY}:{self.party}+{name}" for name in self.state.constituencies)
            return
        known = dict.fromkeys(self.lens.desk.audiences if may_lead(self.lens.who) else ())
        for item in self.state.items.values():
            known |= dict.fromkeys((*item.audiences, *item.told))
        yield from known

    @cached_property
    def listed(self) -> list[str]:
        """Return the audiences that stand in lists: those who are there to speak or to listen, once they are told."""
        named = {
            one for item in self.state.items.values() for one in (*item.audiences, *item.told)
        }  # fmt: skip
        return [
            one for one in self.audiences
            if one.partition(":")[0] not in _SELDOM or one in named or self.last(one) is not None
        ]  # fmt: skip

    def told(self, audience: str) -> AudienceState:
        """Return what an audience was told, as far as who looks sees it.

        Where its own stream is for others, what was released from here alone.
        """
        if sees(self.lens.who, told_in(audience)):
            return self.lens.told(audience)
        made = AudienceState()
        for release in self.state.releases:
            if release.audience == audience:
                made.briefings[release.briefing] = self._rebuilt(
                    audience, [self.state.items[name] for name in release.items], release.briefing
                )
                made.briefings[release.briefing].title = release.title
        return made

    def _rebuilt(self, audience: str, items: list[Item], name: str) -> Briefing:
        said = [one.said_to(audience) for one in items]
        told = items[0].told[audience]
        corrections = [
            Correction(at=one.at, by=one.by, text=one.text, reason=one.reason, number=number)
            for number, (_text, found) in enumerate(said, 1)
            for one in found
        ]
        return Briefing(
            id=name, at=told.at, by=told.by, texts=tuple(text for text, _found in said),
            corrections=sorted(corrections, key=lambda one: one.at),
        )  # fmt: skip

    def last(self, audience: str) -> Contact | None:
        """Return when an audience was last told something, in whatever way; None where it never was."""
        state = self.told(audience)
        found = [(at, by) for at, by, _text in state.lines]
        for one in state.briefings.values():
            found += [(one.at, one.by), *((other.at, other.by) for other in one.corrections)]
        return Contact(*max(found)) if found else None


class Keeper(Kept):
    """The briefings that a visitor keeps, with what a page needs beside them."""

    def __init__(self, visit: Visit) -> None:
        """Look.

        Raises:
            Problem: there are none for who visits.
        """
        super().__init__(visit.lens, visit.local(House.now()).date())
        self.visit = visit

    @property
    def may_tell(self) -> bool:
        """Whether the visitor releases and corrects: the lead mediators, and who binds the party."""
        return may_answer(self.visit.who, self.party) if self.party else may_lead(self.visit.who)

    def audience(self, number: int) -> str:
        """Return the audience at a place.

        Raises:
            Problem: there is none.
        """
        return _at(list(self.audiences), number)

    def item(self, number: int) -> Item:
        """Return the item at a place.

        Raises:
            Problem: there is none.
        """
        return _at(list(self.state.items.values()), number)

    def place(self, item: Item) -> int:
        """Return the place of an item, for addresses."""
        return self._places[item.id]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.state.items, 1)}

    def called(self, audience: str) -> str:
        """Return what to call an audience; of one's own constituencies, the name alone."""
        own = audience.partition("+")[2] if self.party else ""
        return self.visit.names.name(own) if own else self.visit.names.called(audience)

    def title(self, item: Item) -> str:
        """Return the short name of an item as people read it."""
        return spoken(item.id)


def keeps(visit: Visit) -> bool:
    """Whether there are briefings for somebody: of mediators who share all channels, and of a delegation."""
    return is_delegate(visit.who) or (is_mediator(visit.who) and shares_all(visit.who, visit.case.parties))


def _at(found: list[_One], number: int) -> _One:
    if not 0 < number <= len(found):
        raise Problem(404, NOT_THERE)
    return found[number - 1]
