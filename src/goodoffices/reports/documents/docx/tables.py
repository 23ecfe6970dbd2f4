"""Tables of a DOCX: those of a document, two columns in two languages, places for signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from msgspec import structs

from goodoffices.model.document import (
    Field,
    Heading,
    Line,
    SideBySide,
    Signature,
    Signatures,
    Stretch,
    Table,
    text_of,
)
from goodoffices.reports.documents.directions import direction_of
from goodoffices.reports.documents.docx.elements import element, paragraph_properties, put

if TYPE_CHECKING:
    from goodoffices.reports.documents.docx.writing import Writer

_Attributes = dict[str, str | int]

#: Label and line, a gap, label and line, in millimetres.
_SIGNING: Final = (28, 47, 10, 28, 47)
#: Room for a signature, in twentieths of a point.
_TO_SIGN: Final = 760
#: Columns are as wide as their longest cell, within these bounds, in letters.
_NARROWEST: Final = 11
_WIDEST: Final = 30
_HAIR: Final[_Attributes] = {"val": "single", "sz": 4, "space": 0, "color": "C9CDD1"}
_STRONG: Final[_Attributes] = {"val": "single", "sz": 8, "space": 0, "color": "111417"}
_RULE: Final[_Attributes] = {"val": "single", "sz": 4, "space": 0, "color": "8D949B"}


class Tables:
    """Adds tables for a writer."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def table(self, place: Any, block: Table, language: str) -> None:  # noqa: ANN401 - the library's place
        """Add a table under its caption; its head is repeated on every page, and no row is parted."""
        writer = self._writer
        writer.line(place, "Caption", block.caption, language)
        widths = _widths(block, writer.width)
        made = self._grid(place, 1 + len(block.rows), widths, language)
        for number, cells in enumerate((block.head, *block.rows)):
            row = made.rows[number]
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other way
            put(properties, "w:cantSplit")
            if number == 0:
                put(properties, "w:tblHeader")
            places = row.cells
            for place_in_row, words in enumerate(cells):
                shown = tuple(_bold(one) for one in words) if number == 0 else words
                self._fill(places[place_in_row], shown, language)
                borders = {"bottom": _STRONG if number in (0, len(block.rows)) else _HAIR}
                _borders(places[place_in_row], **borders, **({"top": _STRONG} if number == 0 else {}))

    def side_by_side(self, block: SideBySide) -> None:
        """Add two columns; what says the same stands in one row."""
        writer = self._writer
        if any(
            isinstance(one, Heading) and one.role == "annex"
            for one in (*block.rows[0].left, *block.rows[0].right)
        ):
            paragraph_properties(self._gap(1), pageBreakBefore={})
        else:
            self.part(1)
        made = self._grid(writer.file, len(block.rows), [writer.width // 2] * 2, writer.document.language)
        for number, pair in enumerate(block.rows):
            row = made.rows[number]
            put(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 - as above
            cells = row.cells
            for cell, blocks, language in zip(cells, (pair.left, pair.right), block.languages, strict=True):
                for one in blocks:
                    writer.flow(cell, one, language)
                if len(cell.paragraphs) > 1:
                    cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001 - the library puts an empty one in
            _borders(cells[0], end=_HAIR)

    def signatures(self, place: Any, block: Signatures, language: str) -> None:  # noqa: ANN401 - as above
        """Add places for signatures, two beside each other, each pair kept on one page."""
        for start in range(0, len(block.places), 2):
            self.part(14 if start else 2)
            pair = block.places[start : start + 2]
            fields = max(len(one.fields) for one in pair)
            made = self._grid(place, 1 + fields, [Mm(width) for width in _SIGNING], language)
            for number, one in enumerate(pair):
                self._place(made, 3 * number, one, language)
            for row in made.rows:
                put(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 - as above
            for row in made.rows[:-1]:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        paragraph_properties(paragraph, keepNext={})

    def _place(self, table: Any, column: int, one: Signature, language: str) -> None:  # noqa: ANN401 - as above
        writer = self._writer
        head = table.cell(0, column).merge(table.cell(0, column + 1))
        for words, own in zip(one.heading, self._languages(one.heading, language), strict=True):
            writer.line(head, "Signature line", words, own)
        for _ in range(2):  # the empty ones of the cells that were merged
            if not head.paragraphs[0].text and len(head.paragraphs) > len(one.heading):
                head._tc.remove(head.paragraphs[0]._p)  # noqa: SLF001 - as above
        for number, field in enumerate(one.fields, 1):
            self._field(table, number, column, field, language)

    def _field(self, table: Any, row: int, column: int, field: Field, language: str) -> None:  # noqa: ANN401 - as above
        label, value = table.cell(row, column), table.cell(row, column + 1)
        for cell in (label, value):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            paragraph = cell.paragraphs[0]
            self._writer.dress(paragraph, "Cell" if cell is label else "Signature line", language)
        self._both(label.paragraphs[0], field.labels, language)
        if field.value:
            self._writer.runs.add(value.paragraphs[0], field.value, language)
            return
        _borders(value, bottom=_RULE)
        if row == 1:
            properties = table.rows[row]._tr.get_or_add_trPr()  # noqa: SLF001 - as above
            if properties.find(qn("w:trHeight")) is None:
                put(properties, "w:trHeight", val=_TO_SIGN, hRule="atLeast")

    def part(self, height: int) -> None:
        """Part what comes next from a table before it by so many points: tables that touch become one.

        Only where there is one: a paragraph after every table could stand alone on a page.
        """
        inside = [one for one in self._writer.file.element.body if one.tag != qn("w:sectPr")]
        if inside and inside[-1].tag == qn("w:tbl"):
            paragraph_properties(self._gap(height), keepNext={})

    def _gap(self, height: int) -> Any:  # noqa: ANN401 - as above
        made = self._writer.paragraph(self._writer.file, "Cell", self._writer.document.language)
        exact: _Attributes = {"before": 0, "after": 0, "line": 20 * height, "lineRule": "exact"}
        paragraph_properties(made, spacing=exact)
        return made

    def _both(self, paragraph: Any, lines: Sequence[Line], language: str) -> None:  # noqa: ANN401 - as above
        """Add words in one language, or in two with a stroke between them."""
        for number, (words, own) in enumerate(zip(lines, self._languages(lines, language), strict=True)):
            if number:
                self._writer.runs.plain(paragraph, " / ", language)
            told = (
                words
                if own == language
                else tuple(structs.replace(one, language=one.language or own) for one in words)
            )
            self._writer.runs.add(paragraph, told, language)

    def _languages(self, lines: Sequence[Line], language: str) -> list[str]:
        """Return the language of each of the lines that say the same."""
        versions = [one.language for one in self._writer.document.versions]
        return versions if len(versions) == len(lines) else [language] * len(lines)

    def _fill(self, cell: Any, words: Line, language: str) -> None:  # noqa: ANN401 - as above
        paragraph = cell.paragraphs[0]
        self._writer.dress(paragraph, "Cell", language)
        self._writer.runs.add(paragraph, words, language)

    def _grid(self, place: Any, rows: int, widths: Sequence[int], language: str) -> Any:  # noqa: ANN401 - as above
        made = place.add_table(rows, len(widths))
        made.autofit = False
        properties = made._tbl.tblPr  # noqa: SLF001 - as above
        if direction_of(language) == "rtl":
            visual = element("w:bidiVisual")
            style = properties.find(qn("w:tblStyle"))
            if style is None:
                properties.insert(0, visual)
            else:
                style.addnext(visual)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Emu(width)
            for cell in column.cells:
                cell.width = Emu(width)
        return made


def _widths(block: Table, room: int) -> list[int]:
    """Share the room of a page among columns by their longest cells."""
    longest = [
        max(_NARROWEST, min(_WIDEST, max(len(text_of(cells[place])) for cells in (block.head, *block.rows))))
        for place in range(len(block.head))
    ]
    return [room * one // sum(longest) for one in longest]


def _bold(one: Stretch) -> Stretch:
    return structs.replace(one, strong=True)


def _borders(cell: Any, **sides: _Attributes) -> None:  # noqa: ANN401 - as above
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - as above
    borders = put(properties, "w:tcBorders")
    for side in ("top", "start", "bottom", "end"):
        if side in sides:
            put(borders, f"w:{side}", **sides[side])
