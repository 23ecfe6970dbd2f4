"""Suggestions stand in the case and constrain nothing until a person has judged them."""

from __future__ import annotations

from goodoffices.analysis.partial.record import said_by
from goodoffices.model.reviewing import current
from goodoffices.reports.page import render_page
from goodoffices.services.reading import read
from goodoffices.services.recording import add_reading
from goodoffices.services.reviewing import by_rule, judged
from tests.unit.record.samples import REPORT, frame
from tests.unit.reports.page_rules import HTML, check_page, text_of


def test_a_suggested_position_says_nothing_of_preferences_until_it_is_accepted() -> None:
    case, _ = add_reading(frame(), read(REPORT, case=frame(), reader="rules"))
    assert said_by(current(case), "company") == ()
    ids = by_rule(case, "kind=position,party=company")
    accepted = judged(case, ids, "accepted", "Ada")
    assert said_by(current(accepted), "company")
    rejected = judged(accepted, ids, "rejected", "Ada")
    assert said_by(current(rejected), "company") == ()


def test_the_page_marks_what_is_suggested() -> None:
    case, _ = add_reading(frame(), read(REPORT, case=frame(), reader="rules"))

    def matrix(page: str) -> str:
        tree = check_page(page)
        return text_of(next(one for one in tree.iter(f"{HTML}section") if one.get("id") == "positions"))

    assert "suggested" in matrix(render_page(case, None, None))
    accepted = judged(case, by_rule(case, "kind=position"), "accepted", "Ada")
    assert "suggested" not in matrix(render_page(current(accepted), None, None))
