"""What a language model is told before it is asked anything: what its own side knows, in words, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from goodoffices.model.issues import Issue
from goodoffices.simulation.sheet import Floats, Numbers, Sheet

#: So many packages are written out at most; where more are acceptable, some at even steps from the best to the least.
_ALL: Final = 40
_SOME: Final = 15

#: So many values of one issue are written out at most; of more, some at even steps.
_VALUES: Final = 25

#: From so many packages it is found out what each option adds, in so many passes at most.
_ROWS: Final = 20_000
_PASSES: Final = 300

#: What differs by less, as a share of all that can differ, is the same.
_SAME: Final = 1e-6


_TASK: Final = (
    "You negotiate for one side in talks that are simulated. Reach an agreement that is worth as much to your side as "
    "the other sides will accept. What you know is written here; of what the others want you know what they say. "
    "Answer each question with one JSON object in the shape that the question gives, and with nothing else."
)


class Points(Struct, frozen=True):
    """What options add to a package's worth, as nearly as that can be said option by option.

    Attributes:
        base: what is added to all packages.
        adds: for each issue what each of its values adds, the least of them 0.
        error: how far the sum is from the worth at most.
    """

    base: float
    adds: tuple[Floats, ...]
    error: float


def points_of(sheet: Sheet) -> Points:
    """Find out what each option adds: exactly where preferences are additive, else with the least squares.

    Issue by issue the mean of what is left is taken (backfitting; Friedman and Stuetzle, *Projection Pursuit
    Regression*, Journal of the American Statistical Association 76(376), 1981).
    """
    rows = _rows(sheet)
    places, left = sheet.places[rows], sheet.worth[rows].copy()
    span = float(np.ptp(sheet.worth)) or 1.0
    adds = [np.zeros(issue.size) for issue in sheet.issues]
    counts = [
        np.maximum(1, np.bincount(column, minlength=len(one)))
        for column, one in zip(places.T, adds, strict=True)
    ]
    for _ in range(_PASSES):
        moved = 0.0
        for issue, (column, count) in enumerate(zip(places.T, counts, strict=True)):
            mean = np.bincount(column, left, len(adds[issue])) / count
            adds[issue] += mean
            left -= mean[column]
            moved = max(moved, float(np.abs(mean).max()))
        if moved < span * _SAME * 1e-3:
            break
    listed = [np.isin(np.arange(len(one)), column) for column, one in zip(places.T, adds, strict=True)]
    least = [float(one[there].min()) for one, there in zip(adds, listed, strict=True)]
    adds = [np.where(there, one - low, 0.0) for one, there, low in zip(adds, listed, least, strict=True)]
    # what is less than can be told apart is nothing
    adds = [np.where(one < span * _SAME, 0.0, one) for one in adds]
    base = sum(least) if abs(sum(least)) >= span * _SAME else 0.0
    said = np.full(len(sheet.worth), base)
    for column, one in zip(sheet.places.T, adds, strict=True):
        said += one[column]
    error = float(np.abs(said - sheet.worth).max())
    return Points(base, tuple(adds), 0.0 if error <= span * _SAME else error)


def _rows(sheet: Sheet) -> Numbers:
    """Return packages at even steps, and one for each option."""
    count = len(sheet.worth)
    rows = [np.linspace(0, count - 1, min(count, _ROWS)).astype(np.int64)]
    for issue, column in zip(sheet.issues, sheet.places.T, strict=True):
        some = np.full(issue.size, -1, np.int64)
        some[column] = np.arange(count)
        rows.append(some[some >= 0])
    return np.unique(np.concatenate(rows))


def written(sheet: Sheet, package: int) -> str:
    """Write a package as the model is to write it: a JSON object of issues and options."""
    return msgspec.json.encode(sheet.package(package)).decode()


def with_worth(sheet: Sheet, package: int) -> str:
    """Write a package, and what it is to the model's side."""
    worth = f"worth {figure(float(sheet.worth[package]))} to your side"
    if sheet.acceptable[package]:
        return f"{written(sheet, package)}, {worth}"
    below = sheet.worth[package] < sheet.reservation
    return f"{written(sheet, package)}, {worth}, {'less than no agreement' if below else 'ruled out by its limits'}"


def figure(number: float) -> str:
    """Write a worth."""
    return f"{number:.4g}"


@lru_cache(maxsize=4)  # the same for all runs of a cell, and for all questions in one
def briefing(sheet: Sheet, sides: int, place: int) -> str:
    """Return all that a side knows, in words.

    Args:
        sheet: what it knows.
        sides: how many sides there are.
        place: which of them it is, from 0.
    """
    points = points_of(sheet)
    worth = "What a package is worth to your side is the sum of what its options add."
    if points.error:
        worth = (
            "What options add to the worth of a package depends on each other: the sum of what is written here is near "
            f"to it, and off by {figure(points.error)} at most. What is exact is said of single packages."
        )
    if points.base:
        worth += f" {figure(points.base)} is added for every package."
    parts = [
        _TASK,
        f"Your side is “{sheet.party}”, number {place + 1} of {sides} in the order in which they speak.",
        f"An agreement is a package: one option for each issue. {worth}",
        "The issues, with each option and what it adds:",
        *(_issue(issue, adds) for issue, adds in zip(sheet.issues, points.adds, strict=True)),
        f"No agreement is worth {figure(sheet.reservation)} to your side. Offer and accept no package worth less.",
    ]
    if sheet.limits:
        parts.append(
            _listed("Limits of your side, which what you offer or accept has to keep:", sheet.limits)
        )
    if sheet.constraints:
        parts.append(_listed("What every package has to keep, whoever offers it:", sheet.constraints))
    parts.append(_listed(*_examples(sheet)))
    return "\n".join(parts)


def _issue(issue: Issue, adds: Floats) -> str:
    name = f"- “{issue.id}”" + (f" ({issue.title})" if issue.title and issue.title != issue.id else "")
    about = (f", in {issue.unit}" if issue.unit else "") + (
        f": {issue.description}" if issue.description else ""
    )
    shown = _steps(issue.size, _VALUES)
    left = ""
    if len(shown) < issue.size:
        left = f". It has {issue.size:,} values at even steps, of which some are listed; others lie between them."
    lines = [f"{name}{about}{left}"]
    titles = {option.id: option for option in issue.options}
    for at in shown:
        value = issue.values[at]
        option = titles.get(str(value))
        words = "" if option is None else "; ".join(
            text for text in (option.title, option.description) if text and text != option.id
        )  # fmt: skip
        lines.append(
            f"  - {msgspec.json.encode(value).decode()}{f' ({words})' if words else ''}: {figure(float(adds[at]))}"
        )
    return "\n".join(lines)


def _examples(sheet: Sheet) -> tuple[str, list[str]]:
    order = sheet.order[np.argsort(-sheet.worth[sheet.order], kind="stable")]
    if len(order) <= _ALL:
        return "All packages that are acceptable to your side, the best first:", [
            with_worth(sheet, int(one)) for one in order
        ]
    some = [with_worth(sheet, int(order[at])) for at in _steps(len(order), _SOME)]
    return (
        f"Of the {len(order):,} packages that are acceptable to your side some, from the best to the least:",
        some,
    )


def _steps(count: int, most: int) -> list[int]:
    """Return at most so many places at even steps, the first and the last among them."""
    return sorted({round(at) for at in np.linspace(0, count - 1, min(count, most)).tolist()})


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"- {line}" for line in lines)])
