"""What somebody may see, as one file, and its check without a network, a key or a database.

Lines of canonical JSON: a head, the events stream by stream, a tail. Every event carries the link of its stream's
content chain; the tail carries the last link of each, and the digest of all bytes before it. The same history gives
the same bytes. A signature of the mediators' server may follow.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from goodoffices.model.wording import in_our_words
from goodoffices.talks import chain
from goodoffices.talks.codec import canonical, decoded
from goodoffices.talks.events import Happened
from goodoffices.talks.seeing import TELLING, seen_by
from goodoffices.talks.streams import Stream, is_stream

FORMAT: Final = "goodoffices transcript"
VERSION: Final = 1
#: So many characters of what is wrong are said.
_LONGEST: Final = 500
_BEGINNING: Final = dt.datetime.min.replace(tzinfo=dt.UTC)


class Broken(Exception):  # noqa: N818 - it names what is wrong with the file
    """A transcript that is not as it was written: what, and in which line; names in it are not said at any length."""

    def __init__(self, what: str) -> None:
        super().__init__(what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")


class _Head(msgspec.Struct, forbid_unknown_fields=True):
    """The first line: for whom, which streams in which order, and which of those they saw were destroyed."""

    format: Literal["goodoffices transcript"]
    version: Literal[1]
    viewer: str
    streams: list[str]
    purged: list[str]


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """An event of a stream: what happened, its link, its number."""

    happened: dict[str, Any]
    link: str
    number: int
    stream: str


def written(
    viewer: str, streams: Mapping[str, Iterable[tuple[bytes, bytes]]], purged: Iterable[str] = ()
) -> Iterator[bytes]:
    """Yield a transcript's lines.

    Args:
        viewer: who sees this.
        streams: for each stream in order, its events' canonical JSON and links.
        purged: streams whose key is destroyed.
    """
    digest = hashlib.sha256()

    def line(data: bytes) -> bytes:
        digest.update(data + b"\n")
        return data + b"\n"

    yield line(
        canonical(
            {
                "format": FORMAT,
                "version": VERSION,
                "viewer": viewer,
                "streams": list(streams),
                "purged": sorted(purged),
            }
        )
    )
    heads: dict[str, str] = {}
    for stream, events in streams.items():
        for number, (data, link) in enumerate(events, 1):
            # The event's own bytes stand in the line as they are: nothing is read and written anew.
            head = canonical({"link": link.hex(), "number": number, "stream": stream})
            yield line(b'{"happened":' + data + b"," + head[1:])
            heads[stream] = link.hex()
    yield canonical({"heads": heads, "sha256": digest.hexdigest()}) + b"\n"


@dataclass(frozen=True)
class Checked:
    """A transcript that is as it was written."""

    viewer: str
    events: Mapping[str, int]
    heads: Mapping[str, str]
    signed_by: str | None


def checked(data: bytes, signer: bytes | None = None) -> Checked:
    """Check a transcript.

    Args:
        data: the file.
        signer: the public key by which it must be signed, 32 bytes; None takes any signature that is right, or none.

    Raises:
        Broken: it was changed: any byte, any line left out, added or moved.
    """
    if not data.endswith(b"\n"):
        message = "the end is missing"
        raise Broken(message)
    lines = data[:-1].split(b"\n")
    signed_by = None
    if len(lines) > 1 and lines[-1].startswith(b'{"key":'):
        signed_by = _signature(lines[-1], b"\n".join(lines[:-1]) + b"\n", signer)
        lines.pop()
    elif signer is not None:
        message = "it is not signed"
        raise Broken(message)
    head = _head(lines[0])
    if len(lines) == 1:
        message = "the end is missing"
        raise Broken(message)
    tail = _object(lines[-1], len(lines))
    whole = b"\n".join(lines[:-1]) + b"\n"
    if tail.get("sha256") != hashlib.sha256(whole).hexdigest():
        raise Broken(_where(lines))
    counts, heads = _events(lines, head)
    _check_seen(lines, head)
    if tail != {"heads": heads, "sha256": tail["sha256"]}:
        raise Broken(f"line {len(lines)}: the last links are not those of the events")
    return Checked(viewer=head.viewer, events=counts, heads=heads, signed_by=signed_by)


def _head(line: bytes) -> _Head:
    """Read the first line."""
    try:
        head = msgspec.convert(_object(line, 1), _Head)
    except msgspec.ValidationError:
        head = None
    if head is None or len({*head.streams, *head.purged}) != len(head.streams) + len(head.purged):
        message = f"line 1: this is no {FORMAT} of version {VERSION}"
        raise Broken(message)
    for name in (*head.streams, *head.purged):
        if not is_stream(name):
            raise Broken(f"line 1: '{name}' is no stream of the talks")
    return head


def _check_seen(lines: list[bytes], head: _Head) -> None:
    """Check that whoever it is for sees what is in it, by what it says of them itself."""
    told: dict[Stream, list[Happened]] = {Stream.parse(name): [] for name in head.streams}
    for line in lines[1:-1]:
        one = msgspec.convert(_object(line, 0), _Line)
        stream = Stream.parse(one.stream)
        if stream.kind in TELLING:
            told[stream].append(decoded(stream.kind, canonical(one.happened)))
    try:
        seen = seen_by(head.viewer, told, {Stream.parse(name) for name in head.purged})
    except ValueError as error:
        raise Broken(f"line 1: {error}") from None
    for name in (*head.streams, *head.purged):
        if not seen(Stream.parse(name)):
            raise Broken(f"line 1: {head.viewer} does not see {name}")


def _events(lines: list[bytes], head: _Head) -> tuple[dict[str, int], dict[str, str]]:
    """Check the events; return how many each stream has, and the last link of each."""
    order = head.streams
    counts: dict[str, int] = dict.fromkeys(order, 0)
    heads: dict[str, str] = {}
    place, last = 0, _BEGINNING
    for number, line in enumerate(lines[1:-1], 2):
        try:
            one = msgspec.convert(_object(line, number), _Line)
        except msgspec.ValidationError:
            one = None
        if one is None or one.stream not in counts:
            raise Broken(f"line {number}: this is no event of a stream that the first line names")
        stream = one.stream
        if order.index(stream) < place:
            raise Broken(f"line {number}: the streams are not in order")
        if order.index(stream) > place:
            place, last = order.index(stream), _BEGINNING
        before = bytes.fromhex(heads[stream]) if stream in heads else chain.start(stream)
        data = canonical(one.happened)
        link = chain.link(before, counts[stream] + 1, data).hex()
        if one.number != counts[stream] + 1 or one.link != link:
            raise Broken(
                f"line {number}: event {counts[stream] + 1} of {stream} is not the one that stood there"
            )
        try:
            happened = decoded(Stream.parse(stream).kind, data)
        except (ValueError, msgspec.MsgspecError) as error:
            what = in_our_words(str(error))
            raise Broken(f"line {number}: this is no event of {stream}: {what}") from None
        if happened.at < last:
            raise Broken(f"line {number}: the event is earlier than the one before it in {stream}")
        last = happened.at
        counts[stream] += 1
        heads[stream] = link
    return counts, heads


def _where(lines: list[bytes]) -> str:
    """Say which line was changed, as far as the chains tell."""
    try:
        _events(lines, _head(lines[0]))
    except Broken as error:
        return str(error)
    return "it was changed: the digest in its last line is not that of the lines before it"


def _object(line: bytes, number: int) -> dict[str, Any]:
    """Read a line of canonical JSON."""
    try:
        plain = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Broken(f"line {number}: this is no JSON") from None
    if not isinstance(plain, dict) or canonical(plain) != line:
        raise Broken(f"line {number}: this is not written as a transcript is")
    return plain


def signed(transcript: bytes, private: bytes) -> bytes:
    """Return a transcript with the Ed25519 signature of a server, whose private key has 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - slow to load

    key = Ed25519PrivateKey.from_private_bytes(private)
    public = key.public_key().public_bytes_raw().hex()
    return transcript + canonical({"key": public, "signature": key.sign(transcript).hex()}) + b"\n"


def _signature(line: bytes, signed_part: bytes, signer: bytes | None) -> str:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above

    plain = _object(line, 0)
    try:
        key, signature = bytes.fromhex(plain["key"]), bytes.fromhex(plain["signature"])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed_part)
    except (InvalidSignature, KeyError, TypeError, ValueError):
        message = "the signature is not of this transcript"
        raise Broken(message) from None
    if plain != {"key": key.hex(), "signature": signature.hex()}:
        message = "the signature is not written as a transcript's is"
        raise Broken(message)
    if signer is not None and key != signer:
        message = "it is signed with another key"
        raise Broken(message)
    return key.hex()
