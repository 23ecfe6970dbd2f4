"""Two languages side by side: what says the same stands in one row, places for signatures once."""

from __future__ import annotations

from msgspec import structs

from goodoffices.agreement.text.composing import compose
from goodoffices.agreement.text.side_by_side import side_by_side
from goodoffices.model.document import (
    Document,
    InLanguage,
    Numbered,
    Paragraph,
    SideBySide,
    Signatures,
    Table,
    line,
    plain_text,
    text_of,
)
from tests.unit.agreement.text.samples import case, draft

ENGLISH, ARABIC = (compose(case(), draft(truce="long"), code).document for code in ("en", "ar"))


def test_what_says_the_same_stands_in_one_row() -> None:
    both = side_by_side(ENGLISH, ARABIC)
    assert both.language == "en"
    assert both.versions == (ENGLISH, ARABIC)
    rows = [row for block in both.blocks if isinstance(block, SideBySide) for row in block.rows]
    assert all([one.key for one in row.left] == [one.key for one in row.right] for row in rows if row.left)
    # The note on words that are not translated is there in one language alone.
    assert [one.key for row in rows if not row.left for one in row.right] == ["untranslated"]
    clause = next(row for row in rows if row.left and row.left[0].key == "obligation:frees")
    assert len(clause.left) == len(clause.right) == 6


def test_tables_follow_each_other_across_the_page_and_signatures_stand_once() -> None:
    blocks = side_by_side(ENGLISH, ARABIC).blocks
    tables = [one for one in blocks if isinstance(one, Table | InLanguage)]
    assert [type(one) for one in tables] == [Table, InLanguage, Table, InLanguage]
    places = [place for one in blocks if isinstance(one, Signatures) for place in one.places]
    assert [text_of(words) for words in places[0].heading] == ["For Alba", "عن ألبا"]
    assert [text_of(words) for words in places[0].fields[1].labels] == ["Name", "الاسم"]


def test_what_is_filled_in_stands_in_both_languages_where_that_differs() -> None:
    translated = structs.replace(case(), translations={"ar": {"Ann Arne": "آن آرنه"}})
    versions = [compose(translated, draft(), code).document for code in ("en", "ar")]
    places = [one for one in side_by_side(*versions).blocks if isinstance(one, Signatures)]
    name, office = (places[0].places[0].fields[number].value for number in (1, 2))
    assert [(one.text, one.language) for one in name] == [("Ann Arne", ""), (" / ", ""), ("آن آرنه", "ar")]
    assert text_of(office) == "Minister"


def test_no_word_is_lost() -> None:
    both = plain_text(side_by_side(ENGLISH, ARABIC)).split("\n")
    for one in (ENGLISH, ARABIC):
        values = {"Ann Arne†", "Minister†"}  # filled in once, as in the first language
        assert set(plain_text(one).split("\n")) - values <= set(both)


def test_what_one_language_lacks_leaves_its_side_empty() -> None:
    one = Document(title="A", language="en", blocks=(Paragraph(key="p", line=line("here")),))
    other = structs.replace(one, language="ar", blocks=(Numbered(key="q", number="١.", line=line("هنا")),))
    (block,) = side_by_side(one, other).blocks
    assert isinstance(block, SideBySide)
    assert [(len(row.left), len(row.right)) for row in block.rows] == [(1, 0), (0, 1)]
