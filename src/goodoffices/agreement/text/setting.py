"""What the articles of one text are written with: the case, the draft, the words of one language, and references."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from goodoffices.agreement.text.draft import Draft
from goodoffices.agreement.text.template import Template
from goodoffices.agreement.text.words import Words, filled
from goodoffices.language import counted, day, plain, spread, whole
from goodoffices.model.agreement import Obligation, Phase, Terms
from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.document import Flow, Line, line
from goodoffices.model.issues import Issue


@dataclass(frozen=True)
class Entry:
    """A clause that gets its number where it stands: its key, its words, its items."""

    key: str
    words: Line
    items: tuple[Line, ...] = ()


#: What a part of a text is made of.
Piece = Entry | Flow


@dataclass(frozen=True)
class Setting:
    """One text in the making, in the language that is spoken.

    Attributes:
        case: the case.
        draft: what the text is made from.
        template: how it is worded.
        words: says the words of the case.
        references: how each obligation is referred to, by its id; nothing before the clauses have their numbers.
        is_draft: whether anything in it is open.
        is_foreign: whether any words in it are not translated.
    """

    case: Case
    draft: Draft
    template: Template
    words: Words
    references: Mapping[str, Line] = field(default_factory=dict)
    is_draft: bool = False
    is_foreign: bool = False

    def phrase(self, name: str, /, **places: Line) -> Line:
        """Say a phrase of the template; a place called `for` is given as `for_`."""
        named = {place.rstrip("_"): words for place, words in places.items()}
        return filled(self.template.phrases[name], named)

    @cached_property
    def terms(self) -> Terms:
        """What the agreement obliges whom to."""
        return self.case.terms if self.draft.terms is None else self.draft.terms

    @cached_property
    def obligations(self) -> list[tuple[Phase, Obligation]]:
        """Every obligation with its phase, in order."""
        return [(phase, one) for phase in self.terms.phases for one in phase.obligations]

    @cached_property
    def _actors(self) -> dict[str, str]:
        parties = {party.id: party.title for party in self.case.parties}
        return parties | {mediator.id: mediator.name for mediator in self.case.mediators}

    def actor(self, name: str) -> Line:
        """Return a party or a mediator by id; another name as it is."""
        return self.words.said(self._actors.get(name, name))

    def value(self, issue: Issue, value: Value) -> Line:
        """Return what an issue's value is called."""
        if isinstance(value, str):
            return self.words.said(issue.label_of(value))
        return (*line(plain(value)), *self._unit(issue.unit))

    def _unit(self, unit: str) -> Line:
        return (*line(" "), *self.words.said(unit)) if unit else ()

    def quantity(self, low: int | None, high: int | None, of: str) -> Line:
        """Return how much: 700 to 800 prisoners."""
        said = self.words.said(of)
        if low is None:
            return said
        written = whole(low) if high is None or high == low else spread(whole(low), whole(high))
        return (*line(written), *(line(" ") if said else ()), *said)

    def days(self, number: int) -> Line:
        """Return how many days."""
        return line(counted("{n} day", "{n} days", number))

    def day(self, on: dt.date | None) -> Line:
        """Return a day; a line to write on where it is not known."""
        return line(day(on)) if on is not None else self.phrase("blank")

    def at_least(self, low: float, high: float) -> Line:
        """Return a range of numbers."""
        return line(plain(low) if low == high else spread(plain(low), plain(high)))

    def named(self, ids: Iterable[str]) -> list[Line]:
        """Return how obligations and phases are referred to, by their ids."""
        phases = {phase.id: phase for phase in self.terms.phases}
        return [
            self.phrase("phase-named", phase=self.words.said(phases[one].name))
            if one in phases
            else self.reference(one)
            for one in ids
        ]

    def reference(self, obligation: str) -> Line:
        """Return how an obligation is referred to."""
        return self.references.get(obligation) or line("…")
