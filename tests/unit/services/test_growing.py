"""The record of the working case grows: by reports, by hand, by judgements, and they are undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from goodoffices.model import Case
from goodoffices.record.errors import ReadingError
from goodoffices.services import dossiers, growing
from goodoffices.services.dossiers import Place
from goodoffices.talks.errors import Refused
from tests.talks.dossiers import NOW, place, suggested, two_sides
from tests.talks.table import LEAD, Table

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def cairo() -> Case:
    return Case.load(EXAMPLES / "cairo-2024")


@pytest.fixture
def table() -> Table:
    return two_sides("israel", "hamas")


@pytest.fixture
def started(table: Table, cairo: Case) -> Place:
    dossiers.start_from(place(table), cairo, note="cairo")
    return place(table)


REPORT = b"""Talks resume in Doha

By Our Correspondent, 2 March 2031

Hamas said on Saturday that it rejects the release of 40 hostages without an end of the war.

An Israeli official told Reuters that Israel demands the release of 130 hostages.
"""


def test_reports_are_read_in_and_their_texts_kept(started: Place) -> None:
    before = dossiers.dossier(started.talks, started.who)
    assert before is not None
    read = growing.read_reports(started, [("talks.txt", REPORT)], reader="rules")
    assert (read.added.reports, read.added.known) == (1, ())
    assert read.added.statements > 0
    (source,) = read.sources.values()
    text = dossiers.text_of(started.talks, started.who, source)
    assert text == REPORT.decode()
    new = [one for one in read.case.statements if one.source == source]
    assert len(new) == read.added.statements
    for one in new:
        assert one.reader == "goodoffices rules"
        assert all(text[start:end] for start, end in (*one.content_spans, *one.speaker_spans))
    again = growing.read_reports(started, [("again.txt", REPORT)], reader="rules")
    assert again.case == read.case
    assert again.added.known == ("again.txt",)
    assert again.notes == (f"again.txt: it is in the record already, as '{source}'; it adds nothing",)


def test_a_report_that_cannot_be_read_is_a_sentence(started: Place) -> None:
    with pytest.raises(ReadingError, match="nothing to read"):
        growing.read_reports(started, [], reader="rules")
    with pytest.raises(ReadingError, match="damaged"):
        growing.read_reports(started, [("a.pdf", b"%PDF-1.4 nothing")], reader="rules")


def test_judgements_are_made_and_undone(started: Place) -> None:
    suggested(started)
    growing.review(started, ["x0"], "accepted")
    growing.review(started, ["x1"], "rejected")
    growing.review(started, ["x2"], "edited", fields={"content": "Another word"})
    now = {one.id: one for one in dossiers.working_case(started.talks, started.who).case.statements}
    assert (now["x0"].reader, "x1" in now, now["x2"].content) == ("", False, "Another word")
    case = growing.review(started, ["x1", "x2"], "undone")
    assert [(one.by, one.at) for one in case.judgements] == [(LEAD, NOW.replace(microsecond=0))] * 5
    now = {one.id: one for one in dossiers.working_case(started.talks, started.who).case.statements}
    assert (now["x1"].reader, now["x2"].content) == ("rules", "Word number 2 of the talks")
    with pytest.raises(ReadingError, match="no judgement that could be undone"):
        growing.review(started, ["x1"], "undone")
    with pytest.raises(ReadingError, match="no statement, position or conflict 'nothing'"):
        growing.review(started, ["nothing"], "accepted")
    with pytest.raises(Refused, match="'id' stays as it is"):
        growing.review(started, ["x1"], "edited", fields={"id": "x9"})


def test_a_judgement_with_a_key_is_made_once(started: Place) -> None:
    suggested(started)
    for minutes in range(2):
        case = growing.review(
            started._replace(now=NOW + dt.timedelta(minutes=minutes)), ["x0"], "accepted", key="k"
        )
    assert len(case.judgements) == 1


def test_names_are_merged_and_many_judged_by_a_rule(started: Place) -> None:
    suggested(started, 6)
    growing.merge_names(started, "B. Netanyahu", "Netanyahu")
    case, many = growing.review_by_rule(started, "source=wire", "accepted")
    assert many == 6
    assert {one.rule for one in case.judgements[1:]} == {"source=wire"}
    assert growing.fitting(started, "source=wire") == []
    now = dossiers.working_case(started.talks, started.who).case
    assert {one.speaker for one in now.statements if one.source == "wire"} == {"Netanyahu"}
    growing.merge_names(started, "B. Netanyahu", "", undo=True)
    now = dossiers.working_case(started.talks, started.who).case
    assert {one.speaker for one in now.statements if one.source == "wire"} == {"Netanyahu", "B. Netanyahu"}
    assert growing.review_by_rule(started, "source=wire", "accepted")[1] == 0


def test_pieces_are_entered_by_hand(started: Place) -> None:
    case = growing.add_statement(
        started, {"content": "Told at lunch", "speaker_named": False, "act": "asserts"}
    )
    one = case.statements[-1]
    assert (one.source, one.reader) == ("entered", "")
    case = growing.add_position(
        started,
        {"party": "israel", "issue": "hostages", "stand": "demands", "options": [40], "statements": [one.id]},
    )
    assert case.positions[-1].statements == (one.id,)
    case = growing.add_conflict(
        started, {"kind": "denial", "statements": [one.id, case.statements[0].id], "about": "lunch"}
    )
    assert case.conflicts[-1].about == "lunch"
    with pytest.raises(Refused, match="act"):
        growing.add_statement(started, {"content": "x", "speaker_named": True, "act": "sings"})
    with pytest.raises(Refused, match="there is no issue 'mars'"):
        growing.add_position(started, {"party": "israel", "issue": "mars", "stand": "demands"})
