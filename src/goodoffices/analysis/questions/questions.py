"""What to ask next: the best questions over all parties, in words, with what to write down for each answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.partial.polytope import clash
from goodoffices.analysis.partial.room import Room, room_of
from goodoffices.analysis.questions.asking import Asked, Choice, questions_to
from goodoffices.analysis.questions.particles import DRAWS, Particles
from goodoffices.analysis.questions.results import Answer, Question, Questions
from goodoffices.analysis.questions.scoring import Score, scores
from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.packages import Package, package_at
from goodoffices.model.preferences import NonAdditive

#: How many questions are listed and how many answers of an order, and into how many parts the draws are taken apart for
#: the error.
_LISTED: Final = 8
_ANSWERS: Final = 3
_PARTS: Final = 5

#: Questions answered alike by a larger share of the draws are one.
_ALIKE: Final = 0.9

#: Below this nothing would change.
_NOTHING: Final = 1e-6


def questions_of(case: Case) -> Questions:
    """Return what to ask next.

    Args:
        case: a checked case whose parties' preferences are additive, known exactly, in part, or from the record alone.

    Raises:
        AnalysisError: preferences are not additive, what is known contradicts itself, or no package is feasible.
    """
    for party in case.parties:
        if isinstance(party.preferences, NonAdditive):
            raise AnalysisError(
                f"the preferences of the party '{party.id}' are not additive; questions are for additive ones"
            )
    room = room_of(case)
    for polytope in room.polytopes:
        clashing = clash(polytope.knowledge, room.layout)
        if clashing:
            said = "; ".join(fact.text for fact in clashing)
            raise AnalysisError(
                f"what is known of the preferences of '{polytope.knowledge.party}' contradicts itself: {said}; take "
                "one of them back before asking more"
            )
    if room.feasible.empty:
        raise AnalysisError("the constraints leave no package at all; loosen one of them")
    particles = Particles(room)
    package = package_at(particles.pool[particles.best], case.issues)
    informed = particles.informed
    regret = max(0.0, 1.0 - float(particles.products.max()) / informed) if informed > 0 else 0.0
    if room.exact:
        note = "all preferences are exactly known, so there is nothing left to ask"
        return Questions(package=package, regret=0.0, questions=(), n=0, status="exact", notes=(note,))
    ranked = ranked_questions(particles)
    listed = _different([(one, score) for one, score in ranked if score.rank > _NOTHING])
    notes = []
    if informed <= 0:
        notes.append(
            "no package drawn is acceptable to all by any preferences that fit, so regret cannot be told"
        )
    if not listed:
        notes.append("nothing that could be asked is expected to change what to suggest")
    return Questions(
        package=package,
        regret=regret,
        questions=tuple(_worded(one, score, particles) for one, score in listed),
        n=DRAWS,
        status="sampled",
        notes=tuple(notes),
    )


def ranked_questions(particles: Particles) -> list[tuple[Asked, Score]]:
    """Return all questions to all parties with their scores, the best first."""
    found: list[tuple[Asked, Score]] = []
    for party in range(len(particles.points)):
        asked = list(questions_to(party, particles))
        if asked:
            found += zip(asked, scores(asked, party, particles), strict=True)
    return sorted(found, key=lambda one: -one[1].rank)


def _different(ranked: Sequence[tuple[Asked, Score]]) -> list[tuple[Asked, Score]]:
    """Return the best few questions of which no two are answered alike by nearly all draws."""
    found: list[tuple[Asked, Score]] = []
    for asked, score in ranked:
        alike = (
            max(same, 1 - same)
            for one, _ in found
            if (one.party, one.kind) == (asked.party, asked.kind)
            for same in [float((one.answers == asked.answers).mean())]
        )
        if not any(share > _ALIKE for share in alike):
            found.append((asked, score))
        if len(found) == _LISTED:
            break
    return found


def _worded(asked: Asked, score: Score, particles: Particles) -> Question:
    room = particles.room
    issues = room.case.issues
    party = room.polytopes[asked.party].knowledge.party
    first, second = (_package(side, room) for side in (asked.first, asked.second))
    values: tuple[Value, ...] = ()
    match asked.kind:
        case "packages":
            text = f"Which is better, all else alike: {_says(asked.first, room)}; or {_says(asked.second, room)}?"
        case "acceptance":
            text = f"Is this better than no agreement: {_says(asked.first, room)}?"
        case "options":
            assert asked.issue is not None
            values = tuple(issues[asked.issue].values)
            text = f"In what order, from best to worst, do the options of “{issues[asked.issue].name}” stand?"
        case _:
            values = tuple(issue.id for issue in issues)
            text = "In what order, from most to least important, do the issues stand?"
    return Question(
        party=party,
        kind=asked.kind,
        text=text,
        first=first,
        second=second,
        issue=None if asked.issue is None else issues[asked.issue].id,
        values=values,
        cost=asked.cost,
        shrinks=score.shrinks,
        error=_error(asked, particles),
        settles=score.settles,
        answers=tuple(_answers(asked, particles)),
    )


def _package(side: Sequence[Choice], room: Room) -> Package:
    return {room.case.issues[issue].id: room.case.issues[issue].values[place] for issue, place in side}


def _says(side: Sequence[Choice], room: Room) -> str:
    issues = room.case.issues
    return ", ".join(
        f"{issues[issue].name}: {issues[issue].label_of(issues[issue].values[place])}"
        for issue, place in side
    )


def _answers(asked: Asked, particles: Particles) -> Iterator[Answer]:
    """Yield the possible answers, the most likely first, each with what it adds to the party's preferences."""
    room = particles.room
    numbers, counts = np.unique(asked.answers, return_counts=True)
    for place in np.argsort(-counts, kind="stable")[: _ANSWERS if asked.issue is not None else None].tolist():
        number, likely = int(numbers[place]), float(counts[place] / len(asked.answers))
        if asked.kind in ("packages", "acceptance"):
            sides = [_package(asked.first, room), _package(asked.second, room) or "no agreement"]
            says = [_says(asked.first, room), _says(asked.second, room) or "no agreement"]
            better, worse = (0, 1) if number == 1 else (1, 0)
            entry = f"{{better: {_plain(sides[better])}, worse: {_plain(sides[worse])}}}"
            yield Answer(says=says[better], likely=likely, field="comparisons", entry=entry)
            continue
        row = int(np.flatnonzero(asked.answers == number)[0])
        points = particles.points[asked.party][row]
        polytope = room.polytopes[asked.party]
        if asked.issue is None:
            worths = points[: len(room.case.issues)]
            names: list[Value] = [issue.id for issue in room.case.issues]
            labels = [issue.name for issue in room.case.issues]
        else:
            issue = room.case.issues[asked.issue]
            start = polytope.layout.starts[asked.issue]
            worths, names = points[start : start + issue.size], list(issue.values)
            labels = [issue.label_of(value) for value in names]
        order = np.argsort(-worths, kind="stable").tolist()
        listed = _plain([names[one] for one in order])
        yield Answer(
            says=", ".join(labels[one] for one in order),
            likely=likely,
            field="priorities" if asked.issue is None else "orders",
            entry=listed if asked.issue is None else f"{{{room.case.issues[asked.issue].id}: {listed}}}",
        )


def _plain(data: object) -> str:
    """Write data as YAML reads it on one line."""
    return json.dumps(data, ensure_ascii=False)


def _error(asked: Asked, particles: Particles) -> float:
    """Return the standard error of what a question brings, from parts of the draws taken by themselves."""
    gains = particles.gains[asked.party]
    others = [means for number, means in enumerate(particles.means) if number != asked.party]
    rest = np.prod(others, axis=0)
    parts = []
    for rows in np.array_split(np.arange(len(gains)), _PARTS):
        own, answers = gains[rows], asked.answers[rows]
        value = sum((own[answers == one].sum(axis=0) * rest).max() for one in np.unique(answers)) / len(rows)
        parts.append((value - (own.mean(axis=0) * rest).max()) / (particles.informed or 1.0))
    return float(np.std(parts, ddof=1) / _PARTS**0.5)
