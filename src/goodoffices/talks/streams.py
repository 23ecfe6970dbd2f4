"""The streams in which everything is kept, each with one audience."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from goodoffices.talks.standing import CONSTITUENCY

Kind = Literal[
    "case", "channel", "mandate", "home", "entered", "ballots", "room", "answers", "sealed", "audit", "desk", "joint",
    "dossier", "notes", "audience", "ledger", "briefing", "constituency", "voice", "class", "table", "seat",
]  # fmt: skip

#: Each kind, what it holds, and whether its name is that of a party.
KINDS: Final[dict[Kind, tuple[str, bool]]] = {
    "case": ("what all sides and mediators share", False),
    "channel": ("what passes between one party and the mediators", True),
    "mandate": ("limits and preferences that a party shows the mediators", True),
    "home": ("what a party decides at home", True),
    "entered": ("what mediators entered for a party that decides at home and never signs in", True),
    "ballots": ("votes that are not open yet", True),
    "room": ("a delegation's own notes and receipts", True),
    "answers": ("answers to mediators' proposals, and blind bids", True),
    "sealed": ("preferences for the engine alone", True),
    "audit": ("what was tried and refused", True),
    "desk": ("who mediates, and who sees which channel", False),
    "joint": ("what mediators keep about several channels", False),
    "dossier": ("the mediators' own working case", False),
    "notes": ("a mediator's private notes", False),
    "audience": ("what somebody who follows the talks is told", False),
    "ledger": ("what is done of an agreement", False),
    "briefing": ("what mediators, or a delegation, tell whom", False),
    "constituency": ("what a party tells those it answers to", False),
    "voice": ("what somebody affected says", False),
    "class": ("who is in a class that rehearses talks, and what it rehearses", False),
    "table": ("what all at a table of a class see", False),
    "seat": ("what those in a seat at a table know, are asked and answer", False),
}


#: Kinds of which there is one stream and no other.
SINGLE: Final[tuple[Kind, ...]] = ("case", "desk", "ledger", "class")


class Stream(NamedTuple):
    """A stream: its kind, and whose it is.

    That is a party, a mediator, an audience, somebody who is heard, or parties joined by `+`; a constituency's is its
    party's name and its own, joined so; a table's is its number, and a seat's that and its party, joined so.
    """

    kind: Kind
    of: str = ""

    def __str__(self) -> str:
        """Return the stream's name: `channel/israel`."""
        return f"{self.kind}/{self.of}" if self.of else self.kind

    @classmethod
    def parse(cls, text: str) -> Stream:
        """Read what `str` wrote.

        Raises:
            ValueError: it names no kind of stream.
        """
        kind, _, of = text.partition("/")
        if kind not in KINDS:
            message = f"'{text}' names no stream"
            raise ValueError(message)
        return cls(kind, of)


def is_stream(text: str) -> bool:
    """Whether a text is the name of a stream, written as `str` writes it."""
    try:
        stream = Stream.parse(text)
    except ValueError:
        return False
    if stream.kind in SINGLE:
        return text == stream.kind
    return str(stream) == text and (bool(stream.of) or not KINDS[stream.kind][1])


CASE: Final = Stream("case")
DESK: Final = Stream("desk")
LEDGER: Final = Stream("ledger")
CLASS: Final = Stream("class")
#: Refusals of mediators' acts.
MEDIATORS_AUDIT: Final = Stream("audit", "mediators")


def joint(parties: Iterable[str]) -> Stream:
    """Return the stream in which mediators keep what concerns the channels of these parties, and no other."""
    return Stream("joint", "+".join(sorted(set(parties))))


def dossier(parties: Iterable[str]) -> Stream:
    """Return the stream of the mediators' working case: it rests on the channels of all parties to the talks."""
    return Stream("dossier", "+".join(sorted(set(parties))))


def briefing(parties: Iterable[str]) -> Stream:
    """Return the stream in which mediators who share all channels keep what is told whom; of one party, its own."""
    return Stream("briefing", "+".join(sorted(set(parties))))


def told_in(actor: str) -> Stream:
    """Return the stream in which somebody from outside is told what is meant for them."""
    whose, _, name = actor.partition(":")
    return Stream("constituency", name) if whose == CONSTITUENCY else Stream("audience", actor)


def voice_of(name: str) -> Stream:
    """Return the stream of somebody who is heard."""
    return Stream("voice", name)


def table_of(number: int) -> Stream:
    """Return the stream of a table in a class."""
    return Stream("table", str(number))


def seat_of(number: int, party: str) -> Stream:
    """Return the stream of a seat at a table."""
    return Stream("seat", f"{number}+{party}")
