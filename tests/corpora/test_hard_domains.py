"""The domains whose preferences are hyper-rectangles: 10^10 to 10^40 packages, analysed exactly."""

from __future__ import annotations

import random
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from numpy.typing import NDArray

from goodoffices import analyse, deadlock
from goodoffices.model import Case
from goodoffices.services import open_scenario
from tests.conftest import shared_folder

Floats = NDArray[np.float64]

#: `pareto.xml` holds figures of single precision.
SINGLE = 1e-6


def folders() -> list[Path]:
    """Folders with a profile of hyper-rectangles."""
    root = shared_folder()
    if root is None:
        return []
    files = sorted((root / "scenarios" / "genius").rglob("*.xml"))
    return sorted({file.parent for file in files if b"<hyperRectangle" in file.read_bytes()})


def utility(profile: Path, places: list[int]) -> float:
    """What a package is worth, from the profile itself: the issue with index n takes the n-th value."""
    text = profile.read_text(encoding="utf-8")
    # some begin with a comment before the declaration, which no parser takes
    found = ET.fromstring(text[text.index("<utility_space") :]).find("./objective/utility")  # noqa: S314 - known files
    assert found is not None
    total = 0.0
    for box in found.iter("hyperRectangle"):

        def inside(kind: str, box: ET.Element = box) -> bool:
            return all(
                int(one.get("min", "")) <= places[int(one.get("index", "")) - 1] <= int(one.get("max", ""))
                for one in box.findall(kind)
            )

        counts = not inside("EXCLUDES") if box.findall("EXCLUDES") else inside("INCLUDES")
        total += float(box.get("utility", "")) if counts else 0.0
    return min(1.0, total / float(found.get("maxutility", "")))


def profiles_of(folder: Path, case: Case) -> list[Path]:
    return [folder / f"{party.id}.xml" for party in case.parties]


@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.nightly] if one.name.startswith("50") else [])
        for one in folders()
    ]
    or [None],
)
def test_a_hard_domain_is_analysed_exactly(folder: Path | None, shared: Path) -> None:
    assert folder is not None, f"no domains of hyper-rectangles under {shared}"
    case = open_scenario(folder).case
    analysis = analyse(case)
    assert analysis.frontier is not None
    assert analysis.frontier.status == "exact"
    points = np.array([point.utilities for point in analysis.frontier.points])
    for point in analysis.frontier.points:
        places = [int(value) for value in point.package.values()]
        for profile, worth in zip(profiles_of(folder, case), point.utilities, strict=True):
            assert utility(profile, places) == pytest.approx(worth, abs=1e-12)
    assert all(one is not None and one.status == "exact" for one in analysis.solutions.values())

    lines = (folder / "pareto.xml").read_text(encoding="utf-8").split("\n")
    own = np.array([[float(one) for one in line.split(",")] for line in lines if "," in line])
    assert len(own)
    for one in own:
        assert (points >= one - SINGLE).all(axis=1).any(), one

    draw = random.Random(0)  # noqa: S311 - packages, not keys
    for _ in range(200):
        places = [draw.randrange(issue.size) for issue in case.issues]
        worths = [utility(profile, places) for profile in profiles_of(folder, case)]
        assert (points >= np.array(worths) - 1e-9).all(axis=1).any()
    assert not deadlock(case).deadlocked


def test_a_budget_ends_the_search_and_says_how_far_off_it_can_be(shared: Path) -> None:
    folder = shared / "scenarios" / "genius" / "anac" / "y2014" / "50issuesDiscountedwithRV"
    analysis = analyse(folder, budget=1.5)
    if analysis.frontier is None:  # the machine is busy
        assert "larger budget" in " ".join(analysis.notes)
        return
    assert analysis.frontier.status == "bounded"
    assert analysis.frontier.bound is not None
    assert 0 < analysis.frontier.bound < 1
    assert "the budget was spent" in " ".join(analysis.notes)
