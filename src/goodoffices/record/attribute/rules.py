"""The reader by rules alone: quotation marks, words that attribute, and the order of clauses. It needs no weights."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.record.attribute.attribution import Attribution, Spans
from goodoffices.record.attribute.pieces import quoted
from goodoffices.record.lexicon import words
from goodoffices.record.resolve.repairing import citing_subject
from goodoffices.record.segment.paragraphs import paragraphs
from goodoffices.record.segment.sentences import sentences

_LIST = "cues"
_TIME = (
    r"(?:(?:on|late|early|earlier|last|this|in|at|to|during|of|for|from)\s+)*"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:night|evening|morning|afternoon))?|today|yesterday|week|month|year)"
)
_TAIL = re.compile(rf"(?:\s*,)?(?:\s+{_TIME})*\s*(?:\s+in\s+(?:a|an|the)\s+\w+(?:\s+\w+)?)?\s*[,.:;]?\s*$")
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|be|been|being|will|would|could|should|may|might|also|later|then|repeatedly|"
    r"reportedly|once|again|now|still|never|not|n’t|previously|already|publicly|flatly|largely|outright|privately|since|"
    r"however|further|to|\w+ly))+\s*$",
    re.IGNORECASE,
)
_TOLD_TAIL = re.compile(rf"\s+(?!that\b)[\w’'. -]{{2,50}}?(?:\s+{_TIME})?\s*[,.;]?\s*$")
#: A quotation that ends just before its source and cue, whatever comes behind them.
_HAS_SAID = re.compile(r"[,?!—…][”\"’']+\s+[^,;:“”\"]{2,50}$")
_SHORTEST_QUOTATION, _SHORTEST_BEFORE, _SHORTEST_OBJECT = 12, 20, 3
_PASSIVE_BE = r"(?:is|are|was|were|being|been)(?:\s+(?:widely|not|also|still|now))?"
#: Where the clause of the subject begins, to the left of a cue.
_CLAUSE_START = re.compile(
    r".*(?:[;:—–(]|\)?\s-\s|\)\s*[-–—]|,\s+(?:and|but|while|as|which|who|where|when|after|because|although|though)\b|,|\b(?:but|while|that|which|as|because|"
    r"although|when|after|before|if)\s)",
    re.IGNORECASE | re.DOTALL,
)
_TELLS = re.compile(
    r".*\b(?:said|says|told|added|reported|quoted|prompting|citing|confirmed|denied|announced)\s+(?:that\s+)?(?=\S)",
    re.IGNORECASE | re.DOTALL,
)
_RELATIVE = re.compile(r"[,\s]+(?:who|which|that)\s*$", re.IGNORECASE)
_TO = re.compile(
    r"\s+(?:an?|the|his|her|their|its)?\s*(?:[\w’'-]+\s+){0,5}?(?=(?:that|to|of|about|he|she|it|they|we|the|there)\b|[“\"])"
)
#: The chance that people find the same, by how it was found: measured on PolNeAR's train.
_QUOTED, _THAT, _PLAIN, _STANCE, _SILENT = 0.7, 0.65, 0.5, 0.35, 0.4


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    kind: str


@cache
def _forms(section: str) -> dict[str, str]:
    """Return every form of the verbs of a section."""
    out: dict[str, str] = {}
    for word in words(_LIST, section):
        for form in (word, *_inflected(word)):
            out[form] = word
    return out


def _inflected(word: str) -> Iterator[str]:
    stem = word.removesuffix("e")
    if word.endswith(("ed", "ing", "id", "t", "s")) and word not in words(_LIST, "bare"):
        return
    if word.endswith("y") and word[-2] not in "aeo":
        stem, s = word[:-1] + "i", word[:-1] + "ies"
        yield from (s, stem + "ed", word + "ing")
        return
    yield from (word + ("es" if word.endswith("s") else "s"), stem + "ed", stem + "ing")


@cache
def _finder() -> re.Pattern[str]:
    known = sorted({*_forms("speech"), *_forms("addressed"), *_forms("stance")}, key=len, reverse=True)
    silent = "|".join(sorted(words(_LIST, "silent"), key=len, reverse=True))
    passive = "|".join(sorted(words(_LIST, "passive"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<according>according to)|(?P<passive>{_PASSIVE_BE}\s+(?:{passive}))(?=\s+(?:to|that)\b)"
        rf"|(?P<silent>{silent})|(?P<verb>{'|'.join(known)}))\b",
        re.IGNORECASE,
    )


def attributions(text: str) -> list[Attribution]:
    """Return the attributions of a text, in order of their cues, each with a confidence from 0 to 1."""
    found: list[Attribution] = []
    ends = [0]
    for first, last in paragraphs(text):
        marks = quoted(text, first, last)
        for a, b in sentences(text, first, last):
            for match in _finder().finditer(text, a, b):
                if marks[match.start() - first]:
                    continue
                cue = _Cue(match.start(), match.end(), match.lastgroup or "verb")
                one = _read(text, (a, b), cue)
                if one is not None:
                    found.append(one)
        ends.append(len(found))
        _quote(found, ends, [(first + x, first + y) for x, y in _runs(marks)])
    return found


def headless(text: str, known: Sequence[Attribution]) -> list[Attribution]:
    """Return what nobody who is named reports or believes, in sentences that hold no attribution of `known`."""
    found = []
    cues = sorted(place for one in known for place, _ in one.cue)
    for first, last in paragraphs(text):
        for a, b in sentences(text, first, last):
            if bisect_left(cues, a) < bisect_left(cues, b):
                continue
            for match in _finder().finditer(text, a, b):
                if match.lastgroup in ("silent", "passive") and (
                    one := _read(text, (a, b), _Cue(match.start(), match.end(), match.lastgroup))
                ):
                    found.append(one)
                    break
    return found


def _runs(marks: NDArray[np.int8]) -> list[tuple[int, int]]:
    """Return the quotations of a paragraph, their marks included, as [start, end) from its first letter."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (marks > 0).astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _quote(found: list[Attribution], ends: list[int], quotations: list[tuple[int, int]]) -> None:
    """Give each quotation of a paragraph to whoever has a piece of it, or spoke last before it."""
    here = range(ends[-2], ends[-1])
    for a, b in quotations:
        if b - a < _SHORTEST_QUOTATION:
            continue
        touching = [n for n in here if found[n].confidence == _QUOTED and _touches(found[n].content, a, b)]
        before = [n for n in here if found[n].confidence == _QUOTED and found[n].cue[0][0] < a]
        holder = touching[:1] or before[-1:]
        if holder:
            one = found[holder[0]]
            found[holder[0]] = replace(one, content=_united(one.content, (a, b), one.cue + one.source))


def _touches(spans: Spans, a: int, b: int) -> bool:
    return any(x < b and a < y for x, y in spans)


def _united(spans: Spans, more: tuple[int, int], taken: Spans) -> Spans:
    """Add a span, unless it runs into the cue or the source."""
    a, b = more
    if _touches(taken, a, b):
        return spans
    inside = [span for span in spans if _touches((span,), a, b)]
    low, high = min([a, *(x for x, _ in inside)]), max([b, *(y for _, y in inside)])
    return tuple(sorted([*(span for span in spans if span not in inside), (low, high)]))


def _read(text: str, sentence: tuple[int, int], cue: _Cue) -> Attribution | None:
    a, b = sentence
    if cue.kind == "according":
        return _according(text, sentence, cue)
    if cue.kind == "silent":
        content = _trimmed(text, a, cue.start) + _trimmed(text, cue.end, b)
        if re.match(r"\s+(?:\w+\s+)?(?:said|told|says)\b", text[cue.end : cue.end + 20]):
            return None
        return Attribution(content, ((cue.start, cue.end),), (), _SILENT) if content else None
    if cue.kind == "passive":
        content = _trimmed(text, a, cue.start) + _trimmed(text, cue.end, b)
        return Attribution(content, ((cue.start, cue.end),), (), _SILENT) if content else None
    return _verb(text, sentence, cue)


def _according(text: str, sentence: tuple[int, int], cue: _Cue) -> Attribution | None:
    a, b = sentence
    stop = re.compile(r"[,;]|[.!?]?\s*$").search(text, cue.end, b)
    end = stop.start() if stop else b
    source = _trimmed(text, cue.end, end)
    before = _trimmed(text, a, cue.start)
    content = before if before and cue.start - a > _SHORTEST_QUOTATION else _trimmed(text, end, b)
    if not content or not source:
        return None
    return Attribution(content, ((cue.start, cue.end),), source, _THAT)


def _verb(text: str, sentence: tuple[int, int], cue: _Cue) -> Attribution | None:
    a, b = sentence
    word = text[cue.start : cue.end].lower()
    after = text[cue.end : b]
    if not _is_verb(text, sentence, cue, word):
        return None
    speech = word in _forms("speech") or word in _forms("addressed")
    # "…," the official said on Friday. / "…," said the official.
    ends = _TAIL.match(after) or (word in ("told", "tells") and _TOLD_TAIL.match(after))
    if (
        speech
        and cue.start - a > _SHORTEST_BEFORE
        and (ends or _inverted(text, sentence, cue) or _HAS_SAID.search(text[a : cue.start]))
    ):
        return _behind(text, sentence, cue)
    source = _subject(text, a, cue.start)
    if source is None or re.match(r"\s*(?:by|of)\b", after):
        return None
    content, sure = _ahead(text, cue, b, word)
    if not content or (
        word in _forms("stance") and not speech and content[-1][1] - content[0][0] < _SHORTEST_OBJECT
    ):
        return None
    return Attribution(content, ((cue.start, cue.end),), source, sure)


def _is_verb(text: str, sentence: tuple[int, int], cue: _Cue, word: str) -> bool:
    """Tell a verb from a noun of the same form, by the word before it."""
    if word.endswith(("ed", "ing", "id", "old", "ote", "ought", "nown", "ound", "hown")):
        return True
    found = re.search(r"([\w’'-]+)\s+$", text[sentence[0] : cue.start])
    if found is None:
        return False
    before = found[1].lower().replace("’", "'")
    if before in words(_LIST, "before verbs"):
        return True
    if before in words(_LIST, "before nouns") or before.endswith(("'s", "s'", "ly", "ed", "ing")):
        return False
    third = word.endswith("s") and word not in words(_LIST, "speech")
    if third:
        return word in ("says", "thinks", "believes", "argues", "insists", "tells") or (
            found[1][0].isupper() or re.match(r"\s+(?:that|to)\b", text[cue.end : cue.end + 8]) is not None
        )
    return before.endswith("s") and not before.endswith("ss")


def _inverted(text: str, sentence: tuple[int, int], cue: _Cue) -> bool:
    before = text[sentence[0] : cue.start].rstrip()
    return before.endswith((",”", ',"', "?”", '?"', "!”", '!"', ",'", ",’", ".”", "”", '"')) and bool(
        re.match(r"\s+(?:[A-Z]|the\b|an?\b|one\b|two\b|another\b)", text[cue.end : sentence[1]])
    )


def _behind(text: str, sentence: tuple[int, int], cue: _Cue) -> Attribution | None:
    """Read what stands before its source and cue."""
    a, b = sentence
    if _inverted(text, sentence, cue):
        stop = re.compile(r"[,;:“\"]|[.!?]?\s*$|\s+(?:in|on|at|after|during|who)\s").search(text, cue.end, b)
        source = _trimmed(text, cue.end, stop.start() if stop else b)
        content = _trimmed(text, a, cue.start)
        return Attribution(content, ((cue.start, cue.end),), source, _QUOTED) if content and source else None
    comma = max(text.rfind(mark, a, cue.start) for mark in (",", "”", '"', "''"))
    if comma < 0:
        return None
    head = text[comma + 1 : cue.start]
    # "…, John Smith, the head of the union, said": the name, if an apposition stands between.
    if text[comma] == "," and (again := text.rfind(",", a, comma)) > 0 and not head.strip():
        comma = again
        head = text[comma + 1 : cue.start]
    head = _AUXILIARY.sub("", " " + head)
    source = _trimmed(text, comma + 1, comma + 1 + len(head) - 1)
    content = _trimmed(text, a, comma)
    return Attribution(content, ((cue.start, cue.end),), source, _QUOTED) if content and source else None


def _subject(text: str, start: int, end: int) -> Spans | None:
    """Return the noun phrase before a verb, back to where its clause begins."""
    if outlet := citing_subject(text, start, end):
        return (outlet,)
    clause = text[start:end]
    auxiliary = _AUXILIARY.search(" " + clause.rstrip())
    stop = end - (len(clause) - len(clause.rstrip()))
    if auxiliary:
        stop -= len(auxiliary[0].rstrip())
    begin = start
    head = text[start:stop]
    relative = _RELATIVE.search(head)
    if relative:
        stop = start + relative.start()
        head = text[start:stop]
    if found := _CLAUSE_START.match(head):
        begin = start + found.end()
    if told := _TELLS.match(text, begin, max(begin, stop)):
        # "Mrs Teoro said the rich states offered": who offers stands behind who says so.
        begin = told.end()
    source = _trimmed(text, begin, max(begin, stop))
    if not source or source[0][1] - source[0][0] > 120:  # noqa: PLR2004 - no subject is so long
        return None
    if not re.search(
        r"[A-Z]|\b(?:he|she|they|it|who|the|a|an|we|i|some|many)\b", text[source[0][0] : source[0][1]]
    ):
        return None
    return source


def _ahead(text: str, cue: _Cue, end: int, word: str) -> tuple[Spans, float]:
    """Return what follows a cue as its content."""
    start, sure = cue.end, _PLAIN
    after = text[cue.end : end]
    if word in _forms("addressed") and word not in ("said", "says", "say") and (found := _TO.match(after)):
        start += found.end()
    rest = text[start:end]
    if found := re.match(r"\s*(?:,\s*)?(?:on\s+\w+day\s*)?[,:]?\s*(?=[“\"])|\s*:\s*", rest):
        start, sure = start + found.end(), _QUOTED
    elif found := re.match(rf"(?:\s+{_TIME})?\s+(?=that\b)", rest):
        start, sure = start + found.end(), _THAT
    elif found := re.match(rf"\s+{_TIME}\s+", rest):
        start += found.end()
    elif word in _forms("stance") and word not in _forms("speech"):
        sure = _STANCE
    stop = re.search(
        r";|\s[—–]\s|, (?:but|while|adding|citing|according to|and\s+(?:said|added|told))\b", text[start:end]
    )
    return _trimmed(text, start, start + stop.start() if stop else end), sure


def _trimmed(text: str, start: int, end: int) -> Spans:
    """Return [start, end) without white space, commas and end marks at its sides; nothing where nothing is left."""
    while start < end and text[start] in " \t\r\n,;:.—–”'":
        start += 1
    while start < end and text[end - 1] in " \t\r\n,;:.—–!?“":
        end -= 1
    return ((start, end),) if end - start > 1 else ()
