"""Bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs

from goodoffices.record.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Text holds next to no control characters; above this share of the bytes it is something else.
_MOST_CONTROLS = 0.02
_SAMPLE = 65_536
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1b\x08")


def decode(data: bytes, name: str) -> str:
    """Decode a report: by its byte order mark, as UTF-8, or as what its letters look like.

    Line ends stay as they are, so that offsets hold for the text as given. A leading byte order mark is dropped.

    Raises:
        ReadingError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                message = (
                    f"{name}: it begins as {encoding.removesuffix('-sig').upper()} but breaks off at byte "
                    f"{error.start:,}; "
                    "save it again as UTF-8"
                )
                raise ReadingError(message) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guessed(data, name)
    if _binary(data) and "\0" in text:
        message = f"{name}: this is no text but binary data; give a text, HTML, PDF or DOCX file"
        raise ReadingError(message)
    return text


def _binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)  # noqa: PLR2004 - where ASCII's letters begin
    return controls > _MOST_CONTROLS * max(1, len(sample))


def _guessed(data: bytes, name: str) -> str:
    """Decode what is not UTF-8."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, rarely needed

    sample = data[:_SAMPLE]
    if _binary(data) and not _wide(sample):
        message = f"{name}: this is no text but binary data; give a text, HTML, PDF or DOCX file"
        raise ReadingError(message)
    best = from_bytes(sample).best()
    if best is None and _binary(data):
        message = f"{name}: this is no text but binary data; give a text, HTML, PDF or DOCX file"
        raise ReadingError(message)
    if best is None:
        message = f"{name}: the encoding of this file could not be told; save it as UTF-8"
        raise ReadingError(message)
    return data.decode(best.encoding, errors="replace")


def _wide(sample: bytes) -> bool:
    """Tell whether every second byte is zero, as in UTF-16 without a mark."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) // 4
