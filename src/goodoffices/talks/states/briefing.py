"""What is told whom, as those stand who tell it and those who are told."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct, field

from goodoffices.talks.events import briefing as events
from goodoffices.talks.events.base import Happened
from goodoffices.talks.events.mediation import Informed


class Told(Struct, kw_only=True):
    """That an audience was told an item: when, by whom, in which of its briefings, and its number there, from 1.

    `revision` is how often the item had been corrected by then: what this audience first read is that text.
    """

    at: dt.datetime
    by: str
    briefing: str
    number: int
    revision: int = 0


class Correction(Struct, kw_only=True):
    """What is right, and why what was told is not; `number` is the item's in the briefing that was wrong."""

    at: dt.datetime
    by: str
    text: str
    reason: str
    number: int = 0


class Item(Struct, kw_only=True):
    """Something that some may know; `told` says, by audience, who was told it. It keeps its first text.

    `due_since` says, by audience, since when it has been due without a break; a held item is due to nobody.
    """

    id: str
    at: dt.datetime
    by: str
    text: str
    status: events.ItemStatus
    audiences: tuple[str, ...] = ()
    due: dt.date | None = None
    sources: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    told: dict[str, Told] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    due_since: dict[str, dt.datetime] = field(default_factory=dict)

    @property
    def latest(self) -> str:
        """What it says now."""
        return self.corrections[-1].text if self.corrections else self.text

    def said_to(self, audience: str) -> tuple[str, list[Correction]]:
        """Return what an audience that was told it first read, and the corrections that it was told since.

        Raises:
            KeyError: it was not told this item.
        """
        revision = self.told[audience].revision
        first = self.corrections[revision - 1].text if revision else self.text
        return first, self.corrections[revision:]

    def mark(
        self, status: events.ItemStatus, audiences: tuple[str, ...], due: dt.date | None, at: dt.datetime
    ) -> None:
        """Take in how it is marked from now on."""
        self.status, self.audiences, self.due = status, audiences, due
        owed = audiences if status == "due" else ()
        self.due_since = {one: self.due_since.get(one, at) for one in owed}


class Release(Struct, kw_only=True):
    """A briefing that was released: when, by whom, to whom, which items."""

    at: dt.datetime
    by: str
    audience: str
    briefing: str
    items: tuple[str, ...]
    title: str = ""


class Summary(Struct, kw_only=True):
    """What a listener passed on of what affected people said, and on how much of how many it rests."""

    at: dt.datetime
    by: str
    text: str
    inputs: int
    people: int
    quotes: tuple[str, ...] = ()


class BriefingState(Struct, kw_only=True):
    """What the mediators, or a delegation, keep to tell others; of the mediators, what affected people told them."""

    items: dict[str, Item] = field(default_factory=dict)
    releases: list[Release] = field(default_factory=list)
    constituencies: list[str] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.ItemPut(item=name) as put:
                self.items[name] = Item(
                    id=name, at=happened.at, by=happened.by, text=put.text, status=put.status,
                    sources=put.sources, statements=put.statements,
                )  # fmt: skip
                self.items[name].mark(put.status, put.audiences, put.due, happened.at)
            case events.ItemMarked(item=name) as marked:
                self.items[name].mark(marked.status, marked.audiences, marked.due, happened.at)
            case events.BriefingReleased() as released:
                self._release(released, happened)
            case events.ItemCorrected(item=name, text=text, reason=reason):
                self.items[name].corrections.append(
                    Correction(at=happened.at, by=happened.by, text=text, reason=reason)
                )
            case events.ConstituencyAdmitted(constituency=name):
                self.constituencies.append(name)
            case events.VoicesSummarised() as summary:
                self.summaries.append(
                    Summary(
                        at=happened.at, by=happened.by, text=summary.text, inputs=summary.inputs,
                        people=summary.people, quotes=summary.quotes,
                    )
                )  # fmt: skip

    def _release(self, released: events.BriefingReleased, happened: Happened) -> None:
        self.releases.append(
            Release(
                at=happened.at, by=happened.by, audience=released.audience, briefing=released.briefing,
                items=released.items, title=released.title,
            )
        )  # fmt: skip
        for number, name in enumerate(released.items, 1):
            one = self.items[name]
            one.told[released.audience] = Told(
                at=happened.at, by=happened.by, briefing=released.briefing, number=number,
                revision=len(one.corrections),
            )  # fmt: skip

    def last_told(self, audience: str) -> dt.datetime | None:
        """Return when a briefing was last released to an audience; None where none was."""
        return max((one.at for one in self.releases if one.audience == audience), default=None)

    def due_to(self, audience: str) -> list[Item]:
        """Return what is due to an audience and was not told it, the most urgent first."""
        due = [one for one in self.items.values() if one.status == "due" and audience in one.audiences]
        return sorted(
            (one for one in due if audience not in one.told), key=lambda one: one.due or dt.date.max
        )


class Briefing(Struct, kw_only=True):
    """Something that an audience was told, item by item, and what was corrected in it since."""

    id: str
    at: dt.datetime
    by: str
    texts: tuple[str, ...]
    title: str = ""
    corrections: list[Correction] = field(default_factory=list)


class AudienceState(Struct, kw_only=True):
    """What somebody from outside was told: line by line in the mediators' own words, and in briefings."""

    lines: list[tuple[dt.datetime, str, str]] = field(default_factory=list)
    briefings: dict[str, Briefing] = field(default_factory=dict)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case Informed(text=text):
                self.lines.append((happened.at, happened.by, text))
            case events.Briefed(briefing=name) as told:
                self.briefings[name] = Briefing(
                    id=name, at=happened.at, by=happened.by, texts=told.texts, title=told.title
                )
            case events.Corrected(briefing=name) as corrected:
                self.briefings[name].corrections.append(
                    Correction(
                        at=happened.at, by=happened.by, text=corrected.text, reason=corrected.reason,
                        number=corrected.number,
                    )
                )  # fmt: skip
