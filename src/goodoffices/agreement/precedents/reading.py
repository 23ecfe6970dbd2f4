"""A table of agreements in the manner of PA-X, read with patience: columns in any order, unknown ones passed over.

One line may be an agreement, or a provision of one; lines with one `AgtId` are one agreement. Topics are columns with
levels from 0 to 3, or with the provision's text, or a column `topics` with codes.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import structs

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.precedents.shapes import Agreement, Precedents, Provision
from goodoffices.agreement.precedents.topics import TOPICS
from goodoffices.language import gettext as _
from goodoffices.model.casefile.errors import CaseFileError
from goodoffices.model.casefile.plain import decode

#: What a column may be called, besides its own name; compared without case, spaces, hyphens and underscores.
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("agtid", "agreementid", "id"),
    "name": ("agt", "agreement", "agreementname", "name", "title"),
    "on": ("dat", "date", "datesigned", "signed"),
    "year": ("year", "yearsigned"),
    "country": ("con", "country", "countryentity", "country/entity"),
    "process": ("ppname", "peaceprocess", "peaceprocessname", "process"),
    "stage": ("stage", "agreementstage"),
    "parties": ("part", "parties"),
    "third_parties": ("thrdpart", "thirdparties"),
    "link": ("hlink", "link", "url", "pdflink", "pdf", "webaddress", "source"),
    "text": ("text", "provision", "provisiontext", "agreementtext", "content", "quote"),
    "reference": ("reference", "article", "section", "page", "provisionnumber", "paragraph"),
    "topics": ("topics", "codes"),
}

#: The longest text in one cell that is read.
_LONGEST: Final = 16 * 2**20
#: A level, also as programs write it that know no whole numbers in a column with gaps.
_LEVEL: Final = re.compile(r"([0-3])(?:\.0+)?")
#: Fields in which lines with many commas are nothing odd.
_WORDY: Final = ("text", "parties", "third_parties", "topics", "link")
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|2\d\d\d)\b")
_MOST_PROBLEMS: Final = 100
#: All agreements of PA-X have a tenth as many provisions.
_MOST_ROWS: Final = 200_000


def read_precedents(data: bytes, file: str) -> Precedents:
    """Read a table of agreements.

    Args:
        data: the file's bytes: CSV with commas, semicolons or tabs, UTF-8, UTF-16 or Windows-1252.
        file: its name, for sentences.

    Raises:
        AgreementError: this is no such table; a sentence.
    """
    reader = _Reader(file)
    text = reader.text(data)
    csv.field_size_limit(_LONGEST)
    rows = _rows(text, file, reader.delimiter)
    line, heading = next(rows, (1, []))
    columns = reader.heading(heading, line)
    merged: dict[str, Agreement] = {}
    provisions: dict[str, list[Provision]] = {}
    number, row, found = line, heading, None
    for count, (number, row) in enumerate(rows, 1):
        if count > _MOST_ROWS:
            sentence = _("{file}: the table has over {most:,} lines; give those that are looked up alone")
            raise AgreementError(sentence.format(file=file, most=_MOST_ROWS))
        found = reader.agreement(number, row, columns, len(heading))
        if found is not None:
            merged[found.id] = _joined(merged[found.id], found) if found.id in merged else found
            provisions.setdefault(found.id, []).extend(found.provisions)
    if found is not None and "\n" in row[-1] and text.count('"') % 2:
        reader.unclosed(number)
    problems = reader.problems
    if len(problems) > _MOST_PROBLEMS:
        more = _("{file}: there is more of this kind").format(file=file)
        problems = [*problems[:_MOST_PROBLEMS], more]
    topics = tuple(name.removeprefix("topic ") for name in columns.values() if name.startswith("topic "))
    agreements = tuple(
        structs.replace(one, provisions=tuple(provisions[name])) for name, one in merged.items()
    )
    return Precedents(agreements=agreements, topics=topics, problems=tuple(problems))


def _rows(text: str, file: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            sentence = _("{file}, line {line}: this is no table of values parted by commas ({why})")
            raise AgreementError(sentence.format(file=file, line=line, why=error)) from None
        if any(cell.strip() for cell in row):
            yield line, [cell.strip() for cell in row]
        line = reader.line_num + 1


class _Reader:
    """Reads one file, and keeps what it could not read."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[str] = []
        self.delimiter = ","

    def text(self, data: bytes) -> str:
        """Decode the file, and find out what parts its values."""
        text = self._decoded(data)
        self.delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
        return text

    def _decoded(self, data: bytes) -> str:
        try:
            return decode(data, self._file)
        except CaseFileError as error:
            if b"\0" in data:
                raise AgreementError(
                    _("{file}: this is no text; save the table as CSV").format(file=self._file)
                ) from None
            self._problem(error.line or 1, "", _("the file is not UTF-8, and is read as Windows-1252"))
            return data.decode("cp1252", "replace")

    def heading(self, row: list[str], line: int) -> dict[int, str]:
        """Return what each column is: a field, or a topic by its code.

        Raises:
            AgreementError: no column says which agreement a line is about.
        """
        fields = {name: field for field, names in _NAMES.items() for name in names}
        codes = {topic.code.casefold(): topic.code for topic in TOPICS}
        found: dict[int, str] = {}
        for place, name in enumerate(row):
            plain = re.sub(r"[\s_-]+", "", name.casefold())
            if plain in fields and fields[plain] not in found.values():
                found[place] = fields[plain]
            elif plain in codes:
                found[place] = f"topic {codes[plain]}"
        if not {"id", "name"} & set(found.values()):
            sentence = _(
                "{file}, line {line}: no column says which agreement a line is about; one is called AgtId "
                "or Agt in PA-X"
            )
            raise AgreementError(sentence.format(file=self._file, line=line))
        return found

    def agreement(
        self, line: int, row: list[str], columns: Mapping[int, str], width: int
    ) -> Agreement | None:
        """Read one line; None where it says of nothing anything."""
        if len(row) > width and any(row[width:]):
            says = _(
                "it has {count} fields, and the heading has {width}; it is left out, for its quotes may be broken"
            )
            self._problem(line, "", says.format(count=len(row), width=width))
            return None
        cells = {name: row[place] for place, name in columns.items() if place < len(row) and row[place]}
        if any(self._swallows(cell, width) for name, cell in cells.items() if name not in _WORDY):
            says = _("a quote is opened and not closed before other lines of the table; they are left out")
            self._problem(line, "", says)
            return None
        if "id" not in cells and "name" not in cells:
            self._problem(line, "", _("nothing says which agreement this is about; it is left out"))
            return None
        on, year = self._when(line, cells)
        topics, texts = self._topics(line, cells)
        reference = cells.get("reference", "")
        provisions = [
            Provision(
                text=text, reference=reference, topics=dict.fromkeys([code]) if code else topics, line=line
            )
            for code, text in texts
        ]
        return Agreement(
            id=cells.get("id") or f"{cells['name']} {cells.get('on', '')}".strip(),
            name=cells.get("name") or cells["id"], on=on, year=year, country=cells.get("country", ""),
            process=cells.get("process", ""), stage=cells.get("stage", ""), parties=cells.get("parties", ""),
            third_parties=cells.get("third_parties", ""), link=cells.get("link", ""), topics=topics,
            provisions=tuple(provisions), line=line,
        )  # fmt: skip

    def unclosed(self, line: int) -> None:
        """Say that the last field of the table began with a quote that nothing closes."""
        self._problem(line, "", _("a quote is opened and not closed: all that follows is read as one field"))

    def _swallows(self, cell: str, width: int) -> bool:
        """Say whether lines of a cell look like rows of the table: then a quote before them is not closed."""
        return width > 1 and any(one.count(self.delimiter) >= width - 1 for one in cell.splitlines()[1:])

    def _when(self, line: int, cells: Mapping[str, str]) -> tuple[dt.date | None, int | None]:
        """Read the day, or at least the year."""
        written = cells.get("on", "")
        found = _YEAR.search(cells.get("year", "")) or _YEAR.search(written)
        year = int(found[0]) if found else None
        if not written:
            return None, year
        try:
            day = dt.date.fromisoformat(written[:10])
        except ValueError:
            if written != str(year):
                kept = _("the year {year} is kept").format(year=year) if year else _("it is left out")
                says = _("'{written}' is no day written as 1995-12-14; {kept}").format(
                    written=written[:40], kept=kept
                )
                self._problem(line, "Dat", says)
            return None, year
        return day, day.year

    def _topics(
        self, line: int, cells: Mapping[str, str]
    ) -> tuple[dict[str, int | None], list[tuple[str, str]]]:
        """Read levels of topics, and texts, each with the topic in whose column it stands, if any."""
        topics: dict[str, int | None] = {}
        texts = [("", cells["text"])] if "text" in cells else []
        for name, cell in cells.items():
            code = name.removeprefix("topic ")
            if code == name:
                continue
            if level := _LEVEL.fullmatch(cell):
                if level[1] != "0":
                    topics[code] = int(level[1])
            elif re.fullmatch(r"[-+]?\d+(\.\d+)?", cell):
                self._problem(
                    line, code, _("'{cell}' is no level from 0 to 3; it is left out").format(cell=cell[:40])
                )
            else:
                topics[code] = None
                texts.append((code, cell))
        codes = {topic.code.casefold(): topic.code for topic in TOPICS}
        for code in re.split(r"[\s,;]+", cells.get("topics", "")):
            if code.casefold() in codes:
                topics.setdefault(codes[code.casefold()], None)
        return topics, texts

    def _problem(self, line: int, field: str, says: str) -> None:
        where = _(", ").join((self._file, _("line {line}").format(line=line)))
        self.problems.append(_(": ").join(part for part in (where, field, says) if part))


def _joined(one: Agreement, other: Agreement) -> Agreement:
    """Put two lines about one agreement together: the first word on each field, the highest level of each topic.

    Their provisions are put together by whoever calls.
    """
    topics = dict(one.topics)
    for code, level in other.topics.items():
        topics[code] = level if topics.get(code) is None else max(topics[code] or 0, level or 0)
    filled = {
        name: getattr(other, name)
        for name in ("on", "year", "country", "process", "stage", "parties", "third_parties", "link")
        if not getattr(one, name)
    }
    return structs.replace(one, topics=topics, **filled)
