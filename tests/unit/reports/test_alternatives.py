"""The section on what each side does without a deal: pictures with tables, and proof against what a case may say."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from goodoffices import analyse, deadlock
from goodoffices.analysis.alternatives.results import Alternatives
from goodoffices.model import Case
from goodoffices.model.casefile import read_case_text
from goodoffices.reports import render_page
from goodoffices.services import sample_case
from tests.unit.reports.page_rules import HTML, SVG, check_page, text_of
from tests.unit.reports.samples import MARKUP

HOSTILE = """
goodoffices: 1
parties:
  - id: a
    name: NAME
    preferences: {kind: additive, weights: {pay: 1}, values: {pay: {kind: table, evaluations: {low: 0, high: 1}}}}
  - {id: b, preferences: {kind: additive, assumption: GUESS, weights: {pay: 1}, reservation: 0.9, values: {
      pay: {kind: table, evaluations: {low: 1, high: 0}}}}}
issues: [{id: pay, title: ISSUE, options: [{id: low, title: OPTION}, {id: high}]}]
alternatives:
  - {id: x, party: a, title: TITLE, description: WORDS, utility: [0, 0.5], assumption: GROUND, drivers: [
      {title: DRIVER, effect: worse, by: [-0.1, 0], per: week, since: 2024-03-01, assumption: WHY}]}
  - {id: IDENT, party: b, title: y, utility: [0.1, 0.2]}
"""

PLACES = ("NAME", "ISSUE", "OPTION", "TITLE", "WORDS", "GROUND", "DRIVER", "WHY", "GUESS", "IDENT")


def section_of(case: Case) -> tuple[str, ET.Element, Alternatives]:
    analysis = analyse(case, robust=False)
    assert analysis.alternatives is not None
    page = render_page(case, analysis, deadlock(case))
    section = next(one for one in check_page(page).iter(f"{HTML}section") if one.get("id") == "alternatives")
    return page, section, analysis.alternatives


@pytest.mark.parametrize("sample", ["cairo-2024", "tessen-river"])
def test_every_curve_has_its_range_shaded_and_its_figures_in_a_table(sample: str) -> None:
    case = Case.load(sample_case(sample))
    _, section, found = section_of(case)
    (picture,) = (svg for svg in section.iter(f"{SVG}svg") if svg.get("id") == "alternatives-chart")
    curves = [path.get("d") or "" for path in picture.iter(f"{SVG}path") if path.get("class") == "curve"]
    assert len(curves) == len(found.parties)
    shades = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("class") == "span"]
    assert len(shades) == len([one for one in found.parties if one.derived])
    assert all(float(rect.get("width") or 0) > 0 for rect in shades)
    for curve, one in zip(curves, found.parties, strict=True):
        # stairs: no line is slanted
        assert "L" not in curve
        assert curve.count("H") == len(one.curve) + 1
    shown = text_of(section)
    for one in found.parties:
        assert one.used is not None
        for driver in one.drivers:
            assert driver.title in shown
    captions = [text_of(one) for one in section.iter(f"{HTML}caption")]
    for word in ("must beat", "Nash solution", "matters most", "better or worse", "zone as each"):
        assert any(word in caption for caption in captions), word


def test_nothing_that_stands_in_a_case_becomes_markup() -> None:
    clean, _, _ = section_of(read_case_text(HOSTILE))
    text = HOSTILE
    for place in PLACES:
        text = text.replace(place, "'" + place + MARKUP + "'")
    page, section, found = section_of(read_case_text(text))
    assert page.count("<script") == clean.count("<script")
    shown = text_of(section)
    assert any("GUESS" in note for note in found.notes)
    for place in PLACES:
        assert place + MARKUP in shown, place


def test_without_exact_preferences_the_drivers_are_still_there() -> None:
    start = HOSTILE.index("kind: additive")
    vague = HOSTILE[:start] + "kind: ordinal" + HOSTILE[HOSTILE.index("}}}", start) + 3 :]
    _, section, _ = section_of(read_case_text(vague))
    assert "DRIVER" in text_of(section)
    assert not [svg for svg in section.iter(f"{SVG}svg") if svg.get("id") == "alternatives-chart"]


def test_the_same_input_gives_the_same_section() -> None:
    case = Case.load(sample_case("tessen-river"))
    assert len({section_of(case)[0] for _ in range(2)}) == 1
