"""GENIUS's XML to a plain tree that knows its lines.

Files of the wild begin with blank lines or comments before the declaration, and declare encodings they are not in; both
are mended here. Entities of any kind are refused (defusedxml).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from goodoffices.model import CaseFileError

MAX_DEPTH: Final = 60

_DECLARES: Final = re.compile(r"<\?xml\b")
#: An attribute that the next one follows without a space, as some files have it.
_CROWDED: Final = re.compile(r'(="[^"<>]*")(?=[A-Za-z_][\w.-]*\s*=\s*")')
_DECLARED: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass
class Element:
    """An XML element: its name, attributes, line, children and text."""

    name: str
    attributes: dict[str, str]
    line: int
    file: str
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[Element]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """The first child of that name, or None."""
        return next((child for child in self.children if child.name == name), None)

    def error(self, problem: str, attribute: str = "") -> CaseFileError:
        """Return an error at this element."""
        place = f"<{self.name}>" + (f" {attribute}" if attribute else "")
        return CaseFileError(problem, file=self.file, line=self.line, field=place)

    def required(self, attribute: str) -> str:
        """Return an attribute.

        Raises:
            CaseFileError: it is missing.
        """
        if attribute not in self.attributes:
            raise self.error(f"the attribute '{attribute}' is missing", attribute)
        return self.attributes[attribute]

    def number(self, attribute: str) -> float:
        """Return an attribute as a finite number.

        Raises:
            CaseFileError: it is missing, or none.
        """
        text = self.required(attribute)
        number = number_of(text)
        if number is None:
            raise self.error(f"'{text[:40]}' is not a finite number", attribute)
        return number

    def whole(self, attribute: str) -> int:
        """Return an attribute as a whole number.

        Raises:
            CaseFileError: it is missing, or none.
        """
        number = self.number(attribute)
        if not number.is_integer():
            raise self.error(f"'{self.attributes[attribute][:40]}' is not a whole number", attribute)
        return int(number)


def number_of(text: str) -> float | None:
    """Return the finite number that a text is, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None


def read_document(data: bytes, file: str, warnings: list[str]) -> Element:
    """Parse a file's bytes.

    Args:
        data: the bytes.
        file: the file's name, for sentences.
        warnings: takes what had to be mended, in sentences.

    Raises:
        CaseFileError: it is not XML, or declares entities.
    """
    text = _decode(data).lstrip("\ufeff")
    text = _without_declaration(text)
    try:
        return _parse(text, file)
    except CaseFileError:
        mended = _CROWDED.sub(r"\1 ", text)
        if mended == text:
            raise
    root = _parse(mended, file)
    warnings.append(
        f"{file}: attributes stand without a space between them; they are read as GENIUS reads them"
    )
    return root


def _without_declaration(text: str) -> str:
    """Drop the declaration, and keep its lines: the text is decoded, and the parser wants it first or not at all."""
    found = _DECLARES.search(text)
    begin = found.start() if found is not None else -1
    end = text.find("?>", begin) if found is not None else -1
    if end < 0:
        return text
    return text[:begin] + "\n" * text.count("\n", begin, end) + text[end + 2 :]


def _parse(text: str, file: str) -> Element:
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only where XML is read
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415 - as above

    target = _Target(file)
    parser = DefusedXMLParser(target=target, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    target.parser = parser.parser
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException:
        problem = "the file declares entities, which are not read; write plain text"
        raise CaseFileError(problem, file=file, line=target.line) from None
    except ParseError as error:
        problem = f"this is not valid XML ({str(error).split(':')[0]})"
        raise CaseFileError(problem, file=file, line=error.position[0]) from None
    if target.root is None:
        raise CaseFileError("this is not valid XML (no element found)", file=file)
    return target.root


def _decode(data: bytes) -> str:
    """Decode by byte order mark, else as UTF-16 where every other byte is zero, else UTF-8, as declared, or Latin-1."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    head = data[:64]
    if head[1::2].count(0) > len(head) // 4:
        return data.decode("utf-16-le", "replace")
    if head[::2].count(0) > len(head) // 4:
        return data.decode("utf-16-be", "replace")
    declared = _DECLARED.search(data[:400])
    for encoding in ("utf-8-sig", declared[1].decode() if declared else "latin-1"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("latin-1")


class _Target:
    """Builds the tree from the parser's events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Element | None = None
        self.parser: Any = None
        self._stack: list[Element] = []
        # Text comes in pieces; put together once, so that a long one costs no more than its length.
        self._pieces: list[list[str]] = []

    @property
    def line(self) -> int | None:
        """The line that the parser has come to."""
        return None if self.parser is None else self.parser.CurrentLineNumber

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        element = Element(name, attributes, self.line or 1, self.file)
        if len(self._stack) >= MAX_DEPTH:
            raise element.error(f"the elements nest more than {MAX_DEPTH} deep")
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self.root = element
        self._stack.append(element)
        self._pieces.append([])

    def end(self, _name: str) -> None:
        """Close the element."""
        self._stack.pop().text = "".join(self._pieces.pop())

    def data(self, text: str) -> None:
        """Take up text."""
        if self._pieces:
            self._pieces[-1].append(text)

    def close(self) -> None:
        """Nothing is left to do at the end."""
