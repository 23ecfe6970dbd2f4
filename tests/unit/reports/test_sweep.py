"""The page of a sweep: all cells in pictures and in the tables beside them, in every language, proof against names."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from goodoffices.language import use
from goodoffices.reports.playing import protocol_name, table_name, told_name, told_rank
from goodoffices.reports.sections.sweeps.base import MOST_CELLS
from goodoffices.reports.sweep import render_sweep
from goodoffices.simulation.sweeps.plan import Domain, Plan, tables
from tests.unit.reports.page_rules import HTML, SVG, check_page, text_of
from tests.unit.reports.samples import MARKUP, basin
from tests.unit.reports.simulated import TOLD, sweep

IDS = ["agreed", "near", "rounds", "fair", "ended", "told", "setup"]


@cache
def document() -> ET.Element:
    return check_page(render_sweep(*sweep()))


def section(name: str, of: ET.Element | None = None) -> ET.Element:
    page = document() if of is None else of
    return next(one for one in page.iter(f"{HTML}section") if one.get("id") == name)


def rows(of: ET.Element) -> list[list[str]]:
    """Return the cells of a section's last table, without the domain that stands once for all its rows."""
    table = list(of.iter(f"{HTML}table"))[-1]
    found = [
        [text_of(cell) for cell in row if cell.get("scope") != "rowgroup"] for row in table.iter(f"{HTML}tr")
    ]
    return found[1:]


def marks(of: ET.Element, kind: str) -> list[float]:
    """Return where across pictures marks begin, in order."""
    found = [
        one for svg in of.iter(f"{SVG}svg") if svg.get("role") == "img" for one in svg.iter(f"{SVG}path")
    ]
    return [
        float(re.findall(r"-?[\d.]+", one.get("d") or "")[0]) for one in found if one.get("class") == kind
    ]


def test_every_section_is_there_with_pictures_and_a_table() -> None:
    assert [one.get("id") for one in document().iter(f"{HTML}section")] == IDS
    for name in IDS[:-1]:
        pictures = [svg for svg in section(name).iter(f"{SVG}svg") if svg.get("role") == "img"]
        assert len(pictures) == 2, name
        assert len(list(section(name).iter(f"{HTML}table"))) == 1, name


def test_every_figure_of_every_cell_is_in_the_tables() -> None:
    _plan, cells = sweep()
    for name in ("agreed", "near", "rounds", "fair", "ended"):
        assert len(rows(section(name))) == len(cells), name
    for row, cell in zip(rows(section("agreed")), cells, strict=True):
        agents = table_name(cell.agents.split(" | "))
        assert row[:3] == [protocol_name(cell.protocol), agents, told_name(cell.told)]
        share = cell.agreed
        assert row[3] == f"{100 * share.value:.1f} %{100 * share.low:.1f} % to {100 * share.high:.1f} %"
        assert row[5] == "40"
    for row, cell in zip(rows(section("rounds")), cells, strict=True):
        spread = cell.rounds_spread
        assert row[4:] == (["–"] * 5 if spread is None else [
            f"{one:g}" for one in (spread.p5, spread.p25, spread.p50, spread.p75, spread.p95)
        ])  # fmt: skip
    for row, cell in zip(rows(section("ended")), cells, strict=True):
        assert sum(map(int, row[3:])) == 40
        assert int(row[3]) == cell.ended["agreement"]


def test_marks_stand_where_their_figures_are_on_the_scale() -> None:
    _plan, cells = sweep()
    found = marks(section("agreed"), "weight")
    shares = [share for one in cells for share in (one.agreed.value, one.efficiency.value)]
    assert len(found) == len(shares)
    for place in (
        0,
        1,
    ):  # each scale by itself; marks begin at different sides of their middle, but by no more than 6
        ends = sorted(zip(shares[place::2], found[place::2], strict=True))
        span = (ends[-1][1] - ends[0][1]) / (ends[-1][0] - ends[0][0])
        assert all(abs(x - ends[0][1] - span * (share - ends[0][0])) < 13 for share, x in ends)
    # a cell without an agreement has no box and no mark
    assert len(marks(section("rounds"), "median")) == len(cells) - 1
    assert len(marks(section("near"), "weight")) == 2 * (len(cells) - 1)


def test_bars_of_endings_fill_the_whole() -> None:
    widths: dict[str, float] = {}
    for svg in section("ended").iter(f"{SVG}svg"):
        for one in svg.iter(f"{SVG}rect"):
            row = f"{svg.get('id')} {one.get('y')}"
            widths[row] = widths.get(row, 0.0) + float(one.get("width") or 0)
    assert len(widths) == len(sweep()[1])
    assert max(widths.values()) - min(widths.values()) < 0.2
    legend = [text_of(one) for one in section("ended").iter(f"{HTML}li")]
    assert "1 agreement" in legend
    assert len(legend) == 8


def test_what_the_mediator_is_told_stands_from_nothing_to_everything() -> None:
    assert sorted(TOLD, key=told_rank) == [
        "nothing",
        "orders+10",
        "weights(0.3)",
        "weights(0.1)",
        "everything",
    ]
    kinds = ["nothing", "order of options + 10 answers", "weights, at most 0.3 off", "weights, at most 0.1 off", "everything"]  # fmt: skip
    shown = [row[2] for row in rows(section("told"))]
    assert shown == kinds * 4  # two protocols in each of two domains; the others' mediators are told nothing
    answers = [row[-1] for row in rows(section("told"))]
    assert answers == ["0", "4.5", "0", "0", "0"] * 4


def test_a_protocol_looks_the_same_in_every_domain() -> None:
    legends = [
        [(one.get("class"), (shape.get("d") or "")) for one in figure.iter(f"{HTML}li") for shape in one.iter(f"{SVG}path")]
        for figure in section("told").iter(f"{HTML}figcaption")
    ]  # fmt: skip
    assert legends[0] == legends[1]
    assert len({(colour, d) for colour, d in legends[0] if "H" not in d}) == 2


def test_what_a_sweep_has_nothing_of_is_left_out() -> None:
    plan, cells = sweep()
    page = check_page(render_sweep(plan, [cells[1]]))
    assert [one.get("id") for one in page.iter(f"{HTML}section")] == ["agreed", "fair", "ended", "setup"]


def test_more_cells_than_anybody_looks_at_are_counted() -> None:
    _plan, cells = sweep()
    many = Plan((Domain("basin", basin()[0]),), agents=tables([f"timed({n})" for n in range(MOST_CELLS + 3)]))
    page = check_page(render_sweep(many, [cells[0]] * len(many.cells)))
    assert len(rows(section("agreed", page))) == MOST_CELLS
    assert "3 more cells are not shown here; simulate --json gives all." in text_of(section("agreed", page))


@pytest.mark.parametrize("code", ["en", "ar"])
def test_names_of_domains_never_become_markup(code: str) -> None:
    with use(code):
        clean = render_sweep(*sweep())
        page = render_sweep(*sweep("One" + MARKUP, "Two" + MARKUP))
    shown = text_of(check_page(page))
    assert page.count("<script") == clean.count("<script")
    assert "One" + MARKUP in shown
    assert "Two" + MARKUP in shown


def test_the_same_sweep_gives_the_same_page_in_every_language() -> None:
    before = render_sweep(*sweep())
    with use("ar"):
        page = check_page(render_sweep(*sweep()))
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert render_sweep(*sweep()) == before
    # mirrored: names at the right, where lines begin
    names = [
        one for one in section("agreed", page).iter(f"{SVG}text") if one.get("class") == "label phase-name"
    ]
    assert {one.get("x") for one in names} == {"898"}
