"""A picture in the mirror of the mirror is the picture."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reports.charts.mirror import mirrored, path

WIDTH = 900.0
NUMBERS = st.integers(-9000, 9000).map(lambda tenths: tenths / 10)
LENGTHS = st.integers(0, 9000).map(lambda tenths: tenths / 10)
FLAGS = st.sampled_from([0, 1])


@st.composite
def steps(draw: st.DrawFn) -> str:
    letter = draw(st.sampled_from("MLHVCSQTAZmlhvcsqtaz"))
    shape = {"h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "z": 0}.get(letter.lower(), 2)
    if letter in "Aa":
        numbers = [
            draw(LENGTHS),
            draw(LENGTHS),
            draw(NUMBERS),
            draw(FLAGS),
            draw(FLAGS),
            draw(NUMBERS),
            draw(NUMBERS),
        ]
    else:
        numbers = [draw(NUMBERS) for _ in range(shape)]
    return letter + " ".join(f"{one:g}" for one in numbers)


@st.composite
def elements(draw: st.DrawFn) -> str:
    x, y, w = draw(NUMBERS), draw(NUMBERS), draw(LENGTHS)
    kind = draw(st.integers(0, 6))
    if kind == 0:
        return f'<rect class="a" x="{x:g}" y="{y:g}" width="{w:g}" height="3" rx="4"/>'
    if kind == 1:
        return f'<circle cx="{x:g}" cy="{y:g}" r="5"/>'
    if kind == 2:
        return f'<text class="tick end" x="{x:g}" y="{y:g}">M3 4 &lt;{x:g}&gt; <tspan class="b">x="1"</tspan></text>'
    if kind == 3:
        return f'<line x1="{x:g}" x2="{w:g}" y1="{y:g}" y2="3"/>'
    if kind == 4:
        return f'<polyline points="{x:g},{y:g} {w:g},{y:g}"/>'
    if kind == 5:
        return f'<text transform="translate({x:g} {y:g}) rotate({w:g})">word</text>'
    return f'<path d="{"".join(["M1 2", *draw(st.lists(steps(), max_size=6))])}" transform="rotate({w:g} {x:g} {y:g})"/>'


def geometry(picture: str) -> list[float | str]:
    """Read the numbers and everything between them."""
    return [
        round(float(piece), 2) + 0.0 if re.fullmatch(r"-?\d+\.?\d*", piece) else piece.strip(" ,")
        for piece in re.split(r"(-?\d+\.?\d*)", picture)
        if piece.strip(" ,")
    ]


@given(st.lists(elements(), max_size=8).map("\n".join))
def test_twice_mirrored_is_the_picture(picture: str) -> None:
    once = mirrored(picture, WIDTH)
    assert geometry(mirrored(once, WIDTH)) == geometry(picture)
    assert re.sub("<[^>]*>", "", once) == re.sub("<[^>]*>", "", picture)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=9))
def test_every_place_of_a_line_changes_sides(places: list[tuple[float, float]]) -> None:
    data = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    turned = [float(one) for one in re.findall(r"-?[\d.]+", path(data, WIDTH))]
    assert turned == [pytest.approx(one) for x, y in places for one in (WIDTH - x, y)]


def test_a_circle_of_two_arcs_stays_where_its_mirror_image_is() -> None:
    made = path("M95 50a5.0 5.0 0 1 0 10.0 0a5.0 5.0 0 10-10 0z", 400)
    assert made == "M305 50a5 5 0 1 1 -10 0a5 5 0 1 1 10 0z"


def test_a_turned_text_leans_the_other_way_at_the_other_edge() -> None:
    assert mirrored('<text transform="translate(18 250) rotate(-90)">a</text>', 690) == (
        '<text transform="translate(672 250) rotate(90)">a</text>'
    )
    assert mirrored('<rect width="100" height="8"/>', 300) == '<rect width="100" height="8" x="200"/>'
