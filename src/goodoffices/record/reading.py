"""One report, from its document to its statements and figures: the pipeline whose steps are the folders here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodoffices.model.base import Span, When, last_day
from goodoffices.record.attribute.attribution import Attribution
from goodoffices.record.attribute.estimating import estimates
from goodoffices.record.attribute.rules import headless
from goodoffices.record.clean.document import Document
from goodoffices.record.clean.furniture import Part, part_of
from goodoffices.record.clean.heading import outlet_of, title_of
from goodoffices.record.clean.language import language_name, language_of
from goodoffices.record.counting.figures import completed, figures
from goodoffices.record.dating.days import days
from goodoffices.record.dating.publication import published_on
from goodoffices.record.drafting import Text, statements
from goodoffices.record.lexicon import words
from goodoffices.record.resolve.names import Names
from goodoffices.record.resolve.people import people
from goodoffices.record.resolve.repairing import repaired
from goodoffices.record.results import ReadFigure, ReadReport, ReadStatement
from goodoffices.record.segment.paragraphs import paragraphs
from goodoffices.record.segment.sentences import sentences
from goodoffices.record.standing.stances import stances

#: Finds the attributions of a text.
Reader = Callable[[str], list[Attribution]]

#: Parts of a page in which no statements are sought.
_FURNITURE = frozenset({"caption", "byline", "teaser", "date"})
#: A text with this share of capitals among its letters is read as if it were written small.
_CAPITALS = 0.7
#: A sentence of this many words without a mark or a paragraph is no prose that anyone was taught to read.
_LONG_SENTENCE = 150
_DOUBT = 0.6
_PROPER = re.compile(r"(?<![.!?”\"’]\s)(?<=\s)[A-Z][\w’-]{2,}")


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out: its paragraphs, each [start, end) and what it is."""

    parts: tuple[tuple[Span, Part], ...]

    @property
    def prose(self) -> tuple[Span, ...]:
        """The paragraphs in which statements are sought."""
        return tuple(span for span, part in self.parts if part not in _FURNITURE)


def lay_out(text: str) -> Laid:
    """Tell the paragraphs of a text apart."""
    return Laid(tuple((span, part_of(text[span[0] : span[1]], n)) for n, span in enumerate(paragraphs(text))))


def read_document(
    document: Document, reader: Reader, names: Names, published: When | None = None
) -> ReadReport:
    """Read one report.

    Args:
        document: the report.
        reader: what finds the attributions.
        names: what the parties are called, where a case says so.
        published: the day of the report, where it is known better than from its text.
    """
    text = document.text
    laid = lay_out(text)
    day: When | None = published or document.published or published_on(text, laid.parts)
    language = language_of(text)
    warnings = list(document.warnings)
    found: tuple[ReadStatement, ...] = ()
    counted: tuple[ReadFigure, ...] = ()
    if language != "en":
        warnings.append(
            f"{document.name}: this is {language_name(language)}, and only English is read; it stands in the record "
            "without statements"
        )
    else:
        prepared = _prepared(text, laid, day, names, document.outlet or outlet_of(text, laid.parts) or "")
        found, doubts = _statements(document, prepared, laid, reader, names)
        warnings += doubts
        counted = _figures(prepared, found)
    return ReadReport(
        file=document.name,
        title=document.title or title_of(text, laid.parts),
        published=day,
        outlet=document.outlet or outlet_of(text, laid.parts),
        language=language,
        statements=found,
        figures=counted,
        text=None if document.kind == "text" else text,
        warnings=tuple(warnings),
    )


def _prepared(text: str, laid: Laid, published: When | None, names: Names, outlet: str) -> Text:
    spans = tuple(span for a, b in (span for span, _ in laid.parts) for span in sentences(text, a, b))
    # Weekdays count from the report's day, or the last of a range.
    named = days(text, last_day(published))
    places = [(day.start, day.end) for day in named]
    counted = [figure for a, b in laid.prose for figure in figures(text, a, b, places)]
    frequent = Counter(
        word[0].removesuffix("’s").removesuffix("'s") for word in _PROPER.finditer(text)
    ).most_common()
    return Text(
        text=text,
        published=published,
        paragraphs=tuple(span for span, _ in laid.parts),
        sentences=spans,
        days=tuple(named),
        figures=tuple(completed(counted)),
        proper=tuple(word for word, _ in frequent if word.lower() not in words("figures", "openers")),
        people=people(text, names),
        outlet=outlet,
    )


def _statements(
    document: Document, prepared: Text, laid: Laid, reader: Reader, names: Names
) -> tuple[tuple[ReadStatement, ...], list[str]]:
    text, doubts = prepared.text, []
    letters = [letter for letter in text if letter.isalpha()]
    seen = text
    if letters and sum(letter.isupper() for letter in letters) > _CAPITALS * len(letters):
        # Letter by letter, so that places stay.
        seen = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        doubts.append(
            f"{document.name}: it is written in capitals, which hides names; its statements are doubtful"
        )
    if any(text.count(" ", a, b) > _LONG_SENTENCE for a, b in prepared.sentences):
        doubts.append(
            f"{document.name}: it has stretches without sentence marks; its statements are doubtful"
        )
    prose = [repaired(text, one, prepared.sentences) for one in reader(seen) if _within(one, laid.prose)]
    prose += [one for one in headless(text, prose) if _within(one, laid.prose)]
    prose += [one for one in estimates(text, prepared.sentences, prose) if _within(one, laid.prose)]
    prose += [one for one in stances(text, prepared.sentences, names, prose) if _within(one, laid.prose)]
    if doubts:
        prose = [Attribution(one.content, one.cue, one.source, _DOUBT * one.confidence) for one in prose]
    return statements(prepared, prose, names), doubts


def _within(one: Attribution, prose: Sequence[Span]) -> bool:
    place = (one.cue or one.content)[0][0]
    number = bisect_right(prose, (place, place + 10**9)) - 1
    return number >= 0 and prose[number][0] <= place < prose[number][1]


def _figures(prepared: Text, found: Sequence[ReadStatement]) -> tuple[ReadFigure, ...]:
    """Return all figures, each with the innermost statement in which it stands."""
    holders: dict[tuple[int, int], str] = {}
    for one in sorted(found, key=lambda one: sum(b - a for a, b in one.content_spans)):
        for figure in one.figures:
            holders.setdefault(figure.span, one.id)
    return tuple(
        ReadFigure(
            value=figure.value,
            of=figure.of,
            bound=figure.bound,
            high=figure.high,
            part=figure.part,
            span=(figure.start, figure.end),
            statement=holders.get((figure.start, figure.end)),
        )
        for figure in prepared.figures
    )
