"""Positions on a day, conflicts side by side, reports read beside the pages, entries by hand; and how heavy it all is."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.model.reviewing import current
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.pages.record_table import READER, begun, case_of, statement, texts
from tests.web.reading import Reader, Sheet, reader

RECORD, POSITIONS, CONFLICTS = "/cases/main/record", "/cases/main/positions", "/cases/main/record/conflicts"
READING = f"{RECORD}/reading"
TEXT = (
    "Talks resume\n\nThe alba delegation demanded a long truce, an official told Reuters on Friday. "
    "Borea rejected it, a spokesman said. About 40 people would be freed, the official said.\n"
)


@pytest.fixture
def lunn(table: Table) -> Reader:
    begun(table)
    return reader(LEAD)


def cells(sheet: Sheet) -> list[list[str]]:
    """Return the matrix as it is read."""
    body = next(one for one in sheet.tree.iter(f"{HTML}tbody"))
    return [[" ".join(text_of(cell).split()) for cell in row] for row in body]


def test_the_matrix_on_a_day_and_what_moved(lunn: Reader, table: Table) -> None:
    sheet = lunn.get(POSITIONS)
    assert "What moved since 22 February 2031" in sheet.main
    ((issue, alba, borea, cora),) = cells(sheet)
    assert issue.startswith("truce")
    assert "they exclude each other" not in issue
    assert alba.startswith("moved before: ▲ demands long ◆ offers 25 February 2031")
    assert "shortHalf of it." in alba
    assert "2 stands in all" in alba
    assert borea.startswith("✕ rejects 22 February 2031")
    assert "denied itBorea" in borea
    assert cora == "nothing on record"
    earlier = lunn.get(f"{POSITIONS}?day=2&since=1")
    ((issue, alba, borea, _cora),) = cells(earlier)
    assert "they exclude each other" in issue
    assert alba.startswith("▲ demands 20 February 2031")
    assert borea.startswith("moved before: nothing on record")
    latest = cells(sheet)
    for strange in (
        "day=2031-02-20",
        "day=4&since=9",
        "day=0&since=-1",
        "day=²&since=soon",
        f"day={'9' * 40}",
    ):
        assert cells(lunn.get(f"{POSITIONS}?{strange}")) == latest, strange
    assert "nothing had been said yet" in lunn.get(f"{POSITIONS}?reviewed=1&day=2").main
    assert [text_of(one) for one in sheet.tree.iter(f"{HTML}option") if one.get("selected") is not None] == [
        "25 February 2031", "22 February 2031",
    ]  # fmt: skip
    lunn.send(lunn.get(f"{RECORD}?at=p3"), "reject-p3")
    assert "offers" not in cells(lunn.get(POSITIONS))[0][1]
    assert table.clock


def test_the_picture_says_what_the_table_says_and_turns_with_the_language(lunn: Reader) -> None:
    def places(sheet: Sheet) -> tuple[list[float], str]:
        svg = next(
            one for one in sheet.tree.iter() if str(one.tag).endswith("}svg") and one.get("id") == "heat"
        )
        drawn = [one for one in svg.iter() if "heat-party" in (one.get("class") or "")]
        said = next(one for one in svg.iter() if str(one.tag).endswith("}desc"))
        return [float(one.get("x") or 0) for one in drawn], text_of(said)

    left, said = places(lunn.get(POSITIONS))
    assert left == sorted(left)
    assert "truce, alba: offers short. truce, borea: rejects long." in said
    lunn.send(lunn.get("/settings"), "taste", language="ar", zone="UTC")
    right, _said = places(lunn.get(POSITIONS))
    assert right == sorted(right, reverse=True)


def test_conflicts_stand_side_by_side_and_are_judged(lunn: Reader, table: Table) -> None:
    sheet = lunn.get(CONFLICTS)
    sides = [text_of(one) for one in sheet.tree.iter(f"{HTML}blockquote")]
    assert len(sides) == 2
    assert sides[0].split()[0] == "40"
    assert sides[1].split()[0] == "30"
    assert "35" not in sheet.main
    assert f"{RECORD}/statements/4" in sheet.links()
    rejected = lunn.send(sheet, "reject-c1")
    assert "No conflict of this kind" in rejected.main
    shown = lunn.get(f"{CONFLICTS}?is=rejected")
    again = lunn.send(shown, "undo-c1")
    assert again.status == 200
    edited = lunn.send(lunn.get(CONFLICTS), "edit-c1", about="how many go free", statements="1, 99")
    assert edited.status == 422
    assert "There is no statement “99”" in edited.main
    lunn.send(lunn.get(CONFLICTS), "edit-c1", about="how many go free", statements="1 s4 2")
    (conflict,) = current(case_of(table)).conflicts
    assert (conflict.about, conflict.statements) == ("how many go free", ("x1", "x4", "x2"))


def test_a_report_is_read_beside_the_pages_and_twice_it_adds_nothing(lunn: Reader, table: Table) -> None:
    before = len(case_of(table).statements)
    sheet = lunn.send(lunn.get(READING), "read", text=TEXT.replace("\n", "\r\n"), published="2031-03-01")
    assert "It is being read" in sheet.main
    House.readings.settle()
    done = lunn.get(READING)
    assert "could not be read" not in done.main
    added = case_of(table).statements[before:]
    assert added
    assert all(one.reader for one in added)
    source = case_of(table).sources[-1]
    assert source.id in texts(table)
    link = next(link for link in done.links() if "source=3" in link and "suggested" in link)
    review = lunn.get(link)
    assert f"{len(added)} suggestions wait" in review.main or len(added) == 1
    assert "report-text" in review.text
    file = SimpleUploadedFile("../again\u202e.txt", TEXT.encode())
    lunn.send(done, "read", text="", reports=[file])
    House.readings.settle()
    twice = lunn.get(READING)
    assert "again.txt: It is in the record already, and adds nothing." in " ".join(twice.main.split())
    assert len(case_of(table).statements) == before + len(added)
    assert lunn.send(sheet, "read", text=TEXT, published="2031-03-01").status == 200


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("photo.png", b"\x89PNG", "“photo.png” is no text, HTML, PDF or DOCX file"),
        ("empty.txt", b"", "“empty.txt” is empty"),
        ("large.txt", b"x" * (8 * 2**20 + 1), "“large.txt” is larger than 8 MB"),
        ("x.txt\u202e\x07.exe", b"MZ", "“x.txt.exe” is no text"),
    ],
)
def test_what_is_no_report_is_refused_and_what_was_typed_is_kept(
    lunn: Reader, name: str, data: bytes, why: str
) -> None:
    told = lunn.send(
        lunn.get(READING), "read", text="Typed before.", reports=[SimpleUploadedFile(name, data)]
    )
    assert told.status == 422
    assert why in told.main
    assert "Typed before." in told.text


def test_what_is_refused_beside_the_files(lunn: Reader) -> None:
    sheet = lunn.get(READING)
    assert "Paste the text of a report, or choose a file." in lunn.send(sheet, "read", text="").main
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(21)]
    assert "These are 21 files" in lunn.send(sheet, "read", text="", reports=many).main
    assert "This is too long" in lunn.send(sheet, "read", text="x" * 400_001).main
    broken = SimpleUploadedFile("broken.pdf", b"%PDF-1.7 and nothing more")
    lunn.send(sheet, "read", text="", reports=[broken, SimpleUploadedFile("x.docx", b"PK\x03\x04nothing")])
    House.readings.settle()
    told = lunn.get(READING).main
    assert told.count("could not be read") == 2


def test_what_mediators_were_told_is_entered_with_where(lunn: Reader, table: Table) -> None:
    sheet = lunn.get(READING)
    nowhere = lunn.send(sheet, "statement", content="A long truce is possible.", act="offers", party="borea")
    assert "Say at which meeting" in nowhere.main
    done = lunn.send(
        nowhere, "statement", content="A long truce is possible.", act="offers", party="borea", title="Dinner in Kessar",
        on="2031-02-27",
    )  # fmt: skip
    assert "The statement is in the record." in done.main
    said = case_of(table).statements[-1]
    assert (said.content, said.act, said.speaker_party, said.reader) == (
        "A long truce is possible.",
        "offers",
        "borea",
        "",
    )
    assert case_of(table).sources[-1].title == "Dinner in Kessar"
    lunn.send(
        done,
        "statement",
        content="Or a short one.",
        act="offers",
        party="borea",
        title="Dinner in Kessar",
        on="2031-02-27",
    )
    assert [one.title for one in case_of(table).sources].count("Dinner in Kessar") == 1
    number = len(case_of(table).statements) - 1
    chosen = lunn.get(f"{READING}?issue=1&on={number}")
    assert lunn.send(chosen, "position-1", party="borea", stand="offers", statements="none").status == 422
    lunn.send(chosen, "position-1", party="borea", stand="offers", options=["long"], on="2031-02-27")
    position = case_of(table).positions[-1]
    assert (position.party, position.options, position.statements) == ("borea", ("long",), (said.id,))
    crossings = lunn.get(f"{READING}?issue=2")
    assert (
        "not one of the numbers"
        in lunn.send(crossings, "position-2", party="alba", stand="offers", options="9").main
    )
    lunn.send(crossings, "position-2", party="alba", stand="offers", options="3 4", statements="")
    assert case_of(table).positions[-1].options == (3, 4)
    assert "two statements at least" in lunn.send(done, "conflict", about="x", statements="1").main
    lunn.send(done, "conflict", about="how long", kind="position", statements=f"3, {number}")
    assert case_of(table).conflicts[-1].statements == ("x3", said.id)


def test_five_thousand_statements_are_light(table: Table) -> None:
    begun(table)
    said = "the truce will hold for six weeks if crossings are open and prisoners are freed by both sides"
    words = re.findall(r"\w+", said)
    parties, stands = ("alba", "borea", "cora"), ("demands", "offers", "rejects", "accepts")

    def many(number: int) -> dict[str, Any]:
        said = " ".join(words[(number + place) % len(words)] for place in range(25))
        return statement(
            number + 10, f"{said} {number}", source=f"q{number // 12}", speaker=f"Envoy {number % 400}",
            confidence=(number % 100) / 100, speaker_party=parties[number % 3],
        )  # fmt: skip

    grown = table.play([act(
        LEAD, "grow_record",
        sources=[{"id": f"q{n}", "title": f"Report {n} on the talks", "reader": READER} for n in range(418)],
        statements=[many(n) for n in range(5_000)],
        positions=[{
            "id": f"z{n}", "party": parties[n % 3], "issue": "truce", "stand": stands[n % 4], "on": f"2031-02-{1 + n % 27:02d}",
            "options": [("long", "short", "none")[n % 3]], "statements": [f"x{n + 10}", f"x{n + 11}"], "reader": READER,
        } for n in range(1_500)],
        conflicts=[
            {"id": f"k{n}", "kind": "figure", "about": "people", "statements": [f"x{n + 10}", f"x{n + 12}"], "reader": READER}
            for n in range(300)
        ],
    )])  # fmt: skip
    assert not grown.refused, grown.refused
    client = reader(LEAD).client
    for path in (
        RECORD,
        f"{RECORD}?is=all&page=60",
        POSITIONS,
        CONFLICTS,
        READING,
        f"{RECORD}/statements/4000",
    ):
        client.get(path)
        start = time.thread_time()
        response = client.get(path)
        assert response.status_code == 200
        assert len(response.content) < 300_000, path
        assert time.thread_time() - start < 0.5, path
    assert len(re.findall('class="which-one"', client.get(RECORD).content.decode())) == 50
