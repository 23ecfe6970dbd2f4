"""A transcript is deterministic, and whatever is changed in it is found."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from goodoffices.talks import chain
from goodoffices.talks.codec import canonical
from goodoffices.talks.transcript import Broken, checked, signed
from tests.talks.table import LEAD, Table, act, opened

KEY = bytes(range(32))


def table() -> Table:
    made = opened()
    made.play(
        [
            act("alba:head", "say", text="“Four”, he said — not five."),
            act(LEAD, "tell", to=["alba", "borea"], text="Good morning"),
            act("alba:head", "say", text="Four."),
        ]
    )
    return made


@pytest.fixture(scope="module")
def transcript() -> bytes:
    return table().seen("alba:adviser")


def test_the_same_history_gives_the_same_bytes(transcript: bytes) -> None:
    assert table().seen("alba:adviser") == transcript
    found = checked(transcript)
    assert found.viewer == "alba:adviser"
    assert list(found.events) == ["case", "channel/alba"]
    assert found.events["channel/alba"] > 5


def test_any_byte_that_is_changed_is_found(transcript: bytes) -> None:
    for place, byte in enumerate(transcript):
        for other in {byte ^ 1, byte ^ 0x20, 0x20} - {byte}:
            with pytest.raises(Broken):
                checked(transcript[:place] + bytes([other]) + transcript[place + 1 :])


def test_any_byte_that_is_dropped_or_added_is_found(transcript: bytes) -> None:
    for place in range(len(transcript)):
        with pytest.raises(Broken):
            checked(transcript[:place] + transcript[place + 1 :])
        with pytest.raises(Broken):
            checked(transcript[:place] + b" " + transcript[place:])
        with pytest.raises(Broken):
            checked(transcript[:place])


def test_any_line_that_is_dropped_doubled_or_moved_is_found_even_with_the_digest_made_anew(
    transcript: bytes,
) -> None:
    lines = transcript.split(b"\n")[:-1]
    for place in range(1, len(lines) - 1):
        dropped = lines[:place] + lines[place + 1 :]
        doubled = lines[: place + 1] + lines[place:]
        moved = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
        for forged in (dropped, doubled, moved):
            with pytest.raises(Broken):
                checked(_closed(forged[:-1], lines[-1]))


@pytest.mark.parametrize(
    "change",
    [
        {"streams": 5},
        {"streams": ["case", "case"]},
        {"streams": None},
        {"purged": {}},
        {"viewer": None},
        {"more": 1},
    ],
)
def test_a_first_line_that_is_none_is_said_even_with_the_digest_made_anew(
    transcript: bytes, change: dict[str, object]
) -> None:
    lines = transcript.split(b"\n")[:-1]
    lines[0] = canonical(msgspec.json.decode(lines[0]) | change)
    with pytest.raises(Broken, match="line 1: this is no goodoffices transcript"):
        checked(_closed(lines[:-1], lines[-1]))


def test_a_number_that_is_none_is_found(transcript: bytes) -> None:
    lines = transcript.split(b"\n")[:-1]
    lines[1] = lines[1].replace(b'"number":1,', b'"number":true,')
    with pytest.raises(Broken, match="line 2"):
        checked(_closed(lines[:-1], lines[-1]))


def _closed(lines: list[bytes], tail: bytes) -> bytes:
    """Return lines with a tail whose digest is right and whose links are the old ones."""
    whole = b"\n".join(lines) + b"\n"
    plain = msgspec.json.decode(tail) | {"sha256": hashlib.sha256(whole).hexdigest()}
    return whole + canonical(plain) + b"\n"


def test_the_error_says_which_event_is_not_the_one(transcript: bytes) -> None:
    lines = transcript.split(b"\n")[:-1]
    number = next(n for n, line in enumerate(lines) if b"Good morning" in line)
    lines[number] = lines[number].replace(b"Good morning", b"Good evening")
    with pytest.raises(Broken, match=rf"line {number + 1}: event \d+ of channel/alba"):
        checked(b"\n".join(lines) + b"\n")


def test_a_signature_holds_for_its_bytes_and_its_key(transcript: bytes) -> None:
    whole = signed(transcript, KEY)
    signer = checked(whole).signed_by
    assert signer is not None
    assert checked(whole, bytes.fromhex(signer)).signed_by == signer
    for wrong in (transcript, signed(transcript, bytes(32))):
        with pytest.raises(Broken):
            checked(wrong, bytes.fromhex(signer))
    start = len(transcript)
    for place in range(start, len(whole)):
        for other in {whole[place] ^ 1, whole[place] ^ 0x20} - {whole[place]}:
            with pytest.raises(Broken):
                checked(whole[:place] + bytes([other]) + whole[place + 1 :])


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\n",
        b"{}\n",
        b"null\n{}\n",
        b"[]\n[]\n",
        b"\xff\n",
        b"{" * 50_000 + b"\n",
        b'{"format":1}\n{}\n',
    ],
)
def test_what_is_no_transcript_is_a_sentence(garbage: bytes) -> None:
    with pytest.raises(Broken):
        checked(garbage)


def test_a_link_depends_on_the_stream_the_place_and_all_before_it() -> None:
    first = chain.link(chain.start("a"), 1, b"x")
    assert first != chain.link(chain.start("b"), 1, b"x")
    assert first != chain.link(chain.start("a"), 2, b"x")
    assert first != chain.link(chain.sealed_start("a"), 1, b"x")
    assert chain.link(first, 2, b"y") != chain.link(chain.start("a"), 2, b"y")
