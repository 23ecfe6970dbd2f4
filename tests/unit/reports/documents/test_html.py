"""HTML documents: valid, self-contained, without script, and saying in words what they say in colour."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

from goodoffices.model.document import Document, Heading, Mark, Paragraph, line, plain_text
from goodoffices.reports.documents import write
from tests.unit.reports.documents.samples import ALL, ARABIC, BOTH, ENGLISH
from tests.unit.reports.page_rules import HTML, check_page, text_of


def page(document: Document) -> str:
    return write(document, "html").decode("utf-8")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", ALL)
def test_documents_are_valid_and_hold_no_script(name: str) -> None:
    text = page(ALL[name])
    policy = next(one for one in check_page(text).iter(f"{HTML}meta") if one.get("http-equiv"))
    assert str(policy.get("content")).startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in str(policy.get("content"))
    assert "<script" not in text


def test_every_word_stands_there_and_markup_is_escaped() -> None:
    document = check_page(page(ENGLISH))
    main = next(document.iter(f"{HTML}main"))
    for hidden in [one for one in main.iter(f"{HTML}span") if one.get("class") == "out"]:
        hidden.text = ""
    assert squeezed("".join(main.itertext())) == squeezed(plain_text(ENGLISH))
    assert "<surely>" not in page(ENGLISH)


def test_changes_and_brackets_are_said_in_words() -> None:
    main = next(check_page(page(ENGLISH)).iter(f"{HTML}main"))
    assert text_of(next(main.iter(f"{HTML}del"))) == "taken out: five"
    assert text_of(next(main.iter(f"{HTML}ins"))) == "put in: seven"
    assert "not agreed: [at once]" in text_of(main)


def test_direction_and_language_are_those_of_the_words() -> None:
    assert '<html lang="ar" dir="rtl">' in page(ARABIC)
    assert '<bdi lang="en" dir="ltr">Kessar (dam)†</bdi>' in page(ARABIC)
    assert '<bdi lang="ar" dir="rtl">نهر تيسن†</bdi>' in page(ENGLISH)
    columns = [one for one in check_page(page(BOTH)).iter(f"{HTML}div") if one.get("class") == "pair"]
    assert [(side.get("lang"), side.get("dir")) for side in columns[0]] == [("en", "ltr"), ("ar", "rtl")]
    assert "For Orvane" in page(BOTH)
    assert page(BOTH).count("Tam Verrick") == 1


def test_a_mark_stands_at_the_foot_and_changes_nothing_else() -> None:
    plain, marked = (
        page(structs.replace(ENGLISH, mark=mark)) for mark in (None, Mark(text='for "X" </style>', copy=3))
    )
    main = re.compile(r"<main>.*</main>", re.DOTALL)
    assert main.findall(plain) == main.findall(marked)
    assert '<p class="mark" dir="auto">Copy 3 – for &#34;X&#34; &lt;/style&gt;</p>' in marked
    assert marked.count("</style>") == 1
    assert r'"\a " "Copy\20 3\20 \2013 \20 for\20 \22 X\22 \20 \3c \2f style\3e "' in marked


def test_characters_that_xml_does_not_allow_are_replaced() -> None:
    document = Document(
        title="A\x00", language="en",
        blocks=(
            Heading(key="t", line=line("A\x00"), role="title"), Paragraph(key="p", line=line("a\x08b\ud800c\ufffe\nd")),
        ),
    )  # fmt: skip
    assert '<p class="body">a\ufffdb\ufffdc\ufffd d</p>' in page(document)


def test_no_word_turns_what_stands_behind_it() -> None:
    words = "frees \u202e40\u202c people, \u202bor so"
    document = Document(title="T", language="en", blocks=(Paragraph(key="p", line=line(words)),))
    for kind in ("html", "xml"):
        made = write(document, kind).decode()
        assert "frees 40 people, or so" in made
        assert not re.search("[\u202a-\u202e]", made)
