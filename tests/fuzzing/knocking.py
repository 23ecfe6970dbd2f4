"""Requests to a server in this process: any method, address and body, as one of those who have a seat or as nobody."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import msgspec

from tests.talks.table import LEAD, START, Table, act, opening

#: Who asks.
_PEOPLE: Final = (LEAD, "alba:head", "borea:voter", "observer:un", "")
_METHODS: Final = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH")


class WrongAnswerError(Exception):
    """A server answered what it never should."""


@cache
def _doors() -> tuple[Any, ...]:
    """Serve a workspace with a table at which everybody sits; return a client for each of those who ask."""
    from goodoffices.services.acting import Talks
    from goodoffices.services.workspaces import create
    from goodoffices.storage.cases import MAIN
    from goodoffices.web.project import House, set_up

    folder = Path(tempfile.mkdtemp(prefix="goodoffices-fuzzing-"))
    workspace = create(folder / "workspace")
    set_up(workspace, hosts=["testserver"], secure=False)
    from django.test import Client

    from goodoffices.web.accounts.allowances import LIMITS
    from goodoffices.web.accounts.models import Account, Seat
    from goodoffices.web.accounts.sessions import SessionStore

    table = Table(Talks(workspace.case().history))
    table.play([*opening(), act("alba:head", "say", text="In confidence.", mark="hold")])
    House.now = lambda: START + dt.timedelta(days=1, seconds=time.monotonic())
    LIMITS.update(dict.fromkeys(LIMITS, (10**9, 60)))
    clients = []
    for name in _PEOPLE:
        client = Client()
        if name:
            one = Account.objects.create(name=name, password="none")  # noqa: S106 - nobody signs in by it
            Seat.objects.create(account=one, case=MAIN, actor=name)
            session = SessionStore()
            session.update({"account": one.pk, "era": one.era, "since": int(time.time())})
            session.save()
            client.cookies["sessionid"] = str(session.session_key)
        clients.append(client)
    return tuple(clients)


def knock(data: bytes) -> int:
    """Send a request: who asks in its first byte, then `METHOD PATH`, and the body behind the first empty line.

    Raises:
        WrongAnswerError: the answer is a fault, or an error of the API in another shape than the one.
    """
    who, request = data[:1], data[1:]
    client = _doors()[who[0] % len(_PEOPLE) if who else -1]
    head, _empty, body = request.partition(b"\n\n")
    method, _space, path = head.decode("utf-8", "replace").partition(" ")
    method = method if method in _METHODS else _METHODS[len(method) % len(_METHODS)]
    path = "/" + quote(path.strip().lstrip("/"), safe="/?&=%+,:@.~-_[]")[:4_000]
    kind = (
        "application/json"
        if path.startswith("/api/") or path.endswith("/drafts")
        else "application/x-www-form-urlencoded"
    )
    response = client.generic(method, path, body, content_type=kind)
    if response.streaming:
        response.close()
        return int(response.status_code)
    if response.status_code >= 500:
        raise WrongAnswerError(f"{response.status_code} for {method} {path[:200]}")
    if path.startswith("/api/") and response.status_code >= 400 and method != "HEAD":
        plain = msgspec.json.decode(response.content)
        if set(plain) != {"error"} or plain["error"]["status"] != response.status_code:
            raise WrongAnswerError(f"an error in another shape for {method} {path[:200]}")
    return int(response.status_code)


def requests() -> list[bytes]:
    """Requests of each kind."""
    api, case = "/api/cases/main/", "/cases/main/"
    bodies = (
        (1, "POST", api + "acts", {"do": "say", "text": "We could.", "mark": "hold", "key": "k1"}),
        (1, "POST", api + "previews", {"do": "say", "text": "We could.", "mark": "relay"}),
        (0, "POST", api + "acts", {"do": "table_proposal", "name": "deal", "to": ["alba"],
                                   "package": {"truce": "short", "crossings": 3}, "key": "k2"}),
        (0, "POST", api + "acts", {"do": "put_item", "item": "route", "text": "By sea.", "audiences": ["observer:un"]}),
        (1, "POST", api + "acts", {"do": "give_mandate", "mandate": "deal", "shown": True,
                                   "requires": {"issue": "truce", "is": "short"}}),
        (0, "POST", api + "record", {"statements": [], "positions": [{"id": "p", "party": "alba", "issue": "truce",
                                                                     "stand": "demand", "options": ["short"]}]}),
        (0, "POST", api + "invitations", {"actor": "cora:head"}),
        (4, "POST", "/api/session", {"name": "alba:head", "password": "x" * 12, "code": "000000"}),
        (4, "POST", "/api/invitations/accepted", {"token": "guessed", "password": "x" * 12}),
        (1, "POST", "/api/factor", {"password": ""}), (1, "PUT", "/api/factor", {"code": "000000"}),
        (1, "POST", case + "drafts", {"form": "say", "fields": {"say-text": "Half a sentence"}}),
    )  # fmt: skip
    asked = (
        "search?q=confidence&most=5", "streams/channel/alba/events?after=1", "view", "record?q=truce&most=3",
        "agreement?on=2031-03-04", "ledger?on=2031-03-04", "document?of=p1&as=docx&languages=en,ar", "data.csv?of=case",
        "live?after=eyJjYXNlIjozfQ==", "transcript", "calendar",
    )  # fmt: skip
    pages = (
        "", "agenda", "channel", "channels/1?before=3", "channels/1/files/a1", "proposals/1/p1?tour=2", "analysis/frontier?look=1",
        "export/events.csv?day=3", "record?page=2&issue=1", "timeline?from=1", "parties/1/preferences", "briefings/to/1",
    )  # fmt: skip
    sent = [
        bytes([who]) + f"{method} {path}\n\n".encode() + msgspec.json.encode(body)
        for who, method, path, body in bodies
    ]
    sent += [bytes([number % 5]) + f"GET {api}{path}\n\n".encode() for number, path in enumerate(asked)]
    sent += [bytes([number % 2]) + f"GET {case}{path}\n\n".encode() for number, path in enumerate(pages)]
    form = b"form=say&say-text=We+could.&say-mark=hold&say-key=abc"
    sent += [
        b"\x01POST /cases/main/channel\n\n" + form,
        b"\x04POST /sign-in?next=/cases/main/\n\nname=a&password=b&code=",
    ]
    return sent
