"""Every additive domain of the shared collections, up to a million packages, against looking at every package."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from goodoffices import analyse
from goodoffices.model import Additive, Case, CaseFileError, HyperRectangles
from goodoffices.model.packages import package_at, space_size
from goodoffices.services import open_scenario
from tests import brute_force
from tests.conftest import shared_folder

MOST_PACKAGES = 1_000_000
#: More are for the nightly run.
EACH_RUN = 50_000
TOLERANCE = 1e-9

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """A domain file or folder, its packages, and the profiles at the table (none: all of them)."""

    path: Path
    size: int
    profiles: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "/".join(self.path.parts[-3:]) + ("" if not self.profiles else f"[{'+'.join(self.profiles)}]")


@cache
def tables() -> tuple[Table, ...]:
    """All domains; where more than six profiles belong to one, the first two and the first three of them."""
    root = shared_folder()
    if root is None:
        return ()
    files = sorted((root / "scenarios" / "genius").rglob("*.xml"))
    found = [file for file in files if b"<negotiation_template" in file.read_bytes().replace(b"\0", b"")]
    found += [folder for folder in sorted((root / "scenarios" / "negmas").glob("*/*")) if folder.is_dir()]
    chosen = []
    for path in found:
        try:
            chosen.append(Table(path, size_of(path)))
        except CaseFileError as error:
            if "--profiles" not in str(error):
                raise
            names = sorted(str(error).rsplit("among ", 1)[1].split(", "))
            some = [tuple(names[:number]) for number in (2, 3)]
            chosen += [Table(path, size_of(path, one), one) for one in some]
    return tuple(chosen)


def size_of(path: Path, profiles: tuple[str, ...] = ()) -> int:
    """Return how many packages a domain has."""
    return math.prod(issue.size for issue in open_scenario(path, profiles or None).case.issues)


def marked() -> list[object]:
    """All tables; those whose packages take brute force a minute are for the nightly run."""
    return [
        pytest.param(table, id=str(table), marks=[pytest.mark.nightly] if table.size > EACH_RUN else [])
        for table in tables()
    ]


def utilities_of(case: Case) -> Floats:
    """All utilities, packages × parties, packages in issue order, from the definition and not from our tables."""
    columns = []
    for party in case.parties:
        assert isinstance(party.preferences, Additive)
        total = np.zeros(1) + party.preferences.bias
        for issue in case.issues:
            one = brute_force.contributions(party.preferences, issue)
            total = (total[:, None] + np.array(one)[None, :]).ravel()
        columns.append(np.minimum(total, 1.0) if party.preferences.convention == "genius" else total)
    return np.stack(columns, axis=1)


def frontier_of(utilities: Floats) -> Floats:
    """The distinct non-dominated rows, sorted; equal up to rounding counts as equal."""
    rows = np.unique(np.round(utilities, 11), axis=0)
    rows = rows[np.argsort(-rows.sum(axis=1), kind="stable")]  # only a row of a larger sum can dominate
    place = 0
    while place < len(rows):
        worse = (rows <= rows[place] + TOLERANCE).all(axis=1)
        worse[: place + 1] = False
        rows = rows[~worse]
        place += 1
    ordered: Floats = rows[np.lexsort(rows.T[::-1])]
    return ordered


def best_row(scores: Floats, gains: Floats, rows: NDArray[np.intp]) -> int:
    """The first row of the best score, ties by sorted gains."""
    top = scores[rows].max()
    rows = rows[scores[rows] >= top - TOLERANCE * max(abs(top), 1e-300)]
    ordered = np.sort(gains[rows], axis=1)
    for rank in range(gains.shape[1]):
        keep = ordered[:, rank] >= ordered[:, rank].max() - TOLERANCE
        rows, ordered = rows[keep], ordered[keep]
    return int(rows[0])


@pytest.mark.parametrize("table", marked() or [None], ids=str)
def test_a_real_domain_is_analysed_as_by_brute_force(table: Table | None, shared: Path) -> None:
    assert table is not None, f"no domains under {shared}"
    case = open_scenario(table.path, table.profiles or None).case
    if not all(isinstance(party.preferences, Additive) for party in case.parties):
        if any(isinstance(party.preferences, HyperRectangles) for party in case.parties):
            return  # `test_hard_domains` looks at these
        analysis = analyse(case)
        assert analysis.frontier is None
        assert analysis.notes
        return
    if space_size(case.issues) > MOST_PACKAGES:
        pytest.skip("more than a million packages: too many to look at one by one")
    analysis = analyse(case)
    utilities = utilities_of(case)
    assert analysis.packages == len(utilities)
    expected = frontier_of(utilities)
    assert analysis.frontier is not None
    assert analysis.frontier.status == "exact"
    found = np.array([point.utilities for point in analysis.frontier.points])
    assert (np.diff(found[:, 0]) >= 0).all()
    found = found[np.lexsort(np.round(found, 11).T[::-1])]  # as expected is: equal up to rounding is equal
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)
    stated = [p.preferences.reservation for p in case.parties if isinstance(p.preferences, Additive)]
    reservations = np.array(
        [low if value is None else value for value, low in zip(stated, utilities.min(axis=0), strict=True)]
    )
    gains = utilities - reservations
    zone = np.flatnonzero((gains >= -TOLERANCE).all(axis=1))
    assert analysis.zone is not None
    assert analysis.zone.packages == len(zone)
    everywhere = np.arange(len(utilities))
    expected_rows: dict[str, int | None] = dict.fromkeys(analysis.solutions)
    expected_rows["utilitarian"] = best_row(utilities.sum(axis=1), gains, everywhere)
    if len(zone):
        gained = np.maximum(gains, 0)
        expected_rows["nash"] = best_row(gained.prod(axis=1), gained, zone)
        expected_rows["egalitarian"] = best_row(gained.min(axis=1), gained, zone)
        largest = gained[zone].max(axis=0)
        if (largest > TOLERANCE).all():
            expected_rows["kalai_smorodinsky"] = best_row((gained / largest).min(axis=1), gained, zone)
    places = list(itertools.product(*(range(issue.size) for issue in case.issues)))
    for name, row in expected_rows.items():
        solution = analysis.solutions[name]
        assert (solution is None) == (row is None), name
        if solution is not None and row is not None:
            np.testing.assert_allclose(solution.utilities, utilities[row], rtol=1e-9, atol=1e-9)
            assert solution.package == package_at(places[row], case.issues), name
