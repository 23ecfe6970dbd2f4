"""Whoever has docs/reference/acts.md and nothing else can write every act: what it says that a field is, the act takes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from goodoffices.services.scripts import ScriptError, command_of
from goodoffices.talks.actions import ACTIONS
from tests.conftest import ROOT
from tests.talks.table import Act

PAGE = (ROOT / "docs" / "reference" / "acts.md").read_text(encoding="utf-8")
#: What is written for what the page says that a field is.
PLAIN: dict[str, Any] = {
    "text": "words", "a name": "a-name", "a fraction": "2/3", "a file's name, without its folder": "map.pdf",
    "base 64": "QQ==", "a time": "2031-03-04T10:00:00Z", "a day": "2031-03-04", "a package": {"truce": "long"},
    "a number": 0.5, "a whole number": 1, "`true` or `false`": True, "an option or a number": "long",
    "a group of fields": {"note": "words"}, "`no agreement`": "no agreement",
}  # fmt: skip


def parts(level: str) -> dict[str, str]:
    """Return the parts of the page by their headings, in small letters; of two of one name, the first."""
    found = re.split(rf"^{level} `?(.+?)`?$", PAGE, flags=re.MULTILINE)
    pairs = list(zip(found[1::2], found[2::2], strict=True))
    return {heading.lower(): re.split(r"^#", text, flags=re.MULTILINE)[0] for heading, text in pairs[::-1]}


PARTS = parts("###")


def fields_of(heading: str) -> dict[str, tuple[str, str]]:
    """Return what a part says of each field: what it is, and what holds where it is left out."""
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", PARTS[heading], flags=re.MULTILINE)
    return {name: (what, out) for name, what, out in rows}


def written(what: str) -> Any:
    """Return what somebody writes who reads what a field is."""
    if what in PLAIN:
        return PLAIN[what]
    if what.startswith("a list: "):
        return [written(what.removeprefix("a list: "))]
    if what.startswith("by name: "):
        return {"truce": written(what.removeprefix("by name: "))}
    if link := re.fullmatch(r"\[([^\]]+)\]\(#([^)]+)\)", what):
        heading = re.sub(r"^an? ", "", link[1])
        assert link[2] == re.sub(r"[^a-z0-9 -]", "", heading).replace(" ", "-"), "the link leads there"
        return shaped(heading)
    if what.startswith("a case, as in a [case file]"):
        return {}
    if what.startswith("[") and "](" not in what:
        return [written(one) for one in what.strip("[]").split(", ")]
    if " or " in what:
        return written(re.split(r" or (?=\[|a |`)", what)[0])
    assert re.fullmatch(r"`[^`]+`(, `[^`]+`)*", what), f"nobody knows what to write for: {what}"
    return re.findall(r"`([^`]+)`", what)[0]


def shaped(heading: str) -> Any:
    """Return a shape as the page's example has it; where there is none, with all of its fields."""
    if example := re.search(r"^```json\n(.+)\n", PARTS[heading], flags=re.MULTILINE):
        return json.loads(example[1])
    return {name: written(what) for name, (what, _out) in fields_of(heading).items()}


def read(tag: str, given: Act) -> None:
    command_of({"at": "2031-03-04T10:00:00Z", "by": "mediator:lunn", "do": tag, **given})


@pytest.mark.parametrize("tag", ACTIONS)
def test_an_act_takes_what_the_page_says_and_is_refused_without_what_must_be_given(tag: str) -> None:
    fields = fields_of(tag)
    whole = {name: written(what) for name, (what, _out) in fields.items()}
    must = {name for name, (_what, out) in fields.items() if out == "must be given"}
    read(tag, whole)
    read(tag, {name: value for name, value in whole.items() if name in must})
    for name in must:
        with pytest.raises(ScriptError, match=f"{name}|required field"):
            read(tag, {other: value for other, value in whole.items() if other != name})


def test_every_field_of_every_act_and_every_shape_stands_on_the_page() -> None:
    for tag, action in ACTIONS.items():
        assert list(fields_of(tag)) == list(action.__struct_encode_fields__), tag
    linked = set(re.findall(r"\]\(#([a-z-]+)\)", PAGE))
    anchors = {re.sub(r"[^a-z0-9 -]", "", one).replace(" ", "-") for one in [*PARTS, *parts("##")]}
    assert linked <= anchors
