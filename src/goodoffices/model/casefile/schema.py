"""The JSON Schema of the case file."""

from __future__ import annotations

from typing import Any

import msgspec

from goodoffices.model.case import Case


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the case file."""
    schema = msgspec.json.schema(Case)
    case = schema["$defs"]["Case"]
    case["required"] = ["goodoffices"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Good Offices case file, format 1",
        **schema,
    }
