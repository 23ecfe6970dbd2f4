"""The catalogs are whole: every message is there, translated, with what is filled in, and compiled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog, Message

from goodoffices.language import LANGUAGES
from scripts.composed import PACKAGE, sentences, words
from scripts.messages import CATALOGS, ROOMS, compiled, missing, read, template

CODES = [code for code in LANGUAGES if code != "en"]

#: How many forms a plural has in each language, and by which rule.
FORMS = {
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
    "fr": (2, "(n > 1)"),
    "es": (2, "(n != 1)"),
    "he": (2, "(n != 1)"),
}
#: Rules of plurals are told apart by numbers up to here.
ENOUGH = 300

PLACE = re.compile(r"%\((?P<named>\w+)\)[sd]|\{(?P<braced>\w+)\}")
#: A place that is only the ending of a word: "{0} part{1}".
ENDING = re.compile(r"(?<=[^\W\d_])\{(\w+)\}|\{(\w+)\}(?=[^\W\d_])")
COUNTS = {"n", "num", "count", "number", "days"}

TAG = re.compile(r"<[^>]*>")
#: What translates its first argument.
SPEAKING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "counted"}


@cache
def wanted() -> Catalog:
    return template()


def texts(message: Message) -> Iterator[tuple[str, str, int | None]]:
    """Yield pairs of a message and its translation, with the number of the form where there are several."""
    if isinstance(message.id, str):
        yield message.id, str(message.string), None
        return
    for number, form in enumerate(message.string or ()):
        yield message.id[1], form, number


def places(text: str, pattern: re.Pattern[str] = PLACE) -> set[str]:
    return {one or other for one, other in pattern.findall(text)}


def shown(messages: list[Message]) -> str:
    return "\n".join(f"  {one.id if isinstance(one.id, str) else one.id[0]}" for one in messages[:60])


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_in_the_catalog(code: str) -> None:
    catalog = read(code)
    absent = [one for one in wanted() if one.id and catalog.get(one.id, context=one.context) is None]
    assert absent == [], f"run make messages, then translate these in {CATALOGS}/{code}.po:\n{shown(absent)}"


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_translated(code: str) -> None:
    left = missing(read(code))
    assert left == [], f"translate these in {CATALOGS}/{code}.po, then run make messages:\n{shown(left)}"


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_kept_that_nobody_says(code: str) -> None:
    known = {(one.context, one.id) for one in wanted()}
    assert [one.id for one in read(code) if (one.context, one.id) not in known] == [], "run make messages"


def needed_in(message: Message, text: str, numbers: list[int] | None) -> set[str]:
    """Return the places that a translation has to have; of a form, by the numbers that it is for."""
    needed = places(text) - places(text, ENDING)
    if numbers is None:
        return needed
    if numbers == [0]:
        # Where nothing is counted, nothing need be said of it.
        return set()
    if len(numbers) == 1:
        return needed - COUNTS
    return needed & places(message.id[0]) if 1 in numbers else needed


@pytest.mark.parametrize("code", CODES)
def test_translations_fill_in_what_the_message_does(code: str) -> None:
    catalog = read(code)
    form_of = c2py(catalog.plural_expr)
    numbers = [[n for n in range(ENOUGH) if form_of(n) == form] for form in range(catalog.num_plurals)]
    wrong = []
    for message in catalog:
        for text, translated, form in texts(message):
            needed = needed_in(message, text, None if form is None else numbers[form])
            filled = places(translated)
            if message.id and translated and not needed <= filled <= places(text):
                wrong.append(f"{text} → {translated}")
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_translations_hold_the_markup_of_the_message_and_no_other(code: str) -> None:
    wrong = [
        f"{text} → {translated}"
        for message in read(code)
        for text, translated, _ in texts(message)
        if message.id and translated and message.context != "sentence"
        if sorted(TAG.findall(text)) != sorted(TAG.findall(translated))
        or any(sign in translated and sign not in text for sign in '"<>&')
        or text[:1].isspace() != translated[:1].removeprefix("\u00a0").isspace()
        or text[-1:].isspace() < translated[-1:].isspace()
    ]
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_plurals_have_all_the_forms_of_the_language(code: str) -> None:
    catalog = read(code)
    assert (catalog.num_plurals, catalog.plural_expr) == FORMS[code]
    for message in catalog:
        if not isinstance(message.id, str):
            assert len(message.string or ()) == catalog.num_plurals, message.id


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_catalog_is_what_the_text_says(code: str) -> None:
    assert (CATALOGS / f"{code}.mo").read_bytes() == compiled(read(code)), "run make messages"


def spoken() -> Iterator[str]:
    """Yield what the code translates, wherever it stands: what is inside an f-string is easily missed."""
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                    first = node.args[0]
                    if (
                        node.func.id in SPEAKING
                        and isinstance(first, ast.Constant)
                        and isinstance(first.value, str)
                    ):
                        yield first.value


def test_whatever_the_code_says_is_collected() -> None:
    known = {
        one for message in wanted() for one in ([message.id] if isinstance(message.id, str) else message.id)
    }
    said = set(spoken())
    assert len(said) > ENOUGH
    assert said - known == set(), "say these outside of an f-string"


def test_the_core_is_read_for_what_it_says() -> None:
    said = {found.text for found in sentences()}
    assert {
        "there is no channel of yours with {0}",
        "only the lead mediator does this",
        "{0} is {1}: {2} is not possible{3}",
        "{0}; what can be done with it: {1}",
        "the case is closed",
    } <= said
    assert {
        "tabled", "accepted on condition", "under way", "impasse", "declare_impasse", "relay_verbatim", "hold",
        "perhaps", "mandator", "denies", "at_least", "red line",
    } <= {found.text for found in words()}  # fmt: skip
