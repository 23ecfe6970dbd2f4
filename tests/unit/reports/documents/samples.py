"""Documents that hold every kind of block and every look of words, in two languages, with what must be escaped."""

from __future__ import annotations

import datetime as dt
from typing import Final

from goodoffices.agreement.text.side_by_side import side_by_side
from goodoffices.model.document import (
    Document,
    Field,
    Heading,
    Line,
    Listing,
    Numbered,
    Paragraph,
    Signature,
    Signatures,
    Stretch,
    Table,
    line,
)


def signature(heading: str, labels: tuple[str, ...], values: tuple[str, ...]) -> Signature:
    fields = (
        Field(labels=(line(label),), value=line(value)) for label, value in zip(labels, values, strict=True)
    )
    return Signature(heading=(line(heading, strong=True),), fields=tuple(fields))


MIXED: Final[Line] = (
    Stretch(text="The filling takes "),
    Stretch(text="five", change="removed"),
    Stretch(text="seven", change="added"),
    Stretch(text=" years, "),
    Stretch(text="[at once]", open=True),
    Stretch(text=" & <surely>: "),
    Stretch(text="نهر تيسن†", language="ar"),
    Stretch(text="."),
)

ENGLISH: Final = Document(
    title="Agreement – The waters of the Tessen", language="en", identifier="tessen/4", on=dt.date(2031, 5, 24),
    author="Basin Secretariat",
    blocks=(
        Heading(key="title", line=line("Agreement"), role="title"),
        Paragraph(key="of", line=line("The waters of the Tessen"), look="centred"),
        Paragraph(key="draft", line=line("Draft."), look="note"),
        Paragraph(key="agreed", line=line("The Parties have agreed as follows.")),
        Heading(key="article:1", line=line("Obligations"), number="Article 1"),
        Paragraph(key="intro", line=line("In this order:")),
        Numbered(key="clause:1", number="1.", line=MIXED),
        Numbered(key="clause:1/1", number="(a)", line=line("as measured below the dam;"), level="item"),
        Numbered(key="clause:1/2", number="(b)", line=line("to all three."), level="item"),
        Heading(key="sub", line=line("Filling"), role="sub"),
        Numbered(key="clause:2", number="2.", line=line("Nothing else.")),
        Paragraph(key="after", line=line("The rest stays as it is.")),
        Heading(key="article:2", line=line("Aims"), number="Article 2"),
        Listing(key="aims", items=(line("water to drink"), line("water for fields"))),
        Heading(key="part", line=line("Signatures"), role="part"),
        Signatures(
            key="signatures",
            places=(
                signature("For Orvane", ("Signature", "Name", "Date"), ("", "Tam Verrick", "24 May 2031")),
                signature("For Meldria", ("Signature", "Name", "Date"), ("", "Ada Lorcan", "")),
                signature("For Port Sael", ("Signature", "Name", "Date"), ("", "", "")),
            ),
        ),
        Heading(key="annex", line=line("Schedule"), role="annex", number="Annex A"),
        Table(
            key="table", caption=line("What is due, and when"), head=(line("Who"), line("What"), line("By")),
            rows=((line("Orvane"), line("lets through"), line("day 45")), (line("Port Sael"), line("pays"), ())),
        ),
    ),
)  # fmt: skip

ARABIC: Final = Document(
    title="اتفاق – مياه نهر تيسن", language="ar", identifier="tessen/4", on=dt.date(2031, 5, 24),
    author="Basin Secretariat",
    blocks=(
        Heading(key="title", line=line("اتفاق"), role="title"),
        Paragraph(key="of", line=line("مياه نهر تيسن"), look="centred"),
        Paragraph(key="draft", line=line("مسودة."), look="note"),
        Paragraph(key="agreed", line=line("اتفقت الأطراف على ما يلي.")),
        Heading(key="article:1", line=line("الالتزامات"), number="المادة ١"),
        Numbered(
            key="clause:1", number="١.",
            line=(
                Stretch(text="يستغرق الملء "), Stretch(text="[سبع سنوات]", open=True), Stretch(text=" في "),
                Stretch(text="Kessar (dam)†", language="en"), Stretch(text="."),
            ),
        ),
        Numbered(key="clause:1/1", number="(أ)", line=line("كما يُقاس أسفل السد؛"), level="item"),
        Numbered(key="clause:2", number="٢.", line=line("لا شيء غير ذلك.")),
        Heading(key="part", line=line("التوقيعات"), role="part"),
        Signatures(
            key="signatures",
            places=(
                signature("عن أورفان", ("التوقيع", "الاسم", "التاريخ"), ("", "تام فيريك", "")),
                signature("عن ملدريا", ("التوقيع", "الاسم", "التاريخ"), ("", "", "")),
                signature("عن بورت سايل", ("التوقيع", "الاسم", "التاريخ"), ("", "", "")),
            ),
        ),
        Heading(key="annex", line=line("الجدول الزمني"), role="annex", number="الملحق أ"),
        Table(
            key="table", caption=line("ما يُستحق ومتى"), head=(line("من"), line("ماذا"), line("الموعد")),
            rows=((line("أورفان"), line("تصريف الماء"), line("اليوم ٤٥")),),
        ),
    ),
)  # fmt: skip

HEBREW: Final = Document(
    title="הסכם – מי הטסן", language="he", identifier="tessen/4", on=dt.date(2031, 5, 24), author="Basin Secretariat",
    blocks=(
        Heading(key="title", line=line("הסכם"), role="title"),
        Paragraph(key="draft", line=line("טיוטה."), look="note"),
        Heading(key="article:1", line=line("התחייבויות"), number="סעיף 1"),
        Numbered(
            key="clause:1", number="1.",
            line=(
                Stretch(text="המילוי יימשך "), Stretch(text="[שבע שנים]", open=True), Stretch(text=" ב־"),
                Stretch(text="Kessar (dam)†", language="en"), Stretch(text=" וב־"),
                Stretch(text="نهر تيسن", language="ar"), Stretch(text="."),
            ),
        ),
        Numbered(key="clause:1/1", number="(א)", line=line("כפי שנמדד במורד הסכר;"), level="item"),
        Numbered(key="clause:2", number="2.", line=line("לא דבר מלבד זאת.")),
        Heading(key="part", line=line("חתימות"), role="part"),
        Signatures(
            key="signatures",
            places=(signature("בשם אורוון", ("חתימה", "שם", "תאריך"), ("", "טם וריק", "24 במאי 2031")),),
        ),
        Heading(key="annex", line=line("לוח זמנים"), role="annex", number="נספח א"),
        Table(
            key="table", caption=line("מה ייעשה ומתי"), head=(line("מי"), line("מה"), line("מועד")),
            rows=((line("אורוון"), line("הזרמת מים"), line("יום 45")),),
        ),
    ),
)  # fmt: skip

BOTH: Final = side_by_side(ENGLISH, ARABIC)

ALL: Final = {
    "en": ENGLISH, "ar": ARABIC, "he": HEBREW, "en-ar": BOTH, "ar-en": side_by_side(ARABIC, ENGLISH),
    "he-ar": side_by_side(HEBREW, ARABIC),
}  # fmt: skip
