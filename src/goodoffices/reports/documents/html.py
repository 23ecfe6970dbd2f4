"""HTML: one page that holds all it needs, for the screen and for paper."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from markupsafe import Markup

from goodoffices._version import __version__
from goodoffices.language import LANGUAGES, use
from goodoffices.model.document import Document, Line, Stretch
from goodoffices.reports.assets import asset, content_policy
from goodoffices.reports.documents.marking import mark_of
from goodoffices.reports.environment import environment

#: What CSS calls the digits of a language, for page numbers.
_DIGITS: Final = {
    "latn": "decimal",
    "arab": "arabic-indic",
    "arabext": "persian",
    "deva": "devanagari",
    "beng": "bengali",
}


def write(document: Document) -> bytes:
    """Return the page as UTF-8."""
    return page(document).encode("utf-8")


def page(document: Document, fonts: str = "") -> str:
    """Return the page as text.

    Args:
        document: a document that has been checked.
        fonts: rules for fonts, where these come with the page.
    """
    with use(document.language):
        mark = mark_of(document)
        rules = _page_rules(document.language, mark)
        style = Markup(fonts) + asset("document.css") + Markup(rules)  # noqa: S704 - ours; the mark is escaped
        return environment().get_template("document.html.jinja").render(
            document=document, style=style, policy=content_policy(style, ""), version=__version__,
            direction_of=_direction, by_language=_by_language,
            mark=mark,
        )  # fmt: skip


def _direction(language: str) -> str:
    return LANGUAGES[language].direction


def _by_language(words: Line) -> list[tuple[str, list[Stretch]]]:
    """Return the stretches of a line by their language: those of another one keep its order among themselves."""
    return [(language, list(run)) for language, run in groupby(words, key=lambda one: one.language)]


def _page_rules(language: str, mark: str) -> str:
    """Return what stands at the foot of every page: its number, and the mark in a line that is always there."""
    digits = _DIGITS[LANGUAGES[language].digits]
    number = f'counter(page, {digits}) " / " counter(pages, {digits})'
    return f'@page {{ @bottom-center {{ content: {number} "\\a " {_quoted(mark)}; }} }}\n'


def _quoted(text: str) -> str:
    """Write a text as a string of CSS that can end neither itself nor the style element."""
    return '"' + "".join(one if one.isalnum() else f"\\{ord(one):x} " for one in text) + '"'
