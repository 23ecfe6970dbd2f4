"""The section on trades: sound, in the words of the issues, and proof against what a case may say."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from goodoffices import analyse, deadlock, trades
from goodoffices.analysis.trades.shapes import Trades
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
    preferences: {kind: additive, weights: {pay: 0.7, hours: 0.3}, values: {
      pay: {kind: table, evaluations: {low: 0, high: 1}}, hours: {kind: table, evaluations: {short: 1, long: 0}}}}
  - id: b
    preferences: {kind: additive, weights: {pay: 0.4, hours: 0.6}, values: {
      pay: {kind: table, evaluations: {low: 1, high: 0}}, hours: {kind: table, evaluations: {short: 0, long: 1}}}}
issues:
  - {id: pay, title: ISSUE, options: [{id: low, title: OPTION}, {id: high}]}
  - {id: hours, options: [{id: short}, {id: long}]}
red_lines: [{party: b, name: LINE, requires: {issue: pay, is: low}, entered_by: x}]
"""

PLACES = ("NAME", "ISSUE", "OPTION", "LINE")


def section_of(case: Case, start: str) -> tuple[str, ET.Element, Trades]:
    found = trades(case, start)
    page = render_page(case, analyse(case), deadlock(case), trades=found)
    document = check_page(page)
    return page, next(one for one in document.iter(f"{HTML}section") if one.get("id") == "trades"), found


def loaded(sample: str) -> Case:
    return Case.load(sample_case(sample))


@pytest.mark.parametrize(
    ("sample", "start"),
    [
        ("cairo-2024", "utilitarian,northern-return=unvetted-all"),
        ("cairo-2024", "barnea-proposal"),
        ("tessen-river", "data=none,compensation=0,dry-season-release=150"),
        ("tessen-river", "nash"),
    ],
)
def test_every_trade_is_in_a_table_beside_a_picture(sample: str, start: str) -> None:
    case = loaded(sample)
    _, section, found = section_of(case, start)
    shown = text_of(section)
    listed = [
        *found.steps,
        *(one for some in (*found.best.values(), *found.concessions.values()) for one in some),
    ]
    assert listed
    for trade in listed:
        for change in trade.changes:
            assert f"{change.title}: {change.before_says} →becomes {change.after_says}" in shown
        for name in trade.crosses:
            party, _, limit = name.partition(": ")
            assert f"crosses {case.parties_by_id[party].title}: {limit}" in shown
    rows = [row for table in section.iter(f"{HTML}table") for row in table.iter(f"{HTML}tr")]
    tables = list(section.iter(f"{HTML}table"))
    extra = (found.total is not None and len(found.steps) > 1) + (found.beyond is not None)
    assert len(rows) == len(listed) + len(tables) + extra
    pictures = [svg for svg in section.iter(f"{SVG}svg") if svg.get("id") == "trades-chart"]
    assert len(pictures) == 1


def test_the_path_is_drawn_through_all_its_stops() -> None:
    start = (
        "northern-return=none,truce-length=six-weeks,end-of-war=none,withdrawal=none,hostages=10,prisoners=0,"
        "convicted-of-murder=0,humanitarian-aid=unchanged,rafah=declared"
    )
    _, section, found = section_of(loaded("cairo-2024"), start)
    assert len(found.steps) > 1
    way = next(path for path in section.iter(f"{SVG}path") if path.get("class") == "way")
    stops = [tuple(map(float, stop.split())) for stop in (way.get("d") or "")[1:].split("L")]
    assert len(stops) == len(found.steps) + 1
    assert [x for x, _ in stops] == sorted(x for x, _ in stops)
    assert [y for _, y in stops] == sorted((y for _, y in stops), reverse=True)
    shown = text_of(section)
    assert "Start" in shown
    assert "After step 1" in shown
    assert "End, on the frontier" in shown


def test_nothing_that_stands_in_a_case_becomes_markup() -> None:
    clean, _, _ = section_of(read_case_text(HOSTILE), "pay=low,hours=short")
    text = HOSTILE
    for place in PLACES:
        text = text.replace(place, "'" + place + MARKUP + "'")
    page, section, found = section_of(read_case_text(text), "pay=low,hours=short")
    assert any(one.crosses for some in found.best.values() for one in some)
    assert page.count("<script") == clean.count("<script")
    shown = text_of(section)
    for place in PLACES:
        assert place + MARKUP in shown, place


def test_the_same_input_gives_the_same_section() -> None:
    case = loaded("tessen-river")
    assert len({section_of(case, "nash")[0] for _ in range(2)}) == 1
