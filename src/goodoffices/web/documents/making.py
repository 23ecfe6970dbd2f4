"""The files of a document: which copies there are, what is ready of them, and why something is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.model.document import Mark
from goodoffices.services.answers import Answer, Ready
from goodoffices.services.papers import Paper, Written
from goodoffices.services.texts import own_mark, short
from goodoffices.web.documents.forms import copies_for, kept_of
from goodoffices.web.documents.subjects import Subject
from goodoffices.web.project import House
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Copy:
    """A copy: its place in the list, for whom it is (nobody in particular), its mark."""

    place: int
    title: str
    mark: Mark | None


@dataclass(frozen=True)
class Making:
    """A document as it was chosen."""

    subject: Subject
    kept: dict[str, str]

    @classmethod
    def of(cls, subject: Subject) -> Making | None:
        """Return it; None where nothing was chosen yet, or there is nothing to make it of."""
        kept = kept_of(subject)
        return cls(subject, kept) if kept and subject.text() is not None else None

    @property
    def copies(self) -> list[Copy]:
        """The copies: those that were asked for; for a delegation its own; else one without a mark."""
        visit = self.subject.visit
        if not is_mediator(visit.who):
            return [Copy(1, visit.names.party(visit.who.party), own_mark(visit.who, visit.case))]
        return list(_copies(visit, self.kept)) or [Copy(1, "", None)]

    @property
    def kinds(self) -> list[str]:
        """As which files it was asked for."""
        return [one for one in self.kept.get("kinds", "").split("\n") if one]

    def copy(self, place: int) -> Copy | None:
        """Return a copy by its place in the list."""
        return next((one for one in self.copies if one.place == place), None)

    def ask(self, copy: Copy, kind: str) -> Answer:
        """Ask for a file."""
        subject, kept = self.subject, self.kept
        text = subject.text(_number(kept, "version"))
        assert text is not None
        since = _number(kept, "since")
        before = subject.text(since) if since else None
        paper = Paper(
            case=text.case, draft=text.draft, kind=kind, languages=tuple(kept["languages"].split(",")),
            template=kept.get("template", ""), before=before.draft if before is not None else None, mark=copy.mark,
        )  # fmt: skip
        return House.papers.document(paper, audience=audience(subject.visit))

    def page(self, copy: Copy) -> Answer:
        """Ask for the page on which a copy is looked at."""
        return self.ask(copy, "html")

    def made(self) -> Written | None:
        """Return what is known of the text, as soon as it is."""
        answer = self.page(self.copies[0])
        return answer.result if isinstance(answer, Ready) else None


def audience(visit: Visit) -> str:
    """Return for whom something is made: for nobody else is it there any sooner."""
    return f"{visit.room.id}\n{visit.who.actor}"


def _copies(visit: Visit, kept: dict[str, str]) -> Iterator[Copy]:
    for place, (name, is_party, number) in enumerate(copies_for(kept), 1):
        title = visit.names.party(name) if is_party else name
        yield Copy(place, title, Mark(text=short(title), copy=number))


def _number(kept: dict[str, str], name: str) -> int:
    text = kept.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - of a version
