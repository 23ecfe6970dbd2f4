"""Put the edges of attributions right, as grammar and quotation marks have them.

A reader decides word by word; names are cut in two, an addressee is taken into the content, a clause that is said by
somebody in a trailing "…, Reuters said" loses its beginning. None of this takes judgement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from goodoffices.model.base import Span
from goodoffices.record.attribute.attribution import Attribution, Spans
from goodoffices.record.lexicon import finder, words

_NAME_BEFORE = re.compile(r"(?:\b(?:[A-Z][\w.’'-]*|of|de|al|bin|van|von)\s+)+$")
_DETERMINER_BEFORE = re.compile(
    r"\b(?:(?:an?|the|one|another|two|three|several|some|many|other|its|his|her|their|both)\s+)+"
    r"(?:(?:unnamed|anonymous|senior|top|former|\w+ly|local|high-ranking)\s+)*$",
    re.IGNORECASE,
)
#: "An official from" Halstria; "Teodora Lisk," one of the two facilitators.
_OF_BEFORE = re.compile(
    r"(?:^|[\s,“\"])(?P<whole>(?:an?|one|two|three|several|some|the)\s+(?:(?!said\b|told\b)[a-z-]+\s+){1,3}?(?:from|of|in|at|with|for|to|close\s+to)\s+)$",
    re.IGNORECASE,
)
_NAME_COMMA_BEFORE = re.compile(r"(?:^|[\s“\"])(?P<whole>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,2},\s+)$")
_NAME_AFTER = re.compile(r"(?:\s+(?:[A-Z][\w’'-]*|\d+))+(?=[\s,.;:’'])")
_LEADING = re.compile(
    r"^(?:(?:on|last|late|early)\s+\w+day(?:\s+night)?,|from|by|to|of|for|with|as|in|at|on|that|and|but|,|“|\")\s+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:\s+(?:has|have|had|was|were|is|also|,)|,)$", re.IGNORECASE)
#: "told" and its like, where whom it is said to may be taken for what is said.
_ADDRESSED = re.compile(
    r"\b(?:told|tells?|telling|inform\w*|assur\w*|remind\w*|notif\w*|brief\w*|warn\w*|urg\w*|ask\w*)\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"^(?:[\w’'.-]+\s+){1,7}?(?=that\b)")
_TO_WHOM = re.compile(
    r"^(?:(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*|\s+\d+){0,3}|reporters|journalists|lawmakers|me|us|him|her|them)\s+"
    r"(?=(?:the|an?|he|she|it|they|we|there|his|her|its|their|no|some|all)\b|[“\"])"
)
_CITING = re.compile(
    r",?\s*\b(?:citing|quoting)\s+(?:an?|the|unnamed|several|two|sources|officials|people|[A-Z]).*$",
    re.DOTALL,
)
_CITING_SUBJECT = re.compile(
    r"(?:^|[\s“\"])(?P<outlet>(?:[Tt]he\s+)?[A-Z][\w.&’'-]*(?:\s+(?:[A-Z][\w.&’'-]*|\d+|newspaper|daily|broadcaster|news\s+\w+))*),"
    r"\s+(?:citing|quoting)\s+[^,.;:]{3,90},\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)*$"
)
_DATELINE = re.compile(r"[A-Z][^.!?()]{0,60}\([^()]{2,40}\)\s*[-–—:]\s*")
#: Between a cue and its content stand so many letters at most: whom it is said to.
_NEAR = 40
_QUOTES = re.compile(r"quot(?:ed|es|ing)|cit(?:ed|es|ing)", re.IGNORECASE)
_WHO = re.compile(
    r"\s+(?P<who>(?:an?|the|one|two|three|several|its|unnamed|[A-Z])[^,;:“”\"]{2,80}?)\s+(?:who|as)\s+(?P<verb>(?:\w+ed|said|says|told|saying|stating|insisting|arguing))\b\s*"
)
_SILENT = finder("cues", "silent words")
_TIME = re.compile(
    r"^[\s,]*(?:(?:on|late|early|earlier|last|this|in|at)\s+)*(?:\w+day|today|yesterday|week|month)?(?:\s+(?:night|evening|morning|afternoon))?"
    r"[\s,]*(?:in\s+an?\s+\w+)?[\s.!?]*$"
)
#: Of an unquoted sentence this share at least belongs to somebody named in another one, or none of it does.
_MOST = 0.8
_MARKS = '“”"„«»'


def repaired(text: str, one: Attribution, sentences: Sequence[Span]) -> Attribution:
    """Return an attribution with whole names and clauses. `sentences` are those of the text, in order."""
    place = (one.cue or one.content)[0][0]
    sentence = sentences[max(0, bisect_right(sentences, (place, len(text) + 1)) - 1)]
    one = _whom_it_quotes(text, one)
    if one.cue and (outlet := citing_subject(text, sentence[0], one.cue[0][0])):
        one = replace(one, source=(outlet,))
    source = tuple(_source(text, span, one.cue, sentence) for span in one.source[:1])
    one = replace(one, content=_without_strays(text, one.content, sentence, sentences))
    if not source and one.cue and _SILENT.search(text[one.cue[0][0] : one.cue[-1][1]]):
        return replace(one, content=_around(text, one.cue, sentence) or one.content)
    content = _trailing_speaker(text, one, source, sentence)
    content = tuple(piece for span in content if (piece := _piece(text, span)) is not None)
    if content and _ADDRESSED.search(text[one.cue[0][0] : one.cue[-1][1]] if one.cue else ""):
        content = _without_addressee(text, content, one)
    content = _without_cited(text, content)
    return replace(one, source=source, content=content or one.content)


def _around(text: str, cue: Spans, sentence: Span) -> Spans:
    """Return the sentence without its cue: what nobody in particular reports is all of it."""
    pieces = ((sentence[0], cue[0][0]), (cue[-1][1], sentence[1]))
    return tuple(piece for span in pieces if (piece := _piece(text, span)) is not None)


def _whom_it_quotes(text: str, one: Attribution) -> Attribution:
    """Turn "Haaretz quoted a source who reiterated that …" into what the source reiterated."""
    if len(one.cue) != 1 or not one.content:
        return one
    last = text[one.cue[0][0] : one.cue[0][1]].split()[-1:]
    if not last or not _QUOTES.fullmatch(last[0]):
        return one
    found = _WHO.match(text, one.cue[0][1], one.content[-1][1])
    if found is None:
        return one
    rest = tuple((max(a, found.end()), b) for a, b in one.content if b > found.end())
    if not rest:
        return one
    return replace(one, source=(found.span("who"),), cue=(found.span("verb"),), content=rest)


def citing_subject(text: str, start: int, cue: int) -> Span | None:
    """Return the outlet in "the Gazette, citing two aides, reported"; None where a cue is preceded by nothing such."""
    found = _CITING_SUBJECT.search(text, start, cue)
    return found.span("outlet") if found else None


def _without_strays(text: str, content: Spans, sentence: Span, sentences: Sequence[Span]) -> Spans:
    """Leave out words of other sentences, unless they are quoted or most of their sentence."""
    kept = []
    for a, b in content:
        if sentence[0] <= a < sentence[1]:
            kept.append((a, b))
            continue
        first, last = sentences[max(0, bisect_right(sentences, (a, len(text) + 1)) - 1)]
        quoted = any(mark in text[max(0, a - 1) : b + 1] for mark in _MARKS)
        if quoted or b - a >= _MOST * (last - first):
            kept.append((a, b))
    return tuple(kept) or content


def _source(text: str, span: Span, cue: Spans, sentence: Span) -> Span:
    """Widen a source to the whole of its name and its determiner, and narrow it where other words got in."""
    start, end = span
    while (found := _LEADING.match(text[start:end])) is not None:
        start += found.end()
    while (found := _TRAILING.search(text[start:end])) is not None:
        end = start + found.start()
    if start >= end:
        return span
    low = max([sentence[0], *(b for a, b in cue if b <= start)])
    high = min([sentence[1], *(a for a, b in cue if a >= end)])
    if text[start].isupper() and (before := _NAME_BEFORE.search(text[low:start])) and before[0][:1].isupper():
        name = before[0]
        first = name.split()[0]
        # The first word of a sentence has its capital for another reason.
        if low + before.start() > sentence[0] or first.lower() not in words("figures", "openers"):
            start = low + before.start()
    if (
        text[end - 1].isalnum()
        and _ends_in_name(text[start:end])
        and (after := _NAME_AFTER.match(text, end, high))
    ):
        end = after.end()
    if before := _DETERMINER_BEFORE.search(text[low:start]):
        start = low + before.start()
    for pattern in (_OF_BEFORE, _NAME_COMMA_BEFORE):
        # A name before another one is a list or a place; before a role it is whose.
        if pattern is _NAME_COMMA_BEFORE and not text[start].islower():
            continue
        if before := pattern.search(text[low:start]):
            start = low + before.start("whole")
    return start, end


def _ends_in_name(source: str) -> bool:
    last = source.rsplit(maxsplit=1)[-1]
    return last[:1].isupper() and last.lower() not in words("speakers", "pronouns")


def _trailing_speaker(text: str, one: Attribution, source: Spans, sentence: Span) -> Spans:
    """Where a sentence ends in ", SOURCE said", let an indirect content have the whole of what stands before."""
    if not one.content or not source or not one.cue:
        return one.content
    place = min(source[0][0], one.cue[0][0])
    after = max(source[-1][1], one.cue[-1][1])
    inside = [(a, b) for a, b in one.content if sentence[0] <= a and b <= place]
    if not inside or len(inside) != len(one.content) or not _TIME.match(text[after : sentence[1]]):
        return one.content
    between = text[inside[-1][1] : place]
    begin = sentence[0]
    if dateline := _DATELINE.match(text, begin, place):
        begin = dateline.end()
    whole = text[begin:place]
    if between.strip(" ,—–-") or any(mark in whole for mark in _MARKS) or not re.search(r"[,—–]\s*$", whole):
        return one.content
    return ((begin, begin + len(whole.rstrip(" ,—–-\n"))),)


def _piece(text: str, span: Span) -> Span | None:
    """Trim white space and commas; None where nothing is left."""
    start, end = span
    if dateline := _DATELINE.match(text, start, end):
        start = dateline.end()
    while start < end and text[start] in " ,;:\n\t.":
        start += 1
    while start < end and text[end - 1] in " ,;:\n\t.":
        end -= 1
    marks = [at for at in range(start, end) if text[at] in _MARKS]
    if marks == [start, end - 1]:
        # One quotation and nothing else: its marks are no part of what is said.
        return _piece(text, (start + 1, end - 1))
    return (start, end) if start < end else None


def _without_addressee(text: str, content: Spans, one: Attribution) -> Spans:
    first = content[0]
    gap = text[one.cue[-1][1] : first[0]] if one.cue else ""
    if one.cue and (first[0] < one.cue[-1][1] or len(gap) > _NEAR or re.search(r"[,;:.“\"]", gap)):
        return content
    words_ahead = text[first[0] : first[1]]
    found = _THAT.match(words_ahead) or _TO_WHOM.match(words_ahead)
    if found is None or found.end() > len(words_ahead) - 3:
        return content
    return (first[0] + found.end(), first[1]), *content[1:]


def _without_cited(text: str, content: Spans) -> Spans:
    """Leave out whom an outlet cites, at the end of what it reports."""
    out = []
    for a, b in content:
        found = _CITING.search(text[a:b])
        end = a + found.start() if found and found.start() > 0 else b
        if end > a:
            out.append((a, end))
        if found and found.start() >= 0:
            break
    return tuple(out) or content
