"""The desk: shares and invitations, limits and assumptions, imports and their undoing, exports."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodoffices.model import Case
from goodoffices.model.conditions import describe
from goodoffices.services.dossiers import begun
from goodoffices.talks.transcript import checked
from tests.talks.table import Act, Table, act
from tests.web.conftest import PASSWORD, spoken_for
from tests.web.reading import Reader, Sheet, reader

CASE, PEOPLE, EXPORT = "/cases/main/case", "/cases/main/people", "/cases/main/export"


def test_a_share_is_changed_and_what_a_mediator_sees_with_it(table: Table) -> None:
    lead, co = reader("mediator:lunn"), reader("mediator:co")
    page = lead.get(PEOPLE)
    assert "alba" in co.get(PEOPLE).main
    sent = page.form("share-2") | {"share-2-share": ["2"], "form": "share-2"}
    assert lead.client.post(PEOPLE, sent).status_code == 303
    shown = co.get(PEOPLE).main
    assert "borea" in shown.lower()
    assert "People of alba" not in co.get(PEOPLE).text
    assert table.clock


def test_who_leads_has_all_channels_whichever_are_ticked(table: Table) -> None:
    lead = reader("mediator:lunn")
    done = lead.send(lead.get(PEOPLE), "admit", name="second", lead="on", share=["1"])
    assert done.status == 200, done.main
    assert table.talks.standing("mediator:second").share == {"alba", "borea", "cora"}


@pytest.mark.parametrize("role", ["observer", "guarantor", "monitor", "audience", "listener", "voice"])
def test_everybody_from_outside_is_admitted_and_comes_in_by_an_invitation(table: Table, role: str) -> None:
    lead = reader("mediator:lunn")
    page = lead.send(lead.get(PEOPLE), "admit-audience", role=role, name="Nadia")
    assert "They may be invited now" in page.main
    name = next(one for one in page.forms() if one.startswith("invite-a3"))
    client = accepted(lead.send(page, name))
    assert client.get("/cases/main/").status_code == 200
    assert table.talks.standing(f"{role}:nadia").side == role


def accepted(made: Sheet) -> Client:
    """Take an invitation that a page shows; return the browser of who has come in."""
    token, client = made.text.split("/invitation#")[1].split("<")[0], Client()
    done = client.post("/invitation", {"token": token, "password": PASSWORD, "again": PASSWORD})
    assert done.status_code == 303
    return client


def test_a_party_admits_those_it_answers_to_and_nobody_else_learns_of_them(table: Table) -> None:
    watched = {who: reader(who) for who in ("mediator:lunn", "mediator:co", "borea:head")}
    before = {who: person.get(PEOPLE).normalised for who, person in watched.items()}
    head, member = reader("alba:head"), reader("alba:member")
    assert "admit-constituency" not in member.get(PEOPLE).forms()
    assert "admit-constituency" not in watched["mediator:lunn"].get(PEOPLE).forms()
    page = head.send(head.get(PEOPLE), "admit-constituency", name="Families")
    assert "Families" in page.main
    assert "Families" in member.get(PEOPLE).main
    assert not [one for one in member.get(PEOPLE).forms() if one.startswith("invite-c")], (
        "only who decides invites"
    )
    client = accepted(head.send(page, "invite-c1"))
    assert "Your side tells you" in client.get("/cases/main/").content.decode()
    assert client.get("/cases/main/briefings").status_code == 404
    assert {who: person.get(PEOPLE).normalised for who, person in watched.items()} == before
    again = head.send(head.get(PEOPLE), "admit-constituency", name="families")
    assert again.status == 422
    assert "is admitted already" in again.main
    assert table.clock


@spoken_for("alba")
def test_an_invitation_is_shown_once_and_lets_somebody_in(table: Table) -> None:
    lead = reader("mediator:lunn")
    named: Act = {"role": "member", "entered_for": "alba", "meeting": "m"}
    entered = table.play(
        [act("mediator:lunn", "name_delegate", person=one, **named) for one in ("new", "later")]
    )
    assert not entered.refused
    page = lead.get(PEOPLE)
    name = next(one for one in page.forms() if one.startswith("invite-d1"))
    made = lead.send(page, name)
    token = made.text.split("/invitation#")[1].split("<")[0]
    client = Client()
    done = client.post(
        "/invitation", {"token": token, "password": "a password for new", "again": "a password for new"}
    )
    assert done.status_code == 303
    assert client.get("/cases/main/agenda").status_code == 200
    again = Client().post(
        "/invitation", {"token": token, "password": "a password for new", "again": "a password for new"}
    )
    assert again.status_code == 404
    assert "/invitation#" not in lead.get(PEOPLE).text
    # Once somebody of the party has done something, it invites its own.
    assert any(one.startswith("invite-d1") for one in lead.get(PEOPLE).forms())
    assert not table.play([act("alba:new", "say", text="Good morning.")]).refused
    assert not any(one.startswith("invite-d1") for one in lead.get(PEOPLE).forms())
    assert any(one.startswith("invite-d1") for one in reader("alba:head").get(PEOPLE).forms())


def test_a_limit_is_added_and_taken_out_and_every_change_can_be_undone(table: Table) -> None:
    lead, borea = reader("mediator:lunn"), reader("borea:head")
    before = borea.get("/cases/main/").normalised, borea.get("/cases/main/timeline").normalised
    page = lead.get(CASE)
    most = page.field_of("limit", "truce", "no further than")
    done = lead.send(page, "limit", **{"whose": "1", "name": "no long truce", most: "short", "cost": "2"})
    assert done.status == 200, done.main
    assert "no long truce" in done.main
    assert "no further than “short”" in done.main or "at most" in done.main
    nothing = lead.send(lead.get(CASE), "limit", whose="1", name="nothing")
    assert nothing.status == 422
    assert "limits nothing" in nothing.main
    taken = lead.send(lead.get(CASE), drop_of(lead))
    assert "There is no limit yet" in taken.main
    number = max(int(one.removeprefix("again-")) for one in taken.forms() if one.startswith("again-"))
    back = lead.send(taken, f"again-{number}")
    assert "no long truce" in back.main
    assert (borea.get("/cases/main/").normalised, borea.get("/cases/main/timeline").normalised) == before
    assert table.clock


def case_of(table: Table) -> Case:
    return begun(table.talks, table.talks.standing("mediator:lunn"))[0]


def drop_of(person: Reader) -> str:
    return next(one for one in person.get(CASE).forms() if one.startswith("drop-"))


def change_of(person: Reader, number: int = 0) -> Sheet:
    """Return the page on which a limit is changed."""
    link = [link for link in person.get(CASE).links() if "?limit=" in link][number]
    return person.get(CASE + link.partition("#")[0])


def test_a_limit_is_changed_in_its_place_and_keeps_what_a_form_cannot_say(table: Table) -> None:
    lead = reader("mediator:lunn")
    case = {
        "goodoffices": 1, "title": "From a file",
        "parties": [{"id": "alba"}, {"id": "borea"}, {"id": "cora"}],
        "issues": [
            {"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "short"}, {"id": "long"}]},
            {"id": "aid", "options": [{"id": "road"}, {"id": "sea"}]},
        ],
        "red_lines": [
            {"party": "borea", "name": "some truce", "cost": 4, "entered_by": "report", "requires": {"all": [
                {"issue": "truce", "at_least": "short"},
                {"any": [{"issue": "truce", "is": "long"}, {"issue": "aid", "is": "sea"}]},
            ]}},
            {"party": "alba", "name": "by sea", "assumption": "Told.", "requires": {"issue": "aid", "is": "sea"}},
        ],
        "constraints": [{"name": "any way", "requires": {"issue": "aid", "in": ["road", "sea"]}}],
    }  # fmt: skip
    taken_in(lead, "case.json", json.dumps(case).encode())
    stale = sheet = change_of(lead)
    name = next(one for one in sheet.forms() if one.startswith("change-"))
    least = sheet.field_of(name, "truce", "from")
    assert sheet.form(name)[f"{name}-{least}"] == "short"
    done = lead.send(sheet, name, **{"name": "a longer truce", least: "long"})
    assert done.status == 200, done.main
    first, second = case_of(table).red_lines
    assert (first.name, first.party, first.cost, first.entered_by) == ("a longer truce", "borea", 4, "report")
    assert describe(first.requires, case_of(table).issues_by_id, str).count("long") == 2
    assert second.name == "by sea"

    # Somebody else changed it meanwhile: what was written is shown, and changes nothing.
    late = lead.send(stale, name, **{"name": "my own words", least: "none"})
    assert late.status == 409
    assert "my own words" in late.text
    assert [one.name for one in case_of(table).red_lines] == ["a longer truce", "by sea"]
    gone = lead.send(lead.get(CASE), "import")
    assert gone.status == 422

    sheet = change_of(lead, 1)
    name = next(one for one in sheet.forms() if one.startswith("change-"))
    assert lead.send(sheet, name, whose="0").status == 200
    now = case_of(table)
    assert ([one.name for one in now.red_lines], [one.name for one in now.constraints]) == (
        ["a longer truce"], ["any way", "by sea"],
    )  # fmt: skip
    assert table.clock


def test_issues_of_the_working_case_come_onto_the_agenda_and_back(table: Table) -> None:
    lead, borea = reader("mediator:lunn"), reader("borea:head")
    case = {
        "goodoffices": 1, "title": "From a file",
        "parties": [{"id": "alba"}, {"id": "borea"}, {"id": "cora"}],
        "issues": [
            {"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "short"}, {"id": "forever"}]},
            {"id": "aid", "title": "Aid", "options": [{"id": "road"}, {"id": "sea"}]},
            {"id": "toll", "title": "Toll", "integers": {"low": 0, "high": 10}},
        ],
        "red_lines": [{"party": "borea", "name": "truce", "assumption": "Told.",
                       "requires": {"issue": "truce", "is": "forever"}}],
    }  # fmt: skip
    taken_in(lead, "case.json", json.dumps(case).encode())
    sheet = lead.get(CASE)
    assert "in another form" in sheet.main
    refused = lead.send(sheet, next(one for one in sheet.forms() if one.startswith("take-")))
    assert refused.status == 422
    assert "forever" in refused.main, "a limit speaks of what the agenda does not have"
    assert "Toll" not in borea.get("/cases/main/agenda").main
    assert lead.send(lead.get(CASE), "put-all").status == 200
    assert {"Aid", "Toll"} <= set(re.findall("Aid|Toll", borea.get("/cases/main/agenda").main))
    sheet = lead.get(CASE)
    assert "put-all" not in sheet.forms()
    assert lead.send(sheet, drop_of(lead)).status == 200
    sheet = lead.get(CASE)
    assert lead.send(sheet, next(one for one in sheet.forms() if one.startswith("take-"))).status == 200
    assert "long" in [option.id for option in case_of(table).issues_by_id["truce"].options]
    assert "in another form" not in lead.get(CASE).main


def test_assumed_preferences_are_written_down_with_their_reason(table: Table) -> None:
    lead = reader("mediator:lunn")
    page = lead.get(f"{CASE}/preferences/1")
    given = {
        name.removeprefix("assumed-"): value
        for name, value in page.form("assumed").items()
        if name.startswith("assumed-")
    }
    unsaid = lead.send(page, "assumed", **(given | {"assumption": ""}))
    assert unsaid.status == 422
    weight = page.field_of("assumed", "truce", "How much it counts")
    done = lead.send(page, "assumed", **(given | {weight: "0.7", "assumption": "It was said so in public."}))
    assert done.status == 200, done.main
    assert "0.7" in lead.get(f"{CASE}/preferences/1").text
    assert lead.get(f"{CASE}/preferences/9").status == 404
    assert table.clock


def taken_in(person: Reader, name: str, data: bytes) -> str:
    page = person.get(CASE)
    sent = page.form("import") | {"import-sent": SimpleUploadedFile(name, data)}
    response = person.client.post(CASE, sent, follow=True)
    return str(response.content.decode())


def test_a_case_file_is_taken_in_and_what_is_none_is_refused_with_a_sentence(table: Table) -> None:
    lead = reader("mediator:lunn")
    case = {
        "goodoffices": 1, "title": "From a file",
        "parties": [{"id": "alba"}, {"id": "borea"}, {"id": "cora"}],
        "issues": [{"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "short"}, {"id": "long"}]}],
        "red_lines": [{"party": "borea", "name": "some truce", "requires": {"issue": "truce", "at_least": "short"}}],
    }  # fmt: skip
    assert "some truce" in taken_in(lead, "case.json", json.dumps(case).encode())
    for name, data in (
        ("case.json", b"{"),
        ("case.zip", b"PK\x03\x04broken"),
        ("x.exe", b"MZ\x00"),
        ("case.yaml", b"parties: ["),
    ):
        refused = taken_in(lead, name, data)
        assert "error" in refused
        assert "Traceback" not in refused
        assert "/tmp" not in refused  # noqa: S108 - what must not be told
    stranger = case | {"parties": [{"id": "somebody-else"}], "red_lines": []}
    assert "somebody-else" in taken_in(lead, "case.json", json.dumps(stranger).encode())
    assert table.clock


@pytest.mark.parametrize("actor", ["mediator:lunn", "mediator:co", "alba:head", "alba:voter", "observer:un"])
def test_each_takes_away_what_they_see_and_nothing_else(table: Table, actor: str) -> None:
    played = table.play(
        [
            act("borea:head", "say", text="=cmd()|secret of borea"),
            act("alba:head", "say", text="+alba's words"),
        ]
    )
    assert not played.refused
    person = reader(actor)
    transcript = person.client.get(f"{EXPORT}/transcript.jsonl").content
    checked(transcript)
    table_of = person.client.get(f"{EXPORT}/events.csv").content.decode("utf-8-sig")
    assert ("secret of borea" in table_of) == (actor == "mediator:lunn")
    assert "\n=" not in table_of
    assert zipfile.is_zipfile(io.BytesIO(person.client.get(f"{EXPORT}/talks.xlsx").content))
    for name in ("case.zip", "case.yaml", "statements.csv"):
        status = person.client.get(f"{EXPORT}/{name}").status_code
        assert status == 404, (name, status)
    assert person.client.get(f"{EXPORT}/../../etc/passwd").status_code == 404
    assert person.client.get(f"{EXPORT}/nothing.csv").status_code == 404


def test_the_working_case_is_taken_away_and_in_again(table: Table) -> None:
    lead = reader("mediator:lunn")
    page = lead.get(CASE)
    least = page.field_of("limit", "truce", "from")
    lead.send(page, "limit", **{"whose": "2", "name": "a truce", least: "short", "cost": "1"})
    data = lead.client.get(f"{EXPORT}/case.zip").content
    assert zipfile.is_zipfile(io.BytesIO(data))
    lead.send(lead.get(CASE), drop_of(lead))
    assert "a truce" in taken_in(lead, "case.zip", data)
    assert table.clock
