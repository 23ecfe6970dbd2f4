"""The schedule: days counted until a phase begins, then dates; what is due, overdue, done and blocked; a calendar."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import icalendar
import pytest

from goodoffices.web.project import House
from tests.talks.proposing import good
from tests.talks.table import LEAD, START, Act, Table, act, agreeing, opening, outside
from tests.web.conftest import CAST
from tests.web.reading import Sheet, reader

PATH = "/cases/main/schedule"
ICS = f"{PATH}/calendar.ics"
WATCH = "monitor:watch"
BEGIN = act(LEAD, "start_phase", phase="first", on="2031-03-01")


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: a monitor, too."""
    return (*CAST, WATCH)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, and to an agreement with terms."""
    return [*opening(), *outside(), *agreeing()]


def drawn(sheet: Sheet) -> Counter[str]:
    picture = next(one for one in sheet.tree.iter() if one.get("id") == "schedule-chart")
    return Counter(one.get("class") or "" for one in picture.iter())


def on(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """Let the clock of the house stand on a day of March 2031."""
    monkeypatch.setattr(House, "now", lambda: START.replace(day=day))


def test_days_are_counted_until_a_phase_begins(table: Table) -> None:
    for who in (LEAD, WATCH, "alba:adviser"):
        sheet = reader(who).get(PATH)
        assert "days are counted from the first day of the agreement" in sheet.main
        assert "day 5" in sheet.main
        assert reader(who).client.get(ICS).status_code == 404
        assert drawn(sheet)["gantt-bar is-open"] == 3
    for who in ("alba:voter", "observer:un"):
        assert reader(who).get(PATH).status == 404
        assert reader(who).client.get(ICS).status_code == 404
    assert table.clock


def test_what_is_due_overdue_done_and_blocked_by_what_was_verified(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    good(table, BEGIN, act("alba:head", "report_performance", obligation="free", on="2031-03-01"))
    on(monkeypatch, 4)
    main = reader("borea:head").get(PATH).main
    assert "5 March 2031" in main, "reported is not done"
    good(table, act(WATCH, "verify_performance", report="r1"))
    sheet = reader("borea:head").get(PATH)
    assert "done on 1 March 2031" in sheet.main
    classes = drawn(sheet)
    assert (classes["gantt-bar is-done"], classes["gantt-bar is-due"], classes["gantt-bar is-blocked"]) == (
        1,
        2,
        1,
    )
    assert classes["as-of"] == 1
    on(monkeypatch, 8)
    sheet = reader("borea:head").get(PATH)
    late = sheet.main.partition("Overdue")[2].partition("All of it on days")[0]
    assert "opens" in late
    assert "frees" not in late
    assert drawn(sheet)["gantt-bar is-late"] == 1


def test_the_calendar_opens_and_says_who_does_what(table: Table) -> None:
    good(table, BEGIN)
    response = reader(WATCH).client.get(ICS)
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Content-Disposition"] == 'attachment; filename="calendar.ics"'
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    found = {str(one["summary"]): one.decoded("dtstart") for one in events}
    assert found["alba: frees"] == dt.date(2031, 3, 5)
    assert found["First phase"] == dt.date(2031, 3, 1)
    assert reader(LEAD).client.get(ICS).status_code == 200


def test_what_another_side_does_in_private_changes_no_day(table: Table) -> None:
    good(table, BEGIN)
    people = {who: reader(who) for who in ("borea:head", "mediator:far", WATCH)}
    before = {who: (one.get(PATH).normalised, one.client.get(ICS).content) for who, one in people.items()}
    listed = act("alba:head", "give_list", list="them", obligation="free", entries=[{"name": "Zenobia"}])
    good(table, listed, act("alba:head", "say", text="In confidence."))
    assert {
        who: (one.get(PATH).normalised, one.client.get(ICS).content) for who, one in people.items()
    } == before
