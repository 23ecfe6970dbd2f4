"""The record as a list: each piece with a number that it keeps, how it stands, and what it rests on; sifted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from goodoffices.model import Case
from goodoffices.model.record import Conflict, Judgement, Position, Source, Statement
from goodoffices.model.reviewing import Standing, edited, in_force, merges, standing_of
from goodoffices.services.reviewing import LOW, Piece, What, confidence_of

#: From this confidence on a suggestion counts as sure.
HIGH: Final = 0.8
_LETTERS: Final[Mapping[What, str]] = {"statement": "s", "position": "p", "conflict": "c"}


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A piece of the record.

    Attributes:
        what: a statement, a position or a conflict.
        number: its place among those of its kind, from 1. The record only grows, so that it is the same for ever.
        suggested: as it was entered, by a machine or a person.
        plain: as people have edited it.
        piece: as it stands: edited, and the speaker by the name for which theirs stands.
        standing: how it stands.
        confidence: that of a statement; of a position or conflict, that of what it rests on.
        judgement: the one that counts.
        parties: whom it concerns, by their ids.
        sources: from which reports it comes, by their ids.
    """

    what: What
    number: int
    suggested: Piece
    plain: Piece
    piece: Piece
    standing: Standing
    confidence: float
    judgement: Judgement | None
    parties: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def name(self) -> str:
        """A short name for addresses and forms, which tells nothing: s12, p3, c1."""
        return f"{_LETTERS[self.what]}{self.number}"

    @property
    def is_suggestion(self) -> bool:
        """Whether a machine entered it."""
        return bool(self.suggested.reader)


@dataclass(frozen=True)
class Sieve:
    """Which lines are looked for; what is empty lets all through.

    Attributes:
        what: of which kind.
        party: whom it concerns; "-" for those that concern nobody in particular.
        act: what is done with the words: the act of a statement, the stand of a position, the kind of a conflict.
        source: the id of a report.
        issue: the id of an issue on which a position is.
        standing: how it stands.
        sure: how sure the machine was: "high", "middle" or "low".
    """

    what: str = ""
    party: str = ""
    act: str = ""
    source: str = ""
    issue: str = ""
    standing: str = ""
    sure: Literal["", "high", "middle", "low"] = ""

    def passes(self, line: Line) -> bool:
        """Whether a line is one of those looked for."""
        return (
            self.what in ("", line.what)
            and self.standing in ("", line.standing)
            and (not self.party or self.party in (line.parties or ("-",)))
            and (not self.act or self.act == act_of(line.piece))
            and (not self.source or self.source in line.sources)
            and (not self.issue or self.issue == getattr(line.piece, "issue", None))
            and (not self.sure or (line.is_suggestion and self.sure == sureness(line.confidence)))
        )


def act_of(piece: Piece) -> str:
    """Return what a piece does, in a word: its act, its stand, or its kind."""
    if isinstance(piece, Statement):
        return piece.act
    return piece.stand if isinstance(piece, Position) else piece.kind


def sureness(confidence: float) -> Literal["high", "middle", "low"]:
    """Return how sure a machine was, in a word."""
    return "high" if confidence >= HIGH else "low" if confidence < LOW else "middle"


class Register:
    """All lines of a case's record: statements, then positions, then conflicts, each in the order of the record."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.force = in_force(case.judgements)
        self.sources: Mapping[str, Source] = {one.id: one for one in case.sources}
        self.merged = merges(case)
        self._statements = case.statements_by_id
        self.lines: tuple[Line, ...] = tuple(
            self._line(what, number, piece)
            for what, pieces in _groups(case)
            for number, piece in enumerate(pieces, 1)
        )
        self._by_name = {line.name: line for line in self.lines}
        self._by_id = {(line.what, line.suggested.id): line for line in self.lines}
        self._resting: dict[str, list[Line]] = {}
        for line in self.lines:
            if not isinstance(line.piece, Statement):
                for name in line.piece.statements:
                    self._resting.setdefault(name, []).append(line)

    def _line(self, what: What, number: int, piece: Piece) -> Line:
        judgement = self.force.get((what, piece.id))
        plain = piece
        if judgement is not None and judgement.verdict == "edited":
            plain = edited(piece, judgement.fields)  # type: ignore[type-var]  # one of the three, whichever
        shown = plain
        if isinstance(plain, Statement) and plain.speaker in self.merged:
            shown = msgspec.structs.replace(plain, speaker=self.merged[plain.speaker])
        rests = [plain] if isinstance(plain, Statement) else self._backing(plain.statements)
        parties = (
            (plain.party,)
            if isinstance(plain, Position)
            else tuple(dict.fromkeys(one.speaker_party for one in rests if one.speaker_party))
        )
        confidence = {one.id: one.confidence for one in rests}
        return Line(
            what, number, piece, plain, shown, standing_of(self.case, what, piece, self.force),
            confidence_of(plain, confidence) if rests else 1.0, judgement, parties,
            tuple(dict.fromkeys(one.source for one in rests)),
        )  # fmt: skip

    def _backing(self, names: Iterable[str]) -> list[Statement]:
        return [self._statements[name] for name in names if name in self._statements]

    def named(self, name: str) -> Line | None:
        """Return the line of a short name."""
        return self._by_name.get(name)

    def of(self, what: What, piece_id: str) -> Line | None:
        """Return the line of a piece."""
        return self._by_id.get((what, piece_id))

    def statements(self, names: Iterable[str]) -> list[Line]:
        """Return the lines of statements by their ids, in that order."""
        found = (self.of("statement", name) for name in names)
        return [line for line in found if line is not None]

    def resting_on(self, line: Line) -> Sequence[Line]:
        """Return the positions and conflicts that rest on a statement."""
        return self._resting.get(line.suggested.id, ()) if line.what == "statement" else ()

    def judgements_of(self, line: Line) -> list[Judgement]:
        """Return all that people have judged of a piece, the first first."""
        return [one for one in self.case.judgements if (one.what, one.of) == (line.what, line.suggested.id)]

    def last_by(self, actor: str) -> list[Line]:
        """Return what somebody judged last and what still counts of it: one piece, or all that one rule judged."""
        for one in reversed(self.case.judgements):
            if one.by == actor and self.force.get((one.what, one.of)) is one and one.what != "name":
                made = (
                    [
                        other
                        for other in self.force.values()
                        if (other.by, other.at, other.rule) == (one.by, one.at, one.rule)
                    ]
                    if one.rule
                    else [one]
                )
                found = (self._by_id.get((other.what, other.of)) for other in made)  # type: ignore[arg-type]  # no names
                return [line for line in found if line is not None]
        return []

    def waiting(self) -> int:
        """Return how many suggestions nobody has judged."""
        return sum(line.standing == "suggested" for line in self.lines)


def _groups(case: Case) -> tuple[tuple[What, Sequence[Piece]], ...]:
    groups: tuple[tuple[What, Sequence[Statement | Position | Conflict]], ...] = (
        ("statement", case.statements), ("position", case.positions), ("conflict", case.conflicts),
    )  # fmt: skip
    return groups


def register(case: Case) -> Register:
    """Return the register of a case; it is made once for each."""
    made: Register | None = case.__dict__.get("register")
    if made is None:
        made = case.__dict__["register"] = Register(case)
    return made
