"""Somebody who knocks at the API's door."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client

from tests.web.conftest import PASSWORD


@dataclass
class Visitor:
    """A client with a session and its CSRF token."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    csrf: str = ""

    def get(self, path: str) -> Any:  # the test client's response
        return _checked(self.client.get(f"/api/{path}"))

    def send(self, method: str, path: str, body: object = None) -> Any:  # as above
        return _checked(
            self.client.generic(
                method,
                f"/api/{path}",
                json.dumps(body if body is not None else {}),
                content_type="application/json",
                headers={"X-CSRFToken": self.csrf},
            )
        )

    def post(self, path: str, body: object = None) -> Any:  # as above
        return self.send("POST", path, body)

    def raw(self, path: str, body: bytes) -> Any:  # as above
        """Send bytes that may be no JSON."""
        return _checked(
            self.client.generic(
                "POST",
                f"/api/{path}",
                body,
                content_type="application/json",
                headers={"X-CSRFToken": self.csrf},
            )
        )

    def act(self, do: str, **fields: object) -> Any:  # as above
        if "entered_for" in fields:
            fields["for"] = fields.pop("entered_for")
        return self.post("acts", {"do": do, **fields})


def _checked(response: HttpResponseBase) -> HttpResponseBase:
    """Hold every answer to the one shape of errors, and to the headers."""
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    if response.status_code >= 400:
        plain = json.loads(getattr(response, "content", b""))
        assert set(plain) == {"error"}
        assert set(plain["error"]) == {"status", "message"}
        assert plain["error"]["status"] == response.status_code
        assert "Traceback" not in plain["error"]["message"]
    return response


def stranger() -> Visitor:
    """Return somebody who is not signed in."""
    visitor = Visitor()
    visitor.csrf = visitor.get("session").json()["csrf"]
    return visitor


def signed_in(actor: str, password: str = PASSWORD, code: str = "") -> Visitor:
    """Return somebody who is signed in."""
    visitor = stranger()
    response = visitor.post("session", {"name": actor, "password": password, "code": code})
    assert response.status_code == 200, response.content
    visitor.csrf = response.json()["csrf"]
    return visitor
