"""Questions that the mediator asks, the next question of the analysis each time, and answers by true preferences."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from goodoffices.analysis.partial.room import room_of
from goodoffices.analysis.questions.asking import Asked, Choice
from goodoffices.analysis.questions.particles import Particles
from goodoffices.analysis.questions.questions import ranked_questions
from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.preferences import NO_AGREEMENT, Additive, Comparison, Interval, Ordinal
from goodoffices.simulation.mediating.knowing import order_of_issues, order_of_options


def informed(truth: Case, case: Case, most: int) -> tuple[Case, tuple[int, ...]]:
    """Ask each side so many questions at most; return what is known then, and how many each side answered.

    Each question counts as one, whether it compares two things or has several put in order. Nothing more is asked when
    no answer is expected to change anything.

    Args:
        truth: the case on one scale, by which the parties answer.
        case: the case as the mediator knows it.
        most: so many questions to each.
    """
    answers = [0] * len(case.parties)
    while min(answers) < most:
        particles = Particles(room_of(case))
        ranked = [
            (score.rank * one.cost, one)
            for one, score in ranked_questions(particles)
            if answers[one.party] < most and score.rank > 0
        ]
        if not ranked:
            break
        _, asked = max(ranked, key=lambda one: one[0])
        answers[asked.party] += 1
        case = answered(case, truth, asked)
    return case, tuple(answers)


def answered(case: Case, truth: Case, asked: Asked) -> Case:
    """Return a case with what a party answers, by its true preferences on one scale."""
    party = case.parties[asked.party]
    known, told = truth.parties[asked.party].preferences, party.preferences
    assert isinstance(known, Additive)
    assert isinstance(told, Ordinal | Interval)
    parties = list(case.parties)
    parties[asked.party] = structs.replace(party, preferences=_with(told, known, truth, asked))
    return structs.replace(case, parties=tuple(parties))


def _with(told: Ordinal | Interval, known: Additive, truth: Case, asked: Asked) -> Ordinal | Interval:
    match asked.kind:
        case "packages":
            sides = [_partial(side, truth) for side in (asked.first, asked.second)]
            worth = [_worth(side, known, truth) for side in (asked.first, asked.second)]
            better, worse = (0, 1) if worth[0] >= worth[1] else (1, 0)
            one = Comparison(better=sides[better], worse=sides[worse])
            return structs.replace(told, comparisons=(*told.comparisons, one))
        case "acceptance":
            package = _partial(asked.first, truth)
            good = _worth(asked.first, known, truth) > (known.reservation or 0.0)
            one = (
                Comparison(better=package, worse=NO_AGREEMENT)
                if good
                else Comparison(better=NO_AGREEMENT, worse=package)
            )
            return structs.replace(told, comparisons=(*told.comparisons, one))
        case "options":
            assert asked.issue is not None
            issue = truth.issues[asked.issue]
            return structs.replace(told, orders={**told.orders, issue.id: order_of_options(known, issue)})
        case _:
            return structs.replace(told, priorities=order_of_issues(known, truth))


def _partial(side: tuple[Choice, ...], truth: Case) -> Mapping[str, Value]:
    return {truth.issues[issue].id: truth.issues[issue].values[place] for issue, place in side}


def _worth(side: tuple[Choice, ...], known: Additive, truth: Case) -> float:
    return sum(known.contributions(truth.issues[issue])[place] for issue, place in side)
