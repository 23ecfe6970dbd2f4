"""Every placeholder and phrase is used, documented, and there in both languages."""

from __future__ import annotations

import re

import pytest

from goodoffices.agreement.text.parts import MAKERS
from goodoffices.agreement.text.phrases import INLINE, PARTS, PHRASES
from goodoffices.agreement.text.template import languages, read_template, shipped, template_for
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "how-to" / "documents.md").read_text(encoding="utf-8")


def test_the_page_lists_them_as_the_code_has_them() -> None:
    rows = set(PAGE.split("\n"))
    for names in (PARTS, INLINE):
        assert {f"| `{{{name}}}` | {purpose} |" for name, purpose in names.items()} <= rows
    for name, phrase in PHRASES.items():
        places = ", ".join(f"`{{{place}}}`" for place in phrase.places) or "–"
        assert f"| `{name}` | {places} | {phrase.purpose} |" in rows


def test_every_part_is_made_by_something() -> None:
    assert set(MAKERS) == set(PARTS)


@pytest.mark.parametrize("code", languages())
def test_a_shipped_template_asks_for_every_part_and_words_every_phrase(code: str) -> None:
    template = template_for(code)
    assert {part.text for part in template.parts if part.kind == "insert"} == set(PARTS)
    own = shipped(code).partition("\n===\n")[2]
    assert re.findall(r"(?m)^([a-z-]+) = \S", own) == list(PHRASES)
    assert read_template(shipped(code), "own.txt").phrases == template.phrases
