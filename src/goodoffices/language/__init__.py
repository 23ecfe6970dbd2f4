"""The language of everything people read: messages, numbers, days, lists, and where lines begin.

`use(code)` says which language is spoken; everything else follows it. Adding a language: docs/how-to/languages.md.
"""

from goodoffices.language.dates import day, day_of_year, days, moment, month, short_day, time, year
from goodoffices.language.joining import in_a_line, labelled, paired, quoted
from goodoffices.language.known import (
    LANGUAGES,
    Language,
    activate,
    best,
    current,
    digits_tag,
    direction,
    use,
)
from goodoffices.language.lists import closing, listed
from goodoffices.language.messages import (
    Lazy,
    gettext,
    gettext_lazy,
    ngettext,
    ngettext_lazy,
    npgettext,
    pgettext,
    pgettext_lazy,
)
from goodoffices.language.numbers import (
    about,
    counted,
    figures,
    isolated,
    led,
    leftward,
    number,
    percent,
    plain,
    spread,
    whole,
)
from goodoffices.language.sentences import sentence
from goodoffices.language.templates import install

__all__ = [
    "LANGUAGES",
    "Language",
    "Lazy",
    "about",
    "activate",
    "best",
    "closing",
    "counted",
    "current",
    "day",
    "day_of_year",
    "days",
    "digits_tag",
    "direction",
    "figures",
    "gettext",
    "gettext_lazy",
    "in_a_line",
    "install",
    "isolated",
    "labelled",
    "led",
    "leftward",
    "listed",
    "moment",
    "month",
    "ngettext",
    "ngettext_lazy",
    "npgettext",
    "number",
    "paired",
    "percent",
    "pgettext",
    "pgettext_lazy",
    "plain",
    "quoted",
    "sentence",
    "short_day",
    "spread",
    "time",
    "use",
    "whole",
    "year",
]
