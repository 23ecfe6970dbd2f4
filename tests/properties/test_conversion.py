"""A case written in another tool's format and read back is worth the same to everybody, package by package."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.interchange import convert, load_scenario
from goodoffices.model import (
    Additive,
    Case,
    CaseFileError,
    Condition,
    HyperRectangles,
    IntegerRange,
    Interdependent,
    Issue,
    Party,
)
from goodoffices.model.base import Value
from goodoffices.model.depending import utility_of
from goodoffices.model.possible import can_hold
from goodoffices.model.preferences import Box, Dependent, utility_of_boxes
from tests.brute_force import utilities
from tests.strategies import cases, interdependent_cases

FORMATS = ("genius", "geniusweb", "negmas")


def worth(case: Case) -> dict[str, list[float]]:
    """Every party's utilities for every package, in the order of the issues."""
    return {
        party.id: list(utilities(party.preferences, case.issues))
        for party in case.parties
        if isinstance(party.preferences, Additive)
    }


@pytest.mark.parametrize("name", FORMATS)
@given(case=cases(limited=False))
def test_writing_and_reading_keeps_every_utility(name: str, case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "case.yaml", Path(folder) / "target"
        case.save(source)
        try:
            converted = convert(source, target, to=name)
        except CaseFileError as error:
            assert str(target) in str(error)  # noqa: PT017 - a refusal is one of two right answers
            assert not target.exists()
            return
        assert converted.written
        found = load_scenario(
            target, [f"{party.id}{converted.written[1].suffix}" for party in case.parties]
        ).case
        assert [issue.id for issue in found.issues] == [issue.id for issue in case.issues]
        expected, got = worth(case), worth(found)
        assert list(got) == list(expected)
        for party, values in expected.items():
            assert got[party] == pytest.approx(values, rel=1e-9, abs=1e-9)
        for new, old in zip(found.parties, case.parties, strict=True):
            assert isinstance(new.preferences, Additive)
            assert isinstance(old.preferences, Additive)
            if old.preferences.reservation is not None:
                assert new.preferences.reservation == pytest.approx(old.preferences.reservation)


@pytest.mark.parametrize("name", FORMATS)
@given(case=interdependent_cases(limited=False))
def test_conditional_values_keep_their_worth_or_are_refused(name: str, case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "case.yaml", Path(folder) / "target"
        case.save(source)
        try:
            converted = convert(source, target, to=name)
        except CaseFileError as error:
            assert str(target) in str(error)  # noqa: PT017 - a refusal is one of two right answers
            assert not target.exists()
            return
        assert name == "genius", "the others have nothing that depends on several issues"
        found = load_scenario(target, [f"{party.id}.xml" for party in case.parties]).case
        assert converted.written
        assert_alike(case, found)


def assert_alike(case: Case, found: Case) -> None:
    """Hold that every package is worth the same to everybody."""
    for new, old in zip(found.parties, case.parties, strict=True):
        for package in every(case):
            assert worth_of(new, package, found) == pytest.approx(
                worth_of(old, package, case), rel=1e-9, abs=1e-9
            )


def every(case: Case) -> list[dict[str, Value]]:
    """Return all packages."""
    combinations = itertools.product(*(issue.values for issue in case.issues))
    return [dict(zip(case.issues_by_id, values, strict=True)) for values in combinations]


def worth_of(party: Party, package: dict[str, Value], case: Case) -> float:
    """Return what a package is worth to a party, of whatever kind its exact preferences are."""
    match party.preferences:
        case HyperRectangles() as known:
            return utility_of_boxes(known, package)
        case Additive() | Interdependent() as known:
            return utility_of(known, package, case.issues_by_id)
        case _:
            raise AssertionError(party)


@given(st.data())
def test_bounds_on_whole_numbers_are_boxes_to_genius(data: st.DataObject) -> None:
    issues = {
        name: Issue(id=name, integers=IntegerRange(low=low, high=low + data.draw(st.integers(1, 4))))
        for name, low in (("a", 0), ("b", -2), ("c", 3))
    }
    bounds = st.sampled_from([*issues]).flatmap(
        lambda name: st.builds(
            lambda low, high: Condition(issue=name, at_least=min(low, high), at_most=max(low, high)),
            st.sampled_from(issues[name].values),
            st.sampled_from(issues[name].values),
        )
    )
    boxes = st.lists(bounds, min_size=1, max_size=3).map(lambda parts: Condition(all=tuple(parts)))
    boxes = boxes.filter(lambda box: can_hold(box, issues))
    when = (boxes | boxes.map(lambda box: Condition(not_=box))).filter(lambda one: can_hold(one, issues))
    dependent = st.builds(Dependent, when=when, adds=st.integers(-8, 8).map(lambda n: n / 32))
    parties = tuple(
        Party(
            id=name,
            preferences=Interdependent(
                dependent=tuple(data.draw(st.lists(dependent, min_size=1, max_size=4))), reservation=0.125
            ),
        )
        for name in ("p", "q")
    )
    case = Case(parties=parties, issues=tuple(issues.values()))
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "case.yaml", Path(folder) / "target"
        case.save(source)
        assert not convert(source, target, to="genius").warnings
        found = load_scenario(target, ["p.xml", "q.xml"]).case
    assert_alike(case, found)
    assert {getattr(party.preferences, "reservation", None) for party in found.parties} == {0.125}


@pytest.mark.parametrize("name", FORMATS)
@given(case=cases(limited=False))
def test_a_second_writing_changes_nothing(name: str, case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, first, second = (Path(folder) / one for one in ("case.yaml", "first", "second"))
        case.save(source)
        try:
            convert(source, first, to=name)
        except CaseFileError:
            return
        convert(first, second, to=name)
        assert load_scenario(second).case == load_scenario(first).case


def test_boxes_survive_genius(tmp_path: Path) -> None:
    issues = tuple(Issue(id=name, integers=IntegerRange(low=0, high=9)) for name in ("a", "b"))
    boxes = (
        Box(utility=10.0, within={"a": (1.0, 3.0), "b": (0.0, 9.0)}),
        Box(utility=4.5, outside={"b": (2.0, 5.0)}, weight=0.5),
    )
    parties = tuple(
        Party(
            id=name,
            name=name,
            preferences=HyperRectangles(boxes=boxes, largest=20.0, reservation=0.25, discount=0.9),
        )
        for name in ("p", "q")
    )
    case = Case(title="boxes", parties=parties, issues=issues)
    case.save(tmp_path / "case.yaml")
    convert(tmp_path / "case.yaml", tmp_path / "domain.xml")
    (tmp_path / "case.yaml").unlink()
    assert load_scenario(tmp_path).case == case
    convert(tmp_path / "domain.xml", tmp_path / "again.json")
    assert Case.load(tmp_path / "again.json") == case
