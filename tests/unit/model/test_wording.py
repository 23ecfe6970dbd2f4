"""What the decoder says of broken data is said in our words, with what to do."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

from goodoffices.model.wording import in_our_words


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1, max_length=2_000)] = "x"
    many: int = 0
    at: dt.datetime | None = None
    on: dt.date | None = None
    data: bytes = b""
    several: Annotated[tuple[str, ...], Meta(max_length=2)] = ()
    of: dict[str, int] | None = None


SAID: dict[str, tuple[str, str]] = {
    "cut off": ('{"name":', "this is truncated JSON: it ends before its last bracket or quotation mark"),
    "malformed": ('{"name" 3}', "this is malformed JSON (expected ':', at byte 8); mend it there"),
    "more behind it": ("{}}", "this is malformed JSON (trailing characters, at byte 3)"),
    "a number out of range": ('{"many": 1e400}', "a number in it is too large to be kept"),
    "text for a number": ('{"many": "x"}', "expected a whole number, got text"),
    "a list for fields": ('{"of": []}', "expected a group of fields or nothing, got a list"),
    "a number for a time": ('{"at": 3}', "expected a time or nothing, got a whole number"),
    "no time": ('{"at": "x"}', "this is no time; write it with its zone"),
    "no day": ('{"on": "2031-02-30"}', "this is no day of the calendar"),
    "no base 64": ('{"data": "?"}', "this is no base 64"),
    "too long": ('{"name": "' + "x" * 2_001 + '"}', "write 2,000 characters at most"),
    "too short": ('{"name": ""}', "this is empty; write something here"),
    "too many": ('{"several": ["a", "b", "c"]}', "give 2 of these at most"),
    "a field too many": ('{"bogus": 1}', "there is no such field here: 'bogus'"),
}


@pytest.mark.parametrize("what", SAID)
def test_what_is_wrong_with_data_is_said_in_our_words(what: str) -> None:
    data, sentence = SAID[what]
    assert _wrong(data.encode(), _Shape).startswith(sentence)


@pytest.mark.parametrize("data", [b'"\xff"', b'{"name": "\xff"}'])
def test_what_is_no_text_is_said_in_our_words(data: bytes) -> None:
    assert _wrong(data, Any).startswith("this is no UTF-8 text; save or send it as UTF-8")


def test_what_nests_without_end_is_said_in_our_words() -> None:
    assert _wrong(b"[" * 100_000, Any) == "this nests too deep; write it flatter"


def test_half_a_character_is_said_in_our_words() -> None:
    with pytest.raises(UnicodeEncodeError) as caught:
        msgspec.json.decode('"\ud800"')
    assert in_our_words(str(caught.value)).startswith("this holds half of a character")


def _wrong(data: bytes, shape: Any) -> str:
    try:
        msgspec.json.decode(data, type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        return in_our_words(str(error).partition(" - at `$.")[0])
    raise AssertionError(data)


def test_what_was_sent_is_not_repeated_at_length() -> None:
    said = in_our_words(f"Object contains unknown field `{'x' * 4000}`")
    assert said.startswith("there is no such field here: 'xxx")
    assert said.endswith("x…")
    assert len(said) < 310
