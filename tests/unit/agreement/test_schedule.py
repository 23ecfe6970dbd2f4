"""Days: earliest and latest from what each thing waits for, what is late, the chain that decides, and the calendar."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pytest
from icalendar import Calendar
from msgspec import structs

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.schedule import due_between, due_this_week, overdue, schedule_of
from goodoffices.agreement.schedule.calendar import calendar_of
from goodoffices.model.agreement import Terms
from tests.unit.agreement.terms import duty, stage, terms

START = dt.date(2024, 2, 26)
STAMP = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number - 1)


CHAINED = terms(
    stage("one", duty("x", due_day=4), duty("y", after=("x",), due_day=8), ends_after=("y",)),
    stage("two", duty("z", due_day=2, in_exchange_for="y"), starts_after=("one",), days=5),
)


def test_days_are_counted_from_the_first_where_no_date_is_known() -> None:
    found = schedule_of(CHAINED)
    one, two = found.phases
    assert (one.begins.first, one.begins.last, one.ends.first, one.ends.last) == (1, 1, 10, 10)
    assert (two.begins.first, two.ends.last, two.begins.first_on) == (11, 15, None)
    y, z = found.obligation("y"), found.obligation("z")
    assert (y.opens.first, y.due.first, y.due.last) == (2, 8, 8)
    assert (z.due.last, z.waits_for) == (12, ("y",))
    assert found.obligation("x").blocks == ("y",)
    assert found.chain == ("one", "two")


def test_the_same_days_as_dates_leap_day_included() -> None:
    found = schedule_of(CHAINED, starts=START)
    assert found.obligation("x").due.last_on == dt.date(2024, 2, 29)
    for counted, dated in zip(schedule_of(CHAINED).obligations, found.obligations, strict=True):
        assert counted.due.last is not None
        assert dated.due.last_on == day(counted.due.last)
        assert dated.due.last == counted.due.last


def test_a_phase_that_starts_after_an_obligation_may_start_early_or_late() -> None:
    given = terms(stage("one", duty("x", due_day=7)), stage("two", duty("z", due_day=3), starts_after=("x",)))
    found = schedule_of(given, starts=START)
    begins, due = found.phases[1].begins, found.obligation("z").due
    assert (begins.first, begins.last) == (2, 8)
    assert (due.first, due.last) == (4, 10)
    done = schedule_of(given, starts=START, done={"x": day(5)})
    assert (done.phases[1].begins.first, done.phases[1].begins.last) == (6, 6)
    assert done.obligation("z").due.last_on == day(8)
    late = schedule_of(given, starts=START, today=day(9))
    assert (late.phases[1].begins.first, late.phases[1].begins.last) == (10, 10)
    assert found.chain == ("one", "x", "two")


def test_what_is_due_this_week_and_what_is_late() -> None:
    found = schedule_of(CHAINED, starts=START, done={"x": day(3)})
    assert [one.id for one in due_this_week(found, day(2))] == ["y"]
    assert due_this_week(found, day(1)) == ()
    assert [one.id for one in due_between(found, day(8), day(12))] == ["y", "z"]
    assert [one.id for one in overdue(found, day(9))] == ["y"]
    assert overdue(found, day(8)) == ()
    assert [one.id for one in overdue(schedule_of(CHAINED, starts=START), day(20))] == ["x", "y", "z"]
    assert due_this_week(found, dt.date.max) == ()


def test_what_is_in_a_circle_never_is_and_what_is_not_said_is_not_known() -> None:
    given = terms(
        stage("one", duty("x", after=("y",)), duty("y", after=("x",))),
        stage("two", duty("z"), starts_when="some day"),
        stage("three", duty("w"), starts_after=("two",)),
    )
    found = schedule_of(given, starts=START)
    assert [one.never for one in found.obligations] == [True, True, False, False]
    assert (found.obligation("z").due.last_on, found.obligation("w").due.last_on) == (None, None)
    assert found.phases[0].ends.last_on == day(10)


def test_a_round_of_exchanges_waits_for_nobody() -> None:
    given = terms(stage("one", duty("x", in_exchange_for="y"), duty("y", in_exchange_for="x")))
    assert [one.due.last for one in schedule_of(given).obligations] == [5, 5]


def test_a_phase_with_a_date_begins_on_it_or_after_what_it_waits_for() -> None:
    given = terms(stage("one"), stage("two", starts_on=dt.date(2024, 3, 20)))
    assert schedule_of(given, starts=START).phases[1].begins.last_on == dt.date(2024, 3, 20)
    assert schedule_of(given).phases[1].begins.last_on == dt.date(2024, 3, 20)
    both = terms(stage("one"), stage("two", starts_on=dt.date(2024, 3, 1), starts_after=("one",)))
    assert schedule_of(both, starts=START).phases[1].begins.last == 11
    assert schedule_of(both).phases[1].begins.last is None  # days and dates do not mix
    first = terms(stage("one", duty("x"), starts_on=START))
    assert schedule_of(first).obligation("x").due.last_on == day(5)


def test_without_a_due_day_the_last_day_of_the_phase_counts() -> None:
    assert schedule_of(terms(stage("one", duty("x", due_day=None)))).obligation("x").due.last == 10
    assert (
        schedule_of(terms(stage("one", duty("x", due_day=None), days=None))).obligation("x").due.last is None
    )


def test_days_outside_the_calendar_are_refused_in_a_sentence() -> None:
    for days in (3_000_000, 10**30):
        with pytest.raises(AgreementError, match="“One” would fall on a day outside the calendar"):
            schedule_of(terms(stage("one", days=days)), starts=START)
        assert schedule_of(terms(stage("one", days=days))).phases[0].ends.last == days
    with pytest.raises(AgreementError, match="no obligation or phase 'nothing'"):
        schedule_of(CHAINED, done={"nothing": START})


def events(written: bytes) -> dict[str, tuple[dt.date, dt.date, str]]:
    read = Calendar.from_ical(written)
    return {
        str(e["uid"]): (e.decoded("dtstart"), e.decoded("dtend"), str(e["summary"]))
        for e in read.walk("VEVENT")
    }


def test_the_calendar_is_read_back_as_it_was_meant() -> None:
    found = schedule_of(CHAINED, starts=START)
    written = calendar_of(found, name="Talks; at Venn, café", stamp=STAMP, actors={"a": "Alba"})
    assert written == calendar_of(found, name="Talks; at Venn, café", stamp=STAMP, actors={"a": "Alba"})
    read = events(written)
    assert len(read) == 5
    (x,) = [one for uid, one in read.items() if uid.startswith("due-x@")]
    assert x == (dt.date(2024, 2, 29), dt.date(2024, 3, 1), "Alba: does x")
    (one,) = [one for uid, one in read.items() if uid.startswith("phase-one@")]
    assert one == (day(1), day(11), "One")
    assert all(line.encode().isascii() or len(line.encode()) <= 75 for line in written.decode().split("\r\n"))
    assert b"DTSTAMP:20240101T120000Z" in written
    assert "X-WR-CALNAME:Talks\\; at Venn\\, café".encode() in written


@pytest.mark.parametrize("odd", ["A\nB", "A\r\nB", "A\x00B\x0b", "\x1b[1mA"])
def test_a_calendar_holds_no_line_end_and_no_control_character_of_a_text(odd: str) -> None:
    given = terms(structs.replace(stage("one", duty("x", due_day=2)), name=odd))
    written = calendar_of(schedule_of(given, starts=START), name=odd, stamp=STAMP, actors={"a": odd})
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", written)
    read = Calendar.from_ical(written)
    assert [str(one["summary"]).count("A") for one in read.walk("VEVENT")] == [1, 1]


def test_identifiers_tell_all_ids_apart() -> None:
    names = ["a b", "a_b", "a-b", "a%20b", "ä b", "a_20_b"]
    given = terms(stage("one", *(duty(name) for name in names)))
    written = calendar_of(schedule_of(given, starts=START), name="n", stamp=STAMP)
    assert len(events(written)) == len(names) + 1


@pytest.mark.parametrize(
    ("given", "starts", "words"),
    [
        (CHAINED, None, "no day of the schedule is known"),
        (terms(), START, "no day of the schedule is known"),
        (terms(stage("one", days=1)), dt.date.max, "last day of the calendar"),
    ],
)
def test_a_calendar_that_cannot_be_written_says_why(given: Terms, starts: dt.date | None, words: str) -> None:
    with pytest.raises(AgreementError, match=words):
        calendar_of(schedule_of(given, starts=starts), name="n", stamp=STAMP)


def test_doing_things_earlier_makes_nothing_later() -> None:
    """The latest days never move up when an obligation is done on or before the day on which it is due."""
    before = schedule_of(CHAINED, starts=START)
    for x, y in itertools.product(range(1, 5), range(5, 9)):
        after = schedule_of(CHAINED, starts=START, done={"x": day(x), "y": day(y)})
        for one, other in zip(before.phases, after.phases, strict=True):
            assert (other.ends.last or 0) <= (one.ends.last or 0)
