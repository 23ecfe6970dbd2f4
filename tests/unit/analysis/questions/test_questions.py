"""Questions in words, what to write down for an answer, and that it reads back."""

from __future__ import annotations

import pytest
import yaml
from msgspec import structs

from goodoffices import Case, questions
from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Additive, HyperRectangles
from goodoffices.model.casefile import read_case_text
from goodoffices.model.preferences import Box, Comparison
from goodoffices.services import sample_case

CASE = """
goodoffices: 1
parties:
  - id: growers
    preferences: {kind: ordinal, priorities: [price, term], orders: {price: [high, low]}, reservation: [0.3, 0.3]}
  - id: cannery
    preferences:
      kind: interval
      weights: {price: [0.3, 0.6], term: [0.2, 0.5], start: [0.1, 0.3]}
      values: {price: {high: [0, 0], low: [1, 1]}}
      reservation: [0.2, 0.5]
issues:
  - {id: price, title: Price, options: [{id: high, title: High}, {id: low}]}
  - {id: term, title: Term, options: [{id: long}, {id: short}, {id: none}]}
  - {id: start, options: [{id: spring}, {id: autumn}]}
"""


def test_every_answer_reads_back_as_part_of_the_case() -> None:
    found = questions(read_case_text(CASE))
    assert found.questions
    assert found.status == "sampled"
    data = yaml.safe_load(CASE)
    for question in found.questions:
        for answer in (question.answers[0], question.answers[-1]):
            changed = yaml.safe_load(CASE)
            party = next(one for one in changed["parties"] if one["id"] == question.party)
            entry = yaml.safe_load(answer.entry)
            if answer.field == "comparisons":
                party["preferences"].setdefault("comparisons", []).append(entry)
            elif answer.field == "orders":
                party["preferences"].setdefault("orders", {}).update(entry)
            else:
                party["preferences"]["priorities"] = entry
            again = questions(read_case_text(yaml.safe_dump(changed)))
            assert again.regret <= 1
        assert sum(answer.likely for answer in question.answers) <= 1 + 1e-9
        assert question.text.endswith("?")
    assert data == yaml.safe_load(CASE)


def test_samples_with_ranges_can_be_asked_about() -> None:
    found = questions(sample_case("tessen-river"))
    assert found.questions
    assert {question.party for question in found.questions} <= {"orvane", "meldria", "port-sael"}
    assert found.questions[0].cost == 1
    assert 0 <= found.regret < 0.2


def test_comparisons_narrow_ranges_and_against_them_are_an_error() -> None:
    case = Case.load(sample_case("tessen-river"))
    before = questions(case)
    asked = next(one for one in before.questions if one.kind == "packages")
    party = case.parties_by_id[asked.party]
    assert isinstance(party.preferences, Additive)
    both = yaml.safe_load(f"[{asked.answers[0].entry}, {asked.answers[1].entry}]")
    there_and_back = (Comparison(**both[0]), Comparison(better=both[0]["worse"], worse=both[0]["better"]))
    preferences = structs.replace(party.preferences, comparisons=there_and_back)
    parties = tuple(
        structs.replace(p, preferences=preferences) if p.id == party.id else p for p in case.parties
    )
    with pytest.raises(AnalysisError, match="comparison 2"):
        questions(structs.replace(case, parties=parties))


def test_boxes_cannot_be_asked_about() -> None:
    case = read_case_text(CASE)
    boxes = HyperRectangles(boxes=(Box(utility=1.0),), largest=1.0)
    parties = (structs.replace(case.parties[0], preferences=boxes), case.parties[1])
    with pytest.raises(AnalysisError, match="not additive"):
        questions(structs.replace(case, parties=parties))
