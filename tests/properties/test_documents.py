"""Whatever words a document holds, every format says them, and can be read again."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

import docx
import html5lib
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from msgspec import structs

from goodoffices.agreement.text.revising import revised
from goodoffices.agreement.text.side_by_side import side_by_side
from goodoffices.model.document import (
    Document,
    Field,
    Flow,
    Heading,
    InLanguage,
    Listing,
    Numbered,
    Paragraph,
    SideBySide,
    Signature,
    Signatures,
    Stretch,
    Table,
    lines_of,
    text_of,
)
from goodoffices.reports.documents import write

TEXTS = st.text(max_size=12) | st.text(alphabet="ab [].<>&\"'{}سبع١٢†\u2067\u200f\x00\x0b\ufffe", max_size=20)
STRETCHES = st.builds(
    Stretch, text=TEXTS, open=st.booleans(), change=st.sampled_from(["", "added", "removed"]), strong=st.booleans(),
    language=st.sampled_from(["", "en", "ar"]),
)  # fmt: skip
PLAIN = st.builds(Stretch, text=TEXTS, open=st.booleans(), strong=st.booleans())


def flows(stretches: st.SearchStrategy[Stretch]) -> st.SearchStrategy[tuple[Flow, ...]]:
    lines = st.lists(stretches, max_size=3).map(tuple)
    key = st.sampled_from("abcdef")
    row = st.tuples(lines, lines)
    place = st.builds(
        Signature,
        heading=st.tuples(lines),
        fields=st.lists(st.builds(Field, labels=st.tuples(lines), value=lines), max_size=2).map(tuple),
    )
    one = st.one_of(
        st.builds(Heading, key=key, line=lines, role=st.sampled_from(["title", "article", "part", "annex", "sub"]), number=TEXTS),
        st.builds(Paragraph, key=key, line=lines, look=st.sampled_from(["body", "centred", "note"])),
        st.builds(Numbered, key=key, number=TEXTS, line=lines, level=st.sampled_from(["clause", "item"])),
        st.builds(Listing, key=key, items=st.lists(lines, max_size=3).map(tuple)),
        st.builds(Table, key=key, caption=lines, head=row, rows=st.lists(row, max_size=2).map(tuple)),
        st.builds(Signatures, key=key, places=st.lists(place, max_size=3).map(tuple)),
    )  # fmt: skip
    return st.lists(one, max_size=5).map(tuple)


def documents(language: str, stretches: st.SearchStrategy[Stretch]) -> st.SearchStrategy[Document]:
    return st.builds(Document, title=TEXTS, language=st.just(language), blocks=flows(stretches))


def letters(text: str) -> Counter[str]:
    return Counter(one for one in text if one.isalnum())


def said(document: Document) -> Counter[str]:
    return letters("".join(text_of(words) for words in lines_of(document.blocks)))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(documents("en", STRETCHES), documents("ar", STRETCHES), st.booleans())
def test_every_word_stands_in_every_format(one: Document, other: Document, both: bool) -> None:
    document = side_by_side(one, other) if both else one
    note(repr(document))
    page: Any = html5lib.HTMLParser(strict=True).parse(write(document, "html").decode("utf-8"))
    main = page.find(".//{*}main")
    for hidden in main.findall(".//{*}span[@class='out']"):
        hidden.text = ""
    assert letters("".join(main.itertext())) == said(document)
    opened: Any = docx.Document(io.BytesIO(write(document, "docx")))
    inside = opened.element.body.iter("{*}t", "{*}delText")
    assert letters("".join(part.text or "" for part in inside)) == said(document)
    xml = fromstring(write(document, "xml"))
    for meta in [(parent, child) for parent in xml.iter() for child in parent if child.tag.endswith("}meta")]:
        meta[0].remove(meta[1])
    versions = document.versions or (document,)
    assert letters("".join(xml.itertext())) == sum((said(version) for version in versions), Counter())


@given(documents("en", PLAIN), documents("en", PLAIN))
def test_both_versions_can_be_read_from_their_comparison(old: Document, new: Document) -> None:
    made = revised(old, new)
    for version, change in ((old, "removed"), (new, "added")):
        kept = [
            "".join(one.text for one in words if one.change in ("", change))
            for words in lines_of(_unnumbered(made))
        ]
        wanted = [text_of(words) for words in lines_of(_unnumbered(version))]
        assert "".join(kept) == "".join(wanted)


def _unnumbered(document: Document) -> tuple[Flow, ...]:
    return tuple(
        structs.replace(one, number="") if isinstance(one, Heading | Numbered) else one
        for one in document.blocks
        if not isinstance(one, SideBySide | InLanguage)
    )


def test_signs_of_direction_and_blanks_are_all_that_may_differ() -> None:
    document = Document(
        title="",
        language="ar",
        blocks=(Paragraph(key="p", line=(Stretch(text="a\tb\u2068c\u2069", language="en"),)),),
    )
    opened: Any = docx.Document(io.BytesIO(write(document, "docx")))
    assert re.sub("[\u200e\u200f]", "", opened.paragraphs[0].text) == "a bc"
