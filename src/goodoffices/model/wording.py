"""What the decoder says is wrong with the shape of data, in our words."""

from __future__ import annotations

import re
from typing import Final

#: What msgspec says, and what we say.
_OURS: Final = {
    "Object missing required field": "the required field is missing:",
    "Object contains unknown field": "there is no such field here:",
    "Invalid RFC3339 encoded datetime": 'this is no time; write it with its zone, such as "2031-03-04T10:00:00Z"',
    "Invalid RFC3339 encoded date": "this is no day of the calendar; write it as 2024-03-30",
    "Invalid base64 encoded string": "this is no base 64; write what the file holds in base 64",
    "Invalid enum value": "`goodoffices schema` lists the words allowed here, and this is none of them:",
    "Input data was truncated": (
        "this is truncated JSON: it ends before its last bracket or quotation mark; write it whole"
    ),
    "maximum recursion depth exceeded": "this nests too deep; write it flatter",
    "Number out of range": "a number in it is too large to be kept; write another",
    "codec can't encode": "this holds half of a character (a lone \\ud8… escape); write it whole or leave it out",
    "codec can't decode": "this is no UTF-8 text; save or send it as UTF-8",
    "Invalid UTF-8": "this is no UTF-8 text; save or send it as UTF-8",
}
#: Those after which nothing that the library adds is of use to anybody.
_WHOLE: Final = (
    "Input data was truncated", "maximum recursion depth exceeded", "Number out of range",
    "codec can't encode", "codec can't decode", "Invalid UTF-8",
)  # fmt: skip
#: So many characters are said at most, as of a name that nobody has given.
_LONGEST: Final = 300

_MALFORMED: Final = re.compile(r"JSON is malformed: (?P<what>.*?)(?: \(byte (?P<place>\d+)\))?$", re.DOTALL)
_LENGTH: Final = re.compile(
    r"Expected `(?P<kind>str|array|bytes|object)` of length (?P<how><=|>=) (?P<many>\d+)"
)
_KIND: Final = re.compile(r"(?<=expected )`([a-z |]+)`|(?<=got )`([a-z |]+)`")
_WORDS: Final = {
    "array": "a list", "object": "a group of fields", "str": "text", "int": "a whole number", "float": "a number",
    "bool": "true or false", "null": "nothing", "date": "a date", "datetime": "a time",
}  # fmt: skip


def in_our_words(problem: str) -> str:
    """Return what msgspec says in our words, without the place where it found it.

    What is not known here stays as it is, in small letters; what was sent is not repeated at length.
    """
    for theirs in _WHOLE:
        if theirs in problem:
            return _OURS[theirs]
    if found := _MALFORMED.match(problem):
        place = f", at byte {found['place']}" if found["place"] else ""
        return f"this is malformed JSON ({found['what']}{place}); mend it there"
    if found := _LENGTH.match(problem):
        return _length(found["kind"], found["how"], int(found["many"]))
    for theirs, ours in _OURS.items():
        problem = problem.replace(theirs, ours)
    problem = problem.replace("Expected", "expected").replace("Invalid", "invalid")
    said = _KIND.sub(_in_words, problem).replace("`", "'")
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _length(kind: str, how: str, many: int) -> str:
    """Say how long something is to be."""
    if (how, many) == (">=", 1):
        return "this is empty; write something here, or leave it out where it need not be given"
    if kind == "str":
        return f"write {many:,} characters at most" if how == "<=" else f"write {many:,} characters at least"
    return f"give {many:,} of these at most" if how == "<=" else f"give {many:,} of these at least"


def _in_words(found: re.Match[str]) -> str:
    kinds = (found[1] or found[2]).split(" | ")
    return " or ".join(_WORDS.get(kind, kind) for kind in kinds)
