"""The picture of an agreement on days: where bars begin, and from when on today is drawn."""

from __future__ import annotations

import datetime as dt

from goodoffices.agreement.schedule import schedule_of
from goodoffices.reports.charts.gantt import Gantt, gantt
from tests.unit.agreement.terms import duty, stage, terms

FIRST = dt.date(2031, 3, 1)
TERMS = terms(stage("one", duty("frees"), duty("pays", due_day=9)))


def drawn(today: dt.date, done: dict[str, dt.date] | None = None) -> Gantt:
    found = gantt(
        schedule_of(TERMS, starts=FIRST, done=done, today=today), actor=str, status={}, today=today,
    )  # fmt: skip
    assert found is not None
    return found


def test_the_bar_of_what_is_done_or_late_is_the_time_that_there_was_for_it() -> None:
    phase, frees, pays = drawn(FIRST + dt.timedelta(days=6), {"pays": FIRST + dt.timedelta(days=3)}).rows
    for late_or_done in (frees, pays):
        assert late_or_done.start == phase.start
        assert late_or_done.end == late_or_done.due
    assert pays.done is not None
    assert pays.start is not None
    assert pays.start < pays.done < pays.end
    assert frees.done is None


def test_the_bar_of_what_can_still_be_done_begins_today() -> None:
    found = drawn(FIRST + dt.timedelta(days=2))
    assert found.today is not None
    assert [row.start for row in found.rows[1:]] == [found.today] * 2


def test_today_is_drawn_from_the_first_day_on() -> None:
    assert drawn(FIRST).today is not None
    before = drawn(FIRST - dt.timedelta(days=400))
    assert before.today is None
    assert before.rows == drawn(FIRST).rows
