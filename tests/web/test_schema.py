"""Requests made from the OpenAPI document: whatever comes, the answer has the shape that the document says."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from goodoffices.web.accounts.allowances import LIMITS
from tests.web.knocking import signed_in, stranger

#: Requests that an endpoint is sent: some in every run, more in the nightly one.
REQUESTS = 400 if settings().max_examples >= 2_000 else 20
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
ENDPOINTS = (
    ("POST", "/api/invitations/accepted"), ("POST", "/api/session"), ("DELETE", "/api/session"),
    ("PUT", "/api/factor"), ("GET", "/api/view"), ("POST", "/api/acts"),
    *(("POST", f"/api/cases/{{case}}/{name}") for name in ("acts", "previews", "invitations", "precedents", "record")),
    *(("GET", f"/api/cases/{{case}}/{name}")
      for name in ("streams/{stream}/events", "view", "streams", "transcript", "search", "record", "agreement",
                   "ledger", "calendar", "briefings", "document", "data.csv")),
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("table")

# Times of any year, in any zone or in none.
schemathesis.openapi.format(
    "date-time", st.datetimes(timezones=st.none() | st.timezones()).map(dt.datetime.isoformat)
)


def test_the_document_is_what_is_served() -> None:
    from goodoffices.web.api.document import document

    assert stranger().get("openapi.json").json() == json.loads(json.dumps(document()))


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
@pytest.mark.parametrize("who", ["mediator:lunn", "alba:head", ""])
def test_whatever_is_sent_is_answered_as_the_document_says(
    who: str, method: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for what in LIMITS:
        monkeypatch.setitem(LIMITS, what, (1_000_000, 60))
    visitor = signed_in(who) if who else stranger()
    cookie = "; ".join(f"{name}={one.value}" for name, one in visitor.client.cookies.items())
    headers = {"Cookie": cookie, "X-CSRFToken": visitor.csrf}
    operation = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())[path][method]

    @settings(max_examples=REQUESTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(), st.booleans())
    def send(case: schemathesis.Case[Any], main: bool) -> None:
        if main and "case" in (case.path_parameters or {}):
            case.path_parameters["case"] = "main"
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    send()
