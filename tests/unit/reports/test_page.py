"""The page as a whole: sound HTML, the same every time, complete in itself."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from typing import Any

import msgspec
import pytest

from goodoffices.model import Case
from goodoffices.reports import render_page
from tests.unit.reports.page_rules import HTML, check_page, text_of
from tests.unit.reports.samples import Sample, basin, harbour

EMPTY = (Case(), None, None)
RECORD_ONLY = (harbour()[0], None, None)


@pytest.mark.parametrize(
    "sample", [harbour(), basin(), EMPTY, RECORD_ONLY], ids=["two", "three", "empty", "record"]
)
def test_every_page_is_sound(sample: Sample) -> None:
    check_page(render_page(*sample))


def test_same_input_same_page() -> None:
    assert render_page(*harbour()) == render_page(*harbour())


def test_every_section_with_something_to_show_is_there_and_in_the_contents() -> None:
    document = check_page(render_page(*harbour()))
    headings = [text_of(heading) for heading in document.iter(f"{HTML}h2")][:-1]
    assert headings == [
        "What blocks agreement, and what would open it", "What is possible: the frontier", "Solutions, side by side",
        "Where the parties stand", "Where the record conflicts", "The record", "Timeline", "Who decides at home",
        "Rounds, delegations and mandates", "Without an agreement", "Phases and obligations", "Counts",
        "Counted over time", "Briefings",
        "Red lines and constraints", "Preferences and assumptions", "Notes of the analysis",
    ]  # fmt: skip
    contents = next(nav for nav in document.iter(f"{HTML}nav"))
    assert [text_of(link) for link in contents.iter(f"{HTML}a")] == headings


def test_a_section_with_nothing_to_show_is_left_out() -> None:
    document = check_page(render_page(*EMPTY))
    assert [text_of(heading) for heading in document.iter(f"{HTML}h2")] == ["How to read the status words"]


def test_the_title_may_be_given() -> None:
    document = check_page(render_page(*basin(), title="For the minister"))
    assert text_of(next(document.iter(f"{HTML}h1"))) == "For the minister"


def test_all_text_of_the_case_is_on_the_page() -> None:
    case = harbour()[0]
    shown = text_of(check_page(render_page(*harbour())))
    for statement in case.statements:
        assert statement.content in shown
    for event in case.timeline:
        assert event.title in shown
    assert "10–13 May 2024" in shown, "a range stands as a range"
    assert "Nine crews are on leave." in shown
    for words in (
        "2 months of pay for each: container berths", "1 months of pay for every 3: other one", "After: suspends its ballots",
        "Verified by: The auditor", "Disputes: To the office.", "no longer owed: suspends its ballots", "The city",
        "To the labour court.", "30 to 40",
    ):  # fmt: skip
        assert words in shown.replace("\u2068", "").replace("\u2069", ""), words


def test_the_policy_allows_this_style_and_this_script_only() -> None:
    page = render_page(*harbour())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    said = policy[1].replace("&#39;", "'")
    assert said.startswith("default-src 'none';")
    for name, element in (("style-src", "style"), ("script-src", "script")):
        content = re.search(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in said
    assert "unsafe" not in said


def test_the_data_block_is_json_and_matches_the_picture() -> None:
    data = data_of(render_page(*harbour()))
    assert data["parties"] == ["Dockers' Union", "Port Company"]
    assert len(data["points"]) == 4
    assert [data["labels"][i][label] for i, label in enumerate(data["points"][1]["p"])] == [
        "2 %",
        "39 hours",
        "Ends",
    ]
    assert list(data["marks"]) == ["utilitarian", "way-1", "way-2"]


def test_ten_thousand_points_are_thinned_and_it_is_said() -> None:
    start = time.perf_counter()
    page = render_page(*basin(10_000))
    assert time.perf_counter() - start < 5
    document = check_page(page)
    shown = text_of(document)
    assert "of 10,000 are drawn, spread evenly" in shown
    assert "the first 200 of 10,000 packages" in shown
    assert len(page) < 1_000_000
    assert len(data_of(page)["points"]) <= 250


def test_ten_thousand_points_of_two_parties_are_thinned_too() -> None:
    case, analysis, _ = basin(10_000)
    assert analysis is not None
    assert analysis.frontier is not None
    flat = [msgspec.structs.replace(p, utilities=p.utilities[:2]) for p in analysis.frontier.points]
    frontier = msgspec.structs.replace(analysis.frontier, points=tuple(flat))
    solutions = {
        name: msgspec.structs.replace(found, utilities=found.utilities[:2])
        for name, found in analysis.solutions.items()
        if found is not None
    }
    two = msgspec.structs.replace(analysis, parties=("up", "mid"), frontier=frontier, solutions=solutions)
    page = render_page(case, two, None)
    check_page(page)
    assert "600 of 10,000 are drawn" in page


def data_of(page: str) -> dict[str, Any]:
    block = re.search(r'<script type="application/json" id="frontier-data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    data: dict[str, Any] = json.loads(block[1])
    return data
