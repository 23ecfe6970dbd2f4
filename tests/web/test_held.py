"""What one person can use up of a server, at the door and inside, and what somebody at an open browser can change."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import threading
from typing import Any

import pyotp
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from goodoffices.web.accounts.allowances import LIMITS
from tests.talks.table import Table
from tests.web.conftest import PASSWORD
from tests.web.knocking import signed_in, stranger
from tests.web.reading import reader
from tests.web.test_handling import _scope

HEAD = "alba:head"


def test_who_tries_passwords_without_end_holds_up_nobody_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import clear_url_caches, path

    from goodoffices.web import urls
    from goodoffices.web.handling import DOOR_THREADS, Handler

    held, open_again = threading.Semaphore(0), threading.Event()

    def slow(_request: HttpRequest) -> HttpResponse:
        held.release()
        assert open_again.wait(30)
        return HttpResponse("tried")

    def quick(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("inside")

    own = [path("sign-in", slow), path("inside", quick), *urls.urlpatterns]
    monkeypatch.setattr(urls, "urlpatterns", own)
    monkeypatch.setattr("goodoffices.web.accounts.limits.allows", lambda *_given: True)
    clear_url_caches()

    async def ask(handler: Handler, method: str, where: str) -> int:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await handler(_scope(where) | {"method": method}, receive, send)
        return int(sent[0]["status"])

    async def flood() -> tuple[int, list[int]]:
        # Without the check of a token that comes before it, so that the trying itself is what is held.
        handler = Handler()
        tries = [asyncio.create_task(ask(handler, "POST", "/sign-in")) for _ in range(40)]
        for _ in range(DOOR_THREADS):
            assert await asyncio.to_thread(held.acquire, timeout=30)
        inside = await asyncio.wait_for(ask(handler, "GET", "/inside"), 30)
        open_again.set()
        return inside, await asyncio.gather(*tries)

    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware.process_view", lambda *_given: None)
    try:
        inside, tries = asyncio.run(flood())
    finally:
        open_again.set()
        monkeypatch.undo()
        clear_url_caches()
    assert inside == 200
    assert tries == [200] * 40


def test_a_guessed_invitation_costs_no_password(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    def hashed(_password: str) -> str:
        pytest.fail("a password was hashed for an invitation that does not hold")

    monkeypatch.setattr("goodoffices.web.accounts.inviting.make_password", hashed)
    answer = stranger().post(
        "invitations/accepted", {"token": "guessed", "password": "long enough for anybody"}
    )
    assert answer.status_code == 404
    assert table.clock


def test_an_open_browser_does_not_take_the_second_factor_away(table: Table) -> None:
    visitor = signed_in(HEAD)
    first = pyotp.parse_uri(visitor.post("factor").json()["address"])
    assert isinstance(first, pyotp.TOTP)
    assert visitor.send("PUT", "factor", {"code": first.now()}).status_code == 200
    for body in ({}, {"password": "not it, whatever it is"}):
        refused = visitor.post("factor", body)
        assert (refused.status_code, "password" in refused.json()["error"]["message"]) == (422, True)
    page = reader(HEAD)
    assert page.send(page.get("/settings"), "factor", current="not it, whatever it is").status == 422
    # Begun anew with the password, and not confirmed: the one before it still holds.
    second = pyotp.parse_uri(visitor.post("factor", {"password": PASSWORD}).json()["address"])
    assert isinstance(second, pyotp.TOTP)
    without = stranger().post("session", {"name": HEAD, "password": PASSWORD})
    assert without.status_code == 401
    later = first.at(first.interval * (_step(first) + 1))
    assert stranger().post("session", {"name": HEAD, "password": PASSWORD, "code": later}).status_code == 200
    assert visitor.send("PUT", "factor", {"code": "000000"}).status_code == 422
    assert stranger().post("session", {"name": HEAD, "password": PASSWORD}).status_code == 401
    assert table.clock


def _step(totp: pyotp.TOTP) -> int:
    import time

    return int(time.time()) // totp.interval


def test_previews_are_counted_as_acts_are(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "preview", (1, 60))
    visitor = signed_in(HEAD)
    looked = [visitor.post("previews", {"do": "say", "text": "x"}).status_code for _ in range(2)]
    assert looked == [200, 429]
    page = reader(HEAD)
    sent = page.get("/cases/main/channel").form("say") | {"form": "say", "say-text": "x", "preview": "1"}
    assert page.client.post("/cases/main/channel", sent).status_code == 422
    # Another's looking takes nothing from anybody.
    assert signed_in("borea:head").post("previews", {"do": "say", "text": "x"}).status_code == 200
    assert table.clock


def test_invitations_are_counted_by_who_makes_them(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.web.accounts.models import Invitation

    monkeypatch.setitem(LIMITS, "invitation", (1, 600))
    lead = signed_in("mediator:lunn")
    assert lead.act("admit_mediator", mediator="mediator:new", share=[]).status_code == 201
    made = [lead.post("invitations", {"actor": "mediator:new"}).status_code for _ in range(2)]
    assert made == [201, 429]
    page = reader("mediator:lunn")
    sheet = page.get("/cases/main/people")
    form = next(one for one in sheet.forms() if one.startswith("invite-"))
    assert page.send(sheet, form).status == 422
    # Those that no longer hold go when the next is made.
    assert Invitation.objects.count() == 1
    Invitation.objects.update(expires=timezone.now() - dt.timedelta(days=1))
    monkeypatch.setitem(LIMITS, "invitation", (9, 600))
    assert lead.post("invitations", {"actor": "mediator:new"}).status_code == 201
    assert Invitation.objects.count() == 1
    assert table.clock


def test_one_actor_follows_in_so_many_places_and_no_more(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodoffices.web.api.talking.MOST_FOLLOWING", 0)
    monkeypatch.setattr("goodoffices.web.shell.living.MOST_FOLLOWING", 0)
    assert signed_in(HEAD).get("live").status_code == 429
    assert reader(HEAD).client.get("/cases/main/live").status_code == 204
    assert table.clock


PLACES = (
    b'{"case":-5}',
    b'{"case":' + b"9" * 400 + b"}",
    b'{"a":' * 100_000,
    b"[]",
    b"\xff",
    b'{"case":1.5}',
)


@pytest.mark.parametrize("place", PLACES, ids=[one[:12].decode("latin-1") for one in PLACES])
def test_a_place_that_nobody_was_sent_is_refused(table: Table, place: bytes) -> None:
    visitor = signed_in(HEAD)
    told = base64.urlsafe_b64encode(place).decode()
    response = visitor.client.get("/api/live", headers={"Last-Event-ID": told})
    assert response.status_code == 422
    assert table.clock


def test_whoever_reads_the_database_is_signed_in_as_nobody(table: Table) -> None:
    from django.contrib.sessions.models import Session

    visitor = signed_in(HEAD)
    held = visitor.client.cookies["sessionid"].value
    kept = list(Session.objects.values_list("session_key", flat=True))
    assert kept
    assert held not in kept
    for key in kept:
        thief = Client()
        thief.cookies["sessionid"] = key
        assert thief.get("/api/view").status_code == 401
    assert visitor.get("view").status_code == 200
    # Signing out ends it in the database as well.
    assert visitor.send("DELETE", "session").status_code == 200
    assert visitor.get("view").status_code == 401
    assert len(kept) - Session.objects.count() == 1
    assert table.clock


def test_sessions_that_have_run_out_are_not_kept(table: Table) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    signed_in("borea:head")
    Session.objects.update(expire_date=timezone.now())
    signed_in(HEAD)
    assert Session.objects.filter(expire_date__lte=timezone.now()).count() == 0
    assert table.clock
