"""Agreements with odd terms, which parties may well agree on: no page falls over, and each step can still be taken."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.talks.proposing import good
from tests.talks.table import LEAD, TERMS, Act, Table, act, agreeing, opening, outside
from tests.web.conftest import CAST
from tests.web.reading import reader

WATCH = "monitor:watch"
BEGIN = act(LEAD, "start_phase", phase="first", on="2031-03-01")
REPORT = act("alba:head", "report_performance", obligation="free", quantity=0)
VERIFY = act(WATCH, "verify_performance", report="r1")


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: a monitor, too."""
    return (*CAST, WATCH)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table."""
    return [*opening(), *outside()]


def terms(phase: Act, obligation: Act) -> Act:
    """Return the terms of the table with other fields of the first phase and the first obligation."""
    given = deepcopy(TERMS)
    given["phases"][0].update(phase)
    given["phases"][0]["obligations"][0].update(obligation)
    return given


def pages(who: str) -> dict[str, str]:
    """Return what stands on each page on which the agreement is followed; all of them open."""
    sheets = {
        one: reader(who).get(f"/cases/main/{one}")
        for one in ("", "ledger", "ledger/obligation/1", "schedule")
    }
    assert [sheet.status for sheet in sheets.values()] == [200] * len(sheets)
    return {one: sheet.main for one, sheet in sheets.items()}


def test_up_to_ten_is_owed_and_is_done_when_something_was_found(table: Table) -> None:
    good(table, *agreeing(terms({}, {"quantity": 0, "high": 10})), BEGIN)
    for who in (LEAD, WATCH, "alba:head", "borea:adviser"):
        assert "nothing reported" in pages(who)["ledger"]
    good(table, REPORT, VERIFY)
    assert "0 of 0 to 10" in pages(WATCH)["ledger/obligation/1"]


@pytest.mark.parametrize(
    ("phase", "obligation"),
    [({"days": 10**9}, {}), ({}, {"due_day": 10**9}), ({}, {"due_day": -(10**9)})],
    ids=["a phase without end", "due beyond the calendar", "due before the calendar"],
)
def test_a_day_outside_the_calendar_hides_nothing_else(table: Table, phase: Act, obligation: Act) -> None:
    good(table, *agreeing(terms(phase, obligation)), BEGIN)
    for who in (LEAD, WATCH, "alba:head"):
        found = pages(who)
        assert "would fall on a day outside the calendar" in found["schedule"]
        assert "publishes the figures" in found["schedule"], "what else there is on days"
    assert "Owed by the agreement: opens" in pages("borea:head")[""]
    good(table, REPORT, VERIFY)
