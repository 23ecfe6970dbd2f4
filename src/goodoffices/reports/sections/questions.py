"""What to ask next: the questions that would bring most, with what to write down for each answer."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.analysis.questions.results import Question, Questions
from goodoffices.language import counted
from goodoffices.language import gettext as _
from goodoffices.reports import words
from goodoffices.reports.sections.base import Material, Section


@dataclass(frozen=True)
class Asked:
    """A question with its figures in words, and the length of its bar in per cent of the longest."""

    question: Question
    cost: str
    shrinks: str
    settles: str
    bar: float


@dataclass(frozen=True)
class QuestionsView:
    """The suggestion, what is at stake, and the questions."""

    found: Questions
    regret: str
    package: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]


def questions(material: Material) -> Section | None:
    """Show what to ask next, where that was asked for."""
    found = material.questions
    if found is None:
        return None
    longest = max((one.shrinks for one in found.questions), default=0.0) or 1.0
    view = QuestionsView(
        found=found,
        regret=words.share(found.regret),
        package=tuple(material.names.package(found.package)),
        asked=tuple(
            Asked(
                one, _("one comparison") if one.cost == 1 else counted("{n} comparison", "{n} comparisons", one.cost),
                f"{words.share(one.shrinks)} ± {words.share(one.error)}", words.share(one.settles),
                100 * one.shrinks / longest,
            )
            for one in found.questions
        ),
    )  # fmt: skip
    lead = _(
        "Which question, put to which party, is expected to bring the suggestion closest to the right one."
    )
    return Section("questions", _("What to ask next"), lead, view)
