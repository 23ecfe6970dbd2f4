"""Collects the messages of pages, reports and the core; brings the catalogs up to date; compiles them.

    make messages

Translations that stand in a catalog stay; what is new is there without one, what is gone stands at the end.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.composed import PACKAGE, sentences, words

ROOT: Final = Path(__file__).resolve().parents[1]
CATALOGS: Final = PACKAGE / "language" / "catalogs"

#: Where messages stand in code and templates.
ROOMS: Final = ("agreement", "language", "model", "reports", "web")

#: The functions that translate, and which of their arguments are what.
KEYWORDS: Final = {
    "gettext": None, "_": None, "gettext_lazy": None, "say": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "counted": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip

_METHODS: Final = {".py": "python", ".jinja": "jinja2.ext:babel_extract"}

#: How a template is read; the same as in the environments.
OPTIONS: Final = {
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "newstyle_gettext": "true",
    "silent": "false",
}

#: What stands above a catalog.
HEADER: Final = """\
# Good Offices: its messages in the language "{language}".
# Copyright 2026 The Good Offices contributors
# Licensed under the Apache License, Version 2.0 (LICENSE).
#"""


def template() -> Catalog:
    """Return a catalog with every message and no translation."""
    made = Catalog(charset="utf-8", fuzzy=False)
    for path, message, comments, context in _written():
        made.add(message, None, [(_place(path), 0)], auto_comments=comments, context=context)
    named = set()
    for word in words():
        named.add(word.text)
        made.add(word.text, None, [(_place(word.file), 0)])
    for sentence in sentences():
        if sentence.text in named:
            continue
        made.add(sentence.text, None, [(_place(sentence.file), 0)], context="sentence")
    for one in made:
        one.locations = list(dict.fromkeys(one.locations))
    return made


def _written() -> Iterator[tuple[Path, str | tuple[str, ...], list[str], str | None]]:
    """Yield the messages in code and templates, with comments for translators (`# Translators: …`) and contexts."""
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*")):
            method = _METHODS.get(path.suffix)
            if method is None:
                continue
            with path.open("rb") as file:
                for _, message, comments, context in extract(
                    method, file, KEYWORDS, ["Translators:"], OPTIONS
                ):
                    yield path, message, comments, context


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(code: str) -> Catalog:
    """Return a catalog as it stands; an empty one for a new language."""
    path = CATALOGS / f"{code}.po"
    if not path.exists():
        return Catalog(locale=code, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code, charset="utf-8", abort_invalid=True)


def compiled(catalog: Catalog) -> bytes:
    """Return what a catalog compiles to."""
    made = io.BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def missing(catalog: Catalog) -> list[Message]:
    """Return the messages without a translation that counts."""
    return [one for one in catalog if one.id and (one.fuzzy or not all(_texts(one.string)))]


def _texts(string: object) -> list[object]:
    return list(string) if isinstance(string, tuple | list) else [string]


def update(code: str, wanted: Catalog) -> Catalog:
    """Bring a language's catalog up to date, and compile it."""
    catalog = read(code)
    catalog.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    catalog.project, catalog.version, catalog.copyright_holder = (
        "Good Offices",
        "1",
        "The Good Offices contributors",
    )
    catalog.header_comment = HEADER.format(language=code)
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    text = io.BytesIO()
    write_po(text, catalog, width=116, sort_by_file=True, include_lineno=False)
    (CATALOGS / f"{code}.po").write_bytes(text.getvalue())
    (CATALOGS / f"{code}.mo").write_bytes(compiled(read(code)))
    return catalog


def main() -> int:
    """Update every language but the one of the sources."""
    from goodoffices.language import LANGUAGES  # noqa: PLC0415 - not needed by those who import this

    wanted = template()
    for code in LANGUAGES:
        if code == "en":
            continue
        left = missing(update(code, wanted))
        print(f"{code}: {len(wanted)} messages, {len(left)} to translate in {_place(CATALOGS / code)}.po")
        for one in left[:40]:
            print(f"  {one.id if isinstance(one.id, str) else one.id[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
