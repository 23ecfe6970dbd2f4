"""What every section of the page is made from, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goodoffices.analysis.explaining.shapes import Explanations
from goodoffices.analysis.questions.results import Questions
from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.analysis.trades.shapes import Trades
from goodoffices.model import Case
from goodoffices.reports.names import Names


@dataclass(frozen=True)
class Material:
    """What there is to show."""

    case: Case
    analysis: Analysis | None
    deadlock: Deadlock | None
    names: Names
    explanations: Explanations | None = None
    trades: Trades | None = None
    questions: Questions | None = None


@dataclass(frozen=True)
class Section:
    """A section: its anchor, its heading, a line on what it shows, its content, and the name of its template.

    The template has the anchor's name, where no other is given.
    """

    id: str
    title: str
    lead: str
    view: Any = None
    kind: str = ""

    @property
    def template(self) -> str:
        """The template that writes it."""
        return f"sections/{self.kind or self.id}.html.jinja"
