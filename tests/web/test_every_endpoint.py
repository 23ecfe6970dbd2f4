"""Every address, of pages and of the API, as everybody of another case and as a stranger: as of a case that is none."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from goodoffices.services.acting import Talks
from goodoffices.web.accounts.allowances import LIMITS
from goodoffices.web.project import House
from tests.talks.table import Act, Table, act, opening, outside
from tests.web.conftest import CAST
from tests.web.pages.test_every_page import FOLLOWING, NO_PAGES, PAGES, addresses, path_of
from tests.web.reading import reader

#: The addresses of the API that are asked of one case, without it, and what each takes.
OF_A_CASE: dict[str, set[str]] = {
    "acts": {"POST"}, "agreement": {"GET"}, "briefings": {"GET"}, "calendar": {"GET"}, "data.csv": {"GET"}, "data.jsonl": {"GET"},
    "document": {"GET"}, "invitations": {"POST"}, "ledger": {"GET"}, "live": {"GET"}, "precedents": {"POST"},
    "previews": {"POST"}, "record": {"GET", "POST"}, "search": {"GET"}, "streams": {"GET"}, "streams/<path:stream>/events": {"GET"},
    "transcript": {"GET"}, "view": {"GET"},
}  # fmt: skip
OUTSIDE_A_CASE: dict[str, set[str]] = {
    "openapi.json": {"GET"}, "session": {"GET", "POST", "DELETE"}, "invitations/accepted": {"POST"},
    "factor": {"POST", "PUT"},
}  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
#: Bodies that an endpoint reads before it could say that there is nothing.
BODIES: tuple[object, ...] = ({}, {"do": "say", "text": "x"}, {"actor": "alba:head"}, [], "x")
#: What says nothing of what was asked for: fresh secrets.
FRESH = ("Set-Cookie",)
Answer = tuple[int, bytes, dict[str, str]]


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, too."""
    return (*CAST, *FOLLOWING)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, those from outside too."""
    return [*opening(), *outside()]


@pytest.fixture
def second(table: Table, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the id of a second case, in which something was said; the people of the first have no seat in it."""
    for what in LIMITS:
        monkeypatch.setitem(LIMITS, what, (1_000_000, 60))
    made = House.workspace.new_case()
    other = Table(Talks(made.history))
    assert not other.play([*opening(), act("alba:head", "say", text="Over there.", mark="hold")]).refused
    assert table.clock
    return made.id


def of_the_api(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield the routes of the API."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            if route.startswith("api/"):
                yield from of_the_api(one.url_patterns, route)
        else:
            yield route.removeprefix("api/")


def test_every_address_of_the_api_is_in_the_table() -> None:
    routes = set(of_the_api(get_resolver().url_patterns))
    assert routes == {*OUTSIDE_A_CASE, *OF_A_CASE, *(f"cases/<str:case>/{one}" for one in OF_A_CASE)}


def asked(client: Client, method: str, path: str, case: str, body: object) -> Answer:
    """Ask for something of a case; return the answer, without fresh secrets and with the case's name left out."""
    if path.startswith("/api/"):
        response = client.generic(method, path, json.dumps(body), content_type="application/json")
    elif method == "POST":
        response = client.post(path, {"form": "say", "say-text": "x"})
    else:
        response = client.generic(method, path)
    assert not response.streaming, path
    headers = {name: value for name, value in response.headers.items() if name not in FRESH}
    return response.status_code, response.content.replace(case.encode(), b"CASE"), {
        name: value.replace(case, "CASE") for name, value in headers.items() if name != "Content-Length"
    }  # fmt: skip


def paths(case: str) -> Iterator[tuple[str, str]]:
    """Yield every method and path of a case, those of pages too."""
    for name, methods in OF_A_CASE.items():
        for method in methods:
            yield method, f"/api/cases/{case}/{name.replace('<path:stream>', 'channel/alba')}"
    for name, route in addresses(get_resolver().url_patterns):
        if name in PAGES or name in NO_PAGES:
            for method in ("GET", "POST"):
                yield method, path_of(route).replace("/main/", f"/{case}/")


@pytest.mark.parametrize("who", ["mediator:lunn", "alba:head", "observer:un", "voice:amal", "admin:anna", ""])
def test_another_case_is_as_one_that_is_none(second: str, who: str) -> None:
    from goodoffices.web.accounts.models import Account

    if who.startswith("admin:"):
        Account.objects.create(name=who, administrator=True)
    client = reader(who).client if who else Client()
    nowhere = "a" * len(second)
    for method, path in paths(second):
        for body in BODIES if path.startswith("/api/") and method == "POST" else (None,):
            there = asked(client, method, path, second, body)
            none = asked(client, method, path.replace(second, nowhere), nowhere, body)
            assert there == none, (who, method, path)
            assert there[0] in ((302, 401, 404, 422, 405, 204) if not who else (404, 422, 405, 204)), (
                path,
                there[0],
            )
            assert b"Over there" not in there[1]


def test_what_an_endpoint_does_not_take_is_answered_alike_for_all(second: str) -> None:
    people = [Client(), reader("mediator:lunn").client, reader("voice:amal").client]
    for name, methods in {**OUTSIDE_A_CASE, **OF_A_CASE}.items():
        path = f"/api/{name.replace('<path:stream>', 'case')}"
        for method in METHODS:
            if method in methods:
                continue
            answers = [asked(client, method, path, second, {}) for client in people]
            assert answers[0] == answers[1] == answers[2], (method, path)
            assert answers[0][0] == 405, (method, path)
            assert set(answers[0][2]["Allow"].replace(" ", "").split(",")) == methods, (method, path)


def test_a_stranger_gets_the_same_from_every_endpoint_of_a_case(second: str) -> None:
    client, answers = Client(), set[tuple[int, bytes]]()
    for name, methods in OF_A_CASE.items():
        for method in methods:
            for place in ("", "cases/main/", f"cases/{second}/", "cases/nowhere/"):
                path = f"/api/{place}{name.replace('<path:stream>', 'channel/alba')}"
                status, content, headers = asked(client, method, path, second, {})
                answers.add((status, content))
                assert headers["Cache-Control"] == "no-store"
    assert len(answers) == 1, answers
    assert next(iter(answers))[0] == 401


def test_no_answer_is_taken_in_by_a_page_from_elsewhere(second: str) -> None:
    client = reader("mediator:lunn").client
    for path in (
        "/cases/main/",
        "/api/view",
        "/sign-in",
        "/nowhere",
        f"/cases/{second}/",
        "/cases/main/export/events.csv",
    ):
        assert client.get(path)["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert client.get(path)["Cross-Origin-Opener-Policy"] == "same-origin", path
