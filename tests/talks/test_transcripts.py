"""A transcript is deterministic, and whatever is changed in it is found."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

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


def relinked(lines: list[bytes], change: Callable[[int, dict[str, Any]], None]) -> bytes:
    """Return a transcript that somebody changed and made all links of anew: nothing but what it says is wrong."""
    head, made = msgspec.json.decode(lines[0]), [lines[0]]
    heads: dict[str, str] = {}
    counts: dict[str, int] = {}
    for place, line in enumerate(lines[1:-1]):
        one = msgspec.json.decode(line)
        change(place, one)
        stream = one["stream"]
        counts[stream] = counts.get(stream, 0) + 1
        before = bytes.fromhex(heads[stream]) if stream in heads else chain.start(stream)
        heads[stream] = chain.link(before, counts[stream], canonical(one["happened"])).hex()
        made.append(canonical(one | {"number": counts[stream], "link": heads[stream]}))
    made[0] = canonical(head | {"streams": list(dict.fromkeys([*head["streams"], *heads]))})
    whole = b"\n".join(made) + b"\n"
    return whole + canonical({"heads": heads, "sha256": hashlib.sha256(whole).hexdigest()}) + b"\n"


@pytest.mark.parametrize("viewer", ["alba", "alba:head", "alba:adviser", "alba:voter", "mediators", LEAD, "mediator:co",
                                    "observer:un"])  # fmt: skip
def test_what_is_as_it_was_written_holds_for_everybody(viewer: str) -> None:
    made = table()
    made.play([act(LEAD, "announce", text="x", to=["observer:un"]), act(LEAD, "note", text="y")])
    seen = made.seen(viewer)
    assert checked(seen).events
    lines = seen.split(b"\n")[:-1]
    assert relinked(lines, lambda _place, _one: None) == seen


#: What somebody who makes all links anew can still not write, and where it is said.
FORGED: dict[str, tuple[dict[str, Any], str]] = {
    "a version that is none": ({"version": []}, r"line \d+: .*version of an event is a whole number"),
    "another that is none": ({"version": {"a": 1}}, r"line \d+: .*version of an event is a whole number"),
    "a version that nobody knows": ({"version": 99}, r"line \d+: .*no version 99 of"),
    "a version before the first": ({"version": 0}, r"line \d+: .*no version 0 of"),
    "a version that is no number": ({"version": True}, r"line \d+: .*version of an event is a whole number"),
    "a time before the one before it": (
        {"at": "2031-01-01T00:00:00Z"},
        r"line \d+: the event is earlier than",
    ),
    "a time that is none": ({"at": "yesterday"}, r"line \d+: this is no event of .*: this is no time"),
    "an event that is none": ({"event": []}, r"line \d+: this is no event of"),
    "an event of another stream": (
        {"event": {"event": "noted", "text": "x"}},
        r"line \d+: this is no event of",
    ),
}


@pytest.mark.parametrize("what", FORGED)
@pytest.mark.parametrize("place", [3, -1])
def test_what_is_forged_is_a_finding_even_with_all_links_made_anew(
    transcript: bytes, what: str, place: int
) -> None:
    fields, found = FORGED[what]
    lines = transcript.split(b"\n")[:-1]
    target = place % (len(lines) - 2)

    def change(at: int, one: dict[str, Any]) -> None:
        if at == target:
            one["happened"] |= fields

    with pytest.raises(Broken, match=found):
        checked(relinked(lines, change))


@pytest.mark.parametrize(
    ("viewer", "stream", "found"),
    [
        ("alba:adviser", "channel/borea", "alba:adviser does not see channel/borea"),
        ("alba:adviser", "mandate/alba", "alba:adviser does not see mandate/alba"),
        ("alba:voter", "channel/borea", "alba:voter does not see channel/borea"),
        ("alba:adviser", "answers/alba", "does not see answers/alba"),
        ("alba:adviser", "secrets/alba", "'secrets/alba' is no stream of the talks"),
        ("alba:adviser", "case/alba", "'case/alba' is no stream of the talks"),
        ("alba:adviser", "channel", "'channel' is no stream of the talks"),
        ("alba", "mandate/borea", "alba does not see mandate/borea"),
        ("alba", "joint/alba+borea", "does not see joint/alba"),
        ("mediators", "sealed/alba", "does not see sealed/alba"),
        ("mediators", "channel/mars", "does not see channel/mars"),
        ("mediator:co", "notes/mediator:far", "does not see notes/mediator:far"),
        (LEAD, "notes/mediator:co", "does not see notes/mediator:co"),
        ("observer:un", "case", "observer:un does not see case"),
        ("observer:un", "audience/guarantor:league", "does not see audience/guarantor:league"),
    ],
)
@pytest.mark.parametrize("purged", [False, True])
def test_a_stream_that_its_viewer_cannot_see_is_a_finding(
    viewer: str, stream: str, found: str, purged: bool
) -> None:
    lines = table().seen(viewer).split(b"\n")[:-1]
    head = msgspec.json.decode(lines[0])
    where = "purged" if purged else "streams"
    lines[0] = canonical(head | {where: sorted({*head[where], stream})})
    with pytest.raises(Broken, match=f"line 1: .*{re.escape(found)}"):
        checked(relinked(lines, lambda _place, _one: None))


def test_who_sits_in_no_body_sees_nothing_of_home(transcript: bytes) -> None:
    lines = transcript.split(b"\n")[:-1]
    lines[0] = canonical(msgspec.json.decode(lines[0]) | {"streams": ["case", "channel/alba", "home/alba"]})
    with pytest.raises(Broken, match="line 1: alba:adviser does not see home/alba"):
        checked(relinked(lines, lambda _place, _one: None))


@pytest.mark.parametrize(
    "viewer", ["alba:nobody", "borea:adviser", "", "alba:", "Alba", "mediator:nobody", "dora", "a:b:c"]
)
def test_a_viewer_who_takes_no_part_is_a_finding(viewer: str) -> None:
    lines = table().seen("mediators" if "mediator" in viewer else "alba:adviser").split(b"\n")[:-1]
    lines[0] = canonical(msgspec.json.decode(lines[0]) | {"viewer": viewer})
    with pytest.raises(Broken, match="line 1: "):
        checked(relinked(lines, lambda _place, _one: None))


def test_events_that_cannot_follow_one_another_are_a_finding(transcript: bytes) -> None:
    lines = transcript.split(b"\n")[:-1]

    def change(_at: int, one: dict[str, Any]) -> None:
        if one["happened"]["event"]["event"] == "consent_given":
            one["happened"]["event"] = {"event": "delegate_recalled", "person": "nobody"}

    with pytest.raises(Broken, match="line 1: the events of channel/alba cannot have come one after another"):
        checked(relinked(lines, change))


def test_what_nests_without_end_is_a_finding(transcript: bytes) -> None:
    lines = transcript.split(b"\n")[:-1]
    deep = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    lines[3] = lines[3].replace(b'"link"', b'"deep":' + deep + b',"link"')
    with pytest.raises(Broken):
        checked(b"\n".join(lines) + b"\n")
