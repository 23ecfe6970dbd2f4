"""The dispute itself: frozen, typed, no input or output besides the case file."""

from goodoffices.model.case import Case, Constraint
from goodoffices.model.casefile.errors import CaseFileError
from goodoffices.model.conditions import Condition, describe, holds
from goodoffices.model.issues import IntegerRange, Issue, Option, RealRange
from goodoffices.model.limits import Mandate, RedLine
from goodoffices.model.packages import Package
from goodoffices.model.parties import Party
from goodoffices.model.preferences import (
    Additive,
    HyperRectangles,
    Interdependent,
    Interval,
    Linear,
    Ordinal,
    Table,
)

__all__ = [
    "Additive",
    "Case",
    "CaseFileError",
    "Condition",
    "Constraint",
    "HyperRectangles",
    "IntegerRange",
    "Interdependent",
    "Interval",
    "Issue",
    "Linear",
    "Mandate",
    "Option",
    "Ordinal",
    "Package",
    "Party",
    "RealRange",
    "RedLine",
    "Table",
    "describe",
    "holds",
]
