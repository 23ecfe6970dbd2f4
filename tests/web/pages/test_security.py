"""What stands around the pages: policy, headers, cookies, tokens, uploads, addresses; what a stranger tries is in vain."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodoffices.services.workspaces import create
from tests.talks.table import Table
from tests.unit.reports.page_rules import HTML
from tests.web.conftest import CAST, PASSWORD
from tests.web.pages.hostile import MARKUP, crawled, filled, forms_of
from tests.web.pages.record_table import waiting
from tests.web.reading import Sheet, check, reader

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PAGES = (
    "/cases/main/",
    "/cases/main/channel",
    "/settings",
    "/cases",
    "/nowhere",
    "/cases/main/nowhere",
    "/invitation",
)
OTHERS = (
    "/api/session",
    "/api/view",
    "/cases/main/export/events.csv",
    "/cases/main/channels/1/files/a1",
    "/",
)
#: Words of the case that no address may hold.
WORDS = re.compile("alba|borea|cora|truce|crossings|draft|confidence|lunn|head|cabinet|talks", re.IGNORECASE)

#: A day of the case, as a form would send it; those of the cast are in this century.
DATES = re.compile(r"\b20[0-9]{2}(-|%2D|/|%2F)[0-9]{2}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}", re.IGNORECASE)


def asked_by_get(sheet: Sheet) -> Iterator[str]:
    """Yield what a page's forms would put into an address: the names of fields, and every value that is there to choose.

    What can be typed freely would stand there as well: no such form has a field for words or days.
    """
    for form in sheet.tree.iter(f"{HTML}form"):
        if (form.get("method") or "get") == "post":
            continue
        yield (form.get("action") or "").removeprefix("/cases/main/")
        for one in form.iter():
            tag = str(one.tag).removeprefix(HTML)
            if tag in ("input", "select", "option", "button"):
                yield f"{one.get('name', '')}={one.get('value', '')}"
            free = tag == "textarea" or (
                tag == "input" and one.get("type") not in ("checkbox", "radio", "hidden", "range")
            )
            assert not (free and one.get("name")), (sheet.path, one.get("name"))


@pytest.fixture
def busy(table: Table) -> Table:
    """Return a table at which something of each kind waits for an answer."""
    return waiting(table)


# --------------------------------------------------------------------------------------------------------- headers


def test_every_answer_has_its_policy_and_its_headers(busy: Table) -> None:
    client = reader("alba:head").client
    for path in PAGES:
        response = client.get(path)
        assert response["Content-Security-Policy"] == POLICY, path
    for path in (*PAGES, *OTHERS):
        response = client.get(path)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"] or response[
            "Content-Security-Policy"
        ].startswith("sandbox"), path
        assert "unsafe" not in response["Content-Security-Policy"]
        told = {name: response[name] for name in ("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "Cache-Control")}  # fmt: skip
        assert told == {
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
            "Cache-Control": "no-store",
        }, path  # fmt: skip
        assert "Server" not in response
    assert busy.clock


def test_a_page_takes_get_and_post_and_nothing_else(busy: Table) -> None:
    client = reader("alba:head").client
    for path in ("/cases/main/", "/cases/main/channel", "/sign-in"):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"):
            assert client.generic(method, path).status_code == 405, (method, path)
    assert client.get("/sign-out").status_code == 405
    assert busy.clock


def test_a_host_that_is_not_ours_is_not_answered(busy: Table) -> None:
    for host in ("elsewhere.example", "testserver.elsewhere.example", "testserver:80@elsewhere.example"):
        response = Client().get("/sign-in", headers={"host": host})
        assert response.status_code == 400
        assert b"elsewhere" not in response.content
    assert busy.clock


# --------------------------------------------------------------------------------------------------------- cookies


def test_cookies_go_to_no_script_and_to_no_other_site(table: Table) -> None:
    client = Client()
    client.get("/sign-in")
    client.post("/sign-in", {"name": "alba:head", "password": PASSWORD})
    for name, morsel in client.cookies.items():
        assert morsel["samesite"] == "Strict", name
        assert not morsel["domain"], name
    assert client.cookies["sessionid"]["httponly"]
    assert int(client.cookies["sessionid"]["max-age"]) <= 12 * 3600
    assert table.clock


def test_a_session_key_that_was_planted_is_not_taken_up(table: Table) -> None:
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    client.post("/sign-in", {"name": "alba:head", "password": PASSWORD})
    assert client.cookies["sessionid"].value != "a" * 32
    stranger = Client()
    stranger.cookies["sessionid"] = "a" * 32
    assert stranger.get("/cases/main/").status_code == 302
    assert table.clock


@pytest.fixture
def behind_a_proxy(tmp_path: Path) -> Iterator[httpx.Client]:
    create(tmp_path / "workspace").close()
    command = [
        sys.executable, "-m", "goodoffices", "serve", str(tmp_path / "workspace"), "--port", "0", "--https",
        "--name", "talks.example",
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        address = server.stdout.readline().split()[-1]
        told = {"Host": "talks.example", "X-Forwarded-Proto": "https"}
        with httpx.Client(base_url=address, headers=told, timeout=60) as client:
            yield client
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


def test_with_https_cookies_go_no_other_way_and_forms_work_behind_the_proxy(
    behind_a_proxy: httpx.Client,
) -> None:
    response = behind_a_proxy.get("/sign-in")
    cookies = response.headers.get_list("set-cookie")
    assert cookies
    assert all("Secure" in one and "SameSite=Strict" in one and "HttpOnly" in one for one in cookies)
    # A browser takes a cookie of such a name from this host alone, and for all of its paths.
    assert all(one.startswith("__Host-") and "Path=/" in one and "Domain" not in one for one in cookies)
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.text)
    assert token is not None
    # The cookie is for HTTPS, so the client of this test, which speaks to the proxy's inside, hands it over itself.
    held = {"Cookie": "; ".join(one.split(";")[0] for one in cookies), "Origin": "https://talks.example"}
    sent = {"csrfmiddlewaretoken": token[1], "name": "nobody", "password": "nothing at all"}
    assert behind_a_proxy.post("/sign-in", data=sent, headers=held).status_code == 401
    forged = held | {"Origin": "https://elsewhere.example"}
    assert behind_a_proxy.post("/sign-in", data=sent, headers=forged).status_code == 403


# ---------------------------------------------------------------------------------------------------------- forgery


def test_what_comes_from_elsewhere_does_nothing_and_a_draft_is_kept(busy: Table) -> None:
    person = reader("alba:head")
    kept = {"form": "say", "fields": {"text": "Half a sentence"}}
    assert person.client.post("/cases/main/drafts", kept, content_type="application/json").status_code == 204
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = person.client.cookies
    before = person.get("/cases/main/channel").normalised
    sent: dict[str, Any] = person.get("/cases/main/channel").form("say") | {"say-text": "Forged."}
    without = sent | {"csrfmiddlewaretoken": ""}
    for what, headers in (
        (without, {}),
        (sent, {"origin": "https://elsewhere.example"}),
        (sent, {"origin": "null"}),
    ):
        response = strict.post("/cases/main/channel", what, headers=headers)
        assert response.status_code == 403, headers
        assert "copy what you wrote" in response.content.decode()
        check(response.content.decode())
    assert strict.post("/cases/main/drafts", kept, content_type="application/json").status_code == 403
    assert strict.post("/sign-out").status_code == 403
    after = person.get("/cases/main/channel")
    assert after.normalised == before
    assert "Half a sentence" in after.text
    assert busy.clock


ELSEWHERE = (
    "//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example", "///elsewhere.example",
    "javascript:alert(1)", "/\t/elsewhere.example", "https:elsewhere.example", "elsewhere.example", "%2f%2felsewhere.example",
    "/\n/elsewhere.example", "//user@elsewhere.example", "http:///elsewhere.example", "data:text/html,x",
)  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_nowhere_else(table: Table, wanted: str) -> None:
    response = Client().post(
        "/sign-in", {"name": "alba:head", "password": PASSWORD}, query_params={"next": wanted}
    )
    assert response.status_code == 303
    assert response["Location"] == "/", wanted
    assert table.clock


# ---------------------------------------------------------------------------------------------------------- uploads

REFUSED = (
    ("page.html", b"<script>alert(1)</script>"), ("drawing.svg", b"<svg onload=alert(1)>"), ("run.exe", b"MZ"),
    ("map.pdf", b"<html>"), ("map.png", b"%PDF-1.7"), ("table.csv", b"\x00\x01"), ("empty.txt", b""), ("none", b"text"),
    ("map.pdf.exe", b"%PDF-1.7"), ("list.txt", b"x" * 1_100_000), ("n" * 250 + ".txt", b"text"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "content"), REFUSED, ids=[name[:20] for name, _content in REFUSED])
def test_a_file_that_may_not_pass_is_refused_with_a_sentence(table: Table, name: str, content: bytes) -> None:
    person = reader("alba:head")
    sheet = person.get("/cases/main/channel")
    done = person.send(sheet, "attach", file=SimpleUploadedFile(name, content), mark="hold")
    assert done.status == 422, done.main
    assert 'id="id_attach-file_error"' in done.text
    assert table.clock


def test_what_passes_is_saved_and_never_shown_whatever_it_is_called(table: Table) -> None:
    person = reader("alba:head")
    names = (
        '"><img src=x onerror=alert(1)>.txt',
        "..\\..\\evil.txt",
        "a%0d%0aSet-Cookie: x=1.txt",
        "\u202etxt.exe.txt",
        "名.txt",
    )
    for name in names:
        sheet = person.get("/cases/main/channel")
        assert (
            person.send(sheet, "attach", file=SimpleUploadedFile(name, b"text"), mark="hold").status == 200
        ), name
    sheet = person.get("/cases/main/channel")
    found = sorted({link for link in sheet.links() if "/files/" in link})
    assert len(found) == len(names)
    for link in found:
        response = person.client.get(link)
        assert response["Content-Disposition"].startswith("attachment"), link
        assert response["Content-Type"].startswith("text/plain"), link
        assert response["Content-Security-Policy"].startswith("sandbox"), link
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "x" not in response.cookies
        assert reader("borea:head").client.get(link).status_code == 404, link
    assert table.clock


def test_more_than_can_be_sent_is_refused(table: Table) -> None:
    person = reader("alba:head")
    sent = person.get("/cases/main/channel").form("say") | {"say-text": "x" * 6_000_000}
    assert person.client.post("/cases/main/channel", sent).status_code in (400, 413)
    many = {f"field-{number}": "x" for number in range(5_000)}
    assert person.client.post("/cases/main/channel", many).status_code in (400, 413)
    assert table.clock


# -------------------------------------------------------------------------------------------------- what stands where


def test_no_address_holds_a_word_of_the_case_and_no_page_a_secret(busy: Table) -> None:
    from goodoffices.web.accounts.models import Account

    secrets = [settings.SECRET_KEY, *(one.password for one in Account.objects.all())]
    for actor in CAST:
        person = reader(actor)
        secret = person.client.cookies["sessionid"].value
        for path, sheet in crawled(person, "/cases/main/").items():
            assert not [one for one in (*secrets, secret) if one in sheet.text], path
            for link in sheet.links():
                assert not WORDS.search(re.sub("#.*|export/.*", "", link.removeprefix("/cases/main/"))), (
                    path,
                    link,
                )
            for asked in asked_by_get(sheet):
                assert not WORDS.search(asked), (path, asked)
                assert not DATES.search(asked), (path, asked)
    assert busy.clock


def test_where_an_act_leads_says_nothing_of_what_it_was_about(busy: Table) -> None:
    # Where a form leads to stands in addresses, in logs of servers and in histories of browsers, as links do.
    for actor in ("mediator:lunn", "alba:head", "borea:mandator"):
        person = reader(actor)
        for path, sheet in crawled(person, "/cases/main/").items():
            address = f"{sheet.path}?{sheet.query}" if sheet.query else sheet.path
            for number, name in enumerate(forms_of(sheet)):
                sent = filled(sheet, name, ("Alba and Borea, 7 October 2023",), number).sent
                response = person.client.post(address, sent)
                led = response.headers.get("Location", "").removeprefix("/cases/main/")
                assert not WORDS.search(led), (actor, path, name, led)
                assert not DATES.search(led), (actor, path, name, led)
    assert busy.clock


def test_nothing_that_was_said_or_asked_for_is_logged(busy: Table, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    person = reader("alba:head")
    sheet = person.get("/cases/main/channel")
    person.send(sheet, "say", text=f"In confidence {MARKUP[0]}", mark="hold")
    person.send(sheet, "say", text="", mark="hold")
    person.get("/cases/main/nowhere-in-confidence")
    reader("borea:voter").client.post("/cases/main/channel", {"form": "say", "say-text": "In confidence"})
    kept = [
        one.getMessage()
        for one in caplog.records
        if one.levelno >= logging.INFO or one.name.startswith("goodoffices")
    ]
    assert not [one for one in kept if "confidence" in one]
    assert busy.clock
