"""Brackets that a package settles go; the others stay, and nothing else changes."""

from __future__ import annotations

import pytest

from goodoffices.agreement.text.settling import as_line, settled, unfitting
from goodoffices.model.document import Stretch, text_of
from tests.unit.agreement.text.samples import CLAUSES, case


@pytest.mark.parametrize(
    ("text", "value", "clean"),
    [
        ("filled in [five] [seven] years", 7, "filled in seven years"),
        ("filled in [five] or [seven] years", 5, "filled in five years"),
        ("filled in [five]/[seven] years", 7, "filled in seven years"),
        ("It is [short] [long].", 5, "It is short."),
        ("It is [short] [long].", 7, "It is long."),
        ("[Five] [Seven] years, no more", 7, "Seven years, no more"),
        ("years: [five] [seven]", 5, "years: five"),
        ("within [five] years or within [seven] years", 5, "within five years or within years"),
        ("تدوم [خمس] أو [سبع] سنوات", 7, "تدوم سبع سنوات"),
    ],
)
def test_one_bracket_stays_without_its_signs(text: str, value: int, clean: str) -> None:
    found = settled(text, (5, 7), value)
    assert text_of(found) == clean
    assert not any(stretch.open for stretch in found)


@pytest.mark.parametrize(("options", "value"), [((5, 7), None), ((5, 7), 10), ((5,), 5), ((), 5)])
def test_all_stay_where_the_package_says_nothing_of_them(options: tuple[int, ...], value: int | None) -> None:
    found = settled("in [five] [seven] years", options, value)
    assert [(one.text, one.open) for one in found] == [
        ("in ", False), ("[five]", True), (" ", False), ("[seven]", True), (" years", False),
    ]  # fmt: skip


def test_brackets_are_open_whatever_stands_in_them() -> None:
    assert as_line("[a] b [[c]") == (
        Stretch(text="[a]", open=True), Stretch(text=" b ["), Stretch(text="[c]", open=True),
    )  # fmt: skip
    assert as_line("") == ()


def test_a_clause_without_the_agreed_option_is_named() -> None:
    issues = case().issues_by_id
    said = (
        "clause 'c2': the package has “3 crossings” for “Crossings opened”, and no bracket stands for that; "
        "the brackets stay"
    )
    assert list(unfitting(CLAUSES, {"truce": "long", "crossings": 3}, issues)) == [said]
    assert list(unfitting(CLAUSES, {"truce": "long"}, issues)) == []
