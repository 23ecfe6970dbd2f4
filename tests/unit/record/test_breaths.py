"""Moves told in one breath, estimates set against figures, and stands whose own words do not name the issue."""

from __future__ import annotations

import pytest

from goodoffices.record.results import ReadConflict, Reading
from goodoffices.services.reading import ReaderName, read
from tests.unit.record.samples import frame

HEAD = "KELMOUTH, March 4, 2031 (Meridian) - "
READERS: tuple[ReaderName, ...] = ("trained", "rules")


def reading(text: str, reader: ReaderName) -> Reading:
    return read(f"Quay talks resume\n\n{HEAD}{text}\n", case=frame(), reader=reader)


def conflicts(text: str, reader: ReaderName, kind: str) -> list[ReadConflict]:
    return [one for one in reading(text, reader).conflicts if one.kind == kind]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "The union has lowered its demand for a wage rise from 9 to 7 percent, a union official said.",
        "The company has dropped its objection to a wage rise, a union official said.",
        "The union offered to take a wage rise of 5 percent instead of 9, a union official told Reuters.",
    ],
)
def test_a_move_told_in_one_breath_is_a_position_conflict(text: str, reader: ReaderName) -> None:
    (move,) = conflicts(text, reader, "position")
    assert move.about.endswith("on pay")


@pytest.mark.parametrize("reader", READERS)
def test_going_back_to_an_earlier_stand_that_is_not_told_is_no_conflict(reader: ReaderName) -> None:
    assert not conflicts(
        "The union has returned to its original demands for a wage rise.", reader, "position"
    )


@pytest.mark.parametrize("reader", READERS)
def test_an_estimate_is_set_against_the_figure_before_it(reader: ReaderName) -> None:
    text = "Organisers said 3,000 people came to the rally. Police put the crowd at some 1,200."
    (clash,) = conflicts(text, reader, "figure")
    assert clash.why == "Organisers: 3,000 people; Police: about 1,200 people"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text",
    [
        # The same number, the same source, another thing.
        "Organisers said 3,000 people came to the rally. Police put the crowd at 3,000.",
        "Police said 3,000 people came to the rally. Last month they put the crowd at 1,200.",
        "Organisers said 3,000 people hold tickets. Police put the cost at 1,200 dollars.",
    ],
)
def test_what_is_no_estimate_of_the_same_thing_is_no_conflict(text: str, reader: ReaderName) -> None:
    assert not conflicts(text, reader, "figure")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "The union has demanded 9 percent, a union official said.",
        "On the wage rise the sides are far apart. The union has demanded nine.",
        "The union, which walked out in May, is demanding a wage rise of 9 percent, Reuters reported.",
    ],
)
def test_a_stand_finds_its_issue_by_unit_or_by_what_was_spoken_of(text: str, reader: ReaderName) -> None:
    stands = {(one.party, one.issue, one.stand) for one in reading(text, reader).positions}
    assert ("union", "pay", "demands") in stands
