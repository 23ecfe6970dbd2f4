"""What people make of suggestions: accept, edit, reject, undo, merge, one by one or by rule."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from goodoffices.model import Case
from goodoffices.model.record import Conflict, Judgement, Position, Statement
from goodoffices.model.reviewing import in_force, judge, standing_of
from goodoffices.record.errors import ReadingError

What = Literal["statement", "position", "conflict"]
Piece = Statement | Position | Conflict

#: Below this confidence a suggestion stands apart.
LOW = 0.5
_TERM = re.compile(r"^\s*(?P<name>\w+)\s*(?P<how>>=|<=|=|<|>)\s*(?P<value>.+?)\s*$")
_NUMBERS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
}  # fmt: skip
_FIELDS = ("kind", "confidence", "party", "act", "stand", "issue", "named", "speaker", "via", "source")


@dataclass(frozen=True)
class Item:
    """A piece of the record that a machine suggested, and how it stands."""

    what: What
    piece: Piece
    standing: str
    confidence: float


def items(case: Case) -> list[Item]:
    """Return all that a machine suggested: statements, then positions, then conflicts, the doubtful last among each."""
    confidence = {one.id: one.confidence for one in case.statements}
    force = in_force(case.judgements)
    out: list[Item] = []
    groups: tuple[tuple[What, Sequence[Piece]], ...] = (
        ("statement", case.statements), ("position", case.positions), ("conflict", case.conflicts),
    )  # fmt: skip
    for what, pieces in groups:
        suggested = [
            Item(what, one, standing_of(case, what, one, force), confidence_of(one, confidence))
            for one in pieces
            if one.reader
        ]
        out += [
            *(one for one in suggested if one.confidence >= LOW),
            *(one for one in suggested if one.confidence < LOW),
        ]
    return out


def confidence_of(piece: Piece, known: Mapping[str, float]) -> float:
    """Return the confidence of a statement; of a position or conflict, that of its weakest or only witness."""
    if isinstance(piece, Statement):
        return piece.confidence
    shares = [known.get(name, 1.0) for name in piece.statements]
    return max(shares) if isinstance(piece, Position) else min(shares)


def judged(  # noqa: PLR0913 - what, by whom, when and why
    case: Case,
    ids: Sequence[str],
    verdict: Literal["accepted", "rejected", "edited", "undone"],
    by: str,
    *,
    fields: Mapping[str, Any] | None = None,
    rule: str = "",
    at: dt.datetime | None = None,
) -> Case:
    """Return the case with some pieces judged.

    Args:
        case: the case.
        ids: of statements, positions or conflicts.
        verdict: what was decided.
        by: who decides.
        fields: for "edited": the new values.
        rule: by which rule, where there was one.
        at: when; now by default.

    Raises:
        ReadingError: there is no such piece, nothing to undo, or an edit that cannot be; a sentence.
    """
    if not by.strip():
        raise ReadingError("say who judges: --by NAME")
    kinds: dict[str, What] = {one.id: "conflict" for one in case.conflicts}
    kinds |= {one.id: "position" for one in case.positions}
    kinds |= {one.id: "statement" for one in case.statements}
    made = [
        Judgement(
            what=kinds[one] if one in kinds else _what(case, one),
            of=one,
            verdict=verdict,
            by=by,
            at=at or now(),
            fields=dict(fields or {}),
            rule=rule,
        )
        for one in ids
    ]
    standing = in_force(case.judgements)
    for one in made:
        if verdict == "undone" and (one.what, one.of) not in standing:
            raise ReadingError(f"'{one.of}' has no judgement that could be undone")
    try:
        return judge(case, made)
    except (KeyError, ValueError) as error:
        raise ReadingError(str(error.args[0])) from error


def merged(  # noqa: PLR0913 - which names, by whom and when
    case: Case, name: str, into: str, by: str, *, undo: bool = False, at: dt.datetime | None = None
) -> Case:
    """Return the case with one way of writing a speaker standing for another, or no longer; `at`: when, if not now.

    Raises:
        ReadingError: no statement has such a speaker, or there is no merge to undo.
    """
    written = {one.speaker for one in case.statements}
    if name not in written or (not undo and name == into):
        raise ReadingError(
            f"no statement has the speaker '{name}'"
            if name not in written
            else "a name cannot stand for itself"
        )
    if undo and ("name", name) not in in_force(case.judgements):
        raise ReadingError(f"'{name}' is not merged into another name")
    one = Judgement(
        what="name",
        of=name,
        verdict="undone" if undo else "merged",
        by=by,
        at=at or now(),
        into="" if undo else into,
    )
    return judge(case, [one])


def by_rule(case: Case, rule: str) -> list[str]:
    """Return the ids of the suggestions that nobody judged yet and that fit a rule.

    A rule is a list of terms parted by commas, all of which must hold: `kind=statement`, `confidence>=0.8`,
    `party=israel`, `act=asserts`, `stand=demands`, `issue=…`, `named=yes`, `speaker=…`, `via=…`, `source=…`.

    Raises:
        ReadingError: a term cannot be read.
    """
    tests = [_term(term) for term in rule.split(",")]
    return [
        one.piece.id
        for one in items(case)
        if one.standing == "suggested" and all(test(one) for test in tests)
    ]


def _term(term: str) -> Callable[[Item], bool]:
    found = _TERM.match(term)
    if found is None or found["name"] not in _FIELDS:
        raise ReadingError(
            f"'{term.strip()}' is no term of a rule; write for instance confidence>=0.8 ({', '.join(_FIELDS)})"
        )
    name, how, value = found["name"], found["how"], found["value"]
    if name == "confidence":
        try:
            least = float(value)
        except ValueError:
            raise ReadingError(f"'{value}' is no number; confidence runs from 0 to 1") from None
        return lambda item: _NUMBERS[how](item.confidence, least)
    if how != "=":
        raise ReadingError(f"'{term.strip()}': {name} is compared by = alone")
    return lambda item: value.lower() in _values(item, name)


def _values(item: Item, name: str) -> Iterator[str]:
    if name == "kind":
        yield item.what
        return
    attribute = {
        "party": "speaker_party" if item.what == "statement" else "party",
        "named": "speaker_named",
    }.get(name, name)
    value = getattr(item.piece, attribute, None)
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, tuple):
        yield from (str(one).lower() for one in value)
    elif value is not None:
        yield str(value).lower()


def _what(case: Case, name: str) -> What:
    groups: tuple[tuple[What, Sequence[Piece]], ...] = (
        ("statement", case.statements), ("position", case.positions), ("conflict", case.conflicts),
    )  # fmt: skip
    for what, pieces in groups:
        if any(one.id == name for one in pieces):
            return what
    raise ReadingError(f"the record has no statement, position or conflict '{name}'")


def fields_of(case: Case, name: str, given: Sequence[str]) -> dict[str, Any]:
    """Read FIELD=VALUE for an edit; values are text, or JSON where a field takes no text.

    Raises:
        ReadingError: there is no such field.
    """
    what = _what(case, name)
    kind: type[Any] = {"statement": Statement, "position": Position, "conflict": Conflict}[what]
    known = {field.name: field.type for field in msgspec.structs.fields(kind)}
    open_to_edits = [name for name in known if name not in ("id", "reader", "source")]
    out: dict[str, Any] = {}
    for one in given:
        field, equals, value = one.partition("=")
        if not equals or field not in open_to_edits:
            raise ReadingError(f"'{one}' is not FIELD=VALUE; a {what} has {', '.join(open_to_edits)}")
        try:
            out[field] = msgspec.json.decode(value.encode())
        except msgspec.DecodeError:
            out[field] = value
        if (
            isinstance(out[field], (int, float))
            and not isinstance(out[field], bool)
            and field in ("content", "speaker", "about", "note", "summary")
        ):
            out[field] = value
    return out


def now() -> dt.datetime:
    """Return the time to write into a judgement, in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
