"""The section on preferences known in part: picture and tables agree, and nothing of a case becomes markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from msgspec import structs

from goodoffices import Case, analyse, robust
from goodoffices.analysis.partial.results import Robust
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
    preferences: {kind: ordinal, priorities: [pay, hours], orders: {pay: [high, low]}}
  - id: b
    preferences: {kind: interval, weights: {pay: [0.2, 0.6], hours: [0.4, 0.8]}, values: {}}
issues:
  - {id: pay, title: ISSUE, options: [{id: low, title: OPTION}, {id: high}]}
  - {id: hours, options: [{id: short}, {id: long}]}
red_lines: [{party: b, name: LINE, requires: {issue: pay, is: low}, entered_by: x}]
"""


def section_of(case: Case, found: Robust) -> ET.Element:
    analysis = structs.replace(analyse(case, robust=False), robust=found)
    document = check_page(render_page(case, analysis, None))
    return next(one for one in document.iter(f"{HTML}section") if one.get("id") == "robust")


@pytest.mark.nightly
def test_each_package_has_a_bar_and_a_column() -> None:
    case = Case.load(sample_case("tessen-river"))
    found = robust(case, ("egalitarian",))
    section = section_of(case, found)
    bars = [one for one in section.iter(f"{SVG}path") if one.get("class") == "range"]
    assert len(bars) >= len(found.packages) * len(case.parties)
    text = text_of(section)
    assert "Package B is the safest choice" in text
    for column in ("A", "B"):
        assert column in text
    assert "acceptable" in text
    assert "weights within ranges" in text


def test_no_text_of_a_case_becomes_markup() -> None:
    text = HOSTILE
    for place in ("NAME", "ISSUE", "OPTION", "LINE"):
        text = text.replace(place, "'" + MARKUP.replace("'", "''") + "'")
    case = read_case_text(text)
    section = section_of(case, robust(case))
    assert not list(section.iter(f"{HTML}script"))
    assert not list(section.iter(f"{HTML}img"))
    assert MARKUP in text_of(section)
