"""Templates: plain files that say what stands in a document, in which order, and in which words.

A line begins with a sign: `# ` the title, `## ` an article, `#- ` a part without a number, `#+ ` an annex, `> ` a
centred line, `! ` a note, `1. ` a clause, `(a) ` an item of a clause, `- ` an item of a list; other lines are
paragraphs. A line that is one placeholder, such as `{phases}`, stands for a part. `;` begins a remark. Below a line
`===` stand phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from goodoffices.agreement.text.errors import TextError
from goodoffices.agreement.text.phrases import INLINE, PARTS, PHRASES
from goodoffices.language import LANGUAGES

Kind = Literal[
    "title", "article", "part", "annex", "centred", "note", "clause", "item", "bullet", "paragraph", "insert"
]

#: A template is read by people: nobody writes more than that.
MOST_CHARACTERS: Final = 200_000
#: Nor so many paragraphs, each of which takes a millisecond to set.
MOST_PARTS: Final = 3_000
_SIGNS: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (re.compile(r"#\s+"), "title"),
    (re.compile(r"##\s+"), "article"),
    (re.compile(r"#-\s+"), "part"),
    (re.compile(r"#\+\s+"), "annex"),
    (re.compile(r">\s+"), "centred"),
    (re.compile(r"!\s+"), "note"),
    (re.compile(r"\d{1,3}\.\s+"), "clause"),
    (re.compile(r"\((?:\d{1,3}|[^\W\d_]{1,2})\)\s+"), "item"),
    (re.compile(r"-\s+"), "bullet"),
)
HEADINGS: Final = ("title", "article", "part", "annex")
#: What goes on in the next line.
_FLOWING: Final = ("clause", "item", "bullet", "paragraph")
_INSERT: Final = re.compile(r"\{([^{}]*)\}")
_PHRASE: Final = re.compile(r"([^=\s]+)\s*=\s*(.*)")


@dataclass(frozen=True)
class Part:
    """A line of the text: what it is, its words (of `insert`, a placeholder's name), and its line in the file."""

    kind: Kind
    text: str
    line: int


@dataclass(frozen=True)
class Template:
    """A template: its language, its text, and its phrases by name."""

    language: str
    parts: tuple[Part, ...]
    phrases: dict[str, str]
    file: str


def shipped(language: str) -> str:
    """Return the text of the template that is shipped for a language.

    Raises:
        TextError: there is none; a template of one's own can be given.
    """
    place = files("goodoffices.agreement.text").joinpath("templates", f"agreement.{language}.txt")
    if language not in LANGUAGES or not place.is_file():
        raise TextError(
            f"there is no template for the language '{language}'; there are: {', '.join(languages())}"
        )
    return place.read_text(encoding="utf-8")


def languages() -> list[str]:
    """Return the codes of the languages for which templates are shipped."""
    found = files("goodoffices.agreement.text").joinpath("templates").iterdir()
    return sorted(one.name.split(".")[1] for one in found if one.name.endswith(".txt"))


@cache
def template_for(language: str) -> Template:
    """Return the template that is shipped for a language.

    Raises:
        TextError: there is none.
    """
    return read_template(shipped(language), f"agreement.{language}.txt")


def read_template(text: str, file: str) -> Template:
    """Read a template.

    Args:
        text: what it says.
        file: its name, for errors.

    Raises:
        TextError: what is wrong, with file and line.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextError(
            f"a template has {MOST_CHARACTERS:,} characters at most, and this one {len(text):,}", file=file
        )
    lines = list(enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), 1))
    above = next((place for place, (_, one) in enumerate(lines) if one.strip() == "==="), len(lines))
    language, body = _language(lines[:above], file)
    parts = tuple(_parts(body))
    if not parts:
        raise TextError(
            "the template has no text; write some, with placeholders such as {obligations}", file=file
        )
    if len(parts) > MOST_PARTS:
        raise TextError(
            f"a template has {MOST_PARTS:,} paragraphs and items at most, and this one {len(parts):,}",
            file=file,
        )
    for part in parts:
        _check(part, file)
    own = _phrases(lines[above + 1 :], file)
    name = f"agreement.{language}.txt"
    phrases = own if file == name else {**template_for(language).phrases, **own}
    if missing := [one for one in PHRASES if one not in phrases]:
        raise TextError(f"these phrases are missing: {', '.join(missing)}", file=file)
    return Template(language, parts, phrases, file)


def _language(lines: list[tuple[int, str]], file: str) -> tuple[str, list[tuple[int, str]]]:
    for place, (number, one) in enumerate(lines):
        if not one.strip() or one.startswith(";"):
            continue
        name, _, code = one.partition(":")
        if name.strip() != "language" or code.strip() not in languages():
            raise TextError(
                f"a template begins with its language, such as 'language: en'; there are: {', '.join(languages())}",
                file=file, line=number,
            )  # fmt: skip
        return code.strip(), lines[place + 1 :]
    raise TextError("the template is empty; it begins with its language, such as 'language: en'", file=file)


def _parts(lines: list[tuple[int, str]]) -> Iterator[Part]:
    """Yield the parts; lines that follow each other without a sign are one paragraph."""
    open_part: Part | None = None
    for number, raw in [*lines, (0, "")]:
        text = raw.strip()
        found = None if raw.startswith(";") or not text else _part(text, number)
        if found and found.kind == "paragraph" and open_part and open_part.kind in _FLOWING:
            open_part = Part(open_part.kind, f"{open_part.text} {text}", open_part.line)
            continue
        if open_part is not None and not raw.startswith(";"):
            yield open_part
            open_part = None
        if found is not None:
            open_part = found
    if open_part is not None:
        yield open_part


def _part(text: str, number: int) -> Part:
    alone = _INSERT.fullmatch(text)
    if alone and alone[1] in PARTS:
        return Part("insert", alone[1], number)
    for sign, kind in _SIGNS:
        if found := sign.match(text):
            return Part(kind, text[found.end() :], number)
    return Part("paragraph", text, number)


def _check(part: Part, file: str) -> None:
    if part.kind == "insert":
        return
    for name in _INSERT.findall(part.text):
        if name in INLINE:
            continue
        if name in PARTS:
            problem = f"{{{name}}} stands for a whole part; write it on a line of its own"
            raise TextError(problem, file=file, line=part.line)
        raise TextError(
            f"there is no placeholder {{{name[:60]}}}{_near(name, [*PARTS, *INLINE])}",
            file=file,
            line=part.line,
        )
    _whole(part.text, file, part.line)


def _whole(text: str, file: str, number: int) -> None:
    if set("{}") & set(_INSERT.sub("", text)):
        raise TextError(
            "a brace opens a placeholder and closes it, as in {parties}; here one stands alone",
            file=file,
            line=number,
        )


def _near(name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, n=1)
    return f"; did you mean {{{near[0]}}}?" if near else f"; there are: {', '.join(names)}"


def _phrases(lines: list[tuple[int, str]], file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, raw in lines:
        text = raw.strip()
        if not text or raw.startswith(";"):
            continue
        match = _PHRASE.fullmatch(text)
        if match is None:
            raise TextError("a phrase is written as 'name = words'", file=file, line=number)
        name, words = match[1], match[2]
        if name not in PHRASES:
            near = get_close_matches(name, PHRASES, n=1)
            meant = f"; did you mean '{near[0]}'?" if near else ""
            raise TextError(f"there is no phrase '{name[:60]}'{meant}", file=file, line=number)
        if name in found:
            raise TextError(f"the phrase '{name}' is given twice; keep one", file=file, line=number)
        _fitting(name, words, file, number)
        found[name] = words
    return found


def _fitting(name: str, words: str, file: str, number: int) -> None:
    """Refuse a phrase with a place that it has not, or without one whose words would be lost."""
    _whole(words, file, number)
    wanted = PHRASES[name].places
    given = _INSERT.findall(words)
    for place in given:
        if place not in wanted:
            has = f"it has {', '.join(f'{{{one}}}' for one in wanted)}" if wanted else "it has none"
            raise TextError(
                f"the phrase '{name}' has no placeholder {{{place[:60]}}}; {has}", file=file, line=number
            )
    for place in wanted:
        if place not in given:
            raise TextError(
                f"the phrase '{name}' leaves out {{{place}}}, so that these words would be lost",
                file=file,
                line=number,
            )
    if name in ("letters", "small-letters") and len(set(words.split())) < len(words.split() or [""]) + (
        not words
    ):
        raise TextError(
            f"the phrase '{name}' needs letters, each once, with blanks between them", file=file, line=number
        )
