"""The body of an Akoma Ntoso document: preface, preamble, articles, conclusions, annexes as attachments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from msgspec import structs

from goodoffices.model.document import Document, Flow, Heading, InLanguage, Paragraph, SideBySide
from goodoffices.reports.documents.akoma.blocks import block
from goodoffices.reports.documents.akoma.hierarchy import hierarchy
from goodoffices.reports.documents.akoma.meta import meta
from goodoffices.reports.documents.akoma.words import LANGUAGE, element, put, say
from goodoffices.reports.documents.directions import direction_of


@dataclass(frozen=True)
class _Section:
    """A heading and what stands below it; the first may have no heading."""

    heading: Heading | None
    blocks: tuple[Flow, ...]

    @property
    def role(self) -> str:
        """What its heading is."""
        return self.heading.role if self.heading is not None else "title"


def fill(document: ET.Element, source: Document, prefix: str) -> None:
    """Append all but the metadata to a `doc`; `prefix` begins its ids."""
    flows = [one for one in source.blocks if not isinstance(one, SideBySide | InLanguage)]
    sections = list(_sections(flows))
    last = max((place for place, one in enumerate(sections) if one.role == "article"), default=-1)
    opening = [one for one in sections if one.role == "title"]
    _opening(document, opening, prefix, source.language)
    body = _part(document, "mainBody", source.language)
    kept = [
        one
        for place, one in enumerate(sections)
        if one.role == "article" or (one.role == "part" and place < last)
    ]
    counts = {"article": 0, "part": 0}
    for one in kept:
        counts[one.role] += 1
        name = f"{prefix}{'art' if one.role == 'article' else 'hcontainer'}_{counts[one.role]}"
        hierarchy(body, one.heading, one.blocks, name)
    if not kept:
        put(body, "p")
    _conclusions(
        document,
        [one for place, one in enumerate(sections) if one.role == "part" and place > last],
        prefix,
        source,
    )
    _annexes(document, [one for one in sections if one.role == "annex"], prefix, source)


def _sections(flows: Sequence[Flow]) -> Iterator[_Section]:
    heading: Heading | None = None
    blocks: list[Flow] = []
    for one in flows:
        if isinstance(one, Heading) and one.role != "sub":
            if heading is not None or blocks:
                yield _Section(heading, tuple(blocks))
            heading, blocks = one, []
        else:
            blocks.append(one)
    yield _Section(heading, tuple(blocks))


def _part(parent: ET.Element, tag: str, language: str) -> ET.Element:
    made = put(parent, tag)
    made.set(LANGUAGE, language)
    if direction_of(language) == "rtl":
        made.set("style", "direction: rtl")
    return made


def _opening(document: ET.Element, sections: Sequence[_Section], prefix: str, language: str) -> None:
    """Write title and centred lines as the preface, and from the first other paragraph on the preamble."""
    preface = _part(element("unused"), "preface", language)
    preamble = _part(element("unused"), "preamble", language)
    number = 0
    for section in sections:
        if section.heading is not None:
            title = put(preface, "p")
            if section.heading.number:
                put(title, "docNumber").text = section.heading.number
            say(put(title, "docTitle"), section.heading.line)
        for one in section.blocks:
            number += 1
            is_front = isinstance(one, Paragraph) and one.look != "body" and not len(preamble)
            block(
                preface if is_front else preamble,
                one,
                f"{prefix}{'preface' if is_front else 'preamble'}__{number}",
            )
    for part in (preface, preamble):
        if len(part):
            document.append(part)


def _conclusions(document: ET.Element, sections: Sequence[_Section], prefix: str, source: Document) -> None:
    if not sections:
        return
    conclusions = _part(document, "conclusions", source.language)
    for number, section in enumerate(sections, 1):
        name = f"{prefix}conclusions__blockContainer_{number}"
        holder = put(conclusions, "blockContainer", eId=name)
        if section.heading is not None:
            if section.heading.number:
                put(holder, "num", eId=f"{name}__num").text = section.heading.number
            say(put(holder, "heading", eId=f"{name}__heading"), section.heading.line)
        for place, one in enumerate(section.blocks, 1):
            block(holder, one, f"{name}__{place}")
        if not section.blocks:
            put(holder, "p")


def _annexes(document: ET.Element, sections: Sequence[_Section], prefix: str, source: Document) -> None:
    if not sections:
        return
    attachments = put(document, "attachments")
    for number, section in enumerate(sections, 1):
        name = f"{prefix}att_{number}"
        holder = put(attachments, "attachment", eId=name)
        title = source.title
        if section.heading is not None:
            title = f"{source.title} – {section.heading.number}" if section.heading.number else source.title
            if section.heading.number:
                put(holder, "num", eId=f"{name}__num").text = section.heading.number
            say(put(holder, "heading", eId=f"{name}__heading"), section.heading.line)
        one = put(holder, "doc", name="annex")
        own = structs.replace(source, title=title, identifier=f"{source.identifier}/{number}", mark=None)
        one.append(meta(own, (source.language,), f"{name}__"))
        body = _part(one, "mainBody", source.language)
        for place, part in enumerate(section.blocks, 1):
            block(body, part, f"{name}__{place}")
        if not section.blocks:
            put(body, "p")
