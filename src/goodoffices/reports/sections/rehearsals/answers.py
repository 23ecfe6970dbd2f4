"""Who would refuse, and why; and what would come after a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import sentence, whole
from goodoffices.reports.sections.base import Section
from goodoffices.reports.sections.rehearsals.base import Rehearsed, Written, written
from goodoffices.simulation.rehearsing.results import Later, OptionOdds, PartyAnswer

#: So many options of an issue are listed, the one agreed on most often first.
_OPTIONS: Final = 3


@dataclass(frozen=True)
class ReasonLine:
    """Why a party refuses, which limits or questions that is about, and how often."""

    why: str
    about: tuple[str, ...]
    written: Written


@dataclass(frozen=True)
class AnswerLines:
    """What a party does, whatever the others do."""

    answer: PartyAnswer
    refuses: Written
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class OptionLine:
    """An option agreed on later, and how often among later agreements."""

    option: str
    written: Written


@dataclass(frozen=True)
class LaterView:
    """What comes after a refusal: both shares, how the draws part, options and whole packages agreed on."""

    agreement: Written
    none: Written
    facts: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, tuple[OptionLine, ...]], ...]
    packages: tuple[tuple[list[tuple[str, str]], Written], ...]


def answers(rehearsed: Rehearsed) -> Section:
    """Show who refuses, and why."""
    view = tuple(_answer(one, rehearsed) for one in rehearsed.found.answers)
    lead = _(
        "What each party does, whatever the others do. Where several reasons hold in a draw, the first of them is "
        "counted."
    )
    return Section("answers", _("Who would refuse, and why"), lead, view)


def _answer(one: PartyAnswer, rehearsed: Rehearsed) -> AnswerLines:
    reasons = tuple(
        ReasonLine(sentence(reason.why), tuple(_about(reason.names, rehearsed)), written(reason.odds))
        for reason in one.reasons
    )
    return AnswerLines(one, written(one.refuses), reasons)


def _about(names: Iterable[str], rehearsed: Rehearsed) -> Iterable[str]:
    questions = {
        question.id: question.text for body in rehearsed.case.decision_bodies for question in body.questions
    }
    for name in names:
        yield questions[name] if name in questions else rehearsed.names.limit(name)[1]


def later(rehearsed: Rehearsed) -> Section | None:
    """Show what comes after a refusal; None where there is none."""
    found = rehearsed.found.later
    if not found.refused:
        return None
    names, issues = rehearsed.names, rehearsed.case.issues
    options = tuple(
        (issue.name, tuple(_option(issue.id, one, rehearsed) for one in found.options[issue.id][:_OPTIONS]))
        for issue in issues
        if issue.id in found.options
    )
    packages = tuple((names.package(package), written(odds)) for package, odds in found.packages)
    view = LaterView(written(found.agreement), written(found.none), tuple(_facts(found)), options, packages)
    lead = _(
        "Talks go on over a single negotiating text, within the red lines that hold and what those at home would "
        "approve; at the end it is this text or none."
    )
    return Section("later", _("What would come after a refusal"), lead, view)


def _option(issue: str, one: OptionOdds, rehearsed: Rehearsed) -> OptionLine:
    return OptionLine(rehearsed.names.option(issue, one.option), written(one.odds))


def _facts(found: Later) -> Iterable[tuple[str, str]]:
    """Say how the draws part in which the package is refused."""
    return (
        (_("Draws in which the package is refused"), whole(found.refused)),
        (_("of these, no package is within the red lines that hold"), whole(found.closed)),
        (_("of the others, those at home would approve none"), whole(found.stopped)),
        (_("Played on"), whole(found.played)),
        (_("of these, no package is worth enough to all"), whole(found.empty)),
        (_("of these, the text came to nothing"), whole(found.failed)),
        (_("of these, another package was agreed on"), whole(found.agreed - found.same)),
        (_("of these, this package after all"), whole(found.same)),
    )
