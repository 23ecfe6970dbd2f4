"""Use cases: the only way in for the command line, the web and the library."""

from goodoffices.model.casefile import case_schema
from goodoffices.services.analysing import (
    analyse,
    deadlock,
    deadlock_stream,
    explain,
    questions,
    robust,
    supposing,
    trades,
)
from goodoffices.services.converting import convert
from goodoffices.services.opening import Opened, open_scenario
from goodoffices.services.samples import sample_case

__all__ = [
    "Opened",
    "analyse",
    "case_schema",
    "convert",
    "deadlock",
    "deadlock_stream",
    "explain",
    "open_scenario",
    "questions",
    "robust",
    "sample_case",
    "supposing",
    "trades",
]
