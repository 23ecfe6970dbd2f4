"""What the address of the record asks for: in numbers and in words of ours, never in a name or a word of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from goodoffices.model import Case
from goodoffices.services.listing import Line, Register, Sieve
from goodoffices.services.searching_record import find
from goodoffices.web.shell.visits import Visit

KINDS: Final[Mapping[str, str]] = {"s": "statement", "p": "position", "c": "conflict"}
STANDINGS: Final = ("suggested", "own", "accepted", "edited", "rejected")
SURE: Final = ("high", "middle", "low")
#: So many lines a page.
PAGE: Final = 50
#: So much is found by words at most.
_MOST_FOUND: Final = 500
#: The draft in which the words that were looked for are kept: sealed, and in no address.
FOUND: Final = "found"
_DIGITS: Final = 6


@dataclass(frozen=True)
class Numbers:
    """The parties, mediators, reports and issues of a case by the numbers that stand in addresses, from 1."""

    parties: Sequence[str]
    sources: Sequence[str]
    issues: Sequence[str]

    @classmethod
    def of(cls, visit: Visit, case: Case) -> Numbers:
        """Return the numbers in a case; those of the parties are the same on all pages."""
        parties = list(visit.case.parties)
        return cls(
            [*parties, *(one.id for one in case.mediators if one.id not in parties)],
            [one.id for one in case.sources],
            [one.id for one in case.issues],
        )


def named(names: Sequence[str], number: str) -> str:
    """Return the name of a number; "-" for 0, which is nobody; empty where there is none."""
    if number == "0":
        return "-"
    return names[int(number) - 1] if number and int(number) <= len(names) else ""


@dataclass(frozen=True)
class Asked:
    """What is asked for; `at` is the short name of the line that is looked at."""

    kind: str = ""
    party: str = ""
    act: str = ""
    source: str = ""
    issue: str = ""
    sure: str = ""
    standing: str = ""
    found: bool = False
    page: int = 0
    part: int = 0
    at: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Asked:
        """Read an address; what is no number or word of ours is passed over."""
        numbers = {name: _number(given.get(name)) for name in ("party", "source", "issue", "page", "part")}
        at, act = str(given.get("at", "")), str(given.get("act", ""))
        return cls(
            kind=_one_of(given.get("kind"), KINDS),
            party=numbers["party"],
            act=act if act.isalpha() and act.isascii() and act.islower() else "",
            source=numbers["source"],
            issue=numbers["issue"],
            sure=_one_of(given.get("sure"), SURE),
            standing=_one_of(given.get("is"), (*STANDINGS, "all")),
            found=given.get("found") == "1",
            page=int(numbers["page"] or 0),
            part=int(numbers["part"] or 0),
            at=at if at[:1] in KINDS and _number(at[1:]) else "",
        )

    def query(self, **changes: Any) -> str:  # noqa: ANN401 - its own fields
        """Return the address's query, with some of it changed."""
        one = replace(self, **changes)
        plain = {
            "kind": one.kind, "party": one.party, "act": one.act, "source": one.source, "issue": one.issue,
            "sure": one.sure, "is": one.standing, "found": "1" if one.found else "",
            "page": one.page if one.page > 1 else "", "part": one.part or "", "at": one.at,
        }  # fmt: skip
        return urlencode({name: value for name, value in plain.items() if value != ""})

    def sieve(self, book: Register, numbers: Numbers) -> Sieve:
        """Return which lines are asked for; where nothing is said, those that wait for review, if any do."""
        standing = self.standing or ("suggested" if not self.found and book.waiting() else "all")
        return Sieve(
            what=KINDS.get(self.kind, ""),
            party=named(numbers.parties, self.party),
            act=self.act,
            source=named(numbers.sources, self.source),
            issue=named(numbers.issues, self.issue),
            standing="" if standing == "all" else standing,
            sure=self.sure,  # type: ignore[arg-type]  # one of them, or nothing
        )


def words_of(visit: Visit) -> str:
    """Return the words that were looked for last."""
    return visit.drafts.get(FOUND, {}).get("words", "")


def lines(visit: Visit, asked: Asked, book: Register, sieve: Sieve) -> list[Line]:
    """Return the lines that are asked for: in the order of the record, or the best first where words are looked for."""
    every: Sequence[Line | None] = book.lines
    if asked.found:
        found = find(visit.room.talks, visit.who, words_of(visit), _MOST_FOUND)
        every = [book.of(one.what, one.piece.id) for one in found]
    return [line for line in every if line is not None and sieve.passes(line)]


def _number(given: object) -> str:
    text = str(given or "")
    return str(int(text)) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else ""


def _one_of(given: object, known: Mapping[str, str] | Sequence[str]) -> str:
    return str(given) if given in known else ""
