"""The shapes that acts and events are made of: every type that one of their fields refers to, with examples."""

from __future__ import annotations

import inspect
import json
import re
import textwrap
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from goodoffices.model.case import Case
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.model.parties import DecisionBody, Fractional
from goodoffices.model.preferences import Preferences
from goodoffices.model.record import Judgement, Position, Source, Statement
from goodoffices.talks.actions.base import FileName, Name


def _pattern(kind: Any) -> str:  # noqa: ANN401 - a type
    return str(msgspec.json.schema(kind)["pattern"])


#: What stands for a case: docs/reference/formats.md has its parts.
CASE: Final = "a case, as in a [case file](formats.md#the-case-file)"
#: Shapes that read better under another name than that of their class.
_CALLED: Final = {
    "Side": "party", "Additive": "preferences, additive", "Interval": "preferences, interval",
    "Ordinal": "preferences, ordinal", "HyperRectangles": "preferences, hyper-rectangles", "Box": "hyper-rectangle",
    "Interdependent": "preferences, interdependent", "Dependent": "conditional value",
    "Table": "evaluations in a table", "Linear": "evaluations on a line", "Triangular": "evaluations on a triangle",
    "IntegerRange": "range of whole numbers", "RealRange": "range of real numbers", "Question": "question of a body",
}  # fmt: skip
#: What a text is that has a pattern.
_PATTERNS: Final = {
    _pattern(Name): "a name",
    _pattern(Fractional): "a fraction",
    _pattern(FileName): "a file's name, without its folder",
}
#: What the code's own words leave out.
_MORE: Final = {
    "Condition": "One condition has one form, and forms nest, 50 deep at most. Of one issue: `is`, `in`, `not_in`, or "
    "`at_least` and `at_most` (of a number, or of options that have an order). Of several: `sum` of numbers, each "
    "times a factor, with `at_least` or `at_most`. Of conditions: `all`, `any`, `not`, and `if` with `then`.",
    "Interval": "A pair `[low, high]` stands for a range.",
    "Clause": "With `issue`, its words are in brackets: they are not agreed until the package settles them. It does "
    "where it has one of the `options`, or where the clause names none, any value of the issue.",
}
#: An example of each; every one is read by the type itself when this page is written.
_EXAMPLES: Final[dict[str, tuple[Any, list[dict[str, Any]]]]] = {
    "Condition": (
        Condition,
        [
            {"issue": "hostages", "at_most": 40},
            {"issue": "truce", "in": ["six-weeks", "permanent"]},
            {"sum": {"hostages": 20, "prisoners": -1}, "at_least": 0},
            {"if": {"issue": "truce", "is": "permanent"}, "then": {"not": {"issue": "return", "is": "none"}}},
            {"all": [{"issue": "return", "not_in": ["none"]}, {"issue": "truce", "at_least": "six-weeks"}]},
        ],
    ),
    "Issue": (
        Issue,
        [
            {
                "id": "truce",
                "title": "Truce",
                "ordered": True,
                "options": [{"id": "six-weeks", "title": "Six weeks"}],
            },
            {"id": "hostages", "title": "Hostages released", "integers": {"low": 0, "high": 100, "step": 5}},
            {"id": "width", "reals": {"low": 0, "high": 2.5, "steps": 26}, "unit": "km"},
        ],
    ),
    "DecisionBody": (
        DecisionBody,
        [
            {
                "id": "cabinet",
                "party": "alba",
                "name": "The cabinet",
                "members": [
                    {"id": "chair", "name": "The chair", "role": "leader", "veto": True},
                    {"id": "north", "name": "The north", "weight": 2},
                    {"id": "council", "name": "The council", "body": "council"},
                ],
                "rule": {"kind": "qualified", "threshold": "2/3", "quorum": 0.5},
            },
        ],
    ),
    "Additive": (
        Preferences,
        [
            {
                "kind": "additive",
                "weights": {"truce": 0.7, "hostages": 0.3},
                "values": {
                    "truce": {"kind": "table", "evaluations": {"six-weeks": 0, "permanent": 1}},
                    "hostages": {"kind": "linear", "slope": 0.01, "offset": 0, "origin": 0},
                },
                "reservation": 0.4,
            },
        ],
    ),
    "Interdependent": (
        Preferences,
        [
            {
                "kind": "interdependent",
                "weights": {"truce": 0.6, "withdrawal": 0.4},
                "values": {
                    "truce": {"kind": "table", "evaluations": {"six-weeks": 0, "permanent": 1}},
                    "withdrawal": {"kind": "table", "evaluations": {"none": 1, "ridge": 0}},
                },
                "dependent": [
                    {
                        "when": {
                            "all": [
                                {"issue": "truce", "is": "permanent"},
                                {"issue": "withdrawal", "is": "ridge"},
                            ]
                        },
                        "adds": 0.2,
                        "note": "Under a truce that lasts the ridge is not needed.",
                    }
                ],
            },
        ],
    ),
    "Interval": (
        Preferences,
        [
            {
                "kind": "interval",
                "weights": {"truce": [0.5, 0.8], "hostages": [0.2, 0.5]},
                "values": {"truce": {"six-weeks": [0, 0.2], "permanent": [1, 1]}},
            },
        ],
    ),
    "Ordinal": (
        Preferences,
        [
            {
                "kind": "ordinal",
                "priorities": ["truce", "hostages"],
                "orders": {"truce": ["permanent", "six-weeks"]},
                "comparisons": [{"better": {"truce": "permanent"}, "worse": "no agreement"}],
            },
        ],
    ),
    "Source": (
        Source,
        [{"id": "r1", "title": "A report", "url": "https://example.org/report", "published": "2024-03-30"}],
    ),
    "Statement": (
        Statement,
        [
            {
                "id": "s1",
                "source": "r1",
                "content": "no return without vetting",
                "speaker": "an official",
                "speaker_named": False,
                "speaker_party": "alba",
                "via": ["a newspaper"],
                "act": "rejects",
                "said_on": "2024-03-29",
            },
        ],
    ),
    "Position": (
        Position,
        [
            {
                "id": "p1",
                "party": "alba",
                "issue": "truce",
                "stand": "rejects",
                "options": ["permanent"],
                "statements": ["s1"],
            }
        ],
    ),
    "Judgement": (
        Judgement,
        [
            {
                "what": "statement",
                "of": "s1",
                "verdict": "accepted",
                "by": "lunn",
                "at": "2024-03-31T10:00:00Z",
            }
        ],
    ),
}


def words(kind: Any) -> str:  # noqa: ANN401 - a type
    """Return what a field of a type is, in words."""
    if kind is Case:
        return CASE
    (schema,), _ = msgspec.json.schema_components([kind], ref_template="{name}")
    return _words(schema)


def _words(schema: dict[str, Any]) -> str:  # noqa: PLR0911 - one answer for each kind
    if schema.get("$ref") == Case.__name__:
        return CASE
    if "$ref" in schema:
        called = _called(str(schema["$ref"]))
        article = (
            ""
            if called.startswith(("preferences", "evaluations"))
            else "an "
            if called[0] in "aeiou"
            else "a "
        )
        return f"[{article}{called}](#{_anchor(called)})"
    if "anyOf" in schema:
        parts = [one for one in schema["anyOf"] if one.get("type") != "null"]
        if [one.get("type") for one in parts] == ["string", "integer", "number"]:
            return "an option or a number"
        return " or ".join(dict.fromkeys(map(_words, parts)))
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    match schema.get("type"):
        case "array":
            if "prefixItems" in schema:
                return f"[{', '.join(map(_words, schema['prefixItems']))}]"
            return f"a list: {_words(schema['items'])}" if schema.get("items") else "a list"
        case "object":
            inner = schema.get("additionalProperties")
            if not isinstance(inner, dict):
                return "a group of fields"
            of = _words(inner)
            return "a package" if of == "an option or a number" else f"by name: {of}"
        case "string":
            if "pattern" in schema:
                return _PATTERNS[schema["pattern"]]
            if schema.get("contentEncoding") == "base64":
                return "base 64"
            return {"date-time": "a time", "date": "a day"}.get(str(schema.get("format")), "text")
        case kind:
            return {"boolean": "`true` or `false`", "number": "a number", "integer": "a whole number"}.get(
                str(kind), "anything"
            )


def parts_of(kinds: Iterable[type]) -> dict[str, dict[str, Any]]:
    """Return the shapes that the fields of some types refer to, by name, in the order in which they are read."""
    found: dict[str, dict[str, Any]] = {}
    for kind in kinds:
        for field in msgspec.structs.fields(kind):
            (schema,), parts = msgspec.json.schema_components([field.type], ref_template="{name}")
            found |= {name: parts[name] for name in _reached(schema, parts)}
    return {name: found[name] for name in sorted(found, key=_called)}


def _reached(schema: dict[str, Any], parts: dict[str, dict[str, Any]]) -> set[str]:
    """Return the shapes that a schema leads to; what a case holds stands on the page of formats."""
    found: set[str] = set()
    waiting: list[Any] = [schema]
    while waiting:
        match waiting.pop():
            case {"$ref": name} if name != "Case" and name not in found:
                found.add(name)
                waiting.append(parts[name])
            case dict() as inner:
                waiting += inner.values()
            case list() as inner:
                waiting += inner
    return found


def shape(name: str, schema: dict[str, Any]) -> str:
    """Return the part of the page about one shape."""
    lines = [f"### {_called(name).capitalize()}", "", *_said(schema.get("description", ""))]
    if name in _MORE:
        lines += [textwrap.fill(_MORE[name], 118), ""]
    lines += ["| Field | What it is | Left out |", "|---|---|---|"]
    required = schema.get("required", ())
    for field, inner in schema["properties"].items():
        # A union's tag must be given, and nothing else can stand in it.
        tag = len(inner.get("enum", ())) == 1
        left_out = "must be given" if field in required or tag else _left_out(inner)
        what = "a time" if field == "at" else _words(inner)
        lines.append(f"| `{field}` | {what} | {left_out} |")
    return "\n".join([*lines, "", *_examples(name)])


def _said(text: str) -> Iterable[str]:
    return (inspect.cleandoc(text), "") if text else ()


def _left_out(inner: dict[str, Any]) -> str:
    default = inner.get("default")
    return "nothing" if default in ("", None, [], {}) else f"`{json.dumps(default)}`"


def _examples(name: str) -> Iterable[str]:
    if name not in _EXAMPLES:
        return
    kind, given = _EXAMPLES[name]
    yield "```json"
    for one in given:
        msgspec.convert(one, kind)
        yield json.dumps(one)
    yield "```"
    yield ""


def _called(name: str) -> str:
    return _CALLED.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _anchor(called: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", called).replace(" ", "-")
