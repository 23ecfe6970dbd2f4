"""Scripts: one act a line, as JSON. docs/reference/acts.md lists the shape of every act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final, TypeVar

import msgspec

from goodoffices.model.casefile.check_terms import DEEPEST
from goodoffices.model.wording import in_our_words
from goodoffices.talks.actions import ACTIONS, Action, Command
from goodoffices.talks.actions.base import NAME, Key, Moment, Short
from goodoffices.talks.standing import ENGINE

_Act = TypeVar("_Act", bound=Action)

#: What every line has beside the fields of its act.
_ENVELOPE: Final = ("at", "by", "key", "for", "meeting")
#: A line this long is no act.
_LONGEST: Final = 4_000_000
#: What an act holds nests so deep at most: twice as deep as conditions do, and what stands around them.
_DEEPEST: Final = 2 * DEEPEST + 20
#: Times lie between these years, in which every database and every page can write them.
_YEARS: Final = range(1000, 3000)
#: How the shape says that a time has no zone.
_ZONELESS: Final = "Expected `datetime` with a timezone component"
#: How it says that a text is no day of the calendar.
_DAYLESS: Final = "Invalid RFC3339 encoded date"
#: How it says that a text is no name.
_NAMELESS: Final = f"Expected `str` matching regex {NAME!r}"


class ScriptError(Exception):
    """A line that is no act: file, line, field, and what to write instead."""


class _Envelope(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    at: Moment
    by: str
    key: Key = ""
    entered_for: str = msgspec.field(default="", name="for")
    meeting: Short = ""


def command_of(plain: Any) -> Command:  # noqa: ANN401 - JSON from outside
    """Read an act: `at`, `by`, `do`, perhaps `key`, `for`, `meeting`, and the fields of the act.

    Raises:
        ScriptError: what is wrong, and where.
    """
    if not isinstance(plain, dict):
        message = 'an act is a JSON object: {"at": …, "by": …, "do": …}'
        raise ScriptError(message)
    for name, value in plain.items():
        if _nests_deeper(value, _DEEPEST):
            raise ScriptError(f"{name}: this nests too deep; conditions nest {DEEPEST} deep at most")
    envelope = {name: plain[name] for name in _ENVELOPE if name in plain}
    fields = {name: value for name, value in plain.items() if name not in _ENVELOPE}
    act = fields.get("do")
    if not isinstance(act, str) or act not in ACTIONS:
        raise ScriptError(_unknown(act))
    try:
        head = msgspec.convert(envelope, _Envelope)
        action: Action = msgspec.convert(fields, ACTIONS[act])
    except msgspec.ValidationError as error:
        raise ScriptError(_said(str(error))) from None
    if "\0" in head.key:
        message = "key: a key has no NUL character; leave it out"
        raise ScriptError(message)
    return Command(
        at=_in_utc("at", head.at), by=head.by, action=_timed(action), key=head.key, entered_for=head.entered_for,
        meeting=head.meeting,
    )  # fmt: skip


def _nests_deeper(value: object, most: int) -> bool:
    """Whether lists and groups of fields sit within one another deeper than so many."""
    level = [value]
    for _ in range(most):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return any(isinstance(one, dict | list) for one in level)


def _timed(action: _Act) -> _Act:
    """Return an act with its times in one zone."""
    given = {name: getattr(action, name) for name in action.__struct_fields__}
    times = {name: _in_utc(name, one) for name, one in given.items() if isinstance(one, dt.datetime)}
    return msgspec.structs.replace(action, **times) if times else action


def _in_utc(name: str, moment: dt.datetime) -> dt.datetime:
    """Return a time in UTC.

    Raises:
        ScriptError: it lies in no year in which anybody talks.
    """
    try:
        found = moment.astimezone(dt.UTC)
    except OverflowError:
        found = None
    if found is None or found.year not in _YEARS:
        raise ScriptError(f"{name}: give a time between the years {_YEARS.start} and {_YEARS.stop}")
    return found


def _unknown(act: object) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    if act is None:
        return "do: say what is done"
    said = str(act)[:60]
    near = " or ".join(f"'{one}'" for one in get_close_matches(said, ACTIONS, n=2))
    return f"do: there is no act '{said}'{f'; did you mean {near}?' if near else ''}"


def _said(problem: str) -> str:
    """Say a problem with the field first, as our sentences do."""
    what, at, path = problem.partition(" - at `$.")
    if what == _ZONELESS:
        what = 'give the time with its zone, such as "2031-03-04T10:00:00Z"'
    elif what == _DAYLESS:
        what = 'there is no such day; write one of the calendar, such as "2031-03-04"'
    elif what == _NAMELESS:
        what = "a name has small letters, digits, dots, hyphens and underscores, 80 at most"
    else:
        what = in_our_words(what)
    return f"{path.rstrip('`')}: {what}" if at else what


def commands(text: str, file: str) -> Iterator[tuple[int, Command]]:
    """Yield the acts of a script with their lines. Empty lines are passed over.

    Raises:
        ScriptError: what is wrong, with file and line.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{file}, line {number}"
        if len(line) > _LONGEST:
            raise ScriptError(f"{where}: the line is too long for an act")
        try:
            plain = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise ScriptError(f"{where}: {in_our_words(str(error))}; an act is one line of JSON") from None
        try:
            command = command_of(plain)
        except ScriptError as error:
            raise ScriptError(f"{where}: {error}") from None
        if command.by == ENGINE:
            raise ScriptError(
                f"{where}: by: the engine runs by itself, when all have consented; leave the line out"
            )
        yield number, command
