"""Precedents: a table is kept with the working case, sealed, and looked up; the case's own data are taken away."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.services.dossiers import dossier, table_of
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act, agreeing
from tests.web.knocking import signed_in
from tests.web.pages.papers_table import PapersAtOnce
from tests.web.pages.record_table import begun
from tests.web.reading import Reader, Sheet, reader

PAGE = "/cases/main/precedents"
EXPORT = "/cases/main/export"
ROWS = (
    "AgtId,Agt,Con,Dat,Ce,TjPrire,Text,Article,Hlink\n"
    '1,Truce of Arno,Arno,1999-05-01,3,0,"The truce is long, and six crossings are opened.",Article 2,javascript:alert(1)\n'
    '2,Accord of <b>Lys</b>,Lys,2004-01-02,0,2,"Prisoners are released by category.",Annex B,https://example.org/lys\n'
)


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> PapersAtOnce:
    made = PapersAtOnce()
    monkeypatch.setattr(House, "papers", made)
    return made


def sent(person: Reader, content: bytes, name: str = "pax.csv") -> Any:
    form = person.get(PAGE).form("precedents-table")
    return person.client.post(PAGE, {**form, "precedents-table-table": SimpleUploadedFile(name, content)})


def looked(person: Reader, **asked: Any) -> Sheet:
    return person.send(person.get(PAGE), "precedents-look", **asked)


def test_a_table_is_kept_once_and_looked_up_by_words_topics_and_issues(
    table: Table, papers: PapersAtOnce
) -> None:
    begun(table)
    lead = reader(LEAD)
    assert "No table is kept yet" in lead.get(PAGE).main
    assert sent(lead, ROWS.encode()).status_code == 303
    found = looked(lead, words="prisoners")
    assert "Accord of <b>Lys</b>" in found.main
    assert "Truce of Arno" not in found.main
    assert "Annex B" in found.main
    assert "2004" in found.main
    assert all("example.org" not in link for link in found.links())
    by_topic = looked(lead, words="", topics=["Ce"])
    assert "Truce of Arno" in by_topic.main
    issue = next(value for value in by_topic.text.split('<option value="')[2:3])[:16]
    by_issue = looked(lead, words="", issue=issue)
    assert "Truce of Arno" in by_issue.main
    assert not any("prisoner" in link or "pax" in link for link in found.links())
    # Whoever comes later, from wherever, finds it there; what was looked up is theirs alone.
    assert "pax.csv" in reader(LEAD).get(PAGE).main
    kept = table_of(table.talks, table.talks.standing(LEAD))
    assert kept is not None
    assert kept.data == ROWS.encode()
    files = [one for one in House.workspace.path.rglob("*") if one.is_file()]
    assert files
    assert not [one for one in files if b"Arno" in one.read_bytes() or b"Annex B" in one.read_bytes()]
    nothing = looked(lead, words=" ", topics=[], issue="")
    assert nothing.status == 422
    assert "Nothing in the table" in looked(lead, words="zeppelin", issue="", topics=[]).main
    assert papers.asked


def test_a_program_looks_up_what_the_page_does_and_only_those_who_see_the_page(
    table: Table, papers: PapersAtOnce
) -> None:
    begun(table)
    visitor = signed_in(LEAD)
    asked = {"words": "prisoners"}
    assert visitor.send("POST", "precedents", asked).status_code == 409, "no table is kept"
    assert sent(reader(LEAD), ROWS.encode()).status_code == 303
    found = visitor.send("POST", "precedents", asked).json()
    assert (found["agreements"], found["words"]) == (2, "prisoners")
    assert [one["name"] for one in found["hits"]] == ["Accord of <b>Lys</b>"]
    by_topic = visitor.send("POST", "precedents", {"topics": ["Ce"]}).json()
    assert [one["name"] for one in by_topic["hits"]] == ["Truce of Arno"]
    working = dossier(table.talks, table.talks.standing(LEAD))
    assert working is not None
    issue = working.issues[0].id
    assert visitor.send("POST", "precedents", {"issue": issue}).json()["hits"][0]["name"] == "Truce of Arno"
    for wrong, said in (
        ({}, "words: give words, topics or an issue"),
        ({"issue": "no"}, "issue: the working case has no issue 'no'"),
        ({"topics": ["Zeppelins"]}, "Zeppelins"),
        ({"words": 1}, "words: expected text"),
    ):
        answer = visitor.send("POST", "precedents", wrong)
        assert (answer.status_code, said in answer.json()["error"]["message"]) == (422, True), answer.content
    papers.waits.add("table")
    later = visitor.send("POST", "precedents", asked)
    assert (later.status_code, later["Retry-After"]) == (202, "1")
    for actor in ("alba:head", "mediator:co"):
        other = signed_in(actor)
        nothing = other.get("streams/channel/nobody/events").content
        for body in (asked, {}, {"words": 1}):
            answer = other.send("POST", "precedents", body)
            assert (answer.status_code, answer.content) == (404, nothing), (actor, body)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"AgtId,Agt\n", "no agreement in this table"),
        (b"a,b\n1,2\n", "no column says which agreement"),
        (b"PK\x03\x04" + bytes(2_000), "this is no text"),
        (b"\x00" * 100_000, "this is no text"),
        (b"AgtId,Agt\n1," + b"x" * (8 * 2**20), "larger than 8 MB"),
        (b'AgtId,Agt\n1,"' + b"x" * 17_000, "no agreement"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_a_sentence_and_the_one_before_stays(
    table: Table, papers: PapersAtOnce, content: bytes, said: str
) -> None:
    begun(table)
    lead = reader(LEAD)
    sent(lead, ROWS.encode())
    response = sent(lead, content, "other.csv")
    if said != "no agreement":
        assert response.status_code == 422
        assert said in response.content.decode()
        assert "pax.csv" in lead.get(PAGE).main
    assert papers.asked


def test_what_is_not_utf_8_is_read_and_what_could_not_be_is_said(table: Table, papers: PapersAtOnce) -> None:
    begun(table)
    lead = reader(LEAD)
    assert sent(lead, ROWS.replace("Arno", "Ärno").encode("cp1252")).status_code == 303
    found = looked(lead, words="truce")
    assert "Truce of Ärno" in found.main
    assert "could not be read" in found.main
    assert papers.asked


def records(person: Reader, name: str) -> list[dict[str, Any]]:
    response = person.client.get(f"{EXPORT}/{name}.jsonl")
    assert response.status_code == 200
    lines = [json.loads(line) for line in response.content.decode().splitlines()]
    rows = list(
        csv.DictReader(io.StringIO(person.client.get(f"{EXPORT}/{name}.csv").content.decode("utf-8-sig")))
    )
    assert [one["record"] for one in lines] == [row["record"] for row in rows]
    return lines


def test_the_agreement_and_its_ledger_are_open_data_for_those_at_the_table(table: Table) -> None:
    people = {actor: reader(actor) for actor in ("alba:adviser", "borea:voter", "mediator:far", LEAD)}
    assert all(one.client.get(f"{EXPORT}/agreement.csv").status_code == 404 for one in people.values())
    table.play([
        *agreeing(),
        act(LEAD, "open_tally", tally={"id": "held", "of": "people", "states": ["held", "free"]}),
        act(LEAD, "enter_count", entry={"id": "e1", "tally": "held", "value": 40, "to": "held", "on": "2031-03-01", "source": "the watch"}),
    ])  # fmt: skip
    before = {
        actor: person.client.get(f"{EXPORT}/agreement.jsonl").content for actor, person in people.items()
    }
    for actor, person in people.items():
        kinds = {one["record"] for one in records(person, "agreement")}
        assert {"agreement", "phase", "obligation", "guarantor"} <= kinds
        assert ("entry" in kinds) == (actor != "borea:voter"), actor
    begun(table)
    played = table.play(
        [act("borea:head", "say", text="secret"), act(LEAD, "keep_precedents", name="x.csv", data="QWd0")]
    )
    assert not played.refused
    for actor, person in people.items():
        assert person.client.get(f"{EXPORT}/agreement.jsonl").content == before[actor]
        assert person.client.get(f"{EXPORT}/terms.csv").status_code == (200 if actor == LEAD else 404)
    assert records(people[LEAD], "terms")[0]["Agt"] == "Working case"
    assert reader("observer:un").client.get(f"{EXPORT}/agreement.csv").status_code == 404
