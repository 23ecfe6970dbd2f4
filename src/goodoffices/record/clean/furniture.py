"""What of a report is the page's furniture and not its news: captions, credits, bylines, teasers.

Statements are not sought there; the text stays as it is.
"""

from __future__ import annotations

import re
from typing import Literal

from goodoffices.record.dating.words import MONTH, WEEKDAY
from goodoffices.record.lexicon import either

Part = Literal["prose", "title", "caption", "byline", "teaser", "date"]

_LIST = "furniture"
_AGENCY = either(_LIST, "agencies")
_NAME = r"[A-Z][\w'’.-]+(?:\ [A-Z][\w'’.-]+){0,3}"

#: A credit in brackets that closes the paragraph: a photographer, an agency, both.
_CREDIT = re.compile(
    rf"""
    [(\[] (?:
        (?i:{either(_LIST, "credits")})\b [^()\[\]]{{0,80}}
        | (?:[^()\[\]]{{0,60}}[/\s])? {_AGENCY} (?:/[^()\[\]]{{1,40}} | \ via\ [^()\[\]]{{1,40}})?
        | {_NAME}\ ?/\ ?[A-Z][^()\[\]]{{1,40}}
    ) \s* [)\]] \s* \.? \s* $
    """,
    re.VERBOSE,
)
_CREDIT_PLAIN = re.compile(
    rf"""
    (?i:\b(?:photo(?:graph)?|image|picture|illustration)s?(?:\ credit)?\s*(?:by|:|courtesy)\s*[^.]{{2,60}}) \.? $
    | (?:\s[-–—]\s|/)\s*{_AGENCY}(?:\ Photo|\ via\ \w+)?\s* \.? $
    """,
    re.VERBOSE,
)
_CAPTION = re.compile(rf"{either(_LIST, 'caption openers')}\s*(?::|[-–—.]\s)", re.IGNORECASE)
_BYLINE = re.compile(
    rf"""
    \(? (?i:{either(_LIST, "byline openers")})\s+ (?!the\b|a\b|an\b|(?i:{WEEKDAY}|{MONTH}))
      [A-Z][^.!?]{{1,120}} \.?\)? $
    | .{{0,160}} \b contributed\ (?:reporting|to\ (?:this|the)\ (?:report|story|article)) \b .{{0,60}} $
    | .{{0,80}} \b (?:staff|agencies)\ (?:contributed|and\ agencies) \b .{{0,40}} $
    | {_NAME}\ (?:is|was)\ (?:a|an|the|our)\ (?:\w+\ ){{0,4}}
      (?:correspondent|reporter|editor|columnist|writer) \b .{{0,160}} $
    """,
    re.VERBOSE,
)
_TEASER = re.compile(
    rf"(?:{either(_LIST, 'teasers')}(?:\s\(\d+\))?\s*[:.…>»→]*"
    rf"|{either(_LIST, 'teaser openers')}\b.{{0,160}}|(?:©|\(c\)).{{0,160}})$",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    rf"""
    (?:(?:first\ )?(?:published|posted|updated|date|last\ (?:updated|modified))\b[\s:,]*(?:on\b)?[\s:,]*)*
    (?:{WEEKDAY},?\s+)?
    (?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}} | {MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}
       | \d{{4}}-\d{{2}}-\d{{2}}(?:T\S+)?)
    \b (?![,\s]*[a-z]{{3,}}\s+[a-z]{{3,}}) .{{0,40}} $
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: A title is short and does not end as a sentence does; the furniture's lines are short too.
_LONGEST_TITLE, _LONGEST_LINE = 200, 260


def part_of(text: str, number: int) -> Part:
    """Tell what a paragraph is. `number` is its place among the paragraphs, from 0."""
    line = " ".join(text.split()) if len(text) <= 4 * _LONGEST_LINE else text
    short = len(line) <= _LONGEST_LINE
    if short and _DATE_LINE.match(line):
        return "date"
    if short and _TEASER.match(line):
        return "teaser"
    if _CREDIT.search(line[-200:]) or _CREDIT_PLAIN.search(line[-120:]) or _CAPTION.match(line):
        return "caption"
    if short and _BYLINE.match(line):
        return "byline"
    if number == 0 and len(line) <= _LONGEST_TITLE and not re.search(r"[.!?][\"”’)]*$", line):
        return "title"
    return "prose"
