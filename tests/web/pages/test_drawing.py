"""The picture of a frontier of very many packages shows what drawing each of them would."""

from __future__ import annotations

import math

import numpy as np
import pytest

from goodoffices.analysis.points import Points
from goodoffices.analysis.results import Analysis, Frontier, Point
from goodoffices.language import use
from goodoffices.web.analysis import drawing
from goodoffices.web.analysis.drawing import Drawn, drawn
from tests.web.pages.test_analysis import covered

MANY = 120_000


def analysis_of(utilities: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Analysis:
    """Return an analysis whose frontier has these points, each with a package of its own."""
    places = np.stack(np.divmod(np.arange(len(utilities), dtype=np.int32), 1_000), axis=1)
    values = [[str(number) for number in range(1_000)]] * 2
    points = Points(utilities, places, ("tens", "ones"), values)
    parties = tuple("abcdef"[: utilities.shape[1]])
    return Analysis(
        parties=parties, issues=2, packages=10**6, feasible=10**6, reservations=dict.fromkeys(parties, 0.0),
        zone=None, frontier=Frontier(status="exact", size=len(points), points=points), solutions={}, notes=(), seconds={},
    )  # fmt: skip


def picture_of(analysis: Analysis) -> Drawn:
    """Return the picture, in a language that runs from the left."""
    with use("en"):
        return drawn(analysis, ())


def test_of_two_parties_every_place_is_shown() -> None:
    angles = np.sort(np.random.default_rng(7).uniform(0, math.pi / 2, MANY))
    analysis = analysis_of(np.stack([np.sin(angles), np.cos(angles)], axis=1))
    assert analysis.frontier is not None
    picture = picture_of(analysis)
    assert picture.plane is not None
    shown = set(picture.plane.points)
    assert len(shown) < 3_000
    for utilities in analysis.frontier.points.utilities[::53].tolist():  # type: ignore[attr-defined]  # they are Points
        x, y = picture.places(utilities)[0]
        around = [(round(2 * x + i) / 2, round(2 * y + j) / 2) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        assert shown.intersection(around)


def test_of_three_parties_every_line_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    made = np.abs(np.random.default_rng(7).normal(size=(MANY // 4, 3)))
    utilities = made / np.linalg.norm(made, axis=1, keepdims=True)
    analysis = analysis_of(utilities)
    picture = picture_of(analysis)
    passed = covered(picture.covered[0])
    for one in utilities[::251].tolist():
        for (x1, y1), (x2, y2) in zip(p := picture.places(one), p[1:], strict=False):
            for x in range(round(x1), round(x2)):
                y = round(y1 + (y2 - y1) * (x - x1) / (x2 - x1))
                assert passed.intersection((x, y + near) for near in (-1, 0, 1))
    # nothing is shown where drawing all would show nothing
    monkeypatch.setattr(drawing, "MOST_LAID", MANY)
    whole = covered(picture_of(analysis).covered[0])
    assert all(whole.intersection((x, y + near) for near in (-1, 0, 1)) for x, y in passed)
    assert len({pair.cells for pair in picture.pairs}) == len(picture.pairs) == 3


def test_a_package_is_found_and_a_place_picks_the_nearest() -> None:
    angles = np.linspace(0, math.pi / 2, MANY)
    analysis = analysis_of(np.stack([np.sin(angles), np.cos(angles)], axis=1))
    assert analysis.frontier is not None
    points = analysis.frontier.points
    assert isinstance(points, Points)
    assert points.find({"tens": "77", "ones": "123"}) == 77_123
    assert points.find({"ones": "123", "tens": "77"}) == 77_123
    for none in (
        {"tens": "77"},
        {"tens": "77", "ones": "x"},
        {"tens": "77", "one": "123"},
        {"tens": "999", "ones": "0"},
    ):
        assert points.find(none) is None
    picture = picture_of(analysis)
    for number in (0, 40_000, MANY - 1):
        place = picture.places(points[number].utilities)[0]
        with use("en"):
            assert abs(picture.nearest(place, points) - number) <= 1
    assert points[77_123] == Point(utilities=points[77_123].utilities, package={"tens": "77", "ones": "123"})
