"""The door, the list of cases, settings, and what administrators do."""

from __future__ import annotations

import pyotp
import pytest
from django.test import Client

from tests.talks.table import Table
from tests.web.conftest import PASSWORD
from tests.web.reading import Reader, check, reader

NEW = "a new one, long enough"


def test_who_is_sent_to_the_door_comes_back_to_where_they_wanted(table: Table) -> None:
    client = Client()
    sent = client.get("/cases/main/agenda")
    assert sent["Location"] == "/sign-in?next=/cases/main/agenda"
    done = client.post(sent["Location"], {"name": "alba:head", "password": PASSWORD, "code": ""})
    assert done["Location"] == "/cases/main/agenda"
    elsewhere = Client().post(
        "/sign-in?next=https://elsewhere.example/", {"name": "alba:head", "password": PASSWORD}
    )
    assert elsewhere["Location"] == "/"
    assert table.clock


def test_a_wrong_name_and_a_wrong_password_are_the_same(table: Table) -> None:
    answers = set()
    for name in ("alba:head", "alba:nobody"):
        response = Client().post("/sign-in", {"name": name, "password": "wrong wrong wrong"})
        assert response.status_code == 401
        tree_free = response.content.decode().replace(name, "NAME")
        check(tree_free)
        answers.add("is wrong" in tree_free)
    assert answers == {True}
    assert table.clock


def test_guessing_is_slowed(table: Table) -> None:
    for _ in range(10):
        Client().post("/sign-in", {"name": "alba:head", "password": "wrong wrong wrong"})
    response = Client().post("/sign-in", {"name": "alba:head", "password": PASSWORD})
    assert response.status_code == 429
    assert table.clock


def test_a_session_gets_another_key_when_somebody_signs_in(table: Table) -> None:
    client = Client()
    client.get("/sign-in")
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.post("/sign-in", {"name": "alba:head", "password": PASSWORD})
    assert client.session.session_key != before
    assert "planted" not in client.session
    assert table.clock


def test_settings_language_clock_password_and_second_factor(table: Table) -> None:
    person = reader("alba:head")
    person.send(person.get("/settings"), "taste", language="ar", zone="Africa/Cairo")
    page = person.get("/cases/main/agenda")
    assert page.tree.get("lang") == "ar"
    assert page.tree.get("dir") == "rtl"
    wrong = person.send(person.get("/settings"), "password", current="not it at all", password=NEW)
    assert wrong.status == 422
    other = reader("alba:head")
    person.send(person.get("/settings"), "password", current=PASSWORD, password=NEW)
    assert person.get("/cases/main/agenda").status == 200
    assert "/sign-in" in other.get("/cases/main/agenda").path
    begun = person.send(person.get("/settings"), "factor")
    secret = begun.text.split('<code class="tag" dir="ltr">')[1].split("<")[0]
    person.send(begun, "code", code=pyotp.TOTP(secret).now())
    refused = Client().post("/sign-in", {"name": "alba:head", "password": NEW})
    assert refused.status_code == 401
    assert table.clock


def test_a_mediator_opens_a_case_and_invites_its_people(table: Table) -> None:
    lead = reader("mediator:lunn")
    form = lead.get("/cases/new")
    few = lead.client.post(
        "/cases/new", {"title": "Harbour", "parties": "Dockers", "terms": "", "name": "Office"}
    )
    assert few.status_code == 422
    made = lead.client.post(
        "/cases/new",
        {
            "title": "Harbour",
            "parties": "Dockers\nPort company\n港湾",
            "terms": "In confidence.",
            "name": "Office",
        },
        follow=True,
    )
    assert made.status_code == 200, made.content
    assert form.status == 200
    listed = lead.get("/cases")
    assert "Harbour" in listed.main
    assert "Talks" in listed.main
    path = made.request["PATH_INFO"]
    assert "Harbour" not in path
    assert reader("alba:head").get(path).status == 404
    assert table.clock


@pytest.fixture
def administrator(table: Table) -> Reader:
    from goodoffices.web.accounts.inviting import accept, invite

    token, _ = invite("", "admin:anna")
    accept(token, PASSWORD)
    assert table.clock
    return reader("admin:anna")


def test_an_administrator_sees_people_and_no_case(administrator: Reader) -> None:
    page = administrator.get("/")
    assert page.path == "/administration"
    assert "alba:head" in page.main
    assert "Talks" not in page.main
    for path in (
        "/cases/main/",
        "/cases/main/agenda",
        "/cases",
        "/cases/new",
        "/api/view",
        "/api/cases/main/view",
    ):
        assert administrator.client.get(path).status_code == 404, path


def test_nobody_else_administers(table: Table) -> None:
    for actor in ("mediator:lunn", "alba:head", "observer:un"):
        assert reader(actor).get("/administration").status == 404
        assert reader(actor).client.post("/administration/backup").status_code == 404
    assert table.clock


def test_recovery_without_e_mail_and_locking_out(administrator: Reader) -> None:
    from goodoffices.web.accounts.models import Account

    account = Account.objects.get(name="alba:head").pk
    sheet = administrator.get("/administration")
    person = reader("alba:head")
    token = administrator.client.post(
        "/administration", {"form": "recover", "account": account}
    ).content.decode()
    token = token.split("/invitation#")[1].split("<")[0]
    client = Client()
    client.post(
        "/invitation", {"token": token, "password": "another one, long", "again": "another one, long"}
    )
    assert client.get("/cases/main/agenda").status_code == 200
    assert "/sign-in" in person.get("/cases/main/agenda").path
    administrator.client.post("/administration", {"form": "disable", "account": account})
    assert client.get("/cases/main/agenda").status_code == 302
    assert (
        Client().post("/sign-in", {"name": "alba:head", "password": "another one, long"}).status_code == 401
    )
    own = Account.objects.get(name="admin:anna").pk
    administrator.client.post("/administration", {"form": "disable", "account": own})
    assert administrator.get("/administration").status == 200
    assert sheet.status == 200


def test_a_backup_is_given_as_a_sealed_file(administrator: Reader) -> None:
    response = administrator.client.post("/administration/backup")
    assert response.status_code == 200
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
    assert data.startswith(b"good offices backup")
    assert b"In confidence" not in data
