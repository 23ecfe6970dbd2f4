"""One report read with a case and without: who, through whom, when, what; the contract's shape."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from goodoffices.record.results import Reading, ReadStatement
from goodoffices.services.reading import ReaderName, read
from tests.unit.record.samples import LATER, REPORT, frame, page, pdf, word

READERS: tuple[ReaderName, ...] = ("trained", "rules")


def said(reading: Reading, words: str) -> ReadStatement:
    """Return the statement that holds some words, the shortest of several."""
    found = [one for report in reading.reports for one in report.statements if words in one.content]
    assert found, f"nobody said “{words}”"
    return min(found, key=lambda one: len(one.content))


@pytest.fixture(scope="module", params=READERS)
def reading(request: pytest.FixtureRequest) -> Reading:
    return read(REPORT, case=frame(), reader=request.param)


def test_the_report_says_its_own_title_day_and_outlet(reading: Reading) -> None:
    (report,) = reading.reports
    assert report.title == "Quay talks resume"
    assert report.published == dt.date(2031, 3, 4)
    assert report.outlet == "Meridian"
    assert report.language == "en"


def test_an_unnamed_official_speaks_for_a_party_through_an_outlet(reading: Reading) -> None:
    one = said(reading, "rejected any job cuts")
    assert (one.speaker_party, one.speaker_named, one.via) == ("union", False, ("Reuters",))
    assert one.said_on == dt.date(2031, 3, 3)
    assert one.act == "rejects"


def test_the_next_sentence_goes_on_with_the_same_speaker(reading: Reading) -> None:
    one = said(reading, "wage rise of 8 percent")
    assert one.speaker == "he"
    assert one.speaker_is == "A union official"
    assert (one.speaker_party, one.speaker_named, one.act) == ("union", False, "demands")
    assert [(figure.value, figure.of, figure.bound) for figure in one.figures] == [(8, "percent", "exactly")]


def test_an_outlet_that_cites_somebody_stands_in_the_chain(reading: Reading) -> None:
    one = said(reading, "60 jobs")
    assert one.speaker == "a state conciliator"
    assert not one.speaker_named
    assert one.via[0].removeprefix("the ") == "Harbour Gazette"
    assert one.said_on == dt.date(2031, 3, 2)


def test_statements_are_sought_in_prose_alone(reading: Reading) -> None:
    (report,) = reading.reports
    furniture = REPORT.index("Cranes at the quay")
    assert all(span[0] < furniture for one in report.statements for span in one.content_spans)


def test_spans_are_the_words_of_the_text_as_given(reading: Reading) -> None:
    for one in reading.reports[0].statements:
        for words, spans in ((one.content, one.content_spans), (one.cue, one.cue_spans)):
            assert words == " ".join(REPORT[a:b] for a, b in spans)
    for figure in reading.reports[0].figures:
        assert any(letter.isdigit() or letter.isalpha() for letter in REPORT[slice(*figure.span)])


def test_positions_stand_on_the_cases_issues(reading: Reading) -> None:
    stands = {(one.party, one.issue, one.stand) for one in reading.positions}
    assert ("union", "lay-offs", "rejects") in stands
    assert ("union", "pay", "demands") in stands
    assert ("company", "lay-offs", "demands") in stands
    demanded = next(one for one in reading.positions if one.issue == "pay")
    assert demanded.options == (8,)
    assert demanded.order == ()


def test_both_conflicts_are_found_and_no_other(reading: Reading) -> None:
    assert sorted(one.kind for one in reading.conflicts) == ["denial", "figure"]
    figure = next(one for one in reading.conflicts if one.kind == "figure")
    values = {
        f.value for r in reading.reports for s in r.statements if s.id in figure.statements for f in s.figures
    }
    assert values == {40, 60}
    assert "jobs" in figure.about
    denial = next(one for one in reading.conflicts if one.kind == "denial")
    assert "broken off the talks" in denial.about


def test_the_json_has_the_contracts_fields(reading: Reading) -> None:
    document = json.loads(json.dumps(reading.to_dict()))
    assert {"reports", "positions", "conflicts"} <= set(document)
    (report,) = document["reports"]
    assert {"file", "title", "published", "outlet", "statements", "figures"} <= set(report)
    assert "text" not in report
    names = {
        "id", "content", "content_spans", "cue", "cue_spans", "speaker", "speaker_spans", "speaker_named",
        "speaker_party", "via", "said_on", "act", "confidence", "figures",
    }  # fmt: skip
    for one in report["statements"]:
        assert names <= set(one)
        assert 0 <= one["confidence"] <= 1
    for figure in report["figures"]:
        assert {"value", "of", "bound", "span", "statement"} <= set(figure)


def test_without_a_case_parties_are_as_written_and_issues_null() -> None:
    reading = read(REPORT, reader="rules")
    assert {one.issue for one in reading.positions} == {None}
    assert "Porter Lines" in {one.party for one in reading.positions}
    assert sorted(one.kind for one in reading.conflicts) == ["denial", "figure"]


def test_a_stand_that_turns_round_is_a_move() -> None:
    case = frame()
    reading = read([REPORT, LATER], case=case, reader="rules")
    assert reading.reports[1].update_of == reading.reports[0].file
    assert any("would accept voluntary job cuts" in line for line in reading.reports[1].changes)
    stands = {(one.party, one.issue, one.stand, str(one.on)) for one in reading.positions}
    assert ("union", "lay-offs", "rejects", "2031-03-03") in stands
    assert ("union", "lay-offs", "accepts", "2031-03-10") in stands
    (move,) = [one for one in reading.conflicts if one.kind == "position"]
    assert move.about == "union on lay-offs"
    assert move.why == "rejects on 2031-03-03, accepts on 2031-03-10"


PARAGRAPHS = [line for line in REPORT.split("\n") if line][1:5]


@pytest.mark.parametrize(
    "data",
    [
        page("Quay talks resume", PARAGRAPHS),
        word(["Quay talks resume", *PARAGRAPHS]),
        pdf(
            [
                "Quay talks resume",
                "",
                "A union official told Reuters on Monday that the union rejected any job cuts.",
            ]
        ),
        REPORT.encode("utf-16"),
        REPORT.encode("cp1252"),
    ],
    ids=["html", "docx", "pdf", "utf-16", "cp1252"],
)
def test_every_kind_of_file_gives_the_statement(data: bytes) -> None:
    reading = read([("report", data)], case=frame(), published="2031-03-04", reader="rules")
    one = said(reading, "rejected any job cuts")
    assert one.via == ("Reuters",)
    report = reading.to_dict()["reports"][0]
    if "text" in report:
        assert one.content == " ".join(report["text"][a:b] for a, b in one.content_spans)


def test_an_html_page_says_its_day_and_outlet_itself() -> None:
    (report,) = read([("page", page("Quay talks resume", PARAGRAPHS))], reader="rules").reports
    assert (report.published, report.outlet) == (dt.date(2031, 3, 4), "Meridian")
    assert "All rights reserved" not in (report.text or "")


def test_the_same_report_twice_adds_nothing() -> None:
    reading = read([("one", REPORT.encode()), ("two", REPORT.encode())], reader="rules")
    assert len(reading.reports) == 1
    assert reading.skipped[0].file == "two"
    assert "the same as one" in reading.skipped[0].why


def test_wire_copy_counts_as_one_source() -> None:
    copy = REPORT.replace("(Meridian)", "(Borough News)") + "\nThe town council meets on Friday.\n"
    reading = read([("one", REPORT.encode()), ("two", copy.encode())], reader="rules")
    assert reading.reports[1].copy_of == "one"
    alone = read([("one", REPORT.encode())], reader="rules")
    assert reading.positions == alone.positions
    assert reading.conflicts == alone.conflicts
