"""What depends on several issues, on the page: conditions in words with what they add, regions summed up."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from goodoffices import Case, analyse
from goodoffices.language import use
from goodoffices.model import Condition, HyperRectangles, IntegerRange, Interdependent, Issue, Option, Party
from goodoffices.model.preferences import Box, Dependent
from goodoffices.reports import render_page
from tests.unit.reports.page_rules import HTML, check_page, text_of
from tests.unit.reports.samples import MARKUP

NUMBERS = tuple(
    Issue(id=name, title=name.upper(), integers=IntegerRange(low=0, high=9)) for name in ("m", "n")
)
TRUCE = Issue(id="truce", title="Truce", options=(Option(id="weeks"), Option(id="good", title="for good")))


def section_of(case: Case) -> ET.Element:
    document = check_page(render_page(case, analyse(case, robust=False), None))
    return next(one for one in document.iter(f"{HTML}section") if one.get("id") == "preferences")


def rows_of(section: ET.Element, number: int) -> list[list[str]]:
    """Return the cells of the rows of the table of the party of that number."""
    table = next(
        one
        for one in section.iter(f"{HTML}table")
        for caption in one.iter(f"{HTML}caption")
        if caption.get("id") == f"depending-{number}-caption"
    )
    return [[text_of(cell).strip() for cell in row] for body in table.iter(f"{HTML}tbody") for row in body]


def boxed(boxes: tuple[Box, ...]) -> Case:
    known = HyperRectangles(boxes=boxes, largest=20.0)
    parties = (Party(id="a", name="Alba", preferences=known), Party(id="b"))
    return Case(parties=parties, issues=NUMBERS)


def test_conditions_stand_in_words_with_what_they_add_and_why() -> None:
    lasting = Condition(all=(Condition(issue="truce", is_="good"), Condition(issue="m", at_least=4)))
    dependent = (
        Dependent(when=lasting, adds=0.25, note=MARKUP),
        Dependent(when=Condition(not_=Condition(issue="n", at_most=2)), adds=-0.5),
    )
    parties = (Party(id="a", name="Alba", preferences=Interdependent(dependent=dependent)), Party(id="b"))
    section = section_of(Case(parties=parties, issues=(TRUCE, *NUMBERS)))
    assert rows_of(section, 1) == [
        ["(Truce: “for good”) and (M: at least 4)", "0.250", MARKUP],
        ["not (N: at most 2)", "−0.500", "–"],
    ]
    assert not list(section.iter(f"{HTML}script"))
    assert "What depends on several issues, for Alba" in text_of(section)
    assert "some depending on several issues" in text_of(section)


def test_of_many_regions_those_are_listed_that_weigh_most() -> None:
    light = tuple(Box(utility=float(n), within={"m": (0.0, float(n))}) for n in range(1, 10))
    heavy = (
        Box(utility=-15.0, within={"m": (2.0, 2.0), "n": (0.0, 3.0)}),
        Box(utility=10.0, weight=4.0, outside={"n": (5.0, 9.0)}),
        Box(utility=0.5),
    )
    section = section_of(boxed((*light, *heavy)))
    text = text_of(section)
    assert "12 regions of the space add to its utility" in text
    assert "divided by 20." in text
    assert "The 10 that weigh most:" in text
    rows = rows_of(section, 1)
    assert rows[:3] == [
        ["not (N: at least 5 and at most 9)", "2.000"],
        ["(M: 2) and (N: at least 0 and at most 3)", "−0.750"],
        ["M: at least 0 and at most 9", "0.450"],
    ]
    assert len(rows) == 10
    one = section_of(boxed((Box(utility=0.5),)))
    assert "1 region of the space adds to its utility" in text_of(one)
    assert "that weigh most" not in text_of(one)
    assert rows_of(one, 1) == [["always", "0.025"]]
    with use("ar"):
        section_of(boxed(heavy))
