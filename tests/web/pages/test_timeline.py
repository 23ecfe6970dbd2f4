"""The time line of press and talks: days without a time, on each one's calendar; every event reached; nobody else's."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.talks.table import ISSUES, LEAD, PARTIES, Table, act, minute
from tests.unit.reports.page_rules import HTML, SVG, text_of
from tests.web.pages.record_table import RECORD, statement
from tests.web.reading import Reader, Sheet, reader

PATH = "/cases/main/timeline"
MOST = 300_000
EVENTS: list[dict[str, Any]] = [
    {"id": "e1", "on": "2029-10-07", "title": "The attack", "parties": ["borea"], "statements": ["x3"]},
    {"id": "e2", "on": ["2030-12-30", "2031-01-02"], "title": "A week of strikes"},
    {"id": "e3", "on": "2031-03-01", "title": "The envoys arrive", "statements": ["x1", "x4"]},
]  # fmt: skip


@pytest.fixture
def reported(table: Table) -> Table:
    """Return the table with a record, and events that the press reported."""
    frame = {"title": "Working case", "parties": [{"id": party} for party in PARTIES], "issues": ISSUES}
    acts = [act(LEAD, "set_frame", frame=frame), act(LEAD, "grow_record", **RECORD)]
    acts.append(act(LEAD, "set_frame", frame=frame | {"timeline": EVENTS}))
    played = table.play(acts)
    assert not played.refused, played.refused
    return table


def in_new_york(actor: str) -> Reader:
    """Return somebody whose clock is that of New York."""
    from goodoffices.web.accounts.models import Account

    Account.objects.filter(name=actor).update(zone="America/New_York")
    return reader(actor)


def told(sheet: Sheet) -> list[str]:
    """Return the lines of the time line, the newest first."""
    found = next(
        (one for one in sheet.tree.iter(f"{HTML}ol") if "time-line" in (one.get("class") or "")), None
    )
    return [] if found is None else [text_of(one) for one in found.iter(f"{HTML}li")]


def drawn(sheet: Sheet) -> ET.Element:
    """Return the picture."""
    return next(one for one in sheet.tree.iter(f"{SVG}svg") if one.get("id") == "timeline-picture")


def test_a_day_stays_that_day_wherever_one_looks_from(reported: Table) -> None:
    # At two o'clock in the morning of the second of March, it is the evening of the first in New York.
    late = act("alba:head", "say", text="A late word.") | {"at": "2031-03-02T02:00:00Z"}
    assert not reported.play([late]).refused
    sheet = in_new_york(LEAD).get(PATH)
    lines = told(sheet)
    attack = next(line for line in lines if "The attack" in line)
    assert attack.startswith("7 October 2029")
    assert not re.search(r"\d:\d\d", attack)
    assert any(line.startswith("30 December 2030 – 2 January 2031") for line in lines)
    order = [
        next(n for n, line in enumerate(lines) if text in line)
        for text in ("A late word.", "The envoys arrive")
    ]
    assert order == sorted(order), "the day comes before its moments, so below them where the newest is first"
    assert lines[0].startswith("1 March 2031, 21:00")
    rows = {
        text_of(row[0]): [text_of(one) for one in row]
        for table in sheet.tree.iter(f"{HTML}table")
        for row in table.iter(f"{HTML}tr")
    }
    assert "1 March 2031" in rows
    assert "2 March 2031" not in rows
    assert rows["1 March 2031"][rows["Day"].index("Reported")] == "1"


def test_the_contact_balance_and_the_rounds_keep_to_ones_own_calendar(table: Table) -> None:
    late = {"at": "2031-03-04T02:00:00Z"}
    acts = [
        act(LEAD, "plan_round", round="one", name="Round one", venue="Valletta", format="indirect") | late,
        act("alba:head", "say", text="A late word.") | {"at": "2031-03-04T03:00:00Z"},
    ]
    assert not table.play(acts).refused
    lead = in_new_york(LEAD)
    balance = next(
        one for one in lead.get("/cases/main/").tree.iter(f"{HTML}tr") if text_of(one).startswith("alba")
    )
    assert "3 March 2031" in text_of(balance)
    chart = next(
        one
        for one in lead.get("/cases/main/rounds").tree.iter(f"{SVG}svg")
        if one.get("id") == "rounds-chart"
    )
    named = [text_of(one) for one in chart.iter(f"{SVG}text") if "tick" in (one.get("class") or "")]
    assert "2031" in named
    assert "3 Mar" in named
    assert "5 Mar" not in named


def test_the_picture_names_the_years_and_says_what_it_leaves_out(reported: Table) -> None:
    sheet = reader(LEAD).get(PATH)
    years = [text_of(one) for one in drawn(sheet).iter(f"{SVG}text") if "year" in (one.get("class") or "")]
    assert years == ["2029", "2030", "2031"]
    assert [one for one in drawn(sheet).iter(f"{SVG}path") if one.get("class") == "break"]
    assert "leaves out days on which nothing begins or ends" in sheet.main
    assert 'aria-labelledby="days-caption" tabindex="0"' in sheet.text
    assert reported.clock


def test_what_was_reported_leads_to_what_it_rests_on(reported: Table) -> None:
    lead = reader(LEAD)
    sheet = lead.get(PATH)
    arrival = next(line for line in told(sheet) if "The envoys arrive" in line)
    assert "Reuters" in arrival
    assert "Other news" in arrival, "a report without an outlet is named by its title"
    assert "statement 1" in arrival
    assert {f"/cases/main/record/statements/{number}" for number in (1, 3, 4)} <= set(sheet.links()), (
        sheet.links()
    )
    said = next(line for line in told(sheet) if "denied it" in line)
    assert "Borea" in said
    assert "waits for review" in said
    when = minute(reported.clock + 1)
    judged = [{"what": "statement", "of": "x3", "verdict": "rejected", "by": LEAD, "at": when}]
    assert not reported.play([act(LEAD, "grow_record", judgements=judged)]).refused
    assert "denied it" not in lead.get(PATH).main


def test_press_and_talks_are_shown_apart_where_somebody_asks(reported: Table) -> None:
    assert not reported.play([act("alba:head", "say", text="In the channel.")]).refused
    lead = reader(LEAD)
    press, talks = lead.get(f"{PATH}?only=press").main, lead.get(f"{PATH}?only=table").main
    assert ("The attack" in press, "In the channel." in press) == (True, False)
    assert ("The attack" in talks, "denied it" in talks, "In the channel." in talks) == (False, False, True)
    found = lead.client.post(PATH, {"q": "envoys arr"}).content.decode()
    assert "The envoys arrive" in found
    assert "The attack" not in found


def test_nobody_else_sees_anything_of_the_record(table: Table) -> None:
    people = [reader(one) for one in ("mediator:co", "mediator:far", "alba:head", "borea:voter")]
    paths = (PATH, f"{PATH}?only=press", f"{PATH}?before=20")
    before = [person.get(path).normalised for person in people for path in paths]
    frame = {"parties": [{"id": party} for party in PARTIES], "issues": ISSUES}
    acts = [act(LEAD, "set_frame", frame=frame), act(LEAD, "grow_record", **RECORD)]
    acts.append(act(LEAD, "set_frame", frame=frame | {"timeline": EVENTS}))
    assert not table.play(acts).refused
    assert [person.get(path).normalised for person in people for path in paths] == before


def test_every_event_can_be_reached_and_no_page_is_heavy(reported: Table) -> None:
    more = [
        statement(
            number,
            f"Word {number}. " + "It was said again. " * 20,
            id=f"y{number}",
            said_on=f"2030-0{1 + number % 9}-11",
        )
        for number in range(260)
    ]
    acts = [act(LEAD, "grow_record", statements=more)]
    acts += [act("alba:head", "say", text=f"Message {number}.") for number in range(140)]
    assert not reported.play(acts).refused
    lead = reader(LEAD)
    seen: list[str] = []
    address = PATH
    while address:
        sheet = lead.get(address)
        assert len(sheet.text.encode()) < MOST
        lines = told(sheet)
        assert len(lines) <= 100
        seen += lines
        address = next(
            (
                link
                for link in sheet.links()
                if link.startswith(f"{PATH}?before=") and link not in _later(sheet)
            ),
            "",
        )
    for number in range(260):
        assert any(f"Word {number}." in line for line in seen), number
    for number in range(140):
        assert sum(f"Message {number}." in line for line in seen) == 1, number
    assert any("The talks were opened" in line for line in seen)
    # What happens while one reads an earlier part moves nothing on it.
    part = lead.get(f"{PATH}?before=101")
    assert not reported.play([act("borea:head", "say", text="Meanwhile.")]).refused
    assert told(lead.get(f"{PATH}?before=101")) == told(part)
    for strange in ("0", "-1", "x", "9" * 30, "²", ""):
        assert lead.get(f"{PATH}?before={strange}").status == 200


def _later(sheet: Sheet) -> list[str]:
    return [
        one.get("href") or ""
        for one in sheet.tree.iter(f"{HTML}a")
        if text_of(one) in ("Later ones", "The latest")
    ]
