"""Nothing that stands in a case becomes markup, script or a link that runs."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.model import Case
from goodoffices.model.casefile import case_to_plain
from goodoffices.reports import render_page
from goodoffices.reports.assets import data_block
from tests.unit.reports.page_rules import HTML, check_page, text_of
from tests.unit.reports.samples import basin, harbour

ATTACKS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "<!--<script>",
    "]]><![CDATA[<b>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "javascript:alert(1)",
    "&lt;script&gt;&#x0;",
    "\u202egnp.exe\u2066",
    "\x00\x08\x1b[31m\u2028\u2029\ufffe",
]

#: Fields that hold one of a few words, a number or a date; everything else in a case is anybody's text.
FIXED = {
    "kind", "stand", "act", "bound", "role", "status", "format", "stance", "outcome", "on", "as_of", "starts_on",
    "ends_on", "given_on", "expires_on", "said_on", "published", "noted_on", "released_on",
}  # fmt: skip


def clean_text(text: str) -> str:
    return "".join("\ufffd" if character in "\x00\x08\x1b\ufffe" else character for character in text)


def poisoned(data: Any, attack: str, field: str = "") -> Any:
    """Put the attack behind every text, names and ids included, alike everywhere so that references still hold."""
    if isinstance(data, dict):
        by_text = field in {
            "values",
            "weights",
            "ranges",
            "evaluations",
            "package",
            "utilities",
            "solutions",
            "reservations",
        }
        return {poisoned(k, attack) if by_text else k: poisoned(v, attack, k) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return [poisoned(item, attack, field) for item in data]
    return data + attack if isinstance(data, str) and field not in FIXED else data


def poisoned_results(found: Analysis | Deadlock, attack: str) -> Any:
    return msgspec.convert(poisoned_plain(msgspec.to_builtins(found), attack), type(found))


def poisoned_plain(data: Any, attack: str, field: str = "") -> Any:
    """The same for results: solution names and statuses are ours, all else comes from the case."""
    if isinstance(data, dict):
        ours = field in {
            "",
            "zone",
            "frontier",
            "solutions",
            "nash",
            "utilitarian",
            "points",
            "limits",
            "ways_out",
            "opens",
        }
        return {k if ours else k + attack: poisoned_plain(v, attack, k) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return [poisoned_plain(item, attack, field) for item in data]
    return data + attack if isinstance(data, str) and field not in FIXED else data


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_case_becomes_markup(attack: str) -> None:
    case, analysis, deadlock = harbour()
    assert analysis is not None
    assert deadlock is not None
    clean = check_page(render_page(case, analysis, deadlock))
    bad = msgspec.convert(poisoned(case_to_plain(case), attack), Case)
    page = render_page(bad, poisoned_results(analysis, attack), poisoned_results(deadlock, attack))
    document = check_page(page)
    for tag in ("script", "style", "title", "table", "section"):
        assert len(list(document.iter(f"{HTML}{tag}"))) == len(list(clean.iter(f"{HTML}{tag}"))), tag
    assert " ".join(clean_text(attack).split()) in text_of(document), "the text itself is shown as it is"
    assert page.count("<script") == 2
    assert page.count("</script") == 2
    assert "\x00" not in page


def test_only_web_addresses_become_links() -> None:
    case = harbour()[0]
    for url, linked in (
        ("https://example.org/a", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
    ):
        sources = tuple(msgspec.structs.replace(source, url=url) for source in case.sources)
        page = render_page(msgspec.structs.replace(case, sources=sources), None, None)
        check_page(page)
        assert (f'href="{url}"' in page) is linked


def test_three_parties_with_hostile_names() -> None:
    case, analysis, _ = basin()
    attack = '"><img src=x onerror=alert(1)>'
    parties = tuple(msgspec.structs.replace(party, name=party.name + attack) for party in case.parties)
    check_page(render_page(msgspec.structs.replace(case, parties=parties), analysis, None))


def test_a_data_block_cannot_end_its_element() -> None:
    written = data_block({"a": "</script><!--", "b": "\u2028&"})
    assert written == '{"a":"\\u003c/script\\u003e\\u003c!--","b":"\\u2028\\u0026"}'
