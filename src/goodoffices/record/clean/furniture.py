"""What of a report is the page's furniture and not its news: captions, credits, bylines, teasers.

Statements are not sought there; the text stays as it is.
"""

from __future__ import annotations

import re
from typing import Literal

Part = Literal["prose", "title", "caption", "byline", "teaser", "date"]

_AGENCY = r"AP|AFP|Reuters|EPA|Getty(?: Images)?|Flash ?90|GPO|POOL|Pool|ANP|DPA|dpa|PA|Xinhua|TASS|Alamy|Shutterstock|Anadolu|NurPhoto"
#: A credit in brackets that closes the paragraph: a name and an agency, a photographer, a pool.
_CREDIT = re.compile(
    rf"[(\[](?:(?:photo|image|picture|photograph|file|screenshot|courtesy|credit|illustration|via|by)\b[^()\[\]]{{0,80}}"
    rf"|[^()\[\]]{{0,60}}(?:/|\b)(?:{_AGENCY})(?:/[^()\[\]]{{1,40}}| via [^()\[\]]{{1,40}})?"
    rf"|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{0,3}} ?/ ?[A-Z][^()\[\]]{{1,40}})\s*[)\]]\s*\.?\s*$",
    re.IGNORECASE,
)
_CREDIT_PLAIN = re.compile(
    rf"(?:\b(?:photo(?:graph)?|image|picture|illustration)s?(?: credit)?\s*(?:by|:|courtesy)\s*[^.]{{2,60}}|(?:\s[-–—]\s|/)\s*(?:{_AGENCY})(?: Photo| via \w+)?)\s*\.?$",
    re.IGNORECASE,
)
_CAPTION_BEGIN = re.compile(
    r"(?:file|file photo|file image|archive|illustrative|photo|image|picture|pictured|caption|watch|video|screen(?:shot| ?grab))\s*(?::|[-–—.] )",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|from|reporting by|editing by|additional reporting by|written by|compiled by|translated by|edited by)\s+(?!the\b|a\b)"
    r"[A-Z][^.!?]{1,120}\.?$|.{0,160}\bcontributed (?:reporting|to (?:this|the) (?:report|story|article))\b.{0,60}$"
    r"|.{0,80}\b(?:staff|agencies) (?:contributed|and agencies)\b.{0,40}$"
    r"|(?:\(?(?:reporting|additional reporting|writing) by [^)]{2,200}\)?\.?)$"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3} (?:is|was) (?:a|an|the|our) (?:\w+ ){0,4}(?:correspondent|reporter|editor|columnist|writer)\b.{0,160}$",
)
_TEASER = re.compile(
    r"(?:most (?:popular|read|viewed)|read more|read also|read next|see also|also read|related(?: (?:articles?|stories|topics|content|coverage))?|"
    r"more (?:from|on|like) .{0,60}|you may also like|recommended(?: for you| reading)?|trending(?: now)?|up next|"
    r"advertisement|ad|advert|sponsored(?: content)?|story continues below.{0,40}|continue reading.{0,40}|article continues.{0,40}|"
    r"sign (?:up|in)\b.{0,140}|log in\b.{0,60}|subscribe\b.{0,140}|(?:get|join)\b.{0,60}\bnewsletters?\b.{0,80}|newsletters?|"
    r"share(?: this)?(?: (?:article|story|on .{0,40}))?|follow us\b.{0,80}|tweet|print|comments?(?: \(\d+\))?|\d+ comments?|"
    r"(?:©|\(c\)|copyright)\b.{0,160}|all rights reserved.{0,60}|click here.{0,100}|tags?:.{0,160}|topics?:.{0,160}|"
    r"loading.{0,10}|skip to .{0,40}|cookie.{0,80}|we use cookies.{0,200}|back to top|view (?:all|more).{0,40}|"
    r"this (?:article|story) (?:was|first|originally) .{0,120}|correction:.{0,20})\s*[:.…>»→]*$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATE_LINE = re.compile(
    rf"(?:(?:published|posted|updated|last updated|last modified|first published|date|on|today is)\b[\s:,]*)*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}(?:T\S+)?)\b.{{0,60}}$",
    re.IGNORECASE,
)
#: A title is short and does not end as a sentence does.
_LONGEST_TITLE = 200
_LONGEST_TEASER = 260


def part_of(text: str, number: int) -> Part:
    """Tell what a paragraph is. `number` is its place among the paragraphs, from 0."""
    stripped = text.strip()
    if _DATE_LINE.match(stripped):
        return "date"
    if len(stripped) <= _LONGEST_TEASER and _TEASER.match(stripped):
        return "teaser"
    if _CREDIT.search(stripped) or _CREDIT_PLAIN.search(stripped) or _CAPTION_BEGIN.match(stripped):
        return "caption"
    if len(stripped) <= _LONGEST_TEASER and _BYLINE.match(stripped):
        return "byline"
    if number == 0 and len(stripped) <= _LONGEST_TITLE and not re.search(r"[.!?][\"”’)]*$", stripped):
        return "title"
    return "prose"
