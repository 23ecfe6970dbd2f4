"""The page of a rehearsal: no share without its ranges, every input named, proof against names, in each language."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec import structs

from goodoffices.language import use
from goodoffices.model import Case, Condition, IntegerRange, Issue, Party, RedLine
from goodoffices.model.parties import DecisionBody, Member, Question, Rule, Stance
from goodoffices.model.preferences import Additive, Linear
from goodoffices.model.record import Source, Statement
from goodoffices.reports.charts.hinges import End, Hinge, hinges
from goodoffices.reports.rehearsal import render_rehearsal
from goodoffices.reports.sections.rehearsals.base import percent, written
from goodoffices.services.rehearsing import Rehearsal, rehearse
from goodoffices.simulation.rehearsing.results import Odds
from tests.unit.reports.page_rules import HTML, SVG, check_page, text_of
from tests.unit.reports.samples import MARKUP

IDS = ["rehearsed", "endings", "answers", "hinges", "later", "inputs", "record"]
SHARE = re.compile(r"\d %")


def dispute(name: str = "Tenant") -> Case:
    """Return a rent of which one side has a red line with a source, and the other a vote at home."""
    rent = Issue(id="rent", title="Rent", integers=IntegerRange(low=0, high=10), unit="crowns")
    repairs = Issue(id="repairs", title="Repairs", integers=IntegerRange(low=0, high=4))
    owner = Additive(weights={"rent": 0.6, "repairs": 0.4}, values={"rent": Linear(slope=0.1), "repairs": Linear(offset=1, slope=-0.25)}, reservation=0.2, ranges={"rent": (0.4, 0.8), "repairs": (0.2, 0.6)}, assumption=f"Guessed by {name}.")  # fmt: skip
    tenant = Additive(weights={"rent": 0.5, "repairs": 0.5}, values={"rent": Linear(offset=1, slope=-0.1), "repairs": Linear(slope=0.25)}, reservation=0.2)  # fmt: skip
    vote = Question(id="pay", text=f"May {name} pay six?", package={"rent": 6}, stances=(Stance(member="m1", stance="undecided", chance=(0.2, 0.9)),))  # fmt: skip
    return Case(
        title=f"Rent of {name}",
        parties=(Party(id="owner", name="Owner", preferences=owner), Party(id="tenant", name=name, preferences=tenant)),
        issues=(rent, repairs),
        sources=(Source(id="paper", title="A paper"),),
        statements=(
            Statement(id="s1", source="paper", content=f"Never below seven, {name}.", speaker="Owner", speaker_named=True, act="demands", said_on=None),
            Statement(id="s2", source="paper", content="Nothing to do with it.", speaker="Owner", speaker_named=True, act="demands", said_on=None),
        ),
        red_lines=(RedLine(party="owner", name="seven", requires=Condition(issue="rent", at_least=7), statements=("s1",)),),
        decision_bodies=(DecisionBody(id="board", party="tenant", name="Board", rule=Rule(kind="majority"), members=(Member(id="m1", name=f"Member of {name}"),), questions=(vote,)),),
    )  # fmt: skip


@cache
def rehearsed(name: str = "Tenant") -> Rehearsal:
    return rehearse(dispute(name), {"rent": 6, "repairs": 2}, draws=300, plays=10)


@cache
def document() -> ET.Element:
    return check_page(render_rehearsal(dispute(), rehearsed()))


def section(name: str) -> ET.Element:
    return next(one for one in document().iter(f"{HTML}section") if one.get("id") == name)


def rows(name: str) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in section(name).iter(f"{HTML}tr")]


def test_every_section_is_there_and_it_is_called_no_forecast() -> None:
    assert [one.get("id") for one in document().iter(f"{HTML}section")] == IDS
    assert "Nothing here is a forecast." in text_of(section("rehearsed"))
    assert "all accept in so many of the draws" in text_of(document())


def test_no_share_stands_without_its_range() -> None:
    for name in ("endings", "answers", "later"):
        for row in rows(name):
            shares = [cell for cell in row if SHARE.search(cell) and "95 %" not in cell]
            # a share and its range by chance at least; both ranges where inputs were moved
            assert len(shares) != 1, (name, row)
    for row in rows("hinges")[1:]:
        assert "±" in row[2]
        assert all(" to " in cell or cell.endswith("exact") or "0 %0 %" in cell for cell in row[3:5]), row


def test_all_that_was_found_is_in_the_tables() -> None:
    found = rehearsed()
    assert len(rows("endings")) == 1 + len(found.endings) + 2
    assert len(rows("answers")) == 1 + sum(1 + len(one.reasons) for one in found.answers)
    says = [row[1] for row in rows("hinges") if len(row) == 5 and row[0] != "Party"]
    parts = "a part of what the package is worth to it"
    assert [one.removesuffix(parts) for one in says] == [one.says for one in found.sensitivity]
    assert {row[1] for row in rows("inputs")} - {"Input"} == {one.says for one in found.inputs}


def test_inputs_lead_to_the_statements_behind_them_and_these_alone_are_there() -> None:
    line = next(row for row in section("inputs").iter(f"{HTML}tr") if "keeps to" in text_of(row))
    assert [one.get("href") for one in line.iter(f"{HTML}a")] == ["#statement-1"]
    record = text_of(section("record"))
    assert "Never below seven" in record
    assert "Nothing to do with it" not in record


def test_a_package_that_all_accept_or_refuse_hangs_on_nothing_that_can_be_seen() -> None:
    found = rehearse(dispute(), {"rent": 0, "repairs": 4}, draws=100, plays=2, firm=(1.0, 1.0))
    assert not found.sensitivity
    page = text_of(check_page(render_rehearsal(dispute(), found)))
    assert "Nothing can be seen of what it hangs on" in page
    assert "0 % exact" in page


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_every_language_and_hostile_names(language: str) -> None:
    with use(language):
        page = render_rehearsal(dispute(MARKUP), rehearsed(MARKUP))
        pictures = [one for one in check_page(page).iter(f"{SVG}svg") if one.get("role") == "img"]
    assert len(pictures) == 2
    assert MARKUP not in page


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (0.0, "0 %"), (1.0, "100 %"), (0.5, "50 %"), (0.0995, "10 %"), (0.0123, "1.2 %"), (0.00056, "0.06 %"),
        (0.000_01, "under 0.01 %"), (0.999_95, "over 99.9 %"), (0.985, "98.5 %"),
    ],
)  # fmt: skip
def test_what_does_not_reach_an_end_is_not_written_as_if_it_did(share: float, says: str) -> None:
    assert percent(share) == says


def test_a_share_is_written_with_its_ranges() -> None:
    odds = Odds(share=0.25, n=100, sampling=(0.2, 0.3), inputs=(0.0, 1.0))
    assert written(odds) == type(written(odds))("25 %", "20 % to 30 %", "0 % to 100 %")
    exact = written(structs.replace(odds, status="exact", inputs=None))
    assert (exact.chance, exact.inputs) == ("exact", "–")


def test_hinges_are_drawn_to_scale() -> None:
    end: Any = lambda value: End(value, value - 1, value + 1)  # noqa: E731 - three numbers from one
    made = hinges([Hinge("A", "what it is", "party-1", end(10), end(40))], end(20), "{number} %")
    assert made is not None
    (row,) = made.rows
    assert row.low.value < made.now.value < row.high.value
    # thirty per cent are three times the ten that lie between the low end and all as drawn
    assert row.high.value - row.low.value == pytest.approx(3 * (made.now.value - row.low.value))
    assert row.width == pytest.approx(row.high.value - row.low.value)
    assert row.high.high - row.high.low == pytest.approx(row.width / 15)
    assert hinges([], end(20), "{number} %") is None
