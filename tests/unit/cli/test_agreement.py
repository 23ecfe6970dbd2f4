"""`agreement` and `precedents` on the command line: what is printed, what is in the document, what is written."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from goodoffices.cli.main import run
from goodoffices.services.agreeing import agreed
from tests.conftest import CAIRO, TESSEN
from tests.unit.cli.running import out_of


def words_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    printed = out_of(capsys, *arguments)
    return " ".join("".join(" " if sign in "│┃┡┩├┤┼━─┏┓└┘┴╇┳" else sign for sign in printed).split())


def test_one_document_holds_what_the_library_returns(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(out_of(capsys, "agreement", str(CAIRO), "--json", "--starts", "2024-04-01"))
    assert document == agreed(CAIRO, starts=dt.date(2024, 4, 1)).to_dict()
    assert set(document) == {
        "findings",
        "schedule",
        "due_this_week",
        "overdue",
        "exchanges",
        "tallies",
        "balances",
    }
    assert document["exchanges"][0]["comes_to"] == {"low": 700, "high": 800}
    assert document["balances"][0]["rest"]["nominal"] == 123
    assert {one["kind"] for one in document["findings"]} == {"open", "norm"}


def test_people_read_days_exchanges_and_what_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    printed = words_of(capsys, "agreement", str(TESSEN), "--starts", "2031-06-20")
    assert "nothing here approves it" in printed
    assert "Basin Secretariat 2031-08-18" in printed
    assert "pays into trust for “lets through” comes to 8; 8 stated" in printed
    assert "What decides when it is over: trial → filling" in printed
    assert "would have to move by 70 in all" in printed
    assert "day 42" in words_of(capsys, "agreement", str(CAIRO))


def test_what_is_due_and_what_is_late_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    days = ("--starts", "2031-06-20", "--done", "trial-release=2031-07-30")
    printed = words_of(capsys, "agreement", str(TESSEN), *days, "--today", "2031-08-09")
    assert "Late: trial-payment" in printed
    assert "done 2031-07-30" in printed
    assert "Due this week: trial-payment" in words_of(
        capsys, "agreement", str(TESSEN), *days, "--today", "2031-08-03"
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--done", "release=2031-06-19"), "lies before --starts 2031-06-20"),
        (("--done", "release=2031-07-02", "--today", "2031-07-01"), "lies after --today 2031-07-01"),
        (("--done", "release=2031-07-02", "--done", "release=2031-07-03"), "is given twice"),
        (("--done", "release"), "is not ID=DATE"),
        (("--done", "release=2031-02-30"), "is no day of the calendar"),
    ],
)
def test_a_day_on_which_nothing_can_have_been_done_is_refused(
    given: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["agreement", str(TESSEN), "--starts", "2031-06-20", *given]) == 2
    assert says in " ".join(capsys.readouterr().err.split())


def test_calendar_and_data_are_written_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calendar, data = tmp_path / "out.ics", tmp_path / "out.jsonl"
    arguments = [
        "agreement",
        str(TESSEN),
        "--starts",
        "2031-06-20",
        "--calendar",
        str(calendar),
        "--data",
        str(data),
    ]
    out_of(capsys, *arguments)
    first = calendar.read_bytes()
    assert len(Calendar.from_ical(first).walk("VEVENT")) == 9
    assert b"DTSTAMP:20310516T000000Z" in first
    assert all("AgtId" in json.loads(line) for line in data.read_text().splitlines())
    out_of(capsys, *arguments)
    assert calendar.read_bytes() == first


def test_how_others_solved_an_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "Agt,Dat,Con,Article,Text,TjPrire\nAccord of Alm,1995-12-14,Alm,Art. 4,All prisoners go home,3\nB,1990,,,,9\n"
    )
    printed = words_of(capsys, "precedents", str(table), "--case", str(CAIRO), "--issue", "prisoners")
    assert "2 agreements; looked for topics TjPrire" in printed
    assert "Accord of Alm" in printed
    assert "Art. 4, line 2 of the table" in printed
    assert "'9' is no level from 0 to 3" in printed
    document = json.loads(out_of(capsys, "precedents", str(table), "prisoners", "home", "--json"))
    assert [hit["name"] for hit in document["hits"]] == ["Accord of Alm"]
    assert "Nothing in the table" in out_of(capsys, "precedents", str(table), "elections")
