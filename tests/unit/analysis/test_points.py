"""The points of a frontier read like a tuple, are printed piece by piece, and stand for all where so many are asked for."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import structs

from goodoffices.analysis import points as points_module
from goodoffices.analysis.analyse import analyse_case
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.points import Points
from goodoffices.analysis.representing import represented
from goodoffices.analysis.results import Analysis, Point
from goodoffices.cli.main import run as command_line
from goodoffices.model import Additive, Case, Issue, Option, Party, Table
from goodoffices.reports.page import render_page
from goodoffices.reports.words import at_most
from goodoffices.services import analyse


def shared_out(parties: int, issues: int, options: int) -> Case:
    """Every option divides the same worth among the parties, so that no package dominates another."""
    drawn = np.random.default_rng(7).dirichlet(np.ones(parties), size=(issues, options))
    ids, names = [f"i{n}" for n in range(issues)], [f"ö{n}" for n in range(options)]
    preferences = [
        Additive(
            weights=dict.fromkeys(ids, 1 / issues),
            values={
                one: Table(evaluations=dict(zip(names, drawn[n, :, party].tolist(), strict=True)))
                for n, one in enumerate(ids)
            },
        )
        for party in range(parties)
    ]
    return Case(
        parties=tuple(Party(id=f"p{n}", preferences=one) for n, one in enumerate(preferences)),
        issues=tuple(Issue(id=one, options=tuple(Option(id=name) for name in names)) for one in ids),
    )


@pytest.fixture
def analysis() -> Analysis:
    return analyse_case(shared_out(2, 5, 4))


def points_of(analysis: Analysis) -> Points:
    assert analysis.frontier is not None
    assert isinstance(analysis.frontier.points, Points)
    return analysis.frontier.points


def test_points_read_like_a_tuple(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points_module, "_CHUNK", 100)
    points = points_of(analysis)
    made = tuple(points)
    assert len(made) == len(points) == 1024
    assert isinstance(made[0], Point)
    assert (points[3], points[-1]) == (made[3], made[-1])
    assert points == made
    assert tuple(points[990:]) == made[990:]
    assert points[:-1] != made
    assert tuple(points.take([5, 2])) == (made[5], made[2])
    assert copy.deepcopy(points) == made
    with pytest.raises(IndexError):
        points[1024]
    assert analysis.frontier is not None
    as_tuple = structs.replace(analysis, frontier=structs.replace(analysis.frontier, points=made))
    assert analysis == as_tuple
    assert analysis.to_dict() == as_tuple.to_dict()


@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_in_pieces_is_that_of_the_whole(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch, ascii_only: bool
) -> None:
    monkeypatch.setattr(points_module, "_CHUNK", 100)
    points = points_of(analysis)
    whole = json.dumps(analysis.to_dict()["frontier"]["points"], ensure_ascii=ascii_only)
    assert "".join(points.json(ensure_ascii=ascii_only)) == whole
    assert "".join(points[:0].json()) == "[]"
    odd = Points(np.array([[np.inf, 0.0]]), points.places[:1], [f"i{n}" for n in range(5)], [["o"] * 4] * 5)
    with pytest.raises(ValueError, match="no number"):
        list(odd.json())


def test_the_command_says_how_far_the_points_chosen_stand_for_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, page = tmp_path / "case.json", tmp_path / "page.html"
    case = shared_out(3, 4, 4)
    case.save(path)
    document = run(capsys, str(path), "--points", "20", "--json", "--save", str(page))
    found = analyse(path, points=20)
    assert found.frontier is not None
    assert document["frontier"] == found.to_dict()["frontier"]
    assert document["frontier"]["size"] == 256
    assert document["frontier"]["status"] == "exact"
    chosen = np.array([point["utilities"] for point in document["frontier"]["points"]])
    every = np.array([point.utilities for point in points_of(analyse(path))])
    away = (every[:, None] - chosen[None]).max(axis=2).clip(0).min(axis=1).max()
    assert document["frontier"]["coverage"] == pytest.approx(away)
    assert 0 < away < 0.2
    # each party's best and the solutions are among them
    assert chosen.max(axis=0).tolist() == every.max(axis=0).tolist()
    for solution in document["solutions"].values():
        assert np.abs(chosen - solution["utilities"]).max(axis=1).min() < 1e-9
    assert "20 of 256 packages were chosen to stand for all" in page.read_text("utf-8")
    assert command_line(["analyse", str(path), "--points", "20"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "256 points (exact); 20 chosen to stand for all" in said
    assert f"Every point is, for every party, at most {at_most(away)} above one of those chosen." in said


def run(capsys: pytest.CaptureFixture[str], path: str, *options: str) -> dict[str, Any]:
    assert command_line(["analyse", path, *options]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_all_points_are_given_where_there_are_no_more(analysis: Analysis) -> None:
    assert analysis.frontier is not None
    given = represented(analysis.frontier, analysis.solutions, 5_000)
    assert given == structs.replace(analysis.frontier, coverage=0.0)
    assert analyse_case(shared_out(2, 5, 4)).to_dict()["frontier"].keys() == {"status", "size", "points"}


def test_what_is_kept_gives_way_where_there_is_no_room(analysis: Analysis) -> None:
    assert analysis.frontier is not None
    two, three = (represented(analysis.frontier, analysis.solutions, most) for most in (2, 3))
    ends = analysis.frontier.points[0], analysis.frontier.points[-1]
    assert tuple(two.points) == ends
    assert (three.points[0], three.points[-1]) == ends
    assert two.coverage is not None
    assert three.coverage is not None
    assert two.coverage > three.coverage
    as_tuple = structs.replace(analysis.frontier, points=tuple(analysis.frontier.points))
    assert represented(as_tuple, analysis.solutions, 3) == three


@pytest.mark.parametrize("points", [1, 0, -3, True, 2.5, "many"])
def test_a_number_of_points_that_is_none_is_refused(points: Any) -> None:
    with pytest.raises(AnalysisError, match="say a whole number, 2 or more"):
        analyse(shared_out(2, 2, 2), points=points)


@pytest.mark.parametrize("points", ["1", "two"])
def test_the_command_refuses_it_in_a_sentence(
    points: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.json"
    shared_out(2, 2, 2).save(path)
    assert command_line(["analyse", str(path), "--points", points]) == 2
    said = capfd.readouterr()
    assert points in said.err
    assert "Traceback" not in said.err
    assert not said.out


def test_a_page_draws_some_of_many_points() -> None:
    case = shared_out(2, 6, 4)
    page = render_page(case, analyse(case, points=1_000), None)
    assert "1,000 of 4,096 packages were chosen" in page
    assert "of 1,000 are drawn, spread evenly" in page


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0.000"), (0.0801, "0.081"), (0.08, "0.080"), (0.0000123, "0.000013"), (12.1, "13")],
)
def test_at_most_is_never_less(value: float, said: str) -> None:
    assert at_most(value) == said
