"""No template says anything that is left out of translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "goodoffices"
TEMPLATES = sorted(
    [*PACKAGE.glob("web/*/templates/**/*.jinja"), *PACKAGE.glob("reports/templates/**/*.jinja")]
)

#: What is the same in every language.
ALLOWED = {"Good Offices"}
TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "npgettext", "counted"}
#: What is typed, not said.
TYPED = {"code", "kbd", "samp", "script", "style"}
READ_ALOUD = {"aria-label", "aria-description", "aria-valuetext", "alt", "data-says", "placeholder", "title"}

LETTERS = re.compile(r"[^\W\d_]{2,}")
#: What reads as words and not as the name of a class, a part or a kind.
WORDS = re.compile(r"\b[A-Z][a-z]|(?:[a-z]+ ){3}[a-z]+|[a-z], [a-z]|[a-z][.!?]$")
PIECE = re.compile(
    r"{#.*?#}|{%-?\s*block width\b.*?endblock\s*-?%}|{%-?\s*trans\b.*?endtrans\s*-?%}|{%.*?%}|{{(?P<shown>.*?)}}|&\w+;",
    re.DOTALL,
)
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


class Reader(HTMLParser):
    """Collects what a template shows: texts, attributes that are read aloud, and the expressions in both."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.shown: list[str] = []
        self.bare: list[str] = []
        self.expressions: list[str] = []
        self._all: list[str] = []
        self._typed = 0
        # The name of an element may be an expression: nobody reads it.
        self.feed(PIECE.sub(self._marked, re.sub(r"(</?){{.*?}}", r"\1x", source)))
        self.close()

    def _marked(self, found: re.Match[str]) -> str:
        if found["shown"] is None:
            return " "
        self._all.append(found["shown"].strip("- \n"))
        return f"\x00{len(self._all) - 1}\x00"

    def _take(self, text: str) -> None:
        self.expressions += [self._all[int(number)] for number in re.findall("\x00(\\d+)\x00", text)]
        bare = " ".join(re.sub("\x00\\d+\x00", " ", text).split())
        for allowed in ALLOWED:
            bare = bare.replace(allowed, "")
        self.bare.append(bare)
        if LETTERS.search(bare):
            self.shown.append(bare)

    def handle_data(self, data: str) -> None:
        if not self._typed:
            self._take(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._typed += tag in TYPED
        for name, value in attrs:
            if name in READ_ALOUD and value:
                self._take(value)

    def handle_endtag(self, tag: str) -> None:
        self._typed -= tag in TYPED


def spoken(expression: nodes.Node) -> Iterator[str]:
    """Yield the strings that an expression prints and that nothing translates."""
    match expression:
        case nodes.Const(value=str(text)):
            if LETTERS.search(text) and text not in ALLOWED:
                yield text
        case nodes.Call(node=nodes.Name(name=name)) if name in TRANSLATING:
            return
        case nodes.Call():
            yield from (text for text in inner(expression) if WORDS.search(text))
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from spoken(first)
            if second is not None:
                yield from spoken(second)
        case nodes.Concat(nodes=parts):
            for part in parts:
                yield from spoken(part)
        case nodes.Or(left=left, right=right) | nodes.Add(left=left, right=right):
            yield from spoken(left)
            yield from spoken(right)
        case nodes.Filter(node=inside) if inside is not None:
            yield from spoken(inside)
        case nodes.Getitem(node=inside):
            yield from inner(inside)


def inner(node: nodes.Node) -> Iterator[str]:
    """Yield the strings anywhere in a node that nothing translates; keys and names are none."""
    match node:
        case nodes.Call(node=nodes.Name(name=name)) if name in TRANSLATING:
            return
        case nodes.Const(value=str(text)):
            if LETTERS.search(text) and text not in ALLOWED:
                yield text
        case nodes.Pair(value=value):
            yield from inner(value)
        case nodes.Getattr() | nodes.Compare() | nodes.Test():
            return
        case _:
            for child in node.iter_child_nodes():
                yield from inner(child)


def statements(source: str) -> Iterator[str]:
    """Yield the strings in `set`, `call` and `for` that read as words."""
    tree = ENVIRONMENT.parse(source)
    for kind in (nodes.Assign, nodes.CallBlock, nodes.For):
        for node in tree.find_all(kind):
            held = {nodes.Assign: "node", nodes.CallBlock: "call", nodes.For: "iter"}[kind]
            yield from (text for text in inner(getattr(node, held)) if WORDS.search(text))


def untranslated(source: str) -> list[str]:
    reader = Reader(source)
    found = list(reader.shown)
    for text in reader.expressions:
        (output,) = ENVIRONMENT.parse("{{ " + text + " }}").body
        assert isinstance(output, nodes.Output)
        for part in output.nodes:
            found += spoken(part)
    return [*found, *statements(source)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_left_out_of_translation(path: Path) -> None:
    found = untranslated(path.read_text(encoding="utf-8"))
    assert found == [], "put these into _(), ngettext(), counted() or {% trans %}"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Some words</p>", ["Some words"]),
        ("<p>{% trans %}Some words{% endtrans %}</p>", []),
        ("<p aria-label='A name' class='big one'>·</p>", ["A name"]),
        ("<p title='{{ _('A name') }}' data-x='some words'></p>", []),
        ("{{ 'yes' if x else 'no' }}", ["yes", "no"]),
        ("{{ _('yes') if x == 'yes' else '–' }}", []),
        ("<p class=\"a{{ ' end' if x }}\"{{ ' hidden' if y }}></p>", []),
        ("{{ x.items() | map(attribute='name') | join(', ') }}", []),
        ("{{ {'open': 'Open it'}[x] }}", ["Open it"]),
        ("{% set what = 'Each dot' if x else _('y') %}", ["Each dot"]),
        ("{% call table('key', 'Two words, more', 'rows compact') %}{% endcall %}", ["Two words, more"]),
        ("{{ table('key', _('Title'), 'rows compact') }}", []),
        ("<p>Good Offices, {{ version }}</p>", []),
        ("<{{ level }} class='minor'>{{ _('x') }}</{{ level }}>", []),
    ],
)
def test_the_test_finds_what_it_is_for(source: str, found: list[str]) -> None:
    assert untranslated(source) == found
