"""The section that explains every figure: sound, complete, and proof against what a case may say."""

from __future__ import annotations

import pytest

from goodoffices import analyse, deadlock, explain
from goodoffices.analysis.explaining.shapes import Explanations
from goodoffices.model import Case
from goodoffices.model.casefile import read_case_text
from goodoffices.reports import render_page
from goodoffices.reports.charts.tornado import Lane, Side, tornado
from goodoffices.services import sample_case
from tests.unit.reports.page_rules import HTML, SVG, check_page, text_of
from tests.unit.reports.samples import MARKUP

HOSTILE = """
goodoffices: 1
parties:
  - id: a
    name: NAME
    preferences: {kind: additive, weights: {pay: 0.7, hours: 0.3}, assumption: ASSUMED, reservation: 0.1, values: {
      pay: {kind: table, evaluations: {low: 0, high: 1}}, hours: {kind: table, evaluations: {short: 1, long: 0}}}}
  - id: b
    preferences: {kind: additive, weights: {pay: 0.4, hours: 0.6}, reservation: 0.1, values: {
      pay: {kind: table, evaluations: {low: 1, high: 0}}, hours: {kind: table, evaluations: {short: 0, long: 1}}}}
issues:
  - {id: pay, title: ISSUE, options: [{id: low, title: OPTION}, {id: high}]}
  - {id: hours, options: [{id: short}, {id: long}]}
red_lines: [{party: b, name: LINE, requires: {issue: hours, is: long}, entered_by: PERSON}]
constraints: [{name: CONSTRAINT, requires: {issue: pay, in: [low, high]}, description: WHY}]
"""

#: Words of the case above that are replaced by markup.
PLACES = ("NAME", "ASSUMED", "ISSUE", "OPTION", "LINE", "PERSON", "CONSTRAINT", "WHY")


def page_of(case: Case) -> tuple[str, Explanations]:
    analysis, explanations = analyse(case), explain(case)
    return render_page(case, analysis, deadlock(case), explanations=explanations), explanations


@pytest.mark.parametrize("sample", [pytest.param("tessen-river", marks=pytest.mark.nightly), "cairo-2024"])
def test_every_figure_has_its_heading_picture_and_tables(sample: str) -> None:
    page, explanations = page_of(Case.load(sample_case(sample)))
    document = check_page(page)
    section = next(one for one in document.iter(f"{HTML}section") if one.get("id") == "explanations")
    shown = text_of(section)
    for one in explanations.figures.values():
        assert one.method.name in shown
        assert one.method.source in shown
        telling = [
            move for move in one.sensitivity if move.room or any(shift.change for shift in move.shifts)
        ]
        pictures = [svg for svg in section.iter(f"{SVG}svg") if svg.get("id") == f"tornado-{one.figure}"]
        assert len(pictures) == bool(telling)
    captions = [text_of(caption) for caption in section.iter(f"{HTML}caption")]
    assert sum(caption.startswith("What it rests on") for caption in captions) == len(explanations.figures)


def test_nothing_that_stands_in_a_case_becomes_markup() -> None:
    clean = check_page(page_of(read_case_text(HOSTILE))[0])
    text = HOSTILE
    for place in PLACES:
        text = text.replace(place, "'" + place + MARKUP + "'")
    page = page_of(read_case_text(text))[0]
    document = check_page(page)
    assert page.count("<script") == clean_count(clean, "script")
    assert len(list(document.iter(f"{HTML}tr"))) == len(list(clean.iter(f"{HTML}tr")))
    section = next(one for one in document.iter(f"{HTML}section") if one.get("id") == "explanations")
    shown = text_of(section)
    for place in PLACES:
        assert place + MARKUP in shown, place


def clean_count(document: object, tag: str) -> int:
    return len(list(document.iter(f"{HTML}{tag}")))  # type: ignore[attr-defined]  # an element, typed by its library


def test_the_same_input_gives_the_same_page() -> None:
    case = Case.load(sample_case("cairo-2024"))
    analysis, diagnosis = analyse(case), deadlock(case)
    pages = {render_page(case, analysis, diagnosis, explanations=explain(case)) for _ in range(2)}
    assert len(pages) == 1


def test_bars_are_as_long_as_they_say_and_go_on_where_they_are_longer() -> None:
    lanes = [
        Lane("one", "party-1", Side(2.0, "a"), Side(50.0, "b")),
        Lane("two", "party-2", None, Side(1.0, "c")),
    ]
    chart = tornado(lanes, 4.0)
    assert chart is not None
    first, second = chart.rows
    left, right = first.bars
    assert left.x + left.width == pytest.approx(chart.middle)
    assert right.x == pytest.approx(chart.middle)
    assert right.width == pytest.approx(2 * left.width)
    assert (left.open, right.open) == (False, True)
    assert second.bars[0].width == pytest.approx(left.width / 2)
    assert tornado([], 4.0) is None
    assert tornado(lanes, 0.0) is None
