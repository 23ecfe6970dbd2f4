"""Texts that somebody might write to harm whoever reads them, and what writes them into every form of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree import ElementTree as ET

from tests.unit.reports.page_rules import HTML, SVG
from tests.web.reading import Reader, Sheet

#: Every element that one of these would make carries this attribute, which no page of ours has.
SIGN: Final = "data-hostile"
#: What a browser would run, load, or follow.
MARKUP: Final = (
    f"<script {SIGN}>alert(1)</script>",
    f'"><img {SIGN} src=x onerror=alert(2)>',
    f"<svg {SIGN} onload=alert(3)><animate {SIGN} onbegin=alert(3)>",
    f"</textarea></title></style><iframe {SIGN} src=javascript:alert(4)>",
    f'<a {SIGN} href="javascript:alert(5)" style="position:fixed">here</a>',
    f"' {SIGN} autofocus onfocus=alert(6) x='",
    f"<!--><b {SIGN}>--><![CDATA[<b {SIGN}>]]>",
    "javascript:alert(7)//https://elsewhere.example/",
)
#: What a template, a database, a spreadsheet or a shell would take for its own.
CODE: Final = (
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "x'; DROP TABLE events; --",
    "%s %(name)s %00 {0} {name}",
    "=HYPERLINK(1)+cmd|' /C calc'!A0",
    "&lt;b&gt; &amp;amp; &#60;",
    "../../etc/passwd $(id) `id`",
)
#: What turns, hides or joins letters.
LETTERS: Final = (
    "\u202egnp.exe\u202c",
    "\u2066hidden\u2069 \u200bzero\u200dwidth\ufeff",
    "👩\u200d👩\u200d👧\u200d👦 e\u0301\u0323 Z͑ͫ̓͢a͓̓l̓g̓o",
    "مفاوضات 123 שלום (abc) – “x”",
    "\U0001d57f\U0001d586\U0001d591\U0001d590\U0001d598 \u2028line\u2029",
)  # fmt: skip
CORPUS: Final = MARKUP + CODE + LETTERS
#: What cannot be kept: nothing is stored of it, and it is said.
IMPOSSIBLE: Final = "before\x00after"
LONG: Final = "long " * 6_000
#: What is no page, and what is computed before it is shown.
_NOT: Final = (
    "/export/",
    "/results/",
    "/files/",
    "/analysis/",
    "/calendar.ics",
    "/docx",
    "/pdf",
    "/html",
    "/xml",
    "/page",
)
_TEXTS: Final = ("text", "search", None)
_MOMENT: Final = "2031-04-01T10:00"


@dataclass
class Filled:
    """A form with something written in it.

    Attributes:
        sent: what is sent.
        written: what was written into its fields for text, by name.
    """

    sent: dict[str, Any]
    written: dict[str, str] = field(default_factory=dict)


def fitting(texts: tuple[str, ...], most: int, turn: int) -> str:
    """Return as many texts as a field takes, beginning with another one each time."""
    found = ""
    for place in range(len(texts)):
        one = texts[(turn + place) % len(texts)]
        if len(found) + len(one) + 1 <= most:
            found += f" {one}" if found else one
    return found


def filled(sheet: Sheet, name: str, texts: tuple[str, ...], turn: int) -> Filled:
    """Fill in a form: its fields for text with these texts, the others with what is possible."""
    form = next(one for one in sheet.tree.iter(f"{HTML}form") if one.get("id") == f"form-{name}")
    made = Filled(dict(sheet.form(name)))
    for one in form.iter():
        tag, at = str(one.tag).removeprefix(HTML), one.get("name") or ""
        kind = one.get("type")
        if tag == "textarea" or (tag == "input" and kind in _TEXTS and at):
            words = fitting(texts, int(one.get("maxlength") or 20_000), turn)
            made.sent[at] = made.written[at] = words
        elif tag == "input" and kind in ("radio", "checkbox"):
            made.sent.setdefault(at, one.get("value", "on"))
        elif kind == "datetime-local":
            made.sent[at] = made.sent.get(at) or _MOMENT
        elif kind == "number":
            made.sent[at] = made.sent.get(at) or one.get("min") or "1"
    return made


def forms_of(sheet: Sheet) -> Iterator[str]:
    """Yield the forms of a page in which something can be written."""
    for form in sheet.tree.iter(f"{HTML}form"):
        name = form.get("id") or ""
        kinds = [(str(one.tag).removeprefix(HTML), one.get("type")) for one in form.iter()]
        if name.startswith("form-") and any(
            tag == "textarea" or (tag == "input" and kind in _TEXTS) for tag, kind in kinds
        ):
            yield name.removeprefix("form-")


def crawled(person: Reader, begin: str, most: int = 80) -> dict[str, Sheet]:
    """Return every page to which somebody is led from one on, one of each kind."""
    waiting, found, known = [begin], dict[str, Sheet](), set[str]()
    for path in waiting:
        kind = re.sub(r"\d+", "N", path.partition("#")[0])
        if kind in known or not path.startswith(begin) or any(one in path for one in _NOT):
            continue
        known.add(kind)
        assert len(known) < most, known
        found[path] = person.get(path)
        waiting += [link for link in found[path].links() if "?" not in link]
    return found


def harmless(sheet: Sheet) -> None:
    """Assert that nothing of what was written became anything but text."""
    for one in sheet.tree.iter():
        _harmless_one(one)


def _harmless_one(one: ET.Element) -> None:
    tag = str(one.tag)
    assert tag.startswith((HTML, SVG)) or "}" not in tag or not isinstance(one.tag, str), tag
    assert tag.removeprefix(HTML) not in ("iframe", "img", "object", "embed", "base", "math", "frame"), tag
    for name, value in one.attrib.items():
        assert name != SIGN, (tag, value)
        assert not name.startswith("on"), (tag, name)
        if name in ("href", "src", "action", "formaction"):
            assert value.startswith(("/", "?", "#", "http://testserver/")), (tag, value)


def plain(text: str) -> str:
    """Return a text as it is read: white space joined, and what only isolates directions left out."""
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())
