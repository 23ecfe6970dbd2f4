"""The page of a run: its course in the plane or over axes, numbered as in the table beside it."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from goodoffices.language import use
from goodoffices.model import Case
from goodoffices.model.casefile import read_case_text
from goodoffices.services.samples import sample_case
from goodoffices.services.simulating import first_run, plan_of, run_page
from goodoffices.simulation.looking import Run
from goodoffices.simulation.shocks import Shocks
from tests.unit.reports.page_rules import HTML, SVG, check_page, text_of
from tests.unit.reports.samples import MARKUP
from tests.unit.reports.test_trades import HOSTILE, PLACES

#: Two want different things of two issues, and can trade.
PAIR = HOSTILE.replace("red_lines:", "# red_lines:")


@cache
def shown(protocol: str, agents: str = "boulware", sample: str = "") -> tuple[Run, ET.Element]:
    case = Case.load(sample_case(sample)) if sample else read_case_text(PAIR)
    plan = plan_of([case], protocols=[protocol], agents=[agents], rounds=30)
    run = first_run(plan)
    return run, check_page(run_page(plan, run))


def picture(page: ET.Element) -> ET.Element:
    return next(svg for svg in page.iter(f"{SVG}svg") if svg.get("id") == "course-chart")


def of_class(name: str, within: ET.Element) -> list[ET.Element]:
    return [one for one in within.iter() if name in (one.get("class") or "").split()]


def path_rows(page: ET.Element) -> list[list[str]]:
    tables = [one for one in page.iter(f"{HTML}table") if "in order" in text_of(one)]
    return [[text_of(cell) for cell in row] for row in tables[-1].iter(f"{HTML}tr")][1:]


@pytest.mark.parametrize("protocol", ["alternating", "single-text", "proposals", "bids"])
def test_all_that_was_put_on_the_table_is_in_the_table_beside_the_picture(protocol: str) -> None:
    run, page = shown(protocol, "boulware,linear")
    case = read_case_text(PAIR)
    titles = {party.id: party.title for party in case.parties}
    found = path_rows(page)
    assert len(found) == len(run.path) == run.offers
    for number, (row, one) in enumerate(zip(found, run.path, strict=True), start=1):
        options = [issue.label_of(one.package[issue.id]) for issue in case.issues]
        by = "the mediator" if one.by is None else titles[one.by]
        utilities = [f"{utility:.3f}" for utility in one.utilities]
        assert row == [str(number), str(one.round), by, *utilities, *options]
    assert run.agreed
    assert f"Agreement in round {run.rounds}." in text_of(page)
    assert "Agreement" in [text_of(one) for one in of_class("label", picture(page))]


def test_each_side_has_its_marks_where_its_offers_are_in_the_plane() -> None:
    run, page = shown("alternating", "boulware,linear")
    chart = picture(page)
    groups = [one for one in chart.iter(f"{SVG}g") if of_class("offer", one)]
    assert len(groups) == 2
    for party, group in zip(run.parties, groups, strict=True):
        offers = dict.fromkeys(one.utilities for one in run.path if one.by == party)
        middles = [_middle(one.get("d") or "") for one in of_class("offer", group)]
        assert len(middles) == len(offers)
        # better for the first is further right, better for the second higher up
        for axis, sign in ((0, 1), (1, -1)):
            order = sorted(zip([sign * u[axis] for u in offers], [m[axis] for m in middles], strict=True))
            assert [at for _, at in order] == sorted(at for _, at in order)
    numbers = {text_of(one) for one in of_class("offer-number", chart)}
    assert {"1", "2"} <= numbers <= {row[0] for row in path_rows(page)}


def _middle(path: str) -> tuple[float, float]:
    """Return the middle of a mark: a circle, which begins at its left, or one with corners."""
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", path)]
    if "a" in path:
        return numbers[0] + numbers[2], numbers[1]
    return sum(numbers[::2]) / len(numbers[::2]), sum(numbers[1::2]) / len(numbers[1::2])


def test_more_than_two_parties_have_axes() -> None:
    run, page = shown("alternating", "linear", "tessen-river")
    chart = picture(page)
    axes = [one.get("x") for one in of_class("axis", chart)]
    assert len(set(axes)) == len(run.parties) == 3
    lines = of_class("offered", chart)
    assert 3 <= len(lines) <= len(run.path)
    assert all((one.get("d") or "").count("L") == 2 for one in lines)
    numbers = {text_of(one) for one in of_class("offer-number", chart)}
    assert {"1", "2", "3"} <= numbers


def test_a_long_course_is_drawn_and_listed_in_part_and_says_so() -> None:
    short, page = shown("alternating", "boulware,linear")
    assert "are drawn, spread evenly" not in text_of(page)
    assert len(path_rows(page)) == len(short.path)
    plan = plan_of([Case.load(sample_case("tessen-river"))], agents=["micro"], rounds=80)
    run = first_run(plan)
    assert len(run.path) > 200
    page = check_page(run_page(plan, run))
    assert f"48 of {len(run.path)} are drawn, spread evenly." in text_of(page)
    listed = path_rows(page)
    assert len(listed) == 201
    assert listed[100] == [f"{len(run.path) - 200:,} more, which simulate --show --json gives"]
    assert listed[-1][0] == str(len(run.path))


def test_what_befell_the_talks_and_how_they_ended_is_said() -> None:
    shocks = Shocks(leak=0.3, spoiler=0.3, collapse=0.0)
    plan = plan_of([read_case_text(PAIR)], agents=["boulware"], rounds=30, shocks=shocks)
    run = first_run(plan)
    assert run.shocks
    page = check_page(run_page(plan, run))
    table = next(one for one in page.iter(f"{HTML}table") if "befell" in text_of(one))
    titles = {party.id: party.title for party in plan.domains[0].case.parties}
    assert [[text_of(cell) for cell in row] for row in table.iter(f"{HTML}tr")][1:] == [
        [str(one.round), one.kind.capitalize(), titles[one.party]] for one in run.shocks
    ]
    broken, document = shown("phased(2,0)")
    assert broken.ended == "broke off"
    assert "Agreed, and broken off by" in text_of(document)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_that_stands_in_a_case_becomes_markup(code: str) -> None:
    text = PAIR
    for place in PLACES[:3]:
        text = text.replace(place, "'" + place + MARKUP + "'")
    pages = []
    for case in (read_case_text(PAIR), read_case_text(text)):
        plan = plan_of([case], agents=["boulware,linear"], rounds=30)
        with use(code):
            pages.append(run_page(plan, first_run(plan)))
    clean, page = pages
    assert page.count("<script") == clean.count("<script")
    said = text_of(check_page(page))
    for place in PLACES[:3]:
        assert place + MARKUP in said, place
