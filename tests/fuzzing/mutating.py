"""Make broken files from sound ones: bytes, lines, words and numbers are changed, dropped, doubled and swapped."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final

#: No mutant is larger (bytes): what is large is for `bombs`.
LARGEST: Final = 60_000
#: What programs stumble over, whatever the format.
WORDS: Final[tuple[bytes, ...]] = (
    b"", b"\0", b"\n", b"\r\n", b"\t", b" ", b"'", b'"', b"<", b">", b"&", b"{", b"}", b"[", b"]", b"(", b")", b":", b",",
    b"-", b"=", b"#", b"%", b"*x", b"&x ", b"!!python/object:os.system ", b"!!binary ", b"<<: ", b"---\n", b"...\n", b"? ",
    b"|", b"~", b"null", b"true", b"NaN", b"Infinity", b"-0", b"-1", b"0", b"1e308", b"1e-320", b"1e999", b"2147483648",
    b"-9223372036854775809", b"9" * 400, b"9" * 5000, b"0x10", b"1_000", b".5", b"0" * 40, b"0001-01-01", b"9999-12-31",
    b"2024-02-30", b"\xff", b"\xfe\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xef\xbb\xbf", "\u202e".encode(),
    "\u0661\u0662".encode(), "\u0130".encode(), "\ufb03".encode(), "\U0001f600".encode(), b"\\ud800", b"\\u0000", b"%s%n{0}",
    b"<!-- ", b"-->", b"<![CDATA[", b"]]>", b"<?xml ", b"?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"&#x110000;",
    b"../", b"..\\", b"/etc/passwd", b"\x1b[31m", b"//", b"/*", b"a" * 300, b"PK\x03\x04", b"%PDF-", b"\x00\x01\x00\x00",
)  # fmt: skip
_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
_WORD: Final = re.compile(rb"[\w.-]{2,}")
_PAIRS: Final = ((b"{", b"}"), (b"[", b"]"), (b"(", b")"), (b'"', b'"'), (b"<a>", b"</a>"))


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Return a file with a few changes.

    Args:
        data: a file, sound or not.
        chance: decides; the same state makes the same change.
        others: further files of the kind, from which pieces are taken.
    """
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.85:
        packed = _inside(data, chance, others)
        if packed is not None:
            return packed
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 9))):
        _change(found, chance, others)
        if len(found) > LARGEST:
            del found[LARGEST:]
    return bytes(found)


def _inside(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes | None:
    """Change a file in an archive, and pack it anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None
    if not held:
        return None
    name = chance.choice(sorted(held))
    what = chance.random()
    if what < 0.08:
        del held[name]
    elif what < 0.14:
        held[chance.choice(("../out", "a/" * 50 + "b", "x" * 300, "con:", "word/document.xml"))] = held[name]
    else:
        held[name] = mutated(held[name], chance, others)
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for inner, content in held.items():
            archive.writestr(inner, content)
    return out.getvalue()


def _change(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    place = chance.randrange(len(data) + 1)
    end = min(len(data), place + chance.choice((1, 1, 2, 4, 8, 30, 200)))
    match chance.randrange(10):
        case 0:
            data[place:place] = chance.choice(WORDS)
        case 1:
            data[place:end] = chance.choice(WORDS)
        case 2:
            del data[place:end]
        case 3:
            data[place:place] = data[place:end] * chance.choice((1, 2, 20))
        case 4:
            if data:
                data[place % len(data)] ^= 1 << chance.randrange(8)
        case 5:
            _other_number(data, chance)
        case 6:
            _swapped_words(data, chance)
        case 7:
            _swapped_lines(data, chance)
        case 8:
            if others:
                other = chance.choice(others)
                at = chance.randrange(len(other) + 1)
                data[place:end] = other[at : at + chance.choice((4, 40, 400))]
        case _:
            opened, closed = chance.choice(_PAIRS)
            many = chance.choice((1, 3, 70, 600))
            data[place:place] = opened * many + closed * chance.choice((0, many))


def _other_number(data: bytearray, chance: random.Random) -> None:
    found = list(_NUMBER.finditer(data))
    if found:
        one = chance.choice(found)
        data[one.start() : one.end()] = chance.choice(
            (
                b"0",
                b"-1",
                b"1e999",
                b"nan",
                b"0.1",
                b"99999999999999999999",
                b"1e9",
                b"-0.0",
                b"3",
                b"",
                b"9" * 450,
            )
        )


def _swapped_words(data: bytearray, chance: random.Random) -> None:
    found = list(_WORD.finditer(data))
    if len(found) > 1:
        one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
        first, second = bytes(one[0]), bytes(other[0])
        data[other.start() : other.end()] = first
        if chance.random() < 0.5:
            data[one.start() : one.end()] = second


def _swapped_lines(data: bytearray, chance: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    if len(lines) > 1:
        one, other = chance.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]
        if chance.random() < 0.3:
            del lines[one]
        data[:] = b"\n".join(lines)
