"""What is measured: real domains of the field's collections, and invented ones whose sides want the opposite."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from goodoffices.analysis.space import Values, space_of
from goodoffices.model import Additive, Case, CaseFileError, Issue, Option, Party, Table
from goodoffices.model.packages import space_size
from goodoffices.services import open_scenario

ROOT = Path(__file__).resolve().parents[1]

Shape = Literal["linear", "integer weights", "sorted"]
SHAPES: tuple[Shape, ...] = ("linear", "integer weights", "sorted")

#: Parties, issues, values of each issue.
SIZES = (
    (2, 3, 4), (2, 4, 5), (2, 5, 5), (2, 4, 10), (2, 5, 10), (2, 6, 10), (2, 10, 10), (2, 20, 10), (2, 50, 10),
    (3, 4, 5), (3, 5, 10), (3, 10, 10),
)  # fmt: skip


@dataclass(frozen=True)
class Domain:
    """A loaded case and where it comes from."""

    name: str
    kind: Literal["real", "opposed"]
    case: Case

    @property
    def packages(self) -> int:
        """How many packages the whole space has."""
        return space_size(self.case.issues)

    @property
    def values(self) -> Values:
        """The utilities both sides compute with."""
        return space_of(self.case).values


def shared() -> Path:
    """Return the folder with the collections: what `GOODOFFICES_SHARED` names, else `shared` beside the repository."""
    return Path(os.environ.get("GOODOFFICES_SHARED") or ROOT.parent / "shared")


def real_paths() -> list[Path]:
    """Return every GENIUS domain file and NegMAS folder of the collections."""
    genius = sorted((shared() / "scenarios" / "genius").rglob("*.xml"))
    found = [file for file in genius if b"<negotiation_template" in file.read_bytes().replace(b"\0", b"")]
    return found + [path for path in sorted((shared() / "scenarios" / "negmas").glob("*/*")) if path.is_dir()]


def real_domains(only: str = "") -> Iterator[Domain]:
    """Load the real domains whose parties all have additive preferences.

    Of more than six profiles that belong to a domain the first two are taken.
    """
    for path in real_paths():
        name = "/".join(path.relative_to(shared() / "scenarios").parts)
        if only.lower() not in name.lower():
            continue
        try:
            case = open_scenario(path).case
        except CaseFileError as error:
            if "--profiles" not in str(error):
                raise
            profiles = sorted(str(error).rsplit("among ", 1)[1].split(", "))
            case = open_scenario(path, profiles[:2]).case
        if all(isinstance(party.preferences, Additive) for party in case.parties):
            yield Domain(name, "real", case)


def opposed_domains(only: str = "") -> Iterator[Domain]:
    """Invent the opposed domains, the same every time."""
    for shape in SHAPES:
        for parties, issues, values in SIZES:
            name = f"{parties} parties, {issues}×{values}, {shape}"
            if only.lower() in name.lower():
                yield Domain(name, "opposed", opposed(parties, issues, values, shape))


def opposed(parties: int, issues: int, values: int, shape: Shape) -> Case:
    """Return a case in which, at every issue, what is better for the first party is worse for the second.

    Further parties like the middle or an end at random, so that no two of them agree everywhere.
    """
    dice = np.random.default_rng([parties, issues, values, SHAPES.index(shape)])
    ids = [f"i{number}" for number in range(issues)]
    options = [f"v{place}" for place in range(values)]
    rising = np.linspace(0.0, 1.0, values)
    preferences = []
    for party in range(parties):
        if shape == "integer weights":
            weights = dice.integers(1, 11, issues).astype(float)
        else:
            weights = dice.dirichlet(np.ones(issues))
        tables = {}
        for issue in ids:
            worth = np.sort(dice.random(values)) if shape == "sorted" else rising
            if party > 1:
                worth = dice.permutation(worth)
            tables[issue] = Table(
                evaluations=dict(zip(options, (worth[::-1] if party == 1 else worth).tolist(), strict=True))
            )
        preferences.append(Additive(weights=dict(zip(ids, weights.tolist(), strict=True)), values=tables))
    return Case(
        title=f"{parties} parties, {issues} issues of {values} values, {shape}",
        parties=tuple(
            Party(id=f"p{number}", name=f"p{number}", preferences=one)
            for number, one in enumerate(preferences)
        ),
        issues=tuple(
            Issue(id=issue, options=tuple(Option(id=option) for option in options)) for issue in ids
        ),
    )
