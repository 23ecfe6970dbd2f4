"""A document from a case, a draft and a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from msgspec import structs

from goodoffices.agreement.text.draft import Draft
from goodoffices.agreement.text.parts import MAKERS
from goodoffices.agreement.text.parts.points import mistranslated
from goodoffices.agreement.text.phrases import PARTS
from goodoffices.agreement.text.setting import Entry, Piece, Setting
from goodoffices.agreement.text.settling import unfitting
from goodoffices.agreement.text.template import HEADINGS, Part, Template, template_for
from goodoffices.agreement.text.words import Words, filled, listed, places_in
from goodoffices.language import in_a_line, use, whole
from goodoffices.model.case import Case
from goodoffices.model.document import (
    Document,
    Flow,
    Heading,
    Line,
    Listing,
    Numbered,
    Paragraph,
    line,
    lines_of,
    text_of,
)


@dataclass(frozen=True)
class Composed:
    """A document, and what is to be known about it before anyone relies on it."""

    document: Document
    warnings: tuple[str, ...]


@dataclass
class _Counters:
    """Where the numbering stands."""

    article: int = 0
    annex: int = 0
    clause: int = 0
    item: int = 0
    label: Line = ()
    references: dict[str, Line] = field(default_factory=dict)


def compose(case: Case, draft: Draft, template: Template | str = "en") -> Composed:
    """Write the text of an agreement.

    What the package settles stands as clean text, what it leaves open in brackets; terms become articles; an article
    that has nothing to say is left out.

    Args:
        case: the parties, mediators, issues, and the terms where the draft has none.
        draft: the package, the single negotiating text, the signing. Its package and clauses are those of the case.
        template: the template, or the language of the one that is shipped.

    Returns:
        the document in the template's language; and sentences on what it does not say.

    Raises:
        TextError: no template is shipped for the language.
    """
    if isinstance(template, str):
        template = template_for(template)
    with use(template.language):
        words = Words(template.language, case.translations.get(template.language, {}))
        first = Setting(case, draft, template, words)
        counters = _Counters()
        blocks = list(_written(first, counters))
        stretches = [stretch for words_of in lines_of(blocks) for stretch in words_of]
        setting = replace(
            first, references=counters.references, is_draft=any(one.open for one in stretches),
            is_foreign=any(one.language for one in stretches),
        )  # fmt: skip
        blocks = list(_written(setting, _Counters()))
        warnings = (
            *unfitting(draft.clauses, draft.package, case.issues_by_id), *mistranslated(setting), *_left_out(setting),
        )  # fmt: skip
    document = Document(
        title=_title(blocks, case.title), language=template.language, blocks=tuple(blocks), on=draft.on,
        identifier=f"{case.title}/{draft.version}",
    )  # fmt: skip
    return Composed(document, warnings)


def _title(blocks: Sequence[Flow], of_case: str) -> str:
    titles = [text_of(block.line) for block in blocks if isinstance(block, Heading) and block.role == "title"]
    return " – ".join(dict.fromkeys(one for one in (*titles[:1], of_case) if one))


def _left_out(setting: Setting) -> Iterator[str]:
    """Yield what the template does not ask for although there is something to say."""
    asked = {part.text for part in setting.template.parts if part.kind == "insert"}
    for name, make in MAKERS.items():
        if name not in asked and name != "party-lines" and make(setting):
            yield f"the template leaves out {{{name}}}: {PARTS[name]} does not stand in the document"


def _written(setting: Setting, counters: _Counters) -> Iterator[Flow]:
    """Yield the blocks, section by section; a section whose parts all have nothing to say is left out."""
    sections: dict[str, int] = {}
    for section in _sections(setting.template.parts):
        inserts = [part.text for part in section if part.kind == "insert"]
        made = {name: MAKERS[name](setting) for name in inserts}
        is_headed = section[0].kind in HEADINGS
        if is_headed and inserts and section[0].kind != "title" and not any(made.values()):
            continue
        kind = section[0].kind
        sections[kind] = sections.get(kind, 0) + 1
        key = f"{kind}:{inserts[0] if inserts else sections[kind]}"
        yield from _section(setting, counters, section, made, key)


def _sections(parts: Iterable[Part]) -> Iterator[list[Part]]:
    section: list[Part] = []
    for part in parts:
        if part.kind in HEADINGS and section:
            yield section
            section = []
        section.append(part)
    yield section


def _section(
    setting: Setting, counters: _Counters, parts: Sequence[Part], made: dict[str, list[Piece]], key: str
) -> Iterator[Flow]:
    counters.clause = counters.item = 0
    numbers: dict[str, int] = {}
    for is_list, run in groupby(parts, key=lambda part: part.kind == "bullet"):
        if is_list:
            items = tuple(_inline(setting, part.text) for part in run)
            numbers["list"] = numbers.get("list", 0) + 1
            yield Listing(key=f"{key}/list{numbers['list']}", items=items)
            continue
        for part in run:
            if part.kind == "insert":
                for piece in made[part.text]:
                    yield from _piece(setting, counters, piece)
                continue
            numbers[part.kind] = numbers.get(part.kind, 0) + 1
            own = key if part.kind in HEADINGS else f"{key}/{part.kind}{numbers[part.kind]}"
            if (block := _block(setting, counters, part, own)) is not None:
                yield block


def _block(setting: Setting, counters: _Counters, part: Part, key: str) -> Flow | None:
    words = _inline(setting, part.text)
    match part.kind:
        case "title" | "part":
            counters.label = words
            return Heading(key=key, line=words, role=part.kind)
        case "article":
            counters.article += 1
            counters.label = setting.phrase("article", number=line(whole(counters.article)))
            return Heading(key=key, line=words, role="article", number=text_of(counters.label))
        case "annex":
            counters.annex += 1
            counters.label = setting.phrase("annex", letter=line(_letter(setting, "letters", counters.annex)))
            return Heading(key=key, line=words, role="annex", number=text_of(counters.label))
        case "clause":
            return _clause(setting, counters, key, words)
        case "item":
            return _item(setting, counters, key, words)
        case _ if not words or _is_idle(setting, part.text):
            return None
        case "centred" | "note":
            return Paragraph(key=key, line=words, look=part.kind)
        case _:
            return Paragraph(key=key, line=words)


def _piece(setting: Setting, counters: _Counters, piece: Piece) -> Iterator[Flow]:
    if not isinstance(piece, Entry):
        yield piece
        return
    yield _clause(setting, counters, piece.key, piece.words)
    kind, _, name = piece.key.partition(":")
    if kind == "obligation":
        number = line(whole(counters.clause))
        reference = setting.phrase("reference", article=counters.label, number=number)
        # A reference is not parted at the end of a line.
        counters.references[name] = tuple(
            structs.replace(one, text=one.text.replace(" ", "\u00a0")) for one in reference
        )
    for place, words in enumerate(piece.items, 1):
        yield _item(setting, counters, f"{piece.key}/{place}", words)


def _clause(setting: Setting, counters: _Counters, key: str, words: Line) -> Numbered:
    counters.clause += 1
    counters.item = 0
    number = setting.phrase("clause", number=line(whole(counters.clause)))
    return Numbered(key=key, number=text_of(number), line=words)


def _item(setting: Setting, counters: _Counters, key: str, words: Line) -> Numbered:
    counters.item += 1
    letter = setting.phrase("item", letter=line(_letter(setting, "small-letters", counters.item)))
    return Numbered(key=key, number=text_of(letter), line=words, level="item")


def _letter(setting: Setting, phrase: str, number: int) -> str:
    """Return the letter of a number: after the last one they are doubled."""
    letters = setting.template.phrases[phrase].split()
    times, place = divmod(number - 1, len(letters))
    return letters[place] * (times + 1)


def _inline(setting: Setting, text: str) -> Line:
    """Put words in the places of a line of the template."""
    return filled(text, _places(setting))


def _is_idle(setting: Setting, text: str) -> bool:
    """Whether a line of the template has places, and there is nothing to say in any of them."""
    asked, places = places_in(text), _places(setting)
    return bool(asked) and not any(places[name] for name in asked)


def _places(setting: Setting) -> dict[str, Line]:
    case, draft, words = setting.case, setting.draft, setting.words
    return {
        "title": words.said(case.title),
        "summary": words.said(in_a_line(case.summary)),
        "parties": listed(words.said(party.title) for party in case.parties),
        "mediators": listed(words.said(mediator.name) for mediator in case.mediators),
        "guarantors": listed(words.said(one.name) for one in setting.terms.guarantors),
        "date": setting.day(draft.on),
        "place": words.said(draft.place) or setting.phrase("blank"),
        "version": line(whole(draft.version)) if draft.version else (),
    }
