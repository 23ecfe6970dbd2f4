"""What stands on the time line: what passed in the talks, and for mediators what the record knows by its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django.urls import reverse

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.base import When, first_day
from goodoffices.model.parties import TimelineEvent
from goodoffices.model.record import Statement
from goodoffices.services.listing import Line as Piece
from goodoffices.services.listing import Register
from goodoffices.services.searching import has_words, search
from goodoffices.talks.events import Happened
from goodoffices.talks.streams import Kind, Stream
from goodoffices.web.record.sifting import STANDING
from goodoffices.web.shell.happening import Line, Link, line
from goodoffices.web.shell.visits import Visit

#: What can be shown alone: everything, what the press reports, what passed at the table.
Only = Literal["", "press", "table"]
#: What is on pages of its own.
_BUT: Final[tuple[Kind, ...]] = ("dossier", "audit")
#: So many characters of a statement stand here; the whole of it is on its page.
_LONGEST: Final = 400
#: So many statements behind an event are linked one by one.
_LINKS: Final = 5


@dataclass(frozen=True)
class Item:
    """Something that has a place on the time line, before it is told: sorted by day, a whole day before its moments."""

    key: tuple[dt.date, float, str, int]
    what: tuple[Stream, Happened] | TimelineEvent | Piece


def gathered(visit: Visit, book: Register | None, only: Only) -> list[Item]:
    """Return all that a visitor sees, or a part of it; the oldest first."""
    found = [] if only == "press" else list(_talks(visit))
    if book is not None and only != "table":
        found += _press(book)
    return sorted(found, key=lambda item: item.key)


def having(visit: Visit, book: Register | None, words: str, most: int) -> list[Item]:
    """Return what has some words, the newest of it; the oldest first."""
    hits = search(visit.room.talks, visit.who, words, most)
    found = [_passed(visit, seen.stream, seen.entry.happened, seen.entry.number) for seen in hits]
    if book is not None:
        has = has_words(words)
        found += [item for item in _press(book) if has(_text_of(item))]
    return sorted(found, key=lambda item: item.key)[-most:]


def told(visit: Visit, book: Register | None, items: Sequence[Item]) -> list[Line]:
    """Tell what has a place on the time line, the newest first."""
    return [_told(visit, book, item) for item in reversed(items)]


def _talks(visit: Visit) -> Iterator[Item]:
    for name, version in visit.look.places.items():
        stream = Stream.parse(name)
        if stream.kind not in _BUT:
            for number, happened in enumerate(visit.room.stories.of(stream, version), 1):
                yield _passed(visit, stream, happened, number)


def _passed(visit: Visit, stream: Stream, happened: Happened, number: int) -> Item:
    key = (visit.local(happened.at).date(), happened.at.timestamp(), str(stream), number)
    return Item(key, (stream, happened))


def _press(book: Register) -> Iterator[Item]:
    """Yield what the record knows by its day: what happened, and who said what, if nobody rejected it."""
    for number, event in enumerate(book.case.timeline):
        yield Item(_of_day(event.on, "event", number), event)
    for piece in book.lines:
        if isinstance(piece.piece, Statement) and piece.piece.said_on and piece.standing != "rejected":
            yield Item(_of_day(piece.piece.said_on, "statement", piece.number), piece)


def _of_day(on: When, what: str, number: int) -> tuple[dt.date, float, str, int]:
    return first_day(on), float("-inf"), what, number


def _text_of(item: Item) -> str:
    match item.what:
        case TimelineEvent() as event:
            return f"{event.title} {event.description}"
        case Piece(piece=Statement() as said):
            return f"{said.speaker} {said.content}"
        case _:
            return ""


def _told(visit: Visit, book: Register | None, item: Item) -> Line:
    match item.what:
        case (stream, happened):
            return line(visit, stream, happened)
        case TimelineEvent() as event:
            assert book is not None
            return _event(visit, book, event)
        case piece:
            assert book is not None
            return _statement(visit, book, piece)


def _event(visit: Visit, book: Register, event: TimelineEvent) -> Line:
    resting = book.statements(event.statements)
    outlets = dict.fromkeys(name for piece in resting for name in _outlets(book, piece))
    on = (first_day(event.on), event.ends_on) if event.ends_on is not None else event.on
    return Line(
        on, _("Reported"), _one_of(visit, event.parties), "", event.title,
        sources=tuple(outlets), links=tuple(_link(visit, piece) for piece in resting[:_LINKS]),
    )  # fmt: skip


def _statement(visit: Visit, book: Register, piece: Piece) -> Line:
    said = piece.piece
    assert isinstance(said, Statement)
    assert said.said_on is not None
    text = said.content if len(said.content) <= _LONGEST else f"{said.content[: _LONGEST - 1].rstrip()}…"
    return Line(
        said.said_on, _("Said in public"), _one_of(visit, piece.parties), said.speaker or _("Unknown speaker"), text,
        note=str(STANDING["suggested"]) if piece.standing == "suggested" else "",
        sources=tuple(_outlets(book, piece)), links=(_link(visit, piece),),
    )  # fmt: skip


def _one_of(visit: Visit, parties: Sequence[str]) -> str:
    """Return the party to the talks that something concerns alone; else nothing."""
    return parties[0] if len(parties) == 1 and parties[0] in visit.case.parties else ""


def _outlets(book: Register, piece: Piece) -> list[str]:
    """Return who published the reports of a piece; their titles, where that is not known."""
    return [
        book.sources[name].outlet or book.sources[name].title
        for name in piece.sources
        if name in book.sources
    ]


def _link(visit: Visit, piece: Piece) -> Link:
    address = reverse("record:statement", args=[visit.room.id, piece.number])
    return Link(address, _("statement %(number)s") % {"number": whole(piece.number)})
