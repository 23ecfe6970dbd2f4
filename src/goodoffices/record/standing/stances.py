"""What a report itself says of a side's stand: "Hamas has conditioned any further releases on …".

Such clauses attribute a stance and no words, and readers taught on attributed speech pass over many of them. Here a
party of the case must be the subject, or the owner of the noun: nothing is guessed about anybody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.model.base import Span
from goodoffices.record.attribute.attribution import Attribution
from goodoffices.record.resolve.names import Names

_ADVERBS = r"(?:(?:\w+ly|also|again|now|still|long|since|later|then|twice|once|ever)\s+)*"
_AUXILIARY = rf"(?:(?:has|have|had|is|are|was|were|be|been|would|will|could)\s+(?:not\s+)?{_ADVERBS})*"
_VERBS = (
    r"rejected|rejects|rejecting|refused|refuses|refusing|accepted|accepts|accepting|demanded|demands|demanding|insisted|insists|insisting"
    r"|conditioned|conditions|conditioning|offered|offers|offering|agreed(?:\s+to)?|agrees(?:\s+to)?|ruled\s+out|rules\s+out"
    r"|ruling\s+out|called\s+for|calls\s+for|calling\s+for|turned\s+down|turns\s+down|dropped|drops|dropping|proposed|proposes"
    r"|opposed|opposes|opposing|returned\s+to(?=\s+(?:its|their)\s+\w+\s+(?:demands?|positions?))|backed\s+away\s+from"
    r"|(?:willing|prepared|ready|unwilling|open)\s+to|sought|seeks|seeking|wants|wanted|approved|approves|withdrew|abandoned|supported|supports|supporting|backed|backs|backing"
    r"|(?:asked|asks|asking)\s+for|(?:would|could|will|can)\s+(?:also\s+|now\s+)?(?:accept|take(?=\s+[\d“a-z])|settle\s+for|live\s+with|drop)"
    r"|content\s+with|(?:lowered|lowers|softened|softens|raised|raises)(?=\s+(?:its|their)\s+(?:demand|claim|offer|price))"
)
#: "The union, which walked out in May, is demanding …".
_APPOSED = r"(?:,\s+(?:which|who|a|an|the|its|whose)\s[^,;.]{2,80},)?"
_VERB = re.compile(rf"{_APPOSED}[,\s]+{_ADVERBS}{_AUXILIARY}(?P<cue>{_VERBS})\b", re.IGNORECASE)
#: "… accepted six years and dropped its objection to …": a second stance of the same party.
_AND_VERB = re.compile(rf"\s+and\s+{_ADVERBS}{_AUXILIARY}(?P<cue>{_VERBS})\b", re.IGNORECASE)
_NOUN = re.compile(
    r"(?:['’]s?)?\s+(?:(?:\w+\s+)?(?P<cue>demands?|insistence|refusal|rejection|conditions?|offer|opposition|acceptance))\s+"
    r"(?=for|that|on|to|of)",
    re.IGNORECASE,
)
#: The party is spoken of again: "… has refused to show flexibility on its demand for …".
_OWN_NOUN = re.compile(
    r"\b(?:its|their)\s+(?:\w+\s+)?(?P<cue>demands?|insistence|refusal|rejection|conditions?|conditioning|offer|opposition|acceptance)\s+"
    r"(?=for|that|on|to|of)",
    re.IGNORECASE,
)
_PRONOUN_VERB = re.compile(rf"\b(?:it|they)\s+{_ADVERBS}{_AUXILIARY}(?P<cue>{_VERBS})\b", re.IGNORECASE)
_END = re.compile(
    rf"\s+and\s+(?:\w+ly\s+|also\s+)*(?:{_VERBS})\b|"
    # "…, a Kessalian official told Meridian": whoever tells it stands behind it.
    r",\s+(?:[^,;.]{2,60}\s)(?:said|says|told|added|wrote|reported|announced)\b|,\s+according\s+to\b|"
    r"[;:]|\s[—–]\s|,\s+(?:but|while|which|who|prompting|saying|citing|adding|according|and\s+(?:has|had|is|was|said))\b|[.!?]?\s*$"
)
#: "The proposal that Israel accepted", "demands Israel has rejected": what the stance is about stands before the party.
_OBJECT_BEFORE = re.compile(
    r"(?P<object>(?:\b(?:the|a|an|its|their|these|those|this|both|all)\s+)?(?:[\w’'-]+\s+){0,2}?"
    r"(?:proposals?|offers?|demands?|deals?|plans?|compromises?|terms|ideas?|drafts?|texts?|conditions?|formula|framework|package|measures?))"
    r"\s+(?:that\s+|which\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
#: Another stance noun of the same owner ends the first one's object.
_AND_ITS = re.compile(r"\s+and\s+(?:its|their)\s+")
_VERB_SOON = re.compile(r"[\w’'-]+\s+(?:has|have|had|is|was|said|says|\w+ed)\b")
_CLAUSE = re.compile(r"[;.]|\b(?:while|but)\b")
_CONFIDENCE = 0.55
#: An object has letters.
_SHORTEST = 3
#: What somebody would do if something else were so is no stand.
_IF = re.compile(r"\b(?:if|whether|unless|in case)\s+(?:the\s+)?$", re.IGNORECASE)


def stances(
    text: str, sentences: Sequence[Span], names: Names, known: Sequence[Attribution]
) -> list[Attribution]:
    """Return stances of the case's parties that no attribution of `known` has the cue of."""
    found: list[Attribution] = []
    cues = sorted(span for one in known for span in one.cue)
    for start, end in sentences:
        taken = cues[bisect_left(cues, (start, 0)) : bisect_left(cues, (end, 0))]
        named = [(start + called.start, start + called.end) for called in names.within(text[start:end])]
        if named:
            found += _Sentence(text, start, end, named, taken).stances()
    return found


@dataclass
class _Sentence:
    """A sentence [start, end), where it names parties, and the cues in it that are known."""

    text: str
    start: int
    end: int
    named: list[Span]
    taken: list[Span]

    def stances(self) -> Iterator[Attribution]:
        """Yield the stances of the parties that the sentence names."""
        for who in self.named:
            if _IF.search(self.text, self.start, who[0]):
                continue
            found = (pattern.match(self.text, who[1], self.end) for pattern in (_VERB, _NOUN))
            for match in filter(None, found):
                again = _OWN_NOUN.finditer(self.text, match.end(), self.end)
                cues = [match.span("cue")]
                cues += [
                    one.span("cue")
                    for one in again
                    if not _CLAUSE.search(self.text, match.end(), one.start())
                ]
                for pattern in (_PRONOUN_VERB, _AND_VERB):
                    if second := pattern.search(self.text, match.end(), self.end):
                        cues.append(second.span("cue"))
                for cue in cues:
                    if (one := self._stance(who, cue)) is not None:
                        self.taken.append(cue)
                        yield one

    def _stance(self, who: Span, cue: Span) -> Attribution | None:
        if any(a < cue[1] and cue[0] < b for a, b in self.taken):
            return None
        start, end = self._object(cue)
        if before := _OBJECT_BEFORE.search(self.text[self.start : who[0]]):
            start, end = self.start + before.start("object"), self.start + before.end("object")
        return Attribution(((start, end),), (cue,), (who,), _CONFIDENCE) if end - start >= _SHORTEST else None

    def _object(self, cue: Span) -> Span:
        """Return what stands behind a cue, as far as its clause reaches."""
        text = self.text
        stop = _END.search(text, cue[1], self.end)
        end = stop.start() if stop else self.end
        if again := _AND_ITS.search(text, cue[1], end):
            end = again.start()
        for rival, _ in self.named:
            # Another party's clause begins behind a comma.
            behind = cue[1] < rival < end and text[cue[1] : rival].rstrip().endswith(",")
            if behind and _VERB_SOON.match(text, rival):
                end = rival
                break
        start = cue[1] + (len(text[cue[1] : end]) - len(text[cue[1] : end].lstrip()))
        while end > start and text[end - 1] in " ,.;:!?\n":
            end -= 1
        return start, end
