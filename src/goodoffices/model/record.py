"""The record: who said what, through whom, when; what each side wants; what contradicts what."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from msgspec import field

from goodoffices.model.base import Id, Part, Share, Span, Text, Value, When

Act = Literal[
    "asserts",
    "demands",
    "offers",
    "accepts",
    "rejects",
    "denies",
    "asks",
    "warns",
    "plans",
    "supports",
    "opposes",
]
Stand = Literal["demands", "offers", "accepts", "rejects", "conditions", "flexible", "reverses"]
Bound = Literal["exactly", "about", "at_least", "at_most", "range"]


class Source(Part, frozen=True, kw_only=True):
    """A report: a published text by which statements reach us. `licence` says whether its text may be kept.

    `copy_of` names the source whose text this one carries as well: both count as one. `update_of` names the version of
    this report before it; what that one said already is not entered again.

    `reader`, here and below, names the machine that entered a piece of the record; it is empty where a person did.
    """

    id: Id
    title: Text
    outlet: str | None = None
    published: When | None = None
    authors: tuple[Text, ...] = ()
    url: str = ""
    file: str = ""
    language: str = ""
    licence: str = ""
    length: int | None = None
    sha256: str = ""
    copy_of: Id | None = None
    update_of: Id | None = None
    reader: str = ""


class Figure(Part, frozen=True, kw_only=True):
    """A number with what it counts and its bound (`range`: from `value` to `high`)."""

    value: float
    of: Text
    bound: Bound = "exactly"
    high: float | None = None
    span: Span | None = None


class Statement(Part, frozen=True, kw_only=True):
    """Words or a stance attributed to someone.

    `content` is a paraphrase where the report's licence does not allow its words; the spans are character offsets
    into the source's text (Unicode code points, end exclusive). `via` runs from the outlet nearest the reader to the
    one nearest the speaker. `speaker_named`: the speaker is a named person, party or institution.
    """

    id: Id
    source: Id
    content: Text
    content_spans: tuple[Span, ...] = ()
    cue: str = ""
    cue_spans: tuple[Span, ...] = ()
    speaker: str = ""
    speaker_spans: tuple[Span, ...] = ()
    speaker_named: bool
    speaker_party: Id | None = None
    via: tuple[Text, ...] = ()
    said_on: When | None = None
    act: Act
    confidence: Share = 1.0
    figures: tuple[Figure, ...] = ()
    note: str = ""
    reader: str = ""


class Position(Part, frozen=True, kw_only=True):
    """A party's stand on an issue on a date, backed by statements; `options` are the values it speaks of."""

    id: Id
    party: Id
    issue: Id
    stand: Stand
    on: When | None = None
    options: tuple[Value, ...] = ()
    summary: str = ""
    statements: tuple[Id, ...]
    reader: str = ""


class Conflict(Part, frozen=True, kw_only=True):
    """Statements that disagree: different figures for one thing, or an assertion and its denial. Never averaged."""

    id: Id
    kind: Literal["figure", "denial", "position"]
    statements: tuple[Id, ...]
    about: Text
    note: str = ""
    noted_on: dt.date | None = None
    reader: str = ""


class Judgement(Part, frozen=True, kw_only=True):
    """What a person made of a suggestion, or of two names: never changed, only followed by another.

    `of` is the id of the piece, or for a name its words. `edited`: `fields` are the new values. `merged`: the name
    stands for `into`. `undone` takes back the judgement of that piece that counts. `rule` says by which rule many were
    judged.
    """

    what: Literal["statement", "position", "conflict", "name"]
    of: Text
    verdict: Literal["accepted", "edited", "rejected", "merged", "undone"]
    by: Text
    at: dt.datetime
    fields: dict[str, Any] = field(default_factory=dict)
    into: str = ""
    rule: str = ""
    note: str = ""
