"""Files to documents: plain text, HTML, PDF, DOCX, told apart by their first bytes."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import logging
import re
import zipfile

from goodoffices.record.clean.decoding import decode
from goodoffices.record.clean.document import Document
from goodoffices.record.clean.markup import too_much
from goodoffices.record.errors import ReadingError

#: A DOCX or PDF that unpacks to more than this is refused (bytes): it is no report.
LARGEST = 200_000_000
#: The same of what in a DOCX is XML: the tree that is made of it takes many times as much.
LARGEST_XML = 32_000_000
#: A PDF of more pages is no report.
MOST_PAGES = 5_000
#: A table of a report is no wider: a cell that says it spans a billion columns would be written down as often.
_WIDEST = 1_000
#: A text of more letters is no report either; the longest transcripts have a third of it.
LONGEST = 1_000_000

# Comments are taken whole and not given back: else each could end at the end of any later one.
_HTML = re.compile(
    r"\s*+(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
#: Codecs that no page is in: they are for names and for programs, and take the square of a text's length.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def document(data: bytes, name: str) -> Document:
    """Read one report's bytes. `name` is what errors call it by.

    Raises:
        ReadingError: what the file is that is no report, or what is broken in it.
    """
    found = _document(data, name)
    if len(found.text) > LONGEST:
        message = (
            f"{name}: it has {len(found.text):,} letters, and no report has over {LONGEST:,}; "
            "give its parts one by one"
        )
        raise ReadingError(message)
    return found


def _document(data: bytes, name: str) -> Document:
    if not data.strip(b"\0 \t\r\n\f\v"):
        message = f"{name}: the file is empty; give a report's text"
        raise ReadingError(message)
    if data.startswith(b"%PDF-"):
        return _pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _docx(data, name)
    head = data[:4096]
    declared = _CHARSET.search(head)
    if declared and b"<" in head:
        text = _declared(data, declared[1].decode("ascii")) or decode(data, name)
    else:
        text = decode(data, name)
    if _HTML.match(text[:2000].removeprefix("\ufeff")):
        return _html(text, name)
    return Document(name, text)


def _declared(data: bytes, charset: str) -> str | None:
    """Decode as a page says it is to be; None where that cannot be."""
    try:
        if codecs.lookup(charset).name in _NO_CHARSETS:
            return None
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return None


def _html(markup: str, name: str) -> Document:
    import trafilatura  # noqa: PLC0415 - heavy, and only for HTML

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if found := too_much(markup):
        message = f"{name}: this HTML page is no report's, for {found}; save its text and give that"
        raise ReadingError(message)
    try:
        extracted = trafilatura.bare_extraction(
            markup, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception as error:  # whatever it stumbles over in a page that is damaged
        message = (
            f"{name}: this HTML page cannot be read ({type(error).__name__}); save its text and give that"
        )
        raise ReadingError(message) from error
    data = extracted if isinstance(extracted, dict) or extracted is None else extracted.as_dict()
    text = (data or {}).get("text") or ""
    if not text.strip():
        message = f"{name}: no report's text was found in this HTML page; save the page's text and give that"
        raise ReadingError(message)
    assert data is not None
    title = data.get("title") or None
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    # The extractor puts a paragraph on a line; a blank line between them says so to whoever reads on.
    text = re.sub(r"\n+", "\n\n", text)
    return Document(name, text, "html", title, data.get("sitename") or None, _day(data.get("date")))


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _pdf(data: bytes, name: str) -> Document:
    import pypdfium2  # noqa: PLC0415 - heavy, and only for PDF

    try:
        with pypdfium2.PdfDocument(data) as file:
            if len(file) > MOST_PAGES:
                message = (
                    f"{name}: this PDF has {len(file):,} pages, and no report has over {MOST_PAGES:,}; "
                    "give its parts one by one"
                )
                raise ReadingError(message)
            pages, letters = [], 0
            for page in file:
                text_page = page.get_textpage()
                pages.append(text_page.get_text_bounded())
                text_page.close()
                page.close()
                letters += len(pages[-1])
                # What is longer is refused in any case, and a page may stand in a file many times.
                if letters > 2 * LONGEST:
                    break
            title = (file.get_metadata_dict(skip_empty=True).get("Title") or "").strip() or None
    except pypdfium2.PdfiumError as error:
        reason = "it asks for a password" if "password" in str(error).lower() else "it is damaged"
        message = f"{name}: this PDF cannot be read, for {reason}; save it again, or give its text"
        raise ReadingError(message) from error
    text = _joined(pages)
    if not text.strip():
        message = f"{name}: this PDF holds pictures and no text; give a version with text"
        raise ReadingError(message)
    return Document(name, text, "pdf", title)


def _joined(pages: list[str]) -> str:
    """Join the pages; words that the line end parted stay together, and lines of a paragraph become one."""
    text = "\n".join(page.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "") for page in pages)
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)
    lines = [line.rstrip() for line in text.split("\n")]
    widest = max((len(line) for line in lines), default=0)
    out: list[str] = []
    for line in lines:
        # A line that stops well short of the margin, or a blank one, ends a paragraph.
        goes_on = (
            bool(out) and bool(out[-1]) and bool(line) and len(out[-1].rsplit("\n", 1)[-1]) > 0.75 * widest
        )
        if (goes_on and not re.search(r"[.!?”\"]$", out[-1])) or (goes_on and line[:1].islower()) or goes_on:
            out[-1] += " " + line
        else:
            out.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(line for line in out if line))


def _docx(data: bytes, name: str) -> Document:
    try:
        text, title = _unpacked(data, name)
    except ReadingError:
        raise
    except Exception as error:  # whatever the library stumbles over in an archive that is damaged
        message = f"{name}: this DOCX is damaged ({type(error).__name__}); save it again, or give its text"
        raise ReadingError(message) from error
    if not text:
        message = f"{name}: this DOCX holds no text; give a report's text"
        raise ReadingError(message)
    # The file's own dates say when it was saved and not when the report came out.
    return Document(name, text, "docx", title)


def _unpacked(data: bytes, name: str) -> tuple[str, str | None]:
    """Return the text and the title of a DOCX."""
    import docx  # noqa: PLC0415 - heavy, and only for DOCX
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        written = sum(one.file_size for one in entries if one.filename.lower().endswith((".xml", ".rels")))
        if sum(one.file_size for one in entries) > LARGEST or written > LARGEST_XML:
            message = (
                f"{name}: this archive unpacks to over {LARGEST // 10**6} MB, or its text to over "
                f"{LARGEST_XML // 10**6} MB, which no report does"
            )
            raise ReadingError(message)
        if "word/document.xml" not in archive.namelist():
            message = f"{name}: this is an archive and no DOCX; give a text, HTML, PDF or DOCX file"
            raise ReadingError(message)
    file = docx.Document(io.BytesIO(data))
    spans = file.element.body.iter(qn("w:gridSpan"), qn("w:gridBefore"), qn("w:gridAfter"))
    if any(int(one.get(qn("w:val")) or 1) > _WIDEST for one in spans):
        message = f"{name}: this DOCX has a table of over {_WIDEST:,} columns, which no report has"
        raise ReadingError(message)
    parts = [paragraph.text for paragraph in file.paragraphs]
    parts += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    return text, (file.core_properties.title or "").strip() or None
