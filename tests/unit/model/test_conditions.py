"""Conditions: judged on complete and partial packages, and said in words."""

from __future__ import annotations

import pytest

from goodoffices.model import Condition, IntegerRange, Issue, Option, describe, holds

ISSUES = {
    "return": Issue(
        id="return",
        title="Return",
        ordered=True,
        options=(Option(id="none"), Option(id="vetted", title="Vetted return"), Option(id="full")),
    ),
    "hostages": Issue(
        id="hostages", title="Hostages", integers=IntegerRange(low=0, high=40, step=10), unit="people"
    ),
    "prisoners": Issue(id="prisoners", integers=IntegerRange(low=0, high=1000, step=100)),
}

FULL = Condition(issue="return", is_="full")
SOME = Condition(issue="hostages", at_least=10)
RATIO = Condition(sum={"hostages": 20.0, "prisoners": -1.0}, at_least=0)


@pytest.mark.parametrize(
    ("condition", "package", "expected"),
    [
        (FULL, {"return": "full"}, True),
        (FULL, {"return": "none"}, False),
        (FULL, {}, None),
        (Condition(issue="return", at_most="vetted"), {"return": "none"}, True),
        (Condition(issue="return", at_least="vetted"), {"return": "none"}, False),
        (Condition(issue="return", not_in=("full",)), {"return": "vetted"}, True),
        (Condition(issue="return", in_=()), {"return": "vetted"}, False),
        (Condition(all=(FULL, SOME)), {"return": "none"}, False),
        (Condition(all=(FULL, SOME)), {"return": "full"}, None),
        (Condition(any=(FULL, SOME)), {"return": "full"}, True),
        (Condition(any=(FULL, SOME)), {"return": "none"}, None),
        (Condition(if_=SOME, then=FULL), {"hostages": 0}, True),
        (Condition(if_=SOME, then=FULL), {"hostages": 40, "return": "vetted"}, False),
        (Condition(if_=SOME, then=FULL), {"hostages": 40}, None),
        (Condition(not_=SOME), {"hostages": 0}, True),
        (RATIO, {"hostages": 40, "prisoners": 800}, True),
        (RATIO, {"hostages": 40, "prisoners": 900}, False),
        (RATIO, {"hostages": 40}, None),
        (RATIO, {"prisoners": 900}, False),
        (RATIO, {"prisoners": 0}, True),
    ],
)
def test_judgement(condition: Condition, package: dict[str, str | int], expected: bool | None) -> None:
    assert holds(condition, package, ISSUES) is expected


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (FULL, "Return: “full”"),
        (Condition(issue="return", in_=("none", "vetted")), "Return: “none” or “Vetted return”"),
        (Condition(issue="return", not_in=("full",)), "Return: not “full”"),
        (
            Condition(issue="hostages", at_least=10, at_most=20),
            "Hostages: at least 10 people and at most 20 people",
        ),
        (Condition(if_=SOME, then=FULL), "if (Hostages: at least 10 people) then (Return: “full”)"),
        (Condition(issue="return", at_most="vetted"), "Return: no further than “Vetted return”"),
        (Condition(issue="hostages", at_least=1), "Hostages: at least 1 (people)"),
        (Condition(issue="return", at_least="vetted"), "Return: “Vetted return” or further"),
        (Condition(issue="return", in_=()), "Return: nothing"),
        (Condition(not_=FULL), "not (Return: “full”)"),
        (Condition(any=(FULL, SOME)), "(Return: “full”) or (Hostages: at least 10 people)"),
        (RATIO, "20 × Hostages − prisoners: at least 0"),
    ],
)
def test_words(condition: Condition, words: str) -> None:
    assert describe(condition, ISSUES) == words


def test_issues_are_named_once_in_order() -> None:
    assert Condition(all=(SOME, FULL, RATIO)).issues == ("hostages", "return", "prisoners")
