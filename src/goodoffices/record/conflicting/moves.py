"""A party's stand and its later opposite, on two days or told in one breath: a move."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from goodoffices.model.base import When, first_day, last_day
from goodoffices.record.results import ReadConflict, ReadPosition, ReadStatement

_FOR = frozenset({"demands", "offers", "accepts"})
_AGAINST = frozenset({"rejects"})


#: Words that name both stands at once: "from 480 to 440", "daily instead of hourly", "eight, down from 12".
_BOTH = re.compile(
    r"\bfrom\s+[\w.,-]+(?:\s+\w+){0,4}?\s+to\s+(?:\d[\d.,]*|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)"
    r"|\binstead\s+of\b|\b(?:down|up)\s+from\b"
    r"|\b(?:dropp(?:ed|ing)|abandon(?:ed|ing)|withdr[ae]w\w*|gave\s+up|given\s+up)\s+(?:its|their)\s+"
    r"(?:\w+\s+)?(?:demand|insistence|objection|claim|condition|opposition)s?\b",
    re.IGNORECASE,
)
_HAD = re.compile(r"^(?:had|once|first|initially|originally|previously|long)\b", re.IGNORECASE)


def move_conflicts(
    positions: Sequence[ReadPosition], said: Mapping[str, ReadStatement]
) -> Iterator[ReadConflict]:
    """Yield a conflict where a party takes the opposite stand, or another figure, later than the first.

    Later is: on a later day; after what the report says that it *had* demanded; or in the same words ("from 480 to
    440").

    Args:
        positions: all positions.
        said: the statements they rest on, by id.
    """
    on_issues = [one for one in positions if one.issue is not None]
    told: set[str] = set()
    breaths: set[tuple[str, str | None, str]] = set()
    for one in on_issues:
        statement = said[one.statements[0]]
        both = _BOTH.search(f"{statement.cue} {statement.content}")
        if one.stand == "rejects" or both is None or statement.id in told:
            continue
        told.add(statement.id)
        # Words within words are one move.
        if (breath := (one.party, one.issue, both[0].lower())) not in breaths:
            breaths.add(breath)
            yield _move((statement.id,), one, f"it moves: “{both[0]}”")
    dated = sorted(on_issues, key=lambda one: _last(one.on))
    for place, later in enumerate(dated):
        for earlier in reversed(dated[:place]):
            if not _same(earlier, later) or earlier.on is None:
                continue
            if _opposite(earlier, later) and _last(earlier.on) < (first_day(later.on) or dt.date.min):
                why = f"{earlier.stand} on {_day(earlier.on)}, {later.stand} on {_day(later.on)}"
                yield _move((earlier.statements[0], later.statements[0]), later, why)
                break
    for earlier in on_issues:
        if not _HAD.match(said[earlier.statements[0]].cue):
            continue
        for later in on_issues:
            ids = (earlier.statements[0], later.statements[0])
            if _follows(earlier, later, said) and not set(ids) & told:
                told.update(ids)
                yield _move(ids, later, f"{_stand(earlier)} before, {_stand(later)} now")
                break


def _move(statements: tuple[str, ...], later: ReadPosition, why: str) -> ReadConflict:
    return ReadConflict(
        kind="position", statements=statements, about=f"{later.party} on {later.issue}", why=why
    )


def _follows(earlier: ReadPosition, later: ReadPosition, said: Mapping[str, ReadStatement]) -> bool:
    """Tell whether a stand stands against one that its party had taken before."""
    if (earlier.party, earlier.issue) != (later.party, later.issue):
        return False
    if _HAD.match(said[later.statements[0]].cue) or earlier.statements == later.statements:
        return False
    figures = bool(earlier.options and later.options and not set(earlier.options) & set(later.options))
    return _opposite(earlier, later) or (figures and {earlier.stand, later.stand} <= _FOR | {"flexible"})


def _stand(position: ReadPosition) -> str:
    return " ".join((position.stand, *map(str, position.options)))


def _same(one: ReadPosition, other: ReadPosition) -> bool:
    """Tell whether two stands speak of one thing: the same options, or options that one of them leaves open."""
    alike = one.options == other.options or not one.options or not other.options
    return (one.party, one.issue) == (other.party, other.issue) and alike


def _opposite(one: ReadPosition, other: ReadPosition) -> bool:
    return (one.stand in _FOR and other.stand in _AGAINST) or (one.stand in _AGAINST and other.stand in _FOR)


def _last(when: When | None) -> dt.date:
    return last_day(when) or dt.date.min


def _day(when: When | None) -> str:
    return f"{when[0]} to {when[1]}" if isinstance(when, tuple) else str(when)
