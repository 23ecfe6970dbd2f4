"""What is wrong is said in the language of whoever asks, and to the end: also where nothing works any more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests.talks.table import Table
from tests.web.conftest import PASSWORD
from tests.web.reading import check, reader

ARABIC = {"accept-language": "ar-EG,ar;q=0.9,en;q=0.5"}


def _breaks(*_given: object, **_more: object) -> Any:  # whatever it stands for
    raise OperationalError


@pytest.fixture
def broken(table: Table, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return somebody who reads Arabic, where a page has a fault of ours."""
    from goodoffices.web.accounts.models import Account

    Account.objects.filter(name="alba:head").update(language="ar")
    monkeypatch.setattr("goodoffices.web.shell.visits.Visit.page", lambda *_given, **_more: 1 / 0)
    client = reader("alba:head").client
    client.raise_request_exception = False
    assert table.clock
    return client


def test_whatever_is_wrong_is_said_in_the_language_of_the_account(broken: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = broken.cookies
    answers = {
        404: broken.get("/nowhere"),
        500: broken.get("/cases/main/agenda"),
        403: strict.post("/cases/main/agenda", {"form": "say"}),
    }
    for status, response in answers.items():
        assert response.status_code == status
        assert check(response.content.decode()).get("lang") == "ar", status
    assert broken.get("/cases/main/nowhere").content == broken.get("/cases/main/analysis/deadlock").content
    # What is refused before any page is reached.
    many = {f"field-{number}": "x" for number in range(5_000)}
    refused = broken.post("/cases/main/agenda", many)
    assert refused.status_code == 400
    assert check(refused.content.decode()).get("lang") == "ar"


def test_for_whom_nobody_knows_the_browser_says_which_language(table: Table) -> None:
    assert check(Client().get("/nowhere", headers=ARABIC).content.decode()).get("lang") == "ar"
    assert check(Client().get("/nowhere").content.decode()).get("lang") == "en"
    chosen = Client()
    chosen.post("/language", {"language": "ar"})
    assert check(chosen.get("/nowhere").content.decode()).get("lang") == "ar"
    refused = Client().get("/sign-in", headers=ARABIC | {"host": "elsewhere.example"})
    assert refused.status_code == 400
    assert check(refused.content.decode()).get("lang") == "ar"
    assert table.clock


def test_a_fault_is_answered_also_where_accounts_or_pages_fail(
    broken: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodoffices.web.shell.speaking.account_of", _breaks)
    response = broken.get("/cases/main/agenda", headers=ARABIC)
    assert response.status_code == 500
    assert check(response.content.decode()).get("lang") == "ar"
    monkeypatch.setattr("goodoffices.web.shell.faults.rendered", _breaks)
    last = broken.get("/cases/main/agenda", headers=ARABIC)
    assert last.status_code == 500
    check(last.content.decode())
    assert b"try again" in last.content


def test_a_draft_is_promised_to_those_alone_whose_is_kept(table: Table) -> None:
    person = reader("alba:head")
    strict = Client(enforce_csrf_checks=True)
    stranger = strict.post("/sign-in", {"name": "alba:head", "password": PASSWORD})
    scripted = strict.post("/sign-in", {"name": "alba:head"}, headers={"HX-Request": "true"})
    strict.cookies = person.client.cookies
    plain = strict.post("/cases/main/channel", {"form": "say"})
    kept = strict.post("/cases/main/channel", {"form": "say"}, headers={"HX-Request": "true"})
    told = [one.content.decode() for one in (stranger, scripted, plain, kept)]
    assert [one.status_code for one in (stranger, scripted, plain, kept)] == [403] * 4
    assert ["as a draft" in one for one in told] == [False, False, False, True]
    assert ["copy what you wrote" in one for one in told] == [True, True, True, False]
    assert table.clock
