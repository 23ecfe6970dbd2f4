"""From attributions to statements: who is meant, through whom, when, what is done with the words, which figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeVar

from goodoffices.model.base import Span, When
from goodoffices.record.attribute.attribution import Attribution, Spans
from goodoffices.record.counting.figures import Counted
from goodoffices.record.dating.days import Day
from goodoffices.record.resolve.chains import cited, enclosing, extent, quoted_by, told_to
from goodoffices.record.resolve.names import Names, as_written
from goodoffices.record.resolve.speakers import Speaker, speaker_of
from goodoffices.record.results import ReadFigure, ReadStatement
from goodoffices.record.standing.acts import act_of

_Placed = TypeVar("_Placed", Day, Counted)

#: What belongs together is no farther apart than so many attributions.
_NEAR = 40
#: Whom an outlet cites is named in so many words at most.
_NAMED_BY = 8
#: A pronoun looks back over this many paragraphs.
_REACH = 3
_PERFECT = re.compile(
    r"\b(?:has|have|having)\s+(?:\w+ly\s+|also\s+|been\s+|long\s+|not\s+|never\s+)*$", re.IGNORECASE
)
#: The subject of a content begins within so many letters.
_SUBJECT = 30
_POSSESSIVE = re.compile(r"\b(?:his|her|its|their)\s", re.IGNORECASE)
#: A side called by what it is.
_GENERIC = re.compile(
    r"\b(?:the|that|this)\s+(?:bloc|group|movement|country|company|union|organi[sz]ation|government|ministry|rebels|alliance|federation|"
    r"party|delegation|team|side)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"^\W*(?:that\s+)?(?:we|i|it|they|he|she|our|its|their|his|her|the\s+(?:group|union|company|government|party|side))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Text:
    """A report's text with what was found in it. All places are offsets into `text`."""

    text: str
    published: When | None
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    days: tuple[Day, ...]
    figures: tuple[Counted, ...]
    #: The proper names of the report, most frequent first.
    proper: tuple[str, ...]
    #: Surnames with the party they belong to, as the text itself tells.
    people: Mapping[str, str] = field(default_factory=dict)
    #: Whose report it is: through that outlet everything comes, and it stands in no chain.
    outlet: str = ""

    def sentence(self, at: int) -> Span:
        """Return the sentence at a place."""
        return _at(self.sentences, at)

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph at a place."""
        return bisect_right(self.paragraphs, (at, len(self.text))) - 1

    def of(self, spans: Spans) -> str:
        """Return the words at some spans."""
        return " ".join(self.text[a:b] for a, b in spans)


@dataclass(frozen=True)
class Draft:
    """A statement on its way."""

    attribution: Attribution
    speaker: Speaker
    source: Spans
    via: tuple[str, ...]
    party: str | None
    named: bool
    meant: str | None
    said_on: When | None
    paragraph: int
    #: How many attributions carry it.
    depth: int


def statements(text: Text, attributions: Sequence[Attribution], names: Names) -> tuple[ReadStatement, ...]:
    """Return the statements of a report, in order of their cues."""
    # One cue, one statement: of two readings of it the surer one.
    by_place = {
        extent(one.cue or one.content)[0]: one
        for one in sorted(attributions, key=lambda one: one.confidence)
        if not _only_cites(text, one)
    }
    ordered = [by_place[place] for place in sorted(by_place)]
    # What carries an attribution stands near it: nothing is compared with everything.
    around = {
        id(one): enclosing(one, ordered[max(0, place - _NEAR) : place + _NEAR])
        for place, one in enumerate(ordered)
    }
    drafts: dict[int, Draft] = {}
    # The outermost first, so that what lies within can take over who carried it.
    for one in sorted(ordered, key=lambda one: len(around[id(one)])):
        drafts[id(one)] = _draft(text, one, around[id(one)], drafts, names)
    kept = _without_carriers([drafts[id(one)] for one in ordered])
    settled: list[Draft] = []
    for draft in kept:
        settled.append(_resolved(text, draft, settled[-_NEAR:], names))
    digest = sha256(text.text.encode()).hexdigest()[:8]
    return tuple(_statement(text, draft, digest, names) for draft in settled)


def _only_cites(text: Text, one: Attribution) -> bool:
    """Tell "citing a security source" from words: whom an outlet cites is part of a chain."""
    content = text.of(one.content)
    cites = text.of(one.cue).lower() in ("citing", "quoting", "cited", "cites")
    return cites and speaker_of(content).kind == "unnamed" and len(content.split()) <= _NAMED_BY


def _draft(
    text: Text, one: Attribution, outer: list[Attribution], drafts: dict[int, Draft], names: Names
) -> Draft:
    around = [drafts[id(other)] for other in outer if id(other) in drafts]
    place = extent(one.cue or one.content)[0]
    sentence = text.sentence(place)
    speaker, source = speaker_of(text.of(one.source)), one.source
    via = [called for outer in around for called in (*outer.via[-1:], _called(outer.speaker)) if called]
    if speaker.outlet and (found := cited(text.text, one, sentence)):
        via.append(speaker.outlet)
        speaker, source = speaker_of(found[0]), (found[1],)
    via += [
        outlet
        for outlet in (quoted_by(text.text, source, sentence), told_to(text.text, one, sentence))
        if outlet
    ]
    party = _party(text, speaker, place, names)
    chain = _chain(text, via, speaker.written, party, names)
    return Draft(
        one, speaker, source, chain, party, speaker.kind in ("named", "office"), None,
        _said_on(text, one, sentence, around), text.paragraph(place), len(around),
    )  # fmt: skip


def _chain(text: Text, via: Iterable[str], speaker: str, party: str | None, names: Names) -> tuple[str, ...]:
    """Leave out who stands in a chain twice, whoever speaks at its end or for whom, and the report's own outlet."""
    own = {speaker.lower(), _bare(text.outlet)}
    return tuple(
        name
        for name in dict.fromkeys(via)
        if not {name.lower(), _bare(name)} & own and not (party is not None and names.called(name) == party)
    )


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", name.lower()) or "-"


def _called(speaker: Speaker) -> str:
    return speaker.outlet if speaker.outlet and speaker.kind == "named" else speaker.written


def _without_carriers(drafts: list[Draft]) -> list[Draft]:
    """Where an outlet cites a source, and the same words stand with that source as well, keep the latter."""
    out = dict(enumerate(drafts))
    for number, carrier in enumerate(drafts):
        if carrier.source == carrier.attribution.source:
            continue
        first, last = extent(carrier.source)
        for place in range(max(0, number - _NEAR), min(len(drafts), number + _NEAR)):
            other = out.get(place)
            start, end = extent(other.attribution.source) if other is not None else (0, 0)
            if other is not None and other is not carrier and start < last and first < end:
                out[place] = replace(other, via=carrier.via)
                del out[number]
                break
    return [out[place] for place in sorted(out)]


def _of_whom(text: Text, speaker: Speaker, place: int, names: Names) -> str | None:
    """Return the party of whoever "his" or "its" stands for in "his office": the nearest that the paragraph names."""
    if not (_POSSESSIVE.search(speaker.written) or _GENERIC.search(speaker.written)):
        return None
    number = text.paragraph(place)
    start, end = text.paragraphs[number]
    before = names.within(text.text[start:place]) or names.within(text.text[place:end])[:1]
    if not before and number:
        before = names.within(text.text[slice(*text.paragraphs[number - 1])])
    return before[-1].party if before else None


def _party(text: Text, speaker: Speaker, place: int, names: Names) -> str | None:
    if not speaker.written or speaker.kind == "pronoun":
        return None
    if names.calls or names.offices:
        known = names.party(speaker.written) or _of_whom(text, speaker, place, names)
        return known or text.people.get(re.sub(r"['’]s?$", "", speaker.written.split()[-1]))
    if speaker.outlet and speaker.kind == "named":
        return None
    if speaker.kind == "named" and speaker.written in text.proper:
        return speaker.written
    return as_written(speaker.written, text.proper)


def _said_on(text: Text, one: Attribution, sentence: Span, around: list[Draft]) -> When | None:
    """Return the day in the attributing clause, else that of whoever carries the words, else that of the report."""
    at = extent(one.cue or one.content)[0]
    own = [
        day
        for day in _starting(text.days, *sentence)
        if not any(a <= day.start < b for a, b in one.content) and not _of_another(text, day, one)
    ]
    if own:
        return min(own, key=lambda day: abs(day.start - at)).when
    if around:
        return around[-1].said_on
    cue = text.of(one.cue)
    if _PERFECT.search(text.text[max(sentence[0], at - 30) : at]) or re.match(
        r"(?:has|have)\b", cue, re.IGNORECASE
    ):
        return None
    return text.published


def _of_another(text: Text, day: Day, one: Attribution) -> bool:
    """Tell whether a day is of what is spoken of, and not of the speaking: "a meeting on Friday", "since October"."""
    before = text.text[max(0, day.start - 40) : day.start]
    first, last = extent(one.cue or one.content)
    between = text.text[min(last, day.end) : max(first, day.start)]
    if re.search(r"\b(?:since|until|by|before|after|from|for)\s+$", before, re.IGNORECASE):
        return True
    return (
        len(between) > 0
        and re.search(r"[;—]|, (?:which|who|when|where|after|before|ahead)\b", between) is not None
    )


def _resolved(text: Text, draft: Draft, before: list[Draft], names: Names) -> Draft:
    """Let pronouns and "the official" stand for whoever spoke before."""
    if draft.speaker.kind not in ("pronoun", "definite", "office"):
        return draft
    antecedent = _antecedent(draft, before, names)
    if antecedent is None:
        return replace(draft, named=draft.speaker.kind == "pronoun" and draft.party is not None)
    nearby = draft.paragraph - antecedent.paragraph <= 1
    meant = antecedent.meant or antecedent.speaker.written
    party = draft.party or antecedent.party or names.party(meant)
    same_day = draft.said_on == text.published and nearby and antecedent.paragraph == draft.paragraph
    return replace(
        draft,
        meant=meant,
        named=antecedent.named,
        party=party,
        via=_chain(text, draft.via or (antecedent.via if nearby else ()), meant, party, names),
        said_on=antecedent.said_on if same_day else draft.said_on,
    )


def _antecedent(draft: Draft, before: list[Draft], names: Names) -> Draft | None:
    words = draft.speaker.written.lower().split()
    plural = words[-1] in ("they", "them", "their", "pair", "two", "both", "trio", "three") or (
        words[-1].endswith("s") and draft.speaker.kind == "definite"
    )
    reach = [
        other for other in before if draft.paragraph - other.paragraph <= _REACH and other.speaker.written
    ]
    reach = [
        other
        for other in reach
        if other.speaker.kind != "nobody" and other.attribution is not draft.attribution
    ]
    if draft.speaker.kind in ("definite", "office"):
        head = words[1] if len(words) > 1 else words[0]
        reach = [
            other
            for other in reach
            if re.search(rf"\b{re.escape(head)}\b", (other.meant or other.speaker.written).lower())
        ]
        return reach[-1] if reach else None
    if words[-1] in ("he", "she", "him", "her"):
        # Neither an outlet nor a party is one of these.
        people = [
            other
            for other in reach
            if not other.speaker.outlet and names.called(other.speaker.written) is None
        ]
        reach = people or reach
    # Whoever speaks in the report itself, rather than whom somebody in it quotes.
    reach = [other for other in reach if other.depth <= draft.depth] or reach
    fitting = [other for other in reach if _plural(other) == plural]
    chosen = fitting or reach
    return chosen[-1] if chosen else None


def _plural(draft: Draft) -> bool:
    written = draft.meant or draft.speaker.written
    head = written.split()[-1].lower() if written else ""
    return " and " in written or (draft.speaker.kind == "unnamed" and head.endswith("s"))


def _statement(text: Text, draft: Draft, digest: str, names: Names) -> ReadStatement:
    one = draft.attribution
    content = text.of(one.content)
    place = extent(one.cue or one.content)[0]
    number = f"{digest}-{place}"
    cue = text.of(one.cue)
    return ReadStatement(
        id=number,
        content=content,
        content_spans=one.content,
        cue=cue,
        cue_spans=one.cue,
        speaker=draft.speaker.written,
        speaker_spans=draft.source,
        speaker_is=draft.meant,
        speaker_named=draft.named,
        speaker_party=draft.party,
        via=draft.via,
        said_on=draft.said_on,
        act=act_of(cue, content, own=_own(content, draft, names)),
        confidence=round(one.confidence, 3),
        figures=tuple(
            ReadFigure(
                value=f.value,
                of=f.of,
                bound=f.bound,
                high=f.high,
                part=f.part,
                span=(f.start, f.end),
                statement=number,
            )
            for a, b in one.content
            for f in _starting(text.figures, a, b)
        ),
    )


def _own(content: str, draft: Draft, names: Names) -> bool:
    """Tell whether a content is about the speaker's own side."""
    if _OWN.match(content):
        return True
    named = names.within(content)
    if named and named[0].start < _SUBJECT:
        return named[0].party == draft.party
    if draft.speaker.outlet and draft.speaker.kind == "named":
        return False
    first = re.match(r"\W*(?:that\s+)?(?:the\s+)?([A-Z][\w’'-]*)", content)
    spoken_of = draft.party or draft.meant or draft.speaker.written
    return first is None or first[1] in spoken_of or spoken_of in first[1] or not draft.party


def _at(spans: Sequence[Span], place: int) -> Span:
    index = max(0, bisect_right(spans, (place, 10**12)) - 1)
    return spans[index] if spans else (0, 0)


def _starting(places: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Return those of some places, in order of the text, that begin in [start, end)."""
    first = bisect_left(places, start, key=lambda place: place.start)
    return places[first : bisect_left(places, end, first, key=lambda place: place.start)]
