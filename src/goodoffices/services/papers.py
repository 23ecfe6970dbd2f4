"""Documents, tables of agreements and cases that are sent, beside the pages: in a process of their own, not on disk.

What one audience asked for is there no sooner for another.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from goodoffices.agreement.precedents import Precedents, read_precedents
from goodoffices.agreement.text.draft import Draft
from goodoffices.agreement.text.template import Template, read_template
from goodoffices.model import Case
from goodoffices.model.document import Mark
from goodoffices.services.agreeing import Question, found_in
from goodoffices.services.beside import Answer, Beside
from goodoffices.services.drafting import draft_document, templates_for
from goodoffices.services.importing import case_from_files

#: Bytes that a file from outside may take while it is read, or a document while it is made.
MEMORY: Final = 2 * 2**30
#: So many agreements are shown at most.
MOST_HITS: Final = 20


class Paper(Struct, frozen=True, kw_only=True):
    """A document to be made.

    Attributes:
        case: the case, as `services.texts` gives it.
        draft: what the text is made from.
        kind: `docx`, `pdf`, `html` or `xml`.
        languages: one, or two side by side; none means that of the template.
        template: the text of a template of one's own; empty for the shipped one.
        before: the draft to compare with.
        mark: what marks the copy.
    """

    case: Case
    draft: Draft
    kind: str
    languages: tuple[str, ...] = ()
    template: str = ""
    before: Draft | None = None
    mark: Mark | None = None


class Written(NamedTuple):
    """A document that is made: its bytes, how many brackets are open in it, and what is to be known about it."""

    data: bytes
    open: int
    warnings: tuple[str, ...]


class Looking(NamedTuple):
    """What is to be looked up in a table, its bytes; without a question it is only read."""

    data: bytes
    name: str
    question: Question | None


class Look(NamedTuple):
    """A table that was read: how many agreements it has, and what of it could not be read."""

    agreements: int
    problems: tuple[str, ...]


class Sent(Struct, frozen=True):
    """Files of a case that somebody sent: names and bytes."""

    files: tuple[tuple[str, bytes], ...]


class Papers(Beside):
    """Makes documents, and looks things up in tables of agreements. Safe among threads.

    Args:
        megabytes: how much memory what was made may take.
        longest: after so many seconds something is given up.
        clock: counts seconds.
    """

    def __init__(
        self, megabytes: float = 100.0, longest: float = 120.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(
            work, _prepare, name="papers", megabytes=megabytes, longest=longest, memory=MEMORY, clock=clock
        )

    def document(self, paper: Paper, *, audience: str) -> Answer:
        """Ask for a document; a `Ready` holds `Written`. Its template has been read before, so that it is sound."""
        return self.asked(digest_of("document", audience, paper), lambda: paper)

    def look_up(self, looking: Looking, *, audience: str) -> Answer:
        """Ask what a table has; a `Ready` holds `Found`, or without a question a `Look` at the table."""
        return self.asked(digest_of("look up", audience, looking), lambda: looking)

    def bring(self, sent: Sent, *, audience: str) -> Answer:
        """Ask what case is in files; a `Ready` holds `Brought`."""
        return self.asked(digest_of("bring", audience, sent), lambda: sent)


def own_template(text: str, file: str) -> list[Template]:
    """Read a template of one's own; of an empty one none.

    Raises:
        TextError: what is wrong with it, with its line.
    """
    return [read_template(text, file)] if text.strip() else []


def made(paper: Paper) -> Written:
    """Make a document.

    Raises:
        TextError: the template does not fit the languages.
        DocumentError: it cannot be written so.
    """
    from goodoffices.reports.documents import write  # noqa: PLC0415 - heavy, and only here

    templates = templates_for(paper.languages, own_template(paper.template, ""))
    before = None if paper.before is None else (paper.case, paper.before)
    drafted = draft_document(paper.case, paper.draft, templates, before=before, mark=paper.mark)
    return Written(write(drafted.document, paper.kind), drafted.open, drafted.warnings)


def work(task: Paper | Looking | Sent) -> tuple[Any, int]:
    """Do a task; return what comes of it, and how many bytes that has."""
    if isinstance(task, Paper):
        written = made(task)
        return written, len(written.data)
    if isinstance(task, Sent):
        return case_from_files(task.files), sum(len(data) for _name, data in task.files)
    table = _table(task.data, task.name)
    if task.question is None:
        return Look(len(table.agreements), table.problems), sum(map(len, table.problems))
    found = found_in(table, task.question, most=MOST_HITS)
    return found, len(msgspec.msgpack.encode(found))


@lru_cache(maxsize=2)
def _table(data: bytes, name: str) -> Precedents:
    return read_precedents(data, name)


def digest_of(what: str, audience: str, task: Paper | Looking | Sent) -> bytes:
    """Return the digest of a task: the same for the same one of the same audience, and for no other."""
    encoded = msgspec.json.encode((what, audience, task), order="sorted", enc_hook=repr)
    return hashlib.sha256(encoded).digest()


def _prepare() -> None:
    """Make a process ready: load what writes documents."""
    from goodoffices.reports.documents import docx, html  # noqa: F401, PLC0415 - heavy
