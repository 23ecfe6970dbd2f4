"""The case file: read, check, write, and its JSON Schema."""

from goodoffices.model.casefile.errors import CaseFileError
from goodoffices.model.casefile.reading import read_case, read_case_text
from goodoffices.model.casefile.schema import case_schema
from goodoffices.model.casefile.writing import case_to_plain, case_to_text, write_case

__all__ = [
    "CaseFileError",
    "case_schema",
    "case_to_plain",
    "case_to_text",
    "read_case",
    "read_case_text",
    "write_case",
]
