"""The look of a DOCX: page, styles, and what stands at the foot of every page."""

from __future__ import annotations

from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from goodoffices.reports.documents.directions import Direction
from goodoffices.reports.documents.docx.elements import element, put
from goodoffices.reports.documents.fonts import LATIN

_SOFT: Final = RGBColor(0x4A, 0x51, 0x58)
_INK: Final = RGBColor(0x11, 0x14, 0x17)

#: Each style: size in points, bold, centred, space before and after in points.
_STYLES: Final = {
    "Title": (20, True, True, 6, 8),
    "Heading 1": (12, True, True, 18, 7),
    "Heading 2": (12, True, True, 22, 7),
    "Heading 3": (11, True, False, 10, 4),
    "Body Text": (11, False, False, 8, 8),
    "Centred": (11, False, True, 0, 5),
    "Note": (9.5, False, True, 0, 5),
    "Clause": (11, False, False, 0, 5),
    "Item": (11, False, False, 0, 3),
    "List Bullet": (11, False, False, 0, 3),
    "Cell": (9.5, False, False, 2, 2),
    "Caption": (9.5, True, False, 8, 3),
    "Signature line": (11, False, False, 3, 0),
    "Footer": (8.5, False, True, 0, 0),
}
#: These stay with what follows.
_KEPT: Final = frozenset({"Title", "Heading 1", "Heading 2", "Heading 3", "Centred", "Note", "Caption"})


def dress(document: Any, family: str) -> None:  # noqa: ANN401 - the library's document, built at run time
    """Give a document its page and its styles; `family` is the font of words that run from right to left."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(24), Mm(25)
    section.footer_distance = Mm(11)
    styles = document.styles
    _font(styles["Normal"], 11, family, bold=False)
    for name, (size, bold, centred, before, after) in _STYLES.items():
        known = [style.name for style in styles]
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _font(style, size, family, bold=bold)
        style.font.color.rgb = _SOFT if name in ("Note", "Footer") else _INK
        _plain(style)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.08
        form.keep_with_next = name in _KEPT
        form.widow_control = True
        if centred:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _bullets(document, family)
    _settings(document)


def _bullets(document: Any, family: str) -> None:  # noqa: ANN401 - as above
    """Draw the signs of lists with the font of the words: the library's template has them from a font of symbols."""
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        kind, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
        if kind is None or text is None or kind.get(qn("w:val")) != "bullet":
            continue
        text.set(qn("w:val"), "•")
        properties = level.find(qn("w:rPr"))
        if properties is not None:
            level.remove(properties)
        put(put(level, "w:rPr"), "w:rFonts", ascii=LATIN, hAnsi=LATIN, cs=family)


def _plain(style: Any) -> None:  # noqa: ANN401 - as above
    """Take away what the library's template draws around headings, and how far it sets their letters apart."""
    for properties, names in ((style.element.pPr, ("w:pBdr",)), (style.element.rPr, ("w:spacing", "w:kern"))):
        for name in names:
            found = None if properties is None else properties.find(qn(name))
            if found is not None:
                properties.remove(found)


def _font(style: Any, size: float, family: str, *, bold: bool) -> None:  # noqa: ANN401 - as above
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    properties.insert(0, element("w:rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=LATIN, cs=family))
    for name in ("w:bCs", "w:szCs"):
        old = properties.find(qn(name))
        if old is not None:
            properties.remove(old)
    at = list(properties).index(properties.find(qn("w:b"))) + 1
    properties.insert(at, element("w:bCs", val="1" if bold else "0"))
    sizes = properties.find(qn("w:sz"))
    sizes.addnext(element("w:szCs", val=round(size * 2)))


def _settings(document: Any) -> None:  # noqa: ANN401 - as above
    """Say that the fonts come with the document."""
    settings = document.settings.element
    zoom = settings.find(qn("w:zoom"))
    fonts = element("w:embedTrueTypeFonts")
    if zoom is None:
        settings.insert(0, fonts)
    else:
        zoom.addnext(fonts)


def foot(document: Any, mark: str, direction: Direction) -> None:  # noqa: ANN401 - as above
    """Put the number of the page at its foot, and the mark below it: a line that is there even when it is empty."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    number = footer.paragraphs[0]
    number.style = document.styles["Footer"]
    _field(number, "PAGE", direction)
    _run(number, " / ", direction)
    _field(number, "NUMPAGES", direction)
    below = footer.add_paragraph(style=document.styles["Footer"])
    _run(below, mark, direction)


def _run(paragraph: Any, text: str, direction: Direction) -> Any:  # noqa: ANN401 - as above
    run = paragraph.add_run(text)
    if direction == "rtl":
        put(run._r.get_or_add_rPr(), "w:rtl")  # noqa: SLF001 - the library has no other way
    return run


def _field(paragraph: Any, name: str, direction: Direction) -> None:  # noqa: ANN401 - as above
    field = put(paragraph._p, "w:fldSimple", instr=f" {name} ")  # noqa: SLF001 - as above
    run = _run(paragraph, "1", direction)
    field.append(run._r)  # noqa: SLF001 - as above
