"""Open data of a case, tables of others read with patience, and what is found in them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.precedents import (
    COLUMNS,
    TOPICS,
    look_up,
    read_precedents,
    records_of,
    topic_of,
    topics_in,
)
from goodoffices.agreement.precedents.lookup import asked
from goodoffices.model import Case
from goodoffices.services.agreeing import write_data
from tests.conftest import CAIRO, ROOT, TESSEN

TABLE = """\
AgtId,Agt,Dat,Con,PPName,Stage,Ce,TjPrire,Wat,Unheard,PDFLink
7,Accord of Alm,1995-12-14,Alm,Alm process,SubPar,1,3,0,9,https://example.org/7
8,Truce of Bern Hill,1999,Bern Hill,,Cea,3,0,,,
9,River treaty,2004-02-29,Cay,,SubComp,0,0,3,,
"""
PROVISIONS = """\
Agreement;Date;Country;Article;Text;Topics
Accord of Alm;1995-12-14;Alm;Art. 4;"Each side releases its prisoners,
thirty for each soldier.";TjPrire
Accord of Alm;1995-12-14;Alm;Art. 9;Guns fall silent.;Ce
Truce of Bern Hill;1999-05-01;Bern Hill;Art. 1;The wounded prisoner goes home.;
"""


def test_records_have_the_documented_columns_and_no_others() -> None:
    page = (ROOT / "docs" / "reference" / "agreement-data.md").read_text()
    documented = re.findall(r"^\| `([\w]+)` \|", page, re.MULTILINE)
    assert documented == list(COLUMNS)
    for path in (CAIRO, TESSEN):
        for record in records_of(Case.load(path)):
            assert set(record) <= set(COLUMNS)
            assert {"record", "AgtId", "Agt", "Dat"} <= set(record)


def test_what_goes_into_the_data_comes_out_of_both_files(tmp_path: Path) -> None:
    case = Case.load(TESSEN)
    count = write_data(case, tmp_path / "out.jsonl")
    assert write_data(case, tmp_path / "out.csv") == count
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert lines == list(records_of(case))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(lines) == count
    for line, row in zip(lines, rows, strict=True):
        for name in COLUMNS:
            value = line.get(name)
            joined = "; " if name == "conditions" else " "
            written = (
                joined.join(value)
                if isinstance(value, list)
                else "yes"
                if value is True
                else str(value or "")
            )
            assert row[name] == written, (name, line)
    kinds = {line["record"] for line in lines}
    assert kinds == {
        "agreement",
        "phase",
        "obligation",
        "category",
        "rate",
        "guarantor",
        "count",
        "balance",
        "entry",
    }


def test_what_follows_from_the_ledger_is_in_the_data_and_lists_of_names_are_not() -> None:
    case = Case.load(CAIRO)
    states = [one for one in records_of(case) if one["record"] == "state"]
    assert [(one["to"], one["low_follows"], one["high_follows"]) for one in states[-3:]] == [
        ("held in Gaza", 117, 143), ("released in the truce of November 2023", 24, 134), ("rescued", 2, 112),
    ]  # fmt: skip
    assert "names" not in COLUMNS


def test_topics_are_found_by_words_and_named_by_code_or_name() -> None:
    assert topics_in("Prisoners released for each hostage") == ("TjPrire",)
    assert topics_in("ceasefire and withdrawal of troops") == ("Ce", "SsrArm", "SsrFf")
    assert topics_in("the prisoner's land") == ("LaRef", "TjPrire")
    assert topics_in("") == ()
    for text in ("TjPrire", "tjprire", "Prisoner  release", "prisoner"):
        found = topic_of(text)
        assert found is not None
        assert found.code == "TjPrire"
    assert topic_of("forces") is None  # several
    assert len({topic.code for topic in TOPICS}) == len(TOPICS)


def test_a_table_is_read_with_its_topics_and_sentences_about_what_it_cannot_say() -> None:
    found = read_precedents(
        TABLE.replace("2004-02-29", "2005-02-29").replace("Cea,3", "Cea,7").encode(), "t.csv"
    )
    assert [(one.id, one.year, one.country) for one in found.agreements] == [
        ("7", 1995, "Alm"), ("8", 1999, "Bern Hill"), ("9", 2005, "Cay"),
    ]  # fmt: skip
    assert found.agreements[0].topics == {"Ce": 1, "TjPrire": 3}
    assert found.topics == ("Ce", "TjPrire", "Wat")
    assert found.problems == (
        "t.csv, line 3: Ce: '7' is no level from 0 to 3; it is left out",
        "t.csv, line 4: Dat: '2005-02-29' is no day written as 1995-12-14; the year 2005 is kept",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_provisions_of_one_agreement_are_one_agreement(encoding: str) -> None:
    found = read_precedents(PROVISIONS.encode(encoding), "p.csv")
    alm, hill = found.agreements
    assert [(one.reference, one.line) for one in alm.provisions] == [("Art. 4", 2), ("Art. 9", 4)]
    assert dict(alm.topics) == {"TjPrire": None, "Ce": None}
    assert hill.provisions[0].text == "The wounded prisoner goes home."
    assert found.problems == ()


def test_our_own_data_are_read_as_a_table_of_others(tmp_path: Path) -> None:
    write_data(Case.load(CAIRO), tmp_path / "out.csv")
    found = read_precedents((tmp_path / "out.csv").read_bytes(), "out.csv")
    (only,) = found.agreements
    assert (only.name, only.year) == ("Indirect truce talks, Doha and Cairo, March 2024", 2024)
    assert "TjPrire" in only.topics


def test_the_best_is_first_and_says_where_it_stands() -> None:
    table = read_precedents(PROVISIONS.encode(), "p.csv")
    both = look_up(table, topics=["TjPrire"], words="release of prisoners for soldiers")
    assert [hit.name for hit in both] == ["Accord of Alm", "Truce of Bern Hill"]
    assert (both[0].reference, both[0].line, both[0].topics, both[0].year) == (
        "Art. 4",
        2,
        ("TjPrire",),
        1995,
    )
    assert both[0].excerpt.startswith("Each side releases its prisoners")
    assert both[0].words == ("releas", "prison", "soldier")
    assert [hit.reference for hit in look_up(table, topics=["Ce"])] == ["Art. 9"]
    assert look_up(table, words="elections") == ()
    assert look_up(table) == ()
    assert len(look_up(table, words="prisoner", most=1)) == 1


def test_levels_of_topics_decide_where_there_are_no_words() -> None:
    table = read_precedents(TABLE.encode(), "t.csv")
    assert [(hit.agreement, hit.score) for hit in look_up(table, topics=["Ce", "TjPrire"])] == [
        ("7", 0.6667),
        ("8", 0.5),
    ]
    assert [hit.agreement for hit in look_up(table, words="water rivers")] == ["9"]


def test_an_issue_is_looked_up_by_its_own_words_and_topics() -> None:
    topics, words = asked(Case.load(CAIRO).issue("prisoners"))
    assert topics == ("TjPrire",)
    assert "release of prisoners" in words


def test_a_long_text_is_shown_from_where_it_speaks_of_what_was_asked() -> None:
    text = f"{'Whereas nothing. ' * 60}Prisoners go home. {'And so on. ' * 60}"
    table = read_precedents(f'Agt,Text\nA,"{text}"\n'.encode(), "t.csv")
    (hit,) = look_up(table, words="prisoners")
    assert "Prisoners go home." in hit.excerpt
    assert hit.excerpt.startswith("… ")
    assert len(hit.excerpt) < 260


#: A table that is none, and words of the sentence that says so.
NONE = {
    "nothing that names an agreement": (b"a,b\n1,2\n", "line 1: no column says which agreement"),
    "zero bytes": (b"Agt\0\n", "no text"),
    "half a quote": (b'Agt,Text\n"A,b\n', ""),
}


@pytest.mark.parametrize("kind", NONE)
def test_what_is_no_table_is_a_sentence(kind: str) -> None:
    data, words = NONE[kind]
    if words:
        with pytest.raises(AgreementError, match=words):
            read_precedents(data, "t.csv")
    else:
        assert isinstance(read_precedents(data, "t.csv").agreements, tuple)


def test_lines_that_cannot_be_read_are_named_and_the_others_kept() -> None:
    data = "Agt,Dat,Ce\nA,1995,1,stray\n,,2\nB,someday,1\nC\n".encode("cp1252") + "D\xe9,2001,1\n".encode(
        "cp1252"
    )
    found = read_precedents(data, "t.csv")
    assert [one.name for one in found.agreements] == ["B", "C", "Dé"]
    assert [re.search(r"line (\d+)", one)[1] for one in found.problems] == ["6", "2", "3", "4"]  # type: ignore[index]  # each names one
    many = read_precedents(("Agt,Ce\n" + "A,9\n" * 500).encode(), "t.csv")
    assert len(many.problems) == 101


@pytest.mark.parametrize("field", ["1,{},1995-12-14,3,text", "{},A,1995-12-14,3,text", "1,A,{},3,text"])
def test_a_quote_that_nothing_closes_swallows_no_lines_in_silence(field: str) -> None:
    first = field.format('"open')
    table = f"AgtId,Agt,Dat,Ce,text\n{first}\n2,B,1996-01-01,2,more\n3,C,1996-01-01,2,more\n"
    found = read_precedents(table.encode(), "t.csv")
    assert found.agreements == ()
    assert found.problems == (
        "t.csv, line 2: a quote is opened and not closed before other lines of the table; they are left out",
    )


def test_a_quote_that_is_open_to_the_end_of_the_table_is_said() -> None:
    table = 'AgtId,Agt,text\n1,A,"a text\n2,B,more\n'
    found = read_precedents(table.encode(), "t.csv")
    assert found.problems == (
        "t.csv, line 2: a quote is opened and not closed: all that follows is read as one field",
    )
    whole = read_precedents(b'AgtId,Agt,text\n1,A,"a text\nof two, or three, lines"\n', "t.csv")
    assert (whole.problems, whole.agreements[0].provisions[0].text) == ((), "a text\nof two, or three, lines")


def test_levels_may_be_written_as_numbers_with_a_point() -> None:
    found = read_precedents(b"AgtId,Agt,Ce,Wat\n1,A,3.0,0.0\n", "t.csv")
    assert (found.problems, dict(found.agreements[0].topics)) == ((), {"Ce": 3})
