"""Reading measured: annotated news, our own annotated talks, the report the product starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import reading, talks
from goodoffices import Case
from goodoffices.services.reading import ReaderName, read
from goodoffices.services.recording import add_reading

ROOT = Path(__file__).parents[2]
PEOPLE = [
    (report, name)
    for talk in talks.talks()
    for report in talks.reports(talk)
    for name in ("a", "b")
    if (talk / name / f"{report.stem}.yaml").is_file()
]


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.nightly)])
def test_attributions_are_good_more_often_than_the_floor(shared: Path, every: int) -> None:
    got = reading.attribution("trained", every=every)
    assert got["f1"] >= 72, f"good F1 {got['f1']:.1f} on {shared.name}'s development articles"


@pytest.mark.parametrize(
    ("reader", "floors"),
    [
        pytest.param("trained", {"statements": 80, "chain": 79, "named": 87, "party": 78, "date": 84, "act": 72, "figures": 70, "positions": 43, "conflicts": 46}, marks=pytest.mark.nightly),
        ("rules", {"statements": 69, "chain": 66, "named": 77, "party": 69, "date": 79, "act": 70, "figures": 68, "positions": 37, "conflicts": 41}),
    ],
)  # fmt: skip
def test_our_own_talks_are_read_about_as_people_read_them(
    reader: ReaderName, floors: dict[str, float]
) -> None:
    tally = reading.own_talks(reader)
    for kind, floor in floors.items():
        assert tally.f1(kind) >= floor, f"{kind}: {tally.f1(kind):.1f}"


@pytest.mark.parametrize(
    ("report", "name"), PEOPLE, ids=lambda value: value.stem if isinstance(value, Path) else value
)
def test_annotations_are_in_the_text_and_the_frame(report: Path, name: str) -> None:
    found = talks.annotated(report, name)
    assert found is not None
    case = talks.frame(report.parent)
    known = {one.id for one in case.parties} | {one.id for one in case.mediators}
    assert found.statements
    assert {one.party for one in found.statements} <= known | {None}
    assert {issue for _, issue, _ in found.positions} <= set(case.issues_by_id)


def test_every_report_is_annotated_twice() -> None:
    reports = {report for report, _ in PEOPLE}
    assert len(reports) >= 16
    assert len({report.parent for report in reports}) >= 5
    for report in reports:
        first, second = (talks.annotated(report, name) for name in ("a", "b"))
        assert first is not None
        assert second is not None
        assert first != second


def test_the_seed_fills_the_matrix_of_the_frame_with_its_two_conflicts(shared: Path) -> None:
    frame, by_hand = (Case.load(ROOT / "examples" / name) for name in ("cairo-2024-frame", "cairo-2024"))
    grown, _ = add_reading(frame, read(shared / "seed" / "report.txt", case=frame))
    cells = [{(one.party, one.issue) for one in case.positions} for case in (by_hand, grown)]
    assert len(cells[0] & cells[1]) >= len(cells[0]) - 1
    assert len(cells[1] - cells[0]) <= 2
    stands = [{(one.party, one.issue, one.stand) for one in case.positions} for case in (by_hand, grown)]
    assert len(stands[0] & stands[1]) >= 0.8 * len(stands[0])
    assert sorted(one.kind for one in grown.conflicts) == ["denial", "figure"]
    known = grown.statements_by_id
    figure = next(one for one in grown.conflicts if one.kind == "figure")
    assert {f.value for name in figure.statements for f in known[name].figures} >= {700, 800}
