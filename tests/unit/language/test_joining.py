"""What is joined, parted and quoted follows the language: nothing does it by a mark of English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from goodoffices.language import in_a_line, install, labelled, paired, quoted, use
from goodoffices.reports.charts.text import wrap
from scripts.composed import PACKAGE
from scripts.messages import read
from tests.unit.language.test_catalogs import CODES, texts
from tests.unit.language.test_templates import ENVIRONMENT, TEMPLATES, TRANSLATING, Reader

#: What parts or quotes pieces that stand beside it.
BETWEEN = re.compile(r"[:;,](?=\s|$)|[“”„«»]")
ALONE = re.compile(r"\s?[:;,]\s|.*[“”„«»].*", re.DOTALL)

#: Where such a mark is meant as it stands, and why.
AS_IT_STANDS = {
    "agreement/precedents/records.py": "open data",
    "agreement/text/errors.py": "sentences of the core, which are said in the language when they are shown",
    "agreement/text/settling.py": "the same",
    "agreement/text/template.py": "the same",
    "web/home/implying.py": "the same",
    "web/agreement/list_forms.py": "a list as it is typed, a person a line, parted by semicolons",
    "web/record/pieces.py": "numbers as they are typed",
    "web/record/ruling.py": "a rule as it is typed",
    "web/rounds/forms.py": "names as they are typed",
    "web/classroom/results.py": "a table for programs",
    "web/desk/case_tables.py": "the same",
    "web/desk/cells.py": "the same",
}


@pytest.mark.parametrize(
    ("code", "label", "pairs", "quote"),
    [
        ("en", "a: b", "a: b; c: d", "“a”"),
        ("fr", "a\u00a0: b", "a\u00a0: b\u00a0; c\u00a0: d", "«\u00a0a\u00a0»"),
        ("es", "a: b", "a: b; c: d", "«a»"),
        (
            "he",
            "\u2068a\u2069: \u2068b\u2069",
            "\u2068a\u2069: \u2068b\u2069; \u2068c\u2069: \u2068d\u2069",
            "״\u2068a\u2069״",
        ),
        (
            "ar",
            "\u2068a\u2069: \u2068b\u2069",
            "\u2068a\u2069: \u2068b\u2069؛ \u2068c\u2069: \u2068d\u2069",
            "«\u2068a\u2069»",
        ),
    ],
)
def test_pieces_are_joined_and_quoted_as_the_language_does_it(
    code: str, label: str, pairs: str, quote: str
) -> None:
    with use(code):
        assert labelled("a", "b") == label
        assert paired([("a", "b"), ("c", "d")]) == pairs
        assert quoted("a") == quote


def test_a_text_in_a_line_keeps_its_no_break_spaces() -> None:
    assert in_a_line(" a\u00a0: b\n\n  c\u202f! ") == "a\u00a0: b c\u202f!"
    with use("fr"):
        assert wrap(labelled("Retrait", "30"), 9) == ["Retrait\u00a0:", "30"]


def test_a_template_keeps_markup_and_escapes_names() -> None:
    environment = Environment(autoescape=True)
    install(environment)
    written = environment.from_string('{% set name %}<b>x</b>{% endset %}{{ labelled(name, "<y>") }}')
    with use("fr"):
        assert written.render() == "<b>x</b>\u00a0: &lt;y&gt;"


def strings(node: nodes.Node) -> Iterator[str]:
    """Yield the strings anywhere in a template's expressions that nothing translates."""
    match node:
        case nodes.Call(node=nodes.Name(name=name)) if name in TRANSLATING:
            return
        case nodes.Const(value=str(text)):
            yield text
        case _:
            for child in node.iter_child_nodes():
                yield from strings(child)


def joined_in_template(source: str) -> list[str]:
    found = [text for text in Reader(source).bare if BETWEEN.search(text)]
    return [*found, *filter(ALONE.fullmatch, strings(ENVIRONMENT.parse(source)))]


def joined_in_module(source: str) -> set[int]:
    """Return the lines on which pieces are joined by a mark, or put in quotation marks; errors stay in English."""
    tree = ast.parse(source)
    raised = {id(node) for one in ast.walk(tree) if isinstance(one, ast.Raise) for node in ast.walk(one)}
    found = set()
    for node in ast.walk(tree):
        match node:
            case _ if id(node) in raised:
                continue
            case ast.JoinedStr(values=parts):
                pass
            case ast.Call(func=ast.Attribute(value=part, attr="join")):
                parts = [part]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                parts = [left, right]
            case _:
                continue
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and ALONE.fullmatch(part.value):
                found.add(node.lineno)
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_joins_by_a_mark_of_english(path: Path) -> None:
    assert joined_in_template(path.read_text(encoding="utf-8")) == [], 'say `_(": ")`, or labelled()'


def test_no_module_joins_by_a_mark_of_english() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for room in ("agreement", "reports", "web")
        for path in sorted((PACKAGE / room).rglob("*.py"))
        if (lines := sorted(joined_in_module(path.read_text(encoding="utf-8"))))
    }
    assert {name: lines for name, lines in found.items() if name not in AS_IT_STANDS} == {}, (
        "use labelled(), paired(), quoted(), listed(), or `_(…).join`"
    )
    assert set(AS_IT_STANDS) <= set(found), "these join nothing any more: take them out of the list"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>{{ a }}: {{ b }}</p>", 1),
        ("<p>{{ a }}{{ _(': ') }}{{ b }}</p>", 0),
        ("<p title='{{ a }}, {{ b }}'></p>", 1),
        ("<p style='color: red; top: 0'>“{{ a }}”</p>", 1),
        ("{{ a ~ ': ' ~ b }}{{ c | join('; ') }}", 2),
        ("{% trans %}Some words: more{% endtrans %}{{ _('Words: {a}') }}{{ ':' in a }}", 0),
        ("<code>{{ a }}: {{ b }}</code>", 0),
    ],
)
def test_the_test_finds_what_joins_in_a_template(source: str, found: int) -> None:
    assert len(joined_in_template(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('f"{a}: {b}"', 1),
        ("f'“{a}”'", 1),
        ('", ".join(a)', 1),
        ('_(", ").join(a)', 0),
        ('a + ": "', 1),
        ('f"{a}:{b}"', 0),
        ('raise ValueError(f"{a}: {b}")', 0),
    ],
)
def test_the_test_finds_what_joins_in_a_module(source: str, found: int) -> None:
    assert len(joined_in_module(source)) == found


#: French parts these from the word before them; not where something is typed, which stands as in the message.
UNPARTED = re.compile(r"\S*(?<![\s\d])[:;!?»](?=\s|$)|«(?!\u00a0)")


def test_french_has_a_no_break_space_where_one_belongs() -> None:
    wrong = [
        translated
        for message in read("fr")
        if message.id
        for text, translated, _form in texts(message)
        for found in UNPARTED.findall(translated)
        if found not in text
    ]
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_quotation_marks_are_those_of_the_language(code: str) -> None:
    wrong = [
        translated
        for message in read(code)
        if message.id
        for _text, translated, _form in texts(message)
        if re.search(r"[“”„]|(?<!\w)'[^']+'(?!\w)" + ("|[«»]" if code == "he" else "|״"), translated)
    ]
    assert wrong == []
