"""The package around a DOCX: its fonts put in, its files in an order and with times that never change."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

from goodoffices.reports.documents.fonts import FACES, LATIN, Face, families_of

#: The first moment that the format of archives knows.
_NEVER: Final = (1980, 1, 1, 0, 0, 0)
_TABLE: Final = "word/fontTable.xml"
_RELATIONS: Final = "word/_rels/fontTable.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_SCHEMAS: Final = "http://schemas.openxmlformats.org"
_W: Final = f"{_SCHEMAS}/wordprocessingml/2006/main"
_R: Final = f"{_SCHEMAS}/officeDocument/2006/relationships"
_FONT: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: So many bytes at the beginning of a font are hidden.
_HIDDEN: Final = 32


def packed(data: bytes) -> bytes:
    """Put the fonts that are used into a DOCX, and write it so that the same content gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    words = "".join(
        data.decode("utf-8")
        for name, data in parts.items()
        if name.startswith("word/") and name.endswith(".xml")
    )
    _embed(parts, [face for face in FACES if face.family in {LATIN, *families_of(words)}])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda one: (one != _TYPES, one)):
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, parts[name])
    return made.getvalue()


def _embed(parts: dict[str, bytes], faces: Iterable[Face]) -> None:
    """Put fonts in as ECMA-376 part 4, section 17.8.1, says: their first bytes hidden by a key beside them."""
    families: dict[str, list[str]] = {}
    relations = []
    for number, face in enumerate(faces, 1):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"goodoffices/{face.file}")
        parts[f"word/fonts/font{number}.odttf"] = _obfuscated(face.data, key)
        relations.append(
            f'<Relationship Id="rId{number}" Type="{_R}/font" Target="fonts/font{number}.odttf"/>'
        )
        kind = "embedBold" if face.weight > 400 else "embedRegular"
        families.setdefault(face.family, []).append(
            f'<w:{kind} r:id="rId{number}" w:fontKey="{{{str(key).upper()}}}"/>'
        )
    fonts = "".join(
        f'<w:font w:name={quoteattr(name)}><w:family w:val="roman"/><w:pitch w:val="variable"/>'
        f"{''.join(inside)}</w:font>"
        for name, inside in families.items()
    )
    parts[_TABLE] = f'{_HEAD}<w:fonts xmlns:w="{_W}" xmlns:r="{_R}">{fonts}</w:fonts>'.encode()
    parts[_RELATIONS] = (
        f'{_HEAD}<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{"".join(relations)}</Relationships>'
    ).encode()
    types = re.sub(r'<Default Extension="odttf"[^>]*/>', "", parts[_TYPES].decode("utf-8"))
    parts[_TYPES] = re.sub(
        r"(<Types[^>]*>)", rf'\1<Default Extension="odttf" ContentType="{_FONT}"/>', types, count=1
    ).encode("utf-8")


def _obfuscated(data: bytes, key: uuid.UUID) -> bytes:
    mask = key.bytes[::-1] * 2
    return bytes(one ^ other for one, other in zip(data[:_HIDDEN], mask, strict=True)) + data[_HIDDEN:]
