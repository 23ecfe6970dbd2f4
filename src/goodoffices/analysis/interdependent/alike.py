"""Values that no search needs: others of the issue are at least as good for everybody, whatever else is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.analysis.expressions import Expression, Expressions
from goodoffices.analysis.interdependent.worths import Worths
from goodoffices.model.issues import Issue

Rows = list[list[float]]


def needed(
    issues: Sequence[Issue], worths: Worths, conditions: Iterable[Expression]
) -> list[NDArray[np.bool_]]:
    """Say of each value of each issue whether a frontier needs it.

    Putting a value in the place of another loses nobody anything where it adds no less to each utility, is in every set
    that a condition or a term that adds asks for, in none that a term that takes away asks for beyond those of the
    other, and counts alike in sums. Of values that are alike the first is kept.

    Args:
        issues: the issues.
        worths: the utilities.
        conditions: what packages have to satisfy.
    """
    marks: list[Rows] = [[] for _ in issues]
    for condition in conditions:
        _mark(condition, 1.0, worths.expressions, marks)
    for worth in worths.parties:
        for row, values in zip(marks, worth.table, strict=True):
            row.append(values)
        for term in worth.terms:
            _mark(term.expression, 1.0 if term.adds > 0 else -1.0, worths.expressions, marks)
    return [_undominated(rows, issue.size) for rows, issue in zip(marks, issues, strict=True)]


def _mark(expression: Expression, sign: float, expressions: Expressions, marks: list[Rows]) -> None:
    """Add, for each issue that an expression speaks of, a row of numbers of which more is better."""
    if isinstance(expression, bool):
        return
    match expression[0]:
        case "in":
            _, issue, mask = expression
            marks[issue].append([sign * (mask >> place & 1) for place in range(mask.bit_length())])
        case "sum":
            for issue, factors in expressions.sum_of(expression).terms.items():
                marks[issue] += [list(factors), [-factor for factor in factors]]
        case _:
            for part in expression[1]:
                _mark(part, sign, expressions, marks)


def _undominated(rows: Rows, size: int) -> NDArray[np.bool_]:
    table = np.zeros((size, max(1, len(rows))))
    for number, row in enumerate(rows):
        table[: len(row), number] = row
    covers = (table[:, None, :] >= table[None, :, :]).all(axis=2)  # whether the first does for the second
    earlier = np.arange(size)[:, None] < np.arange(size)[None, :]
    better = covers & (~covers.T | earlier)
    np.fill_diagonal(better, val=False)
    worse: NDArray[np.bool_] = np.logical_or.reduce(better, axis=0)
    return ~worse
